//! From what an expression says to the days that it means, by the day of publication, the tense and the text before it.

use dateline_text::Anchor;
use jiff::Span as Period;
use jiff::civil::Date;

use super::edtf::{Grain, Point, Value};
use super::expression::{Base, Count, Expression, Near, Written, Year};
use super::ranges::range;
use super::recurring::{after_text, feast_of, season_of};
use super::tense::{Tense, is_ahead};
use super::vocabulary::Unit;

/// What an expression is resolved against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// The tense of the verb that governs the expression.
    pub(super) tense: Tense,
    /// The date that the text spoke of last, near enough to be meant by "the next day".
    pub(super) text: Option<Value>,
    /// A year that governs the dates of this sentence, or of a text without a day of publication.
    pub(super) year: Option<i16>,
}

/// A value with what it hangs on.
pub(super) type Resolved = (Option<Value>, Anchor);

const NOT: Resolved = (None, Anchor::Other);

pub(super) fn given(value: Option<Value>) -> Resolved {
    (value, Anchor::Other)
}

pub(super) fn deictic(value: Option<Value>) -> Resolved {
    (value, Anchor::Publication)
}

pub(super) fn shift(date: Date, unit: Unit, count: i64) -> Option<Date> {
    let period = match unit {
        Unit::Clock(_) => Period::new(),
        Unit::Day | Unit::Weekend => Period::new().try_days(count).ok()?,
        Unit::Week => Period::new().try_weeks(count).ok()?,
        Unit::Fortnight => Period::new().try_weeks(count.checked_mul(2)?).ok()?,
        Unit::Month => Period::new().try_months(count).ok()?,
        Unit::Quarter => Period::new().try_months(count.checked_mul(3)?).ok()?,
        Unit::Year => Period::new().try_years(count).ok()?,
        Unit::Decade => Period::new().try_years(count.checked_mul(10)?).ok()?,
        Unit::Century => Period::new().try_years(count.checked_mul(100)?).ok()?,
    };
    date.checked_add(period).ok()
}

/// Resolves an expression; clocks, durations and sets are not its business.
pub(super) fn resolve(expression: &Expression, context: Context) -> Resolved {
    match expression {
        Expression::Date(written) => date(*written, context),
        Expression::Days(days) => {
            let at = context.published.and_then(|p| shift(p, Unit::Day, i64::from(*days)));
            deictic(at.map(|d| Value::Point(Point::day(d))))
        }
        Expression::Overnight => {
            // The night before publication ends on its day, which is the one that reports give.
            deictic(context.published.map(|p| Value::Point(Point::day(p))))
        }
        Expression::Shift(unit, by) => {
            deictic(context.published.and_then(|p| unit_around(p, *unit, *by, context.tense)))
        }
        Expression::Same(unit, by) => same(*unit, *by, context),
        Expression::Away { count, unit, after, base } => away(*count, *unit, *after, base, context),
        Expression::Ahead { count, unit } => away(*count, *unit, true, &Base::Publication, context),
        Expression::Window { count, unit, past, told } => window(*count, *unit, (*past, *told), context),
        Expression::Definite(unit) => match (context.tense, context.published) {
            (Tense::Present | Tense::Future | Tense::Unknown, Some(published)) => {
                deictic(unit_around(published, *unit, 0, context.tense))
            }
            _ => same(*unit, 0, context),
        },
        Expression::Around(unit, inner) => {
            let (value, anchor) = resolve(inner, context);
            let day = value.and_then(Value::start).and_then(Point::first);
            (day.and_then(|d| unit_around(d, *unit, 0, Tense::Past)), anchor)
        }
        Expression::DayOfWeek(weekday, weeks) => deictic(context.published.and_then(|p| {
            let monday = unit_around(p, Unit::Week, *weeks, context.tense)?.first()?;
            Some(Value::Point(Point::day(shift(monday, Unit::Day, i64::from(*weekday) - 1)?)))
        })),
        Expression::DayOfMonth { day, weekday, months } => {
            deictic(day_of_month(*day, *weekday, *months, context).map(|d| Value::Point(Point::day(d))))
        }
        Expression::Season { season, year, near } => season_of(*season, *year, *near, context),
        Expression::Quarter(number, year) => {
            let (year, anchor) = year_of(*year, context);
            (year.map(|y| Value::Point(Point::season(Some(y), 32 + number))), anchor)
        }
        Expression::Feast { feast, year, near } => feast_of(*feast, *year, *near, context),
        Expression::Fixed(value) | Expression::Period(value) => given(Some(*value)),
        Expression::Range(first, last) => range(first, last, context),
        Expression::Since(inner) => {
            let (value, anchor) = resolve(inner, Context { tense: Tense::Past, ..context });
            // "Since World War II" counts from its end.
            let war = matches!(inner.inner(), Expression::Period(_));
            let start = value.and_then(if war { Value::end } else { Value::start });
            (start.map(|start| up_to_publication(start, context.published)), anchor)
        }
        Expression::Until(inner) => {
            let (value, anchor) = resolve(inner, context);
            (value.and_then(Value::end).map(|end| from_publication(end, context)), anchor)
        }
        Expression::About(inner) => {
            let (value, anchor) = resolve(inner, context);
            (value.map(|v| v.about(true)), anchor)
        }
        Expression::Start(inner) => {
            let (value, anchor) = resolve(inner, context);
            (value.and_then(Value::first).map(|d| Value::Point(Point::day(d))), anchor)
        }
        Expression::Clock(..) | Expression::Duration(_) | Expression::Set(_) | Expression::Open => NOT,
    }
}

