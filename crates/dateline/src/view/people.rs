//! Who is who: those who act, are acted on or speak.

use std::collections::HashSet;

use dateline_record::{Entity, Form, Record, Role, RoleSource};
use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::page::{Flow, Page};
use super::words;

/// The widest column of names.
const NAMES: usize = 28;

pub fn write(page: &mut Page, record: &Record) {
    let people = people(record);
    if people.is_empty() {
        return;
    }
    page.section("WHO'S WHO");
    let (named, others): (Vec<&Person<'_>>, Vec<&Person<'_>>) = people.iter().partition(|p| p.is_named);
    let widest = named.iter().map(|p| words::clean(&p.name).width()).max().unwrap_or(0);
    let column = 2 + widest.min(NAMES).min(page.width() / 2) + 2;
    for person in &named {
        let mut told = person.told(" · ");
        if told.is_empty() {
            told = Flow::new(Ink::Faint, "not known");
        }
        page.labelled(2, column, (person.name.as_str(), Ink::Strong), &told);
    }
    if !others.is_empty() {
        let listed = others.iter().map(|person| {
            let told = person.told(", ");
            let name = Flow::new(Ink::Strong, &person.name);
            if told.is_empty() { name } else { name.plain(" (").then(told).plain(")") }
        });
        page.flow(2, 4, &Flow::new(Ink::Faint, "Without a name: ").then(Flow::join(listed, "; ")));
    }
    let from_list = |entity: &&Entity| entity.roles.iter().any(|role| role.from == RoleSource::Gazetteer);
    if people.iter().flat_map(|p| &p.entities).any(from_list) {
        page.flow(2, 2, &Flow::new(Ink::Faint, "* not in the article: from the list of office holders"));
    }
}

/// Entities of one name and code: a state and its forces are one to a reader.
struct Person<'r> {
    name: String,
    is_named: bool,
    entities: Vec<&'r Entity>,
}

impl Person<'_> {
    /// Code, sectors and offices, each once.
    fn told(&self, separator: &str) -> Flow {
        let mut seen = HashSet::new();
        let mut parts = Vec::new();
        let codes = self.entities.iter().filter_map(|e| e.code.clone());
        let sectors = self.entities.iter().flat_map(|e| &e.sectors).filter(|s| *s != "UNK");
        let roles = self.entities.iter().flat_map(|e| e.roles.iter().map(|role| self::role(role, e)));
        let all = codes.chain(sectors.map(|s| words::sector(s).to_owned())).chain(roles);
        for part in all.filter(|part| *part != self.name) {
            if seen.insert(part.clone()) {
                parts.push(Flow::default().plain(&part));
            }
        }
        Flow::join(parts, separator)
    }
}

/// Those who act, are acted on or speak, in the order of the record.
fn people(record: &Record) -> Vec<Person<'_>> {
    let concerned = concerned(record);
    let mut people: Vec<Person<'_>> = Vec::new();
    for entity in record.entities.iter().filter(|e| concerned.contains(e.id.as_str())) {
        let name = words::named(entity);
        let is_named = entity.mentions.iter().any(|mention| mention.form == Form::Name);
        let same = |p: &&mut Person<'_>| {
            p.name.to_lowercase() == name.to_lowercase() && p.entities.iter().all(|e| e.code == entity.code)
        };
        match people.iter_mut().find(same) {
            Some(person) => {
                person.is_named |= is_named;
                person.entities.push(entity);
            }
            None => people.push(Person { name, is_named, entities: vec![entity] }),
        }
    }
    people
}

/// An office; of what, where the code of its holder does not say it.
fn role(role: &Role, entity: &Entity) -> String {
    let of = role.of.as_ref().filter(|of| Some(*of) != entity.code.as_ref());
    let of = of.map(|of| format!(" ({of})")).unwrap_or_default();
    let mark = if role.from == RoleSource::Gazetteer { "*" } else { "" };
    format!("{}{of}{mark}", role.title)
}

/// The identifiers of those who do or say something, or to whom something is done or said.
fn concerned(record: &Record) -> HashSet<&str> {
    let events = record.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients));
    let statements = record.statements.iter().flat_map(|s| s.speaker.iter().chain(&s.addressee));
    events.chain(statements).map(String::as_str).collect()
}
