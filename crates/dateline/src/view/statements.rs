//! Who said what.

use dateline_record::{Record, Speech, Statement};

use super::ink::Ink;
use super::page::{Flow, Page};
use super::words;

/// Code points of a statement that are shown.
const SHOWN: usize = 230;

pub fn write(page: &mut Page, record: &Record) {
    if record.statements.is_empty() {
        return;
    }
    page.section("WHO SAID WHAT");
    // What one says in several sentences on end stands under the name once.
    let mut rest = record.statements.as_slice();
    while let Some(first) = rest.first() {
        let told = heading(record, first);
        let count =
            rest.iter().take_while(|s| s.speaker.is_some() && heading(record, s) == told).count().max(1);
        let (group, after) = rest.split_at(count);
        page.flow(2, 4, &speaker(record, first, &places(record, group)));
        for statement in group {
            page.flow(6, 6, &content(record, statement));
        }
        rest = after;
    }
}

/// What must be the same for two statements to stand under one name.
fn heading(record: &Record, statement: &Statement) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        statement.speaker,
        statement.addressee,
        statement.medium,
        statement.place,
        time(record, statement)
    )
}

/// When it was said, where that is a day or an hour and no other time of which the sentence speaks.
fn time(record: &Record, statement: &Statement) -> Option<String> {
    statement.time.as_ref().and_then(|id| record.time(id)).map(words::time)
}

/// The sentences in which a group of statements stands.
fn places(record: &Record, group: &[Statement]) -> String {
    let indices: Vec<usize> =
        group.iter().filter_map(|s| s.content.first()).filter_map(|span| record.sentence_of(*span)).collect();
    if indices.is_empty() { String::new() } else { words::sentences(record, &indices) }
}

fn speaker(record: &Record, statement: &Statement, places: &str) -> Flow {
    let entity = |id: &Option<String>| id.as_ref().and_then(|id| record.entity(id)).map(words::named);
    let mut flow = match entity(&statement.speaker) {
        Some(name) => Flow::new(Ink::Strong, &name),
        None => Flow::new(Ink::Faint, "(not said who)"),
    };
    if let Some(addressee) = entity(&statement.addressee) {
        flow = flow.plain(&format!(" to {addressee}"));
    }
    if let Some(medium) = &statement.medium {
        flow = flow.plain(&format!(" on {medium}"));
    }
    if let Some(place) = statement.place.as_ref().and_then(|id| record.place(id)) {
        flow = flow.plain(&format!(", in {}", place.name));
    }
    if let Some(time) = time(record, statement) {
        flow = flow.plain(&format!(", {time}"));
    }
    if places.is_empty() { flow } else { flow.ink(Ink::Faint, " · ").glued(Ink::Faint, places) }
}

/// What was said: quoted words in quotation marks, reported ones without.
fn content(record: &Record, statement: &Statement) -> Flow {
    let parts: Vec<&str> = statement.content.iter().map(|span| record.slice(*span)).collect();
    let said = words::clip(&parts.join(" … "), SHOWN);
    match statement.kind {
        // The comma before "he said" belongs to the article's sentence, not to what was said.
        Speech::Direct => Flow::default().plain(&format!("“{}”", said.trim_end_matches([',', ' ']))),
        Speech::Indirect | Speech::Mixed => Flow::default().plain(&without_last_comma(&said)),
    }
}

/// The same for quoted words at the end: "“nothing will be settled,”" without its comma.
fn without_last_comma(said: &str) -> String {
    let bare = said.trim_end_matches([',', ' ']);
    match ['”', '"', '’'].into_iter().find_map(|quote| Some((quote, bare.strip_suffix(quote)?))) {
        Some((quote, inside)) => format!("{}{quote}", inside.trim_end_matches(',')),
        None => bare.to_owned(),
    }
}