/// "since March": up to publication, of which alone the text can speak; open where that is not known.
fn up_to_publication(start: Point, published: Option<Date>) -> Value {
    let now =
        published.filter(|p| start.first().is_some_and(|first| first < *p)).map(|p| match start.grain {
            Grain::Year | Grain::Month | Grain::Day => start.around(p).about(false),
            _ => Point::day(p),
        });
    Value::Interval(Some(start), now.map(|point| Point { approximate: false, ..point }))
}

/// "until 11 April": from publication where that lies before and the act does not; its beginning is open else.
fn from_publication(end: Point, context: Context) -> Value {
    let now = context
        .published
        .filter(|p| context.tense != Tense::Past && end.first().is_some_and(|first| first > *p));
    Value::Interval(now.map(|p| Point { approximate: false, ..end.around(p) }), Some(end))
}

/// The year that is meant, `None` where it is not said.
pub(super) fn year_of(year: Year, context: Context) -> (Option<i16>, Anchor) {
    match year {
        Year::Open => (None, Anchor::Other),
        Year::Of(year) => (Some(year), Anchor::Other),
        Year::Shift(by) => (context.published.and_then(|p| p.year().checked_add(by)), Anchor::Publication),
        Year::Same(by) => {
            let year = context.text.and_then(Value::start).and_then(|p| p.year).or(context.year);
            (year.and_then(|y| y.checked_add(by)), Anchor::Other)
        }
        // Seasons and months look for it themselves.
        Year::After => (None, Anchor::Other),
    }
}

fn date(written: Written, context: Context) -> Resolved {
    if let Some(known) = written.known
        && context.published.is_none_or(|p| p >= known)
    {
        return given(Some(Value::Point(Point::day(known))));
    }
    if let (Year::After, Some(month)) = (written.year, written.month) {
        return given(after_text(context, |year| match written.day {
            Some(day) => day_of(year, month, day),
            None => Some(Point::month(Some(year), month)),
        }));
    }
    let (year, anchor) = year_of(written.year, context);
    if written.year != Year::Open && year.is_none() {
        return (None, anchor);
    }
    match (written.month, written.day) {
        (None, _) => match (written.weekday, year) {
            (Some(weekday), _) => deictic(weekday_of(weekday, written.near, context)),
            (None, Some(year)) => (Some(Value::Point(Point::year(year))), anchor),
            (None, None) => NOT,
        },
        (Some(month), None) => match year {
            Some(year) => (Some(Value::Point(Point::month(Some(year), month))), anchor),
            None => month_of(month, written.near, context),
        },
        (Some(month), Some(day)) => match year {
            Some(year) => (day_of(year, month, day).map(Value::Point), anchor),
            None => month_day_of(month, day, written, context),
        },
    }
}

