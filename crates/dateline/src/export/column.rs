//! Columns, and what their cells have in common.

use dateline_archive::WalkedArticle;
use dateline_record::table::{Cell, CellKind, Field, date_range};
use dateline_record::{CodePointSpan, Entity, Record};
use jiff::civil::Date;

/// A column of a table whose rows are made of `R`.
pub struct Column<R> {
    /// Its name, kind and meaning.
    pub field: Field,
    cell: fn(&R) -> Cell,
}

/// The columns without their table.
pub fn fields<R>(columns: &[Column<R>]) -> Vec<Field> {
    columns.iter().map(|column| column.field).collect()
}

/// A cell for each column.
pub fn cells<R>(columns: &[Column<R>], row: &R) -> Vec<Cell> {
    columns.iter().map(|column| (column.cell)(row)).collect()
}

/// A column of text.
pub const fn text<R>(name: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { field: Field { name, kind: CellKind::Text, meaning }, cell }
}

/// A column of whole numbers.
pub const fn integer<R>(name: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { field: Field { name, kind: CellKind::Integer, meaning }, cell }
}

/// A column of numbers.
pub const fn float<R>(name: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { field: Field { name, kind: CellKind::Float, meaning }, cell }
}

/// A column of days.
pub const fn date<R>(name: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { field: Field { name, kind: CellKind::Date, meaning }, cell }
}

/// A text that is known.
pub fn some(value: &str) -> Cell {
    Cell::Text(Some(value.to_owned()))
}

/// A text that may be unknown.
pub fn maybe(value: Option<&str>) -> Cell {
    Cell::Text(value.map(str::to_owned))
}

/// A column that another layout has and this program cannot fill.
pub fn unknown<R>(_: &R) -> Cell {
    Cell::Text(None)
}

/// A count.
pub fn count(value: u64) -> Cell {
    Cell::Integer(i64::try_from(value).ok())
}

/// A place in the text, or in a list.
pub fn position(value: usize) -> Cell {
    Cell::Integer(i64::try_from(value).ok())
}

/// 1 or 0.
pub fn flag(value: bool) -> Cell {
    Cell::Integer(Some(value.into()))
}

/// A day that the archive wrote out.
pub fn day(value: Option<&str>) -> Cell {
    Cell::Date(value.and_then(|day| day.parse().ok()))
}

/// The day of an instant or a day of publication.
pub fn published_day(record: &Record) -> Option<Date> {
    date_range(record.document.published.as_deref()?.get(..10)?).0
}

/// First and last day of a time of the record.
pub fn days(record: &Record, time: Option<&str>) -> (Option<Date>, Option<Date>) {
    let value = time.and_then(|id| record.time(id)).and_then(|time| time.value.as_deref());
    value.map_or((None, None), date_range)
}

/// Values on one line, joined; the separator's own sign in a value becomes a comma (a semicolon, where commas separate).
/// Unknown where there are none.
pub fn list(values: impl IntoIterator<Item = String>, separator: &str) -> Cell {
    let sign = separator.trim();
    let instead = if sign == "," { ";" } else { "," };
    let values: Vec<String> = values.into_iter().map(|value| line(&value).replace(sign, instead)).collect();
    Cell::Text((!values.is_empty()).then(|| values.join(separator)))
}

/// A text on one line, without tabs.
pub fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entities of a record with these identifiers.
pub fn entities<'r>(record: &'r Record, ids: &'r [String]) -> impl Iterator<Item = &'r Entity> {
    ids.iter().filter_map(|id| record.entity(id))
}

/// The archive's identifiers of entities, in their order, an empty one where there is none; joined by `;`.
pub fn archive_ids(article: &WalkedArticle, ids: &[String]) -> Cell {
    let found =
        entities(&article.record, ids).map(|entity| article.entity(entity).unwrap_or_default().to_owned());
    list(found, ";")
}

/// Whether a span lies in another one.
pub fn inside(span: CodePointSpan, whole: CodePointSpan) -> bool {
    whole[0] <= span[0] && span[1] <= whole[1]
}
