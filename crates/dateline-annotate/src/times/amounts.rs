//! Amounts of time: "two days ago", "the past three weeks", "a 30-day truce", "every Monday", and times of the clock.

use super::dates::Found;
use super::expression::{Base, Count, Expression};
use super::grammar;
use super::vocabulary::{Unit, Vocabulary, duration};
use crate::lexer::{Kind, Word};
use crate::numbers::cardinal;

fn is(words: &[Word], at: usize, form: &str) -> bool {
    words.get(at).is_some_and(|w| w.is(form))
}

fn any(words: &[Word], at: usize, forms: &[&str]) -> bool {
    words.get(at).is_some_and(|w| forms.contains(&w.lower.as_str()))
}

/// How many units, where "a few" and none at all count too.
struct Measure {
    count: Count,
    unit: Unit,
    plural: bool,
    /// The index after the unit.
    end: usize,
    /// "a day", "an hour": the article is the count.
    article: bool,
    /// No count at all: "days".
    bare: bool,
    /// Written with a hyphen, as an adjective: "30-day".
    hyphen: bool,
}

/// "two weeks", "a 30-day", "a few hours", "one and a half years", "days".
fn measure(words: &[Word], at: usize) -> Option<Measure> {
    let vocabulary = Vocabulary::get();
    let mut found = Measure {
        count: Count::Unknown,
        unit: Unit::Day,
        plural: false,
        end: at,
        article: false,
        bare: false,
        hyphen: false,
    };
    let a = usize::from(any(words, at, &["a", "an", "another"]));
    if let Some(number) = cardinal(words, at).filter(|c| !c.attached) {
        found.count = if number.many { Count::Unknown } else { Count::Exactly(number.value) };
        found.end = number.end + usize::from(number.many && is(words, number.end, "of"));
        if is(words, found.end, "and") && is(words, found.end + 1, "a") && is(words, found.end + 2, "half") {
            found.count = Count::Exactly(number.value + 0.5);
            found.end += 3;
        }
    } else if is(words, at + a, "half") && is_half_of(words, at + a + 1) {
        found.count = Count::Exactly(0.5);
        found.end = at + a + 1;
    } else if is(words, at + a, "quarter") && quarter_of(words, at + a + 1).is_some() {
        found.count = Count::Exactly(0.25);
        found.end = quarter_of(words, at + a + 1)?;
    } else if is(words, at, "half") && any(words, at + 1, &["a", "an"]) {
        found.count = Count::Exactly(0.5);
        found.end = at + 2;
    } else if let Some(vague) = words.get(at + a).and_then(|w| vocabulary.vague_counts.get(w.lower.as_str()))
    {
        found.count = if *vague == 0 { Count::Unknown } else { Count::About(f64::from(*vague)) };
        found.end = at + a + 1;
        found.end += usize::from(is(words, found.end, "of"));
    } else if a == 1 {
        found.count = Count::Exactly(1.0);
        found.article = true;
        found.end = at + 1;
    } else {
        found.bare = true;
    }
    found.end += usize::from(
        any(
            words,
            found.end,
            &[
                "more",
                "full",
                "consecutive",
                "straight",
                "whole",
                "further",
                "additional",
                "long",
                "calendar",
                "working",
            ],
        ) && !found.bare,
    );
    if is(words, found.end, "-") && !found.bare && words.get(found.end).is_some_and(|w| !w.spaced) {
        found.hyphen = true;
        found.end += 1;
    }
    let word = words.get(found.end).filter(|w| w.kind == Kind::Letters)?;
    (found.unit, found.plural) = vocabulary.unit(&word.lower)?;
    found.end += 1;
    if found.bare && !found.plural {
        return None;
    }
    // "a decade and a half".
    if found.article
        && is(words, found.end, "and")
        && is(words, found.end + 1, "a")
        && is(words, found.end + 2, "half")
    {
        (found.count, found.article) = (Count::Exactly(1.5), false);
        found.end += 3;
    }
    Some(found)
}

/// "a half-century", "half century".
fn is_half_of(words: &[Word], at: usize) -> bool {
    let noun = at + usize::from(is(words, at, "-"));
    any(words, noun, &["century", "decade", "year", "hour"])
}