fn day_of(year: i16, month: u8, day: u8) -> Option<Point> {
    Some(Point::day(Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?))
}

/// The weekday not after publication; after it where the tense is future or the words say "next".
fn weekday_of(weekday: i8, near: Near, context: Context) -> Option<Value> {
    let published = context.published?;
    let today = published.weekday().to_monday_one_offset();
    let back = i64::from((today - weekday).rem_euclid(7));
    let ahead = i64::from((weekday - today).rem_euclid(7));
    let days = match near {
        Near::Last => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        Near::Next => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        Near::This if context.tense == Tense::Past => -back,
        Near::This => ahead,
        Near::Open if context.tense == Tense::Future => ahead,
        Near::Open => -back,
    };
    Some(Value::Point(Point::day(shift(published, Unit::Day, days)?)))
}

fn month_of(month: u8, near: Near, context: Context) -> Resolved {
    let point = |year: Option<i16>| Some(Value::Point(Point::month(year, month)));
    if let Some(year) = context.year.filter(|_| near == Near::Open) {
        return given(point(Some(year)));
    }
    let Some(published) = context.published else {
        return given(if near == Near::Open { point(None) } else { None });
    };
    let (year, now) = (published.year(), i64::from(published.month()));
    let back = (now - i64::from(month)).rem_euclid(12);
    let months = match near {
        Near::Last => {
            if back == 0 {
                -12
            } else {
                -back
            }
        }
        Near::Next => 12 - back,
        Near::This => i64::from(month) - now,
        Near::Open if back == 0 => 0,
        Near::Open if context.tense == Tense::Future || is_ahead(back, 12 - back, context.tense) => 12 - back,
        Near::Open => -back,
    };
    let years = (now - 1 + months).div_euclid(12);
    deictic(i16::try_from(i64::from(year) + years).ok().and_then(|y| point(Some(y))))
}

fn month_day_of(month: u8, day: u8, written: Written, context: Context) -> Resolved {
    if let Some(year) = context.year {
        return given(day_of(year, month, day).map(Value::Point));
    }
    let Some(published) = context.published else {
        // A day of every year: "his feast day is 30 September".
        let valid = Date::new(2000, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0)).is_ok();
        let point = Point { year: None, month, day, grain: Grain::Day, approximate: false };
        return given(valid.then_some(Value::Point(point)));
    };
    let near = |date: Date| date.since(published).map_or(0, |p| i64::from(p.get_days()));
    let year = published.year();
    let dates: Vec<(Date, i64)> = [year - 1, year, year + 1]
        .into_iter()
        .filter_map(|y| day_of(y, month, day)?.first())
        .filter(|d| {
            written
                .weekday
                .is_none_or(|w| written.near != Near::Open || d.weekday().to_monday_one_offset() == w)
        })
        .map(|d| (d, near(d)))
        .collect();
    let back = dates.iter().filter(|(_, days)| *days <= 0).max_by_key(|(_, days)| *days);
    let ahead = dates.iter().filter(|(_, days)| *days >= 0).min_by_key(|(_, days)| *days);
    let chosen = match (back, ahead, written.near) {
        (Some(back), _, Near::Last) => Some(back),
        (_, Some(ahead), Near::Next) => Some(ahead),
        (Some(back), Some(ahead), _) => {
            Some(if is_ahead(-back.1, ahead.1, context.tense) { ahead } else { back })
        }
        (back, ahead, _) => back.or(ahead),
    };
    // A weekday that fits no year near publication is the text's slip: the day counts.
    match chosen {
        None if written.weekday.is_some() => {
            month_day_of(month, day, Written { weekday: None, ..written }, context)
        }
        chosen => deictic(chosen.map(|(d, _)| Value::Point(Point::day(*d)))),
    }
}

