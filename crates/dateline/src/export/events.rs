//! The events table, and the threads table that has the first report's columns too.

use std::sync::LazyLock;

use dateline_archive::{ThreadRow, WalkedEvent};
use dateline_record::Place;
use dateline_record::table::{Cell, Field, event_fields, event_row};

use super::column::{
    Column, archive_ids, cells, count, date, day, fields, flag, float, integer, maybe, some, text,
};

/// An act: an event, or a thread by its first report.
#[derive(Clone, Debug)]
pub struct Act {
    /// The event; of a thread its first report.
    pub event: WalkedEvent,
    /// The thread, where a row is one.
    pub thread: Option<ThreadRow>,
}

/// The place of an act, whether the record tells of it or the thread.
pub struct Spot<'a> {
    /// Name.
    pub name: &'a str,
    /// city, region, country …
    pub kind: &'a str,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'a str>,
    /// First-level region.
    pub admin1: Option<&'a str>,
    /// Degrees, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees, WGS 84.
    pub longitude: Option<f64>,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// The place in the article's record, where it is from there.
    pub place: Option<&'a Place>,
}

/// Where the act took place: by the event, else by the first report of its thread that says so, where a row is a thread.
pub fn spot(act: &Act) -> Option<Spot<'_>> {
    let id = act.event.event().place.as_deref();
    let own = id.and_then(|id| act.event.article.record.place(id)).map(|place| Spot {
        name: &place.name,
        kind: &place.kind,
        country: place.country.as_deref(),
        admin1: place.admin1.as_deref(),
        latitude: place.lat,
        longitude: place.lon,
        geonames: place.geonames,
        place: Some(place),
    });
    let of_thread = || {
        let place = act.thread.as_ref()?.place.as_ref()?;
        Some(Spot {
            name: &place.name,
            kind: &place.kind,
            country: place.country.as_deref(),
            admin1: None,
            latitude: place.latitude,
            longitude: place.longitude,
            geonames: None,
            place: None,
        })
    };
    own.or_else(of_thread)
}

/// The name of the act's place, if it is of this kind.
pub fn spot_of_kind<'a>(act: &'a Act, kind: &str) -> Option<&'a str> {
    spot(act).filter(|spot| spot.kind == kind).map(|spot| spot.name)
}

/// Columns of the record's own events table that the archive has better ones for.
const REPLACED: [&str; 3] = ["article", "event", "cluster"];

/// For each column of the record's own table whether it is kept.
static KEPT: LazyLock<Vec<bool>> =
    LazyLock::new(|| event_fields().iter().map(|field| !REPLACED.contains(&field.name)).collect());

static ARCHIVE: &[Column<Act>] = &[
    text("event", "identifier of the event in the archive: article/v1", |a| some(&a.event.id())),
    text("article", "identifier of the article in the archive", |a| some(&a.event.article.row.id)),
    text("document", "hash of the article's text, the same for the same text elsewhere", |a| {
        some(&a.event.article.row.document)
    }),
    text("thread", "the act across articles", |a| maybe(a.event.thread.as_deref())),
    text("story", "the story that the article belongs to", |a| maybe(a.event.article.row.story.as_deref())),
    text("syndicate", "the group of near-duplicates that the article belongs to", |a| {
        some(&a.event.article.row.syndicate)
    }),
    integer("copies", "articles in that group, this one included", |a| count(a.event.article.row.copies)),
    integer("lead", "1 for the article that stands for that group, else 0", |a| {
        flag(a.event.article.row.lead)
    }),
    integer("first", "1 for the first report of the act in its article, else 0", |a| {
        flag(a.event.event().same_as.is_none())
    }),
    text("actor_ids", "who acts, as the entities table numbers them, joined by ;", |a| {
        archive_ids(&a.event.article, &a.event.event().actors)
    }),
    text("recipient_ids", "who is acted on, as the entities table numbers them, joined by ;", |a| {
        archive_ids(&a.event.article, &a.event.event().recipients)
    }),
];

static THREAD: &[Column<Act>] = &[
    text("thread_status", "status of the act by the latest reports", |a| {
        maybe(a.thread.as_ref().map(|t| t.status.name()))
    }),
    text("thread_mode", "mode, of the first report that has one", |a| {
        maybe(a.thread.as_ref().and_then(|t| t.mode.as_deref()))
    }),
    text("thread_place", "where, by the first report that says so", |a| {
        maybe(a.thread.as_ref().and_then(|t| Some(t.place.as_ref()?.name.as_str())))
    }),
    text("thread_country", "ISO 3166-1 alpha-3 of that place", |a| {
        maybe(a.thread.as_ref().and_then(|t| t.place.as_ref()?.country.as_deref()))
    }),
    float("thread_latitude", "degrees, WGS 84", |a| {
        Cell::Float(a.thread.as_ref().and_then(|t| t.place.as_ref()?.latitude))
    }),
    float("thread_longitude", "degrees, WGS 84", |a| {
        Cell::Float(a.thread.as_ref().and_then(|t| t.place.as_ref()?.longitude))
    }),
    date("thread_from", "first day of the act by any report", |a| {
        day(a.thread.as_ref().and_then(|t| t.from.as_deref()))
    }),
    date("thread_to", "last day of the act by any report", |a| {
        day(a.thread.as_ref().and_then(|t| t.to.as_deref()))
    }),
    date("first_seen", "day of the first article that reports it", |a| {
        day(a.thread.as_ref().and_then(|t| t.first_seen.as_deref()))
    }),
    date("last_seen", "day of the last article that reports it", |a| {
        day(a.thread.as_ref().and_then(|t| t.last_seen.as_deref()))
    }),
    integer("reports", "articles that report it", |a| {
        a.thread.as_ref().map_or(Cell::Integer(None), |t| count(t.articles))
    }),
    integer("sources", "independent ones: groups of near-duplicates", |a| {
        a.thread.as_ref().map_or(Cell::Integer(None), |t| count(t.sources))
    }),
];

/// The columns of the events table.
pub fn event_columns() -> Vec<Field> {
    let own = event_fields().into_iter().filter(|field| !REPLACED.contains(&field.name));
    fields(ARCHIVE).into_iter().chain(own).collect()
}

/// The columns of the table with a row for each thread.
pub fn thread_columns() -> Vec<Field> {
    fields(THREAD).into_iter().chain(event_columns()).collect()
}

/// The row of an event or, with the thread's columns before it, of a thread.
pub fn row(act: &Act) -> Vec<Cell> {
    let own = event_row(&act.event.article.record, act.event.event()).into_iter().zip(KEPT.iter());
    let thread = if act.thread.is_some() { cells(THREAD, act) } else { Vec::new() };
    let archive = cells(ARCHIVE, act);
    thread.into_iter().chain(archive).chain(own.filter(|(_, kept)| **kept).map(|(cell, _)| cell)).collect()
}