/// The index of "century" after "a quarter".
fn quarter_of(words: &[Word], at: usize) -> Option<usize> {
    let of = usize::from(is(words, at, "of")) + usize::from(is(words, at, "-"));
    let noun = at + of + usize::from(is(words, at + of, "a"));
    is(words, noun, "century").then_some(noun)
}

/// Whether words before `at` make the count a rough one.
fn is_rough(words: &[Word], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|i| words.get(i));
    let one = word(1).is_some_and(|w| {
        matches!(
            w.lower.as_str(),
            "about"
                | "nearly"
                | "almost"
                | "around"
                | "over"
                | "roughly"
                | "approximately"
                | "some"
                | "within"
                | "least"
        )
    });
    one || word(1).is_some_and(|w| w.is("than"))
        && word(2).is_some_and(|w| matches!(w.lower.as_str(), "more" | "less" | "fewer"))
}

/// "two days ago", "a week later", "two days after 3 March", "30-day", "three years".
pub(super) fn amount(words: &[Word], at: usize) -> Option<Found> {
    let measure = measure(words, at)?;
    let count = match measure.count {
        Count::Exactly(count) if is_rough(words, at) => Count::About(count),
        count => count,
    };
    let end = measure.end;
    // Ages are no times: "a 15-year-old", "34 years old".
    if any(words, end, &["old", "olds"]) || (is(words, end, "-") && any(words, end + 1, &["old", "olds"])) {
        return None;
    }
    if !measure.hyphen
        && let Some(found) = away(words, end, count, measure.unit)
    {
        return Some(found);
    }
    let (Count::Exactly(number) | Count::About(number)) = count else { return None };
    if let Some(found) = ahead(words, at, (&measure, count)) {
        return Some(found);
    }
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    // "a day", "an hour" and "one day" are durations only where a preposition says so; "per" makes them rates.
    let single = measure.article || (number == 1.0 && !measure.hyphen && is(words, at, "one"));
    if single
        && !before.is_some_and(|w| {
            matches!(
                w.lower.as_str(),
                "for" | "by" | "within" | "lasting" | "than" | "another" | "over" | "about"
            )
        })
    {
        return None;
    }
    if measure.article && words.get(at + 1).is_some_and(|w| w.kind == Kind::Number) {
        return None;
    }
    let end = end + usize::from(is(words, end, "-") && is(words, end + 1, "long")) * 2;
    Some((Expression::Duration(duration(number, measure.unit)), end, "duration"))
}

/// "in two weeks", which the tense tells from a duration, and "in two weeks' time".
fn ahead(words: &[Word], at: usize, (measure, count): (&Measure, Count)) -> Option<Found> {
    let inside = at.checked_sub(1).is_some_and(|i| is(words, i, "in"));
    if !inside || measure.hyphen || measure.bare {
        return None;
    }
    let owner = usize::from(any(words, measure.end, &["'", "'s"]));
    if owner > 0 && is(words, measure.end + 1, "time") {
        let base = Base::Publication;
        let away = Expression::Away { count, unit: measure.unit, after: true, base };
        return Some((away, measure.end + 2, "away:in-time"));
    }
    // "the first time in two years", "the third attack in a week" look back.
    let looks_back = words.get(at.saturating_sub(12)..at)?.iter().rev().any(|w| {
        matches!(
            w.lower.as_str(),
            "first" | "second" | "third" | "fourth" | "fifth" | "last" | "only" | "once"
        ) || w.lower.ends_with("est") && w.lower.len() > 5
    });
    let clock = matches!(measure.unit, Unit::Clock(_));
    (!looks_back && !clock && !measure.article).then_some((
        Expression::Ahead { count, unit: measure.unit },
        measure.end,
        "duration:ahead",
    ))
}

