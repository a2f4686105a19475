//! The days that an EDTF date covers.

use jiff::civil::Date;

/// First and last day of an EDTF date (ISO 8601-2, levels 0 and 1); `None` for an end that is open, and for seasons, sets
/// and anything else that does not name days.
///
/// ```
/// use dateline_record::date_range;
/// use jiff::civil::date;
/// assert_eq!(date_range("2025-04"), (Some(date(2025, 4, 1)), Some(date(2025, 4, 30))));
/// assert_eq!(date_range("2025-04-11/.."), (Some(date(2025, 4, 11)), None));
/// assert_eq!(date_range("P30D"), (None, None));
/// ```
pub fn date_range(value: &str) -> (Option<Date>, Option<Date>) {
    match value.split_once('/') {
        Some((from, to)) => (days(from).map(|(first, _)| first), days(to).map(|(_, last)| last)),
        None => days(value).map_or((None, None), |(first, last)| (Some(first), Some(last))),
    }
}

fn days(value: &str) -> Option<(Date, Date)> {
    let plain = value.trim().trim_end_matches(['~', '?', '%']);
    let day = plain.split('T').next().unwrap_or_default().trim_end_matches(['~', '?', '%']);
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let months = match month {
        None | Some("XX") => return years(year),
        // Quarters and semesters of ISO 8601-2; its seasons (21 to 24) depend on where one is.
        Some(part) => match i8::try_from(exact(part, 2)?).ok()? {
            month @ 1..=12 => (month, month),
            quarter @ 33..=36 => ((quarter - 33) * 3 + 1, (quarter - 33) * 3 + 3),
            half @ 40..=41 => ((half - 40) * 6 + 1, (half - 40) * 6 + 6),
            _ => return None,
        },
    };
    let year = exact(year, 4)?;
    match day {
        Some(day) if day != "XX" => {
            let day = Date::new(year, months.0, exact(day, 2)?.try_into().ok()?).ok()?;
            Some((day, day))
        }
        _ => Some((Date::new(year, months.0, 1).ok()?, Date::new(year, months.1, 1).ok()?.last_of_month())),
    }
}

/// A year, or a decade or century written with `X` for the digits left open.
fn years(year: &str) -> Option<(Date, Date)> {
    let first = exact(&year.replace('X', "0"), 4)?;
    let last = exact(&year.replace('X', "9"), 4)?;
    Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

/// A number of exactly so many digits.
fn exact(digits: &str, count: usize) -> Option<i16> {
    (digits.len() == count && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// Days since 1970-01-01, as Arrow's `Date32` counts.
#[cfg(any(test, feature = "table"))]
pub(crate) fn days_since_epoch(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::{date_range, days_since_epoch};

    fn check(value: &str, expected: &str) {
        let (from, to) = date_range(value);
        let show = |d: Option<jiff::civil::Date>| d.map_or_else(|| "-".to_owned(), |d| d.to_string());
        assert_eq!(format!("{} {}", show(from), show(to)), expected, "{value}");
    }

    #[test]
    fn dates_cover_their_days() {
        check("2025-04-17", "2025-04-17 2025-04-17");
        check("2025-04-17~", "2025-04-17 2025-04-17");
        check("2025-04-17T10:30:00Z", "2025-04-17 2025-04-17");
        check("2024-02", "2024-02-01 2024-02-29");
        check("2025", "2025-01-01 2025-12-31");
        check("2025-XX-XX", "2025-01-01 2025-12-31");
        check("2025-04-XX", "2025-04-01 2025-04-30");
        check("199X", "1990-01-01 1999-12-31");
        check("2025-34", "2025-04-01 2025-06-30");
        check("2025-41", "2025-07-01 2025-12-31");
        check("2025-04-11/2025-04-13", "2025-04-11 2025-04-13");
        check("../2025-04-13", "- 2025-04-13");
        check("2025-21", "- -");
        check("2025-02-30", "- -");
        check("2025-4-17", "- -");
        check("", "- -");
        check("P3D", "- -");
        check("日", "- -");
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days_since_epoch(date(1970, 1, 2)), 1);
        let day = date(2025, 4, 17);
        assert_eq!(date(1970, 1, 1) + days_since_epoch(day).days(), day);
    }
}
