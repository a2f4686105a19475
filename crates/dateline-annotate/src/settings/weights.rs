//! Weights of named signs: `knowledge/setting_weights.tsv`, learnt from annotated articles by `training/settings.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<HashMap<&'static str, Weights>> =
    LazyLock::new(|| read(include_str!("../../../../knowledge/setting_weights.tsv")));

/// The weights of one question: a candidate's score is the sum of those of its signs.
#[derive(Debug, Default)]
pub(super) struct Weights(HashMap<&'static str, f32>);

impl Weights {
    /// Those of `time` or `place`; none where the file has no such section.
    pub(super) fn of(question: &str) -> &'static Self {
        static NONE: LazyLock<Weights> = LazyLock::new(Weights::default);
        WEIGHTS.get(question).unwrap_or(&NONE)
    }

    /// The sum of the weights of these signs; a sign that the file does not know weighs nothing.
    pub(super) fn sum(&self, signs: &[String]) -> f32 {
        signs.iter().filter_map(|sign| self.0.get(sign.as_str())).sum()
    }
}

/// Lines of question, sign and weight, parted by tabulators; `#` begins a remark.
fn read(text: &'static str) -> HashMap<&'static str, Weights> {
    let mut found: HashMap<&str, Weights> = HashMap::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        if let (Some(question), Some(sign), Some(weight)) = (fields.next(), fields.next(), fields.next())
            && let Ok(weight) = weight.parse()
        {
            found.entry(question).or_default().0.insert(sign, weight);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Weights, read};

    #[test]
    fn every_line_of_the_file_is_read() {
        let text = include_str!("../../../../knowledge/setting_weights.tsv");
        let lines = text.lines().filter(|l| !l.starts_with('#')).count();
        let read: usize = read(text).values().map(|w| w.0.len()).sum();
        assert_eq!(lines, read);
        assert!(!Weights::of("time").0.is_empty() && !Weights::of("place").0.is_empty());
    }

    #[test]
    fn unknown_signs_weigh_nothing() {
        assert_eq!(Weights::of("time").sum(&["no such sign".to_owned()]), 0.0);
    }
}
