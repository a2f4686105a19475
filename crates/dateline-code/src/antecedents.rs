//! The sides of an act that its own sentence leaves open: of whom the article spoke before.
//!
//! Who is blamed, asked or struck often stands in an earlier sentence alone. For an act with an open side, each entity that was
//! named up to its sentence is weighed against all others and against nobody (`knowledge/party_antecedents.tsv`).

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use dateline_text::{Annotations, Reading, Spanned, Upos, voice};

use crate::candidates::{Cast, form};
use crate::event::CodedEvent;
use crate::predicates;

/// Entities that are weighed at most: those that were named last.
const MOST: usize = 24;
/// Sentences that are looked back, beside the title and the lead.
const REACH: usize = 12;
/// Earlier acts that are looked at.
const ACTS: usize = 48;

static WEIGHTS: LazyLock<HashMap<&'static str, f32>> =
    LazyLock::new(|| parse(include_str!("../../../knowledge/party_antecedents.tsv")));

/// A side of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who acts.
    Actor,
    /// Who is acted on; of equals, the other one.
    Recipient,
}

impl Side {
    /// Its name in the table of weights.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Recipient => "recipient",
        }
    }
}

/// An entity that may be meant, with what is to be seen of it, as names in the table of weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Antecedent {
    /// Index of the entity.
    pub entity: usize,
    /// What speaks for or against it.
    pub features: Vec<String>,
}

/// The sides that an act leaves open.
pub fn open_sides(event: &CodedEvent) -> Vec<Side> {
    let several = matches!(&*event.label, "CONSULT" | "AGREE" | "COOPERATE") && event.actors.len() > 1;
    let mut sides = Vec::new();
    if event.actors.is_empty() {
        sides.push(Side::Actor);
    }
    if event.recipients.is_empty() && !several {
        sides.push(Side::Recipient);
    }
    sides
}

/// Gives acts the parties that their sentences leave open, where the article makes them likelier than nobody. What is given is not
/// taken into account for later acts.
pub fn supply_antecedents(events: &mut [CodedEvent], cast: &Cast, reading: &Reading, layers: &Annotations) {
    let mut supplied = Vec::new();
    for (index, event) in events.iter().enumerate() {
        // A predicate of a user's ontology names its parties itself.
        let open = if event.found_by == predicates::FOUND_BY { Vec::new() } else { open_sides(event) };
        for side in open {
            let candidates = find_antecedents(events, index, side, cast, reading, layers);
            supplied.extend(likeliest(&candidates, layers).map(|entity| (index, side, entity)));
        }
    }
    for (index, side, entity) in supplied {
        let Some(event) = events.get_mut(index) else { continue };
        // One entity is not given to both sides.
        if event.actors.contains(&entity) || event.recipients.contains(&entity) {
            continue;
        }
        match side {
            Side::Recipient if !matches!(&*event.label, "CONSULT" | "COOPERATE") => {
                event.recipients.push(entity)
            }
            _ => event.actors.push(entity),
        }
    }
}

/// The entity that is likelier than nobody, those of one code taken together: a record that names the country is right already.
fn likeliest(candidates: &[Antecedent], layers: &Annotations) -> Option<usize> {
    let odds = |candidate: &Antecedent| {
        candidate
            .features
            .iter()
            .filter_map(|f| WEIGHTS.get(f.as_str()))
            .sum::<f32>()
            .clamp(-30.0, 30.0)
            .exp()
    };
    let code = |entity: usize| layers.entities.get(entity).and_then(|e| e.code.as_deref());
    let mut groups: BTreeMap<(Option<&str>, usize), (f32, f32, usize)> = BTreeMap::new();
    for candidate in candidates {
        let key = code(candidate.entity).map_or((None, candidate.entity), |code| (Some(code), 0));
        let odds = odds(candidate);
        let group = groups.entry(key).or_insert((0.0, 0.0, candidate.entity));
        group.0 += odds;
        if odds > group.1 {
            (group.1, group.2) = (odds, candidate.entity);
        }
    }
    let best = groups.into_values().max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.cmp(&a.2)))?;
    // Nobody has odds of 1.
    (best.0 > 1.0).then_some(best.2)
}

