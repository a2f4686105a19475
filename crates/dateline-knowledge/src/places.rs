//! The gazetteer: towns, regions, countries, seas, with coordinates, and the choice between namesakes.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::fold::fold;
use crate::knowledge::Knowledge;
use crate::table::{list, rows};

const PLACES: &[u8] = include_bytes!("../../../knowledge/places/places.tsv.zst");
const AMBIGUOUS: &str = include_str!("../../../knowledge/places/ambiguous.tsv");

/// The kind of small towns in the file.
const SMALL_TOWN: &str = "town";
/// The most bytes that the gazetteer may unpack to.
const MOST_BYTES: usize = 32 << 20;

/// Words that a text may add to a region's name and the gazetteer leaves out.
const REGION_WORDS: [&str; 14] = [
    "Province",
    "Oblast",
    "Governorate",
    "Region",
    "State",
    "County",
    "District",
    "Prefecture",
    "Department",
    "province",
    "region",
    "oblast",
    "governorate",
    "state",
];

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A country.
    Country,
    /// A part of a country, or a region across countries.
    Region,
    /// A town.
    City,
    /// A part of a town.
    District,
    /// A sea, strait, lake or river.
    Water,
    /// A smaller area that is no town.
    Area,
    /// A building, base or plant.
    Facility,
    /// A continent.
    Continent,
}

impl PlaceKind {
    /// The kind's name in the record and the data files.
    pub fn label(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::City => "city",
            Self::District => "district",
            Self::Water => "water",
            Self::Area => "area",
            Self::Facility => "facility",
            Self::Continent => "continent",
        }
    }

    fn from_label(label: &str) -> Option<Self> {
        if label == SMALL_TOWN {
            return Some(Self::City);
        }
        let kinds = [
            Self::Country,
            Self::Region,
            Self::City,
            Self::District,
            Self::Water,
            Self::Area,
            Self::Facility,
            Self::Continent,
        ];
        kinds.into_iter().find(|kind| kind.label() == label)
    }
}

/// An entry of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceEntry<'a> {
    /// Its usual name.
    pub name: &'a str,
    /// What it is.
    pub kind: PlaceKind,
    /// Latitude and longitude in degrees, WGS 84.
    pub coordinates: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-3; `None` for seas and regions across countries.
    pub country: Option<&'a str>,
    /// The first-level region that it lies in, or is.
    pub region: Option<&'a str>,
    /// Inhabitants; for a region those of its towns in the gazetteer.
    pub population: Option<u64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
}

/// What the article says around a place.
#[derive(Clone, Debug, Default)]
pub struct PlaceContext<'a> {
    /// Codes of the countries that the article mentions, most mentioned first.
    pub countries: Vec<&'a str>,
    /// Other place names that stand near: "Texas" beside "Paris".
    pub nearby: Vec<&'a str>,
    /// Code of the outlet's country.
    pub outlet_country: Option<&'a str>,
}

/// The gazetteer, unpacked.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    text: String,
    /// Where each entry's line begins and ends.
    entries: Vec<(u32, u32)>,
    /// Where each name's line begins and ends; names are in byte order.
    names: Vec<(u32, u32)>,
}

impl Gazetteer {
    pub(crate) fn load() -> Self {
        let unpacked = zstd::bulk::decompress(PLACES, MOST_BYTES).unwrap_or_default();
        let text = String::from_utf8(unpacked).unwrap_or_default();
        let (mut entries, mut names) = (Vec::with_capacity(40_000), Vec::with_capacity(120_000));
        let (mut start, mut in_names) = (0, false);
        for line in text.split('\n') {
            let end = start + line.len();
            if line.is_empty() {
                in_names = true;
            } else if let (Ok(from), Ok(to)) = (u32::try_from(start), u32::try_from(end)) {
                if in_names { &mut names } else { &mut entries }.push((from, to));
            }
            start = end + 1;
        }
        Self { text, entries, names }
    }

    fn line(&self, range: (u32, u32)) -> &str {
        self.text.get(range.0 as usize..range.1 as usize).unwrap_or("")
    }

