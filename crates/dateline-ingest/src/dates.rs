//! Calendar days as pages and metadata write them.

use jiff::civil::Date;

/// What a written date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One day.
    Day(Date),
    /// `03/04/2024`: either of two days, the one with the day first and the one with the month first.
    Either(Date, Date),
    /// `March 3` without a year.
    NoYear,
}

/// A date in a line, as a range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundDate {
    pub start: usize,
    pub end: usize,
    pub reading: Reading,
}

/// Reads a day as people give one: ISO 8601, RFC 3339, RFC 2822, "3 March 2024", "March 3, 2024", with or without weekday and time.
///
/// Returns `None` for what is no date, has no year, or could be two dates (`03/04/2024`).
///
/// ```
/// use dateline_ingest::parse_date;
/// use jiff::civil::date;
/// assert_eq!(parse_date("2024-03-03T10:15:00+02:00"), Some(date(2024, 3, 3)));
/// assert_eq!(parse_date("Sun, 3 Mar 2024 10:15:00 GMT"), Some(date(2024, 3, 3)));
/// assert_eq!(parse_date("25/12/2024"), Some(date(2024, 12, 25)));
/// assert_eq!(parse_date("03/04/2024"), None);
/// assert_eq!(parse_date("2024-02-30"), None);
/// ```
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    let compact = || {
        let whole = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        whole.then(|| year_month_day(text.get(..4)?, text.get(4..6)?, text.get(6..8)?)).flatten()
    };
    let Some(found) = find_dates(text).into_iter().next() else { return compact() };
    let Reading::Day(date) = found.reading else { return None };
    let rest = [text.get(..found.start)?, text.get(found.end..)?];
    let idle = |word: &str| {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        word.starts_with(|c: char| c.is_ascii_digit()) && letters.len() <= 2
            || is_weekday(word)
            || (word.starts_with(['T', 't'])
                && word.get(1..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit())))
            || matches!(
                word.to_ascii_lowercase().as_str(),
                "at" | "am" | "pm" | "a" | "p" | "m" | "on" | "hrs" | "z"
            )
            || (word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    rest.iter()
        .flat_map(|side| side.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .all(idle)
        .then_some(date)
}

/// The day in an address: `/2024/03/07/`, `/2024/mar/07`, `2024-03-07`, `20240307`.
pub(crate) fn date_in_url(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let pieces: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let three = pieces.windows(3).find_map(|w| match w {
        [year, month, day] => year_month_day(year, month, day),
        _ => None,
    });
    three.or_else(|| {
        pieces
            .iter()
            .filter(|p| p.len() == 8 && p.is_ascii())
            .find_map(|p| year_month_day(p.get(..4)?, p.get(4..6)?, p.get(6..8)?))
    })
}

fn year_month_day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = Some(year).filter(|y| y.len() == 4)?.parse().ok().filter(|y| (1800..2200).contains(y))?;
    let month = month_number(month).or_else(|| Some(month).filter(|m| m.len() <= 2)?.parse().ok())?;
    Date::new(year, month, Some(day).filter(|d| d.len() <= 2)?.parse().ok()?).ok()
}

/// All dates of a line, in order, none overlapping.
pub(crate) fn find_dates(text: &str) -> Vec<FoundDate> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // The minutes of "14:25 August 03, 2013" are no day.
        let before = tokens.get(at).and_then(|token| text.get(..token.start)).unwrap_or_default();
        if before.strip_suffix(':').is_some_and(|hours| hours.ends_with(|c: char| c.is_ascii_digit())) {
            at += 1;
            continue;
        }
        let Some((used, reading)) = date_at(text, tokens.get(at..).unwrap_or_default()) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (tokens.get(at), tokens.get(at + used - 1)) {
            found.push(FoundDate { start: first.start, end: last.end, reading });
        }
        at += used;
    }
    found
}

/// The only day that a line names with its year, if it names just one.
#[cfg(test)]
fn days(text: &str) -> Vec<Reading> {
    find_dates(text).into_iter().map(|found| found.reading).collect()
}

#[derive(Clone, Copy, Debug)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl Token<'_> {
    fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
        let right = digits.contains(&self.text.len()) && self.text.bytes().all(|byte| byte.is_ascii_digit());
        right.then(|| self.text.parse().ok()).flatten()
    }

    fn year(&self) -> Option<i16> {
        self.number(4..=4).filter(|year| (1800..2200).contains(year))
    }

    fn day(&self) -> Option<i8> {
        let day = self.number(1..=2)?;
        (1..=31).contains(&day).then(|| i8::try_from(day).ok()).flatten()
    }
}

