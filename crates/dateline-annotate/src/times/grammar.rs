//! Which words make a time expression: ranges, open ends and parts around the dates, seasons, feasts and amounts.

use super::amounts;
use super::dates::{self, Found};
use super::edtf::{Grain, Point, Value};
use super::expression::{Base, Expression, Near, Written, Year};
use super::guards;
use super::vocabulary::{Feasts, Unit, Vocabulary};
use crate::lexer::{Kind, Word};
use crate::numbers::ordinal;

fn is(words: &[Word], at: usize, form: &str) -> bool {
    words.get(at).is_some_and(|w| w.is(form))
}

fn any(words: &[Word], at: usize, forms: &[&str]) -> bool {
    words.get(at).is_some_and(|w| forms.contains(&w.lower.as_str()))
}

/// The longest time expression that begins at word `at`.
pub(super) fn expression(words: &[Word], at: usize) -> Option<Found> {
    from_to(words, at)
        .or_else(|| open_ended(words, at))
        .or_else(|| plain_range(words, at))
        .or_else(|| part(words, at))
}

/// "from 3 May to 5 May", "between 2014 and 2018".
fn from_to(words: &[Word], at: usize) -> Option<Found> {
    let joints: &[&str] = match words.get(at)?.lower.as_str() {
        "from" => &["to", "until", "till", "through", "-", "–"],
        "between" => &["and", "to", "-", "–"],
        _ => return None,
    };
    if let Some((range @ Expression::Range(..), end, _)) = dates::date(words, at + 1) {
        return Some((range, end, "range:from-to"));
    }
    let (first, middle, _) = part(words, at + 1).or_else(|| early_year(words, at + 1))?;
    // "from mid to late March" gives its month only at the end.
    if !any(words, middle, joints) || !is_datable(&first) {
        return None;
    }
    let (last, end) = range_end(words, middle + 1, &first)?;
    Some((range(first, last), end, "range:from-to"))
}

/// A year of two or three digits, which only the words around it can make one.
fn early_year(words: &[Word], at: usize) -> Option<Found> {
    let year = words.get(at).filter(|w| w.lower.len() == 3 && w.spaced)?.whole()?;
    let date = Written { year: Year::Of(i16::try_from(year).ok()?), ..Written::default() };
    (any(words, at + 1, &["-", "–", "to"])).then_some((Expression::Date(date), at + 1, "date:year"))
}

/// Whether an expression can be the end of a range.
fn is_datable(expression: &Expression) -> bool {
    !matches!(
        expression,
        Expression::Duration(_)
            | Expression::Set(_)
            | Expression::Clock(..)
            | Expression::Range(..)
            | Expression::Open
    )
}

/// What ends a range that began with `first`.
fn range_end(words: &[Word], at: usize, first: &Expression) -> Option<(Expression, usize)> {
    if any(words, at, &["the", "around", "about", "roughly"])
        && let Some(found) = range_end(words, at + 1, first)
    {
        return Some(found);
    }
    if any(words, at, &["present", "now"]) {
        return Some((Expression::Days(0), at + 1));
    }
    if let Some((era, end, _)) = dates::era(words, at) {
        return Some((era, end));
    }
    // "1892–94", "2019-20", "314 – 368".
    if let Expression::Date(Written { year: Year::Of(year), month: None, .. }) = first.inner()
        && let Some(second) = words.get(at).filter(|w| (2..=3).contains(&w.lower.len())).and_then(Word::whole)
    {
        let second = i16::try_from(second).ok()?;
        let short = words.get(at)?.lower.len() == 2 && *year >= 1000;
        let second = if short { year.div_euclid(100) * 100 + second } else { second };
        let unit = words.get(at + 1).is_some_and(|w| w.kind == Kind::Letters && !w.spaced);
        let date = Written { year: Year::Of(second), ..Written::default() };
        return (second > *year && !unit).then_some((Expression::Date(date), at + 1));
    }
    let (last, end, _) = part(words, at)?;
    is_datable(&last).then_some((last, end))
}

fn range(first: Expression, last: Expression) -> Expression {
    Expression::Range(Box::new(first), Box::new(last))
}

