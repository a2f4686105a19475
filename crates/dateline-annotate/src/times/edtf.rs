//! The subset of EDTF (ISO 8601-2) that time expressions resolve to.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;

/// How fine a point of the calendar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Century,
    Decade,
    Year,
    /// A season or quarter by its EDTF number: 21 to 24 spring to winter, 33 to 36 the quarters.
    Season(u8),
    Month,
    Day,
}

/// One point of the calendar: a century, decade, year, season, month or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    /// The year by ISO 8601 (0 is 1 BC); `None` where the text leaves it open ("every 3 May").
    pub(super) year: Option<i16>,
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) grain: Grain,
    /// "about", or a computation that can be off by one.
    pub(super) approximate: bool,
}

impl Point {
    pub(super) fn year(year: i16) -> Self {
        Self { year: Some(year), month: 1, day: 1, grain: Grain::Year, approximate: false }
    }

    pub(super) fn month(year: Option<i16>, month: u8) -> Self {
        Self { year, month, day: 1, grain: Grain::Month, approximate: false }
    }

    pub(super) fn day(date: Date) -> Self {
        let (month, day) = (positive(date.month()), positive(date.day()));
        Self { year: Some(date.year()), month, day, grain: Grain::Day, approximate: false }
    }

    pub(super) fn season(year: Option<i16>, season: u8) -> Self {
        Self { year, month: 1, day: 1, grain: Grain::Season(season), approximate: false }
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year: i16 = parts.next()?.parse().ok()?;
        let Some(month) = parts.next() else { return Some(Self::year(year)) };
        let month: i8 = month.parse().ok()?;
        let day = parts.next().map_or(Some(1), |day| day.parse().ok())?;
        let point = Self::day(Date::new(year, month, day).ok()?);
        let grain = if text.len() == 7 { Grain::Month } else { Grain::Day };
        Some(Self { grain, ..point })
    }

    pub(super) fn about(self, approximate: bool) -> Self {
        Self { approximate: self.approximate || approximate, ..self }
    }

    /// The first day that it covers.
    pub(super) fn first(self) -> Option<Date> {
        let year = self.year?;
        match self.grain {
            Grain::Century => Date::new(block(year, 100), 1, 1).ok(),
            Grain::Decade => Date::new(block(year, 10), 1, 1).ok(),
            Grain::Year => Date::new(year, 1, 1).ok(),
            Grain::Season(season) => Date::new(year, i8_of(season_months(season).0), 1).ok(),
            Grain::Month => Date::new(year, i8_of(self.month), 1).ok(),
            Grain::Day => Date::new(year, i8_of(self.month), i8_of(self.day)).ok(),
        }
    }

    /// The last day that it covers.
    pub(super) fn last(self) -> Option<Date> {
        let first = self.first()?;
        let months = match self.grain {
            Grain::Century => 1200,
            Grain::Decade => 120,
            Grain::Year => 12,
            Grain::Season(_) => 3,
            Grain::Month => 1,
            Grain::Day => return Some(first),
        };
        first.checked_add(months.months()).ok()?.yesterday().ok()
    }

    /// The same kind of point around another day: the month of a day, for a month.
    pub(super) fn around(self, date: Date) -> Self {
        let at = Self::day(date);
        match self.grain {
            Grain::Season(_) => self,
            grain => Self { grain, approximate: self.approximate, ..at },
        }
    }
}

/// The months of a northern season or a quarter; winter begins in the December of its year.
fn season_months(season: u8) -> (u8, u8) {
    match season {
        21 => (3, 5),
        22 => (6, 8),
        23 => (9, 11),
        24 => (12, 2),
        33 => (1, 3),
        34 => (4, 6),
        35 => (7, 9),
        _ => (10, 12),
    }
}

/// The first year of the hundred or ten that share their leading digits: -499 of -04XX, 1990 of 199X.
fn block(year: i16, size: i16) -> i16 {
    if year < 0 { year / size * size - (size - 1) } else { year / size * size }
}

fn i8_of(number: u8) -> i8 {
    i8::try_from(number).unwrap_or(1)
}

fn positive(number: i8) -> u8 {
    u8::try_from(number).unwrap_or(1)
}

