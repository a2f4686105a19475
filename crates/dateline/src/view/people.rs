//! Who is who: those who act, are acted on or speak.

use std::collections::HashSet;

use dateline_record::{Entity, Record, Role, RoleSource};
use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::page::{Flow, Page};
use super::words;

/// The widest column of names.
const NAMES: usize = 28;

pub fn write(page: &mut Page, record: &Record) {
    let concerned = concerned(record);
    let people: Vec<&Entity> = record.entities.iter().filter(|e| concerned.contains(e.id.as_str())).collect();
    if people.is_empty() {
        return;
    }
    page.section("WHO'S WHO");
    let widest = people.iter().map(|e| words::clean(&e.name).width()).max().unwrap_or(0);
    let column = 2 + widest.min(NAMES).min(page.width() / 2) + 2;
    for entity in &people {
        let place =
            entity.code.iter().filter(|code| **code != entity.name).map(|code| Flow::default().plain(code));
        let sectors = entity
            .sectors
            .iter()
            .filter(|sector| *sector != "UNK")
            .map(|sector| Flow::default().plain(words::sector(sector)));
        let roles = entity.roles.iter().map(|role| self::role(role, entity));
        let mut told = Flow::join(place.chain(sectors).chain(roles), " · ");
        if told.is_empty() {
            told = Flow::new(Ink::Faint, "not known");
        }
        page.labelled(2, column, (entity.name.as_str(), Ink::Strong), &told);
    }
    if people.iter().flat_map(|e| &e.roles).any(|role| role.from == RoleSource::Gazetteer) {
        page.flow(2, 2, &Flow::new(Ink::Faint, "* not in the article: from the list of office holders"));
    }
}

fn role(role: &Role, entity: &Entity) -> Flow {
    let of = role.of.as_ref().filter(|of| Some(*of) != entity.code.as_ref());
    let of = of.map(|of| format!(" ({of})")).unwrap_or_default();
    let mark = if role.from == RoleSource::Gazetteer { "*" } else { "" };
    Flow::default().plain(&format!("{}{of}{mark}", role.title))
}

/// The identifiers of those who do or say something, or to whom something is done or said.
fn concerned(record: &Record) -> HashSet<&str> {
    let events = record.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients));
    let statements = record.statements.iter().flat_map(|s| s.speaker.iter().chain(&s.addressee));
    events.chain(statements).map(String::as_str).collect()
}
