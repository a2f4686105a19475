//! The door to everything that is known before reading.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::actors::{ActorFact, Actors};
use crate::countries::{Countries, CountryFact, CountryForm};
use crate::fold::{fold, trim_name};
use crate::places::Gazetteer;
use crate::roles::{RoleFact, Roles};
use crate::sector::ActorKind;
use crate::user::{self, UserActorsError};

/// What is known before reading: actors, countries, role nouns, places. Made once and shared; tables are read on first use.
///
/// ```
/// use dateline_knowledge::Knowledge;
/// use jiff::civil::date;
///
/// let knowledge = Knowledge::load();
/// let minister = knowledge.describe("the Iranian foreign minister", Some(date(2025, 4, 17))).unwrap();
/// assert_eq!(minister.code.as_deref(), Some("IRN"));
/// assert_eq!(minister.sectors[0].label(), "GOV");
/// let biden = knowledge.actor("Joe Biden", Some(date(2025, 4, 17))).unwrap();
/// assert_eq!(biden.sectors[0].label(), "ELI");
/// ```
#[derive(Debug, Default)]
pub struct Knowledge {
    user: Option<Actors>,
    actors: OnceLock<Actors>,
    countries: OnceLock<Countries>,
    roles: OnceLock<Roles>,
    gazetteer: OnceLock<Gazetteer>,
}

impl Knowledge {
    /// The knowledge that the program carries. Costs nothing by itself.
    pub fn load() -> Self {
        Self::default()
    }

    /// The same with the users' own actors, which win over those carried. The TOML text has one `[[actor]]` for each:
    ///
    /// ```
    /// # use dateline_knowledge::{Knowledge, Sector};
    /// let knowledge = Knowledge::with_user_actors(r#"
    ///     [[actor]]
    ///     name = "Council of the North"
    ///     aliases = ["North Council"]
    ///     kind = "organisation"
    ///     code = "GBR"
    ///     sectors = ["GOV"]
    ///
    ///     [[actor]]
    ///     name = "Ada Example"
    ///     kind = "person"
    ///     code = "GBR"
    ///     office = [{ title = "Mayor", sectors = ["GOV"], from = "2021-05", to = "2024" }]
    /// "#)?;
    /// assert_eq!(knowledge.actor("North Council", None).unwrap().sectors, [Sector::Government]);
    /// # Ok::<(), dateline_knowledge::UserActorsError>(())
    /// ```
    ///
    /// # Errors
    /// Where the text is no such TOML, or names a sector, a kind or a date that does not exist.
    pub fn with_user_actors(text: &str) -> Result<Self, UserActorsError> {
        Ok(Self { user: Some(user::read(text)?), ..Self::default() })
    }

    /// Who bears this name, and what they are at the date: persons, organisations, and countries by name, people, capital or seat.
    ///
    /// Accents, curly apostrophes, a leading "the", a possessive and a bracketed short form do not matter. Where no name fits, a
    /// surname does if only one office holder of the time bears it; then [`ActorFact::by_surname`] is set. Without a date the last
    /// known office counts.
    pub fn actor(&self, name: &str, at: Option<Date>) -> Option<ActorFact> {
        let folded = fold(name);
        let key = trim_name(&folded);
        self.exact(&folded, at).or_else(|| self.actors().find_surname(key, at))
    }

    /// A name as such, or a country word, but no surname; `folded` may have an article, a possessive, a bracket.
    pub(crate) fn exact(&self, folded: &str, at: Option<Date>) -> Option<ActorFact> {
        let key = trim_name(folded);
        self.named(folded.trim(), at)
            .or_else(|| self.named(key, at))
            .or_else(|| self.country_actor(key))
            .or_else(|| if folded.starts_with("the ") { self.named(&format!("The {key}"), at) } else { None })
    }

    /// An actor by exact name; `key` is folded.
    pub(crate) fn named(&self, key: &str, at: Option<Date>) -> Option<ActorFact> {
        let own = self.user.as_ref().and_then(|user| user.find(key, at));
        own.or_else(|| self.actors().find(key, at))
    }

    /// A country as an actor; `key` is folded and trimmed.
    pub(crate) fn country_actor(&self, key: &str) -> Option<ActorFact> {
        let fact = self.countries().find(key).first()?;
        let how = match fact.form {
            CountryForm::Name => "name",
            CountryForm::Adjective => "adjective or person",
            CountryForm::People => "people",
            CountryForm::Capital => "capital",
            CountryForm::Seat => "seat",
        };
        Some(ActorFact {
            name: fact.name.to_owned(),
            code: Some(fact.code.to_owned()),
            sectors: vec![fact.sector],
            kind: match fact.form {
                CountryForm::People => ActorKind::Group,
                CountryForm::Adjective => ActorKind::Person,
                _ => ActorKind::Country,
            },
            offices: Vec::new(),
            decided_by: None,
            by_surname: false,
            source: if fact.form == CountryForm::Seat { "seats.tsv" } else { "countries.tsv" }.to_owned(),
            why: format!("{how} of {}", fact.name),
        })
    }

    /// The country that a word points to: the first meaning, by name, adjective, people, capital or seat.
    pub fn country(&self, word: &str) -> Option<&CountryFact> {
        self.countries().find(trim_name(&fold(word))).first()
    }

    /// Every meaning of a country word: "Taiwan" is a name and an adjective, "Luxembourg" a name and a capital.
    pub fn country_meanings(&self, word: &str) -> &[CountryFact] {
        self.countries().find(trim_name(&fold(word)))
    }

    /// The usual English name of the country with this code.
    pub fn country_name(&self, code: &str) -> Option<&'static str> {
        self.countries().name(code)
    }

    /// The longest role noun that ends the phrase: "deputy foreign minister" is a `foreign minister`, "army spokesman" a `army spokesman`.
    pub fn role_noun(&self, phrase: &str) -> Option<RoleFact> {
        let folded = fold(phrase);
        let words: Vec<&str> = folded.split(' ').collect();
        self.roles().ending(&words).map(|(role, _)| role)
    }

    pub(crate) fn actors(&self) -> &Actors {
        self.actors.get_or_init(Actors::load)
    }

    pub(crate) fn countries(&self) -> &Countries {
        self.countries.get_or_init(Countries::load)
    }

    pub(crate) fn roles(&self) -> &Roles {
        self.roles.get_or_init(Roles::load)
    }

    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.get_or_init(Gazetteer::load)
    }
}
