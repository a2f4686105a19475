//! Triggers by the words of an ontology: a verb or noun of a predicate whose roles are filled as the predicate wants.

use std::sync::Arc;

use dateline_knowledge::{EventType, Ontology, Predicate, is_form_of};
use dateline_text::{Annotations, Argument, ArgumentRole, Document, Layer, Reading, Syntax, Trigger, Upos};

use crate::parties::{Parties, entity_of};
use crate::roles::fillers;

/// What [`Trigger::found_by`] says of these triggers.
pub const FOUND_BY: &str = "ontology:predicate";
/// The score of a trigger by a predicate: whoever wrote the predicate means it.
const SCORE: f32 = 0.97;
/// The score of a party that the tree names.
const PARTY: f32 = 0.9;
/// The status of an act of which the neural reader says nothing, in the order of `Status::ALL`: the tree may still move it.
const STATUS: [f32; 4] = [0.7, 0.1, 0.1, 0.1];
/// The most words of a filler that are compared with a constraint of several words.
const PHRASE: usize = 12;
/// How far behind a verb's beginning the rest of a predicate of several words may end, in words.
const STRETCH: usize = 6;

impl crate::Coder {
    /// The reading with the triggers that the ontology's predicates find in it. A word that both see keeps what the neural reader says
    /// about its status, time and place.
    #[must_use]
    pub fn add_predicates(&self, document: &Document, mut reading: Reading) -> Reading {
        if self.ontology().types.iter().all(|t| t.predicates.is_empty()) {
            return reading;
        }
        let found = Finder { document, reading: &reading }.find(self.ontology());
        let ours =
            |trigger: &Trigger| found.iter().any(|f| f.token == trigger.token && f.label == trigger.label);
        let mut all: Vec<Trigger> = reading.triggers.iter().filter(|t| !ours(t)).cloned().collect();
        all.extend(found.iter().cloned());
        reading.triggers = Layer::new(all);
        reading
    }
}

/// What predicates are sought in.
struct Finder<'r> {
    document: &'r Document,
    reading: &'r Reading,
}

impl Finder<'_> {
    /// For each word at most one trigger of each type.
    fn find(&self, ontology: &Ontology) -> Vec<Trigger> {
        let mut found = Vec::new();
        for token in 0..self.reading.syntax.tokens().len() {
            for event_type in &ontology.types {
                found.extend(event_type.predicates.iter().find_map(|p| self.trigger(event_type, p, token)));
            }
        }
        found
    }

    fn trigger(&self, event_type: &EventType, predicate: &Predicate, token: usize) -> Option<Trigger> {
        let syntax = &self.reading.syntax;
        let words = self.words(predicate, token)?;
        let holds = |(role, wanted): (&String, &Vec<String>)| {
            fillers(syntax, token, role)
                .iter()
                .any(|filler| wanted.iter().any(|w| self.is_filled(*filler, w)))
        };
        if !predicate.needs.iter().all(holds) || predicate.without.iter().any(holds) {
            return None;
        }
        let mut arguments = parties(syntax, token, &predicate.actor, ArgumentRole::Actor);
        arguments.extend(parties(syntax, token, &predicate.recipient, ArgumentRole::Recipient));
        let seen = self.reading.triggers.iter().find(|t| t.token == token);
        let is_setting = |a: &&Argument| !matches!(a.role, ArgumentRole::Actor | ArgumentRole::Recipient);
        arguments.extend(seen.into_iter().flat_map(|t| &t.arguments).filter(is_setting));
        Some(Trigger {
            span: syntax.span_of(&words)?,
            token,
            label: Arc::from(event_type.label.as_str()),
            score: SCORE,
            second: None,
            mode: predicate.mode.as_deref().map(|mode| (Arc::from(mode), 1.0)),
            status: seen.map_or(STATUS, |t| t.status),
            arguments,
            found_by: FOUND_BY,
        })
    }

    /// The words of the predicate that stand together from `token` on; `None` where it is none of the predicate's.
    fn words(&self, predicate: &Predicate, token: usize) -> Option<Vec<usize>> {
        match self.reading.syntax.get(token)?.upos {
            Upos::Verb => predicate.verbs.iter().find_map(|verb| self.verb_words(token, verb)),
            Upos::Noun | Upos::Propn => predicate.nouns.iter().find_map(|noun| self.noun_words(token, noun)),
            _ => None,
        }
    }

    /// "call off": the verb, then its particle or preposition, which an object may part from it; only words that touch are given.
    fn verb_words(&self, token: usize, verb: &str) -> Option<Vec<usize>> {
        let syntax = &self.reading.syntax;
        let mut wanted = verb.split_whitespace();
        if !self.is_word(token, wanted.next()?) {
            return None;
        }
        let mut words = vec![token];
        let mut from = token + 1;
        let end = syntax.sentence(syntax.get(token)?.sentence).end.min(token + 1 + STRETCH);
        for part in wanted {
            let at = (from..end).find(|i| self.is_word(*i, part))?;
            if words.last() == Some(&(at - 1)) {
                words.push(at);
            }
            from = at + 1;
        }
        Some(words)
    }

    /// "peace talks": the words before the noun; "state of emergency": those behind it.
    fn noun_words(&self, token: usize, noun: &str) -> Option<Vec<usize>> {
        let parts: Vec<&str> = noun.split_whitespace().collect();
        let last = parts.len().checked_sub(1)?;
        let sentence = |i: usize| self.reading.syntax.get(i).map(|t| t.sentence);
        [last, 0].into_iter().find_map(|anchor| {
            let first = token.checked_sub(anchor)?;
            let range = first..first + parts.len();
            let fits = range.clone().zip(&parts).all(|(i, part)| self.is_word(i, part));
            // Of "truce breach" the breach is the act: the word that hangs on another one of the phrase is not.
            let hangs =
                self.reading.syntax.get(token).and_then(|t| t.head).is_some_and(|head| range.contains(&head));
            (fits && !hangs && sentence(first) == sentence(range.end - 1)).then(|| range.collect())
        })
    }

    /// Whether the word's dictionary form is this one, by the reader or by the rules of inflection: the reader's lemmas of rarer verbs
    /// ("violat", "prolonge") are not to be relied on.
    fn is_word(&self, token: usize, wanted: &str) -> bool {
        let wanted = wanted.to_lowercase();
        self.reading.syntax.get(token).is_some_and(|t| {
            t.lemma.to_lowercase() == wanted
                || is_form_of(&self.document.slice(t.span).to_lowercase(), &wanted)
        })
    }

    /// Whether a filler is the word of a constraint, or its phrase holds the words of one of several.
    fn is_filled(&self, filler: usize, wanted: &str) -> bool {
        let parts: Vec<&str> = wanted.split_whitespace().collect();
        match parts.as_slice() {
            ["*"] => true,
            [one] => self.is_word(filler, one),
            several => {
                let phrase: Vec<usize> =
                    self.reading.syntax.subtree(filler).into_iter().take(PHRASE).collect();
                phrase
                    .windows(several.len().max(1))
                    .any(|run| run.iter().zip(several).all(|(word, part)| self.is_word(*word, part)))
                    && !several.is_empty()
            }
        }
    }
}

