//! Entities: who and what the article refers to, with all their mentions, their codes and why.
//!
//! Mentions are collected, then clustered by sieves from the most precise to the least, in the manner of Stanford's
//! deterministic coreference system (Lee et al. 2013): names, grammar, descriptions, pronouns. Every step looks at a bounded number
//! of earlier mentions, so that its cost grows with the length of the text.

mod cluster;
mod codes;
mod collect;
mod constructions;
mod context;
mod facts;
mod given_names;
pub(crate) mod lexicon;
mod mention;
mod names;
mod namesakes;
mod nominals;
mod pronouns;
#[cfg(test)]
mod tests;
mod text;
mod titles;

use dateline_knowledge::Knowledge;
use dateline_text::{Document, Entity, EntityKind, EntityMention, Form, Reading, Upos};

use self::cluster::{AtWord, Cluster, Clusters};
use self::codes::Coded;
use self::context::{Context, Salient};
use self::facts::Facts;
use self::mention::Candidate;
use self::text::Text;

/// Finds whom and what the document refers to: names, titles, descriptions and pronouns clustered over the article, with codes at its
/// day of publication. Entities come in the order of their first mention.
pub fn find_entities(document: &Document, reading: &Reading, knowledge: &Knowledge) -> Vec<Entity> {
    find_with(document, reading, knowledge)
}

/// The same over any source of facts.
pub(crate) fn find_with(document: &Document, reading: &Reading, facts: &dyn Facts) -> Vec<Entity> {
    let text = Text::new(document, reading, facts);
    let mut mentions = collect::collect(&text);
    namesakes::settle(&text, &mut mentions);
    let at = AtWord::new(&mentions, text.len());
    let mut clusters = Clusters::new(&mentions);
    names::join_names(&text, &mentions, &mut clusters);
    constructions::join_by_grammar(&text, &mentions, &at, &mut clusters);
    nominals::join_descriptions(&text, &mentions, &mut clusters);
    pronouns::join_pronouns(&text, &mentions, &mut clusters);
    let context = Context::new(&text, &mentions, &clusters);
    let groups = groups(&mentions, &clusters);
    let drafts: Vec<Draft> =
        groups.iter().filter_map(|members| draft(&text, &at, &clusters, &mentions, members)).collect();
    let salient = Salient::of(drafts.iter().map(|draft| (&draft.coded, draft.own.as_slice())));
    drafts.into_iter().map(|draft| draft.finish(&text, &context, &salient)).collect()
}

/// The clusters as lists of mentions, in order of their first.
fn groups(mentions: &[Candidate], clusters: &Clusters) -> Vec<Vec<usize>> {
    let mut place = vec![None; mentions.len()];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for i in 0..mentions.len() {
        let root = clusters.root(i);
        let Some(slot) = place.get_mut(root) else { continue };
        let group = *slot.get_or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(group) {
            group.push(i);
        }
    }
    groups
}

/// An entity for which it is not yet asked what the article is about.
struct Draft<'m> {
    cluster: &'m Cluster,
    own: Vec<&'m Candidate>,
    name: String,
    coded: Coded,
}

/// The draft of a cluster; none for a pronoun that nothing was found for.
fn draft<'m>(
    text: &Text,
    at: &AtWord,
    clusters: &'m Clusters,
    mentions: &'m [Candidate],
    members: &[usize],
) -> Option<Draft<'m>> {
    let own: Vec<&Candidate> = members.iter().filter_map(|i| mentions.get(*i)).collect();
    let cluster = clusters.get(*members.first()?)?;
    let name = country_name(text, cluster, &own).or_else(|| fullest(text, &own))?;
    let owner = owner_code(text, at, clusters, &own);
    let coded = codes::code(text, cluster, &own, owner);
    Some(Draft { cluster, own, name, coded })
}

