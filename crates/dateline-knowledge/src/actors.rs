//! Actors known by name: organisations, office holders and the users' own, each with what it was at which time.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::fold::fold;
use crate::sector::{ActorKind, Sector};
use crate::table::{list, rows};
use crate::term::Term;

const ORGANISATIONS: &str = include_str!("../../../knowledge/organisations.tsv");
const OFFICE_HOLDERS: &str = include_str!("../../../knowledge/office_holders.tsv");
const OFFICIALS: &str = include_str!("../../../knowledge/officials.tsv");
const OBSERVED: &str = include_str!("../../../knowledge/observed_actors.tsv");

/// How long after the last day for which a source knows an office it may still be taken for held, in days (five years).
const UNSURE_END_DAYS: i64 = 1826;

/// An office or standing, and when it was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The title, such as "Foreign Minister"; empty for organisations.
    pub title: String,
    /// Code of the country or body.
    pub of: Option<String>,
    /// Sectors, most specific first.
    pub sectors: Vec<Sector>,
    /// When.
    pub term: Term,
    /// The file and source that say so.
    pub source: String,
}

/// Who an actor is at a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorFact {
    /// The name that the knowledge files use.
    pub name: String,
    /// ISO 3166-1 alpha-3, `IGO`, `NGO`, `MNC`, `INT`, `EUR` …; `None` where unknown.
    pub code: Option<String>,
    /// Sectors, most specific first; empty where unknown at that date.
    pub sectors: Vec<Sector>,
    /// Person, organisation, country, group.
    pub kind: ActorKind,
    /// Every known office, in file order.
    pub offices: Vec<Office>,
    /// Index in `offices` of the one that decided.
    pub decided_by: Option<usize>,
    /// Whether only a surname matched: likely right where the article speaks of politics, but no certainty.
    pub by_surname: bool,
    /// The source of the deciding line.
    pub source: String,
    /// Why the code and sectors were given, in words.
    pub why: String,
}

/// One known actor.
#[derive(Debug)]
struct Actor {
    name: String,
    kind: ActorKind,
    offices: Vec<Office>,
}

/// All actors known by name.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    actors: Vec<Actor>,
    by_name: HashMap<String, usize>,
    by_lower_name: HashMap<String, usize>,
    by_surname: HashMap<String, Vec<usize>>,
    longest: usize,
}

impl Actors {
    pub(crate) fn load() -> Self {
        let mut actors = Self::default();
        for [person, aliases, title, code, sectors, from, to, source] in rows::<8>(OFFICE_HOLDERS) {
            let source = format!("office_holders.tsv, {source}");
            let Some(office) = Office::read(title, code, sectors, from, to, source) else { continue };
            actors.add(person, list(aliases), ActorKind::Person, office);
        }
        for [names, code, sectors, from, to] in rows::<5>(ORGANISATIONS) {
            let Some(office) = Office::read("", code, sectors, from, to, "organisations.tsv".to_owned())
            else {
                continue;
            };
            for name in list(names) {
                actors.add(name, [].into_iter(), ActorKind::Organisation, office.clone());
            }
        }
        for [person, aliases, title, code, sectors, from, to, source] in rows::<8>(OFFICIALS) {
            let source = format!("officials.tsv, {source}");
            let Some(office) = Office::read(title, code, sectors, from, to, source) else { continue };
            // So many people share a surname that it tells none of them; who is famous enough for it stands in the first file.
            actors.add_without_surname(person, list(aliases), ActorKind::Person, office);
        }
        let written_by_hand = actors.actors.len();
        for [name, kind, code, sectors, from, to, source] in rows::<7>(OBSERVED) {
            let source = format!("observed_actors.tsv, {source}");
            let Some(office) = Office::read("", code, sectors, from, to, source) else { continue };
            let kind = ActorKind::from_label(kind).unwrap_or(ActorKind::Other);
            let known = actors.by_name.get(&fold(name)).is_some_and(|&index| index < written_by_hand);
            if !known {
                // No surname is drawn from observed names: which of them are persons was told by their form alone.
                actors.add_without_surname(name, [].into_iter(), kind, office);
            }
        }
        actors
    }

