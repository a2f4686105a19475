//! What the entity layer asks of knowledge, and how it asks.

use dateline_text::EntityKind;
use jiff::civil::Date;

use super::lexicon::Gender;

/// What is known about a named actor at a date.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    /// The name that all its forms share; equal names are one actor.
    pub(crate) name: String,
    /// What it is, where known.
    pub(crate) kind: Option<EntityKind>,
    /// Country or body code.
    pub(crate) code: Option<String>,
    /// Sectors, most specific first.
    pub(crate) sectors: Vec<String>,
    /// The office held at the date, such as "President".
    pub(crate) title: Option<String>,
    /// Wikidata item.
    pub(crate) wikidata: Option<String>,
    /// Why, as a phrase.
    pub(crate) why: String,
}

/// What a phrase such as "French president" says about its bearer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Described {
    /// Country or body code.
    pub(crate) code: Option<String>,
    /// Sectors, most specific first.
    pub(crate) sectors: Vec<String>,
}

/// The questions that the entity layer asks.
pub(crate) trait Facts {
    /// The actor of this name at the date.
    fn actor(&self, name: &str, at: Option<Date>) -> Option<Known>;
    /// The code of the country of this name ("France", "the U.S.").
    fn country(&self, name: &str) -> Option<String>;
    /// The code of the country of this demonym ("French", "Ukrainians").
    fn demonym(&self, word: &str) -> Option<String>;
    /// What a title or description says at the date.
    fn describe(&self, phrase: &str, at: Option<Date>) -> Option<Described>;
    /// The country in which the place of this name lies, where it is known and there is one answer.
    fn country_of_place(&self, name: &str) -> Option<String>;
    /// The gender that a given name tells.
    fn given_name(&self, name: &str) -> Option<Gender>;
}
