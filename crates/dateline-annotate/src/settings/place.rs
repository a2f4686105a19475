//! The place of an act: candidates and their signs.

use dateline_text::{ArgumentRole, Document, Place, Setting, Span, Syntax, Upos};

use super::act::Act;
use super::candidates::{Candidate, Candidates, carry, none};
use super::path::preposition;
use crate::places::{Chains, PLACING, is_place_noun};

/// The places named in the act's sentence and those of earlier acts.
pub(super) fn candidates(
    act: &Act<'_>,
    told: &[Option<Act<'_>>],
    document: &Document,
    places: &[Place],
    chains: &Chains,
    earlier: &[Setting],
) -> Candidates {
    let mut found = Candidates::default();
    let here: Vec<(Span, usize)> = chains.within(act.range).collect();
    for (number, (span, index)) in here.iter().enumerate() {
        let Some(place) = places.get(*index) else { continue };
        let Some(mut signs) = signs(act, document, place, *span) else { continue };
        let gap = |a: Option<&(Span, usize)>, b: Option<&(Span, usize)>| {
            a.zip(b).is_some_and(|(a, b)| b.0.start().saturating_sub(a.0.end()) <= 4)
        };
        signs.push(format!("n={}", here.len().min(4)));
        if gap(number.checked_sub(1).and_then(|n| here.get(n)), Some(&(*span, *index))) {
            signs.push("follows".to_owned());
        }
        if gap(Some(&(*span, *index)), here.get(number + 1)) {
            signs.push("followed".to_owned());
        }
        // A mention of a place that contains another one is weighed by itself, but stands for the most specific one.
        let index = chains.innermost(*span).unwrap_or(*index);
        if places.get(index).is_none_or(|p| p.name != place.name) {
            signs.push("outer".to_owned());
        }
        found.list.push(Candidate { index, carried: false, signs });
    }
    found.none = none(act, here.len());
    carry(act, told, earlier, |s| s.place, |a, b| a == b, &mut found);
    found
}

/// How often a type of act has a place: most, about half, seldom.
fn ground(label: &str) -> &'static str {
    match label {
        "ASSAULT" | "PROTEST" => "spot",
        "COERCE" | "MOBILIZE" | "AID" | "CONSULT" | "RETREAT" => "some",
        _ => "words",
    }
}

/// Outwards through "the outskirts of the town of X" and lists to the word that hangs in the clause.
fn outermost(syntax: &Syntax, head: usize) -> usize {
    let mut word = head;
    for _ in 0..5 {
        let Some(token) = syntax.get(word) else { break };
        let Some(governor) = token.head else { break };
        let before = preposition(syntax, word);
        let part = matches!(token.base_relation(), "nmod" | "appos" | "flat" | "compound")
            && matches!(before.as_str(), "" | "of")
            && is_place_noun(syntax, governor);
        let list = matches!(token.base_relation(), "conj" | "appos" | "flat" | "list") && before.is_empty();
        if !part && !list {
            break;
        }
        word = governor;
    }
    word
}

fn signs(act: &Act<'_>, document: &Document, place: &Place, span: Span) -> Option<Vec<String>> {
    let syntax = &act.reading.syntax;
    let range = syntax.range_of(span);
    let word = outermost(syntax, syntax.head_of(range.clone())?);
    let token = syntax.get(word)?;
    let (relation, before) = (token.base_relation(), preposition(syntax, word));
    let hold = format!("{relation}:{before}");
    let ground = ground(act.label());
    let mut signs = vec![
        format!("hold={hold}"),
        format!("hold={hold}|{ground}"),
        format!("kind={}", place.kind),
        format!("kind={}|{ground}", place.kind),
        format!("type={}", act.label()),
    ];
    let places_it = PLACING.contains(&before.as_str());
    if places_it {
        signs.push(format!("where|{ground}"));
    }
    act.tree_signs(token.head, relation, &mut signs);
    act.row_signs(range.start, &mut signs);
    if token.head == Some(act.head) {
        signs.push(format!("own|{hold}"));
        signs.push(format!("own|{hold}|{}", act.label()));
    }
    signs.push(format!("surface={}", surface(syntax, range.start)));
    if document.dateline().is_some_and(|d| d.overlaps(span)) {
        signs.push("dateline".to_owned());
    }
    act.role_signs(ArgumentRole::Place, span, &mut signs);
    Some(signs)
}

/// The preposition that stands before the words over articles and adjectives, else the kind of word.
fn surface(syntax: &Syntax, first: usize) -> String {
    let mut at = first;
    for _ in 0..4 {
        let Some(token) = at.checked_sub(1).and_then(|i| syntax.get(i)) else { return "start".to_owned() };
        match token.upos {
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn => at -= 1,
            Upos::Adp => return token.lemma.to_lowercase(),
            other => return other.name().to_owned(),
        }
    }
    "far".to_owned()
}
