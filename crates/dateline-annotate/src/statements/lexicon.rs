//! The words that mark speech, from `knowledge/speech_cues.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::read(include_str!("../../../../knowledge/speech_cues.toml")).unwrap_or_default()
});

/// What may be the content of a verb of speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Takes {
    /// A finite clause: "said that it left".
    pub(super) clause: bool,
    /// Quoted words in the place of a clause: "asked, “Why?”".
    pub(super) quote: bool,
    /// A noun phrase: "reported three deaths".
    pub(super) noun: bool,
    /// Quoted words in the object or complement: "called him a “thief”".
    pub(super) named: bool,
    /// Whoever is told is the verb's object.
    pub(super) addressee: bool,
    /// A clause without "that" may follow even where the tree shows none.
    pub(super) bare: bool,
}

impl Takes {
    fn from_names(names: &[String]) -> Self {
        let has = |name: &str| names.iter().any(|n| n == name);
        Self {
            clause: has("clause"),
            quote: has("quote"),
            noun: has("noun"),
            named: has("named"),
            addressee: has("addressee"),
            bare: has("bare"),
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            clause: self.clause || other.clause,
            quote: self.quote || other.quote,
            noun: self.noun || other.noun,
            named: self.named || other.named,
            addressee: self.addressee || other.addressee,
            bare: self.bare || other.bare,
        }
    }
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: Vec<Verbs>,
    irregular: HashMap<String, Vec<String>>,
    nouns: Nouns,
    sources: Sources,
    infinitives: Infinitives,
    silent: Silent,
    media: Media,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    takes: Vec<String>,
    lemmas: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    clause: HashSet<String>,
    documents: HashSet<String>,
    findings: HashSet<String>,
    finders: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    phrases: Vec<String>,
    not_sources: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Infinitives {
    after: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Silent {
    negations: HashSet<String>,
    modals: HashSet<String>,
    refusals: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Media {
    prepositions: HashSet<String>,
    nouns: HashSet<String>,
}

/// A phrase by its words after the first.
type Phrases<T> = HashMap<String, Vec<(Vec<String>, T)>>;

/// The lexicon, indexed by form.
#[derive(Default)]
pub(super) struct Lexicon {
    verbs: Phrases<Takes>,
    sources: Phrases<()>,
    clause_nouns: HashSet<String>,
    documents: HashSet<String>,
    findings: HashSet<String>,
    finders: HashSet<String>,
    not_sources: HashSet<String>,
    after_infinitive: HashSet<String>,
    negations: HashSet<String>,
    modals: HashSet<String>,
    refusals: HashSet<String>,
    media_prepositions: HashSet<String>,
    media: HashSet<String>,
}

/// The lexicon of the program.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let mut verbs: Phrases<Takes> = HashMap::new();
        for group in &file.verbs {
            let takes = Takes::from_names(&group.takes);
            for lemma in &group.lemmas {
                add_verb(&mut verbs, lemma, takes, &file.irregular);
            }
        }
        let mut sources: Phrases<()> = HashMap::new();
        for phrase in &file.sources.phrases {
            let (first, rest) = split(phrase);
            sources.entry(first).or_default().push((rest, ()));
        }
        Ok(Self {
            verbs,
            sources,
            clause_nouns: file.nouns.clause,
            documents: file.nouns.documents,
            findings: file.nouns.findings,
            finders: file.nouns.finders,
            not_sources: file.sources.not_sources,
            after_infinitive: file.infinitives.after,
            negations: file.silent.negations,
            modals: file.silent.modals,
            refusals: file.silent.refusals,
            media_prepositions: file.media.prepositions,
            media: file.media.nouns,
        })
    }

    /// The longest verb of speech at the start of these lower-case words, with how many words it has.
    pub(super) fn verb(&self, words: &[&str]) -> Option<(usize, Takes)> {
        longest(&self.verbs, words).map(|(n, takes)| (n, *takes))
    }

    /// How many of the words are a preposition of source: "according to".
    pub(super) fn source(&self, words: &[&str]) -> Option<usize> {
        longest(&self.sources, words).map(|(n, ())| n)
    }

    /// Whether a clause may hang on the noun: "claim that …".
    pub(super) fn is_clause_noun(&self, lemma: &str) -> bool {
        self.clause_nouns.contains(lemma)
    }

    /// Whether the noun is a piece of writing or speech whose author speaks.
    pub(super) fn is_document(&self, lemma: &str) -> bool {
        self.documents.contains(lemma)
    }

    /// Whether the verb tells what was found rather than what was said.
    pub(super) fn is_finding(&self, lemma: &str) -> bool {
        self.findings.contains(lemma)
    }

    /// Whether the noun can find something as somebody does: a study, a court.
    pub(super) fn is_finder(&self, lemma: &str) -> bool {
        self.finders.contains(lemma)
    }

    /// Whether what follows "according to" is a plan or a law rather than somebody.
    pub(super) fn is_no_source(&self, lemma: &str) -> bool {
        self.not_sources.contains(lemma)
    }

    /// Whether an infinitive under this verb still tells what was said.
    pub(super) fn reports_infinitive(&self, lemma: &str) -> bool {
        self.after_infinitive.contains(lemma)
    }

    /// Whether the word denies the verb that it hangs on.
    pub(super) fn is_negation(&self, word: &str) -> bool {
        self.negations.contains(word)
    }

    /// Whether the auxiliary makes the verb's act a possibility.
    pub(super) fn is_modal(&self, word: &str) -> bool {
        self.modals.contains(word)
    }

    /// Whether speech under this word did not take place.
    pub(super) fn is_refusal(&self, lemma: &str) -> bool {
        self.refusals.contains(lemma)
    }

    /// Whether the preposition may lead to a medium.
    pub(super) fn leads_to_medium(&self, word: &str) -> bool {
        self.media_prepositions.contains(word)
    }

    /// Whether the lower-case words name a medium.
    pub(super) fn is_medium(&self, words: &str) -> bool {
        self.media.contains(words)
    }
}

fn split(phrase: &str) -> (String, Vec<String>) {
    let mut words = phrase.split_whitespace().map(str::to_owned);
    (words.next().unwrap_or_default(), words.collect())
}

fn longest<'l, T>(phrases: &'l Phrases<T>, words: &[&str]) -> Option<(usize, &'l T)> {
    let (first, rest) = words.split_first()?;
    phrases
        .get(*first)?
        .iter()
        .filter(|(own, _)| rest.len() >= own.len() && own.iter().zip(rest).all(|(a, b)| a == b))
        .max_by_key(|(own, _)| own.len())
        .map(|(own, value)| (own.len() + 1, value))
}

