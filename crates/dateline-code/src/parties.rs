//! Who did it and to whom: the reader's role words and the tree, resolved to entities.

use dateline_text::{Annotations, Argument, ArgumentRole, EntityKind, Reading, Syntax, Trigger, Upos};

/// A role word counts from this probability on; tuned on training documents held out from the reader.
const ENOUGH: f32 = 0.4;
/// Where no word reaches it, the likeliest one still counts from here on.
const BARELY: f32 = 0.25;
/// A word that the tree names as the party counts even with this little.
const BY_TREE: f32 = 0.1;

/// The sides of one act.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parties {
    /// Indices of entities.
    pub actors: Vec<usize>,
    /// Indices of entities.
    pub recipients: Vec<usize>,
}

/// Resolves the parties of a trigger; where the sides are `equals`, all are actors.
pub fn find_parties(reading: &Reading, layers: &Annotations, trigger: &Trigger, equals: bool) -> Parties {
    let actors = resolve(reading, layers, trigger, ArgumentRole::Actor);
    let mut recipients = resolve(reading, layers, trigger, ArgumentRole::Recipient);
    // One party is both only where the reader is sure of both, as in mutual blame.
    let both = |entity: &usize| actors.contains(entity) && actors.len() == 1;
    recipients.retain(|entity| !both(entity));
    if equals {
        let mut all = actors;
        all.extend(recipients);
        return Parties { actors: distinct(all), recipients: Vec::new() };
    }
    Parties { actors, recipients }
}

