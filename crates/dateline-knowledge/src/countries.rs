//! Countries: names, adjectives, peoples, capitals, and the buildings that stand for governments.

use std::collections::HashMap;

use crate::fold::fold;
use crate::sector::Sector;
use crate::table::{list, rows};

const COUNTRIES: &str = include_str!("../../../knowledge/countries.tsv");
const SEATS: &str = include_str!("../../../knowledge/seats.tsv");

/// Whether an actor's code is that of one state: three letters, and neither those of bodies and companies nor those of parts of the world.
pub fn is_state_code(code: &str) -> bool {
    code.len() == 3 && !matches!(code, "IGO" | "NGO" | "MNC" | "INT" | "EUR" | "AFR" | "ASA" | "MEA" | "LAT")
}

/// How a word points to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountryForm {
    /// Its name, or that of a part of it that acts by itself.
    Name,
    /// The adjective, which is also a single person: "Russian".
    Adjective,
    /// Its inhabitants: "Russians".
    People,
    /// Its capital.
    Capital,
    /// A building or street: "the Kremlin".
    Seat,
}

/// A country as a word points to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryFact {
    /// ISO 3166-1 alpha-3; `XKX`; `EUR`, `AFR`, `ASA`, `MEA`, `LAT`; `IGO` for seats of such bodies.
    pub code: &'static str,
    /// How the word points to it.
    pub form: CountryForm,
    /// What the word stands for when it acts: `GOV` for names and capitals, `CVL` for peoples, the seat's own sector.
    pub sector: Sector,
    /// The country's usual name.
    pub name: &'static str,
}

/// All country words by folded form.
#[derive(Debug)]
pub(crate) struct Countries {
    words: HashMap<String, Vec<CountryFact>>,
    names: HashMap<&'static str, &'static str>,
    longest: usize,
}

impl Countries {
    pub(crate) fn load() -> Self {
        let mut countries = Self { words: HashMap::new(), names: HashMap::new(), longest: 1 };
        for [code, names, adjectives, peoples, capitals] in rows::<5>(COUNTRIES) {
            let name = list(names).next().unwrap_or(code);
            countries.names.insert(code, name);
            let columns = [
                (names, CountryForm::Name, Sector::Government),
                (adjectives, CountryForm::Adjective, Sector::Civilians),
                (peoples, CountryForm::People, Sector::Civilians),
                (capitals, CountryForm::Capital, Sector::Government),
            ];
            for (column, form, sector) in columns {
                for word in list(column) {
                    countries.add(word, CountryFact { code, form, sector, name });
                }
            }
        }
        for [names, code, sector] in rows::<3>(SEATS) {
            let Some(sector) = Sector::from_label(sector) else { continue };
            let name = list(names).next().unwrap_or(names);
            for word in list(names) {
                countries.add(word, CountryFact { code, form: CountryForm::Seat, sector, name });
            }
        }
        countries
    }

    fn add(&mut self, word: &str, fact: CountryFact) {
        let key = fold(word);
        self.longest = self.longest.max(key.split(' ').count());
        self.words.entry(key).or_default().push(fact);
    }

    /// What the words mean, names before adjectives, in file order; empty where they are no country's. `key` is folded and trimmed.
    pub(crate) fn find(&self, key: &str) -> &[CountryFact] {
        self.words.get(key).map_or(&[], Vec::as_slice)
    }

    /// The usual name of the country with this code.
    pub(crate) fn name(&self, code: &str) -> Option<&'static str> {
        self.names.get(code).copied()
    }

    /// The most words that any entry has.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }
}
