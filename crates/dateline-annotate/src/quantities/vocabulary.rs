//! What figures count: `knowledge/quantities.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use dateline_text::QuantityKind;
use serde::Deserialize;

use crate::lexer::Word;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    Vocabulary::read(include_str!("../../../../knowledge/quantities.toml")).unwrap_or_default()
});

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kinds: BTreeMap<String, Kind>,
    links: Links,
    counted: HashMap<String, Vec<String>>,
    things: Things,
    bounds: Bounds,
    currencies: HashMap<String, String>,
    currency_names: HashMap<String, String>,
    types: HashMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    after: Vec<String>,
    before: Vec<String>,
    nouns: Vec<String>,
}

/// Words between the counted people and what became of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Links {
    pub(super) be: Vec<String>,
    pub(super) light: Vec<String>,
    pub(super) acts: Vec<String>,
    pub(super) stops: Vec<String>,
    pub(super) subtotals: Vec<String>,
    pub(super) toll: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Things {
    words: Vec<String>,
}

/// Words that bound or soften a figure.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bounds {
    pub(super) lower: Vec<String>,
    pub(super) upper: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) lower_after: Vec<String>,
}

/// The tables, by word.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Phrases by first word: the other words and the kind, longest first.
    after: HashMap<String, Vec<(Vec<String>, QuantityKind)>>,
    before: HashMap<String, QuantityKind>,
    nouns: HashMap<String, QuantityKind>,
    counted: HashMap<String, QuantityKind>,
    things: Vec<String>,
    pub(super) links: Links,
    pub(super) bounds: Bounds,
    currencies: HashMap<String, String>,
    currency_names: HashMap<String, String>,
    types: HashMap<String, Vec<QuantityKind>>,
}

/// The kind with this name in the record.
fn kind(name: &str) -> Option<QuantityKind> {
    use QuantityKind as K;
    let all = [
        K::Killed,
        K::Injured,
        K::Detained,
        K::Released,
        K::Abducted,
        K::Deported,
        K::Displaced,
        K::Missing,
        K::Troops,
        K::Money,
        K::Duration,
        K::Participants,
        K::Other,
    ];
    all.into_iter().find(|kind| kind.name() == name)
}

impl Vocabulary {
    pub(super) fn get() -> &'static Self {
        &VOCABULARY
    }

    fn read(text: &str) -> Option<Self> {
        let file: File = toml::from_str(text).ok()?;
        let mut read = Self {
            things: file.things.words,
            links: file.links,
            bounds: file.bounds,
            currencies: file.currencies,
            currency_names: file.currency_names,
            ..Self::default()
        };
        for (name, words) in file.kinds {
            let kind = kind(&name)?;
            for phrase in words.after {
                let mut parts = phrase.split(' ').map(str::to_owned);
                let first = parts.next()?;
                read.after.entry(first).or_default().push((parts.collect(), kind));
            }
            read.before.extend(words.before.into_iter().map(|w| (w, kind)));
            read.nouns.extend(words.nouns.into_iter().map(|w| (w, kind)));
        }
        for phrases in read.after.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        for (name, words) in file.counted {
            let kind = kind(&name)?;
            read.counted.extend(words.into_iter().map(|w| (w, kind)));
        }
        for (label, kinds) in file.types {
            let kinds: Option<Vec<QuantityKind>> = kinds.iter().map(|name| kind(name)).collect();
            read.types.insert(label, kinds?);
        }
        Some(read)
    }

    /// The kind of the word or phrase at `at` that follows what is counted, with the index after it.
    pub(super) fn after(&self, words: &[Word], at: usize) -> Option<(QuantityKind, usize)> {
        let phrases = self.after.get(words.get(at)?.lower.as_str())?;
        let fits = |rest: &[String]| {
            rest.iter().enumerate().all(|(k, form)| words.get(at + 1 + k).is_some_and(|w| w.is(form)))
        };
        phrases.iter().find(|(rest, _)| fits(rest)).map(|(rest, kind)| (*kind, at + 1 + rest.len()))
    }

    /// The kind of a verb form that stands before what is counted.
    pub(super) fn before(&self, word: &Word) -> Option<QuantityKind> {
        self.before.get(word.lower.as_str()).copied()
    }

    /// The kind of a noun that is itself counted.
    pub(super) fn noun(&self, word: &Word) -> Option<QuantityKind> {
        self.nouns.get(word.lower.as_str()).copied()
    }

    /// The kind of people whose mere number names it.
    pub(super) fn counted(&self, word: &Word) -> Option<QuantityKind> {
        self.counted.get(word.lower.as_str()).copied()
    }

    pub(super) fn is_thing(&self, word: &Word) -> bool {
        self.is_thing_word(&word.lower)
    }

    /// [`Self::is_thing`] of a word in lower case.
    pub(super) fn is_thing_word(&self, word: &str) -> bool {
        self.things.iter().any(|thing| thing == word)
    }

    /// [`Self::counted`] of a word in lower case.
    pub(super) fn counted_word(&self, word: &str) -> Option<QuantityKind> {
        self.counted.get(word).copied()
    }

    /// What a verb or noun, by its base form, says of the people that it counts.
    pub(super) fn of_word(&self, lemma: &str) -> Option<QuantityKind> {
        self.before.get(lemma).or_else(|| self.nouns.get(lemma)).copied()
    }

    /// ISO 4217 code of a symbol or code that stands before a figure.
    pub(super) fn currency(&self, symbol: &str) -> Option<&str> {
        self.currencies.get(symbol).map(String::as_str)
    }

    /// ISO 4217 code of a currency's name, empty where several states use the name.
    pub(super) fn currency_name(&self, name: &str) -> Option<&str> {
        self.currency_names.get(name).map(String::as_str)
    }

    /// The kinds that an event of this type can have.
    pub(super) fn of_type(&self, label: &str) -> &[QuantityKind] {
        self.types.get(label).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn the_file_is_read() {
        let read = Vocabulary::read(include_str!("../../../../knowledge/quantities.toml"));
        assert!(read.is_some_and(|v| v.after.len() > 50 && v.currencies.len() > 20 && v.types.len() == 16));
    }
}
