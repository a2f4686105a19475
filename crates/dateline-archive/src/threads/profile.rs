//! What the reports of a thread have in common, in a few bytes.

use std::collections::BTreeSet;

use super::numbers::Numbers;
use crate::add::Act;
use crate::names::{fold, hash};

/// Words that are kept of all reports.
const WORDS: usize = 32;
/// Parties of a side that are kept.
const PARTIES: usize = 12;

/// Parties, codes and words as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Entities that act.
    pub actors: Numbers,
    /// Entities that are acted on.
    pub recipients: Numbers,
    /// Hashes of the codes of those who act.
    pub actor_codes: Numbers,
    /// Hashes of the codes of those who are acted on.
    pub recipient_codes: Numbers,
    /// Hashes of the stems of the sentences' words.
    pub words: Numbers,
    /// Hashes of figures with their kind.
    pub figures: Numbers,
}

impl Profile {
    /// The profile of one act.
    pub fn new(act: &Act<'_>, figures: &[String]) -> Self {
        let ids = |side: &[(i64, Option<&str>)]| {
            side.iter().filter_map(|(id, _)| u32::try_from(*id).ok()).collect()
        };
        let codes = |side: &[(i64, Option<&str>)]| {
            side.iter().filter_map(|(_, code)| Some(short(code.as_ref()?))).collect()
        };
        let stems = act.sentences.iter().flat_map(|sentence| stems(sentence));
        Self {
            actors: ids(&act.actors),
            recipients: ids(&act.recipients),
            actor_codes: codes(&act.actors),
            recipient_codes: codes(&act.recipients),
            words: stems.map(|stem| short(&stem)).collect(),
            figures: figures.iter().map(|f| short(f)).collect(),
        }
    }

    /// Takes in another report. Words of the first reports stay, since later ones tell of what came after.
    pub fn absorb(&mut self, other: &Self) {
        self.actors.absorb(&other.actors, PARTIES);
        self.recipients.absorb(&other.recipients, PARTIES);
        self.actor_codes.absorb(&other.actor_codes, PARTIES);
        self.recipient_codes.absorb(&other.recipient_codes, PARTIES);
        self.words.absorb(&other.words, WORDS);
        self.figures.absorb(&other.figures, PARTIES);
    }

    fn sets(&self) -> [&Numbers; 6] {
        [&self.actors, &self.recipients, &self.actor_codes, &self.recipient_codes, &self.words, &self.figures]
    }

    /// Each set as a byte with its length and four bytes a number.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for set in self.sets() {
            let kept: Vec<u32> = set.iter().take(usize::from(u8::MAX)).collect();
            bytes.push(u8::try_from(kept.len()).unwrap_or(u8::MAX));
            bytes.extend(kept.iter().flat_map(|n| n.to_le_bytes()));
        }
        bytes
    }

    /// The profile of such bytes; what is missing is empty.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut rest = bytes;
        let mut next = || {
            let Some((length, after)) = rest.split_first() else { return Numbers::default() };
            let (own, left) = after.split_at((usize::from(*length) * 4).min(after.len()));
            rest = left;
            own.chunks_exact(4).filter_map(|c| Some(u32::from_le_bytes(c.try_into().ok()?))).collect()
        };
        Self {
            actors: next(),
            recipients: next(),
            actor_codes: next(),
            recipient_codes: next(),
            words: next(),
            figures: next(),
        }
    }
}
fn short(text: &str) -> u32 {
    hash(&[text]) as u32
}

/// The words of a sentence that say something, cut to six letters: a rough stem that needs no table.
pub fn stems(sentence: &str) -> BTreeSet<String> {
    const STEM: usize = 6;
    fold(sentence)
        .split(' ')
        .filter(|word| word.len() > 2 && !STOP.contains(word))
        .map(|word| word.chars().take(STEM).collect())
        .collect()
}

/// Words that stand in any sentence of the news.
const STOP: [&str; 88] = [
    "the",
    "and",
    "for",
    "that",
    "with",
    "was",
    "were",
    "has",
    "have",
    "had",
    "been",
    "being",
    "are",
    "but",
    "not",
    "from",
    "his",
    "her",
    "its",
    "their",
    "they",
    "them",
    "this",
    "these",
    "those",
    "who",
    "whom",
    "which",
    "what",
    "when",
    "where",
    "while",
    "will",
    "would",
    "could",
    "should",
    "may",
    "might",
    "can",
    "into",
    "onto",
    "over",
    "under",
    "after",
    "before",
    "during",
    "about",
    "against",
    "between",
    "than",
    "then",
    "also",
    "said",
    "says",
    "say",
    "told",
    "according",
    "there",
    "here",
    "all",
    "any",
    "some",
    "more",
    "most",
    "other",
    "such",
    "only",
    "our",
    "your",
    "you",
    "she",
    "him",
    "one",
    "two",
    "new",
    "year",
    "years",
    "day",
    "days",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "reported",
    "including",
];

#[cfg(test)]
mod tests {
    use super::{Profile, stems};

    #[test]
    fn profiles_survive_the_store() {
        let profile = Profile {
            actors: [1, 2].into(),
            words: [7, 8, 9].into(),
            figures: [u32::MAX].into(),
            ..Profile::default()
        };
        assert_eq!(Profile::from_bytes(&profile.to_bytes()), profile);
        assert_eq!(Profile::from_bytes(&[]), Profile::default());
        assert_eq!(Profile::from_bytes(&[200, 1, 2, 3]), Profile::default());
    }

    #[test]
    fn stems_are_rough() {
        let stems: Vec<String> =
            stems("The envoys were negotiating, the negotiators said.").into_iter().collect();
        assert_eq!(stems, ["envoys", "negoti"]);
    }
}