/// The week, month, year … at publication or away from it.
fn unit_around(published: Date, unit: Unit, by: i32, tense: Tense) -> Option<Value> {
    let by = i64::from(by);
    match unit {
        Unit::Clock(_) => None,
        Unit::Day => Some(Value::Point(Point::day(shift(published, Unit::Day, by)?))),
        Unit::Week | Unit::Fortnight => {
            let monday =
                shift(published, Unit::Day, 1 - i64::from(published.weekday().to_monday_one_offset()))?;
            let first = shift(monday, Unit::Week, by)?;
            Some(Value::days(first, shift(first, Unit::Day, 6)?))
        }
        Unit::Weekend => {
            // The one that has begun last, unless it is to come.
            let since = i64::from((published.weekday().to_monday_one_offset() + 1) % 7);
            let ahead = tense == Tense::Future && by == 0 && since > 1;
            let begun = shift(published, Unit::Day, -since)?;
            let by = if by == -1 && since > 1 { 0 } else { by + i64::from(ahead) };
            let first = shift(begun, Unit::Week, by)?;
            Some(Value::days(first, shift(first, Unit::Day, 1)?))
        }
        Unit::Month => Some(Value::Point(Point {
            grain: Grain::Month,
            day: 1,
            ..Point::day(shift(published, unit, by)?)
        })),
        Unit::Quarter => {
            let at = shift(published, unit, by)?;
            let number = u8::try_from((at.month() - 1) / 3).ok()? + 33;
            Some(Value::Point(Point::season(Some(at.year()), number)))
        }
        Unit::Year => Some(Value::Point(Point::year(shift(published, unit, by)?.year()))),
        Unit::Decade | Unit::Century => {
            let grain = if unit == Unit::Decade { Grain::Decade } else { Grain::Century };
            Some(Value::Point(Point { grain, ..Point::year(shift(published, unit, by)?.year()) }))
        }
    }
}

/// "that year", "the following day": from the time that the text spoke of, else from publication.
fn same(unit: Unit, by: i32, context: Context) -> Resolved {
    let fine = |grain: Grain| match unit {
        Unit::Day | Unit::Week | Unit::Weekend | Unit::Fortnight => grain >= Grain::Day,
        Unit::Month | Unit::Quarter => grain >= Grain::Month,
        _ => true,
    };
    let text = context.text.and_then(Value::start).filter(|p| fine(p.grain) && p.year.is_some());
    match (text.and_then(Point::first), context.published) {
        (Some(date), _) => given(unit_around(date, unit, by, Tense::Past)),
        // "The same day" of a story is not that of publication.
        (None, Some(_)) if by == 0 && unit == Unit::Day && context.tense == Tense::Past => NOT,
        (None, Some(published)) => deictic(unit_around(published, unit, by, Tense::Past)),
        _ => NOT,
    }
}

fn away(count: Count, unit: Unit, after: bool, base: &Base, context: Context) -> Resolved {
    let (number, rough) = match count {
        Count::Exactly(number) => (number, false),
        Count::About(number) => (number, true),
        Count::Unknown => {
            return (None, if *base == Base::Publication { Anchor::Publication } else { Anchor::Other });
        }
    };
    let sign = if after { 1.0 } else { -1.0 };
    match base {
        Base::Publication => {
            deictic(context.published.and_then(|p| moved(Point::day(p), unit, sign * number, rough)))
        }
        Base::Date(inner) => {
            let (value, anchor) = resolve(inner, context);
            (value.and_then(Value::start).and_then(|p| moved(p, unit, sign * number, rough)), anchor)
        }
        // Hours and minutes stay on a day that the text need not name.
        Base::Text if matches!(unit, Unit::Clock(_)) => NOT,
        Base::Text => match (context.text.and_then(Value::start), context.published) {
            (Some(point), _) if point.year.is_some() => given(moved(point, unit, sign * number, rough)),
            (_, Some(published)) if !after => deictic(moved(Point::day(published), unit, -number, rough)),
            _ => NOT,
        },
        // What is reported as new happened at publication; the act that it came after lies that much before.
        Base::Act if after && context.tense != Tense::Past && context.text.is_none() => {
            deictic(context.published.and_then(|p| moved(Point::day(p), unit, -number, rough)))
        }
        Base::Act => NOT,
    }
}

