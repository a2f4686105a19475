//! What is coming up: planned acts, and days ahead that the article names.

use std::collections::HashSet;

use dateline_knowledge::Ontology;
use dateline_record::{CodePointSpan, Record, Status, Time, TimeKind};
use jiff::civil::Date;

use super::events::{acts, told};
use super::ink::Ink;
use super::page::{Flow, Page};
use super::words;

/// The column at which the acts begin, after their day.
const ACTS: usize = 22;
/// Code points of a sentence that are shown.
const SHOWN: usize = 140;

#[derive(PartialEq)]
struct Coming {
    day: Option<Date>,
    when: String,
    what: Flow,
}

pub fn write(page: &mut Page, record: &Record, ontology: &Ontology) {
    let published =
        record.document.published.as_deref().and_then(|p| p.get(..10)).and_then(|p| p.parse().ok());
    let mut coming = planned(record, ontology, published);
    coming.extend(terms(record, published));
    if coming.is_empty() {
        return;
    }
    coming.sort_by_key(|c| (c.day.is_none(), c.day));
    page.section("COMING UP");
    for item in &coming {
        page.labelled(2, ACTS, (item.when.as_str(), Ink::Planned), &item.what);
    }
}

/// Planned acts whose day is not past.
fn planned(record: &Record, ontology: &Ontology, published: Option<Date>) -> Vec<Coming> {
    let planned = acts(record).into_iter().filter(|act| act.first.status == Status::Planned);
    // What nobody is to do on no day is nothing to look out for.
    let planned = planned.filter(|act| act.day().is_some() || !act.first.actors.is_empty());
    let ahead =
        planned.filter(|act| act.day().zip(published).is_none_or(|(day, published)| day >= published));
    let mut coming: Vec<Coming> = Vec::new();
    for act in ahead {
        let found = Coming {
            day: act.day(),
            when: act.day().and(act.time).map_or_else(|| "no date".to_owned(), short),
            what: told(record, ontology, act.first).then(place_of(record, act.first.trigger)),
        };
        // Two triggers of one plan ("will fly on", "will be waiting") would be told in the same words.
        if !coming.contains(&found) {
            coming.push(found);
        }
    }
    coming
}

/// Days after publication that no act carries: deadlines, hearings, terms that run out.
fn terms(record: &Record, published: Option<Date>) -> Vec<Coming> {
    let Some(published) = published else { return Vec::new() };
    let carried: HashSet<&String> = record.events.iter().filter_map(|e| e.time.as_ref()).collect();
    let ahead = |time: &&Time| {
        matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && !carried.contains(&time.id)
            && words::first_day(time).is_some_and(|day| day > published)
    };
    let mut seen = HashSet::new();
    let length = |time: &Time| time.value.as_ref().map_or(0, String::len);
    // Of "midnight on Friday" only the hour is told, not the day once more.
    let is_finest = |time: &&Time| {
        let same = |other: &&Time| {
            ahead(other)
                && words::first_day(other) == words::first_day(time)
                && record.sentence_of(other.span) == record.sentence_of(time.span)
        };
        !record.times.iter().filter(same).any(|other| length(other) > length(time))
    };
    record
        .times
        .iter()
        .filter(ahead)
        .filter(is_finest)
        .filter(|time| seen.insert((&time.value, record.sentence_of(time.span))))
        .filter_map(|time| {
            let sentence = record.sentences.get(record.sentence_of(time.span)?)?.span;
            Some(Coming {
                day: words::first_day(time),
                when: short(time),
                what: excerpt(record, sentence, time.span).then(place_of(record, time.span)),
            })
        })
        .collect()
}

/// The words before and after the time, so that one sees what is to happen then.
fn excerpt(record: &Record, sentence: CodePointSpan, time: CodePointSpan) -> Flow {
    let before = record.slice([sentence[0], time[0]]);
    let after = record.slice([time[1], sentence[1]]);
    Flow::default()
        .plain(&words::clip_front(before, SHOWN * 2 / 3))
        .plain(record.slice(time))
        .plain(&words::clip(after, SHOWN / 3))
}

fn place_of(record: &Record, span: CodePointSpan) -> Flow {
    let index = record.sentence_of(span);
    let place = |i| Flow::new(Ink::Faint, " · ").glued(Ink::Faint, &words::sentence(record, i));
    index.map_or_else(Flow::default, place)
}

/// A time without its weekday, so that it fits beside the act.
fn short(time: &Time) -> String {
    let told = words::time(time);
    let weekdays = ["Monday ", "Tuesday ", "Wednesday ", "Thursday ", "Friday ", "Saturday ", "Sunday "];
    weekdays.iter().fold(told, |told, weekday| told.replace(weekday, ""))
}