    fn entry(&self, number: usize) -> Option<PlaceEntry<'_>> {
        let mut columns = self.line(*self.entries.get(number)?).split('\t');
        let (name, kind) = (columns.next()?, columns.next()?);
        let (latitude, longitude) = (columns.next()?, columns.next()?);
        let mut text = || columns.next().filter(|column| !column.is_empty());
        let (country, region, population, geonames) = (text(), text(), text(), text());
        Some(PlaceEntry {
            name,
            kind: PlaceKind::from_label(kind)?,
            coordinates: latitude.parse().ok().zip(longitude.parse().ok()),
            country,
            region,
            population: population.and_then(|people| people.parse().ok()),
            geonames: geonames.and_then(|identity| identity.parse().ok()),
        })
    }

    /// Whether an entry is a town of fewer than 15,000, which only what stands beside its name can tell from a word.
    fn is_small_town(&self, number: usize) -> bool {
        let line = self.entries.get(number).map_or("", |range| self.line(*range));
        line.split('\t').nth(1) == Some(SMALL_TOWN)
    }

    /// Entries that bear exactly this folded name, countries first, then by falling population; small towns only where asked for.
    fn find(&self, key: &str, small: bool) -> Vec<PlaceEntry<'_>> {
        let name_of = |range: &(u32, u32)| self.line(*range).split('\t').next().unwrap_or("");
        let Ok(found) = self.names.binary_search_by(|range| name_of(range).cmp(key)) else {
            return Vec::new();
        };
        let Some(range) = self.names.get(found) else { return Vec::new() };
        let numbers = self.line(*range).split('\t').nth(1).unwrap_or("");
        let numbers = numbers.split(',').filter_map(|number| number.parse().ok());
        numbers.filter(|number| small == self.is_small_town(*number)).filter_map(|n| self.entry(n)).collect()
    }
}

/// The names that are more often something else.
fn ambiguous() -> &'static HashSet<String> {
    static AMBIGUOUS_NAMES: OnceLock<HashSet<String>> = OnceLock::new();
    AMBIGUOUS_NAMES
        .get_or_init(|| rows::<2>(AMBIGUOUS).flat_map(|[_, names]| list(names).map(fold)).collect())
}

impl Knowledge {
    /// The places that bear this name, countries first, then by falling population; empty where none does or the name has no capital.
    /// Towns of fewer than 15,000 are not among them: `choose_place` knows them where a country or region beside them tells.
    ///
    /// Accents and apostrophes do not matter. "Sumy Oblast" finds the region, "PARIS" (a dateline) finds Paris.
    pub fn places(&self, name: &str) -> Vec<PlaceEntry<'_>> {
        let folded = fold(name);
        let Some(key) = key(&folded) else { return Vec::new() };
        let gazetteer = self.gazetteer();
        let found = gazetteer.find(key, false);
        if !found.is_empty() {
            return found;
        }
        if let Some((stem, word)) = key.rsplit_once(' ')
            && REGION_WORDS.contains(&word)
        {
            let found = gazetteer.find(stem, false).into_iter();
            return found.filter(|entry| entry.kind == PlaceKind::Region).collect();
        }
        if key.len() > 3 && key.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) {
            return gazetteer.find(&title_case(key), false);
        }
        Vec::new()
    }

    /// The towns of fewer than 15,000 that bear this name.
    fn small_towns(&self, name: &str) -> Vec<PlaceEntry<'_>> {
        key(&fold(name)).map_or_else(Vec::new, |key| self.gazetteer().find(key, true))
    }

    /// Whether the name is more often a word, a person or a brand than a place, so that a caller should ask for context.
    pub fn is_ambiguous_place(&self, name: &str) -> bool {
        ambiguous().contains(fold(name).trim())
    }

    /// The place that is meant, or `None` where no entry fits: what lies in a country or region named nearby, then in a country that
    /// the article mentions, then the one that most people live in.
    pub fn choose_place(&self, name: &str, context: &PlaceContext<'_>) -> Option<PlaceEntry<'_>> {
        let nearby: HashSet<String> = context.nearby.iter().map(|near| fold(near)).collect();
        let nearby_countries: HashSet<&str> =
            context.nearby.iter().filter_map(|near| Some(self.country(near)?.code)).collect();
        let score = |entry: &PlaceEntry<'_>| {
            let people = entry.population.unwrap_or(30_000).max(1) as f64;
            let mut score = people.log10();
            match entry.kind {
                PlaceKind::Country | PlaceKind::Continent => score += 4.0,
                PlaceKind::Water => score += 2.0,
                PlaceKind::District => score -= 1.0,
                // A region's people are those of all its towns, so it would always win over the town of its name.
                PlaceKind::Region => score -= 1.2,
                PlaceKind::City | PlaceKind::Area | PlaceKind::Facility => {}
            }
            if entry
                .region
                .is_some_and(|region| entry.kind != PlaceKind::Region && nearby.contains(&fold(region)))
            {
                score += 8.0;
            }
            if let Some(country) = entry.country {
                if nearby_countries.contains(country) {
                    score += 5.0;
                }
                if let Some(rank) = context.countries.iter().position(|&code| code == country) {
                    score += 3.0 - 0.5 * (rank as f64).min(4.0);
                }
                if context.outlet_country == Some(country) {
                    score += 0.7;
                }
            }
            score
        };
        let is_told = |entry: &PlaceEntry<'_>| {
            let country = |code| nearby_countries.contains(code) || context.countries.contains(&code);
            entry.country.is_some_and(country)
                || entry.region.is_some_and(|region| nearby.contains(&fold(region)))
        };
        let tells = !context.nearby.is_empty() || !context.countries.is_empty();
        let small = tells.then(|| self.small_towns(name)).into_iter().flatten().filter(is_told);
        // The first of equals stays, so that the choice does not depend on the order of floats.
        self.places(name)
            .into_iter()
            .chain(small)
            .fold(None::<(PlaceEntry<'_>, f64)>, |best, entry| {
                let own = score(&entry);
                match best {
                    Some((_, high)) if high >= own => best,
                    _ => Some((entry, own)),
                }
            })
            .map(|(entry, _)| entry)
    }
}