/// A point so many units away, as coarse as the unit: "two months ago" is a month.
fn moved(point: Point, unit: Unit, count: f64, rough: bool) -> Option<Value> {
    if !count.is_finite() || count.abs() > 20_000.0 {
        return None;
    }
    let long = matches!(unit, Unit::Decade | Unit::Century);
    // Below 20,000: exact. Half units are taken as their smaller units.
    let (unit, count) = match unit {
        Unit::Clock('H') => (Unit::Day, (count / 24.0).round()),
        Unit::Clock(_) => (Unit::Day, 0.0),
        Unit::Year if count.fract() != 0.0 => (Unit::Month, (count * 12.0).round()),
        // "half a century", "a decade and a half".
        Unit::Decade if count.fract() != 0.0 => (Unit::Year, (count * 10.0).round()),
        Unit::Century if count.fract() != 0.0 => (Unit::Year, (count * 100.0).round()),
        unit => (unit, count.round()),
    };
    let grain = match unit {
        Unit::Day | Unit::Weekend | Unit::Week | Unit::Fortnight | Unit::Clock(_) => Grain::Day,
        Unit::Month | Unit::Quarter => Grain::Month,
        Unit::Year | Unit::Decade | Unit::Century => Grain::Year,
    };
    // A date in a coarser unit than the count stays open: days after a year.
    if point.grain < grain && !(grain == Grain::Month && matches!(point.grain, Grain::Season(_))) {
        return None;
    }
    let rough = rough || long || matches!(unit, Unit::Week | Unit::Fortnight);
    let at = shift(point.first()?, unit, count as i64)?;
    Some(Value::Point(Point { grain, ..Point::day(at) }.about(rough || point.approximate)))
}

/// "the past two weeks": from so long ago to publication; in a story to or from the time that it has come to.
fn window(count: Count, unit: Unit, (past, told): (bool, bool), context: Context) -> Resolved {
    let (number, rough) = match count {
        Count::Exactly(number) => (number, false),
        Count::About(number) => (number, true),
        Count::Unknown => return (None, Anchor::Publication),
    };
    // "In the next five years he served both kings" counts on from what was told before.
    let story = told || (!past && context.tense == Tense::Past) || context.published.is_none();
    let text = context.text.and_then(Value::start).filter(|p| story && p.year.is_some());
    let (from, anchor) = match (text, context.published) {
        (Some(text), _) => (text, Anchor::Other),
        (None, Some(published)) => (Point::day(published), Anchor::Publication),
        (None, None) => return NOT,
    };
    (span_from(from, unit, if past { -number } else { number }, rough), anchor)
}

/// The time between a point and one so many units away from it.
fn span_from(from: Point, unit: Unit, number: f64, rough: bool) -> Option<Value> {
    let far = Point { approximate: rough, ..moved(from, unit, number, false)?.start()? };
    let near = Point { approximate: false, ..far.around(from.first()?).about(false) };
    let (first, last) = if number < 0.0 { (far, near) } else { (near, far) };
    Some(Value::Interval(Some(first), Some(last)))
}

/// "the 15th of last month", "on the 15th", "Friday the 13th": the nearest such day, by the tense.
fn day_of_month(day: u8, weekday: Option<i8>, months: Option<i32>, context: Context) -> Option<Date> {
    let published = context.published?;
    let in_month = |by: i64| {
        let month = shift(Date::new(published.year(), published.month(), 1).ok()?, Unit::Month, by)?;
        let date = Date::new(month.year(), month.month(), i8::try_from(day).ok()?).ok()?;
        Some(date).filter(|d| weekday.is_none_or(|w| d.weekday().to_monday_one_offset() == w))
    };
    if let Some(by) = months {
        return in_month(i64::from(by));
    }
    // No day of a month is on one weekday within a year and a half without another.
    let back = (0..18).filter_map(|by| in_month(-by)).find(|d| *d <= published);
    let ahead = (0..18).filter_map(in_month).find(|d| *d >= published);
    let days = |a: Date, b: Date| a.since(b).map_or(0, |p| i64::from(p.get_days()));
    match (back, ahead) {
        (Some(back), Some(ahead)) => {
            let next = is_ahead(days(published, back), days(ahead, published), context.tense);
            Some(if next { ahead } else { back })
        }
        (back, ahead) => back.or(ahead),
    }
}
