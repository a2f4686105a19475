//! The third sieve: definite descriptions ("the French president", "the ministry", "the group") and repeated nouns.

use std::collections::HashMap;

use dateline_text::{EntityKind, Form, Upos};

use super::cluster::{Cluster, Clusters};
use super::lexicon::NounClass;
use super::mention::{Candidate, Definiteness};
use super::text::Text;

/// How many earlier clusters are looked at: a bound for hostile texts.
const WINDOW: usize = 40;
/// A hypernym ("the group") reaches back this many sentences.
const REACH: usize = 4;

/// Joins descriptions with what they describe.
pub(crate) fn join_descriptions(text: &Text, mentions: &[Candidate], clusters: &mut Clusters) {
    let mut by_head: HashMap<String, Vec<usize>> = HashMap::new();
    let mut named: Vec<usize> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        if mention.form == Form::Nominal {
            let lemma = text.lemma(mention.head);
            let found = if is_anaphoric(mention) {
                by_role(text, clusters, &named, mention, &lemma)
                    .or_else(|| by_head_noun(text, mentions, clusters, by_head.get(&lemma), mention))
                    .or_else(|| by_name_head(text, mentions, clusters, &named, mention, &lemma))
                    .or_else(|| {
                        by_hypernym(mentions, clusters, &named, mention, text.lexicon.class(&lemma), &lemma)
                    })
            } else {
                repeated(text, mentions, clusters, by_head.get(&lemma), mention)
            };
            if let Some(found) = found {
                clusters.join(found, i);
            }
            let list = by_head.entry(lemma).or_default();
            list.push(i);
            if list.len() > 2 * WINDOW {
                list.drain(..WINDOW);
            }
        } else if mention.form == Form::Name {
            named.push(i);
        }
    }
}

fn is_anaphoric(mention: &Candidate) -> bool {
    mention.definiteness == Definiteness::Definite
        || mention.definiteness == Definiteness::Bare && !mention.plural
}

