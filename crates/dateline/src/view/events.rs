//! What happened, in order of time.

use dateline_knowledge::Ontology;
use dateline_record::{Event, Place, Quantity, Record, Status, Time};
use jiff::civil::Date;

use super::ink::Ink;
use super::page::{Flow, Page};
use super::words;

/// The column at which the acts begin, after their status.
const ACTS: usize = 12;
/// More names than these are counted.
const NAMES: usize = 8;
/// Code points of a sentence that are shown.
const SHOWN: usize = 230;

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

/// The acts of a record by the first day that they cover, those without a day last, and in reading order otherwise.
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
    acts.sort_by_key(|act| (act.day().is_none(), act.day()));
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

pub fn write(page: &mut Page, record: &Record, ontology: &Ontology, explain: bool) {
    let acts = acts(record);
    page.section("WHAT HAPPENED, AND WHAT DID NOT");
    if acts.is_empty() {
        page.flow(2, 2, &Flow::new(Ink::Faint, "No act between public actors was found."));
        return;
    }
    let mut heading = String::new();
    for act in &acts {
        let now = match act.time.filter(|_| act.day().is_some()) {
            Some(time) => words::time(time),
            None => "The text gives no date".to_owned(),
        };
        if now != heading {
            page.gap();
            page.flow(2, 2, &Flow::new(Ink::Strong, &now));
            heading = now;
        }
        write_act(page, record, ontology, act, explain);
    }
}

fn write_act(page: &mut Page, record: &Record, ontology: &Ontology, act: &Act<'_>, explain: bool) {
    let event = act.first;
    let label = words::status(event.status, event.asserted_by.is_some());
    let kind = match &event.mode {
        Some(mode) => format!("{}/{mode}", event.event_type),
        None => event.event_type.clone(),
    };
    let head = told(record, ontology, event).ink(Ink::Faint, &format!(" [{kind}]"));
    page.labelled(2, ACTS, label, &head);
    let details = details(record, act);
    if !details.is_empty() {
        page.flow(ACTS, ACTS, &details);
    }
    page.flow(ACTS, ACTS, &evidence(page.colour(), record, act));
    if explain {
        let why = format!("found by {}, confidence {:.2}", event.found_by, event.confidence);
        page.flow(ACTS, ACTS, &Flow::new(Ink::Faint, &why));
    }
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
    let mut names: Vec<String> = ids.iter().filter_map(|id| record.entity(id)).map(words::named).collect();
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
    let figures = act.quantities.iter().map(|q| words::quantity(q));
    let parts = place.into_iter().chain(time).chain(figures).map(|part| Flow::default().plain(&part));
    Flow::join(parts.chain(asserter(record, act.first)), " · ")
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

/// The sentence with its number, the trigger marked, clipped around it.
fn evidence(colour: bool, record: &Record, act: &Act<'_>) -> Flow {
    let event = act.first;
    let index = |event: &Event| record.sentence_of(event.trigger);
    let mut lead = index(event).map(|i| words::sentence(record, i)).unwrap_or_default();
    let others: Vec<usize> = act.others.iter().filter_map(|e| index(e)).collect();
    if !others.is_empty() {
        lead = format!("{lead} (also {})", words::sentences(record, &others));
    }
    let [start, end] = event.evidence;
    let before = record.slice([start, event.trigger[0]]);
    let trigger = record.slice(event.trigger);
    let after = record.slice([event.trigger[1], end]);
    let mark = if colour { "" } else { "*" };
    Flow::new(Ink::Faint, &format!("{lead}: "))
        .plain(&words::clip_front(before, SHOWN / 2))
        .plain(mark)
        .ink(Ink::Trigger, trigger)
        .plain(mark)
        .plain(&words::clip(after, SHOWN / 2))
}
