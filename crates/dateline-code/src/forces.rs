//! What an act says of who does it: a state that assaults does so by its forces, those who strike are labour.

use std::collections::{BTreeSet, HashMap};

use dateline_knowledge::Doer;
use dateline_text::{Entity, EntityKind, EntityMention, Form, Reading, Status, Syntax};

use crate::event::CodedEvent;

/// Whether a state does this by its forces. In the training gold 373 of 429 states that assault are coded MIL, but of those that may assault
/// or did not only 12 of 36, and of those that mobilise (send, call up, put on alert) 46 of 207: a government orders that.
fn is_by_force(event: &CodedEvent, syntax: &Syntax) -> bool {
    let words = syntax.range_of(event.trigger);
    let says = |doer: Doer| words.clone().chain([event.token]).any(|word| is_said_by(doer, syntax, word));
    match &*event.label {
        "ASSAULT" => matches!(event.status, Status::Actual | Status::Planned) && !says(Doer::Government),
        "COOPERATE" => says(Doer::ForcesTogether),
        _ => false,
    }
}

/// Puts, for each state that acts by force, an entity of its own for its forces beside it and makes that the actor.
///
/// The new entity has the state's name and code and those of its mentions that stand in the sentences of such acts.
pub fn imply_forces(events: &mut [CodedEvent], entities: &mut Vec<Entity>, reading: &Reading) {
    let mut forces: HashMap<usize, usize> = HashMap::new();
    for event in events.iter_mut().filter(|e| is_by_force(e, &reading.syntax)) {
        let Some(sentence) = reading.sentences.get(event.sentence) else { continue };
        for actor in &mut event.actors {
            let Some(state) = entities.get(*actor).filter(|e| is_state(e)).cloned() else { continue };
            let mut here: Vec<_> =
                state.mentions.iter().filter(|m| sentence.span.contains(m.span)).copied().collect();
            if here.is_empty() {
                // Named before: the latest mention stands for it.
                let before = state.mentions.iter().rfind(|m| m.span.start() < sentence.span.start());
                here.extend(before.or(state.mentions.first()));
            }
            if here.is_empty() {
                continue;
            }
            let index = *forces.entry(*actor).or_insert_with(|| {
                let mut force = state.clone();
                force.sectors.insert(0, "MIL".to_owned());
                force.mentions.clear();
                force.roles.clear();
                force.why = format!("{}; its forces, since it acts by force", state.why);
                entities.push(force);
                entities.len() - 1
            });
            if let Some(force) = entities.get_mut(index) {
                let new = here.into_iter().filter(|m| !force.mentions.contains(m)).collect::<Vec<_>>();
                force.mentions.extend(new);
            }
            *actor = index;
        }
    }
}

/// Makes groups of one calling that strike labour. In the training gold all 37 such actors of strikes are coded LAB.
pub fn imply_labour(events: &[CodedEvent], entities: &mut [Entity], syntax: &Syntax) {
    let strikes = events.iter().filter(|e| &*e.label == "PROTEST" && e.mode.as_deref() == Some("strike"));
    for actor in strikes.flat_map(|e| &e.actors) {
        let Some(group) = entities.get_mut(*actor) else { continue };
        let calling = |m: &EntityMention| {
            m.form == Form::Nominal
                && is_said_by(Doer::Calling, syntax, m.head)
                && syntax.get(m.head).is_some_and(|t| t.features.has("Number", "Plur"))
        };
        let named = group.mentions.iter().any(|m| m.form == Form::Name);
        if !named && group.sectors.first().is_none_or(|s| s != "LAB") && group.mentions.iter().any(calling) {
            group.sectors.insert(0, "LAB".to_owned());
            group.why = format!("{}; labour, since it strikes", group.why);
        }
    }
}

/// Takes a named person of whom the text says nothing for an official where all that he does is act: of such actors of the training gold
/// 25 of 67 are coded GOV and 7 CVL, while of those to whom something is done 23 of 50 are civilians.
pub fn imply_office(events: &[CodedEvent], entities: &mut [Entity]) {
    let acted_on: BTreeSet<usize> = events.iter().flat_map(|e| e.recipients.iter().copied()).collect();
    let acts: BTreeSet<usize> =
        events.iter().filter(|e| &*e.label != "PROTEST").flat_map(|e| e.actors.iter().copied()).collect();
    for index in acts.difference(&acted_on).copied() {
        let Some(person) = entities.get_mut(index) else { continue };
        let named = person.mentions.iter().any(|m| m.form == Form::Name) && person.name.contains(' ');
        let unknown = person.kind == EntityKind::Person && person.roles.is_empty() && person.assumed;
        if named && unknown && matches!(person.sectors.as_slice(), [only] if only == "CVL") {
            person.sectors.insert(0, "GOV".to_owned());
            person.why = format!("{}; an official, since nothing else is told of who acts", person.why);
        }
    }
}

