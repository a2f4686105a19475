//! What the entity layer asks of knowledge, and how it asks.

use dateline_knowledge::{ActorKind, CountryFact, CountryForm, Knowledge, PlaceContext, PlaceKind};
use dateline_text::EntityKind;
use jiff::civil::Date;

use super::given_names;
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
    /// Whether only the surname was found.
    pub(crate) by_surname: bool,
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
    /// The code of the country whose inhabitants the word means ("Ukrainians").
    fn people(&self, word: &str) -> Option<String>;
    /// The usual name of the country with this code.
    fn country_name(&self, code: &str) -> Option<String>;
    /// The other country in which a region bears the country's name: Georgia.
    fn namesake_region(&self, name: &str, code: &str) -> Option<String>;
    /// What a title or description says at the date.
    fn describe(&self, phrase: &str, at: Option<Date>) -> Option<Described>;
    /// The country in which the place of this name lies, given those that the article names; none for names that are more often
    /// something else's.
    fn country_of_place(&self, name: &str, countries: &[String]) -> Option<String>;
    /// The same for a name that is surely a place's, though more often borne by something else ("Montana").
    fn country_of_sure_place(&self, name: &str, countries: &[String]) -> Option<String>;
    /// The gender that a given name, folded, tells.
    fn given_name(&self, name: &str) -> Option<Gender>;
}

impl Facts for Knowledge {
    fn actor(&self, name: &str, at: Option<Date>) -> Option<Known> {
        let fact = Self::actor(self, name, at)?;
        let office = fact
            .decided_by
            .and_then(|i| fact.offices.get(i))
            .filter(|o| at.is_none_or(|day| o.term.holds(day)));
        let title = office.map(|o| o.title.clone()).filter(|t| !t.is_empty());
        let seat = fact.kind == ActorKind::Country;
        Some(Known {
            kind: if seat { self.country(name).map(|c| seat_kind(c.form)) } else { kind_of(fact.kind) },
            code: fact.code,
            sectors: fact.sectors.iter().map(|s| s.label().to_owned()).collect(),
            title,
            wikidata: None,
            by_surname: fact.by_surname,
            why: fact.why,
            name: fact.name,
        })
    }

    fn country(&self, name: &str) -> Option<String> {
        self.country_meanings(name).iter().find(|f| f.form == CountryForm::Name).map(|f| f.code.to_owned())
    }

    fn demonym(&self, word: &str) -> Option<String> {
        let is_demonym = |f: &&CountryFact| matches!(f.form, CountryForm::Adjective | CountryForm::People);
        self.country_meanings(word).iter().find(is_demonym).map(|f| f.code.to_owned())
    }

    fn people(&self, word: &str) -> Option<String> {
        self.country_meanings(word).iter().find(|f| f.form == CountryForm::People).map(|f| f.code.to_owned())
    }

    fn country_name(&self, code: &str) -> Option<String> {
        Self::country_name(self, code).map(str::to_owned)
    }

    fn namesake_region(&self, name: &str, code: &str) -> Option<String> {
        let places = self.places(name);
        let region =
            places.iter().find(|p| p.kind == PlaceKind::Region && p.country.is_some_and(|c| c != code))?;
        region.country.map(str::to_owned)
    }

    fn describe(&self, phrase: &str, at: Option<Date>) -> Option<Described> {
        let said = Self::describe(self, phrase, at)?;
        Some(Described {
            code: said.code,
            sectors: said.sectors.iter().map(|s| s.label().to_owned()).collect(),
        })
    }

    fn country_of_place(&self, name: &str, countries: &[String]) -> Option<String> {
        if self.is_ambiguous_place(name) { None } else { self.country_of_sure_place(name, countries) }
    }

    fn country_of_sure_place(&self, name: &str, countries: &[String]) -> Option<String> {
        let countries = countries.iter().map(String::as_str).collect();
        self.choose_place(name, &PlaceContext { countries, ..PlaceContext::default() })?
            .country
            .map(str::to_owned)
    }

    fn given_name(&self, name: &str) -> Option<Gender> {
        given_names::gender(name)
    }
}

fn kind_of(kind: ActorKind) -> Option<EntityKind> {
    Some(match kind {
        ActorKind::Person => EntityKind::Person,
        ActorKind::Organisation => EntityKind::Organisation,
        ActorKind::Country => EntityKind::Country,
        ActorKind::Group => EntityKind::Group,
        ActorKind::Other => return None,
    })
}

/// A capital is a place, a seat such as the Kremlin a body.
fn seat_kind(form: CountryForm) -> EntityKind {
    match form {
        CountryForm::Capital => EntityKind::Place,
        CountryForm::Seat => EntityKind::Organisation,
        CountryForm::Name | CountryForm::Adjective | CountryForm::People => EntityKind::Country,
    }
}
