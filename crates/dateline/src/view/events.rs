//! What happened, in order of time.

use std::collections::{BTreeSet, HashSet};

use dateline_code::Explanation;
use dateline_knowledge::Ontology;
use dateline_record::{Event, Place, Quantity, QuantityKind, Record, Status, Time};
use jiff::civil::Date;

use super::ink::Ink;
use super::page::{Flow, Page};
use super::words;

/// The column at which the acts begin, after their status.
const ACTS: usize = 12;
/// More names than these are counted.
const NAMES: usize = 8;
/// Code points of a sentence beyond which it is clipped around its triggers.
const SHOWN: usize = 300;
/// An act of which the reader is less sure than this is marked.
const UNSURE: f64 = 0.4;

/// An act with all its reports: what the first leaves out, a later one may tell.
pub struct Act<'r> {
    /// The first report.
    pub first: &'r Event,
    /// Later reports.
    pub others: Vec<&'r Event>,
    /// When.
    pub time: Option<&'r Time>,
    place: Option<&'r Place>,
    quantities: Vec<&'r Quantity>,
}

/// The acts of a record by the first day that they cover, then those without a day, then those after publication; in reading order
/// otherwise.
pub fn acts(record: &Record) -> Vec<Act<'_>> {
    let mut acts: Vec<Act<'_>> = record
        .events
        .iter()
        .filter(|e| first_report(record, e).is_none())
        .map(|first| {
            let others: Vec<&Event> =
                record.events.iter().filter(|e| e.same_as.as_ref() == Some(&first.id)).collect();
            let all = || std::iter::once(first).chain(others.iter().copied());
            let time = all().find_map(|e| record.time(e.time.as_ref()?));
            let place = all().find_map(|e| record.place(e.place.as_ref()?));
            let mut quantities: Vec<&Quantity> =
                all().flat_map(|e| &e.quantities).filter_map(|id| record.quantity(id)).collect();
            let mut told = Vec::new();
            quantities.retain(|q| {
                let words = words::quantity(q);
                let new = !told.contains(&words);
                told.push(words);
                new
            });
            Act { first, time, place, quantities, others }
        })
        .collect();
    let published: Option<Date> =
        record.document.published.as_deref().and_then(|p| p.get(..10)?.parse().ok());
    acts.sort_by_key(|act| match act.day() {
        // What is still to come stands behind what is told without a day.
        Some(day) if published.is_some_and(|published| day > published) => (2, Some(day)),
        Some(day) => (0, Some(day)),
        None => (1, None),
    });
    acts
}

/// The event that this one repeats, if it is there.
fn first_report<'r>(record: &'r Record, event: &Event) -> Option<&'r Event> {
    record.event(event.same_as.as_ref()?)
}

impl Act<'_> {
    /// The first day that it covers.
    pub fn day(&self) -> Option<Date> {
        self.time.and_then(words::first_day)
    }
}

pub fn write(
    page: &mut Page,
    record: &Record,
    ontology: &Ontology,
    explain: bool,
    explanation: Option<&Explanation>,
) {
    let acts = acts(record);
    page.section("WHAT HAPPENED, AND WHAT DID NOT");
    if acts.is_empty() {
        page.flow(2, 2, &Flow::new(Ink::Faint, "No act between public actors was found."));
        return;
    }
    let mut shown = String::new();
    let mut rest = acts.as_slice();
    while let Some(first) = rest.first() {
        let now = heading(first);
        if now != shown {
            page.gap();
            page.flow(2, 2, &Flow::new(Ink::Strong, &now));
        }
        // Acts of one sentence that stand together share the sentence.
        let same = |act: &&Act<'_>| act.first.evidence == first.first.evidence && heading(act) == now;
        let (group, after) = rest.split_at(rest.iter().take_while(same).count().max(1));
        let mut told = HashSet::new();
        for act in group {
            // "found guilty" names one act by two words; a reader need not see it twice.
            if !told.insert(look(record, act)) && !explain {
                continue;
            }
            write_act(page, record, ontology, act);
            if explain {
                why(page, record, act.first, explanation);
            }
        }
        page.flow(ACTS, ACTS, &evidence(page.colour(), record, group));
        shown = now;
        rest = after;
    }
}