/// The words of a folded name that are looked up: without article, marks and possessive; none without a capital.
fn key(folded: &str) -> Option<&str> {
    let mut key = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.');
    for article in ["the ", "The "] {
        key = key.strip_prefix(article).unwrap_or(key);
    }
    let key = key.strip_suffix("'s").unwrap_or(key);
    key.chars().any(char::is_uppercase).then_some(key)
}

/// "PORT-AU-PRINCE" as "Port-au-Prince" would need a dictionary; this writes every part with a capital, which finds most datelines.
fn title_case(name: &str) -> String {
    let mut start = true;
    let mut written = String::with_capacity(name.len());
    for character in name.chars() {
        if start {
            written.push(character);
        } else {
            written.extend(character.to_lowercase());
        }
        start = !character.is_alphabetic() && character != '\'';
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{Knowledge, PlaceContext, PlaceKind};

    #[test]
    fn towns_are_found_by_every_spelling() {
        let knowledge = Knowledge::load();
        for (name, geonames) in
            [("Kyiv", 703448), ("Kiev", 703448), ("Sumy", 692194), ("KHARKIV", 706483), ("Bogotá", 3688689)]
        {
            let place = knowledge.choose_place(name, &PlaceContext::default());
            assert_eq!(place.and_then(|place| place.geonames), Some(geonames), "{name}");
        }
        assert!(knowledge.places("reading").is_empty());
        assert!(knowledge.places("Nowhereville upon Nothing").is_empty());
        assert!(knowledge.is_ambiguous_place("Reading") && !knowledge.is_ambiguous_place("Kharkiv"));
    }

    #[test]
    fn context_chooses_between_namesakes() {
        let knowledge = Knowledge::load();
        let country = |name, context: &PlaceContext<'_>| {
            knowledge.choose_place(name, context).and_then(|place| place.region.map(str::to_owned))
        };
        assert_eq!(country("Paris", &PlaceContext::default()).as_deref(), Some("Île-de-France"));
        let texas = PlaceContext { nearby: vec!["Texas"], ..PlaceContext::default() };
        assert_eq!(country("Paris", &texas).as_deref(), Some("Texas"));
        let alabama = PlaceContext { nearby: vec!["Alabama"], ..PlaceContext::default() };
        assert_eq!(country("Birmingham", &alabama).as_deref(), Some("Alabama"));
        assert_eq!(country("Birmingham", &PlaceContext::default()).as_deref(), Some("England"));
    }

    #[test]
    fn a_small_town_is_one_where_its_country_is_named() {
        let knowledge = Knowledge::load();
        assert!(knowledge.places("Mareeba").is_empty());
        assert_eq!(knowledge.choose_place("Mareeba", &PlaceContext::default()), None);
        let named = PlaceContext { countries: vec!["AUS"], ..PlaceContext::default() };
        let beside = PlaceContext { nearby: vec!["Queensland"], ..PlaceContext::default() };
        for context in [named, beside] {
            let place = knowledge.choose_place("Mareeba", &context);
            assert_eq!(place.and_then(|p| p.region), Some("Queensland"));
        }
    }

    #[test]
    fn regions_waters_and_countries_have_their_kinds() {
        let knowledge = Knowledge::load();
        let kind = |name| knowledge.choose_place(name, &PlaceContext::default()).map(|place| place.kind);
        assert_eq!(kind("Sumy Oblast"), Some(PlaceKind::Region));
        assert_eq!(kind("the Red Sea"), Some(PlaceKind::Water));
        assert_eq!(kind("Chad"), Some(PlaceKind::Country));
        assert_eq!(kind("Gaza Strip"), Some(PlaceKind::Region));
    }
}
