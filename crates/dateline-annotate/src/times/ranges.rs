//! Ranges of dates: what one end leaves out the other gives.

use dateline_text::Anchor;
use jiff::civil::Date;

use super::edtf::{Point, Value};
use super::expression::{Expression, Near, Written};
use super::resolve::{Context, Resolved, deictic, resolve, shift};
use super::tense::Tense;
use super::vocabulary::Unit;

/// A range of months or days without a year: the one nearest to publication, or around it.
fn yearless_range(first: &Expression, last: &Expression, published: Date, tense: Tense) -> Option<Value> {
    let written = |expression: &Expression| match expression.inner() {
        Expression::Date(Written { month: Some(_), near: Near::Open, known: None, .. }) => Some(()),
        _ => None,
    };
    written(first).and(written(last))?;
    let in_year = |expression: &Expression, year: i16| {
        resolve(expression, Context { published: Some(published), tense, text: None, year: Some(year) }).0
    };
    let year = published.year();
    let days = |date: Date| date.since(published).map_or(0, |p| i64::from(p.get_days()));
    let candidates = [year - 1, year, year + 1].into_iter().filter_map(|year| {
        let start = in_year(first, year)?.start()?;
        let end = in_year(last, year)?.end()?;
        let end = if end.first()? < start.first()? { in_year(last, year + 1)?.end()? } else { end };
        let (from, to) = (days(start.first()?), days(end.last()?));
        let distance = if to < 0 { -to } else { from.max(0) };
        // Past ranges are reported more often than those to come, unless the verb says so.
        let weight = match (tense, from > 0) {
            (Tense::Future, false) if to < 0 => 8,
            (Tense::Past, true) => 8,
            (Tense::Present | Tense::Unknown, true) => 3,
            _ => 1,
        };
        Some((distance * weight, Value::Interval(Some(start), Some(end))))
    });
    candidates.min_by_key(|(distance, _)| *distance).map(|(_, value)| value)
}

/// "from … to …": what one end leaves out the other gives.
pub(super) fn range(first: &Expression, last: &Expression, context: Context) -> Resolved {
    if let (Some(published), None, false, false) =
        (context.published, context.year, first.has_year(), last.has_year())
        && let Some(value) = yearless_range(first, last, published, context.tense)
    {
        return deictic(Some(value));
    }
    let (end, anchor) = resolve(last, context);
    let inherited = end.and_then(Value::start).and_then(|p| p.year).filter(|_| last.has_year());
    let first_context =
        Context { year: if first.has_year() { None } else { inherited.or(context.year) }, ..context };
    let (start, start_anchor) = resolve(first, first_context);
    let end = match (start.and_then(Value::start), end) {
        // "from November to February": the end follows the beginning.
        (Some(start), Some(Value::Point(point))) if !last.has_year() => {
            let early = point.first().zip(start.first()).is_some_and(|(end, start)| end < start);
            let year = point.year.filter(|_| early).map(|y| y + 1).or(point.year);
            let weekday =
                matches!(last.inner(), Expression::Date(Written { weekday: Some(_), month: None, .. }));
            if early && weekday {
                point.first().and_then(|d| shift(d, Unit::Week, 1)).map(|d| Value::Point(Point::day(d)))
            } else {
                Some(Value::Point(Point { year, ..point }))
            }
        }
        (_, end) => end,
    };
    let start = start.and_then(Value::start).map(|s| {
        // "from November 2023 to February", "from December to 3 January 2024".
        let late = s.first().zip(end.and_then(Value::last)).is_some_and(|(a, b)| a > b);
        if late && !first.has_year() { Point { year: s.year.map(|y| y - 1), ..s } } else { s }
    });
    let anchor = if anchor == Anchor::Publication || start_anchor == Anchor::Publication {
        Anchor::Publication
    } else {
        Anchor::Other
    };
    // "2013 – present" in a text of unknown age.
    if let (Some(start), None, Expression::Days(0), None) = (start, end, last, context.published) {
        return (Some(Value::Interval(Some(start), None)), Anchor::Other);
    }
    match (start, end.and_then(Value::end)) {
        (Some(start), Some(end)) => (Some(Value::Interval(Some(start), Some(end))), anchor),
        _ => (None, anchor),
    }
}