fn resolve(reading: &Reading, layers: &Annotations, trigger: &Trigger, role: ArgumentRole) -> Vec<usize> {
    let of_role: Vec<&Argument> = trigger.arguments.iter().filter(|a| a.role == role).collect();
    let by_tree = tree_words(&reading.syntax, trigger.token, role);
    let mut words: Vec<usize> = of_role
        .iter()
        .filter(|a| a.score >= ENOUGH || (a.score >= BY_TREE && by_tree.contains(&a.token)))
        .map(|a| a.token)
        .collect();
    if words.is_empty() {
        let best = of_role.iter().max_by(|a, b| a.score.total_cmp(&b.score)).filter(|a| a.score >= BARELY);
        words.extend(best.map(|a| a.token));
    }
    if words.is_empty() && role == ArgumentRole::Actor {
        // The reader sees nobody: the one whom the tree makes the subject acts, if it is somebody who can.
        words
            .extend(subject(&reading.syntax, trigger.token).filter(|w| can_act(&reading.syntax, layers, *w)));
    }
    words.sort_unstable();
    // Of "U.S. military" the military acts: a word that only modifies another filler is no filler of its own.
    let fillers = words.clone();
    words.retain(|word| !modifies_one_of(&reading.syntax, *word, &fillers));
    distinct(words.into_iter().filter_map(|word| entity_of(&reading.syntax, layers, word)).collect())
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

/// The active subject of a verb, its own or that of the verb which governs it ("agreed to lift"); the possessor of a noun.
fn subject(syntax: &Syntax, trigger: usize) -> Option<usize> {
    let mut verb = trigger;
    for _ in 0..3 {
        let token = syntax.get(verb)?;
        let passive = syntax.children_by(verb, &["nsubj:pass", "aux:pass"]).next().is_some();
        if token.upos != Upos::Verb {
            return syntax.children_by(verb, &["nmod:poss"]).next();
        }
        if passive {
            return syntax.children_by(verb, &["obl:agent"]).next();
        }
        if let Some(subject) = syntax.children_by(verb, &["nsubj"]).next() {
            return Some(subject);
        }
        if !matches!(token.base_relation(), "xcomp" | "conj") {
            return None;
        }
        verb = token.head?;
    }
    None
}

/// Whether the word stands for a person, a body, a group or a state.
fn can_act(syntax: &Syntax, layers: &Annotations, word: usize) -> bool {
    entity_of(syntax, layers, word).and_then(|e| layers.entities.get(e)).is_some_and(|entity| {
        let kind = matches!(
            entity.kind,
            EntityKind::Person | EntityKind::Organisation | EntityKind::Country | EntityKind::Group
        );
        kind && entity.code.is_some() && !entity.sectors.is_empty()
    })
}

fn modifies_one_of(syntax: &Syntax, word: usize, fillers: &[usize]) -> bool {
    let Some(token) = syntax.get(word) else { return false };
    matches!(token.base_relation(), "compound" | "flat" | "amod" | "nmod")
        && !token.relation.ends_with(":poss")
        && token.head.is_some_and(|head| fillers.contains(&head))
}

/// The words that the tree alone names: subjects, agents and possessors act; objects and passive subjects are acted on.
fn tree_words(syntax: &Syntax, trigger: usize, role: ArgumentRole) -> Vec<usize> {
    let Some(token) = syntax.get(trigger) else { return Vec::new() };
    let relations: &[&str] = match (role, token.upos) {
        (ArgumentRole::Actor, Upos::Verb) => &["nsubj", "obl:agent"],
        (ArgumentRole::Actor, _) => &["nmod:poss"],
        (ArgumentRole::Recipient, Upos::Verb) => &["obj", "nsubj:pass", "iobj"],
        _ => &[],
    };
    let mut words: Vec<usize> = syntax
        .children_by(trigger, relations)
        .filter(|i| role != ArgumentRole::Actor || !syntax.tokens()[*i].relation.ends_with(":pass"))
        .collect();
    let conjuncts: Vec<usize> = words.iter().flat_map(|w| syntax.children_by(*w, &["conj"])).collect();
    words.extend(conjuncts);
    words
}

fn distinct(mut items: Vec<usize>) -> Vec<usize> {
    let mut seen = std::collections::HashSet::new();
    items.retain(|item| seen.insert(*item));
    items
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use dateline_text::{
        Annotations, Argument, ArgumentRole, Entity, EntityKind, EntityMention, Form, Metadata, Reading,
        Trigger, testing,
    };

    use super::find_parties;

    const TABLE: &str = "France France PROPN 4 nsubj name:country
        and and CCONJ 3 cc
        Britain Britain PROPN 1 conj name:country
        urged urge VERB 0 root
        Russia Russia PROPN 4 obj name:country";

    fn layers(reading: &Reading) -> Annotations {
        let entity = |m: &dateline_text::Mention| Entity {
            name: String::new(),
            kind: EntityKind::Country,
            code: None,
            sectors: Vec::new(),
            wikidata: None,
            roles: Vec::new(),
            mentions: vec![EntityMention { span: m.span, head: m.head, form: Form::Name }],
            why: String::new(),
        };
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
        }
    }

    #[test]
    fn conjoined_subjects_act_even_where_the_reader_is_unsure_of_the_second() {
        let (_, reading) = testing::reading(TABLE, Metadata::default());
        let arguments = [
            (ArgumentRole::Actor, 0, 0.9),
            (ArgumentRole::Actor, 2, 0.15),
            (ArgumentRole::Recipient, 4, 0.8),
        ];
        let parties = find_parties(&reading, &layers(&reading), &trigger(&reading, &arguments), false);
        assert_eq!((parties.actors, parties.recipients), (vec![0, 1], vec![2]));
    }

    #[test]
    fn sides_of_a_reciprocal_act_are_all_actors() {
        let (_, reading) = testing::reading(TABLE, Metadata::default());
        let arguments = [(ArgumentRole::Actor, 0, 0.9), (ArgumentRole::Recipient, 4, 0.8)];
        let parties = find_parties(&reading, &layers(&reading), &trigger(&reading, &arguments), true);
        assert_eq!((parties.actors, parties.recipients), (vec![0, 2], vec![]));
    }

    #[test]
    fn nobody_is_supplied_where_nothing_points_to_anybody() {
        let (_, reading) = testing::reading(TABLE, Metadata::default());
        let arguments = [(ArgumentRole::Actor, 0, 0.2)];
        let mut unsure = trigger(&reading, &arguments);
        unsure.token = 1;
        let parties = find_parties(&reading, &layers(&reading), &unsure, false);
        assert!(parties.actors.is_empty() && parties.recipients.is_empty());
    }
}