fn is_said_by(doer: Doer, syntax: &Syntax, word: usize) -> bool {
    syntax.get(word).is_some_and(|token| doer.is_said_by(&token.lemma.to_lowercase()))
}

fn is_state(entity: &Entity) -> bool {
    entity.kind == EntityKind::Country && entity.sectors.first().is_some_and(|sector| sector == "GOV")
}

#[cfg(test)]
mod tests {
    use dateline_text::{Entity, EntityKind, EntityMention, Form, Metadata, Span, testing};

    use super::{imply_forces, imply_labour, imply_office};
    use crate::event::CodedEvent;

    #[test]
    fn whoever_strikes_by_calling_is_labour() {
        let table = "Drivers driver NOUN 2 nsubj Number=Plur\nstruck strike VERB 0 root\n\nVoters voter NOUN 2 nsubj Number=Plur\nmarched march VERB 0 root";
        let (_, reading) = testing::reading(table, Metadata::default());
        let group = |head| Entity {
            sectors: vec!["CVL".to_owned()],
            ..testing::entity(&reading, head, EntityKind::Group, Form::Nominal)
        };
        let mut entities = [group(0), group(2), group(0)];
        let act = |actor, mode: &str| CodedEvent {
            actors: vec![actor],
            mode: Some(mode.into()),
            ..CodedEvent::bare("PROTEST")
        };
        imply_labour(&[act(0, "strike"), act(1, "strike"), act(2, "demo")], &mut entities, &reading.syntax);
        assert_eq!(entities.each_ref().map(|e| e.sectors[0].as_str()), ["LAB", "CVL", "CVL"]);
    }

    #[test]
    fn whoever_acts_unknown_is_an_official_and_whoever_suffers_a_civilian() {
        let table = "Ida Ida PROPN 2 compound\nBirk Birk PROPN 0 root\n\nOle Ole PROPN 2 compound\nLund Lund PROPN 0 root";
        let (_, reading) = testing::reading(table, Metadata::default());
        let person = |head, name: &str| Entity {
            name: name.to_owned(),
            sectors: vec!["CVL".to_owned()],
            roles: Vec::new(),
            assumed: true,
            ..testing::entity(&reading, head, EntityKind::Person, Form::Name)
        };
        let mut entities = [person(1, "Ida Birk"), person(3, "Ole Lund")];
        let event = CodedEvent { actors: vec![0, 1], recipients: vec![1], ..CodedEvent::bare("REQUEST") };
        imply_office(&[event], &mut entities);
        assert_eq!(entities.each_ref().map(|e| e.sectors[0].as_str()), ["GOV", "CVL"]);
    }

    #[test]
    fn a_state_assaults_by_its_forces_and_asks_by_its_government() {
        let (_, reading) =
            testing::reading("Israel Israel PROPN 2 nsubj\nstruck strike VERB 0 root", Metadata::default());
        let mention = EntityMention { span: Span::new(0, 6), head: 0, form: Form::Name };
        let mut entities = vec![Entity {
            name: "Israel".to_owned(),
            kind: EntityKind::Country,
            code: Some("ISR".to_owned()),
            sectors: vec!["GOV".to_owned()],
            wikidata: None,
            roles: Vec::new(),
            mentions: vec![mention],
            why: "a country".to_owned(),
            assumed: false,
        }];
        let event = |label: &str| CodedEvent {
            actors: vec![0],
            trigger: Span::new(7, 13),
            token: 1,
            ..CodedEvent::bare(label)
        };
        let mut events = [event("ASSAULT"), event("REQUEST"), event("ASSAULT")];
        imply_forces(&mut events, &mut entities, &reading);
        assert_eq!(events.each_ref().map(|e| e.actors[0]), [1, 0, 1]);
        assert_eq!(entities[1].sectors, ["MIL", "GOV"]);
        assert_eq!(entities[1].mentions, [mention]);
    }
}
