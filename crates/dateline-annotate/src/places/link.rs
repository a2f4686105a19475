//! Linking names of places to the gazetteer by what stands beside them and by what the article is about.

use std::collections::HashMap;

use dateline_knowledge::{CountryForm, Knowledge, PlaceContext, PlaceEntry, PlaceKind};
use dateline_text::{Document, Entity, Place, Reading, Span};

use super::PlaceName;
use crate::entities::lexicon::fold;

/// How many names to either side can tell which namesake is meant.
const NEAR: usize = 3;

/// What the state as such owns or does, after whose name "state" is no first-level region.
const OF_THE_STATE: [&str; 12] = [
    "media",
    "television",
    "TV",
    "radio",
    "news",
    "broadcaster",
    "run",
    "owned",
    "security",
    "visit",
    "agency",
    "oil",
];

/// The place of each name, with the span of the mention.
pub(super) fn link(
    document: &Document,
    reading: &Reading,
    entities: &[Entity],
    knowledge: &Knowledge,
    names: &[PlaceName],
) -> Vec<(Place, Span)> {
    let countries = countries(document, reading, entities, knowledge, names);
    let mut chosen: HashMap<String, Place> = HashMap::new();
    let mut linked = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let words = document.slice(name.name);
        if let Some(region) = region_said(document, knowledge, names, i) {
            let place = Place { name: shown_name(words, &region), ..from_entry(&region) };
            chosen.entry(words.to_lowercase()).or_insert_with(|| place.clone());
            linked.push((place, name.span));
            continue;
        }
        let containers = containers(document, reading, names, i);
        let nearby: Vec<&str> = containers.iter().map(|span| document.slice(*span)).collect();
        let known = chosen.get(&words.to_lowercase()).cloned();
        // One name has one meaning in an article, unless its container says otherwise.
        let place = match known.filter(|_| nearby.is_empty()) {
            Some(place) => place,
            None => resolve(knowledge, words, name.is_country, &countries, &nearby),
        };
        chosen.entry(words.to_lowercase()).or_insert_with(|| place.clone());
        linked.push((place, name.span));
    }
    linked
}

/// Codes of the countries that the article names, most named first.
fn countries(
    document: &Document,
    reading: &Reading,
    entities: &[Entity],
    knowledge: &Knowledge,
    names: &[PlaceName],
) -> Vec<String> {
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    let mut count = |code: &str, weight: usize| {
        let order = counts.len();
        counts.entry(code.to_owned()).or_insert((0, order)).0 += weight;
    };
    for entity in entities {
        if let Some(code) =
            entity.code.as_deref().filter(|c| c.len() == 3 && knowledge.country_name(c).is_some())
        {
            count(code, 2 * entity.mentions.len().min(8));
        }
    }
    for name in names {
        let words = document.slice(name.name);
        // A region tells its country even where towns do not: "Texas".
        let region =
            knowledge.places(words).into_iter().find(|p| p.kind == PlaceKind::Region).and_then(|p| p.country);
        if let Some(code) = region.filter(|_| !name.is_country) {
            count(code, 3);
        }
    }
    let _ = reading;
    let mut codes: Vec<(String, (usize, usize))> = counts.into_iter().collect();
    codes.sort_by_key(|(_, (weight, order))| (std::cmp::Reverse(*weight), *order));
    codes.into_iter().map(|(code, _)| code).collect()
}

