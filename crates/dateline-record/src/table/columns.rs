//! The columns of the events table: one row per event.

use jiff::civil::Date;

use super::{Cell, CellKind, Field};
use crate::edtf::date_range;
use crate::number::to_three_decimals;
use crate::{Entity, Event, Place, Quantity, Record, Statement, Time};

/// A column of the events table.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: CellKind,
    /// What it means.
    pub meaning: &'static str,
    cell: fn(&Row<'_>) -> Cell,
}

/// An event with what it refers to.
struct Row<'r> {
    record: &'r Record,
    event: &'r Event,
    actors: Vec<&'r Entity>,
    recipients: Vec<&'r Entity>,
    place: Option<&'r Place>,
    time: Option<&'r Time>,
    statement: Option<&'r Statement>,
    speaker: Option<&'r Entity>,
}

impl Column {
    /// What is known of it without the events table.
    pub fn field(&self) -> Field {
        Field { name: self.name, kind: self.kind, meaning: self.meaning }
    }
}

/// The columns of the events table without their table.
pub fn event_fields() -> Vec<Field> {
    COLUMNS.iter().map(Column::field).collect()
}

/// The rows of a record's events, each with a cell for each of [`COLUMNS`].
pub fn event_rows(record: &Record) -> Vec<Vec<Cell>> {
    record.events.iter().map(|event| event_row(record, event)).collect()
}

/// The row of one of a record's events, with a cell for each of [`COLUMNS`].
pub fn event_row(record: &Record, event: &Event) -> Vec<Cell> {
    let entities = |ids: &[String]| ids.iter().filter_map(|id| record.entity(id)).collect();
    let row = Row {
        record,
        event,
        actors: entities(&event.actors),
        recipients: entities(&event.recipients),
        place: event.place.as_ref().and_then(|id| record.place(id)),
        time: event.time.as_ref().and_then(|id| record.time(id)),
        statement: event.asserted_by.as_ref().and_then(|id| record.statement(id)),
        speaker: record.asserter(event),
    };
    COLUMNS.iter().map(|column| (column.cell)(&row)).collect()
}