/// The words after an amount that move it away from a day: "ago", "later", "after …".
fn away(words: &[Word], at: usize, count: Count, unit: Unit) -> Option<Found> {
    let word = words.get(at)?;
    let go = |after: bool, base: Base, end: usize, rule: &'static str| {
        Some((Expression::Away { count, unit, after, base }, end, rule))
    };
    match word.lower.as_str() {
        "ago" => go(false, Base::Publication, at + 1, "away:ago"),
        "back" if words.get(at + 1).is_none_or(|w| w.kind == Kind::Mark || w.is("that")) => {
            go(false, Base::Publication, at + 1, "away:ago")
        }
        "hence" => go(true, Base::Publication, at + 1, "away:hence"),
        "from" if any(words, at + 1, &["now", "today"]) => go(true, Base::Publication, at + 2, "away:hence"),
        "from" => {
            let (base, end) = base(words, at + 1)?;
            go(true, Base::Date(Box::new(base)), end, "away:after-date")
        }
        "later" | "afterwards" | "afterward" | "on"
            if !(word.is("on") && words.get(at + 1).is_none_or(|w| w.kind != Kind::Mark)) =>
        {
            go(true, Base::Text, at + 1, "away:later")
        }
        "after" | "following" => {
            if let Some((base, end)) = base(words, at + 1) {
                return go(true, Base::Date(Box::new(base)), end, "away:after-date");
            }
            let ended = words.get(at + 1).is_none_or(|w| w.kind == Kind::Mark);
            go(true, if ended { Base::Text } else { Base::Act }, at + 1, "away:after")
        }
        "before" | "prior" | "earlier" | "previously" | "beforehand" => {
            let to = usize::from(is(words, at + 1, "to"));
            if !matches!(word.lower.as_str(), "earlier" | "previously")
                && let Some((base, end)) = base(words, at + 1 + to)
            {
                return go(false, Base::Date(Box::new(base)), end, "away:before-date");
            }
            let ended = matches!(word.lower.as_str(), "earlier" | "previously" | "beforehand")
                || words.get(at + 1).is_none_or(|w| {
                    w.kind == Kind::Mark
                        || matches!(
                            w.lower.as_str(),
                            "by" | "in" | "and" | "at" | "when" | "on" | "from" | "with"
                        )
                });
            if ended {
                go(false, Base::Text, at + 1, "away:earlier")
            } else {
                Some((Expression::Open, at + 1, "away:before"))
            }
        }
        _ => None,
    }
}

/// A date that an amount is counted from.
fn base(words: &[Word], at: usize) -> Option<(Expression, usize)> {
    grammar::day(words, at).map(|(expression, end, _)| (expression, end))
}

/// "the past two weeks", "the next few days", "recent days", "the last year" is read as "last year".
pub(super) fn window(words: &[Word], at: usize) -> Option<Found> {
    let the = usize::from(any(words, at, &["the", "these"]));
    let word = words.get(at + the)?;
    if word.is("recent") {
        let (_, plural) = Vocabulary::get().unit(&words.get(at + the + 1)?.lower)?;
        return plural.then_some((Expression::Open, at + the + 2, "window:recent"));
    }
    let past = match word.lower.as_str() {
        "past" | "last" | "previous" | "preceding" => true,
        "next" | "coming" | "following" => false,
        _ => return None,
    };
    let measure = measure(words, at + the + 1).filter(|m| !m.article && !m.hyphen)?;
    if measure.bare {
        return (the == 1).then_some((Expression::Open, measure.end, "window:bare"));
    }
    let told = matches!(word.lower.as_str(), "previous" | "preceding" | "following");
    Some((Expression::Window { count: measure.count, unit: measure.unit, past, told }, measure.end, "window"))
}

/// "every Monday", "each year", "daily", "on Sundays".
pub(super) fn set(words: &[Word], at: usize) -> Option<Found> {
    let vocabulary = Vocabulary::get();
    let word = words.get(at)?;
    let found = |period: String, end: usize| Some((Expression::Set(period), end, "set"));
    if let Some(period) = vocabulary.sets.get(word.lower.as_str()) {
        // The Daily Mail is none.
        return if word.capital && at > 0 { None } else { found(period.clone(), at + 1) };
    }
    if matches!(word.lower.as_str(), "every" | "each") {
        let other = usize::from(is(words, at + 1, "other"));
        let next = words.get(at + 1 + other)?;
        if vocabulary.weekdays.contains_key(next.lower.as_str()) && next.capital {
            return found(duration(1.0 + other as f64, Unit::Week), at + 2 + other);
        }
        if vocabulary.months.contains_key(next.lower.as_str()) && next.capital
            || vocabulary.seasons.contains_key(next.lower.as_str())
        {
            return found("P1Y".to_owned(), at + 2 + other);
        }
        if vocabulary.is_part_of_day(&next.lower) {
            return found("P1D".to_owned(), at + 2);
        }
        let measure = measure(words, at + 1 + other).filter(|m| !m.bare && !m.hyphen);
        if let Some(Measure { count: Count::Exactly(count), unit, end, .. }) = measure {
            return found(duration(count, unit), end);
        }
        let (unit, plural) = vocabulary.unit(&next.lower)?;
        return if plural { None } else { found(duration(1.0 + other as f64, unit), at + 2 + other) };
    }
    let singular = word.lower.strip_suffix('s')?;
    let weekdays = word.capital && singular.ends_with("day") && vocabulary.weekdays.contains_key(singular);
    if weekdays { found("P1W".to_owned(), at + 1) } else { None }
}

