//! What a time expression says, before it is known when the text was written.

use super::edtf::Value;
use super::vocabulary::Unit;

/// Which of several weekdays, months or seasons is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Near {
    /// Not said: the tense decides.
    #[default]
    Open,
    /// "last Friday", "this past Friday".
    Last,
    /// "this Friday".
    This,
    /// "next Friday", "this coming Friday".
    Next,
}

/// The year of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Year {
    /// Not said.
    #[default]
    Open,
    /// In figures.
    Of(i16),
    /// Years from publication: "last year".
    Shift(i16),
    /// The year that the text spoke of last: "that year".
    Same(i16),
    /// The next return after what the text spoke of last: "the following spring".
    After,
}

/// A date as written: any of its parts may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) weekday: Option<i8>,
    pub(super) day: Option<u8>,
    pub(super) month: Option<u8>,
    pub(super) year: Year,
    pub(super) near: Near,
    /// Where the words themselves stand for one day ("the October 7 attacks").
    pub(super) known: Option<jiff::civil::Date>,
}

/// What an amount of time is counted from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// "ago", "from now".
    Publication,
    /// "later", "earlier": the day that the text spoke of last.
    Text,
    /// "two days after the attack": from an act that carries no date of its own.
    Act,
    /// "two days after 3 March".
    Date(Box<Expression>),
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Count {
    Exactly(f64),
    /// "about two", "nearly two", "a few" (as three).
    About(f64),
    /// "several", or none said.
    Unknown,
}

/// A time expression, read but not resolved.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// "Friday, 17 April 2025" and every part of it.
    Date(Written),
    /// Days from publication: "today" is 0.
    Days(i32),
    /// "overnight".
    Overnight,
    /// Units from publication: "last week" is a week and -1.
    Shift(Unit, i32),
    /// Units from the time that the text spoke of last: "the previous day".
    Same(Unit, i32),
    /// "two days ago" (-2), "three weeks later" (3).
    Away { count: Count, unit: Unit, after: bool, base: Base },
    /// "in two weeks": from publication where it is to come, else a duration.
    Ahead { count: Count, unit: Unit },
    /// "the past two weeks", "the next three days"; told of a story's own time ("the previous two weeks") where the words say so.
    Window { count: Count, unit: Unit, past: bool, told: bool },
    /// "(earlier in) the year": the story's own in the past tense, else that of publication.
    Definite(Unit),
    /// "the week of 3 March".
    Around(Unit, Box<Expression>),
    /// A weekday of the week of publication or one so many weeks away: "Tuesday of last week".
    DayOfWeek(i8, i32),
    /// "the 15th", "Friday the 13th", "the 15th of last month" (-1).
    DayOfMonth { day: u8, weekday: Option<i8>, months: Option<i32> },
    /// A season by its EDTF number.
    Season { season: u8, year: Year, near: Near },
    /// A quarter, 1 to 4.
    Quarter(u8, Year),
    /// A feast by its index.
    Feast { feast: usize, year: Year, near: Near },
    /// A value that the words give in full: a decade, an ISO date, a range of years.
    Fixed(Value),
    /// A war, an age or a millennium, which says nothing of the year of the dates around it.
    Period(Value),
    /// "from … to …".
    Range(Box<Expression>, Box<Expression>),
    /// "since …".
    Since(Box<Expression>),
    /// "until …".
    Until(Box<Expression>),
    /// "early …", "about …", "the end of …".
    About(Box<Expression>),
    /// "the start of the year": its first day.
    Start(Box<Expression>),
    /// "6 p.m.": hour and minute.
    Clock(u8, u8),
    /// ISO 8601.
    Duration(String),
    /// ISO 8601 duration of the period that it recurs in.
    Set(String),
    /// Recognised, but the words leave it open: "in recent days", "03/05/2024".
    Open,
}

impl Expression {
    /// The expression under "early", "about" and the like.
    pub(super) fn inner(&self) -> &Self {
        match self {
            Self::About(inner) | Self::Start(inner) => inner.inner(),
            other => other,
        }
    }

    /// Whether it is a month or a day of one without a year, such as "21 November".
    pub(super) fn is_open_date(&self) -> bool {
        match self {
            Self::Date(written) => {
                written.year == Year::Open && written.month.is_some() && written.near == Near::Open
            }
            Self::About(inner) | Self::Since(inner) | Self::Until(inner) | Self::Start(inner) => {
                inner.is_open_date()
            }
            _ => false,
        }
    }

    /// Whether a year in figures is part of it.
    pub(super) fn has_year(&self) -> bool {
        match self {
            Self::Date(written) => written.year != Year::Open,
            Self::Season { year, .. } | Self::Quarter(_, year) | Self::Feast { year, .. } => {
                *year != Year::Open
            }
            Self::About(inner) | Self::Since(inner) | Self::Until(inner) | Self::Start(inner) => {
                inner.has_year()
            }
            Self::Fixed(_) => true,
            _ => false,
        }
    }
}