/// Who may be meant by the open side of an act, the one named last first.
pub fn find_antecedents(
    events: &[CodedEvent],
    index: usize,
    side: Side,
    cast: &Cast,
    reading: &Reading,
    layers: &Annotations,
) -> Vec<Antecedent> {
    let Some(event) = events.get(index) else { return Vec::new() };
    let said = layers.statements.partition_point(|s| s.span().start() < event.trigger.start());
    let look = Look {
        event,
        earlier: &events[index.saturating_sub(ACTS)..index],
        side,
        reading,
        layers,
        spoke_last: said.checked_sub(1).and_then(|last| layers.statements.get(last)?.speaker),
    };
    let seen = look.seen(cast);
    let mut counts: Vec<usize> = seen.iter().map(|(entity, _)| look.mentions(*entity)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let common = look.common_features();
    seen.iter()
        .map(|(entity, head)| {
            let rank =
                counts.iter().position(|count| *count == look.mentions(*entity)).unwrap_or(counts.len());
            Antecedent { entity: *entity, features: look.features(*entity, *head, rank, &common) }
        })
        .collect()
}

struct Look<'r> {
    event: &'r CodedEvent,
    earlier: &'r [CodedEvent],
    side: Side,
    reading: &'r Reading,
    layers: &'r Annotations,
    /// Whoever spoke last before the act.
    spoke_last: Option<usize>,
}