fn countries_agree(mention: &Candidate, cluster: &Cluster) -> bool {
    let theirs = cluster.country.as_ref().or_else(|| cluster.known.as_ref().and_then(|k| k.code.as_ref()));
    match (&mention.country, theirs) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// "the French president": somebody whose title in the text, or whose office at the date, has these words.
fn by_role(
    text: &Text,
    clusters: &Clusters,
    named: &[usize],
    mention: &Candidate,
    lemma: &str,
) -> Option<usize> {
    if mention.plural
        || mention.kind != EntityKind::Person
        || text.lexicon.class(lemma) != Some(NounClass::Person)
    {
        return None;
    }
    let asked = described_words(text, mention);
    let role_country = |cluster: &Cluster| {
        cluster
            .roles
            .iter()
            .find_map(|r| r.country.clone().or_else(|| r.described.as_ref().and_then(|d| d.code.clone())))
            .or_else(|| cluster.known.as_ref().and_then(|k| k.code.clone()))
            .or_else(|| cluster.country.clone())
    };
    named.iter().rev().take(WINDOW).copied().find(|i| {
        let Some(cluster) = clusters.get(*i).filter(|c| c.kind == EntityKind::Person) else { return false };
        let by_text = cluster.roles.iter().any(|r| asked.iter().all(|w| r.nouns.contains(w)));
        let title = cluster.known.as_ref().and_then(|k| k.title.as_ref()).map(|t| t.to_lowercase());
        let by_knowledge = title.is_some_and(|t| asked.iter().all(|w| t.split_whitespace().any(|p| p == w)));
        let agrees = match (&mention.country, role_country(cluster)) {
            (Some(a), Some(b)) => *a == b,
            _ => true,
        };
        let gender = mention.gender.is_none() || cluster.gender.is_none() || mention.gender == cluster.gender;
        (by_text || by_knowledge) && agrees && gender
    })
}

/// The words of a description that its bearer's title must hold: all but the country's and "former".
fn described_words(text: &Text, mention: &Candidate) -> Vec<String> {
    let words =
        mention.range.clone().filter(|i| matches!(text.upos(*i), Upos::Noun | Upos::Propn | Upos::Adj));
    words
        .filter(|i| {
            !text.is_capitalised(*i)
                || text.facts.country(text.word(*i)).is_none() && text.facts.demonym(text.word(*i)).is_none()
        })
        .map(|i| text.folded(i).to_owned())
        .collect()
}

/// The same noun before, with no modifier that the earlier mention lacks.
fn by_head_noun(
    text: &Text,
    mentions: &[Candidate],
    clusters: &Clusters,
    same: Option<&Vec<usize>>,
    mention: &Candidate,
) -> Option<usize> {
    let fits = |i: &usize| {
        let (Some(other), Some(cluster)) = (mentions.get(*i), clusters.get(*i)) else { return false };
        other.plural == mention.plural
            && countries_agree(mention, cluster)
            && modifiers(text, mention)
                .iter()
                .all(|w| modifiers(text, other).contains(w) || cluster.words.contains(w))
            && mention.sentence - other.sentence <= 3 * REACH
    };
    same?.iter().rev().take(WINDOW / 4).copied().find(fits)
}

/// A bare plural or an indefinite joins only what is said in the very same words.
fn repeated(
    text: &Text,
    mentions: &[Candidate],
    clusters: &Clusters,
    same: Option<&Vec<usize>>,
    mention: &Candidate,
) -> Option<usize> {
    if mention.definiteness == Definiteness::Indefinite {
        return None;
    }
    let fits = |i: &usize| {
        let (Some(other), Some(cluster)) = (mentions.get(*i), clusters.get(*i)) else { return false };
        other.plural == mention.plural
            && countries_agree(mention, cluster)
            && modifiers(text, mention) == modifiers(text, other)
    };
    same?.iter().rev().take(WINDOW / 4).copied().find(fits)
}

fn modifiers(text: &Text, mention: &Candidate) -> Vec<String> {
    let head = text.folded(mention.head);
    let words = mention
        .words
        .iter()
        .filter(|w| w.as_str() != head && !matches!(w.as_str(), "'s" | "'" | "same" | "two" | "three"));
    words.filter(|w| w.chars().any(char::is_alphanumeric)).cloned().collect()
}

/// "the ministry" after "Ministry of Defence", "the party" after "Labour Party".
fn by_name_head(
    text: &Text,
    mentions: &[Candidate],
    clusters: &Clusters,
    named: &[usize],
    mention: &Candidate,
    lemma: &str,
) -> Option<usize> {
    if mention.plural || mention.kind == EntityKind::Person {
        return None;
    }
    let asked = modifiers(text, mention);
    named.iter().rev().take(WINDOW).copied().find(|i| {
        let (Some(other), Some(cluster)) = (mentions.get(*i), clusters.get(*i)) else { return false };
        matches!(cluster.kind, EntityKind::Organisation | EntityKind::Group | EntityKind::Other)
            && other.words.iter().any(|w| w == lemma)
            && countries_agree(mention, cluster)
            && asked.iter().all(|w| other.words.contains(w) || text.facts.demonym(w).is_some())
    })
}

/// "the group", "the company", "the country": the nearest name of that kind.
fn by_hypernym(
    mentions: &[Candidate],
    clusters: &Clusters,
    named: &[usize],
    mention: &Candidate,
    class: Option<NounClass>,
    lemma: &str,
) -> Option<usize> {
    if mention.plural
        || mention.definiteness != Definiteness::Definite
        || mention.words.len() > 1
        || mention.country.is_some()
    {
        return None;
    }
    let general = [
        "group",
        "organisation",
        "organization",
        "movement",
        "company",
        "firm",
        "agency",
        "body",
        "party",
        "faction",
        "militia",
        "bloc",
        "alliance",
        "network",
        "newspaper",
        "broadcaster",
        "airline",
        "charity",
        "union",
    ];
    let kinds: &[EntityKind] = match class {
        Some(NounClass::Country) => &[EntityKind::Country],
        Some(NounClass::Organisation) if general.contains(&lemma) => &[EntityKind::Organisation],
        _ => return None,
    };
    named.iter().rev().take(WINDOW).copied().find(|i| {
        let (Some(other), Some(cluster)) = (mentions.get(*i), clusters.get(*i)) else { return false };
        mention.sentence - other.sentence <= REACH && kinds.contains(&cluster.kind) && !other.is_adjective
    })
}