/// "6 p.m.", "10:39 a.m. local time", "18:00 GMT", "noon", "midnight".
pub(super) fn clock(words: &[Word], at: usize) -> Option<Found> {
    let word = words.get(at)?;
    if matches!(word.lower.as_str(), "noon" | "midnight") {
        let hour = if word.is("noon") { 12 } else { 0 };
        return Some((Expression::Clock(hour, 0), zone(words, at + 1), "clock:word"));
    }
    if let Some(found) = dotted_clock(words, at) {
        return Some(found);
    }
    let hour = word.whole().and_then(|h| u8::try_from(h).ok()).filter(|h| *h <= 24)?;
    let colon = any(words, at + 1, &[":", "."]) && words.get(at + 1).is_some_and(|w| !w.spaced);
    let minute = words.get(at + 2).filter(|w| colon && w.lower.len() == 2 && !w.spaced).and_then(Word::whole);
    let minute = minute.and_then(|m| u8::try_from(m).ok()).filter(|m| *m < 60);
    let end = if minute.is_some() { at + 3 } else { at + 1 };
    if let Some(half) = words.get(end).map(|w| w.lower.trim_end_matches('.').replace('.', ""))
        && hour <= 12
        && (half == "am" || half == "pm")
    {
        let hour = hour % 12 + if half == "pm" { 12 } else { 0 };
        return Some((Expression::Clock(hour, minute.unwrap_or(0)), zone(words, end + 1), "clock:half"));
    }
    if is(words, end, "o'clock") && hour <= 12 {
        return Some((Expression::Clock(hour, 0), end + 1, "clock:o'clock"));
    }
    let zoned = zone(words, end);
    let at_before = at.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|w| {
        matches!(
            w.lower.as_str(),
            "at" | "around" | "about" | "by" | "from" | "until" | "to" | "before" | "after"
        )
    });
    // "2:1" is a score; a colon and two digits are a time after a preposition or before a zone.
    let sure = minute.is_some() && is(words, at + 1, ":") && (zoned > end || at_before);
    sure.then_some((Expression::Clock(hour, minute.unwrap_or(0)), zoned, "clock:figures"))
}

/// "10.30 local time", "7.15 p.m.".
fn dotted_clock(words: &[Word], at: usize) -> Option<Found> {
    let (hour, minute) = words.get(at).filter(|w| w.kind == Kind::Number)?.lower.split_once('.')?;
    if minute.len() != 2 || hour.len() > 2 {
        return None;
    }
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    let half = words.get(at + 1).map(|w| w.lower.trim_end_matches('.').replace('.', "")).unwrap_or_default();
    let end = match half.as_str() {
        "am" | "pm" => zone(words, at + 2),
        _ => zone(words, at + 1),
    };
    if hour >= 24 || minute >= 60 || end == at + 1 {
        return None;
    }
    let hour = if half == "pm" && hour < 12 { hour + 12 } else { hour };
    Some((Expression::Clock(hour, minute), end, "clock:dotted"))
}

/// Whether the word at `at` names a time zone.
pub(super) fn is_zone(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|w| w.capital && Vocabulary::get().is_zone(&w.lower))
}

/// The index after a time zone at `at`: "GMT", "local time", "Eastern Time", "(1639 UTC)".
fn zone(words: &[Word], at: usize) -> usize {
    if any(words, at, &["local", "eastern", "central", "pacific", "moscow"]) && is(words, at + 1, "time") {
        return at + 2;
    }
    at + usize::from(is_zone(words, at))
}