/// Runs of digits and runs of letters; a number longer than four digits is one token, so that no date is seen inside it.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut kind = None;
    for (offset, c) in text.char_indices() {
        let now = if c.is_ascii_digit() {
            Some(true)
        } else if c.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        let end = offset + c.len_utf8();
        match (now, tokens.last_mut()) {
            (Some(_), Some(last)) if now == kind && last.end == offset => {
                last.end = end;
                last.text = text.get(last.start..end).unwrap_or_default();
            }
            (Some(_), _) => {
                tokens.push(Token { text: text.get(offset..end).unwrap_or_default(), start: offset, end });
            }
            (None, _) => {}
        }
        kind = now;
    }
    tokens.into_iter().flat_map(|token| unglue(text, token)).collect()
}

/// "20249:41" is a year and a clock that a page had in two boxes.
fn unglue<'t>(text: &'t str, token: Token<'t>) -> Vec<Token<'t>> {
    let is_glued = matches!(token.text.len(), 5 | 6)
        && (token.text.starts_with("19") || token.text.starts_with("20"))
        && text.get(token.end..).is_some_and(|rest| rest.starts_with(':'));
    let middle = token.start + 4;
    match (is_glued, text.get(token.start..middle), text.get(middle..token.end)) {
        (true, Some(year), Some(hour)) => vec![
            Token { text: year, start: token.start, end: middle },
            Token { text: hour, start: middle, end: token.end },
        ],
        _ => vec![token],
    }
}

/// A date that begins at the first token: how many tokens it takes and what it says.
fn date_at(text: &str, tokens: &[Token<'_>]) -> Option<(usize, Reading)> {
    numeric(text, tokens).or_else(|| day_first(text, tokens)).or_else(|| month_first(text, tokens))
}

/// What lies between two tokens.
fn gap<'t>(text: &'t str, left: &Token<'_>, right: &Token<'_>) -> &'t str {
    text.get(left.end..right.start).unwrap_or("?")
}

fn numeric(text: &str, tokens: &[Token<'_>]) -> Option<(usize, Reading)> {
    let [a, b, c, ..] = tokens else { return None };
    let separator = gap(text, a, b);
    if !matches!(separator, "-" | "/" | "." | "–") || gap(text, b, c) != separator {
        return None;
    }
    if let Some(year) = a.year() {
        let month = b.day().filter(|m| *m <= 12).or_else(|| month_number(b.text))?;
        return Some((3, Reading::Day(Date::new(year, month, c.day()?).ok()?)));
    }
    let year = c.year()?;
    if let (Some(day), Some(month)) = (a.day(), month_number(b.text)) {
        return Some((3, Reading::Day(Date::new(year, month, day).ok()?)));
    }
    let (first, second) = (a.day()?, b.day()?);
    let day_first = Date::new(year, second, first).ok();
    // Full stops between numbers are German, Russian, Turkish or Nordic usage, which has the day first.
    let month_first = Date::new(year, first, second).ok().filter(|_| separator != ".");
    let reading = match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => Reading::Either(one, other),
        (one, other) => Reading::Day(one.or(other)?),
    };
    Some((3, reading))
}

fn is_ordinal_ending(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| word.eq_ignore_ascii_case(ending))
}

