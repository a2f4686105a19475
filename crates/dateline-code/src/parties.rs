//! Who did it and to whom: each entity of the sentence weighed by the tree, its words and the reader.

use std::collections::BTreeMap;

use dateline_text::{Annotations, Reading, Speech, Syntax, Trigger};

use crate::candidates::{Candidate, Cast};
use crate::weights::{Evidence, Weights, best_of};

/// Log-odds from which on an entity acts, and is acted on; chosen on training documents that the reader has not seen.
const ENOUGH: [f32; 2] = [0.0, -0.8];
/// Where nobody reaches it, the likeliest actor still acts from here on.
const BARELY: f32 = -1.0;
/// Below this the reader hears no party of a word.
const UNHEARD: f32 = 0.05;
/// An entity is both only where both are this sure, as in mutual blame.
const SURE_OF_BOTH: f32 = 0.8;

/// The sides of one act.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parties {
    /// Indices of entities.
    pub actors: Vec<usize>,
    /// Indices of entities.
    pub recipients: Vec<usize>,
}

/// Finds the parties of a trigger among its candidates; where the sides are `equals`, all are actors.
pub fn find_parties(
    reading: &Reading,
    layers: &Annotations,
    cast: &Cast,
    trigger: &Trigger,
    equals: bool,
) -> Parties {
    let mut candidates = cast.candidates(reading, layers, trigger);
    candidates.retain(|candidate| !only_places(candidate));
    let chosen = choose(&candidates, equals);
    let mut parties = Parties::default();
    for choice in &chosen {
        // Of "U.S. military" the military acts: a word that only modifies another party is no party of its own.
        if modifies_one_of(&reading.syntax, layers, choice, &chosen) {
            continue;
        }
        if choice.acts {
            parties.actors.push(choice.entity);
        }
        if choice.acted_on {
            parties.recipients.push(choice.entity);
        }
    }
    parties
}

/// Whether the tree only says that it happened in or near there, and the reader hears no party of it.
fn only_places(candidate: &Candidate) -> bool {
    let there = |feature: &String| {
        feature.starts_with("path ") && [":in", ":at", ":near"].iter().any(|end| feature.ends_with(end))
    };
    candidate.actor.max(candidate.recipient) < UNHEARD && candidate.features.iter().any(there)
}

/// An entity with the word that speaks most for it.
struct Choice {
    entity: usize,
    word: usize,
    acts: bool,
    acted_on: bool,
}

/// What is heard of an entity in one act.
struct Heard<'c> {
    /// The best evidence of its words.
    evidence: Evidence,
    /// How strong the strongest word is, and which it is.
    strength: f32,
    word: usize,
    /// The ways through the tree by which its words are reached.
    paths: Vec<&'c str>,
}

/// For each entity the log-odds of either role, and the word that speaks most for it.
fn weigh(candidates: &[Candidate]) -> BTreeMap<usize, ([f32; 2], usize)> {
    let weights = Weights::get();
    let mut heard: BTreeMap<usize, Heard<'_>> = BTreeMap::new();
    for candidate in candidates {
        let evidence = weights.evidence(candidate);
        let strength = (evidence[0] + evidence[2]).max(evidence[1] + evidence[3]);
        let entry = heard.entry(candidate.entity).or_insert_with(|| Heard {
            evidence,
            strength,
            word: candidate.word,
            paths: Vec::new(),
        });
        entry.evidence = best_of(&entry.evidence, &evidence);
        entry.paths.extend(candidate.features.iter().map(String::as_str).filter(|f| f.starts_with("path ")));
        if strength > entry.strength {
            (entry.strength, entry.word) = (strength, candidate.word);
        }
    }
    let odds = |entity: usize, own: &Heard<'_>| {
        // "France and Britain urged": those who stand in one list do not contend.
        let contends = |other: &Heard<'_>| !own.paths.iter().any(|path| other.paths.contains(path));
        let rivals = heard.iter().filter(|(other, rival)| **other != entity && contends(rival));
        weights.log_odds(&own.evidence, rivals.map(|(_, rival)| &rival.evidence))
    };
    heard.iter().map(|(entity, own)| (*entity, (odds(*entity, own), own.word))).collect()
}

/// The entities that are parties, in the order of their words.
fn choose(candidates: &[Candidate], equals: bool) -> Vec<Choice> {
    let best = weigh(candidates);
    let likeliest = best
        .iter()
        .filter(|(_, (odds, _))| odds[0] >= BARELY && odds[0] >= odds[1])
        .max_by(|(a, x), (b, y)| x.0[0].total_cmp(&y.0[0]).then(b.cmp(a)))
        .map(|(entity, (_, word))| Choice { entity: *entity, word: *word, acts: true, acted_on: false });
    let mut chosen: Vec<Choice> = best
        .into_iter()
        .map(|(entity, (odds, word))| {
            let [mut acts, mut acted_on] = [odds[0] >= ENOUGH[0], odds[1] >= ENOUGH[1]];
            if equals {
                (acts, acted_on) = (acts || acted_on, false);
            } else if acts && acted_on && odds[0].min(odds[1]) < SURE_OF_BOTH {
                (acts, acted_on) = (odds[0] >= odds[1], odds[0] < odds[1]);
            }
            Choice { entity, word, acts, acted_on }
        })
        .filter(|choice| choice.acts || choice.acted_on)
        .collect();
    if !chosen.iter().any(|choice| choice.acts)
        && let Some(likeliest) = likeliest
    {
        chosen.retain(|choice| choice.entity != likeliest.entity);
        chosen.push(likeliest);
    }
    chosen.sort_by_key(|choice| choice.word);
    chosen
}

