//! Weights of named signs: `knowledge/setting_weights.tsv`, learnt from annotated articles by `training/settings.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

use dateline_text::Weights;

const TABLE: &str = include_str!("../../../../knowledge/setting_weights.tsv");

/// The weights of each question.
static WEIGHTS: LazyLock<HashMap<&'static str, Weights>> = LazyLock::new(|| Weights::read(TABLE));

/// The weights of `time` or `place`; none where the file has no such section.
pub(super) fn weights_of(question: &str) -> &'static Weights {
    static NONE: LazyLock<Weights> = LazyLock::new(Weights::default);
    WEIGHTS.get(question).unwrap_or(&NONE)
}

#[cfg(test)]
mod tests {
    use super::{TABLE, WEIGHTS, weights_of};

    #[test]
    fn every_line_of_the_file_is_read() {
        let lines = TABLE.lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(lines, WEIGHTS.values().map(|w| w.len()).sum::<usize>());
        assert!(!weights_of("time").is_empty() && !weights_of("place").is_empty());
    }

    #[test]
    fn unknown_signs_weigh_nothing() {
        assert_eq!(weights_of("time").sum(&["no such sign".to_owned()]), 0.0);
    }
}
