//! Words that tell how a place stands in its clause.

use dateline_text::{Syntax, Upos};

/// Prepositions that place an act.
pub(crate) const PLACING: [&str; 20] = [
    "in",
    "at",
    "near",
    "across",
    "outside",
    "inside",
    "around",
    "throughout",
    "within",
    "off",
    "along",
    "beside",
    "through",
    "aboard",
    "amid",
    "under",
    "above",
    "over",
    "into",
    "onto",
];

/// A noun for a place or a part of one, so that "the outskirts of X" is where X is.
pub(crate) fn is_place_noun(syntax: &Syntax, word: usize) -> bool {
    const NOUNS: [&str; 46] = [
        "town",
        "city",
        "village",
        "capital",
        "centre",
        "center",
        "outskirts",
        "outskirt",
        "suburb",
        "province",
        "region",
        "district",
        "state",
        "area",
        "part",
        "coast",
        "border",
        "island",
        "port",
        "base",
        "camp",
        "airport",
        "street",
        "square",
        "north",
        "south",
        "east",
        "west",
        "governorate",
        "oblast",
        "county",
        "municipality",
        "neighbourhood",
        "neighborhood",
        "strip",
        "territory",
        "stretch",
        "edge",
        "vicinity",
        "heart",
        "settlement",
        "checkpoint",
        "crossing",
        "site",
        "gulf",
        "front",
    ];
    syntax.get(word).is_some_and(|t| {
        matches!(t.upos, Upos::Noun | Upos::Propn) && NOUNS.contains(&t.lemma.to_lowercase().as_str())
    })
}
