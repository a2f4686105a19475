//! Which words make a time expression: ranges, open ends and parts around the dates, seasons, feasts and amounts.

use super::amounts;
use super::dates::{self, Found};
use super::edtf::{Point, Value};
use super::eras;
use super::expression::{Base, Count, Expression, Near, Written, Year};
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
    let from = at + 1 + usize::from(any(words, at + 1, &["about", "around", "roughly", "approximately"]));
    let whole = dates::date(words, from).or_else(|| eras::centuries(words, from));
    if let Some((range @ Expression::Range(..), end, _)) = whole {
        return Some((range, end, "range:from-to"));
    }
    let (first, middle, _) = part(words, from).or_else(|| early_year(words, from))?;
    // "from mid to late March" gives its month only at the end.
    if !any(words, middle, joints) || !is_datable(&first) {
        return None;
    }
    let (last, end) = range_end(words, middle + 1, &first)?;
    Some((range(first, last), end, "range:from-to"))
}

/// A year of two or three digits, which only the words around it can make one.
fn early_year(words: &[Word], at: usize) -> Option<Found> {
    let bracket = at.checked_sub(1).is_some_and(|i| is(words, i, "("));
    let year = words.get(at).filter(|w| w.lower.len() == 3 && (w.spaced || bracket))?.whole()?;
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
    // "from 1200 to 400 BC": the era is said once.
    let first = match (&first, last.inner()) {
        (
            Expression::Date(Written { year: Year::Of(from), month: None, .. }),
            Expression::Date(Written { year: Year::Of(to), month: None, .. }),
        ) if *to <= 0 && 1 - from < *to => {
            Expression::Date(Written { year: Year::Of(1 - from), ..Written::default() })
        }
        _ => first,
    };
    Expression::Range(Box::new(first), Box::new(last))
}

/// "reigned 1715 – 1774", "2022/23": two years that follow each other need no other sign.
fn years(words: &[Word], at: usize) -> Option<Found> {
    let word = words.get(at).filter(|w| w.lower.len() == 4)?;
    let first = i16::try_from(word.whole()?).ok().filter(|y| (1000..2100).contains(y))?;
    let opens = word.spaced || at.checked_sub(1).is_some_and(|i| is(words, i, "("));
    // "92 (6): 1087–1101" are pages.
    let pages = at.checked_sub(2).is_some_and(|i| {
        is(words, i + 1, ":") && (is(words, i, ")") || words.get(i).is_some_and(|w| w.kind == Kind::Number))
    });
    if !opens || pages || guards::is_numbered(words, at) {
        return None;
    }
    let last = words.get(at + 2).filter(|w| matches!(w.lower.len(), 2 | 4))?;
    let figure = i16::try_from(last.whole()?).ok()?;
    let short = last.lower.len() == 2;
    let second = if short { first / 100 * 100 + figure } else { figure };
    // A fraction or a date with the day before the month is no season: only the year after may follow a slash.
    let joined = match words.get(at + 1)?.lower.as_str() {
        "/" => second == first + 1 && !last.spaced,
        "-" | "–" => !short && (1..=150).contains(&(second - first)),
        _ => false,
    };
    let counted = guards::is_followed_by_counted(words, at + 2);
    let date = |year| Expression::Date(Written { year: Year::Of(year), ..Written::default() });
    (joined && !counted).then(|| (range(date(first), date(second)), at + 3, "range:years"))
}

/// Gives a month or day the year of the one that it is joined to: "May and June 2019", "on May 3 and May 5, 2019".
fn with_shared_year(words: &[Word], found: Found) -> Found {
    let (Expression::Date(written), end, rule) = &found else { return found };
    let open = written.year == Year::Open && written.month.is_some() && written.near == Near::Open;
    if !open || !any(words, *end, &["and", "or", ",", "/"]) {
        return found;
    }
    let mut next = end + 1;
    // "May, June and July 2019".
    for _ in 0..4 {
        let Some((Expression::Date(other), after, _)) = dates::date(words, next) else { return found };
        if other.month.is_none() || other.day.is_some() != written.day.is_some() {
            return found;
        }
        if let Year::Of(year) = other.year {
            let late = (written.month, written.day) > (other.month, other.day);
            let year = Year::Of(if late { year - 1 } else { year });
            return (Expression::Date(Written { year, known: None, ..*written }), *end, rule);
        }
        if other.year != Year::Open || !any(words, after, &["and", "or", ",", "/"]) {
            return found;
        }
        next = after + 1;
    }
    found
}

