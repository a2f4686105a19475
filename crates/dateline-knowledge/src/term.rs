//! Terms: the days between which a line of knowledge holds, read from EDTF dates of any precision.

use jiff::civil::Date;

/// When something begins and ends. Both ends count; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The first day, by the precision given: a year begins on 1 January.
    pub from: Option<Date>,
    /// The last day: a year ends on 31 December.
    pub to: Option<Date>,
    /// Whether the end is only the last day for which the source knows it (`2022~`), so that it may well go on.
    pub end_is_unsure: bool,
}

impl Term {
    /// Reads two EDTF dates; empty is open. `None` where either is no date.
    pub(crate) fn parse(from: &str, to: &str) -> Option<Self> {
        let open = |text: &str| text.is_empty() || text == "..";
        Some(Self {
            from: if open(from) { None } else { Some(bounds(from)?.0) },
            to: if open(to) { None } else { Some(bounds(to)?.1) },
            end_is_unsure: to.ends_with('~'),
        })
    }

    /// Whether the day lies within the term.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the term is known to have ended before the day.
    pub fn ended_before(&self, day: Date) -> bool {
        !self.end_is_unsure && self.to.is_some_and(|to| to < day)
    }

    /// How many days lie between the term and the day; 0 within it.
    pub(crate) fn distance(&self, day: Date) -> i64 {
        let days = |early: Date, late: Date| (late - early).get_days().into();
        match (self.from, self.to) {
            (Some(from), _) if day < from => days(day, from),
            (_, Some(to)) if day > to => days(to, day),
            _ => 0,
        }
    }

    /// Whether nothing bounds it.
    pub(crate) fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// The first and last day of an EDTF date of year, month or day precision.
fn bounds(date: &str) -> Option<(Date, Date)> {
    let mut parts = date.trim_end_matches(['~', '?', '%']).splitn(3, '-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        (None, None) => first.last_of_year(),
    };
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Term;

    #[test]
    fn precision_widens_both_ends() {
        let term = Term::parse("2019-05", "2021").unwrap();
        assert!(term.holds(date(2019, 5, 1)) && term.holds(date(2021, 12, 31)));
        assert!(!term.holds(date(2019, 4, 30)) && term.ended_before(date(2022, 1, 1)));
        assert!(!Term::parse("", "2022~").unwrap().ended_before(date(2025, 1, 1)));
        assert_eq!(Term::parse("May 2019", ""), None);
    }
}
