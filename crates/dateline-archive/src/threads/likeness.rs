//! How likely two reports speak of one act.

use super::numbers::Numbers;
use super::profile::Profile;

/// What is compared beside the profiles.
#[derive(Clone, Debug)]
pub struct Features {
    /// PLOVER type.
    pub event_type: String,
    /// Mode.
    pub mode: Option<String>,
    /// Quad class.
    pub quad: String,
    /// Place and its country.
    pub place: Option<i64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Days of the act.
    pub days: Option<(i64, i64)>,
    /// Days of publication of the reports.
    pub seen: Option<(i64, i64)>,
    /// Parties, words, figures.
    pub profile: Profile,
}

/// A report joins a thread whose likeness is at least this. Chosen on Current Events story topics of January and February 2025;
/// see BENCHMARKS.md.
pub const THRESHOLD: f64 = 3.4;

/// The likeness of a report and a thread; `None` where they cannot be one act.
pub fn likeness(report: &Features, thread: &Features) -> Option<f64> {
    if report.quad != thread.quad {
        return None;
    }
    let mut score = if report.event_type == thread.event_type { 0.8 } else { 0.0 };
    score += match (&report.mode, &thread.mode) {
        (Some(a), Some(b)) if a == b => 0.3,
        (Some(_), Some(_)) => -0.3,
        _ => 0.0,
    };
    score += parties(report, thread)?;
    score += place(report, thread)?;
    score += time(report, thread)?;
    score += 3.0 * dice(&report.profile.words, &thread.profile.words);
    let (ours, theirs) = (&report.profile.figures, &thread.profile.figures);
    if !ours.is_empty() && !theirs.is_empty() {
        score += if ours.common(theirs) > 0 { 0.4 } else { -0.6 };
    }
    Some(score)
}

fn parties(report: &Features, thread: &Features) -> Option<f64> {
    let (a, b) = (&report.profile, &thread.profile);
    // Who meets whom, and who fights whom, is told either way round.
    let symmetric = matches!(report.event_type.as_str(), "CONSULT" | "AGREE" | "COOPERATE");
    if symmetric {
        let entities = (a.actors.union(&a.recipients), b.actors.union(&b.recipients));
        let codes = (a.actor_codes.union(&a.recipient_codes), b.actor_codes.union(&b.recipient_codes));
        // One host receives many guests: another guest is another meeting.
        let common = codes.0.common(&codes.1);
        let others = codes.0.len() > common && codes.1.len() > common;
        let penalty = if others { 0.8 } else { 0.0 };
        return side(&entities.0, &entities.1, &codes.0, &codes.1).map(|s| 1.5 * s - penalty);
    }
    let actors = side(&a.actors, &b.actors, &a.actor_codes, &b.actor_codes)?;
    let recipients = side(&a.recipients, &b.recipients, &a.recipient_codes, &b.recipient_codes)?;
    Some(actors + 0.8 * recipients)
}

/// How well one side agrees, 0 to 1; `None` where it is known on both and is not the same.
fn side(a: &Numbers, b: &Numbers, a_codes: &Numbers, b_codes: &Numbers) -> Option<f64> {
    if a.is_empty() || b.is_empty() {
        return Some(0.1);
    }
    let names = overlap(a, b);
    let codes = overlap(a_codes, b_codes);
    if names == 0.0 && codes == 0.0 {
        // "Gunmen" and a named group may be the same where neither has a code.
        return if a_codes.is_empty() || b_codes.is_empty() { Some(-0.2) } else { None };
    }
    Some(names.max(0.6 * codes))
}

fn place(report: &Features, thread: &Features) -> Option<f64> {
    match (report.place, thread.place) {
        (Some(a), Some(b)) if a == b => Some(0.8),
        (Some(_), Some(_)) => {
            let same_country = report.country.is_some() && report.country == thread.country;
            if same_country { Some(-0.8) } else { Some(-1.2) }
        }
        _ => Some(0.0),
    }
}

fn time(report: &Features, thread: &Features) -> Option<f64> {
    /// Days that two reports of one act may lie apart where nobody gives its day.
    const UNDATED: i64 = 4;
    match (report.days, thread.days) {
        (Some(a), Some(b)) => match gap(a, b) {
            0 if a.1 - a.0 <= 1 && b.1 - b.0 <= 1 => Some(0.6),
            0 => Some(0.2),
            1 => Some(-0.1),
            2 => Some(-0.8),
            _ => None,
        },
        (Some(day), None) | (None, Some(day)) => {
            let seen = if report.days.is_some() { thread.seen } else { report.seen };
            // An act that one report dates is told by others on the days that follow.
            match seen {
                Some(seen) if gap(day, seen) <= UNDATED => Some(0.1),
                Some(_) => None,
                None => Some(-0.3),
            }
        }
        (None, None) => match (report.seen, thread.seen) {
            (Some(a), Some(b)) if gap(a, b) <= 1 => Some(0.3),
            (Some(a), Some(b)) if gap(a, b) <= UNDATED => Some(0.0),
            (Some(_), Some(_)) => None,
            _ => Some(-0.3),
        },
    }
}

/// Days between two ranges; 0 where they touch.
fn gap(a: (i64, i64), b: (i64, i64)) -> i64 {
    (a.0 - b.1).max(b.0 - a.1).max(0)
}

/// The share of the smaller set that lies in the larger.
fn overlap(a: &Numbers, b: &Numbers) -> f64 {
    let least = a.len().min(b.len());
    if least == 0 {
        return 0.0;
    }
    a.common(b) as f64 / least as f64
}

/// Dice's coefficient.
fn dice(a: &Numbers, b: &Numbers) -> f64 {
    let sum = a.len() + b.len();
    if sum == 0 { 0.0 } else { 2.0 * a.common(b) as f64 / sum as f64 }
}

#[cfg(test)]
mod tests {
    use super::{Features, THRESHOLD, likeness};
    use crate::threads::profile::Profile;

    fn features(actor: u32, recipient: u32, day: i64) -> Features {
        Features {
            event_type: "ASSAULT".to_owned(),
            mode: Some("aerial".to_owned()),
            quad: "material-conflict".to_owned(),
            place: Some(1),
            country: Some("UKR".to_owned()),
            days: Some((day, day)),
            seen: Some((day, day)),
            profile: Profile {
                actors: [actor].into(),
                recipients: [recipient].into(),
                actor_codes: [actor + 100].into(),
                recipient_codes: [recipient + 100].into(),
                words: (0..10).collect(),
                ..Profile::default()
            },
        }
    }

    #[test]
    fn the_same_act_is_alike_and_another_is_not() {
        let strike = features(1, 2, 100);
        assert!(likeness(&strike, &features(1, 2, 100)).is_some_and(|s| s > THRESHOLD));
        assert_eq!(likeness(&strike, &features(3, 2, 100)), None);
        assert_eq!(likeness(&strike, &features(1, 2, 120)), None);
        let talks = Features { quad: "verbal-cooperation".to_owned(), ..features(1, 2, 100) };
        assert_eq!(likeness(&strike, &talks), None);
        let elsewhere = Features { place: Some(2), country: Some("RUS".to_owned()), ..features(1, 2, 100) };
        let elsewhere =
            Features { profile: Profile { words: (20..30).collect(), ..elsewhere.profile }, ..elsewhere };
        assert!(likeness(&strike, &elsewhere).is_none_or(|s| s < THRESHOLD));
    }
}