/// What a reader sees of an act beside its details.
fn look(record: &Record, act: &Act<'_>) -> String {
    let event = act.first;
    let (actors, recipients) = (names(record, &event.actors), names(record, &event.recipients));
    format!("{:?} {} {:?} {actors:?} {recipients:?}", event.status, event.event_type, event.mode)
}

fn heading(act: &Act<'_>) -> String {
    act.time.filter(|_| act.day().is_some()).map_or_else(|| "No day is given".to_owned(), words::day)
}

fn write_act(page: &mut Page, record: &Record, ontology: &Ontology, act: &Act<'_>) {
    let event = act.first;
    let label = words::status(event.status, event.asserted_by.is_some());
    let kind = format!(" [{}]", coded(&event.event_type, event.mode.as_deref()));
    let head = told(record, ontology, event).ink(Ink::Faint, &kind);
    page.labelled(2, ACTS, label, &head);
    let details = details(record, act);
    if !details.is_empty() {
        page.flow(ACTS, ACTS, &details);
    }
}

fn why(page: &mut Page, record: &Record, event: &Event, explanation: Option<&Explanation>) {
    let index = record.events.iter().position(|other| other.id == event.id);
    let reason = index.zip(explanation).and_then(|(index, explanation)| explanation.events.get(index));
    let found = reason.cloned().unwrap_or_else(|| format!("found by {}", event.found_by));
    page.flow(ACTS, ACTS, &Flow::new(Ink::Faint, &format!("confidence {:.2}; {found}", event.confidence)));
}

/// "CONSULT/visit", or the type alone.
pub fn coded(event_type: &str, mode: Option<&str>) -> String {
    mode.map_or_else(|| event_type.to_owned(), |mode| format!("{event_type}/{mode}"))
}

/// "Envoys of A → B: accused", in the mood that the status asks for.
pub fn told(record: &Record, ontology: &Ontology, event: &Event) -> Flow {
    let actors = names(record, &event.actors);
    let recipients = names(record, &event.recipients);
    let mut flow = match &actors {
        Some(actors) => Flow::new(Ink::Strong, actors),
        None => Flow::new(Ink::Faint, "(not said who)"),
    };
    if let Some(recipients) = recipients {
        flow = flow.plain(" → ").ink(Ink::Strong, &recipients);
    }
    let words = plain(ontology, &event.event_type, event.mode.as_deref(), event.status);
    flow.plain(&format!(": {words}"))
}

fn names(record: &Record, ids: &[String]) -> Option<String> {
    let mut names = words::names(record, ids);
    if names.len() > NAMES {
        let left = names.len() - NAMES;
        names.truncate(NAMES);
        names.push(format!("{left} others"));
    }
    (!names.is_empty()).then(|| words::list(&names))
}

/// The act in plain words: "met or talked", "to meet or talk", "may meet or talk", "did not meet or talk".
pub fn plain(ontology: &Ontology, event_type: &str, mode: Option<&str>, status: Status) -> String {
    let Some(event_type) = ontology.event_type(event_type) else {
        return event_type.to_lowercase();
    };
    let mode = mode.and_then(|mode| event_type.mode(mode));
    let past = mode.map_or(&event_type.plain, |m| &m.plain);
    let infinitive = mode.map_or(&event_type.infinitive, |m| &m.infinitive);
    match status {
        Status::Actual => past.clone(),
        Status::Planned => format!("to {infinitive}"),
        Status::Hypothetical => format!("may {infinitive}"),
        Status::Negated => format!("did not {infinitive}"),
    }
}

