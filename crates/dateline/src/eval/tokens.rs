//! Words as the scores compare them.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// The runs of ASCII letters and digits in the text, in lower case, after accents are taken off (NFKD). Other characters
/// part nothing: a curly apostrophe vanishes, a straight one parts.
pub fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().filter(char::is_ascii).map(|c| c.to_ascii_lowercase()).collect();
    let split = plain.split(|c: char| !c.is_ascii_alphanumeric());
    split.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The distinct words.
pub fn word_set(text: &str) -> BTreeSet<String> {
    words(text).into_iter().collect()
}

/// A bag of words with its size.
pub struct Bag {
    counts: BTreeMap<String, usize>,
    size: usize,
}

impl Bag {
    /// The bag of a text.
    pub fn new(text: &str) -> Self {
        let mut counts = BTreeMap::new();
        let words = words(text);
        let size = words.len();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
        Self { counts, size }
    }

    /// Twice the shared words by the words of both: the Dice coefficient; 0 for two empty bags.
    pub fn dice(&self, other: &Self) -> f64 {
        let shared: usize =
            self.counts.iter().map(|(w, n)| (*n).min(other.counts.get(w).copied().unwrap_or(0))).sum();
        2.0 * shared as f64 / (self.size + other.size).max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::{Bag, words};

    #[test]
    fn words_are_plain_and_lower() {
        assert_eq!(words("Željko Perić’s U.N. envoy, №5"), ["zeljko", "perics", "u", "n", "envoy", "no5"]);
        assert_eq!(words("…"), Vec::<String>::new());
    }

    #[test]
    fn dice_counts_repetitions() {
        assert!((Bag::new("a a b").dice(&Bag::new("a c")) - 0.4).abs() < 1e-12);
        assert!(Bag::new("").dice(&Bag::new("")).abs() < 1e-12);
    }
}
