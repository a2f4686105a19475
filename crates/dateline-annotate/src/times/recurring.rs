//! What returns every year, seasons and feasts, and which return of it is meant.

use dateline_text::Anchor;

use super::edtf::{Point, Value};
use super::expression::{Near, Year};
use super::resolve::{Context, Resolved, deictic, given, year_of};
use super::tense::{Tense, is_ahead};
use super::vocabulary::Feasts;

/// The first return, by `point` of a year, that begins after the time that the text spoke of: "the following spring".
pub(super) fn after_text(context: Context, point: impl Fn(i16) -> Option<Point>) -> Option<Value> {
    let text = context.text.and_then(Value::start)?;
    let year = text.year?;
    // A year that was named as a whole is over.
    let last = if text.grain == super::edtf::Grain::Year { text.last() } else { text.first() }?;
    let returns = [year, year.checked_add(1)?].into_iter().filter_map(point);
    returns.filter(|p| p.first().is_some_and(|first| first > last)).map(Value::Point).next()
}

/// A season by the year that is said, else the one nearest to publication by the tense.
pub(super) fn season_of(season: u8, year: Year, near: Near, context: Context) -> Resolved {
    let point = |year: Option<i16>| Some(Value::Point(Point::season(year, season)));
    if year == Year::After {
        return (after_text(context, |y| Some(Point::season(Some(y), season))), Anchor::Other);
    }
    let (said, anchor) = year_of(year, context);
    if year != Year::Open {
        return (said.and_then(|y| point(Some(y))), anchor);
    }
    if let Some(year) = context.year.filter(|_| near == Near::Open) {
        return given(point(Some(year)));
    }
    let Some(published) = context.published else {
        return given(if near == Near::Open { point(None) } else { None });
    };
    // Winter begins in December: in January the running one is that of the year before.
    let running = if season == 24 && published.month() < 3 { published.year() - 1 } else { published.year() };
    let this = Point::season(Some(running), season);
    let begun = this.first().is_some_and(|d| d <= published);
    let over = this.last().is_some_and(|d| d < published);
    let by = match near {
        Near::Last => {
            if over {
                0
            } else {
                -1
            }
        }
        Near::Next => {
            if begun {
                1
            } else {
                0
            }
        }
        // "what we did this summer", said in January.
        Near::This | Near::Open => {
            if begun || context.tense != Tense::Past {
                0
            } else {
                -1
            }
        }
    };
    deictic(point(running.checked_add(by)))
}

/// A feast in the year that is said, else the nearest to publication by the tense.
pub(super) fn feast_of(feast: usize, year: Year, near: Near, context: Context) -> Resolved {
    let feasts = Feasts::get();
    let (said, anchor) = year_of(year, context);
    if year != Year::Open {
        return (said.and_then(|y| feasts.date(feast, y)), anchor);
    }
    let Some(published) = context.published else {
        return given(match context.year {
            Some(year) => feasts.date(feast, year),
            None => feasts.every_year(feast),
        });
    };
    if let Some(year) = context.year.filter(|_| near == Near::Open) {
        return given(feasts.date(feast, year));
    }
    let days = |value: &Value| {
        value.first().and_then(|d| d.since(published).ok()).map_or(0, |p| i64::from(p.get_days()))
    };
    let year = published.year();
    let dates: Vec<(Value, i64)> = [year - 1, year, year + 1]
        .into_iter()
        .filter_map(|y| feasts.date(feast, y))
        .map(|v| (v, days(&v)))
        .collect();
    let back = dates.iter().filter(|(_, days)| *days <= 0).max_by_key(|(_, days)| *days);
    let ahead = dates.iter().filter(|(_, days)| *days >= 0).min_by_key(|(_, days)| *days);
    let chosen = match (near, back, ahead) {
        (Near::Last, Some(back), _) => Some(back),
        (Near::Next, _, Some(ahead)) => Some(ahead),
        (_, Some(back), Some(ahead)) => {
            Some(if is_ahead(-back.1, ahead.1, context.tense) { ahead } else { back })
        }
        (_, back, ahead) => back.or(ahead),
    };
    deictic(chosen.map(|(value, _)| *value))
}
