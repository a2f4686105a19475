//! How much each feature of a candidate speaks for its acting and for its being acted on: `knowledge/party_roles.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::candidates::Candidate;

/// Probabilities of the reader are kept from 0 and 1, where a logit has no end.
const EDGE: f32 = 0.01;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../knowledge/party_roles.tsv")));

/// What stands for a rival where an entity has none.
const NOBODY: f32 = -4.0;

/// What speaks for an entity's acting and being acted on: the sums of its features in either role, then the logits of the reader's
/// probabilities, each the best of its words.
pub(crate) type Evidence = [f32; 4];

/// The learned weights.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    features: HashMap<&'static str, [f32; 2]>,
    /// For each role the weights of an entity's own evidence, of its strongest rivals', and a constant.
    standings: [[f32; 9]; 2],
}

impl Weights {
    /// Those that the program carries.
    pub(crate) fn get() -> &'static Self {
        &WEIGHTS
    }

    /// Reads lines of `feature TAB acts TAB acted on`; `standing-actor` and `standing-recipient` have nine figures.
    fn parse(table: &'static str) -> Self {
        let mut read = Self::default();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut columns = line.split('\t');
            let Some(name) = columns.next() else { continue };
            let figures: Vec<f32> = columns.filter_map(|c| c.parse().ok()).collect();
            match (name, figures.as_slice()) {
                ("standing-actor", figures) => read.standings[0] = figures.try_into().unwrap_or_default(),
                ("standing-recipient", figures) => read.standings[1] = figures.try_into().unwrap_or_default(),
                (_, &[acts, acted_on]) => {
                    read.features.insert(name, [acts, acted_on]);
                }
                _ => {}
            }
        }
        read
    }

    /// What speaks for a word's entity.
    pub(crate) fn evidence(&self, candidate: &Candidate) -> Evidence {
        let mut sums = [0.0, 0.0];
        for weights in candidate.features.iter().filter_map(|f| self.features.get(f.as_str())) {
            sums[0] += weights[0];
            sums[1] += weights[1];
        }
        [sums[0], sums[1], logit(candidate.actor), logit(candidate.recipient)]
    }

    /// Log-odds that an entity acts and that it is acted on, by its own evidence and its rivals'.
    pub(crate) fn log_odds<'e>(
        &self,
        own: &Evidence,
        rivals: impl Iterator<Item = &'e Evidence>,
    ) -> [f32; 2] {
        let strongest = rivals.fold([NOBODY; 4], |most, rival| best_of(&most, rival));
        self.standings.map(|[a, b, c, d, e, f, g, h, constant]| {
            let weighed = own.iter().chain(&strongest).zip([a, b, c, d, e, f, g, h]);
            weighed.map(|(value, weight)| value * weight).sum::<f32>() + constant
        })
    }
}

/// The better of two, figure by figure.
pub(crate) fn best_of(one: &Evidence, other: &Evidence) -> Evidence {
    let mut best = *one;
    for (value, other) in best.iter_mut().zip(other) {
        *value = value.max(*other);
    }
    best
}

fn logit(probability: f32) -> f32 {
    let p = probability.clamp(EDGE, 1.0 - EDGE);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::Weights;

    #[test]
    fn every_line_of_the_file_is_read() {
        let table = include_str!("../../../knowledge/party_roles.tsv");
        let lines = table.lines().filter(|l| !l.starts_with('#')).count();
        let weights = Weights::parse(table);
        assert_eq!(weights.features.len() + 2, lines);
        // Each role grows with its own two signs.
        let [acts, acted_on] = weights.standings;
        assert!(
            acts[0] > 0.0 && acts[2] > 0.0 && acted_on[1] > 0.0 && acted_on[3] > 0.0,
            "{acts:?} {acted_on:?}"
        );
    }

    #[test]
    fn subjects_act_and_objects_are_acted_on() {
        let weights = Weights::get();
        let of = |name: &str| weights.features.get(name).copied().unwrap_or_default();
        let (subject, object) = (of("path active >nsubj"), of("path active >obj"));
        assert!(subject[0] > object[0] && object[1] > subject[1], "{subject:?} {object:?}");
    }
}
