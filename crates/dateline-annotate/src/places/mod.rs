//! Places: names of places linked to the gazetteer.

mod collect;
mod link;
mod nested;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;

use dateline_knowledge::Knowledge;
use dateline_text::{Document, Entity, Place, Reading, Span};

pub(crate) use self::nested::Chains;
pub(crate) use self::words::{PLACING, is_place_noun};

/// Finds the places that the document names, linked to the gazetteer where an entry fits, in the order of their first mention.
///
/// A name that no entry fits is kept with its words, and with the country that the words beside it give; a country that
/// acts is an entity and only a place where the text speaks of it as one.
pub fn find_places(
    document: &Document,
    reading: &Reading,
    entities: &[Entity],
    knowledge: &Knowledge,
) -> Vec<Place> {
    let names = collect::collect(document, reading, entities, knowledge);
    let linked = link::link(document, reading, entities, knowledge, &names);
    let mut places: Vec<Place> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (place, span) in linked {
        let index = *known.entry(key(&place)).or_insert_with(|| {
            places.push(place);
            places.len() - 1
        });
        if let Some(place) = places.get_mut(index) {
            place.mentions.push(span);
        }
    }
    places
}

/// Two mentions with one key are one place.
fn key(place: &Place) -> String {
    match (place.geonames, place.coordinates) {
        (Some(id), _) => format!("#{id}"),
        (None, Some((latitude, longitude))) => format!("{}@{latitude},{longitude}", place.name),
        (None, None) => format!("{}/{}", place.name.to_lowercase(), place.country.as_deref().unwrap_or("")),
    }
}

/// A name of a place before it is linked.
struct PlaceName {
    /// Its words: "northern Mali", "Sumy".
    span: Span,
    /// The words that the gazetteer is asked for: "Mali".
    name: Span,
    /// Whether a country's name is meant, whatever towns bear it.
    is_country: bool,
}