/// Where, how many, and on whose word.
fn details(record: &Record, act: &Act<'_>) -> Flow {
    let place = act.place.map(|place| match place.country.as_ref().filter(|c| **c != place.name) {
        Some(country) if place.kind != "country" => format!("in {} ({country})", place.name),
        _ => format!("in {}", place.name),
    });
    // A time that names no day, such as "for 30 days", stands in no heading.
    let time = act.time.filter(|_| act.day().is_none()).map(words::time);
    let hour =
        act.time.filter(|_| act.day().is_some()).and_then(words::hour).map(|hour| format!("at {hour}"));
    let figures = act.quantities.iter().filter_map(|q| figure(record, q));
    let unsure = (act.first.confidence < UNSURE).then(|| Flow::new(Ink::Faint, "unsure"));
    let parts = place.into_iter().chain(time).chain(hour).chain(figures);
    let parts = parts.map(|part| Flow::default().plain(&part));
    Flow::join(parts.chain(asserter(record, act.first)).chain(unsure), " · ")
}

/// A figure in words. What it counts where that is nothing special is told by the article's own word, if that follows it.
fn figure(record: &Record, quantity: &Quantity) -> Option<String> {
    if quantity.kind != QuantityKind::Other {
        return Some(words::quantity(quantity));
    }
    let unit = quantity.unit.as_deref()?;
    let own = record.slice(quantity.span);
    let after: String =
        record.document.text.chars().skip(quantity.span[1]).take(unit.chars().count() + 1).collect();
    let follows = after.get(1..).is_some_and(|after| after == unit) && after.starts_with([' ', '-']);
    if own.ends_with(unit) { Some(own.to_owned()) } else { follows.then(|| format!("{own}{after}")) }
}

fn asserter(record: &Record, event: &Event) -> Option<Flow> {
    let statement = record.statement(event.asserted_by.as_ref()?)?;
    let speaker = statement.speaker.as_ref().and_then(|id| record.entity(id));
    let says = if event.status == Status::Negated { "denied by " } else { "says " };
    Some(match speaker {
        // Whoever announces an own act need not be named twice.
        Some(speaker) if event.actors == [speaker.id.clone()] && event.status != Status::Negated => {
            Flow::default().plain("in their own words")
        }
        Some(speaker) => Flow::default().plain(says).ink(Ink::Strong, &words::named(speaker)),
        None => Flow::default().plain("on the word of a speaker who is not named"),
    })
}

/// The sentence of a group of acts with its number and their triggers marked, clipped around them where it is long.
fn evidence(colour: bool, record: &Record, group: &[Act<'_>]) -> Flow {
    let Some(first) = group.first().map(|act| act.first) else { return Flow::default() };
    let index = |event: &Event| record.sentence_of(event.trigger);
    let mut lead = index(first).map(|i| words::sentence(record, i)).unwrap_or_default();
    let others: BTreeSet<usize> = group.iter().flat_map(|act| &act.others).filter_map(|e| index(e)).collect();
    if !others.is_empty() {
        let others: Vec<usize> = others.into_iter().collect();
        lead = format!("{lead} (also {})", words::sentences(record, &others));
    }
    let [start, end] = first.evidence;
    let mut triggers: Vec<[usize; 2]> = group.iter().map(|act| act.first.trigger).collect();
    triggers.sort_unstable();
    let is_long = end.saturating_sub(start) > SHOWN;
    let mark = if colour { "" } else { "*" };
    let mut flow = Flow::new(Ink::Faint, &format!("{lead}: "));
    let mut from = start;
    for [begin, stop] in triggers {
        // Of two triggers that overlap the first is marked.
        if begin < from {
            continue;
        }
        let before = record.slice([from, begin]);
        let shown =
            if from == start && is_long { words::clip_front(before, SHOWN / 2) } else { before.to_owned() };
        flow = flow.plain(&shown).plain(mark).ink(Ink::Trigger, record.slice([begin, stop])).plain(mark);
        from = stop;
    }
    let after = record.slice([from, end]);
    let shown = if is_long { words::clip(after, SHOWN / 2) } else { after.to_owned() };
    flow.plain(&shown)
}
