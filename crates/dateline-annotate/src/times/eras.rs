//! Times of more than a year that have a name or a number: decades, centuries, millennia, wars and ages.

use super::dates::Found;
use super::edtf::{Grain, Point, Value};
use super::expression::Expression;
use super::vocabulary::{Feasts, Vocabulary};
use crate::lexer::Word;
use crate::numbers::ordinal;

fn is(words: &[Word], at: usize, form: &str) -> bool {
    words.get(at).is_some_and(|w| w.is(form))
}

fn any(words: &[Word], at: usize, forms: &[&str]) -> bool {
    words.get(at).is_some_and(|w| forms.contains(&w.lower.as_str()))
}

/// The word so many places before `at`.
fn before(words: &[Word], at: usize, back: usize) -> Option<&Word> {
    at.checked_sub(back).and_then(|i| words.get(i))
}

/// A decade, century, millennium, or a row of them, that begins at word `at`.
pub(super) fn era(words: &[Word], at: usize) -> Option<Found> {
    decade(words, at)
        .or_else(|| centuries(words, at))
        .or_else(|| turn_of_century(words, at))
        .or_else(|| century(words, at))
        .or_else(|| millennium(words, at))
        .or_else(|| period(words, at))
}

/// "the 1990s", "the '90s", "the nineties", "the mid-1980s" (its "mid" is read before).
fn decade(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    let named =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    if let Some(index) = words.get(the).and_then(|w| named.iter().position(|n| w.is(n))) {
        // "in his fifties" is an age.
        let age = at
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .is_some_and(|w| matches!(w.lower.as_str(), "his" | "her" | "their" | "my"));
        let year = 1920 + 10 * i16::try_from(index).ok()?;
        return (the > at && !age).then(|| (decade_of(year), the + 1, "decade:words"));
    }
    let quote = the + usize::from(is(words, the, "'") || is(words, the, "‘"));
    let word = words.get(quote)?;
    let year = i16::try_from(word.whole()?).ok()?;
    let plural = words.get(quote + 1).filter(|w| !w.spaced && (w.is("s") || w.is("'s")))?;
    let possessive = plural.is("'s");
    match word.lower.len() {
        4 if year % 100 == 0 && year < 2000 && !possessive => Some((
            Expression::Fixed(Value::Point(Point { grain: Grain::Century, ..Point::year(year) })),
            quote + 2,
            "decade:century",
        )),
        // "2016's" is the possessive of a year.
        4 if (1000..2100).contains(&year) && year % 10 == 0 => {
            Some((decade_of(year), quote + 2, "decade:figures"))
        }
        2 if year % 10 == 0 => {
            // "the 1920s and 30s": the century is said before; "in the 30s" alone may be an age or the heat.
            let century = century_before(words, at)
                .or_else(|| (quote > the).then_some(if year <= 20 { 2000 } else { 1900 }))?;
            Some((decade_of(century + year), quote + 2, "decade:short"))
        }
        _ => None,
    }
}

/// The century of the decade that a shortened one is joined to: 1900 in "the 1920s and 30s".
fn century_before(words: &[Word], at: usize) -> Option<i16> {
    let joint = before(words, at, 1)?;
    let plural = before(words, at, 2)?;
    let joins = matches!(joint.lower.as_str(), "and" | "or" | "to" | "," | "-" | "–" | "through");
    let year = before(words, at, 3).filter(|w| joins && plural.is("s") && w.lower.len() == 4)?.whole()?;
    i16::try_from(year / 100 * 100).ok()
}

fn decade_of(year: i16) -> Expression {
    Expression::Fixed(Value::Point(Point { grain: Grain::Decade, ..Point::year(year) }))
}

/// The first year of a century; "BC" counts back. The fifth century BC is the years 500 to 401 BC, in ISO 8601 -499 to -400.
fn first_year(number: u8, size: i16, bc: bool) -> i16 {
    if bc { 1 - size * i16::from(number) } else { (i16::from(number) - 1) * size }
}

