//! Collecting names of places: the reader's, and capitalised words that the gazetteer holds and the text treats as places.

use std::collections::HashSet;

use dateline_knowledge::{Knowledge, PlaceKind};
use dateline_text::{Document, Entity, EntityKind, Form, Reading, Span, Syntax, Upos};

use super::PlaceName;
use crate::times::is_month_or_weekday;

/// The longest name that is looked up, in words.
const LONGEST: usize = 6;
/// Prepositions after which a capitalised name is likely a place.
const OF_PLACE: [&str; 22] = [
    "in",
    "at",
    "near",
    "from",
    "to",
    "into",
    "across",
    "around",
    "outside",
    "inside",
    "through",
    "throughout",
    "toward",
    "towards",
    "off",
    "over",
    "of",
    "on",
    "between",
    "within",
    "via",
    "against",
];
/// Words that say which part of a place is meant and belong to its mention.
const PARTS: [&str; 18] = [
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "north",
    "south",
    "east",
    "west",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north-eastern",
    "north-western",
    "south-eastern",
    "south-western",
    "upper",
];

/// The names in reading order; no two overlap.
pub(super) fn collect(
    document: &Document,
    reading: &Reading,
    entities: &[Entity],
    knowledge: &Knowledge,
) -> Vec<PlaceName> {
    let syntax = &reading.syntax;
    let mut found: Vec<(Span, usize, EntityKind)> = Vec::new();
    let mut others: Vec<Span> = Vec::new();
    for mention in reading.mentions.iter().filter(|m| m.form == Form::Name) {
        match mention.kind {
            EntityKind::Place | EntityKind::Country | EntityKind::Facility => {
                found.push((mention.span, mention.head, mention.kind))
            }
            _ => others.push(mention.span),
        }
    }
    for entity in entities {
        let names = entity.mentions.iter().filter(|m| m.form == Form::Name);
        match entity.kind {
            EntityKind::Place | EntityKind::Country | EntityKind::Facility => {
                found.extend(names.map(|m| (m.span, m.head, entity.kind)));
            }
            // What the entity layer holds for a person or a body is no town, save what the reader itself calls a place.
            _ => others.extend(names.map(|m| m.span)),
        }
    }
    others.sort_unstable();
    found.extend(by_gazetteer(document, syntax, knowledge, &found, &others));
    found.extend(
        document.dateline().and_then(|d| Some((d, syntax.head_of(syntax.range_of(d))?, EntityKind::Place))),
    );
    found.sort_by_key(|(span, _, _)| (span.start(), std::cmp::Reverse(span.end())));
    let mut end = 0;
    let mut names = Vec::new();
    for (span, head, kind) in found {
        if span.start() < end
            || is_month_or_weekday(document.slice(span))
            || is_adjective(document, syntax, knowledge, span, head, kind)
        {
            continue;
        }
        end = span.end();
        let is_country =
            kind == EntityKind::Country && !knowledge.country_meanings(document.slice(span)).is_empty();
        names.push(PlaceName { span: with_part(document, syntax, span), name: span, is_country });
    }
    names
}

/// Demonyms ("Russian") are no places, wherever the reader puts them.
fn is_adjective(
    document: &Document,
    syntax: &Syntax,
    knowledge: &Knowledge,
    span: Span,
    head: usize,
    kind: EntityKind,
) -> bool {
    use dateline_knowledge::CountryForm::{Adjective, People, Seat};
    if kind == EntityKind::Facility && syntax.get(head).is_some_and(|t| t.upos == Upos::Adj) {
        return true;
    }
    let meanings = knowledge.country_meanings(document.slice(span));
    !meanings.is_empty() && meanings.iter().all(|f| matches!(f.form, Adjective | People | Seat))
}

/// The span with a word such as "northern" before it.
fn with_part(document: &Document, syntax: &Syntax, span: Span) -> Span {
    let from = syntax.range_of(span).start;
    let before = from.checked_sub(1).and_then(|i| syntax.get(i));
    match before {
        Some(token) if PARTS.contains(&document.slice(token.span).to_lowercase().as_str()) => {
            token.span.cover(span)
        }
        _ => span,
    }
}

/// Capitalised words that the gazetteer holds, where the reader saw no name and the words beside them speak of a place.
fn by_gazetteer(
    document: &Document,
    syntax: &Syntax,
    knowledge: &Knowledge,
    found: &[(Span, usize, EntityKind)],
    others: &[Span],
) -> Vec<(Span, usize, EntityKind)> {
    let mut taken: HashSet<usize> = HashSet::new();
    for span in found.iter().map(|(span, _, _)| span).chain(others) {
        taken.extend(syntax.range_of(*span));
    }
    let mut names = Vec::new();
    let mut from = 0;
    while from < syntax.tokens().len() {
        match held_at(document, syntax, knowledge, &taken, from) {
            Some((span, end)) => {
                if let Some(head) = syntax.head_of(from..end) {
                    names.push((span, head, EntityKind::Place));
                }
                from = end;
            }
            None => from += 1,
        }
    }
    names
}

fn held_at(
    document: &Document,
    syntax: &Syntax,
    knowledge: &Knowledge,
    taken: &HashSet<usize>,
    from: usize,
) -> Option<(Span, usize)> {
    let first =
        syntax.get(from).filter(|t| matches!(t.upos, Upos::Propn | Upos::X | Upos::Noun | Upos::Adj))?;
    if taken.contains(&from) || !document.slice(first.span).starts_with(char::is_uppercase) {
        return None;
    }
    let limit = syntax.sentence(first.sentence).end.min(from + LONGEST);
    let end = (from + 1..=limit).rev().find(|end| {
        let range = from..*end;
        let Some(last) = syntax.get(end - 1) else { return false };
        range.clone().all(|i| !taken.contains(&i))
            && document.slice(last.span).starts_with(char::is_uppercase)
            && !knowledge.places(document.slice(first.span.cover(last.span))).is_empty()
    })?;
    let span = first.span.cover(syntax.get(end - 1)?.span);
    let name = document.slice(span);
    let before =
        from.checked_sub(1).and_then(|i| syntax.get(i)).map(|t| document.slice(t.span).to_lowercase());
    let after_place_word =
        before.is_some_and(|w| OF_PLACE.contains(&w.as_str()) || PARTS.contains(&w.as_str()));
    let large = knowledge
        .places(name)
        .iter()
        .any(|p| p.kind != PlaceKind::City || p.population.is_some_and(|n| n > 100_000));
    let is_propn = (from..end).any(|i| syntax.get(i).is_some_and(|t| t.upos == Upos::Propn));
    // A word that is more often something else, and a small town, want a sign beside them.
    let sure = if knowledge.is_ambiguous_place(name) {
        after_place_word && is_propn
    } else {
        after_place_word || large && is_propn
    };
    (sure && is_propn).then_some((span, end))
}
