//! Days: how the archive counts them, which an act covers, and how long the terms run that it sets.

use dateline_record::{Event, Record, TimeKind, date_range};
use jiff::civil::Date;

/// Orders what has no day behind all that has one.
pub(crate) const NO_DAY: i64 = -1_000_000;
/// Days since 1970-01-01.
pub(crate) fn day_number(date: Date) -> i64 {
    jiff::civil::date(1970, 1, 1).until(date).map_or(0, |span| i64::from(span.get_days()))
}

/// The day with this number as `2025-04-17`; `None` outside the calendar.
pub(crate) fn day_text(day: i64) -> Option<String> {
    let days = jiff::Span::new().try_days(day).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok().map(|d| d.to_string())
}

/// The day of publication of `2025-04-17` or an instant.
pub(crate) fn published_day(published: Option<&str>) -> Option<i64> {
    date_range(published?.get(..10)?).0.map(day_number)
}

/// First and last day of an event, where its time names days; an open end is the other one.
pub(crate) fn event_days(record: &Record, event: &Event) -> Option<(i64, i64)> {
    let value = record.time(event.time.as_deref()?)?.value.as_deref()?;
    let (from, to) = date_range(value);
    Some((day_number(from.or(to)?), day_number(to.or(from)?)))
}

/// Days of the term that an act sets: of a truce, a withdrawal, a deal, an ultimatum, a measure.
pub(crate) fn term(record: &Record, event: &Event) -> Option<i64> {
    const SET_TERMS: [&str; 6] = ["AGREE", "CONCEDE", "RETREAT", "THREATEN", "SANCTION", "COERCE"];
    if !SET_TERMS.contains(&event.event_type.as_str()) {
        return None;
    }
    let time = event.time.as_deref().and_then(|id| record.time(id));
    let own = time.filter(|t| t.kind == TimeKind::Duration).and_then(|t| duration_days(t.value.as_deref()?));
    own.or_else(|| {
        let [start, end] = event.evidence;
        let inside = record
            .times
            .iter()
            .filter(|t| t.kind == TimeKind::Duration && t.span[0] >= start && t.span[1] <= end);
        // "a 30-day truce": the duration stands within a few words of the trigger.
        let near = inside.filter(|t| {
            t.span[1].abs_diff(event.trigger[0]).min(t.span[0].abs_diff(event.trigger[1])) <= NEAR
                || (t.span[0] >= event.trigger[0] && t.span[1] <= event.trigger[1])
        });
        near.filter_map(|t| duration_days(t.value.as_deref()?)).next()
    })
}

/// Code points between a duration and the trigger that it belongs to.
const NEAR: usize = 24;

/// Whole days of an ISO 8601 duration such as `P30D`, `P2W`, `PT72H`; a month counts 30, a year 365.
fn duration_days(value: &str) -> Option<i64> {
    let value = value.strip_prefix('P')?;
    let (value, hours) = match value.strip_prefix('T') {
        Some(rest) => (rest, true),
        None => (value, false),
    };
    let unit = value.chars().last()?;
    let number: i64 = value.strip_suffix(unit)?.parse().ok()?;
    let days = match (unit, hours) {
        ('D', false) => number,
        ('W', false) => number.checked_mul(7)?,
        ('M', false) => number.checked_mul(30)?,
        ('Y', false) => number.checked_mul(365)?,
        ('H', true) => number.checked_add(23)? / 24,
        _ => return None,
    };
    (1..=36_500).contains(&days).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::{day_number, day_text, duration_days, published_day};

    #[test]
    fn days_are_counted_and_told() {
        assert_eq!(day_number(jiff::civil::date(1970, 1, 2)), 1);
        assert_eq!(
            published_day(Some("2025-04-17T23:30:00Z")).and_then(day_text).as_deref(),
            Some("2025-04-17")
        );
        assert_eq!(published_day(Some("soon")), None);
        assert_eq!(published_day(None), None);
    }

    #[test]
    fn durations_become_days() {
        assert_eq!(duration_days("P30D"), Some(30));
        assert_eq!(duration_days("P2W"), Some(14));
        assert_eq!(duration_days("PT72H"), Some(3));
        assert_eq!(duration_days("PT1H"), Some(1));
        for other in ["", "P", "PXD", "P1Y2M", "P-3D", "P9999999999999999999D", "30D", "PT5M", "Pé"] {
            assert_eq!(duration_days(other), None, "{other}");
        }
    }
}
