//! When an event, a place, a date or a statement counts as the same.

use std::collections::BTreeSet;

use super::scored::{ScoredEvent, ScoredParty, ScoredPlace, ScoredStatement};
use super::tokens::{Bag, word_set};

/// Types in which the order of the sides does not count.
const RECIPROCAL: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];
/// Stands for an unknown side.
const NOBODY: &str = "---";

/// Actor and recipient by code.
pub type Pair = (String, String);

/// The pairs of sides of an act: all actors with all recipients, or with each other where a reciprocal act has no recipients.
pub fn pairs(event: &ScoredEvent) -> BTreeSet<Pair> {
    let codes = |parties: &[ScoredParty]| {
        let mut codes: Vec<String> = parties.iter().map(code).collect();
        codes.sort();
        codes
    };
    let nobody = || NOBODY.to_owned();
    let mut actors = codes(&event.actors);
    if actors.is_empty() {
        actors.push(nobody());
    }
    let recipients = codes(&event.recipients);
    let reciprocal = RECIPROCAL.contains(&event.event_type.as_str());
    if !recipients.is_empty() {
        let pair = |a: &String, r: &String| {
            if reciprocal && r < a { (r.clone(), a.clone()) } else { (a.clone(), r.clone()) }
        };
        return actors.iter().flat_map(|a| recipients.iter().map(move |r| pair(a, r))).collect();
    }
    if reciprocal && actors.len() > 1 {
        let combine = |(i, a): (usize, &String)| {
            actors[i + 1..].iter().map(|b| (a.clone(), b.clone())).collect::<Vec<_>>()
        };
        return actors.iter().enumerate().flat_map(combine).collect();
    }
    actors.into_iter().map(|a| (a, nobody())).collect()
}

fn code(party: &ScoredParty) -> String {
    party.code.clone().filter(|c| !c.is_empty()).unwrap_or_else(|| NOBODY.to_owned())
}

/// How alike two events of one type and sentence are, to match the likeliest first.
pub fn similarity(gold: &ScoredEvent, read: &ScoredEvent) -> f64 {
    let (gold_pairs, read_pairs) = (pairs(gold), pairs(read));
    let (gold_words, read_words) = (word_set(&gold.trigger), word_set(&read.trigger));
    let sides = 2.0 * gold_pairs.intersection(&read_pairs).count() as f64
        / (gold_pairs.len() + read_pairs.len()) as f64;
    let union = gold_words.union(&read_words).count().max(1);
    let words = gold_words.intersection(&read_words).count() as f64 / union as f64;
    let flag = |equal: bool| f64::from(u8::from(equal));
    sides + words + 0.25 * flag(gold.mode == read.mode) + 0.1 * flag(gold.status == read.status)
}

/// Whether two EDTF values name the same day, qualifiers and clock time aside.
pub fn same_date(gold: &str, read: &str) -> bool {
    let day = |value: &str| {
        let plain: String = value.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
        plain.split('T').next().unwrap_or_default().to_owned()
    };
    day(gold) == day(read)
}

/// Whether two places share a word, or their country where the gold gives no name.
pub fn same_place(gold: &ScoredPlace, read: Option<&ScoredPlace>) -> bool {
    let Some(read) = read else { return false };
    let (gold_words, read_words) = (word_set(&gold.name), word_set(&read.name));
    !gold_words.is_disjoint(&read_words) || (gold_words.is_empty() && gold.country == read.country)
}

/// Whether two statements are one: the same speaker and half of the words.
pub fn same_statement(gold: &ScoredStatement, read: &ScoredStatement) -> bool {
    let (a, b) = (word_set(&gold.speaker.name), word_set(&read.speaker.name));
    let speaker = !a.is_disjoint(&b) || (a.is_empty() && b.is_empty());
    speaker && Bag::new(&gold.content).dice(&Bag::new(&read.content)) >= 0.5
}
