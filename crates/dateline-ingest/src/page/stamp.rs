//! Lines that say when the page was published or changed.

use jiff::civil::Date;

use crate::dates::{self, Reading};

/// What a stamp says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The day of publication; never one that the line calls an update.
    pub published: Option<Date>,
    /// The line says "published" or the like, or nothing.
    pub is_labelled: bool,
    /// Two days that the line can mean, with the day first and with the month first.
    pub either: Option<(Date, Date)>,
    /// The day of a change.
    pub updated: Option<Date>,
    /// "2 hours ago".
    pub is_relative: bool,
}

/// Words that may stand in a stamp beside dates and times.
const STAMP_WORDS: [&str; 68] = [
    "published",
    "publish",
    "posted",
    "updated",
    "update",
    "modified",
    "last",
    "first",
    "on",
    "at",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "date",
    "time",
    "created",
    "issued",
    "released",
    "edited",
    "hrs",
    "hours",
    "hour",
    "minutes",
    "minute",
    "mins",
    "min",
    "days",
    "day",
    "ago",
    "today",
    "yesterday",
    "local",
    "and",
    "since",
    "filed",
    "uploaded",
    "by",
    "in",
    "h",
    "s",
    "of",
    "the",
    "est",
    "edt",
    "gmt",
    "utc",
    "bst",
    "ist",
    "cet",
    "cest",
    "pst",
    "pdt",
    "aest",
    "aedt",
    "eat",
    "wat",
    "sast",
    "et",
    "noon",
    "midnight",
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
];

const UPDATED: [&str; 4] = ["updated", "update", "modified", "edited"];
const PUBLISHED: [&str; 8] =
    ["published", "publish", "posted", "created", "issued", "released", "uploaded", "filed"];

/// Reads a line that holds nothing but dates, times, and what labels them; `None` for any other line.
pub(super) fn read(line: &str) -> Option<Stamp> {
    if line.len() > 160 {
        return None;
    }
    let line = line.replace('\u{a0}', " ");
    let line = line.as_str();
    let found = dates::find_dates(line);
    let mut at = 0;
    let mut label = Label::None;
    let mut stamp = Stamp::default();
    let (mut labelled, mut timed, mut others, mut loud) = (false, false, 0_usize, 0_usize);
    let pieces = found.iter().map(|date| (date.start, date.end, Some(date.reading))).chain([(
        line.len(),
        line.len(),
        None,
    )]);
    for (start, end, reading) in pieces {
        for word in line
            .get(at..start)?
            .split(|c: char| !c.is_alphanumeric())
            .flat_map(unglue)
            .filter(|word| !word.is_empty())
        {
            let lowered = word.to_lowercase();
            if UPDATED.contains(&lowered.as_str()) {
                (label, labelled) = (Label::Updated, true);
            } else if PUBLISHED.contains(&lowered.as_str()) {
                (label, labelled) = (Label::Published, true);
            } else if word.starts_with(|c: char| c.is_ascii_digit()) {
                let tail = lowered.trim_start_matches(|c: char| c.is_ascii_digit());
                timed |= matches!(tail, "" | "am" | "pm" | "h" | "hrs" | "z" | "gmt");
                others += usize::from(
                    word.len() > 6
                        || !matches!(tail, "" | "am" | "pm" | "h" | "hrs" | "z" | "gmt" | "m" | "d"),
                );
            } else if !(STAMP_WORDS.contains(&lowered.as_str()) || dates::is_weekday(word) || is_zone(word)) {
                others += 1;
                loud += usize::from(word.len() > 1 && word.chars().all(char::is_uppercase));
            }
        }
        at = end;
        match (reading, label) {
            (Some(Reading::Day(day)), Label::Updated) => stamp.updated = stamp.updated.or(Some(day)),
            (Some(Reading::Day(day)), _) => stamp.published = stamp.published.or(Some(day)),
            (Some(Reading::Either(one, other)), Label::None | Label::Published) => {
                stamp.either = stamp.either.or(Some((one, other)))
            }
            _ => {}
        }
    }
    stamp.is_labelled = labelled;
    stamp.is_relative = line.trim_end().to_lowercase().ends_with(" ago");
    let has_when = !found.is_empty() || timed;
    // "Published - March 3, 2024 10:04 pm IST - NEW DELHI" names the place in capitals.
    let place = if labelled { loud.min(3) } else { 0 };
    let dated = !found.is_empty() || labelled || is_clock_with_day(line);
    (has_when && dated && others <= place).then_some(stamp)
}

/// "1Updated" is what a page had in two boxes.
fn unglue(word: &str) -> [&str; 2] {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match word.split_at_checked(digits) {
        Some((number, letters)) if digits > 0 && letters.len() > 4 => [number, letters],
        _ => [word, ""],
    }
}

#[derive(Clone, Copy)]
enum Label {
    None,
    Published,
    Updated,
}

fn is_zone(word: &str) -> bool {
    (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase()) && word.ends_with('T')
}

/// "2 hours ago", "Yesterday at 10:32".
fn is_clock_with_day(line: &str) -> bool {
    let lowered = line.to_lowercase();
    lowered.ends_with(" ago") || lowered.starts_with("yesterday") || lowered.starts_with("today")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::read;

    #[test]
    fn published_and_updated_are_told_apart() {
        let day = Some(date(2024, 3, 3));
        for line in [
            "Published 3 March 2024",
            "Posted Sun 3 Mar 2024 at 4:12pm",
            "Sun 3 Mar 2024 21.47 GMT",
            "Published - March 3, 2024 10:04 pm IST - NEW DELHI",
            "Sun Mar 3, 2024 02:30 PM Last update on: Mon Mar 4, 2024 03:12 PM",
            "March 3 2024\t07:00:00",
            "MARCH 3, 2024",
            "Updated: March 4, 2024; Published: March 3, 2024",
        ] {
            assert_eq!(read(line).and_then(|stamp| stamp.published), day, "{line}");
        }
        for line in ["Updated 10:32 GMT, 3 March 2024", "Last updated on March 3, 2024 at 5 pm"] {
            let stamp = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((stamp.published, stamp.updated), (None, day), "{line}");
        }
        for line in [
            "Updated 10:32 GMT",
            "Updated at 21.25 GMT",
            "4 JUN, 11:26",
            "2 hours ago",
            "3h ago",
            "Published 3 hours ago",
        ] {
            assert_eq!(read(line).map(|stamp| stamp.published), Some(None), "{line}");
        }
    }

    #[test]
    fn other_lines_are_no_stamps() {
        for line in [
            "Updated lists of prisoners were exchanged on Wednesday, 3 March 2024.",
            "3 killed in blast",
            "March 3, 2024: the siege begins",
            "1922 treaty",
            "",
            "21.47",
            "Published by the ministry",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
