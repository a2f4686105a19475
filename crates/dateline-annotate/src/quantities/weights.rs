//! Weights of signs: `knowledge/quantity_weights.tsv`, learnt from annotated articles by `training/quantities.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

use dateline_text::QuantityKind;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../knowledge/quantity_weights.tsv")));

/// For each kind the weights of its signs.
#[derive(Debug, Default)]
pub(super) struct Weights {
    signs: HashMap<&'static str, HashMap<&'static str, f32>>,
    /// For each kind the probability from which on a figure is given to an act.
    least: HashMap<&'static str, f32>,
}

impl Weights {
    pub(super) fn get() -> &'static Self {
        &WEIGHTS
    }

    /// Lines of kind, sign and weight, parted by tabulators; the sign `least` has the kind's least probability; `#` begins a remark.
    fn read(text: &'static str) -> Self {
        let mut read = Self::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            if let (Some(kind), Some(sign), Some(weight)) = (fields.next(), fields.next(), fields.next())
                && let Ok(weight) = weight.parse()
            {
                if sign == "least" {
                    read.least.insert(kind, weight);
                } else {
                    read.signs.entry(kind).or_default().insert(sign, weight);
                }
            }
        }
        read
    }

    /// The sum of the weights of these signs for a kind; a sign that the file does not know weighs nothing.
    pub(super) fn sum(&self, kind: QuantityKind, signs: &[String]) -> f32 {
        let of_kind = self.signs.get(kind.name());
        of_kind.map_or(0.0, |table| signs.iter().filter_map(|sign| table.get(sign.as_str())).sum())
    }

    /// The probability from which on a figure is given to an act as this kind.
    pub(super) fn least(&self, kind: QuantityKind) -> f32 {
        self.least.get(kind.name()).copied().unwrap_or(0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::Weights;

    #[test]
    fn every_line_of_the_file_is_read() {
        let text = include_str!("../../../../knowledge/quantity_weights.tsv");
        let lines = text.lines().filter(|l| !l.starts_with('#')).count();
        let read = Weights::read(text);
        assert_eq!(lines, read.signs.values().map(|table| table.len()).sum::<usize>() + read.least.len());
        assert!(read.signs.len() > 5);
    }
}