/// A year in four digits, with a sign and at least four digits before the year 0.
fn write_year(f: &mut fmt::Formatter<'_>, year: Option<i16>) -> fmt::Result {
    match year {
        None => f.write_str("XXXX"),
        Some(year) if year < 0 => write!(f, "-{:04}", year.unsigned_abs()),
        Some(year) => write!(f, "{year:04}"),
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.grain, self.year) {
            (Grain::Century, Some(year)) => {
                write!(f, "{}{:02}XX", if year < 0 { "-" } else { "" }, year.unsigned_abs() / 100)?;
            }
            (Grain::Decade, Some(year)) => {
                write!(f, "{}{:03}X", if year < 0 { "-" } else { "" }, year.unsigned_abs() / 10)?;
            }
            (_, year) => write_year(f, year)?,
        }
        match self.grain {
            Grain::Season(season) => write!(f, "-{season}")?,
            Grain::Month => write!(f, "-{:02}", self.month)?,
            Grain::Day => write!(f, "-{:02}-{:02}", self.month, self.day)?,
            _ => {}
        }
        f.write_str(if self.approximate { "~" } else { "" })
    }
}

/// A value: a point, or an interval whose ends may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Point(Point),
    /// From and to; `None` is the open end (`..`).
    Interval(Option<Point>, Option<Point>),
}

impl Value {
    /// The interval between two days.
    pub(super) fn days(first: Date, last: Date) -> Self {
        Self::Interval(Some(Point::day(first)), Some(Point::day(last)))
    }

    /// The first day, where it is known.
    pub(super) fn first(self) -> Option<Date> {
        match self {
            Self::Point(point) => point.first(),
            Self::Interval(from, _) => from?.first(),
        }
    }

    /// The last day, where it is known.
    pub(super) fn last(self) -> Option<Date> {
        match self {
            Self::Point(point) => point.last(),
            Self::Interval(_, to) => to?.last(),
        }
    }

    /// The point itself, or the beginning of an interval.
    pub(super) fn start(self) -> Option<Point> {
        match self {
            Self::Point(point) => Some(point),
            Self::Interval(from, _) => from,
        }
    }

    /// The point itself, or the end of an interval.
    pub(super) fn end(self) -> Option<Point> {
        match self {
            Self::Point(point) => Some(point),
            Self::Interval(_, to) => to,
        }
    }

    pub(super) fn about(self, approximate: bool) -> Self {
        match self {
            Self::Point(point) => Self::Point(point.about(approximate)),
            Self::Interval(from, to) => {
                Self::Interval(from.map(|p| p.about(approximate)), to.map(|p| p.about(approximate)))
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |point: Option<Point>| point.map_or_else(|| "..".to_owned(), |p| p.to_string());
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Interval(from, to) => write!(f, "{}/{}", end(*from), end(*to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Grain, Point, Value};

    #[test]
    fn points_are_written_as_edtf() {
        let point = |grain| Point { grain, ..Point::day(date(1994, 3, 5)) };
        let all = [Grain::Century, Grain::Decade, Grain::Year, Grain::Season(22), Grain::Month, Grain::Day];
        let written: Vec<String> = all.into_iter().map(|g| point(g).to_string()).collect();
        assert_eq!(written, ["19XX", "199X", "1994", "1994-22", "1994-03", "1994-03-05"]);
        assert_eq!(Point::month(None, 5).about(true).to_string(), "XXXX-05~");
        assert_eq!(Point::year(-399).to_string(), "-0399");
        assert_eq!(Value::Interval(Some(Point::year(2014)), None).to_string(), "2014/..");
    }

    #[test]
    fn a_century_before_our_era_has_its_hundred_years() {
        let century = Point { grain: Grain::Century, ..Point::year(-499) };
        assert_eq!(century.to_string(), "-04XX");
        assert_eq!((century.first(), century.last()), (Some(date(-499, 1, 1)), Some(date(-400, 12, 31))));
    }

    #[test]
    fn a_point_knows_its_first_and_last_day() {
        let winter = Point::season(Some(2024), 24);
        assert_eq!((winter.first(), winter.last()), (Some(date(2024, 12, 1)), Some(date(2025, 2, 28))));
        assert_eq!(Point::month(Some(2024), 2).last(), Some(date(2024, 2, 29)));
        assert_eq!(Point::month(None, 2).first(), None);
    }
}