impl Draft<'_> {
    /// The entity, whose country the context tells where nothing else does.
    fn finish(self, text: &Text, context: &Context, salient: &Salient) -> Entity {
        let Self { cluster, own, name, mut coded } = self;
        codes::complete(text, context, salient, cluster, &own, &mut coded);
        Entity {
            name,
            kind: if cluster.kind == EntityKind::Place && coded.sectors.is_empty() {
                EntityKind::Place
            } else {
                cluster.kind
            },
            code: coded.code,
            sectors: coded.sectors,
            wikidata: cluster.known.as_ref().and_then(|k| k.wikidata.clone()),
            roles: codes::roles(cluster),
            mentions: own
                .iter()
                .map(|m| EntityMention { span: m.span, head: m.head, form: m.form })
                .collect(),
            why: coded.why,
            assumed: coded.assumed,
        }
    }
}

/// Nouns for those who belong to somebody without being of his country.
const OTHERS: [&str; 11] = [
    "ally",
    "neighbour",
    "neighbor",
    "partner",
    "opponent",
    "enemy",
    "rival",
    "critic",
    "counterpart",
    "adversary",
    "foe",
];

/// The country of the one whose the mentions say they are, by name, noun or pronoun: "its forces", "the country's army".
fn owner_code(text: &Text, at: &AtWord, clusters: &Clusters, own: &[&Candidate]) -> Option<String> {
    let nominals = own.iter().filter(|m| m.form == Form::Nominal).take(8);
    nominals
        .filter(|m| !OTHERS.contains(&text.lemma(m.head).as_str()))
        .flat_map(|m| text.syntax.children_by(m.head, &["nmod:poss"]))
        .filter_map(|owner| clusters.get(at.headed_by(owner)?))
        .find_map(|owner| {
            let known = owner.known.as_ref().and_then(|k| k.code.clone());
            let role = |r: &cluster::RoleWords| {
                r.country.clone().or_else(|| r.described.as_ref().and_then(|d| d.code.clone()))
            };
            owner.country.clone().or(known).or_else(|| owner.roles.iter().find_map(role))
        })
}

/// The usual name of a country that the text names only by an adjective or by letters ("Iranian", "U.S.").
fn country_name(text: &Text, cluster: &Cluster, own: &[&Candidate]) -> Option<String> {
    let code = cluster.country.as_ref().filter(|_| cluster.kind == EntityKind::Country)?;
    let is_written_out = |m: &&&Candidate| {
        let name = text.surface(&m.range);
        !m.is_adjective
            && text.facts.country(name).is_some()
            && name.chars().filter(|c| c.is_lowercase()).count() > 2
    };
    if own.iter().any(|m| is_written_out(&m)) { None } else { text.facts.country_name(code) }
}

/// The fullest form: the longest name, else the first description without its determiner.
fn fullest(text: &Text, own: &[&Candidate]) -> Option<String> {
    let rank =
        |m: &&&Candidate| (!m.is_adjective, m.words.len(), m.span.len(), std::cmp::Reverse(m.span.start()));
    if let Some(name) = own.iter().filter(|m| m.form == Form::Name).max_by_key(rank) {
        return Some(one_line(text.surface(&name.range)));
    }
    let nominal = own
        .iter()
        .filter(|m| m.form == Form::Nominal)
        .max_by_key(|m| (m.words.len().min(4), std::cmp::Reverse(m.span.start())))?;
    let mut range = nominal.range.clone();
    while range.start < nominal.head && counts(text, range.start) {
        range.start += 1;
    }
    Some(one_line(text.surface(&range)))
}

/// Whether a word before a noun only determines or counts: "at least three | aid workers".
fn counts(text: &Text, word: usize) -> bool {
    let hedges = matches!(
        text.folded(word),
        "at" | "least"
            | "most"
            | "more"
            | "than"
            | "about"
            | "around"
            | "nearly"
            | "almost"
            | "some"
            | "approximately"
            | "estimated"
            | "over"
            | "up"
            | "to"
            | "several"
            | "many"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "of"
    );
    hedges || matches!(text.upos(word), Upos::Det | Upos::Num)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