fn add_verb(
    verbs: &mut Phrases<Takes>,
    phrase: &str,
    takes: Takes,
    irregular: &HashMap<String, Vec<String>>,
) {
    let (lemma, rest) = split(phrase);
    let more = irregular.get(&lemma).map_or(&[][..], Vec::as_slice);
    let forms: HashSet<String> = regular_forms(&lemma).into_iter().chain(more.iter().cloned()).collect();
    for form in forms {
        let entries = verbs.entry(form).or_default();
        match entries.iter_mut().find(|(own, _)| *own == rest) {
            Some((_, known)) => *known = known.with(takes),
            None => entries.push((rest.clone(), takes)),
        }
    }
}

/// The forms that spelling rules make: says, stated, denies, adding.
fn regular_forms(lemma: &str) -> Vec<String> {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let before_last = lemma.chars().rev().nth(1);
    let consonant_y = lemma.ends_with('y') && before_last.is_some_and(|c| !"aeiou".contains(c));
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| lemma.ends_with(end));
    let third = match lemma.strip_suffix('y').filter(|_| consonant_y) {
        Some(base) => format!("{base}ies"),
        None if sibilant => format!("{lemma}es"),
        None => format!("{lemma}s"),
    };
    let past = match lemma.strip_suffix('y').filter(|_| consonant_y) {
        Some(base) => format!("{base}ied"),
        None => format!("{stem}ed"),
    };
    // "guaranteeing" keeps its e.
    let participle = if lemma.ends_with("ee") { format!("{lemma}ing") } else { format!("{stem}ing") };
    vec![lemma.to_owned(), third, past, participle]
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, lexicon, regular_forms};

    #[test]
    fn the_file_is_read_whole() {
        let read = Lexicon::read(include_str!("../../../../knowledge/speech_cues.toml"));
        assert!(read.is_ok_and(|l| l.verbs.len() > 300));
    }

    #[test]
    fn forms_are_made_from_lemmas() {
        assert!(regular_forms("agree").contains(&"agreeing".to_owned()));
        for form in ["said", "says", "stating", "denies", "denied", "wrote", "dubbed", "reaches"] {
            assert_eq!(lexicon().verb(&[form]).is_some(), form != "reaches", "{form}");
        }
    }

    #[test]
    fn the_longest_phrase_counts() {
        let takes = |words: &[&str]| lexicon().verb(words).map(|(n, t)| (n, t.clause, t.named));
        assert_eq!(takes(&["called", "him"]), Some((1, false, true)));
        assert_eq!(takes(&["pointed", "out", "that"]), Some((2, true, false)));
        assert_eq!(takes(&["pointed", "at"]), None);
        assert_eq!(lexicon().source(&["according", "to", "her"]), Some(2));
    }
}
