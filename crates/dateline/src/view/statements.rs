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
    for statement in &record.statements {
        page.flow(2, 4, &speaker(record, statement));
        page.flow(6, 6, &content(record, statement));
    }
}

fn speaker(record: &Record, statement: &Statement) -> Flow {
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
    if let Some(time) = statement.time.as_ref().and_then(|id| record.time(id)) {
        flow = flow.plain(&format!(", {}", words::time(time)));
    }
    let index = statement.content.first().and_then(|span| record.sentence_of(*span));
    match index {
        Some(index) => flow.ink(Ink::Faint, &format!(" · {}", words::sentence(record, index))),
        None => flow,
    }
}

/// What was said: quoted words in quotation marks, reported ones without.
fn content(record: &Record, statement: &Statement) -> Flow {
    let parts: Vec<&str> = statement.content.iter().map(|span| record.slice(*span)).collect();
    let said = words::clip(&parts.join(" … "), SHOWN);
    match statement.kind {
        // The comma before "he said" belongs to the article's sentence, not to what was said.
        Speech::Direct => Flow::default().plain(&format!("“{}”", said.trim_end_matches([',', ' ']))),
        Speech::Indirect | Speech::Mixed => Flow::default().plain(&said),
    }
}