/// The first-level region that a name stands for where the words around it say so: in a list of such regions ("Texas, Utah,
/// Washington and Wyoming") and before the word "state".
fn region_said<'k>(
    document: &Document,
    knowledge: &'k Knowledge,
    names: &[PlaceName],
    i: usize,
) -> Option<PlaceEntry<'k>> {
    let regions = |name: &PlaceName| -> Vec<PlaceEntry<'k>> {
        let all = knowledge.places(document.slice(name.name)).into_iter();
        all.filter(|p| p.kind == PlaceKind::Region && p.region.is_some()).collect()
    };
    let name = names.get(i)?;
    let own = regions(name);
    if own.is_empty() {
        return None;
    }
    let after = document.text().get(name.span.end()..).unwrap_or("");
    // "Washington state", but not "Georgia state television".
    let state = after.strip_prefix(" state").filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let next =
        state.map(|rest| rest.trim_start_matches([' ', '-']).split(|c: char| !c.is_alphabetic()).next());
    if next.is_some_and(|next| !next.is_some_and(|word| OF_THE_STATE.contains(&word))) {
        return own.into_iter().next();
    }
    let follows = |one: &PlaceName, other: &PlaceName| {
        let gap = document.text().get(one.span.end()..other.span.start()).unwrap_or("#");
        matches!(gap.trim(), "," | "and" | ", and" | "or" | ", or" | "&")
    };
    // The names of the same list, at most three to each side.
    let mut listed: Vec<&PlaceName> = Vec::new();
    for (one, other) in names.iter().skip(i).zip(names.iter().skip(i + 1)).take(NEAR) {
        if !follows(one, other) {
            break;
        }
        listed.push(other);
    }
    for back in 1..=NEAR.min(i) {
        let (Some(one), Some(other)) = (names.get(i - back), names.get(i - back + 1)) else { break };
        if !follows(one, other) {
            break;
        }
        listed.push(one);
    }
    let others: Vec<Vec<PlaceEntry<'k>>> = listed.into_iter().map(regions).collect();
    own.into_iter().find(|entry| {
        let same = |list: &&Vec<PlaceEntry<'k>>| list.iter().any(|p| p.country == entry.country);
        // "Paris, Texas" and "New York, New York" are no lists; a list of towns with their states has only half of them.
        let count = others.iter().filter(same).count();
        count >= 2 && 2 * count > others.len()
    })
}

/// The names that contain this one by the words: "Sumy, Ukraine", "the town of X in Mali"; later ones before earlier ones.
fn containers(document: &Document, reading: &Reading, names: &[PlaceName], i: usize) -> Vec<Span> {
    let Some(name) = names.get(i) else { return Vec::new() };
    let mut found = Vec::new();
    let mut last = name.span;
    for next in names.iter().skip(i + 1).take(NEAR) {
        let gap = document.text().get(last.end()..next.span.start()).unwrap_or("#");
        let is_container = matches!(
            gap.trim(),
            "," | "(" | "in" | ", in" | "of" | "province of" | "province in" | "region of"
        );
        if !is_container || gap.len() > 14 || reading.syntax.range_of(last).is_empty() {
            break;
        }
        found.push(next.name);
        last = next.span;
    }
    // "Ukraine's Sumy region", "Kharkiv and Sumy in Ukraine" are left to the article's countries.
    if let Some(before) = i.checked_sub(1).and_then(|b| names.get(b)) {
        let gap = document.text().get(before.span.end()..name.span.start()).unwrap_or("#");
        if matches!(
            gap.trim(),
            "'s" | "’s"
                | "'s northern"
                | "'s southern"
                | "'s eastern"
                | "'s western"
                | "'s capital"
                | "’s capital"
                | "'s capital,"
        ) {
            found.push(before.name);
        }
    }
    found
}

fn resolve(
    knowledge: &Knowledge,
    words: &str,
    is_country: bool,
    countries: &[String],
    nearby: &[&str],
) -> Place {
    let context = PlaceContext {
        countries: countries.iter().map(String::as_str).collect(),
        nearby: nearby.to_vec(),
        outlet_country: None,
    };
    let country = knowledge.country_meanings(words).iter().find(|f| f.form == CountryForm::Name);
    if let Some(fact) = country.filter(|_| is_country) {
        // A part of a country that acts by itself ("Gaza", "Scotland") has an entry of its own.
        let own = knowledge.places(words).into_iter().find(|p| p.country == Some(fact.code));
        // "Africa" is among the names of regions that act.
        let continent = || knowledge.places(words).into_iter().find(|p| p.kind == PlaceKind::Continent);
        let entry = own.or_else(|| country_entry(knowledge, fact.code, fact.name)).or_else(continent);
        if let Some(entry) = entry {
            return from_entry(&entry);
        }
        return Place {
            name: fact.name.to_owned(),
            kind: "country".to_owned(),
            country: Some(fact.code.to_owned()),
            ..nowhere(words)
        };
    }
    let entry =
        knowledge.choose_place(words, &context).or_else(|| without_generic(knowledge, words, &context));
    match entry {
        Some(entry) => Place { name: shown_name(words, &entry), ..from_entry(&entry) },
        None => match by_town(knowledge, words, &context) {
            // What stands in a town lies where the town does, but is not the town.
            Some(town) => Place {
                name: nowhere(words).name,
                kind: "facility".to_owned(),
                geonames: None,
                population: None,
                ..from_entry(&town)
            },
            None => Place { country: container_country(knowledge, nearby), ..nowhere(words) },
        },
    }
}

