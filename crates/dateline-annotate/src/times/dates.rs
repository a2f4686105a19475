//! Dates as they are written: weekday, day, month, year, in every order that English has.

use super::expression::{Expression, Near, Written, Year};
use super::guards;
use super::vocabulary::{Feasts, Vocabulary};
use crate::lexer::{Kind, Word};
use crate::numbers::ordinal;

/// An expression with the index after its last word and the rule that found it.
pub(super) type Found = (Expression, usize, &'static str);

fn is(words: &[Word], at: usize, form: &str) -> bool {
    words.get(at).is_some_and(|w| w.is(form))
}

/// "last", "this past", "next", "this coming" before a weekday, month or season.
pub(super) fn near(words: &[Word], at: usize) -> Option<(Near, usize)> {
    let two = |form: &str| is(words, at + 1, form);
    let at = at + usize::from(is(words, at, "the"));
    match words.get(at)?.lower.as_str() {
        "last" => Some((Near::Last, at + 1)),
        "past" => Some((Near::Last, at + 1)),
        "next" | "coming" => Some((Near::Next, at + 1)),
        "this" if two("past") || two("last") => Some((Near::Last, at + 2)),
        "this" if two("coming") || two("next") => Some((Near::Next, at + 2)),
        "this" => Some((Near::This, at + 1)),
        _ => None,
    }
}

/// "that" and "the following" before a month or season: of the time that the text spoke of.
pub(super) fn told(words: &[Word], at: usize) -> Option<(Year, usize)> {
    // "He said that May would go" speaks of none.
    let opens = at.checked_sub(1).and_then(|i| words.get(i)).is_none_or(|w| {
        w.kind == Kind::Mark
            || matches!(
                w.lower.as_str(),
                "in" | "by" | "since" | "until" | "during" | "of" | "early" | "late" | "later" | "and"
            )
    });
    if is(words, at, "that") && opens {
        return Some((Year::Same(0), at + 1 + usize::from(is(words, at + 1, "same"))));
    }
    (is(words, at, "the") && is(words, at + 1, "following")).then_some((Year::After, at + 2))
}

/// A date that begins at word `at`.
pub(super) fn date(words: &[Word], at: usize) -> Option<Found> {
    iso(words, at)
        .or_else(|| slashes(words, at))
        .or_else(|| with_weekday(words, at))
        .or_else(|| month_and_day(words, at))
        .or_else(|| day_of_month(words, at, None))
        .or_else(|| lone_month(words, at))
        .or_else(|| lone_year(words, at))
}

/// "2024-03-05".
fn iso(words: &[Word], at: usize) -> Option<Found> {
    let year = words.get(at).filter(|w| w.lower.len() == 4)?.whole()?;
    let joined = (1..=4).all(|k| words.get(at + k).is_some_and(|w| !w.spaced));
    if !joined || !is(words, at + 1, "-") || !is(words, at + 3, "-") {
        return None;
    }
    let two = |i: usize| words.get(i).filter(|w| w.lower.len() == 2).and_then(Word::whole);
    let (month, day) = (two(at + 2)?, two(at + 4)?);
    let written = whole(year, month, day)?;
    Some((Expression::Date(written), at + 5, "date:iso"))
}

/// "25/12/2024", "12/25/2024"; where both numbers can be a month the words leave it open.
fn slashes(words: &[Word], at: usize) -> Option<Found> {
    let joined = (1..=4).all(|k| words.get(at + k).is_some_and(|w| !w.spaced));
    if !joined || !is(words, at + 1, "/") || !is(words, at + 3, "/") {
        return None;
    }
    let (first, second) = (words.get(at)?.whole()?, words.get(at + 2)?.whole()?);
    // "2024/05/03", but not in the path of an address.
    if words.get(at).is_some_and(|w| w.lower.len() == 4) {
        let day = words.get(at + 4).filter(|w| w.lower.len() == 2).and_then(Word::whole)?;
        let path = at.checked_sub(1).is_some_and(|i| is(words, i, "/"));
        return if path {
            None
        } else {
            Some((Expression::Date(whole(first, second, day)?), at + 5, "date:iso"))
        };
    }
    let year = words.get(at + 4).filter(|w| w.lower.len() == 4)?.whole()?;
    let expression = match (first, second) {
        (1..=12, 1..=12) if first != second => Expression::Open,
        (13..=31, 1..=12) => Expression::Date(whole(year, second, first)?),
        _ => Expression::Date(whole(year, first, second)?),
    };
    Some((expression, at + 5, "date:slashes"))
}

fn whole(year: i32, month: i32, day: i32) -> Option<Written> {
    let (year, month, day) = (i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then_some(Written {
        year: Year::Of(year),
        month: Some(month),
        day: Some(day),
        ..Written::default()
    })
}

/// "Friday", "last Friday", "Friday, July 21, 2017", "Monday night".
fn with_weekday(words: &[Word], at: usize) -> Option<Found> {
    let (near, first) = near(words, at).unwrap_or((Near::Open, at));
    let word = words.get(first)?;
    let weekday = *Vocabulary::get().weekdays.get(word.lower.as_str())?;
    let mut end = first + 1;
    end += usize::from(is(words, end, ".") && word.lower.len() <= 5 && !word.lower.ends_with("day"));
    let short = word.lower.len() <= 5 && !word.lower.ends_with("day");
    // "on Saturday mornings" recurs; "on a Monday" leaves open which.
    let article = first.checked_sub(1).is_some_and(|i| is(words, i, "a") || is(words, i, "any"));
    let recurs = words
        .get(end)
        .and_then(|w| w.lower.strip_suffix('s'))
        .is_some_and(|w| Vocabulary::get().is_part_of_day(w));
    if recurs && word.capital {
        return Some((Expression::Set("P1W".to_owned()), end + 1, "set:weekday"));
    }
    let comma = end + usize::from(is(words, end, ","));
    if guards::is_no_weekday(words, first, comma) || guards::is_a_title(words, end) {
        return None;
    }
    for from in [comma, comma + usize::from(is(words, comma, "the"))] {
        if let Some((Expression::Date(written), end, _)) = month_and_day(words, from)
            && written.day.is_some()
        {
            let written = Written { weekday: Some(weekday), ..written };
            return Some((Expression::Date(written), end, "date:weekday-day"));
        }
    }
    // "Friday the 13th", "Tuesday of last week".
    if !short
        && near == Near::Open
        && let Some(found) = day_of_month(words, end, Some(weekday)).or_else(|| of_week(words, end, weekday))
    {
        return Some(found);
    }
    // "Mon-Fri 08:30": short forms count only before a date.
    if short {
        return None;
    }
    if article {
        return Some((Expression::Open, part_of_day(words, end), "date:some-weekday"));
    }
    // "Saturday last week", "Friday of last week" are rare; the part of the day never changes the date.
    let end = part_of_day(words, end);
    Some((
        Expression::Date(Written { weekday: Some(weekday), near, ..Written::default() }),
        end,
        "date:weekday",
    ))
}

/// "(Tuesday) of last week", "(Monday) next week".
fn of_week(words: &[Word], at: usize, weekday: i8) -> Option<Found> {
    let of = at + usize::from(is(words, at, "of"));
    let weeks = match words.get(of)?.lower.as_str() {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    is(words, of + 1, "week").then_some((Expression::DayOfWeek(weekday, weeks), of + 2, "date:weekday-week"))
}

/// "the 15th of last month", and at the end of a clause "on the 15th" or "(Friday) the 13th".
fn day_of_month(words: &[Word], at: usize, weekday: Option<i8>) -> Option<Found> {
    if !is(words, at, "the") {
        return None;
    }
    let (day, end) = ordinal(words, at + 1).filter(|(day, _)| (1..=31).contains(day))?;
    let figure = words.get(at + 1).is_some_and(|w| w.kind == Kind::Number);
    if is(words, end, "of") && is(words, end + 2, "month") {
        let months = match words.get(end + 1)?.lower.as_str() {
            "this" | "the" => 0,
            "last" => -1,
            "next" => 1,
            _ => return None,
        };
        let months = Some(months);
        return Some((Expression::DayOfMonth { day, weekday, months }, end + 3, "date:day-of-month"));
    }
    let on = at.checked_sub(1).is_some_and(|i| is(words, i, "on"));
    let ended = words.get(end).is_none_or(|w| w.kind == Kind::Mark && !w.is("-") && !w.is("–"));
    let sure = figure && ended && (on || weekday.is_some());
    sure.then_some((Expression::DayOfMonth { day, weekday, months: None }, end, "date:day-of-month"))
}

/// The index after a part of the day ("morning", "late at night") that begins at `at`.
pub(super) fn part_of_day(words: &[Word], at: usize) -> usize {
    let early = usize::from(is(words, at, "early") || is(words, at, "late"));
    let part = words.get(at + early).is_some_and(|w| Vocabulary::get().is_part_of_day(&w.lower));
    if part { at + early + 1 } else { at }
}

/// The month named at `at` with the index after it; abbreviations only where `day_or_year` stands beside them.
fn month(words: &[Word], at: usize, beside_figure: bool) -> Option<(u8, usize)> {
    let word = words.get(at).filter(|w| w.kind == Kind::Letters)?;
    let vocabulary = Vocabulary::get();
    if let Some(month) = vocabulary.months.get(word.lower.as_str()) {
        return (word.capital || word.lower != "may" && word.lower != "march").then_some((*month, at + 1));
    }
    let month = *vocabulary.month_abbreviations.get(word.lower.as_str())?;
    let end = at + 1 + usize::from(is(words, at + 1, "."));
    let figure = words.get(end).is_some_and(|w| w.kind == Kind::Number);
    (word.capital && (figure || beside_figure)).then_some((month, end))
}

/// Whether a month's name stands at `at`.
pub(super) fn names_a_month(words: &[Word], at: usize) -> bool {
    month(words, at, true).is_some()
}

/// The day of a month at `at`: "3", "3rd", "third".
fn day(words: &[Word], at: usize) -> Option<(u8, usize)> {
    if let Some((day, end)) = ordinal(words, at) {
        return (1..=31).contains(&day).then_some((day, end));
    }
    let day = words.get(at).filter(|w| w.lower.len() <= 2)?.whole()?;
    let day = u8::try_from(day).ok().filter(|d| (1..=31).contains(d))?;
    let next = words.get(at + 1);
    // "3.5", "3%", "3km", "10:30" are no days.
    let no_day = next.is_some_and(|w| {
        (!w.spaced && w.kind == Kind::Letters && !w.is("'s")) || w.is("%") || (!w.spaced && w.is(":"))
    });
    (!no_day).then_some((day, at + 1))
}

/// The year that follows a month or day at `at`: ", 2024", "2024", "of 2024", "last year", "of that year".
pub(super) fn year_after(words: &[Word], at: usize) -> Option<(Year, usize)> {
    let comma = at + usize::from(is(words, at, ","));
    if let Some(year) = words.get(comma).filter(|w| w.lower.len() == 4 && w.spaced).and_then(Word::whole) {
        let named =
            words.get(comma + 1).is_some_and(|w| Vocabulary::get().not_years.after.contains(&w.lower));
        if (1000..=2199).contains(&year) && !named {
            return Some((Year::Of(i16::try_from(year).ok()?), comma + 1));
        }
    }
    // "5 May '24".
    if is(words, at, "'")
        && let Some(year) =
            words.get(at + 1).filter(|w| w.lower.len() == 2 && !w.spaced).and_then(Word::whole)
    {
        let year = i16::try_from(year).ok()?;
        return Some((Year::Of(if year < 50 { 2000 + year } else { 1900 + year }), at + 2));
    }
    let of = at + usize::from(is(words, at, "of"));
    let inside =
        words.get(at + 1).filter(|w| is(words, at, "in") && w.lower.len() == 4).and_then(Word::whole);
    if let Some(year) = inside.filter(|y| (1000..=2199).contains(y)) {
        return Some((Year::Of(i16::try_from(year).ok()?), at + 2));
    }
    if of > at
        && let Some(year) = words.get(of).filter(|w| (3..=4).contains(&w.lower.len())).and_then(Word::whole)
    {
        return Some((Year::Of(i16::try_from(year).ok()?), of + 1));
    }
    let the = of + usize::from(is(words, of, "the"));
    if !is(words, the + 1, "year") {
        let same = is(words, the, "that") && is(words, the + 1, "same") && is(words, the + 2, "year");
        return same.then_some((Year::Same(0), the + 3));
    }
    let year = match words.get(the)?.lower.as_str() {
        "last" => Year::Shift(-1),
        "this" => Year::Shift(0),
        "next" => Year::Shift(1),
        "that" | "same" => Year::Same(0),
        "following" => Year::Same(1),
        "previous" | "preceding" => Year::Same(-1),
        _ => return None,
    };
    Some((year, the + 2))
}

/// The year of three figures that ends a date: "30 September 420)".
fn early_year_after(words: &[Word], at: usize) -> Option<(Year, usize)> {
    let year = words.get(at).filter(|w| w.lower.len() == 3 && w.spaced)?.whole()?;
    let ended = words.get(at + 1).is_none_or(|w| matches!(w.lower.as_str(), ")" | "." | "," | ";"));
    ended.then_some((Year::Of(i16::try_from(year).ok()?), at + 1))
}

/// "March 3, 2024", "3rd of March", "May 8–10", "11-13 April 2024".
fn month_and_day(words: &[Word], at: usize) -> Option<Found> {
    month_first(words, at).or_else(|| day_first(words, at))
}

fn month_first(words: &[Word], at: usize) -> Option<Found> {
    let (near, first) = near(words, at).unwrap_or((Near::Open, at));
    let (month, end) = month(words, first, false)?;
    // The March 23 Movement.
    if words
        .get(end + 1)
        .is_some_and(|w| w.capital && Vocabulary::get().names.after_date.iter().any(|n| w.is(n)))
    {
        return None;
    }
    let end = end + usize::from(is(words, end, "the") && ordinal(words, end + 1).is_some());
    let (first_day, after) = day(words, end)?;
    let written = Written { month: Some(month), day: Some(first_day), near, ..Written::default() };
    if let Some((last_day, after)) = second_day(words, after, first_day) {
        let (year, end) = year_after(words, after).unwrap_or((Year::Open, after));
        return Some((span_of_days(written, last_day, year), end, "date:days"));
    }
    let (year, mut end) = year_after(words, after).unwrap_or((Year::Open, after));
    let mut written = Written { year, ..written };
    if year == Year::Open {
        written.known = Feasts::get().named_day(month, first_day, words.get(end..).unwrap_or_default());
        end = part_of_day(words, end);
    }
    Some((Expression::Date(written), end, "date:month-day"))
}

fn day_first(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the") && ordinal(words, at + 1).is_some());
    let (first_day, after) = day(words, the)?;
    let ordinal_day = after > the + 1 || words.get(the)?.kind == Kind::Letters;
    let day_word = usize::from(ordinal_day && is(words, after, "day"));
    let of = after + day_word + usize::from(is(words, after + day_word, "of"));
    if let Some((month, end)) = month(words, of, true) {
        let year = year_after(words, end).or_else(|| early_year_after(words, end));
        let (year, mut end) = year.unwrap_or((Year::Open, end));
        let mut written = Written { day: Some(first_day), month: Some(month), year, ..Written::default() };
        if year == Year::Open {
            written.known = Feasts::get().named_day(month, first_day, words.get(end..).unwrap_or_default());
            end = part_of_day(words, end);
        }
        return Some((Expression::Date(written), end, "date:day-month"));
    }
    let (last_day, after) = second_day(words, after, first_day)?;
    let (month, end) = month(words, after + usize::from(is(words, after, "of")), true)?;
    let (year, end) = year_after(words, end).unwrap_or((Year::Open, end));
    let written = Written { day: Some(first_day), month: Some(month), ..Written::default() };
    Some((span_of_days(written, last_day, year), end, "date:days"))
}

/// The last day of "8–10", "24 to 26", "5 and 6" after the first one.
fn second_day(words: &[Word], at: usize, first: u8) -> Option<(u8, usize)> {
    let joint = words.get(at)?;
    let joins = matches!(joint.lower.as_str(), "-" | "–" | "to" | "through" | "and" | "until" | "till" | "/");
    if !joins {
        return None;
    }
    let (last, end) = day(words, at + 1)?;
    (last > first).then_some((last, end))
}

fn span_of_days(first: Written, last_day: u8, year: Year) -> Expression {
    let first = Written { year, ..first };
    let last = Written { day: Some(last_day), ..first };
    Expression::Range(Box::new(Expression::Date(first)), Box::new(Expression::Date(last)))
}

/// "March 2024", "last March", "in March", "March of that year".
fn lone_month(words: &[Word], at: usize) -> Option<Found> {
    if let Some((year, first)) = told(words, at)
        && let Some((month, end)) = month(words, first, false)
        && day(words, end).is_none()
    {
        let written = Written { month: Some(month), year, ..Written::default() };
        return Some((Expression::Date(written), end, "date:month-told"));
    }
    let (near, first) = near(words, at).unwrap_or((Near::Open, at));
    let (month, end) = month(words, first, false)?;
    if let Some((year, end)) = year_after(words, end) {
        let written = Written { month: Some(month), year, near, ..Written::default() };
        return Some((Expression::Date(written), end, "date:month-year"));
    }
    if near == Near::Open && guards::is_no_month(words, first, month) {
        return None;
    }
    // "next to March", "the last March for Lives": the word before must be close.
    let written = Written { month: Some(month), near, ..Written::default() };
    Some((Expression::Date(written), end, "date:month"))
}

/// "2024", "2019–2021", "2019-20", "the year 71", "400 BC".
fn lone_year(words: &[Word], at: usize) -> Option<Found> {
    era(words, at).or_else(|| named_year(words, at)).or_else(|| {
        if guards::is_no_year(words, at) {
            return None;
        }
        let year = i16::try_from(words.get(at)?.whole()?).ok()?;
        Some((year_date(year), at + 1, "date:year"))
    })
}

fn year_date(year: i16) -> Expression {
    Expression::Date(Written { year: Year::Of(year), ..Written::default() })
}

/// "AD 842", "347 AD", "400 BCE".
pub(super) fn era(words: &[Word], at: usize) -> Option<Found> {
    let word = words.get(at)?;
    if matches!(word.lower.as_str(), "ad" | "a.d." | "ce") && word.capital {
        let year = i16::try_from(words.get(at + 1)?.whole()?).ok()?;
        return Some((year_date(year), at + 2, "date:era"));
    }
    let year = i16::try_from(word.whole()?).ok()?;
    let era = words.get(at + 1).filter(|w| w.capital)?;
    match era.lower.as_str() {
        "ad" | "a.d." | "ce" | "c.e." => Some((year_date(year), at + 2, "date:era")),
        // The year 0 of ISO 8601 is 1 BC.
        "bc" | "bce" | "b.c." | "b.c.e." => Some((year_date(1 - year), at + 2, "date:era")),
        _ => None,
    }
}

/// "the year 71", "c. 347".
fn named_year(words: &[Word], at: usize) -> Option<Found> {
    let year_word = is(words, at, "year");
    let dot = usize::from(!year_word && is(words, at + 1, "."));
    let figure = at + 1 + dot;
    let circa = matches!(words.get(at)?.lower.as_str(), "c" | "ca" | "circa");
    if !year_word && !circa {
        return None;
    }
    let word = words.get(figure).filter(|w| (2..=4).contains(&w.lower.len()) && w.spaced)?;
    // "ca. 1000 authors" is a figure.
    if !year_word
        && words
            .get(figure + 1)
            .is_some_and(|w| w.kind == Kind::Letters && w.lower.ends_with('s') && !w.capital)
    {
        return None;
    }
    let year = i16::try_from(word.whole()?).ok()?;
    let expression = year_date(year);
    let expression = if year_word { expression } else { Expression::About(Box::new(expression)) };
    Some((expression, figure + 1, "date:named-year"))
}