/// A year before 1000 in a story of those centuries, where figures after a preposition need no other sign: "In 348 Pachomius died".
pub(super) fn story_year(words: &[Word], at: usize) -> Option<Found> {
    let word = words.get(at).filter(|w| w.lower.len() == 3)?;
    let year = i16::try_from(word.whole()?).ok()?;
    let previous = at.checked_sub(1).and_then(|i| words.get(i))?;
    let announced = Vocabulary::get().announcing.story_year.iter().any(|form| previous.is(form));
    // What is counted stands in the plural.
    let counted = words.get(at + 1).is_some_and(|w| {
        w.kind == Kind::Letters && !w.capital && (w.lower.ends_with('s') || !w.spaced) || w.is("%")
    });
    let date = Expression::Date(Written { year: Year::Of(year), ..Written::default() });
    (announced && !counted && !guards::is_followed_by_counted(words, at)).then_some((
        date,
        at + 1,
        "date:story-year",
    ))
}

/// "Wednesday through Friday", "January–April 2024", "2014-2018", "9 June 2019 – 3 May 2020".
fn plain_range(words: &[Word], at: usize) -> Option<Found> {
    // "(837–908)": the bracket and the dash make years of them.
    let bracket = at.checked_sub(1).is_some_and(|i| is(words, i, "("));
    let early = if bracket { early_year(words, at).filter(|f| any(words, f.1, &["-", "–"])) } else { None };
    if let Some(found) = years(words, at) {
        return Some(found);
    }
    let (first, middle, rule) = early.or_else(|| part(words, at)).map(|f| with_shared_year(words, f))?;
    let month = matches!(&first, Expression::Date(Written { month: Some(_), day: None, .. }));
    let slash = month && is(words, middle, "/");
    let joined = slash || any(words, middle, &["-", "–", "through", "thru"]);
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
    let from = from + usize::from(is(words, from, "least"));
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
        // "by end-March".
        let end_of = word.is("end") && is(words, the + 1, "-");
        let half = ordinal(words, the).is_some_and(|(n, _)| n <= 2) && is(words, the + 1, "half");
        let adjective =
            end_of || matches!(word.lower.as_str(), "early" | "late" | "mid" | "later" | "earlier");
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
                // "earlier this year" leaves the year as it is; "the later 1800s" are a part of them.
                let later = matches!(word.lower.as_str(), "later" | "earlier")
                    && !matches!(*inner, Expression::Fixed(_));
                let start = list == Some("early") && !adjective;
                // "late on Monday" and "early Friday" leave the day as it is.
                let day = matches!(
                    *inner,
                    Expression::Days(_) | Expression::Date(Written { weekday: Some(_), month: None, .. })
                );
                let expression = if later || (adjective && day) {
                    *inner
                } else if start
                    && matches!(
                        *inner,
                        Expression::Shift(Unit::Year, _)
                            | Expression::Same(Unit::Year, _)
                            | Expression::Definite(Unit::Year)
                    )
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
    fits.then_some((Expression::Definite(unit), at + 2, "deictic:unit"))
}

/// "by year-end", "at the month's end".
fn unit_end(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    let unit = match words.get(the)?.lower.as_str() {
        "year" => Unit::Year,
        "month" => Unit::Month,
        _ => return None,
    };
    let joint = usize::from(any(words, the + 1, &["'s", "-"]));
    let previous = at.checked_sub(1).and_then(|i| words.get(i))?;
    let announced =
        matches!(previous.lower.as_str(), "by" | "at" | "before" | "until" | "till" | "since" | "for");
    if !announced || !is(words, the + 1 + joint, "end") {
        return None;
    }
    let inner = Box::new(Expression::Definite(unit));
    Some((Expression::About(inner), the + 2 + joint, "deictic:unit-end"))
}