fn century_of(number: u8, bc: bool) -> Expression {
    let year = first_year(number, 100, bc);
    Expression::Fixed(Value::Point(Point { grain: Grain::Century, ..Point::year(year) }))
}

/// Whether an era before ours is named at `at`, with the index after it; "AD" is passed over.
fn before_our_era(words: &[Word], at: usize) -> (bool, usize) {
    let bc = any(words, at, &["bc", "bce", "b.c.", "b.c.e."]);
    let ad = any(words, at, &["ad", "ce", "a.d.", "c.e."]) && words.get(at).is_some_and(|w| w.capital);
    (bc, at + usize::from(bc || ad))
}

/// The number of a century at `at`, over an article and "early", "mid" and "late", with the index after it.
fn numbered(words: &[Word], at: usize) -> Option<(u8, usize)> {
    let at = at + usize::from(is(words, at, "the"));
    let part = usize::from(any(words, at, &["early", "mid", "late"]));
    let at = at + part + usize::from(part == 1 && is(words, at + 1, "-"));
    ordinal(words, at).filter(|(number, _)| (1..=30).contains(number))
}

/// "the 20th century", "17th-century", "the nineteenth century", "the first century AD".
fn century(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    let (number, end) = ordinal(words, the)?;
    let end = end + usize::from(is(words, end, "-"));
    if !is(words, end, "century") || !(1..=30).contains(&number) {
        return None;
    }
    let (bc, end) = before_our_era(words, end + 1);
    (bc || number <= 22).then(|| (century_of(number, bc), end, "century"))
}

/// "the 15th and 16th centuries", "the late 9th to the early 11th century".
pub(super) fn centuries(words: &[Word], at: usize) -> Option<Found> {
    let (first, middle) = numbered(words, at)?;
    // "19th- and 20th-century".
    let middle = middle + usize::from(is(words, middle, "-") && any(words, middle + 1, &["and", "or", "to"]));
    if !any(words, middle, &["and", "or", "to", "through", "until", "-", "–"]) {
        return None;
    }
    let (last, end) = numbered(words, middle + 1)?;
    let end = end + usize::from(is(words, end, "-"));
    if !any(words, end, &["century", "centuries"]) {
        return None;
    }
    let (bc, end) = before_our_era(words, end + 1);
    let ordered = if bc { first > last } else { first < last && last <= 22 };
    let range = || Expression::Range(Box::new(century_of(first, bc)), Box::new(century_of(last, bc)));
    ordered.then(|| (range(), end, "century:range"))
}

/// "the turn of the 20th century": about its first year.
fn turn_of_century(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    if !is(words, the, "turn") || !is(words, the + 1, "of") {
        return None;
    }
    let (number, end) = numbered(words, the + 2)?;
    if !is(words, end, "century") || number > 22 {
        return None;
    }
    let year = Point::year(first_year(number, 100, false)).about(true);
    Some((Expression::Fixed(Value::Point(year)), end + 1, "century:turn"))
}

/// "the 2nd millennium BC": its first and last year, since EDTF has no thousand years.
fn millennium(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    let (number, end) = ordinal(words, the).filter(|(number, _)| (1..=4).contains(number))?;
    let end = end + usize::from(is(words, end, "-"));
    if !is(words, end, "millennium") {
        return None;
    }
    let (bc, end) = before_our_era(words, end + 1);
    let year = first_year(number, 1000, bc);
    let years = Value::Interval(Some(Point::year(year)), Some(Point::year(year + 999)));
    (bc || number <= 3).then_some((Expression::Period(years), end, "millennium"))
}

/// "after World War II", "during the Middle Ages": a war or age, where a preposition makes a time of it.
fn period(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    let (value, age, end) = Feasts::get().period_at(words, the)?;
    let previous = before(words, at, 1).filter(|w| !w.is("the")).or_else(|| before(words, at, 2))?;
    let announced = Vocabulary::get().announcing.period.iter().any(|form| previous.is(form));
    (announced || (age && previous.is("in"))).then_some((Expression::Period(value), end, "period"))
}