/// The town whose name begins that of an airport, a hospital and the like ("Da Nang International Airport").
fn by_town<'k>(knowledge: &'k Knowledge, words: &str, context: &PlaceContext<'_>) -> Option<PlaceEntry<'k>> {
    const FACILITIES: [&str; 14] = [
        "airport",
        "airbase",
        "hospital",
        "university",
        "port",
        "harbour",
        "harbor",
        "station",
        "stadium",
        "prison",
        "zoo",
        "museum",
        "seaport",
        "railway",
    ];
    let all: Vec<&str> = words.split_whitespace().collect();
    let last = all.last()?.to_lowercase();
    if !FACILITIES.contains(&last.as_str()) {
        return None;
    }
    // The longest beginning that is a town's name: "Port Elizabeth Airport".
    (1..all.len()).rev().find_map(|end| {
        let entry = knowledge.choose_place(&all.get(..end)?.join(" "), context)?;
        let large = entry.population.is_some_and(|people| people >= 100_000);
        (matches!(entry.kind, PlaceKind::City | PlaceKind::District) && large).then_some(entry)
    })
}

/// The gazetteer's name, or the text's where it has no word in common ("Jabalia", which GeoNames writes "Jabālyā").
fn shown_name(words: &str, entry: &PlaceEntry<'_>) -> String {
    let (ours, theirs) = (fold(words), fold(entry.name));
    let shares = |word: &str| theirs.split(|c: char| !c.is_alphanumeric()).any(|w| w == word && w.len() > 2);
    if ours.split(|c: char| !c.is_alphanumeric()).any(shares) {
        entry.name.to_owned()
    } else {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The gazetteer's entry of a country by its code, so that "U.S." and "America" are one place.
fn country_entry<'k>(knowledge: &'k Knowledge, code: &str, name: &str) -> Option<PlaceEntry<'k>> {
    knowledge.places(name).into_iter().find(|p| p.kind == PlaceKind::Country && p.country == Some(code))
}

/// "Sumy city", "City of Sumy", "Lake County": the name without the word for what it is.
fn without_generic<'k>(
    knowledge: &'k Knowledge,
    words: &str,
    context: &PlaceContext<'_>,
) -> Option<PlaceEntry<'k>> {
    const GENERIC: [&str; 14] = [
        "city",
        "town",
        "village",
        "municipality",
        "township",
        "metropolitan",
        "neighbourhood",
        "neighborhood",
        "area",
        "capital",
        "borough",
        "camp",
        "province",
        "prefecture",
    ];
    // "city of Van, Turkey" taken for one name.
    let (first, rest) = words.split_once(", ").map_or((words, None), |(first, rest)| (first, Some(rest)));
    let mut context = context.clone();
    context.nearby.extend(rest);
    let kept: Vec<&str> = first
        .split_whitespace()
        .filter(|w| !GENERIC.contains(&w.to_lowercase().as_str()) && *w != "of")
        .collect();
    let shorter = kept.join(" ");
    // "southeast Asia": a part that the gazetteer writes with a capital.
    let capital =
        |w: &&str| w.chars().next().map(|c| c.to_uppercase().chain(w.chars().skip(1)).collect::<String>());
    let title: Vec<String> = kept.iter().filter_map(capital).collect();
    let names = [shorter, title.join(" ")];
    let mut others = names.iter().filter(|name| !name.is_empty() && name.as_str() != words);
    others.find_map(|name| knowledge.choose_place(name, &context))
}

fn container_country(knowledge: &Knowledge, nearby: &[&str]) -> Option<String> {
    nearby.iter().find_map(|near| {
        let named = knowledge
            .country_meanings(near)
            .iter()
            .find(|f| f.form == CountryForm::Name)
            .map(|f| f.code.to_owned());
        named.or_else(|| knowledge.choose_place(near, &PlaceContext::default())?.country.map(str::to_owned))
    })
}

fn nowhere(words: &str) -> Place {
    Place {
        name: words.split_whitespace().collect::<Vec<_>>().join(" "),
        kind: "place".to_owned(),
        country: None,
        admin1: None,
        coordinates: None,
        geonames: None,
        population: None,
        mentions: Vec::new(),
    }
}

fn from_entry(entry: &PlaceEntry<'_>) -> Place {
    Place {
        name: entry.name.to_owned(),
        kind: entry.kind.label().to_owned(),
        country: entry.country.map(str::to_owned),
        admin1: entry.region.map(str::to_owned),
        coordinates: entry.coordinates,
        geonames: entry.geonames,
        population: entry.population,
        mentions: Vec::new(),
    }
}
