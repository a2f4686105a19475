//! The sector of an entity, weighed from what the article says of it and from its acts.
//!
//! The rules of `dateline-annotate` read a sector off a title, a description or knowledge. Which of them to trust, and what else
//! speaks for another sector, is learnt (`knowledge/sector_weights.tsv`, by `training/sectors.py`): for each sector the weights of the
//! signs are summed, and the greatest sum has it. It is weighed after the parties of acts are chosen, since they are weighed by the rules'.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use dateline_knowledge::is_state_code;
use dateline_text::{
    Annotations, Document, Entity, EntityKind, EntityMention, Form, Reading, RoleSource, SectionWeights, Upos,
};

use crate::event::CodedEvent;

/// So many mentions of an entity are looked at.
const MENTIONS: usize = 16;
/// So many roles.
const ROLES: usize = 6;
/// So many words of a name or title.
const WORDS: usize = 10;

static WEIGHTS: LazyLock<SectionWeights> =
    LazyLock::new(|| SectionWeights::read(include_str!("../../../knowledge/sector_weights.tsv")));

/// Puts that sector first of each entity that most speaks for; a country's stays.
pub(crate) fn weigh_sectors(
    events: &[CodedEvent],
    layers: &mut Annotations,
    document: &Document,
    reading: &Reading,
) {
    let all = sector_signs(events, layers, document, reading);
    for (entity, signs) in layers.entities.iter_mut().zip(&all) {
        if is_weighed(entity) {
            choose(entity, signs);
        }
    }
}

/// A state is what it is, and whose code nobody knows is told by none.
fn is_weighed(entity: &Entity) -> bool {
    entity.kind != EntityKind::Country && entity.code.is_some()
}

fn choose(entity: &mut Entity, signs: &[String]) {
    let Some(sector) = likeliest(entity.sectors.first().map(String::as_str), signs) else { return };
    entity.sectors.retain(|other| other != sector && other != "UNK");
    entity.sectors.insert(0, sector.to_owned());
    entity.why = format!("{}; {sector} by what the text says of it and its acts", entity.why);
}

/// The sector with the greatest sum, of equal ones the first by name, where it is greater than that of the rules' sector.
fn likeliest(ruled: Option<&str>, signs: &[String]) -> Option<&'static str> {
    let sums = WEIGHTS.sums(signs);
    let stays = ruled.and_then(|ruled| sums.get(ruled)).copied().unwrap_or(f32::MIN);
    let best = sums.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.filter(|(_, sum)| *sum > stays).map(|(sector, _)| sector)
}

/// For each entity what is to be seen of its sector, as names in the table of weights, without repetition and in a fixed order, and nothing
/// for those whose sector is not weighed; the entities have the sectors that the rules gave them.
pub(crate) fn sector_signs(
    events: &[CodedEvent],
    layers: &Annotations,
    document: &Document,
    reading: &Reading,
) -> Vec<Vec<String>> {
    let of = |entity: &Entity| {
        let mut signs = BTreeSet::from(["bias".to_owned()]);
        by_rules(entity, &mut signs);
        let seen = Seen { document, reading, kind: entity.kind };
        for mention in entity.mentions.iter().take(MENTIONS) {
            seen.mention(mention, &mut signs);
        }
        signs
    };
    let mut all: Vec<Option<BTreeSet<String>>> =
        layers.entities.iter().map(|entity| is_weighed(entity).then(|| of(entity))).collect();
    for event in events {
        for (does, parties) in [("acts", &event.actors), ("is acted on", &event.recipients)] {
            for index in parties {
                let Some(Some(signs)) = all.get_mut(*index) else { continue };
                signs.insert(format!("{does}: {}", event.label));
                signs.extend(event.mode.as_ref().map(|mode| format!("{does}: {}/{mode}", event.label)));
            }
        }
    }
    for speaker in layers.statements.iter().filter_map(|statement| statement.speaker) {
        if let Some(Some(signs)) = all.get_mut(speaker) {
            signs.insert("speaks".to_owned());
        }
    }
    all.into_iter().map(|signs| signs.into_iter().flatten().collect()).collect()
}

/// What the rules make of an entity, and from what.
fn by_rules(entity: &Entity, signs: &mut BTreeSet<String>) {
    let ruled = entity.sectors.first().map_or("none", String::as_str);
    let kind = entity.kind.name();
    let named = entity.mentions.iter().any(|m| m.form == Form::Name);
    signs.insert(format!("rule={ruled}"));
    signs.insert(format!("rule={ruled} {}", source(entity)));
    signs.insert(format!("rule={ruled} {kind}"));
    signs.insert(format!("{} {kind}", if named { "named" } else { "described" }));
    signs.extend(entity.sectors.get(1).map(|second| format!("second={second}")));
    let body = entity.code.as_deref().filter(|code| !is_state_code(code));
    signs.extend(body.map(|code| format!("code={code}")));
    for role in entity.roles.iter().filter(|role| role.source == RoleSource::Text).take(ROLES) {
        let words = || role.title.split_whitespace().take(WORDS).map(str::to_lowercase);
        signs.extend(words().map(|word| format!("title: {word}")));
        signs.extend(words().last().map(|word| format!("title end: {word}")));
    }
}

/// Where the rules have their sector from.
fn source(entity: &Entity) -> &'static str {
    if entity.why.contains(" in the text: ") {
        "by title"
    } else if entity.why.contains("its own words") {
        "by its words"
    } else if entity.wikidata.is_some() {
        "by knowledge"
    } else if entity.why.contains("the people of") {
        "as a people"
    } else {
        "by default"
    }
}