/// "3 March 2024", "3rd of March, 2024", "3-Mar-2024", "4 JUN".
fn day_first(text: &str, tokens: &[Token<'_>]) -> Option<(usize, Reading)> {
    let mut tokens_left = tokens.iter().enumerate().peekable();
    let (_, day_token) = tokens_left.next()?;
    let day = day_token.day()?;
    tokens_left.next_if(|(_, t)| is_ordinal_ending(t.text) && t.start == day_token.end);
    tokens_left.next_if(|(_, t)| t.text.eq_ignore_ascii_case("of"));
    let (at, month_token) = tokens_left.next()?;
    let before = tokens.get(at.checked_sub(1)?)?;
    if !matches!(gap(text, before, month_token), " " | "-" | "/" | "" | ", " | "\u{a0}") {
        return None;
    }
    let month = month_number(month_token.text)?;
    with_year(text, (month_token, month_token), tokens_left.next().map(|(_, t)| t), month, day)
        .map(|(more, reading)| (at + 1 + more, reading))
}

/// "March 3, 2024", "Sept. 3 2024", "March 3".
fn month_first(text: &str, tokens: &[Token<'_>]) -> Option<(usize, Reading)> {
    let [month_token, day_token, rest @ ..] = tokens else { return None };
    let month = month_number(month_token.text)?;
    let day = day_token.day()?;
    if !matches!(gap(text, month_token, day_token), " " | ". " | "." | "-" | "\u{a0}" | ".\u{a0}") {
        return None;
    }
    let (skip, last) = match rest.first() {
        Some(next) if is_ordinal_ending(next.text) && next.start == day_token.end => (1, next),
        _ => (0, day_token),
    };
    with_year(text, (month_token, last), rest.get(skip), month, day)
        .map(|(more, reading)| (2 + skip + more, reading))
}

/// Ends a date with its year, if `next` is one. `month_token` is the name of the month, `last` the token before `next`.
fn with_year(
    text: &str,
    (month_token, last): (&Token<'_>, &Token<'_>),
    next: Option<&Token<'_>>,
    month: i8,
    day: i8,
) -> Option<(usize, Reading)> {
    let joins = |t: &&Token<'_>| {
        matches!(gap(text, last, t), " " | ", " | "," | ". " | " , " | "-" | "/" | "\u{a0}" | "\t")
    };
    if let Some(year) = next.filter(joins).and_then(Token::year) {
        return Some((1, Reading::Day(Date::new(year, month, day).ok()?)));
    }
    // "march 3" without a year may be a verb; months are written with a capital.
    month_token.text.starts_with(|c: char| !c.is_lowercase()).then_some((0, Reading::NoYear))
}

/// The number of a month by its English name or abbreviation, without regard to case.
pub(crate) fn month_number(word: &str) -> Option<i8> {
    if !(3..=9).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lowered = word.to_ascii_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| *month == lowered || (month.get(..3) == Some(lowered.as_str())))
        .or_else(|| (lowered == "sept").then_some(8))?;
    i8::try_from(at + 1).ok()
}

/// Whether the word is a day of the week or its abbreviation.
pub(crate) fn is_weekday(word: &str) -> bool {
    weekday(word).is_some()
}

/// The day of the week that a word names, in full or abbreviated, without regard to case.
pub(crate) fn weekday(word: &str) -> Option<jiff::civil::Weekday> {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    Some(match word.to_ascii_lowercase().as_str() {
        "monday" | "mon" => Monday,
        "tuesday" | "tue" | "tues" => Tuesday,
        "wednesday" | "wed" => Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Thursday,
        "friday" | "fri" => Friday,
        "saturday" | "sat" => Saturday,
        "sunday" | "sun" => Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Reading::{Day, Either, NoYear};
    use super::{date_in_url, days, parse_date};

    #[test]
    fn dates_are_found_in_the_lines_of_pages() {
        let day = Day(date(2024, 3, 3));
        for line in [
            "Published: 3 March 2024",
            "Posted Sun 3 Mar 2024 at 4:12pm",
            "Published - March 3, 2024 10:04 pm IST - NEW DELHI",
            "Source: Xinhua| 2024-03-03 20:15:07|Editor: Lin",
            "March 3 2024\t07:00:00",
            "3rd of March, 2024",
            "SUNDAY, MARCH 3RD, 2024",
            "03-Mar-2024",
            "3.3.2024",
            "10:32 GMT, 3 March 2024",
            "March 3, 20249:41 PM GMT+1Updated 2 years ago",
        ] {
            assert_eq!(days(line), [day], "{line}");
        }
        assert_eq!(days("4 JUN, 11:26"), [NoYear]);
        assert_eq!(days("LONDON, March 3 (Reuters) - Britain"), [NoYear]);
        assert_eq!(days("12-08-2020 09:15"), [Either(date(2020, 8, 12), date(2020, 12, 8))]);
        assert_eq!(days("12.08.2020"), [Day(date(2020, 8, 12))]);
        assert_eq!(days("10:04 may 2 march 1.5 2024, 120-98-2020"), []);
    }

    #[test]
    fn an_option_is_a_whole_date_or_none() {
        for text in [
            "2024-03-03",
            "20240303",
            "2024-03-03T10:15:00Z",
            "2024-03-03 10:15:00+00:00",
            "Sun, 03 Mar 2024 10:15:00 +0000",
            "march 3, 2024",
            "Sunday 3 March 2024, 5.25 pm",
        ] {
            assert_eq!(parse_date(text), Some(date(2024, 3, 3)), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "March 3",
            "2024",
            "2024-13-01",
            "31 June 2024",
            "01/02/2024",
            "3 March 2024 was a Sunday",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_hold_dates() {
        for url in [
            "https://paper.example/world/2024/03/03/talks-open",
            "https://paper.example/world/2024/mar/03/talks-open",
            "https://paper.example/talks-open-2024-03-03.html",
            "https://paper.example/20240303/talks",
        ] {
            assert_eq!(date_in_url(url), Some(date(2024, 3, 3)), "{url}");
        }
        assert_eq!(date_in_url("https://paper.example/2024/03/talks-12345678"), None);
    }
}
