//! Why nothing was found, where a word of the question names nothing in the archive.

use std::time::Duration;

use dateline::dateline_archive::{Archive, Query, SqlLimits};

use super::asking::cell;

/// How long the archive is asked at most; without an answer nothing is said.
const PATIENCE: Duration = Duration::from_secs(2);
/// Names that are listed at most.
const LISTED: usize = 20;

/// Says on standard error which types, modes and outlets of a question the archive does not have, and what it has instead.
pub fn say(archive: &Archive, query: &Query) {
    for (column, what, asked) in [("type", "type", &query.types), ("mode", "mode", &query.modes)] {
        if asked.is_empty() {
            continue;
        }
        let known = names(
            archive,
            &format!("SELECT DISTINCT {column} FROM events WHERE {column} IS NOT NULL ORDER BY 1"),
        );
        for name in asked.iter().filter(|name| !known.is_empty() && !known.contains(name)) {
            tell(&format!("no act in the archive has the {what} “{name}”; there are {}", list(&known)));
        }
    }
    let Some(outlet) = &query.outlet else { return };
    let quoted = outlet.replace('\'', "''");
    if !names(archive, &format!("SELECT outlet FROM articles WHERE outlet = '{quoted}' LIMIT 1")).is_empty() {
        return;
    }
    let like = outlet.replace(['%', '_'], " ").replace('\'', "''");
    let near = names(
        archive,
        &format!(
            "SELECT outlet FROM articles WHERE outlet LIKE '%{like}%' GROUP BY outlet ORDER BY count(*) DESC, outlet"
        ),
    );
    let hint = if near.is_empty() {
        "`dateline sql \"SELECT DISTINCT outlet FROM articles\"` lists all".to_owned()
    } else {
        format!("near are {}", list(&near))
    };
    tell(&format!("no outlet in the archive is called “{outlet}”; {hint}"));
}

fn tell(what: &str) {
    eprintln!("dateline: {}", dateline::view::clean(what));
}

/// The first column of an answer.
fn names(archive: &Archive, question: &str) -> Vec<String> {
    let limits = SqlLimits { rows: 1000, time: PATIENCE };
    let table = archive.sql(question, &limits);
    table.map(|table| table.rows.iter().filter_map(|row| row.first().map(cell)).collect()).unwrap_or_default()
}

fn list(names: &[String]) -> String {
    let rest = names.len().saturating_sub(LISTED);
    let shown = names.get(..names.len() - rest).unwrap_or_default().join(", ");
    if rest == 0 { shown } else { format!("{shown} and {rest} more") }
}
