//! "The two countries", "both sides": the two that were named last.

use dateline_text::{Annotations, EntityKind, Form, Reading};

use crate::parties::Parties;

/// Plural nouns that stand for two states.
const STATES: [&str; 8] =
    ["country", "nation", "side", "state", "government", "neighbour", "neighbor", "party"];
/// Sentences that they reach back.
const REACH: usize = 3;

/// Puts the two states in the place of a party that only counts them.
pub fn name_both(reading: &Reading, layers: &Annotations, trigger: usize, parties: &mut Parties) {
    for list in [&mut parties.actors, &mut parties.recipients] {
        let found = list.iter().enumerate().find_map(|(place, entity)| {
            Some((place, named_before(reading, layers, counting_word(reading, layers, trigger, *entity)?)?))
        });
        if let Some((place, both)) = found {
            list.remove(place);
            let new: Vec<usize> = both.into_iter().filter(|entity| !list.contains(entity)).collect();
            list.extend(new);
        }
    }
}

/// The noun by which the entity is only counted in the trigger's sentence: "both | sides".
fn counting_word(reading: &Reading, layers: &Annotations, trigger: usize, entity: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let sentence = syntax.get(trigger)?.sentence;
    let entity = layers.entities.get(entity)?;
    if entity.mentions.iter().any(|m| m.form == Form::Name) {
        return None;
    }
    let heads = entity.mentions.iter().map(|m| m.head);
    heads.filter(|head| syntax.get(*head).is_some_and(|t| t.sentence == sentence)).find(|head| {
        let is_state = syntax
            .get(*head)
            .is_some_and(|t| STATES.contains(&&*t.lemma.to_lowercase()) && t.features.has("Number", "Plur"));
        let counts = |child: &usize| {
            syntax.get(*child).is_some_and(|t| matches!(&*t.lemma.to_lowercase(), "two" | "both"))
        };
        is_state && syntax.children(*head).iter().any(counts)
    })
}

/// The two states that were named last before the word, in the order of the text.
fn named_before(reading: &Reading, layers: &Annotations, word: usize) -> Option<[usize; 2]> {
    let syntax = &reading.syntax;
    let sentence = syntax.get(word)?.sentence;
    let mut latest: Vec<(usize, usize)> = Vec::new();
    for (index, entity) in layers.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Country) {
        let near =
            |head: &usize| *head < word && syntax.get(*head).is_some_and(|t| t.sentence + REACH > sentence);
        let last = entity.mentions.iter().filter(|m| m.form == Form::Name).map(|m| m.head).filter(near).max();
        latest.extend(last.map(|head| (head, index)));
    }
    latest.sort_unstable();
    let [.., (_, first), (_, second)] = latest[..] else { return None };
    Some([first, second])
}

#[cfg(test)]
mod tests {
    use dateline_text::{Annotations, EntityKind, Form, Metadata, testing};

    use super::name_both;
    use crate::parties::Parties;

    #[test]
    fn both_sides_are_the_states_named_last() {
        let table = "Chad Chad PROPN 3 nmod\nand and CCONJ 3 cc\nMali Mali PROPN 0 root nosp\n\nBoth both DET 2 det\nsides side NOUN 3 nsubj Number=Plur\nmet meet VERB 0 root";
        let (_, reading) = testing::reading(table, Metadata::default());
        let entity = |head, kind, form| testing::entity(&reading, head, kind, form);
        let layers = Annotations {
            entities: vec![
                entity(0, EntityKind::Country, Form::Name),
                entity(2, EntityKind::Country, Form::Name),
                entity(4, EntityKind::Organisation, Form::Nominal),
            ],
            ..Annotations::default()
        };
        let mut parties = Parties { actors: vec![2], recipients: vec![1] };
        name_both(&reading, &layers, 5, &mut parties);
        assert_eq!(parties, Parties { actors: vec![0, 1], recipients: vec![1] });
    }
}
