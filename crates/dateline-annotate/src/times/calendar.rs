//! The calendars that give feasts their dates: Easter, the Hebrew and the tabular Islamic calendar.
//!
//! Formulas after Dershowitz and Reingold, *Calendrical Calculations*; a fixed day number counts from 1 January of the
//! year 1 (Gregorian), which is day 1.

use jiff::civil::Date;

/// The Gregorian date of a fixed day number.
fn from_fixed(fixed: i64) -> Option<Date> {
    Date::new(1, 1, 1).ok()?.checked_add((fixed - 1).try_days().ok()?).ok()
}

trait TryDays {
    fn try_days(self) -> Result<jiff::Span, jiff::Error>;
}

impl TryDays for i64 {
    fn try_days(self) -> Result<jiff::Span, jiff::Error> {
        jiff::Span::new().try_days(self)
    }
}

/// Easter Sunday of the western churches.
pub(super) fn western_easter(year: i16) -> Option<Date> {
    let y = i64::from(year);
    let century = y / 100 + 1;
    let epact = (14 + 11 * (y % 19) - 3 * century / 4 + (5 + 8 * century) / 25).rem_euclid(30);
    let epact = epact + i64::from(epact == 0 || (epact == 1 && 10 < y % 19));
    let moon = Date::new(year, 4, 19).ok()?.checked_sub(epact.try_days().ok()?).ok()?;
    sunday_after(moon)
}

/// Easter Sunday of the orthodox churches, as a Gregorian date.
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i64::from(year);
    let epact = (14 + 11 * (y % 19)).rem_euclid(30);
    // 19 April of the Julian calendar, which runs behind by the centuries' leap days that it keeps.
    let behind = y / 100 - y / 400 - 2;
    let moon = Date::new(year, 4, 19).ok()?.checked_add((behind - epact).try_days().ok()?).ok()?;
    sunday_after(moon)
}

fn sunday_after(date: Date) -> Option<Date> {
    let weekday = i64::from(date.weekday().to_monday_one_offset());
    date.checked_add((if weekday == 7 { 7 } else { 7 - weekday }).try_days().ok()?).ok()
}

/// The N-th given weekday (ISO 8601) of a month; -1 is the last.
pub(super) fn nth_weekday(year: i16, month: i8, nth: i8, weekday: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// A day of the tabular Islamic calendar in the given Gregorian year; the later one where the year has it twice.
pub(super) fn islamic(year: i16, month: i64, day: i64) -> Option<Date> {
    let near = (i64::from(year) - 622) * 33 / 32;
    (near - 1..=near + 3)
        .filter_map(|islamic| {
            let before = (islamic - 1) * 354 + (3 + 11 * islamic).div_euclid(30);
            from_fixed(227_014 + before + 29 * (month - 1) + (6 * month - 1).div_euclid(11) + day)
        })
        .rfind(|date| date.year() == year)
}

/// How many days a month of the tabular Islamic calendar has (the twelfth is taken without its leap day).
pub(super) fn islamic_month_length(month: i64) -> i64 {
    if month % 2 == 1 { 30 } else { 29 }
}

/// A day of the Hebrew calendar (Nisan is month 1, Tishri 7) in the given Gregorian year.
pub(super) fn hebrew(year: i16, month: i64, day: i64) -> Option<Date> {
    let hebrew = i64::from(year) + if (7..10).contains(&month) { 3761 } else { 3760 };
    // In a leap year the feasts of Adar fall into its second one.
    let month = if month == 12 { last_month(hebrew) } else { month };
    let months: Vec<i64> =
        if month < 7 { (7..=last_month(hebrew)).chain(1..month).collect() } else { (7..month).collect() };
    let before: i64 = months.into_iter().map(|m| month_length(hebrew, m)).sum();
    from_fixed(new_year(hebrew) + before + day - 1)
}

fn is_leap(year: i64) -> bool {
    (7 * year + 1).rem_euclid(19) < 7
}

fn last_month(year: i64) -> i64 {
    if is_leap(year) { 13 } else { 12 }
}

fn elapsed_days(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

fn new_year(year: i64) -> i64 {
    let (before, this, next) = (elapsed_days(year - 1), elapsed_days(year), elapsed_days(year + 1));
    let delay = if next - this == 356 { 2 } else { i64::from(this - before == 382) };
    -1_373_427 + this + delay
}

fn month_length(year: i64, month: i64) -> i64 {
    let days = new_year(year + 1) - new_year(year);
    let short = match month {
        2 | 4 | 6 | 10 | 13 => true,
        12 => !is_leap(year),
        8 => !matches!(days, 355 | 385),
        9 => matches!(days, 353 | 383),
        _ => false,
    };
    if short { 29 } else { 30 }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{hebrew, islamic, nth_weekday, orthodox_easter, western_easter};

    #[test]
    fn both_easters() {
        assert_eq!(western_easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(orthodox_easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(western_easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(orthodox_easter(2024), Some(date(2024, 5, 5)));
        assert_eq!(western_easter(2019), Some(date(2019, 4, 21)));
        assert_eq!(orthodox_easter(2019), Some(date(2019, 4, 28)));
        assert_eq!(western_easter(1981), Some(date(1981, 4, 19)));
    }

    #[test]
    fn hebrew_feasts() {
        assert_eq!(hebrew(2023, 7, 10), Some(date(2023, 9, 25)));
        assert_eq!(hebrew(2024, 1, 15), Some(date(2024, 4, 23)));
        assert_eq!(hebrew(2024, 12, 14), Some(date(2024, 3, 24)));
        assert_eq!(hebrew(2025, 12, 14), Some(date(2025, 3, 14)));
        assert_eq!(hebrew(2024, 7, 1), Some(date(2024, 10, 3)));
        assert_eq!(hebrew(2024, 9, 25), Some(date(2024, 12, 26)));
    }

    #[test]
    fn islamic_feasts_come_within_a_day_of_the_sighted_moon() {
        for (month, day, seen) in [
            (10, 1, date(2025, 3, 30)),
            (12, 10, date(2025, 6, 6)),
            (1, 10, date(2024, 7, 16)),
            (9, 1, date(2019, 5, 6)),
        ] {
            let tabular = islamic(seen.year(), month, day).unwrap_or(date(1, 1, 1));
            let off = seen.since(tabular).map_or(99, |span| span.get_days());
            assert!(off.abs() <= 1, "{month}-{day}: {tabular}, seen {seen}");
        }
    }

    #[test]
    fn weekdays_of_a_month() {
        assert_eq!(nth_weekday(2024, 11, 4, 4), Some(date(2024, 11, 28)));
        assert_eq!(nth_weekday(2025, 5, -1, 1), Some(date(2025, 5, 26)));
    }
}
