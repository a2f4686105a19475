//! Weights of signs: `knowledge/quantity_weights.tsv`, learnt from annotated articles by `training/quantities.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

use dateline_text::{QuantityKind, Weights};

const TABLE: &str = include_str!("../../../../knowledge/quantity_weights.tsv");
/// What the table calls the probability from which on a figure is given to an act as a kind.
const LEAST: &str = "least";

/// The weights of each kind.
static WEIGHTS: LazyLock<HashMap<&'static str, Weights>> = LazyLock::new(|| Weights::read(TABLE));

/// The sum of the weights of these signs for a kind.
pub(super) fn sum(kind: QuantityKind, signs: &[String]) -> f32 {
    WEIGHTS.get(kind.name()).map_or(0.0, |weights| weights.sum(signs))
}

/// The probability from which on a figure is given to an act as this kind.
pub(super) fn least(kind: QuantityKind) -> f32 {
    WEIGHTS.get(kind.name()).and_then(|weights| weights.get(LEAST)).unwrap_or(0.5)
}

#[cfg(test)]
mod tests {
    use super::{TABLE, WEIGHTS};

    #[test]
    fn every_line_of_the_file_is_read() {
        let lines = TABLE.lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(lines, WEIGHTS.values().map(|weights| weights.len()).sum::<usize>());
        assert!(WEIGHTS.len() > 5);
    }
}
