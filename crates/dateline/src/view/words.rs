//! Plain words for what the record says in codes.

use std::collections::HashSet;

use dateline_record::table::date_range;
use dateline_record::{Entity, EntityKind, PublishedFrom, Quantity, QuantityKind, Record, Status, Time};
use jiff::civil::{Date, Weekday};

use super::ink::Ink;

/// The text on one line, without characters that a terminal obeys (control characters) or that turn the writing round.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            cleaned.push(' ');
        } else if !c.is_control() && !turns_writing(c) {
            cleaned.push(c);
        }
    }
    cleaned
}

/// The embeddings, overrides and isolates of the bidirectional algorithm (UAX 9), and marks without width.
fn turns_writing(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// At most `limit` characters, cut at a space, with an ellipsis where something was cut.
pub fn clip(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let kept: String = text.chars().take(limit.saturating_sub(2)).collect();
    let at = kept.rfind(' ').filter(|at| at * 2 > kept.len()).unwrap_or(kept.len());
    format!("{} …", kept.get(..at).unwrap_or_default().trim_end_matches([',', ';', ' ']))
}

/// At most `limit` characters of the end of the text, with an ellipsis where something was cut.
pub fn clip_front(text: &str, limit: usize) -> String {
    let count = text.chars().count();
    if count <= limit {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(count - limit.saturating_sub(2)).collect();
    let at = kept.find(' ').filter(|at| at * 2 < kept.len()).map_or(0, |at| at + 1);
    format!("… {}", kept.get(at..).unwrap_or_default())
}

/// How the status is called and inked. An act that somebody says did not happen is denied; one that the paper says so is not done.
pub fn status(status: Status, asserted: bool) -> (&'static str, Ink) {
    match status {
        Status::Actual => ("HAPPENED", Ink::Happened),
        Status::Planned => ("PLANNED", Ink::Planned),
        Status::Hypothetical => ("POSSIBLE", Ink::Possible),
        Status::Negated if asserted => ("DENIED", Ink::Denied),
        Status::Negated => ("NOT DONE", Ink::Denied),
    }
}

/// The sector in words.
pub fn sector(code: &str) -> &str {
    match code {
        "GOV" => "government",
        "MIL" => "military",
        "COP" => "police",
        "SPY" => "intelligence",
        "JUD" => "judiciary",
        "LEG" => "legislature",
        "OPP" => "opposition",
        "PTY" => "party",
        "REB" => "armed group",
        "SEP" => "separatists",
        "CVL" => "civilians",
        "MED" => "media",
        "BUS" => "business",
        "EDU" => "education",
        "REL" => "religion",
        "LAB" => "labour",
        "IGO" => "intergovernmental body",
        "ELI" => "elites",
        other => other,
    }
}

/// How the day of publication is known.
pub fn published_from(from: PublishedFrom) -> &'static str {
    match from {
        PublishedFrom::Option => "as you said",
        PublishedFrom::Metadata => "by its metadata",
        PublishedFrom::Url => "by its address",
        PublishedFrom::Text => "by a line of the text",
        PublishedFrom::Unknown => "unknown",
    }
}

/// An entity's name as a person would say it inside a sentence: without the article that began one.
pub fn named(entity: &Entity) -> String {
    let is_body = matches!(entity.kind, EntityKind::Organisation | EntityKind::Country | EntityKind::Group);
    let bare = entity.name.strip_prefix("The ").filter(|bare| is_body && !bare.is_empty());
    bare.unwrap_or(&entity.name).to_owned()
}

/// The names of entities, each once.
pub fn names(record: &Record, ids: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    ids.iter()
        .filter_map(|id| record.entity(id))
        .map(named)
        .filter(|name| seen.insert(name.clone()))
        .collect()
}

/// "sentence 3", or "headline": the title is no sentence of the body, so that the body's first is number 1.
pub fn sentence(record: &Record, index: usize) -> String {
    match number(record, index) {
        0 => "headline".to_owned(),
        number => format!("sentence {number}"),
    }
}

/// The number of a sentence as a person counts: from 1, with the headline as 0 where there is one.
pub fn number(record: &Record, index: usize) -> usize {
    let titled = record.document.title.as_deref().is_some_and(|t| record.document.text.starts_with(t.trim()));
    index + usize::from(!titled)
}

/// "sentences 3, 5 and 9".
pub fn sentences(record: &Record, indices: &[usize]) -> String {
    let mut indices = indices.to_vec();
    indices.dedup();
    match indices.as_slice() {
        [one] => sentence(record, *one),
        many => {
            let numbers: Vec<String> = many.iter().map(|i| number(record, *i).to_string()).collect();
            format!("sentences {}", list(&numbers))
        }
    }
}

/// "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first day that a time covers.
pub fn first_day(time: &Time) -> Option<Date> {
    let (from, to) = time.value.as_deref().map_or((None, None), date_range);
    from.or(to)
}

/// A time in words: "Thursday 17 April 2025", "April 2025", "11 to 13 April 2025", else the article's own words.
pub fn time(time: &Time) -> String {
    let value = time.value.as_deref().unwrap_or_default();
    let about = if value.contains(['~', '?', '%']) { "about " } else { "" };
    let words = match value.split_once('/') {
        Some((from, "..")) => edtf(from).map(|from| format!("from {from}")),
        Some(("..", to)) => edtf(to).map(|to| format!("until {to}")),
        Some((from, to)) => edtf(from).zip(edtf(to)).map(|(from, to)| format!("{from} to {to}")),
        None => edtf(value),
    };
    words.map_or_else(|| format!("“{}”", time.text), |words| format!("{about}{words}"))
}

/// The day of a time without its hour, in words.
pub fn day(time: &Time) -> String {
    let value = time.value.as_deref().unwrap_or_default();
    match value.split_once('T').filter(|_| !value.contains('/')) {
        Some((day, _)) => self::time(&Time { value: Some(day.to_owned()), ..time.clone() }),
        None => self::time(time),
    }
}

/// The hour of a time that has one: "10:30".
pub fn hour(time: &Time) -> Option<&str> {
    let value = time.value.as_deref()?;
    value.split_once('T').filter(|_| !value.contains('/')).and_then(|(_, clock)| clock.get(..5))
}

/// An EDTF date in words; `None` where it names no days.
pub fn edtf(value: &str) -> Option<String> {
    let value = value.trim_end_matches(['~', '?', '%']);
    let (day, clock) = value.split_once('T').map_or((value, None), |(day, clock)| (day, Some(clock)));
    let (first, last) = date_range(day);
    let (first, last) = (first?, last?);
    if first == last {
        let clock = clock.map(|c| format!(", {}", c.get(..5).unwrap_or(c))).unwrap_or_default();
        return Some(format!("{}{clock}", long_date(first)));
    }
    if first.day() == 1 && last == first.last_of_month() {
        return Some(format!("{} {}", month(first), first.year()));
    }
    let whole_year = first.month() == 1 && last == first.last_of_year();
    if whole_year {
        Some(first.year().to_string())
    } else {
        Some(format!("{} to {}", date(first), date(last)))
    }
}

/// "Thursday 17 April 2025".
pub fn long_date(day: Date) -> String {
    let weekday = match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    format!("{weekday} {}", date(day))
}

/// "17 April 2025".
pub fn date(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

fn month(day: Date) -> &'static str {
    match day.month() {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// A figure in words: "more than 100 killed", "about 40 participants".
pub fn quantity(quantity: &Quantity) -> String {
    let about = if quantity.approximate { "about " } else { "" };
    let amount = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low == high => format!("{about}{}", figure(low)),
        (Some(low), Some(high)) => format!("{about}{} to {}", figure(low), figure(high)),
        (Some(low), None) => format!("{} or more", figure(low)),
        (None, Some(high)) => format!("up to {}", figure(high)),
        (None, None) => "some".to_owned(),
    };
    let plural = quantity.low != Some(1.0) || quantity.high != Some(1.0);
    match (quantity.kind, &quantity.unit, &quantity.currency) {
        (QuantityKind::Money, _, Some(currency)) => format!("{amount} {currency}"),
        (QuantityKind::Duration, Some(unit), _) => {
            let ending = if plural && !unit.ends_with('s') { "s" } else { "" };
            format!("{amount} {unit}{ending}")
        }
        (kind, _, _) => format!("{amount} {}", kind.name()),
    }
}

/// A number with commas between thousands.
fn figure(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return value.to_string();
    }
    let digits = format!("{:.0}", value.abs());
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if value < 0.0 { format!("-{grouped}") } else { grouped }
}

#[cfg(test)]
mod tests {
    use dateline_record::{Anchor, Quantity, QuantityKind, Time, TimeKind};

    fn time(value: &str) -> String {
        super::time(&Time {
            id: "t1".to_owned(),
            span: [0, 1],
            text: "then".to_owned(),
            kind: TimeKind::Date,
            value: Some(value.to_owned()),
            anchor: Anchor::Other,
        })
    }

    #[test]
    fn times_are_told_as_people_write_them() {
        assert_eq!(time("2025-04-17"), "Thursday 17 April 2025");
        assert_eq!(time("2025-04-17T10:30:00"), "Thursday 17 April 2025, 10:30");
        assert_eq!(time("2025-04~"), "about April 2025");
        assert_eq!(time("2024"), "2024");
        assert_eq!(time("199X"), "1 January 1990 to 31 December 1999");
        assert_eq!(time("2025-04-11/2025-04-13"), "Friday 11 April 2025 to Sunday 13 April 2025");
        assert_eq!(time("2025-04-11/.."), "from Friday 11 April 2025");
        assert_eq!(time("P3D"), "“then”");
    }

    #[test]
    fn figures_are_told_with_their_bounds() {
        let figure = |kind, low, high, approximate, unit: Option<&str>| {
            let unit = unit.map(str::to_owned);
            let currency = (kind == QuantityKind::Money).then(|| "EUR".to_owned());
            super::quantity(&Quantity {
                id: "q1".to_owned(),
                span: [0, 1],
                kind,
                low,
                high,
                approximate,
                unit,
                currency,
            })
        };
        assert_eq!(figure(QuantityKind::Killed, Some(1200.0), None, false, None), "1,200 or more killed");
        assert_eq!(figure(QuantityKind::Money, Some(25e6), Some(25e6), false, None), "25,000,000 EUR");
        assert_eq!(figure(QuantityKind::Duration, Some(30.0), Some(30.0), false, Some("day")), "30 days");
        assert_eq!(
            figure(QuantityKind::Participants, Some(40.0), Some(40.0), true, Some("people")),
            "about 40 participants"
        );
    }

    #[test]
    fn clipping_keeps_whole_words() {
        assert_eq!(super::clip("Envoys met in Geneva", 16), "Envoys met in …");
        assert_eq!(super::clip("Envoys", 6), "Envoys");
        assert_eq!(super::clip_front("Envoys met in Geneva", 12), "… in Geneva");
    }
}