    /// Adds an office of an actor; a person is then found by the surname as well.
    pub(crate) fn add<'a>(
        &mut self,
        name: &str,
        aliases: impl Iterator<Item = &'a str>,
        kind: ActorKind,
        office: Office,
    ) {
        let index = self.add_without_surname(name, aliases, kind, office);
        if kind == ActorKind::Person
            && let Some((_, surname)) = fold(name).rsplit_once(' ')
        {
            let bearers = self.by_surname.entry(surname.to_owned()).or_default();
            if !bearers.contains(&index) {
                bearers.push(index);
            }
        }
    }

    /// Adds an office of an actor, who is new unless the name is known already for one of the same kind; gives the actor's index.
    fn add_without_surname<'a>(
        &mut self,
        name: &str,
        aliases: impl Iterator<Item = &'a str>,
        kind: ActorKind,
        office: Office,
    ) -> usize {
        let key = fold(name);
        let index = match self.by_name.get(&key) {
            Some(&index) if self.actors.get(index).is_some_and(|actor| actor.kind == kind) => index,
            _ => {
                self.actors.push(Actor { name: name.to_owned(), kind, offices: Vec::new() });
                self.actors.len() - 1
            }
        };
        if let Some(actor) = self.actors.get_mut(index) {
            actor.offices.push(office);
        }
        self.index(key, index);
        for alias in aliases {
            self.index(fold(alias), index);
        }
        index
    }

    /// The first actor with a name keeps it.
    fn index(&mut self, key: String, index: usize) {
        let words = key.split(' ').count();
        self.longest = self.longest.max(words);
        if words > 1 {
            self.by_lower_name.entry(key.to_lowercase()).or_insert(index);
        }
        self.by_name.entry(key).or_insert(index);
    }

    /// The actor with exactly this name, or, for names of several words, with it in other case.
    pub(crate) fn find(&self, key: &str, at: Option<Date>) -> Option<ActorFact> {
        let index = self
            .by_name
            .get(key)
            .or_else(|| if key.contains(' ') { self.by_lower_name.get(&key.to_lowercase()) } else { None })?;
        Some(self.actors.get(*index)?.at(at, false))
    }

    /// The one person of this surname who holds an office at the date; if nobody does, the only person of this surname.
    pub(crate) fn find_surname(&self, key: &str, at: Option<Date>) -> Option<ActorFact> {
        if key.len() < 3 || !key.starts_with(char::is_uppercase) {
            return None;
        }
        let bearers: Vec<&Actor> =
            self.by_surname.get(key)?.iter().filter_map(|&index| self.actors.get(index)).collect();
        let active: Vec<&&Actor> = bearers
            .iter()
            .filter(|actor| actor.offices.iter().any(|office| at.is_none_or(|day| office.term.holds(day))))
            .collect();
        match (active.as_slice(), bearers.as_slice()) {
            ([only], _) => Some(only.at(at, true)),
            ([], [only]) => Some(only.at(at, true)),
            _ => None,
        }
    }

    /// The most words that any name has.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }
}

impl Office {
    fn read(title: &str, code: &str, sectors: &str, from: &str, to: &str, source: String) -> Option<Self> {
        Some(Self {
            title: title.to_owned(),
            of: if code.is_empty() { None } else { Some(code.to_owned()) },
            sectors: Sector::list(sectors),
            term: Term::parse(from, to)?,
            source,
        })
    }
}

impl Actor {
    fn at(&self, at: Option<Date>, by_surname: bool) -> ActorFact {
        let (decided_by, held) = self.decide(at);
        let office = decided_by.and_then(|index| self.offices.get(index));
        let sectors = match (office, held) {
            (None, _) | (_, Held::NotYet) => Vec::new(),
            (Some(office), Held::Now) => office.sectors.clone(),
            (Some(office), Held::Past) => {
                let official = office.sectors.first().is_some_and(|sector| sector.is_office());
                if official && self.kind == ActorKind::Person {
                    vec![Sector::Elites]
                } else {
                    office.sectors.clone()
                }
            }
        };
        ActorFact {
            name: self.name.clone(),
            code: office.and_then(|office| office.of.clone()),
            sectors,
            kind: self.kind,
            offices: self.offices.clone(),
            decided_by,
            by_surname,
            source: office.map(|office| office.source.clone()).unwrap_or_default(),
            why: self.explain(office, held, by_surname),
        }
    }

    /// Which office counts at the date: the last that began of those that hold; else the last that ended; else the next.
    fn decide(&self, at: Option<Date>) -> (Option<usize>, Held) {
        let Some(day) = at else {
            return (
                self.offices
                    .iter()
                    .enumerate()
                    .max_by_key(|(_, office)| office.term.from)
                    .map(|(index, _)| index),
                Held::Now,
            );
        };
        let holding = self.offices.iter().enumerate().filter(|(_, office)| office.term.holds(day));
        if let Some((index, _)) = holding.max_by_key(|(_, office)| office.term.from) {
            return (Some(index), Held::Now);
        }
        let begun =
            self.offices.iter().enumerate().filter(|(_, office)| office.term.to.is_some_and(|to| to < day));
        if let Some((index, office)) = begun.max_by_key(|(_, office)| office.term.to) {
            let may_go_on = !office.term.ended_before(day) && office.term.distance(day) <= UNSURE_END_DAYS;
            return (Some(index), if may_go_on { Held::Now } else { Held::Past });
        }
        let next = self.offices.iter().enumerate().min_by_key(|(_, office)| office.term.distance(day));
        (next.map(|(index, _)| index), Held::NotYet)
    }

    fn explain(&self, office: Option<&Office>, held: Held, by_surname: bool) -> String {
        let mut why = if by_surname { "by surname: ".to_owned() } else { String::new() };
        why.push_str(&self.name);
        if let Some(office) = office {
            if !office.title.is_empty() {
                why.push_str(match held {
                    Held::Now => ", ",
                    Held::Past => ", formerly ",
                    Held::NotYet => ", not yet ",
                });
                why.push_str(&office.title);
            }
            if !office.term.is_open() {
                let day = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
                why.push_str(&format!(" ({}/{})", day(office.term.from), day(office.term.to)));
            }
            why.push_str(" [");
            why.push_str(&office.source);
            why.push(']');
        }
        why
    }
}

#[derive(Clone, Copy)]
enum Held {
    Now,
    Past,
    NotYet,
}