/// The entities that fill the roles which the predicate names, and no others; where the sides are `equals`, all are actors.
pub fn named_parties(reading: &Reading, layers: &Annotations, trigger: &Trigger, equals: bool) -> Parties {
    let of_role = |role: ArgumentRole| {
        let mut found: Vec<usize> = Vec::new();
        for argument in trigger.arguments.iter().filter(|a| a.role == role) {
            let entity = entity_of(&reading.syntax, layers, argument.token);
            found.extend(entity.filter(|e| !found.contains(e)));
        }
        found
    };
    let (mut actors, mut recipients) = (of_role(ArgumentRole::Actor), of_role(ArgumentRole::Recipient));
    recipients.retain(|entity| !actors.contains(entity));
    if equals {
        actors.append(&mut recipients);
    }
    Parties { actors, recipients }
}

fn parties(syntax: &Syntax, token: usize, roles: &[String], role: ArgumentRole) -> Vec<Argument> {
    let mut words: Vec<usize> = roles.iter().flat_map(|name| fillers(syntax, token, name)).collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(|token| Argument { role, token, score: PARTY }).collect()
}

#[cfg(test)]
mod tests {
    use dateline_knowledge::Ontology;
    use dateline_text::{ArgumentRole, Metadata, testing};

    use crate::Coder;

    const TERMS: &str = r#"
name = "terms"
version = "1"
[[type]]
label = "OFF"
quad = "verbal-conflict"
plain = "called off a truce"
infinitive = "call off a truce"
[[type.predicate]]
verbs = ["call off", "end"]
needs = { object = ["truce", "cessation of hostility"] }
without = { subject = ["winter"] }
[[type.predicate]]
nouns = ["truce breach"]
"#;

    /// The triggers as `words: label, actors`.
    fn found(table: &str) -> Vec<String> {
        let (document, reading) = testing::reading(table, Metadata::default());
        let coder = Coder::with_ontology(Ontology::from_toml(TERMS).expect("an ontology"));
        let reading = coder.add_predicates(&document, reading);
        let word = |i: usize| document.slice(reading.syntax.tokens()[i].span);
        let actors = |t: &dateline_text::Trigger| {
            let actors = t.arguments.iter().filter(|a| a.role == ArgumentRole::Actor);
            actors.map(|a| word(a.token)).collect::<Vec<_>>().join("+")
        };
        reading
            .triggers
            .iter()
            .map(|t| format!("{}: {}, {}", document.slice(t.span), t.label, actors(t)))
            .collect()
    }

    #[test]
    fn verbs_of_several_words_fire_with_what_they_need() {
        let off = "Rebels rebel NOUN 2 nsubj\ncalled call VERB 0 root\noff off ADP 2 compound:prt\ntruces truce NOUN 2 obj";
        assert_eq!(found(off), ["called off: OFF, Rebels"]);
        let parted = "Rebels rebel NOUN 2 nsubj\ncalled call VERB 0 root\ntruces truce NOUN 2 obj\noff off ADP 2 compound:prt";
        assert_eq!(found(parted), ["called: OFF, Rebels"]);
        let phrase = "They they PRON 2 nsubj\nended end VERB 0 root\ncessation cessation NOUN 2 obj\nof of ADP 5 case\nhostilities hostility NOUN 3 nmod";
        assert_eq!(found(phrase), ["ended: OFF, They"], "words are compared by their dictionary form");
    }

    #[test]
    fn what_lacks_something_or_has_too_much_stays_silent() {
        assert!(
            found("Rebels rebel NOUN 2 nsubj\nended end VERB 0 root\nstrikes strike NOUN 2 obj").is_empty()
        );
        assert!(
            found("Winter winter NOUN 2 nsubj\nended end VERB 0 root\ntruces truce NOUN 2 obj").is_empty()
        );
        assert_eq!(
            found("Truce truce NOUN 2 compound\nbreaches breach NOUN 0 root"),
            ["Truce breaches: OFF, "]
        );
    }
}
