//! A state that assaults does so by its forces: the actor is the state, the sector that of its military.

use std::collections::HashMap;

use dateline_text::{Entity, EntityKind, Reading};

use crate::event::CodedEvent;

/// Types of acts that a state commits by force. In the training gold 374 of 400 states that assault are coded MIL, 32 of 55 that mobilise.
const BY_FORCE: [&str; 2] = ["ASSAULT", "MOBILIZE"];

/// Puts, for each state that acts by force, an entity of its own for its forces beside it and makes that the actor.
///
/// The new entity has the state's name and code and those of its mentions that stand in the sentences of such acts.
pub fn imply_forces(events: &mut [CodedEvent], entities: &mut Vec<Entity>, reading: &Reading) {
    let mut forces: HashMap<usize, usize> = HashMap::new();
    for event in events.iter_mut().filter(|e| BY_FORCE.contains(&&*e.label)) {
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

fn is_state(entity: &Entity) -> bool {
    entity.kind == EntityKind::Country && entity.sectors.first().is_some_and(|sector| sector == "GOV")
}

#[cfg(test)]
mod tests {
    use dateline_text::{Entity, EntityKind, EntityMention, Form, Metadata, Span, testing};

    use super::imply_forces;
    use crate::event::CodedEvent;

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