const fn text(name: &'static str, meaning: &'static str, cell: fn(&Row<'_>) -> Cell) -> Column {
    Column { name, kind: CellKind::Text, meaning, cell }
}

const fn integer(name: &'static str, meaning: &'static str, cell: fn(&Row<'_>) -> Cell) -> Column {
    Column { name, kind: CellKind::Integer, meaning, cell }
}

const fn float(name: &'static str, meaning: &'static str, cell: fn(&Row<'_>) -> Cell) -> Column {
    Column { name, kind: CellKind::Float, meaning, cell }
}

const fn date(name: &'static str, meaning: &'static str, cell: fn(&Row<'_>) -> Cell) -> Column {
    Column { name, kind: CellKind::Date, meaning, cell }
}

/// The columns of the events table, in order. Lists are joined by `;` and keep their places across columns: the second
/// code belongs to the second name, and is empty where there is none.
pub static COLUMNS: &[Column] = &[
    text("article", "hash of the article's text", |r| some(&r.record.document.id)),
    text("event", "identifier of the event in its article", |r| some(&r.event.id)),
    text("cluster", "article and first report of the same act", |r| {
        let first = r.event.same_as.as_ref().unwrap_or(&r.event.id);
        Cell::Text(Some(format!("{}/{first}", r.record.document.id)))
    }),
    text("type", "PLOVER type", |r| some(&r.event.event_type)),
    text("mode", "PLOVER mode", |r| Cell::Text(r.event.mode.clone())),
    text("contexts", "PLOVER contexts, joined by ;", |r| list(r.event.contexts.iter().map(String::as_str))),
    text("quad", "quad class", |r| some(&r.event.quad)),
    float("intensity", "Goldstein's scale, -10 to 10", |r| Cell::Float(r.event.intensity)),
    text("cameo", "CAMEO code", |r| Cell::Text(r.event.cameo.clone())),
    text("status", "actual, planned, hypothetical or negated", |r| some(r.event.status.name())),
    text("actor_names", "who acts", |r| names(&r.actors)),
    text("actor_codes", "their codes", |r| codes(&r.actors)),
    text("actor_sectors", "their most specific sectors", |r| sectors(&r.actors)),
    text("recipient_names", "who is acted on", |r| names(&r.recipients)),
    text("recipient_codes", "their codes", |r| codes(&r.recipients)),
    text("recipient_sectors", "their most specific sectors", |r| sectors(&r.recipients)),
    text("place", "where", |r| Cell::Text(r.place.map(|p| p.name.clone()))),
    text("place_kind", "city, region, country …", |r| Cell::Text(r.place.map(|p| p.kind.clone()))),
    text("place_country", "ISO 3166-1 alpha-3", |r| Cell::Text(r.place.and_then(|p| p.country.clone()))),
    text("place_admin1", "first-level region", |r| Cell::Text(r.place.and_then(|p| p.admin1.clone()))),
    float("latitude", "degrees, WGS 84", |r| Cell::Float(r.place.and_then(|p| p.lat))),
    float("longitude", "degrees, WGS 84", |r| Cell::Float(r.place.and_then(|p| p.lon))),
    integer("geonames", "GeoNames identifier", |r| {
        Cell::Integer(r.place.and_then(|p| p.geonames).map(i64::from))
    }),
    text("date", "when, as EDTF", |r| Cell::Text(r.time.and_then(|t| t.value.clone()))),
    date("date_start", "first day of that date", |r| Cell::Date(range(r).0)),
    date("date_end", "last day of that date", |r| Cell::Date(range(r).1)),
    text("quantities", "figures as kind=low..high, joined by ;", quantities),
    text("asserted_by", "who says so; empty for the paper's own voice", |r| {
        Cell::Text(r.speaker.map(|e| clean(&e.name)))
    }),
    text("asserted_by_code", "the speaker's code", |r| Cell::Text(r.speaker.and_then(|e| e.code.clone()))),
    text("statement", "identifier of the statement that holds the act", |r| {
        Cell::Text(r.statement.map(|s| s.id.clone()))
    }),
    text("trigger", "the words that name the act", |r| some(r.record.slice(r.event.trigger))),
    text("evidence", "the sentence", |r| some(r.record.slice(r.event.evidence))),
    integer("sentence", "index of the sentence, from 0", |r| {
        Cell::Integer(r.record.sentence_of(r.event.evidence).and_then(whole))
    }),
    integer("trigger_start", "code points of the text", |r| Cell::Integer(whole(r.event.trigger[0]))),
    integer("trigger_end", "code points of the text", |r| Cell::Integer(whole(r.event.trigger[1]))),
    integer("evidence_start", "code points of the text", |r| Cell::Integer(whole(r.event.evidence[0]))),
    integer("evidence_end", "code points of the text", |r| Cell::Integer(whole(r.event.evidence[1]))),
    float("confidence", "probability that the row is right", |r| {
        Cell::Float(Some(to_three_decimals(r.event.confidence)))
    }),
    text("found_by", "rule or model head", |r| some(&r.event.found_by)),
    text("outlet", "who published it", |r| Cell::Text(r.record.document.outlet.clone())),
    text("credit", "wire or paper that it was taken from", |r| Cell::Text(r.record.document.credit.clone())),
    text("published", "day or instant of publication", |r| Cell::Text(r.record.document.published.clone())),
    text("title", "headline", |r| Cell::Text(r.record.document.title.clone())),
    text("url", "address", |r| Cell::Text(r.record.document.url.clone())),
    text("path", "file, with a line number where it holds many", |r| {
        Cell::Text(r.record.document.path.clone())
    }),
];

fn some(value: &str) -> Cell {
    Cell::Text(Some(value.to_owned()))
}

fn whole(value: usize) -> Option<i64> {
    i64::try_from(value).ok()
}

/// A name that cannot be mistaken for two.
fn clean(name: &str) -> String {
    name.replace(';', ",")
}

/// Values joined by `;`, unknown where there are none.
fn list<'v>(values: impl Iterator<Item = &'v str>) -> Cell {
    let values: Vec<&str> = values.collect();
    Cell::Text((!values.is_empty()).then(|| values.join(";")))
}

fn names(entities: &[&Entity]) -> Cell {
    let names: Vec<String> = entities.iter().map(|e| clean(&e.name)).collect();
    list(names.iter().map(String::as_str))
}

fn codes(entities: &[&Entity]) -> Cell {
    list(entities.iter().map(|e| e.code.as_deref().unwrap_or_default()))
}

fn sectors(entities: &[&Entity]) -> Cell {
    list(entities.iter().map(|e| e.sectors.first().map_or("", String::as_str)))
}

fn range(row: &Row<'_>) -> (Option<Date>, Option<Date>) {
    row.time.and_then(|t| t.value.as_deref()).map_or((None, None), date_range)
}

fn quantities(row: &Row<'_>) -> Cell {
    let found = row.event.quantities.iter().filter_map(|id| row.record.quantity(id));
    let texts: Vec<String> = found.map(quantity).collect();
    list(texts.iter().map(String::as_str))
}

/// `killed=14..14`, `money=100..EUR`: an open end is left blank, `~` marks an approximate figure.
fn quantity(quantity: &Quantity) -> String {
    let end = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    let approximate = if quantity.approximate { "~" } else { "" };
    let unit = quantity.currency.as_ref().or(quantity.unit.as_ref());
    let unit = unit.map(|unit| format!(" {}", clean(unit))).unwrap_or_default();
    format!("{}={approximate}{}..{}{unit}", quantity.kind.name(), end(quantity.low), end(quantity.high))
}
