//! Places named one inside the other: "Morón, Ciego de Ávila Province", "Kumshe in Borno State".

use std::collections::BTreeMap;

use dateline_text::{Document, Place, Span};

/// All mentions of places in reading order, each with the innermost of its chain.
pub(crate) struct Chains {
    /// By span: the place, and the place that begins the chain.
    mentions: BTreeMap<Span, (usize, usize)>,
}

impl Chains {
    pub(crate) fn new(document: &Document, places: &[Place]) -> Self {
        let mut all: Vec<(Span, usize)> = places
            .iter()
            .enumerate()
            .flat_map(|(i, p)| p.mentions.iter().map(move |span| (*span, i)))
            .collect();
        all.sort_unstable();
        let mut mentions = BTreeMap::new();
        // The mention before: its span, its place, and the place that begins its chain.
        let mut before: Option<(Span, usize, usize)> = None;
        for (span, place) in all {
            let chained = before.filter(|(last, outer, _)| match (places.get(*outer), places.get(place)) {
                (Some(first), Some(second)) => contains(document, (*last, first), (span, second)),
                _ => false,
            });
            let inner = chained.map_or(place, |(_, _, inner)| inner);
            mentions.insert(span, (place, inner));
            before = Some((span, place, inner));
        }
        Self { mentions }
    }

    /// The mentions inside a stretch of text, with their places.
    pub(crate) fn within(&self, range: Span) -> impl Iterator<Item = (Span, usize)> {
        self.mentions
            .range(Span::new(range.start(), range.start())..)
            .take_while(move |(span, _)| span.start() < range.end())
            .map(|(span, (place, _))| (*span, *place))
    }

    /// The most specific place of the chain that a mention belongs to.
    pub(crate) fn innermost(&self, span: Span) -> Option<usize> {
        self.mentions.get(&span).map(|(_, inner)| *inner)
    }
}

/// Whether the second place is named as what contains the first.
fn contains(document: &Document, first: (Span, &Place), second: (Span, &Place)) -> bool {
    let gap = document.text().get(first.0.end()..second.0.start()).unwrap_or("#").trim();
    let one_country =
        first.1.country.is_none() || second.1.country.is_none() || first.1.country == second.1.country;
    let is_large = matches!(&*second.1.kind, "country" | "region" | "area" | "continent");
    // "Kharkiv, Sumy and Odesa" is a list, "Morón, Ciego de Ávila" a town in its province.
    let rest = document.text().get(second.0.end()..).unwrap_or("");
    let is_list = rest.starts_with(" and ") || rest.starts_with(", and ");
    let beside = match gap {
        "," => is_large || second.1.kind == "place" && !is_list,
        "in" | ", in" | "(" | "of" => true,
        _ => false,
    };
    beside && one_country
}