impl Look<'_> {
    fn sentence(&self, word: usize) -> Option<usize> {
        self.reading.syntax.get(word).map(|t| t.sentence)
    }

    fn mentions(&self, entity: usize) -> usize {
        self.layers.entities.get(entity).map_or(0, |e| e.mentions.len())
    }

    /// Who was named up to the act and is no party of it, with the word of the last mention, the one named last first. What is
    /// named far above counts where the title or the lead names it.
    fn seen(&self, cast: &Cast) -> Vec<(usize, usize)> {
        let sentence = self.event.sentence;
        // The lead says the title's acts again, with their parties.
        let last = sentence.max(1);
        let near = (last.saturating_sub(REACH)..=last).rev();
        let mut seen: Vec<(usize, usize)> = Vec::new();
        for sentence in near.chain([1, 0]) {
            for (head, entity) in cast.of_sentence(sentence).iter().rev() {
                let party = self.event.actors.contains(entity) || self.event.recipients.contains(entity);
                if !party && seen.len() < MOST && !seen.iter().any(|(known, _)| known == entity) {
                    seen.push((*entity, *head));
                }
            }
        }
        seen
    }

    /// What holds for all who may be meant: how likely it is that anybody is.
    fn common_features(&self) -> Vec<String> {
        let (side, label) = (self.side.name(), &*self.event.label);
        let syntax = &self.reading.syntax;
        let token = self.event.token;
        let lemma = syntax.get(token).map_or(String::new(), |t| t.lemma.to_lowercase());
        let mode = self.event.mode.as_deref().unwrap_or("");
        let voice = voice(syntax, token);
        let slot = |relations: &[&str]| {
            let child = syntax.children_by(token, relations).next().and_then(|child| syntax.get(child));
            child.map_or("none", |child| match child.upos {
                Upos::Pron => "pronoun",
                Upos::Noun => "noun",
                Upos::Propn => "name",
                _ => "other",
            })
        };
        let (subject, object) =
            (slot(&["nsubj", "nmod:poss", "obl:agent"]), slot(&["obj", "nsubj:pass", "nmod", "obl"]));
        let relation = syntax.get(token).map_or("", |t| t.base_relation());
        let within = if self.event.asserted_by.is_some() { "said" } else { "told" };
        vec![
            format!("{side} {label}"),
            format!("{side} {label} {voice}"),
            format!("{side} {label} mode {mode}"),
            format!("{side} {label} lemma {lemma}"),
            format!("{side} {voice} subject {subject}"),
            format!("{side} {voice} object {object}"),
            format!("{side} {label} {voice} object {object}"),
            format!("{side} relation {relation}"),
            format!("{side} status {}", self.event.status.name()),
            format!("{side} {within}"),
            format!("{side} repeated {}", self.event.same_as.is_some()),
        ]
    }

    fn features(&self, entity: usize, head: usize, rank: usize, common: &[String]) -> Vec<String> {
        let (side, label) = (self.side.name(), &*self.event.label);
        let whose = self.layers.entities.get(entity);
        let sector = whose.and_then(|e| e.sectors.first()).map_or("none", String::as_str);
        let kind = whose.map_or("none", |e| e.kind.name());
        let mention = whose.and_then(|e| e.mentions.iter().find(|m| m.head == head));
        let form = mention.map_or("part", |m| form(m.form));
        let relation = self.reading.syntax.get(head).map_or("", |t| t.base_relation());
        let back = match self.sentence(head).map(|s| self.event.sentence as i64 - s as i64) {
            Some(..0) => "lead",
            Some(0) => "here",
            Some(1) => "last",
            Some(2) => "second",
            Some(3..=5) => "near",
            _ => "far",
        };
        let rank = match rank {
            0 => "first",
            1 => "second",
            2..=4 => "high",
            _ => "low",
        };
        let code = self.code(entity);
        let place = self.place(entity);
        let speaks = self.speaks(entity);
        let [acted, suffered] = self.roles_before(entity);
        let mut features = vec![
            format!("{side} at {back}"),
            format!("{side} {label} at {back}"),
            format!("{side} at {back} {relation}"),
            format!("{side} {kind} {sector}"),
            format!("{side} {label} {kind} {sector}"),
            format!("{side} {label} sector {sector}"),
            format!("{side} form {form} {back}"),
            format!("{side} rank {rank}"),
            format!("{side} {label} rank {rank}"),
            format!("{side} top {}", self.sentence(head).is_some_and(|s| s <= 1)),
            format!("{side} code {code}"),
            format!("{side} {label} code {code} {sector}"),
            format!("{side} place {place}"),
            format!("{side} {label} place {place} {sector}"),
            format!("{side} speaks {speaks}"),
            format!("{side} {label} speaks {speaks}"),
            format!("{side} acted {acted}"),
            format!("{side} {label} acted {acted}"),
            format!("{side} suffered {suffered}"),
            format!("{side} {label} suffered {suffered}"),
        ];
        features.extend_from_slice(common);
        features
    }

    /// Whether the entity has the code of the other side.
    fn code(&self, entity: usize) -> &'static str {
        let code = |entity: &usize| self.layers.entities.get(*entity).and_then(|e| e.code.as_deref());
        let other = if self.side == Side::Actor { &self.event.recipients } else { &self.event.actors };
        let others: Vec<&str> = other.iter().filter_map(code).collect();
        match code(&entity) {
            None => "unknown",
            Some(own) if others.contains(&own) => "same",
            Some(_) if others.is_empty() => "alone",
            Some(_) => "other",
        }
    }

    /// Whether the entity belongs to where the act happened.
    fn place(&self, entity: usize) -> &'static str {
        let country =
            self.event.place.and_then(|p| self.layers.places.get(p)).and_then(|p| p.country.as_deref());
        let code = self.layers.entities.get(entity).and_then(|e| e.code.as_deref());
        match (country, code) {
            (Some(country), Some(code)) if country == code => "same",
            (Some(_), Some(_)) => "other",
            _ => "unknown",
        }
    }

    /// Whether the act is what the entity says, or it spoke last before.
    fn speaks(&self, entity: usize) -> &'static str {
        let said = self.event.asserted_by.and_then(|s| self.layers.statements.get(s)).and_then(|s| s.speaker);
        if said == Some(entity) {
            return "it";
        }
        if self.spoke_last == Some(entity) { "last" } else { "no" }
    }

    /// What part the entity had in earlier acts, as who acts and as who is acted on: in the last one, in one of the same word or
    /// type, in any.
    fn roles_before(&self, entity: usize) -> [&'static str; 2] {
        let lemma = |event: &CodedEvent| self.reading.syntax.get(event.token).map(|t| t.lemma.to_lowercase());
        let own = lemma(self.event);
        let part = |parties: fn(&CodedEvent) -> &Vec<usize>| {
            let had = |event: &&CodedEvent| parties(event).contains(&entity);
            let alike = |event: &CodedEvent| event.label == self.event.label;
            if self.earlier.iter().rev().find(|event| alike(event)).is_some_and(|event| had(&event)) {
                "in the last of its type"
            } else if self.earlier.iter().filter(had).any(|event| lemma(event) == own) {
                "in the same word"
            } else if self.earlier.iter().filter(had).any(alike) {
                "in one of its type"
            } else if self.earlier.last().is_some_and(|event| had(&event)) {
                "in the last"
            } else if self.earlier.iter().any(|event| had(&event)) {
                "in one"
            } else {
                "never"
            }
        };
        [part(|event| &event.actors), part(|event| &event.recipients)]
    }
}

