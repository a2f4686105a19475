//! Articles, statements, stories, people.

use dateline_archive::{ArticleRow, EntityDetails, StatementRow, StoryRow};
use dateline_knowledge::Ontology;

use super::{acts, days, name, page, place, source};
use crate::view::ink::Ink;
use crate::view::page::{Flow, Page};
use crate::view::{ViewOptions, words};

/// Articles, a paragraph each.
pub fn articles(rows: &[ArticleRow], options: ViewOptions) -> String {
    let mut page = page(rows, options);
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            page.gap();
        }
        let title = row.title.as_deref().unwrap_or("(without a headline)");
        page.flow(0, 2, &Flow::new(Ink::Strong, title));
        let from = source(row.outlet.as_deref(), row.published.as_deref());
        let copies = (row.copies > 1).then(|| format!("{} copies ({})", row.copies, row.syndicate));
        let counts = format!("{} events, {} statements", row.events, row.statements);
        let parts: Vec<String> = from
            .into_iter()
            .chain([counts])
            .chain(copies)
            .chain([row.id.clone()])
            .chain(row.story.clone())
            .collect();
        page.flow(2, 2, &Flow::new(Ink::Faint, &parts.join(" · ")));
        if let Some(snippet) = &row.snippet {
            page.flow(2, 2, &marked(snippet, options.colour));
        }
        if let Some(at) = row.url.as_ref().or(row.path.as_ref()) {
            page.flow(2, 2, &Flow::new(Ink::Faint, at));
        }
    }
    page.into_text()
}

/// A snippet with its matches marked.
fn marked(snippet: &str, colour: bool) -> Flow {
    let mark = if colour { "" } else { "*" };
    let mut flow = Flow::default();
    for (i, part) in snippet.split(['\u{2068}', '\u{2069}']).enumerate() {
        flow =
            if i % 2 == 1 { flow.plain(mark).ink(Ink::Trigger, part).plain(mark) } else { flow.plain(part) };
    }
    flow
}

/// Statements, a paragraph each.
pub fn statements(rows: &[StatementRow], options: ViewOptions) -> String {
    let mut page = page(rows, options);
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            page.gap();
        }
        statement(&mut page, row);
    }
    page.into_text()
}

fn statement(page: &mut Page, row: &StatementRow) {
    let speaker = row.speaker.as_ref().map_or_else(|| "(not named)".to_owned(), name);
    let mut flow = Flow::new(Ink::Strong, &speaker);
    if let Some(addressee) = &row.addressee {
        flow = flow.plain(" to ").ink(Ink::Strong, &name(addressee));
    }
    let (open, close) = if row.kind == "indirect" { ("", "") } else { ("“", "”") };
    let content = words::clip(&row.content, super::SHOWN);
    page.flow(0, 2, &flow.plain(&format!(": {open}{content}{close}")));
    let from = source(row.outlet.as_deref(), row.published.as_deref());
    let medium = row.medium.as_ref().map(|medium| format!("on {medium}"));
    let parts: Vec<String> =
        from.into_iter().chain(medium).chain(row.place.as_ref().map(place)).chain([row.id.clone()]).collect();
    page.flow(2, 2, &Flow::new(Ink::Faint, &parts.join(" · ")));
}

/// Stories, two lines each.
pub fn stories(rows: &[StoryRow], options: ViewOptions) -> String {
    let mut page = page(rows, options);
    for row in rows {
        page.flow(0, 2, &Flow::new(Ink::Strong, &words::clip(&row.title, super::SHOWN / 2)));
        let seen = days(row.first_seen.as_deref(), row.last_seen.as_deref());
        let counts = format!("{} articles, {} sources", row.articles, row.sources);
        let parts: Vec<String> = seen.into_iter().chain([counts, row.id.clone()]).collect();
        page.flow(2, 2, &Flow::new(Ink::Faint, &parts.join(" · ")));
    }
    page.into_text()
}

/// Who somebody is: each entity that the name may mean.
pub fn people(rows: &[EntityDetails], options: ViewOptions) -> String {
    let mut page = page(rows, options);
    let ontology = Ontology::plover();
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            page.gap();
            page.flow(0, 0, &Flow::new(Ink::Faint, &"─".repeat(options.width.min(60))));
        }
        let entity = &row.entity;
        let code = entity.code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
        page.flow(0, 0, &Flow::new(Ink::Strong, &format!("{}{code}", entity.name)));
        let sector = entity.sector.as_deref().map(words::sector).map(str::to_owned);
        let counts = format!(
            "{} articles, {} events, {} statements",
            entity.articles, entity.events, entity.statements
        );
        let parts: Vec<String> = [entity.kind.clone()]
            .into_iter()
            .chain(sector)
            .chain([counts, entity.id.clone()])
            .chain(entity.wikidata.clone())
            .collect();
        page.flow(0, 0, &Flow::new(Ink::Faint, &parts.join(" · ")));
        if !row.offices.is_empty() {
            page.section("OFFICES, AS THE ARTICLES GIVE THEM");
            for office in &row.offices {
                let of = office.of.as_ref().map(|of| format!(" ({of})")).unwrap_or_default();
                let seen = days(office.first_seen.as_deref(), office.last_seen.as_deref());
                let seen = seen.map(|days| format!(", {days}")).unwrap_or_default();
                let plural = if office.articles == 1 { "" } else { "s" };
                let words = format!("{}{of}{seen}, {} article{plural}", office.title, office.articles);
                page.flow(2, 4, &Flow::default().plain(&words));
            }
        }
        for (title, events) in [("MEETINGS", &row.meetings), ("OTHER ACTS", &row.events)] {
            if events.is_empty() {
                continue;
            }
            page.section(title);
            for (j, event) in events.iter().enumerate() {
                if j > 0 {
                    page.gap();
                }
                acts::event(&mut page, &ontology, event);
            }
        }
        if !row.statements.is_empty() {
            page.section("STATEMENTS");
            for said in &row.statements {
                statement(&mut page, said);
            }
        }
    }
    page.into_text()
}
