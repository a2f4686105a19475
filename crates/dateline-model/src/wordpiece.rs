//! Uncased, accent-stripping WordPiece over single words, and the shapes of words: `training/MODEL.md`, "Input".

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;

use crate::characters::{is_digit, is_dropped, is_letter, is_punctuation, is_space};

/// A word with more characters is unknown.
const LONGEST_WORD: usize = 100;

/// FNV-1a: short keys, no hostile keys (the vocabulary is fixed), and the same in every run.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Pieces = HashMap<Box<str>, u32, BuildHasherDefault<Fnv>>;

/// The subwords with their ids.
pub(crate) struct Vocabulary {
    /// Subwords that begin a word.
    initial: Pieces,
    /// Subwords that go on with a word, without their `##`.
    inner: Pieces,
    /// The id of `[UNK]`.
    pub(crate) unknown: u32,
    /// The id of `[CLS]`.
    pub(crate) start: u32,
    /// The id of `[SEP]`.
    pub(crate) separator: u32,
    /// How many subwords there are.
    pub(crate) len: usize,
}

impl Vocabulary {
    /// Reads a vocabulary, one subword a line, ids from 0; `None` if one of the three special subwords is not there.
    pub(crate) fn read(lines: &str) -> Option<Self> {
        let (mut initial, mut inner) = (Pieces::default(), Pieces::default());
        let mut len = 0;
        for (id, token) in (0_u32..).zip(lines.lines()) {
            match token.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => inner.insert(rest.into(), id),
                None => initial.insert(token.into(), id),
            };
            len += 1;
        }
        let special = |name: &str| initial.get(name).copied();
        let (unknown, start, separator) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Some(Self { initial, inner, unknown, start, separator, len })
    }

    /// Appends the ids of a word's subwords, at least one and at most `most`.
    pub(crate) fn encode(&self, word: &str, most: usize, ids: &mut Vec<u32>) {
        let before = ids.len();
        if word.chars().nth(LONGEST_WORD).is_none() {
            let normal = normalise(word);
            for piece in (Runs { rest: &normal }) {
                self.cut(piece, ids);
            }
        }
        ids.truncate(before + most.max(1));
        if ids.len() == before {
            ids.push(self.unknown);
        }
    }

    /// Greedy longest match from the left; `[UNK]` where the piece cannot be cut.
    fn cut(&self, piece: &str, ids: &mut Vec<u32>) {
        let before = ids.len();
        let mut rest = piece;
        while !rest.is_empty() {
            let table = if ids.len() == before { &self.initial } else { &self.inner };
            let borders = rest.char_indices().map(|(i, c)| i + c.len_utf8());
            let longest = borders.rev().find_map(|end| Some((end, *table.get(&rest[..end])?)));
            let Some((end, id)) = longest else {
                ids.truncate(before);
                ids.push(self.unknown);
                return;
            };
            ids.push(id);
            rest = &rest[end..];
        }
    }
}

/// Decomposes, drops accents, control and format characters, lowercases.
fn normalise(word: &str) -> String {
    if word.is_ascii() {
        return word
            .bytes()
            .filter(|b| !b.is_ascii_control())
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
    }
    word.nfd().filter(|c| !is_dropped(*c)).collect::<String>().to_lowercase()
}

/// The pieces between punctuation and white space, each sign of punctuation a piece of its own.
struct Runs<'w> {
    rest: &'w str,
}

impl<'w> Iterator for Runs<'w> {
    type Item = &'w str;

    fn next(&mut self) -> Option<&'w str> {
        self.rest = self.rest.trim_start_matches(is_space);
        let first = self.rest.chars().next()?;
        let end = if is_punctuation(first) {
            first.len_utf8()
        } else {
            self.rest.find(|c| is_punctuation(c) || is_space(c)).unwrap_or(self.rest.len())
        };
        let (piece, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(piece)
    }
}

/// The shape id of a word: 1 lower, 2 title, 3 capitals, 4 single capital, 5 mixed, 6 with a digit, 7 anything else.
pub(crate) fn shape(word: &str) -> u8 {
    let (mut letters, mut capitals, mut first_is_capital) = (0_usize, 0_usize, false);
    for c in word.chars() {
        if is_digit(c) {
            return 6;
        }
        if is_letter(c) {
            let capital = c.is_uppercase();
            first_is_capital |= capital && letters == 0;
            capitals += usize::from(capital);
            letters += 1;
        }
    }
    match (letters, capitals) {
        (0, _) => 7,
        (_, 0) => 1,
        (1, _) => 4,
        _ if letters == capitals => 3,
        (_, 1) if first_is_capital => 2,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, normalise, shape};

    #[test]
    fn shapes_look_at_letters_alone() {
        let shapes = ["don't", "Łódź", "U.S.", "K", "O'Brien", "x2", "—", "McCain", "BBC", "é"].map(shape);
        assert_eq!(shapes, [1, 2, 3, 4, 5, 6, 7, 5, 3, 1]);
    }

    #[test]
    fn accents_case_and_invisible_characters_are_dropped() {
        assert_eq!(normalise("Élysée\u{200b}\u{7}"), "elysee");
        assert_eq!(normalise("ÅNGSTRÖM"), "angstrom");
    }

    #[test]
    fn words_are_cut_greedily_and_what_cannot_be_cut_is_unknown() {
        let vocabulary =
            Vocabulary::read("[UNK]\n[CLS]\n[SEP]\nun\n##rest\n##re\n'\ns\nrest").expect("has specials");
        let encode = |word: &str| {
            let mut ids = Vec::new();
            vocabulary.encode(word, 8, &mut ids);
            ids
        };
        assert_eq!(encode("Unrest"), [3, 4]);
        assert_eq!(encode("unrest's"), [3, 4, 6, 7]);
        assert_eq!(encode("unrex's"), [0, 6, 7]);
        assert_eq!(encode("\u{200b}"), [0]);
        assert_eq!(encode(&"un".repeat(60)), [0]);
        assert_eq!(encode(&"'".repeat(20)).len(), 8);
        assert!(Vocabulary::read("a\nb").is_none());
    }
}