fn parse(table: &'static str) -> HashMap<&'static str, f32> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, w)| Some((name, w.parse().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use dateline_text::{Annotations, EntityKind, Form, Metadata, testing};

    use super::{Side, find_antecedents, open_sides, parse};
    use crate::candidates::Cast;
    use crate::event::CodedEvent;

    const TABLE: &str = "Mali Mali PROPN 2 nsubj\nshelled shell VERB 0 root\nTessalit Tessalit PROPN 2 obj nosp\n\nChad Chad PROPN 2 nsubj\ncondemned condemn VERB 0 root\nit it PRON 2 obj nosp\n\nTogo Togo PROPN 2 nsubj\nleft leave VERB 0 root";

    #[test]
    fn whoever_was_named_before_may_be_meant() {
        let (_, reading) = testing::reading(TABLE, Metadata::default());
        let entities =
            [0, 3, 6].map(|head| testing::entity(&reading, head, EntityKind::Country, Form::Name)).to_vec();
        let layers = Annotations { entities, ..Annotations::default() };
        let act = |label: &str, token: usize, sentence: usize, actors: &[usize]| CodedEvent {
            token,
            sentence,
            actors: actors.to_vec(),
            trigger: reading.syntax.tokens()[token].span,
            ..CodedEvent::bare(label)
        };
        let events = [act("ASSAULT", 1, 0, &[0]), act("ACCUSE", 4, 1, &[1])];
        assert_eq!(open_sides(&events[1]), [Side::Recipient]);
        let cast = Cast::new(&reading.syntax, &layers);
        let found = find_antecedents(&events, 1, Side::Recipient, &cast, &reading, &layers);
        // Chad is a party already, Togo is named later.
        assert_eq!(found.iter().map(|a| a.entity).collect::<Vec<_>>(), [0]);
        let seen = |feature: &str| found.iter().any(|a| a.features.iter().any(|f| f == feature));
        assert!(seen("recipient at last") && seen("recipient ACCUSE acted in the last"), "{found:?}");
        assert!(seen("recipient active object pronoun"), "{found:?}");
    }

    #[test]
    fn equals_are_complete_when_there_are_two() {
        let meeting =
            |actors: &[usize]| CodedEvent { actors: actors.to_vec(), ..CodedEvent::bare("CONSULT") };
        assert_eq!(open_sides(&meeting(&[1])), [Side::Recipient]);
        assert!(open_sides(&meeting(&[1, 2])).is_empty());
        assert_eq!(open_sides(&CodedEvent::bare("ASSAULT")), [Side::Actor, Side::Recipient]);
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let table = include_str!("../../../knowledge/party_antecedents.tsv");
        assert_eq!(parse(table).len(), table.lines().filter(|line| !line.starts_with('#')).count());
    }
}
