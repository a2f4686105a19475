//! Candidates for the time or place of an act, and the choice among them.

use dateline_text::{Setting, Weights};

use super::act::Act;

/// Earlier acts that are looked at for what they could lend, nearest first.
const EARLIER: usize = 40;
/// Values that earlier acts can lend.
const LENT: usize = 3;

/// What could be the time or place of an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its index in the layer.
    pub index: usize,
    /// Whether it is that of an earlier act and not named in the sentence.
    pub carried: bool,
    /// The names of the signs that speak for or against it.
    pub signs: Vec<String>,
}

/// All that could be the time or place of an act.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidates {
    /// Signs for none of them.
    pub none: Vec<String>,
    /// In reading order, those of earlier acts last.
    pub list: Vec<Candidate>,
}

impl Candidates {
    /// The index of the candidate with the highest sum of weights, where it is above that of none.
    pub(super) fn choose(&self, weights: &Weights) -> Option<usize> {
        let none = weights.sum(&self.none);
        let scored = self.list.iter().map(|c| (weights.sum(&c.signs), c.index)).filter(|(s, _)| *s > none);
        scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, index)| index)
    }
}

/// Adds the values that earlier acts have and that the sentence does not name; `told` are the acts before this one and `earlier`
/// their settings, `value` is the index that a setting holds, `same` whether two indices mean the same.
pub(super) fn carry(
    act: &Act<'_>,
    told: &[Option<Act<'_>>],
    earlier: &[Setting],
    value: impl Fn(&Setting) -> Option<usize>,
    same: impl Fn(usize, usize) -> bool,
    candidates: &mut Candidates,
) {
    let own = candidates.list.len().min(2);
    let from = earlier.len().saturating_sub(EARLIER);
    let acts: Vec<(&Act<'_>, Option<usize>)> = told
        .iter()
        .zip(earlier)
        .skip(from)
        .filter_map(|(other, setting)| Some((other.as_ref()?, value(setting))))
        .filter(|(other, _)| other.sentence < act.sentence)
        .collect();
    let mut lent: Vec<usize> = Vec::new();
    for index in acts.iter().rev().filter_map(|(_, index)| *index) {
        if lent.len() < LENT && !lent.iter().any(|l| same(*l, index)) {
            lent.push(index);
        }
    }
    let form = act.form();
    for (rank, index) in lent.iter().enumerate() {
        if candidates.list.iter().any(|c| same(c.index, *index)) {
            continue;
        }
        let holders: Vec<&Act<'_>> =
            acts.iter().filter(|(_, i)| i.is_some_and(|i| same(i, *index))).map(|(a, _)| *a).collect();
        let one_type = u8::from(holders.iter().any(|h| h.label() == act.label()));
        let one_word = u8::from(holders.iter().any(|h| h.lemma() == act.lemma()));
        let last = holders.last().map_or(0, |h| act.sentence - h.sentence).min(4);
        let share = 4 * holders.len() / acts.len().max(1);
        let only = u8::from(lent.len() == 1);
        let lead = u8::from(holders.first().is_some_and(|h| h.sentence <= 2));
        let paragraph = u8::from(holders.last().is_some_and(|h| h.paragraph() == act.paragraph()));
        let label = act.label();
        let signs = [
            "carry".to_owned(),
            format!("carry|{form}"),
            format!("carry|{form}|{label}"),
            format!("carry|rank{rank}"),
            format!("carry|type{one_type}|word{one_word}|{form}"),
            format!("carry|type{one_type}|{label}"),
            format!("carry|{label}"),
            format!("carry|far{last}"),
            format!("carry|far{last}|type{one_type}"),
            format!("carry|own{own}"),
            format!("carry|only{only}"),
            format!("carry|share{share}"),
            format!("carry|only{only}|type{one_type}|share{share}"),
            format!("carry|lead{lead}"),
            format!("carry|paragraph{paragraph}"),
            format!("carry|{}", act.trigger.likeliest_status().0.name()),
        ];
        candidates.list.push(Candidate { index: *index, carried: true, signs: signs.into() });
    }
}

/// The signs that no candidate is right.
pub(super) fn none(act: &Act<'_>, candidates: usize) -> Vec<String> {
    let form = act.form();
    vec![
        "none".to_owned(),
        format!("none|{}", act.label()),
        format!("none|{form}"),
        format!("none|n{}", candidates.min(4)),
        format!("none|{}", act.trigger.likeliest_status().0.name()),
    ]
}