/// "Wednesday through Friday", "January–April 2024", "2014-2018", "9 June 2019 – 3 May 2020".
fn plain_range(words: &[Word], at: usize) -> Option<Found> {
    // "(837–908)": the bracket and the dash make years of them.
    let bracket = at.checked_sub(1).is_some_and(|i| is(words, i, "("));
    let early = if bracket { early_year(words, at).filter(|f| any(words, f.1, &["-", "–"])) } else { None };
    let (first, middle, rule) = early.or_else(|| part(words, at))?;
    let joined = any(words, middle, &["-", "–", "through", "thru"]);
    let to = any(words, middle, &["to", "until", "till"]);
    let keep = Some((first.clone(), middle, rule));
    if !(joined || to) || !is_datable(&first) {
        return keep;
    }
    // "moved from Friday to next week": only two of a kind make a range of "to"; "2024-based" makes none.
    let Some((last, end)) = range_end(words, middle + 1, &first) else { return keep };
    let alike = match (first.inner(), last.inner()) {
        (Expression::Date(a), Expression::Date(b)) => {
            a.weekday.is_some() == b.weekday.is_some() && (a.month.is_some() == b.month.is_some())
                || (a.day.is_none() && b.day.is_none() && a.weekday.is_none() && b.weekday.is_none())
        }
        (_, Expression::Days(0)) | (Expression::Fixed(_), Expression::Fixed(_)) => true,
        _ => false,
    };
    if alike { Some((range(first, last), end, "range:plain")) } else { keep }
}

/// "since 2014", "until Friday", "through 11 March".
fn open_ended(words: &[Word], at: usize) -> Option<Found> {
    let word = words.get(at)?;
    let since = word.is("since");
    if !since && !matches!(word.lower.as_str(), "until" | "till" | "through") {
        return None;
    }
    let from = at + 1 + usize::from(any(words, at + 1, &["at", "about", "around", "as"]));
    let (inner, end, _) = plain_range(words, from)?;
    let inner = match inner {
        Expression::Range(first, _) if since => *first,
        inner => inner,
    };
    let moved = matches!(&inner, Expression::Away { base, .. } if *base != Base::Publication);
    if !is_datable(&inner) || moved || matches!(inner, Expression::Window { .. }) {
        return None;
    }
    let inner = Box::new(inner);
    Some(if since {
        (Expression::Since(inner), end, "open:since")
    } else {
        (Expression::Until(inner), end, "open:until")
    })
}

/// "early March", "the end of 2024", "mid-April", or an expression without such a part.
fn part(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    let vocabulary = Vocabulary::get();
    if let Some(word) = words.get(the).filter(|w| w.kind == Kind::Letters) {
        let list = ["early", "middle", "late"].into_iter().find(|l| vocabulary.is_part(l, &word.lower));
        let half = ordinal(words, the).is_some_and(|(n, _)| n <= 2) && is(words, the + 1, "half");
        let adjective = matches!(word.lower.as_str(), "early" | "late" | "mid" | "later" | "earlier");
        let next = if half { the + 2 } else { the + 1 };
        let next = next + usize::from(is(words, next, "-"));
        let of = next + usize::from(is(words, next, "of") || is(words, next, "in"));
        if adjective || ((list.is_some() || half) && of > next) {
            let found = atom(words, of).or_else(|| definite_unit(words, of));
            if let Some((inner, end, rule)) = found.filter(|(inner, ..)| is_datable(inner)) {
                let inner = Box::new(inner);
                if adjective && matches!(*inner, Expression::Away { .. } | Expression::Window { .. }) {
                    return None;
                }
                // "earlier this year" leaves the year as it is.
                let later = matches!(word.lower.as_str(), "later" | "earlier");
                let start = list == Some("early") && !adjective;
                // "late on Monday" and "early Friday" leave the day as it is.
                let day = matches!(
                    *inner,
                    Expression::Days(_) | Expression::Date(Written { weekday: Some(_), month: None, .. })
                );
                let expression = if later || (adjective && day) {
                    *inner
                } else if start
                    && matches!(*inner, Expression::Shift(Unit::Year, _) | Expression::Same(Unit::Year, _))
                {
                    Expression::Start(inner)
                } else {
                    Expression::About(inner)
                };
                return Some((expression, end, rule));
            }
        }
    }
    atom(words, at)
}

/// "the year", "the month", which mean the current one only behind "the end of" and the like.
fn definite_unit(words: &[Word], at: usize) -> Option<Found> {
    if !is(words, at, "the") {
        return None;
    }
    let (unit, plural) = Vocabulary::get().unit(&words.get(at + 1)?.lower)?;
    let fits = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade) && !plural;
    fits.then_some((Expression::Shift(unit, 0), at + 2, "deictic:unit"))
}

