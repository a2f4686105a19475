//! What an archive answers, for a person at a terminal.

mod acts;
mod plain_table;
mod sources;

pub use acts::{agenda, events, thread, threads, timeline};
pub use plain_table::table;
pub use sources::{articles, people, statements, stories};

use dateline_archive::{EventRow, PartyRow, PlaceRow};

use super::ink::Ink;
use super::page::{Flow, Page};
use super::{ViewOptions, words};

/// The column at which words begin, behind a day or a status.
const HANG: usize = 12;
/// Code points of a sentence that are shown.
const SHOWN: usize = 300;

/// A page, with a line where there is nothing to show.
fn page<T>(rows: &[T], options: ViewOptions) -> Page {
    let mut page = Page::new(options.width, options.colour);
    if rows.is_empty() {
        page.flow(0, 0, &Flow::new(Ink::Faint, "Nothing was found."));
    }
    page
}

/// "Ada Moss (CHE) and Ida Brook (FRA)".
fn names(parties: &[PartyRow]) -> String {
    const MOST: usize = 6;
    let mut all: Vec<String> = parties.iter().map(name).collect();
    if all.len() > MOST {
        let left = all.len() - MOST;
        all.truncate(MOST);
        all.push(format!("{left} others"));
    }
    words::list(&all)
}

fn name(party: &PartyRow) -> String {
    match &party.code {
        Some(code) if *code != party.name => format!("{} ({code})", party.name),
        _ => party.name.clone(),
    }
}

fn place(place: &PlaceRow) -> String {
    match place.country.as_ref().filter(|country| **country != place.name && place.kind != "country") {
        Some(country) => format!("in {} ({country})", place.name),
        None => format!("in {}", place.name),
    }
}

/// "17 April 2025" of a day or an instant.
fn day(published: &str) -> String {
    let parsed: Option<jiff::civil::Date> = published.get(..10).and_then(|day| day.parse().ok());
    parsed.map_or_else(|| published.to_owned(), words::date)
}

/// "17 April 2025 to 19 April 2025", or the one day that both are; `None` where the first is not known.
fn days(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let first = first?;
    Some(match last {
        Some(last) if last != first => format!("{} to {}", day(first), day(last)),
        _ => day(first),
    })
}

/// "The Harbour Post, 17 April 2025".
fn source(outlet: Option<&str>, published: Option<&str>) -> Option<String> {
    match (outlet, published) {
        (Some(outlet), Some(published)) => Some(format!("{outlet}, {}", day(published))),
        (Some(outlet), None) => Some(outlet.to_owned()),
        (None, published) => published.map(day),
    }
}

/// The sentence with the words that name the act marked, clipped around them.
fn evidence(event: &EventRow, colour: bool) -> Flow {
    let start = event.trigger_span[0].saturating_sub(event.evidence_span[0]);
    let length = event.trigger_span[1].saturating_sub(event.trigger_span[0]);
    let before: String = event.evidence.chars().take(start).collect();
    let trigger: String = event.evidence.chars().skip(start).take(length).collect();
    let after: String = event.evidence.chars().skip(start + length).collect();
    let mark = if colour { "" } else { "*" };
    Flow::default()
        .plain(&words::clip_front(&before, SHOWN / 2))
        .plain(mark)
        .ink(Ink::Trigger, &trigger)
        .plain(mark)
        .plain(&words::clip(&after, SHOWN / 2))
}