struct Seen<'a> {
    document: &'a Document,
    reading: &'a Reading,
    kind: EntityKind,
}

impl Seen<'_> {
    fn lemma(&self, word: usize) -> Option<String> {
        self.reading.syntax.get(word).map(|token| token.lemma.to_lowercase())
    }

    fn mention(&self, mention: &EntityMention, signs: &mut BTreeSet<String>) {
        let syntax = &self.reading.syntax;
        let words = syntax.range_of(mention.span);
        match mention.form {
            Form::Nominal => {
                signs.extend(self.lemma(mention.head).map(|noun| format!("noun: {noun}")));
                self.beside(mention.head, "noun word", signs);
            }
            Form::Name if self.kind != EntityKind::Person => {
                let name = words.clone().take(WORDS).filter_map(|word| syntax.get(word));
                signs.extend(
                    name.map(|token| format!("name: {}", self.document.slice(token.span).to_lowercase())),
                );
                let last = words.clone().next_back().and_then(|word| syntax.get(word));
                signs.extend(
                    last.map(|token| format!("name end: {}", self.document.slice(token.span).to_lowercase())),
                );
                self.beside(mention.head, "beside", signs);
            }
            Form::Name => self.beside(mention.head, "beside", signs),
            Form::Pronoun => {}
        }
        self.verb(mention.head, signs);
    }

    /// The words that describe a noun or name: its adjectives and compounds, "of" whom it is, the noun that it stands with.
    fn beside(&self, head: usize, sign: &str, signs: &mut BTreeSet<String>) {
        let syntax = &self.reading.syntax;
        for child in syntax.children(head).iter().take(WORDS) {
            let Some(token) = syntax.get(*child) else { continue };
            let content = matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Verb);
            let told = match token.base_relation() {
                "amod" | "compound" | "appos" | "acl" if content => sign,
                "nmod" if token.upos == Upos::Noun => "of",
                _ => continue,
            };
            signs.insert(format!("{told}: {}", token.lemma.to_lowercase()));
        }
        let Some(token) = syntax.get(head) else { return };
        if matches!(token.base_relation(), "compound" | "appos" | "flat" | "amod") {
            let noun = token.head.and_then(|noun| syntax.get(noun)).filter(|noun| noun.upos == Upos::Noun);
            signs.extend(noun.map(|noun| format!("beside: {}", noun.lemma.to_lowercase())));
        }
    }

    /// What it does and what is done to it.
    fn verb(&self, head: usize, signs: &mut BTreeSet<String>) {
        let syntax = &self.reading.syntax;
        let Some(token) = syntax.get(head) else { return };
        let Some(verb) = token.head.and_then(|verb| syntax.get(verb)).filter(|verb| verb.upos == Upos::Verb)
        else {
            return;
        };
        let sign = match (token.base_relation(), &*token.relation) {
            ("nsubj", relation) if relation.ends_with(":pass") => "done to",
            ("nsubj", _) => "does",
            ("obj", _) => "done to",
            _ => return,
        };
        signs.insert(format!("{sign}: {}", verb.lemma.to_lowercase()));
    }
}

#[cfg(test)]
mod tests {
    use dateline_text::{Annotations, EntityKind, Form, Metadata, testing};

    use super::{WEIGHTS, likeliest, sector_signs, weigh_sectors};
    use crate::event::CodedEvent;

    const TABLE: &str = "Farmers farmer NOUN 2 nsubj\nblocked block VERB 0 root\nroads road NOUN 2 obj\n";

    #[test]
    fn an_entity_shows_what_it_is_called_and_does() {
        let (document, reading, layers, events) = farmers(EntityKind::Group);
        let signs = sector_signs(&events, &layers, &document, &reading).remove(0);
        for sign in [
            "rule=CVL",
            "rule=CVL by default",
            "described group",
            "noun: farmer",
            "does: block",
            "acts: PROTEST",
        ] {
            assert!(signs.iter().any(|s| s == sign), "{sign} is not among {signs:?}");
        }
    }

    #[test]
    fn weights_put_the_likeliest_sector_first_and_leave_countries_alone() {
        assert!(WEIGHTS.sections() > 10, "the table has sectors");
        for kind in [EntityKind::Group, EntityKind::Country] {
            let (document, reading, mut layers, events) = farmers(kind);
            let signs = sector_signs(&events, &layers, &document, &reading).remove(0);
            let told = if kind == EntityKind::Country {
                assert!(signs.is_empty(), "a state is not weighed");
                "CVL"
            } else {
                likeliest(None, &signs).expect("a table")
            };
            weigh_sectors(&events, &mut layers, &document, &reading);
            assert_eq!(layers.entities[0].sectors.first().map(String::as_str), Some(told));
            assert!(
                layers.entities[0].sectors.contains(&"CVL".to_owned()),
                "what the rules gave stays beside it"
            );
        }
    }

    fn farmers(
        kind: EntityKind,
    ) -> (dateline_text::Document, dateline_text::Reading, Annotations, Vec<CodedEvent>) {
        let (document, reading) = testing::reading(TABLE, Metadata::default());
        let mut entity = testing::entity(&reading, 0, kind, Form::Nominal);
        entity.code = Some("FRA".to_owned());
        entity.sectors = vec!["CVL".to_owned()];
        let layers = Annotations { entities: vec![entity], ..Annotations::default() };
        let events = vec![CodedEvent { actors: vec![0], token: 1, ..CodedEvent::bare("PROTEST") }];
        (document, reading, layers, events)
    }
}