/// Takes out of the actors of a material act the paper or agency that only reports it.
pub fn drop_reporters(layers: &Annotations, asserted_by: Option<usize>, parties: &mut Parties) {
    let speaker = asserted_by.and_then(|s| layers.statements.get(s)).and_then(|s| s.speaker);
    parties.actors.retain(|actor| {
        let media =
            layers.entities.get(*actor).is_some_and(|e| e.sectors.first().is_some_and(|s| s == "MED"));
        !(media && speaker.is_some())
    });
}

/// Makes the speaker of a quotation the actor of a verbal act in it for which nobody else was found.
pub fn supply_speaker(
    reading: &Reading,
    layers: &Annotations,
    trigger: &Trigger,
    asserted_by: Option<usize>,
    parties: &mut Parties,
) {
    let statement = asserted_by.and_then(|s| layers.statements.get(s));
    let quoted = statement.filter(|s| s.speech != Speech::Indirect);
    let passive = reading.syntax.children_by(trigger.token, &["nsubj:pass", "aux:pass"]).next().is_some();
    if let Some(speaker) = quoted.and_then(|s| s.speaker)
        && !passive
        && parties.actors.is_empty()
        && !parties.recipients.contains(&speaker)
    {
        parties.actors.push(speaker);
    }
}

/// The entity that a word stands for: its own mention, or that of the name or noun which it is part of.
pub fn entity_of(syntax: &Syntax, layers: &Annotations, word: usize) -> Option<usize> {
    let token = syntax.get(word)?;
    if let Some(entity) = layers.entity_at(word, token.span) {
        return Some(entity);
    }
    let head = token
        .head
        .filter(|_| matches!(token.base_relation(), "compound" | "flat" | "amod" | "nmod" | "conj"))?;
    layers.entity_at(head, syntax.get(head)?.span)
}

/// Whether the word only modifies the noun of another party and lies in its phrase.
fn modifies_one_of(syntax: &Syntax, layers: &Annotations, choice: &Choice, chosen: &[Choice]) -> bool {
    let Some(token) = syntax.get(choice.word) else { return false };
    matches!(token.base_relation(), "compound" | "flat" | "amod" | "nmod")
        && !token.relation.ends_with(":poss")
        && token.head.is_some_and(|head| {
            let phrase = |other: &Choice| {
                let mentions = layers.entities.get(other.entity).map_or(&[][..], |e| &e.mentions);
                mentions.iter().any(|m| m.head == head && m.span.contains(token.span))
            };
            chosen.iter().any(|other| other.word == head && phrase(other))
        })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use dateline_text::{
        Annotations, Argument, ArgumentRole, EntityKind, Form, Metadata, Reading, Trigger, testing,
    };

    use super::{Parties, find_parties};
    use crate::candidates::Cast;

    const TABLE: &str = "France France PROPN 4 nsubj name:country
        and and CCONJ 3 cc
        Britain Britain PROPN 1 conj name:country
        urged urge VERB 0 root
        Russia Russia PROPN 4 obj name:country";

    fn layers(reading: &Reading) -> Annotations {
        let entity =
            |m: &dateline_text::Mention| testing::entity(reading, m.head, EntityKind::Country, Form::Name);
        Annotations { entities: reading.mentions.iter().map(entity).collect(), ..Annotations::default() }
    }

    fn trigger(reading: &Reading, arguments: &[(ArgumentRole, usize, f32)]) -> Trigger {
        Trigger {
            span: reading.syntax.tokens()[3].span,
            token: 3,
            label: Arc::from("REQUEST"),
            score: 0.9,
            second: None,
            mode: None,
            status: [1.0, 0.0, 0.0, 0.0],
            arguments: arguments
                .iter()
                .map(|(role, token, score)| Argument { role: *role, token: *token, score: *score })
                .collect(),
            found_by: "test",
        }
    }

    fn parties(reading: &Reading, trigger: &Trigger, equals: bool) -> Parties {
        let layers = layers(reading);
        find_parties(reading, &layers, &Cast::new(&reading.syntax, &layers), trigger, equals)
    }

    #[test]
    fn conjoined_subjects_act_even_where_the_reader_is_unsure_of_the_second() {
        let (_, reading) = testing::reading(TABLE, Metadata::default());
        let arguments = [
            (ArgumentRole::Actor, 0, 0.9),
            (ArgumentRole::Actor, 2, 0.15),
            (ArgumentRole::Recipient, 4, 0.8),
        ];
        let parties = parties(&reading, &trigger(&reading, &arguments), false);
        assert_eq!((parties.actors, parties.recipients), (vec![0, 1], vec![2]));
    }

    #[test]
    fn sides_of_a_reciprocal_act_are_all_actors() {
        let (_, reading) = testing::reading(TABLE, Metadata::default());
        let arguments = [(ArgumentRole::Actor, 0, 0.9), (ArgumentRole::Recipient, 4, 0.8)];
        let parties = parties(&reading, &trigger(&reading, &arguments), true);
        assert_eq!((parties.actors, parties.recipients), (vec![0, 1, 2], vec![]));
    }

    #[test]
    fn where_an_act_happens_is_no_party_of_it() {
        let table = "Fighting fighting NOUN 2 nsubj\ncontinued continue VERB 0 root\nin in ADP 4 case\nMali Mali PROPN 2 obl name:country";
        let (_, reading) = testing::reading(table, Metadata::default());
        let mut fighting = trigger(&reading, &[]);
        fighting.token = 0;
        fighting.span = reading.syntax.tokens()[0].span;
        fighting.label = Arc::from("ASSAULT");
        let parties = parties(&reading, &fighting, false);
        assert!(parties.actors.is_empty() && parties.recipients.is_empty(), "{parties:?}");
    }
}
