//! How much each feature of a candidate speaks for its acting and for its being acted on: `knowledge/party_roles.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::candidates::Candidate;

/// Probabilities of the reader are kept from 0 and 1, where a logit has no end.
const EDGE: f32 = 0.01;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../knowledge/party_roles.tsv")));

/// How the sum of the features and the reader's word are weighed in one role.
#[derive(Clone, Copy, Debug, Default)]
struct Mix {
    sum: f32,
    reader: f32,
    constant: f32,
}

/// The learned weights.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    features: HashMap<&'static str, [f32; 2]>,
    mixes: [Mix; 2],
}

impl Weights {
    /// Those that the program carries.
    pub(crate) fn get() -> &'static Self {
        &WEIGHTS
    }

    /// Reads lines of `feature TAB acts TAB acted on`; `reader-actor` and `reader-recipient` have three figures.
    fn parse(table: &'static str) -> Self {
        let mut read = Self::default();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut columns = line.split('\t');
            let Some(name) = columns.next() else { continue };
            let figures: Vec<f32> = columns.filter_map(|c| c.parse().ok()).collect();
            match (name, figures.as_slice()) {
                ("reader-actor", &[sum, reader, constant]) => read.mixes[0] = Mix { sum, reader, constant },
                ("reader-recipient", &[sum, reader, constant]) => {
                    read.mixes[1] = Mix { sum, reader, constant };
                }
                (_, &[acts, acted_on]) => {
                    read.features.insert(name, [acts, acted_on]);
                }
                _ => {}
            }
        }
        read
    }

    /// Log-odds that the candidate acts and that it is acted on.
    pub(crate) fn log_odds(&self, candidate: &Candidate) -> [f32; 2] {
        let mut sums = [0.0, 0.0];
        for weights in candidate.features.iter().filter_map(|f| self.features.get(f.as_str())) {
            sums[0] += weights[0];
            sums[1] += weights[1];
        }
        let [acts, acted_on] = self.mixes;
        let mix = |mix: Mix, sum: f32, reader: f32| mix.sum * sum + mix.reader * logit(reader) + mix.constant;
        [mix(acts, sums[0], candidate.actor), mix(acted_on, sums[1], candidate.recipient)]
    }
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
        assert!(weights.mixes.iter().all(|m| m.sum > 0.0 && m.reader > 0.0), "{:?}", weights.mixes);
    }

    #[test]
    fn subjects_act_and_objects_are_acted_on() {
        let weights = Weights::get();
        let of = |name: &str| weights.features.get(name).copied().unwrap_or_default();
        let (subject, object) = (of("path active >nsubj"), of("path active >obj"));
        assert!(subject[0] > object[0] && object[1] > subject[1], "{subject:?} {object:?}");
    }
}