/// A day that an amount can be counted from: a date, a feast, "yesterday".
pub(super) fn day(words: &[Word], at: usize) -> Option<Found> {
    feast(words, at).or_else(|| dates::date(words, at)).or_else(|| deictic_day(words, at))
}

/// An expression without range, open end or part.
fn atom(words: &[Word], at: usize) -> Option<Found> {
    let first = words.get(at)?;
    if first.kind == Kind::Mark && !first.is("'") {
        return None;
    }
    feast(words, at)
        .or_else(|| amounts::clock(words, at))
        .or_else(|| decade(words, at))
        .or_else(|| century(words, at))
        .or_else(|| dates::date(words, at))
        .or_else(|| deictic_day(words, at))
        .or_else(|| season(words, at))
        .or_else(|| quarter(words, at))
        .or_else(|| amounts::window(words, at))
        .or_else(|| deictic_unit(words, at))
        .or_else(|| amounts::set(words, at))
        .or_else(|| amounts::amount(words, at))
}

fn feast(words: &[Word], at: usize) -> Option<Found> {
    let (near, first) = dates::near(words, at).unwrap_or((Near::Open, at));
    let (feast, end) = Feasts::get().at(words, first)?;
    let (year, end) = dates::year_after(words, end).unwrap_or((Year::Open, end));
    // "Christmas Cottage": a name goes on.
    let name = words.get(end).is_some_and(|w| w.capital && w.kind == Kind::Letters && w.spaced);
    if name && end == first + 1 && !dates::names_a_month(words, end) {
        return None;
    }
    Some((Expression::Feast { feast, year, near }, end, "feast"))
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
        2 if quote > the && year % 10 == 0 => {
            let century = if year <= 20 { 2000 } else { 1900 };
            Some((decade_of(century + year), quote + 2, "decade:short"))
        }
        _ => None,
    }
}

fn decade_of(year: i16) -> Expression {
    Expression::Fixed(Value::Point(Point { grain: Grain::Decade, ..Point::year(year) }))
}

/// "the 20th century", "17th-century", "the nineteenth century".
fn century(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    let (number, end) = ordinal(words, the)?;
    let end = end + usize::from(is(words, end, "-"));
    if !is(words, end, "century") || !(1..=22).contains(&number) {
        return None;
    }
    let bc = any(words, end + 1, &["bc", "bce", "b.c.", "b.c.e."]);
    // The fifth century BC is the years 500 to 401 BC, in ISO 8601 -499 to -400.
    let year = if bc { -100 * i16::from(number) + 1 } else { (i16::from(number) - 1) * 100 };
    let end = end + usize::from(bc);
    Some((
        Expression::Fixed(Value::Point(Point { grain: Grain::Century, ..Point::year(year) })),
        end + 1,
        "century",
    ))
}

/// "today", "yesterday morning", "last night", "this evening", "overnight", "the day before yesterday".
fn deictic_day(words: &[Word], at: usize) -> Option<Found> {
    let word = words.get(at)?;
    if let Some(days) = Vocabulary::get().days.get(word.lower.as_str()) {
        // The newspaper USA Today.
        let title = word.capital
            && at > 0
            && at
                .checked_sub(1)
                .and_then(|i| words.get(i))
                .is_some_and(|w| w.capital && w.kind == Kind::Letters);
        return (!title).then(|| (Expression::Days(*days), dates::part_of_day(words, at + 1), "deictic:day"));
    }
    if word.is("overnight") {
        return Some((Expression::Overnight, at + 1, "deictic:overnight"));
    }
    let part = words.get(at + 1).is_some_and(|w| Vocabulary::get().is_part_of_day(&w.lower));
    if word.is("last") && (is(words, at + 1, "night") || is(words, at + 1, "evening")) {
        return Some((Expression::Days(-1), at + 2, "deictic:night"));
    }
    if word.is("this") && part {
        return Some((Expression::Days(0), at + 2, "deictic:day"));
    }
    let the = at + usize::from(word.is("the"));
    let day = is(words, the, "day");
    if day && is(words, the + 1, "before") && is(words, the + 2, "yesterday") {
        return Some((Expression::Days(-2), the + 3, "deictic:day"));
    }
    if day && is(words, the + 1, "after") && is(words, the + 2, "tomorrow") {
        return Some((Expression::Days(2), the + 3, "deictic:day"));
    }
    let eve = word.is("the") && part && is(words, at + 2, "before");
    eve.then_some((Expression::Same(Unit::Day, -1), at + 3, "deictic:night"))
}

