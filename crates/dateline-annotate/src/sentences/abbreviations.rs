//! Words whose full stop need not end a sentence, and words that begin one: `knowledge/abbreviations.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static TABLE: LazyLock<Abbreviations> =
    LazyLock::new(|| Abbreviations::parse(include_str!("../../../../knowledge/abbreviations.tsv")));

/// What a full stop after an abbreviation can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A name follows ("Lt.", "Mr."): never an end.
    Title,
    /// A number follows ("No.", "Jan."): no end before a digit, else as [`Class::Inside`].
    Number,
    /// An end only before a word that begins sentences ("U.S.", "a.m.", "Inc.").
    Inside,
}

/// The table.
#[derive(Debug, Default)]
pub(super) struct Abbreviations {
    classes: HashMap<String, Class>,
    starters: HashSet<String>,
}

impl Abbreviations {
    /// The table that the program carries.
    pub(super) fn get() -> &'static Self {
        &TABLE
    }

    /// Reads lines of `form TAB class`; lines that begin with `#`, the header and lines of other classes are passed over.
    fn parse(table: &str) -> Self {
        let mut read = Self::default();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let Some((form, class)) = line.split_once('\t') else { continue };
            let class = match class.trim() {
                "title" => Class::Title,
                "number" => Class::Number,
                "inside" => Class::Inside,
                "starter" => {
                    read.starters.insert(form.to_owned());
                    continue;
                }
                _ => continue,
            };
            read.classes.insert(form.to_owned(), class);
        }
        read
    }

    /// The class of a word written before a full stop (without its last one); initials and dotted capitals count as inside.
    pub(super) fn class(&self, word: &str) -> Option<Class> {
        if let Some(class) = self.classes.get(word) {
            return Some(*class);
        }
        let single = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
        (word.split('.').all(single) && !word.is_empty()).then_some(Class::Inside)
    }

    /// Whether this capitalised word begins sentences often.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(&word.to_lowercase().replace('’', "'"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Abbreviations, Class};

    #[test]
    fn every_line_of_the_table_has_a_known_class() {
        let table = include_str!("../../../../knowledge/abbreviations.tsv");
        for line in table.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let class = line.split('\t').nth(1);
            assert!(matches!(class, Some("title" | "number" | "inside" | "starter")), "{line}");
        }
    }

    #[test]
    fn initials_and_dotted_capitals_are_abbreviations_without_a_line() {
        let table = Abbreviations::get();
        assert_eq!(table.class("Q"), Some(Class::Inside));
        assert_eq!(table.class("K.G.B"), Some(Class::Inside));
        assert_eq!(table.class("Lt"), Some(Class::Title));
        assert_eq!(table.class("talks"), None);
        assert_eq!(table.class(""), None);
    }
}