/// "the week of March 3", "the weekend of 5 May", "the eve of Easter".
fn beside_a_date(words: &[Word], at: usize) -> Option<Found> {
    let the = at + usize::from(is(words, at, "the"));
    if !is(words, the + 1, "of") {
        return None;
    }
    let (inner, end, _) = day(words, the + 2)?;
    if is(words, the, "eve") {
        let base = Base::Date(Box::new(inner));
        let away = Expression::Away { count: Count::Exactly(1.0), unit: Unit::Day, after: false, base };
        return Some((away, end, "away:eve"));
    }
    let unit = match words.get(the)?.lower.as_str() {
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        _ => return None,
    };
    let is_day = matches!(&inner, Expression::Date(Written { day: Some(_), .. }) | Expression::Feast { .. });
    is_day.then(|| (Expression::Around(unit, Box::new(inner)), end, "deictic:around"))
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
        .or_else(|| eras::era(words, at))
        .or_else(|| beside_a_date(words, at))
        .or_else(|| dates::date(words, at))
        .or_else(|| deictic_day(words, at))
        .or_else(|| season(words, at))
        .or_else(|| quarter(words, at))
        .or_else(|| amounts::window(words, at))
        .or_else(|| deictic_unit(words, at))
        .or_else(|| unit_end(words, at))
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
    if eve && names_an_act(words, at + 3) {
        return Some((Expression::Open, at + 3, "deictic:night-of-act"));
    }
    eve.then_some((Expression::Same(Unit::Day, -1), at + 3, "deictic:night"))
}

/// "this summer", "summer 2024", "in the winter of 1943".
fn season(words: &[Word], at: usize) -> Option<Found> {
    let told = dates::told(words, at).map(|(_, first)| (Near::Open, first));
    let (near, first) = told.or_else(|| dates::near(words, at)).unwrap_or((Near::Open, at));
    let first = first + usize::from(first == at && is(words, at, "the"));
    let word = words.get(first)?;
    // "Summers are hot": those of every year.
    if matches!(word.lower.as_str(), "summers" | "winters" | "autumns") && near == Near::Open {
        let season = *Vocabulary::get().seasons.get(word.lower.strip_suffix('s')?)?;
        let value = Value::Point(Point::season(None, season));
        let numbered =
            first.checked_sub(1).is_some_and(|i| words.get(i).is_some_and(|w| w.kind == Kind::Number));
        // Winters and Summers are names of people.
        let name = word.capital && first > 0;
        return (!numbered && !name).then_some((Expression::Fixed(value), first + 1, "season:every"));
    }
    let season = *Vocabulary::get().seasons.get(word.lower.as_str())?;
    if let Some((year, _)) = dates::told(words, at) {
        return Some((Expression::Season { season, year, near: Near::Open }, first + 1, "season:told"));
    }
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
    if any(words, at + the + 1, &["before", "after"]) {
        return before_or_after(words, at, at + the);
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

/// "the day before", "the year after", "the day after the attack", "the day before Christmas", "the week before last"; `noun` is the
/// unit's index.
fn before_or_after(words: &[Word], at: usize, noun: usize) -> Option<Found> {
    let (unit, plural) = Vocabulary::get().unit(&words.get(noun)?.lower)?;
    if plural {
        return None;
    }
    let after = is(words, noun + 1, "after");
    if is(words, noun + 2, if after { "next" } else { "last" }) {
        let by = if after { 2 } else { -2 };
        return Some((Expression::Shift(unit, by), noun + 3, "deictic:before-last"));
    }
    if noun == at {
        return None;
    }
    let away = |base, end, rule| {
        Some((Expression::Away { count: Count::Exactly(1.0), unit, after, base }, end, rule))
    };
    if let Some((inner, end, _)) = day(words, noun + 2) {
        return away(Base::Date(Box::new(inner)), end, "away:day-beside-date");
    }
    if names_an_act(words, noun + 2) {
        return away(Base::Act, noun + 2, "away:beside-act");
    }
    // "the day before", "the year after": of what the text spoke of.
    Some((Expression::Same(unit, if after { 1 } else { -1 }), noun + 2, "deictic:before-after"))
}

/// Whether a clause or noun begins at `at`, which after "the day before" names the act that it was beside.
fn names_an_act(words: &[Word], at: usize) -> bool {
    let determiners =
        ["the", "a", "an", "his", "her", "their", "its", "our", "my", "he", "she", "they", "we", "it", "i"];
    words
        .get(at)
        .is_some_and(|w| w.kind == Kind::Letters && (w.capital || determiners.contains(&w.lower.as_str())))
}