/// "this summer", "summer 2024", "in the winter of 1943".
fn season(words: &[Word], at: usize) -> Option<Found> {
    let (near, first) = dates::near(words, at).unwrap_or((Near::Open, at));
    let first = first + usize::from(first == at && is(words, at, "the"));
    let word = words.get(first)?;
    let season = *Vocabulary::get().seasons.get(word.lower.as_str())?;
    if let Some((year, end)) = dates::year_after(words, first + 1) {
        return Some((Expression::Season { season, year, near }, end, "season:year"));
    }
    if near == Near::Open && guards::is_no_season(words, first, season) {
        return None;
    }
    Some((Expression::Season { season, year: Year::Open, near }, first + 1, "season"))
}

/// "the first quarter of 2024", "Q3 2023".
fn quarter(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    let short = ["q1", "q2", "q3", "q4"].iter();
    // The lexer cuts "Q3" into its letter and its figure.
    let short = short.zip(1_u8..).find(|(name, _)| {
        is(words, the, &name[..1])
            && is(words, the + 1, &name[1..])
            && words.get(the + 1).is_some_and(|w| !w.spaced)
    });
    if let Some((_, number)) = short {
        let (year, end) = dates::year_after(words, the + 2)?;
        return Some((Expression::Quarter(number, year), end, "quarter"));
    }
    let (number, end) = ordinal(words, the)?;
    if number > 4 || !is(words, end, "quarter") {
        return None;
    }
    let (year, after) = dates::year_after(words, end + 1)?;
    Some((Expression::Quarter(number, year), after, "quarter"))
}

/// "last week", "this month", "next year", "that year", "the following day", "over the weekend".
fn deictic_unit(words: &[Word], at: usize) -> Option<Found> {
    let the = usize::from(is(words, at, "the"));
    let word = words.get(at + the)?;
    // "the following morning", "that evening".
    let part =
        words.get(at + the + 1).is_some_and(|w| Vocabulary::get().is_part_of_day(&w.lower) || w.is("night"));
    if part {
        let by = match word.lower.as_str() {
            "following" | "next" if the == 1 => 1,
            "previous" | "preceding" if the == 1 => -1,
            "same" if the == 1 => 0,
            "that" if the == 0 => 0,
            _ => return None,
        };
        return Some((Expression::Same(Unit::Day, by), at + the + 2, "deictic:part"));
    }
    let past = usize::from(
        the == 0
            && word.is("this")
            && any(words, at + 1, &["past", "last", "coming", "next", "same", "very"]),
    );
    let that_same = usize::from(the == 0 && word.is("that") && is(words, at + 1, "same"));
    let noun = at + the + 1 + past + that_same;
    if the == 1 && word.is("weekend") {
        return Some((Expression::Shift(Unit::Weekend, 0), at + 2, "deictic:weekend"));
    }
    if the == 1 && any(words, at + 2, &["before", "after"]) {
        // "the day before", "the year after": of what the text spoke of.
        let (unit, plural) = Vocabulary::get().unit(&word.lower)?;
        let by = if is(words, at + 2, "after") { 1 } else { -1 };
        return (!plural).then_some((Expression::Same(unit, by), at + 3, "deictic:before-after"));
    }
    let (unit, plural) = Vocabulary::get().unit(&words.get(noun)?.lower)?;
    if plural || matches!(unit, Unit::Clock(_)) {
        return None;
    }
    let modifier = words.get(at + the + past)?.lower.as_str();
    let expression = match modifier {
        "last" | "past" if unit != Unit::Day => Expression::Shift(unit, -1),
        "this" | "current" if unit != Unit::Day => Expression::Shift(unit, 0),
        "next" | "coming" if the == 0 && unit != Unit::Day => Expression::Shift(unit, 1),
        "next" if unit != Unit::Day => Expression::Shift(unit, 1),
        "coming" => Expression::Shift(unit, 1),
        "previous" | "preceding" | "prior" => Expression::Same(unit, -1),
        "following" | "next" => Expression::Same(unit, 1),
        "that" | "same" => Expression::Same(unit, 0),
        _ => return None,
    };
    // "last year's", "next day delivery"; "same day" needs its article or "that".
    if modifier == "same" && the == 0 && past == 0 && that_same == 0 {
        return None;
    }
    let end = noun + 1;
    // "late last year" has its part before; "October last year" is read with the month.
    Some((expression, end, "deictic:unit"))
}
