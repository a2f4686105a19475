//! One mention with the features that clustering compares.

use std::ops::Range;

use dateline_text::{EntityKind, Form, Span, Upos};

use super::facts::Known;
use super::lexicon::{Gender, NounClass};
use super::text::Text;

/// How a noun phrase is determined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Definiteness {
    /// "the", "this", a possessor.
    Definite,
    /// "a", "some", a numeral, "several".
    Indefinite,
    /// No determiner.
    #[default]
    Bare,
}

/// A mention on its way into an entity.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    /// Its words.
    pub(crate) range: Range<usize>,
    pub(crate) head: usize,
    pub(crate) sentence: usize,
    pub(crate) form: Form,
    pub(crate) kind: EntityKind,
    /// Folded words: of a name without its title, of a nominal without determiners.
    pub(crate) words: Vec<String>,
    /// The title before a name ("French President"); empty where there is none.
    pub(crate) title: Range<usize>,
    pub(crate) plural: bool,
    pub(crate) gender: Option<Gender>,
    pub(crate) definiteness: Definiteness,
    /// Code of the country that the phrase itself names ("the French president").
    pub(crate) country: Option<String>,
    pub(crate) known: Option<Known>,
    /// A demonym used as an adjective: it points to a country but is nobody's full name.
    pub(crate) is_adjective: bool,
}

impl Candidate {
    /// A mention over a range of words with its head and form, its features read off the words.
    pub(crate) fn new(text: &Text, range: Range<usize>, head: usize, form: Form, kind: EntityKind) -> Self {
        let mut made = Self {
            span: text.span(&range),
            head,
            sentence: text.sentence(head),
            form,
            kind,
            words: Vec::new(),
            title: range.start..range.start,
            plural: is_plural(text, head),
            gender: None,
            definiteness: Definiteness::Bare,
            country: None,
            known: None,
            is_adjective: false,
            range,
        };
        match form {
            Form::Pronoun => made.read_pronoun(text),
            Form::Name => made.words = made.range.clone().map(|i| text.folded(i).to_owned()).collect(),
            Form::Nominal => made.read_nominal(text),
        }
        made
    }

    fn read_pronoun(&mut self, text: &Text) {
        let word = text.folded(self.head);
        self.words = vec![word.to_owned()];
        self.plural = matches!(word, "they" | "them" | "their" | "theirs" | "themselves");
        self.gender = match word {
            "he" | "him" | "his" | "himself" => Some(Gender::Male),
            "she" | "her" | "hers" | "herself" => Some(Gender::Female),
            "it" | "its" | "itself" => Some(Gender::Neuter),
            _ => None,
        };
    }

    fn read_nominal(&mut self, text: &Text) {
        let lemma = text.lemma(self.head);
        self.gender = text.lexicon.gender(&lemma);
        for i in self.range.clone() {
            let word = text.folded(i);
            let of_head = text.token(i).is_some_and(|t| t.head == Some(self.head));
            match text.upos(i) {
                Upos::Det if of_head => {
                    self.definiteness = match word {
                        "a" | "an" | "some" | "any" | "another" | "no" | "every" | "each" | "many" => {
                            Definiteness::Indefinite
                        }
                        _ => Definiteness::Definite,
                    };
                }
                Upos::Det | Upos::Punct | Upos::Adp | Upos::Part => {}
                Upos::Num if of_head => {
                    if self.definiteness == Definiteness::Bare {
                        self.definiteness = Definiteness::Indefinite;
                    }
                    self.words.push(word.to_owned());
                }
                Upos::Pron | Upos::Propn | Upos::Noun
                    if text.relation(i) == "nmod" && of_head && i < self.head =>
                {
                    self.definiteness = Definiteness::Definite;
                    self.words.push(word.to_owned());
                }
                _ => self.words.push(word.to_owned()),
            }
        }
        if matches!(text.folded(self.range.start), "several" | "other" | "others" | "more") {
            self.definiteness = Definiteness::Indefinite;
        }
        if self.kind == EntityKind::Other {
            self.kind =
                match text.lexicon.class(&lemma).or_else(|| text.lexicon.class(text.folded(self.head))) {
                    Some(NounClass::Person) if self.plural => EntityKind::Group,
                    Some(NounClass::Person) => EntityKind::Person,
                    Some(NounClass::Organisation) => EntityKind::Organisation,
                    Some(NounClass::Group) => EntityKind::Group,
                    Some(NounClass::Country) => EntityKind::Country,
                    None => EntityKind::Other,
                };
        }
    }

    /// Whether it names a person, as far as the words tell.
    pub(crate) fn is_person(&self) -> bool {
        self.kind == EntityKind::Person
    }

    /// The last word of a name.
    pub(crate) fn last_word(&self) -> Option<&str> {
        self.words.last().map(String::as_str)
    }
}

/// Whether a noun is plural by its features, else by its ending against its lemma.
fn is_plural(text: &Text, head: usize) -> bool {
    let Some(token) = text.token(head) else { return false };
    match token.features.get("Number") {
        Some("Plur" | "Ptan") => true,
        Some(_) => false,
        None => {
            token.upos == Upos::Noun && text.folded(head).ends_with('s') && !text.lemma(head).ends_with('s')
        }
    }
}
