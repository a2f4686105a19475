//! The second sieve: what grammar says is one: titles, appositions, predicates, relative pronouns, acronyms in brackets.

use std::ops::Range;

use dateline_text::{EntityKind, Form, Upos};

use super::cluster::{AtWord, Clusters, RoleWords};
use super::collect::{country_in, relative_antecedent};
use super::mention::{Candidate, Definiteness};
use super::names::initials;
use super::text::Text;

/// Joins mentions by grammar and notes the roles that titles, appositions and predicates give.
pub(crate) fn join_by_grammar(text: &Text, mentions: &[Candidate], at: &AtWord, clusters: &mut Clusters) {
    for (i, mention) in mentions.iter().enumerate() {
        match mention.form {
            Form::Name => {
                title_role(text, mention, i, clusters);
                acronym_in_brackets(text, mentions, at, mention, i, clusters);
                affiliation(text, mention, i, clusters);
                leads(text, mention.head, i, clusters);
                membership(text, mention, i, clusters);
            }
            Form::Nominal => {
                apposition_by_comma(text, mentions, at, mention, i, clusters);
                predicate(text, mentions, at, mention, i, clusters);
            }
            Form::Pronoun => relative_pronoun(text, mention, at, i, clusters),
        }
        apposition(text, mentions, at, mention, i, clusters);
    }
}

/// The words of a phrase as a role.
pub(crate) fn role_words(text: &Text, range: &Range<usize>, strength: u8) -> RoleWords {
    let mut range = range.clone();
    while range.start < range.end && matches!(text.upos(range.start), Upos::Det | Upos::Punct) {
        range.start += 1;
    }
    let phrase = text.surface(&range);
    let country = country_in(text, &range);
    let mut described = text.facts.describe(phrase, text.at());
    // "New Jersey governor" must not be of Jersey: the longer name tells.
    if let (Some(described), Some(country)) = (&mut described, &country) {
        let by_part = described.code.as_ref().and_then(|code| text.facts.country_name(code));
        let is_inside = |name: &String| phrase.contains(&format!(" {name}"));
        if described.code.as_ref() != Some(country)
            && by_part.as_ref().is_some_and(is_inside)
            && starts_longer(text, &range)
        {
            described.code = Some(country.clone());
        }
    }
    RoleWords {
        phrase: phrase.to_owned(),
        span: text.span(&range),
        nouns: range.clone().map(|i| text.folded(i).to_owned()).collect(),
        country,
        described,
        strength,
    }
}

/// Whether the phrase names a place by two capitalised words, the second of which alone is a country's name.
fn starts_longer(text: &Text, range: &Range<usize>) -> bool {
    range.clone().skip(1).any(|i| {
        text.is_capitalised(i)
            && text.is_capitalised(i - 1)
            && text.facts.country(text.word(i)).is_some()
            && text.country_of_place(text.surface(&(i - 1..i + 1))).is_some()
    })
}

fn title_role(text: &Text, mention: &Candidate, i: usize, clusters: &mut Clusters) {
    if !mention.title.is_empty() {
        clusters.add_role(i, role_words(text, &mention.title, 2));
    }
}

/// "X of the Y party", "X from Z": weaker than a title.
fn affiliation(text: &Text, mention: &Candidate, i: usize, clusters: &mut Clusters) {
    if !matches!(mention.kind, EntityKind::Person | EntityKind::Other)
        || !matches!(text.folded(mention.range.end), "of" | "from")
    {
        return;
    }
    let child = text.syntax.children_by(mention.head, &["nmod"]).find(|c| *c > mention.range.end);
    if let Some(child) = child {
        clusters.add_role(i, role_words(text, &text.noun_phrase(child), 1));
    }
}

/// "Louise Trammell, an Ohio Republican": whom a name of a party's members tells of, which the reader takes for a name of its own.
fn membership(text: &Text, mention: &Candidate, i: usize, clusters: &mut Clusters) {
    if !mention.is_person() {
        return;
    }
    let told = text
        .syntax
        .children_by(mention.head, &["appos"])
        .find(|c| text.lexicon.is_party_member(&text.lemma(*c)));
    if let Some(member) = told {
        clusters.add_role(i, role_words(text, &text.noun_phrase(member), 2));
    }
}

/// "who heads the presidential office": the antecedent heads what the verb governs.
fn leads(text: &Text, head: usize, i: usize, clusters: &mut Clusters) {
    let clause = text.syntax.children_by(head, &["acl:relcl"]).next();
    let Some(verb) = clause.filter(|v| text.lexicon.leads(&text.lemma(*v))) else { return };
    let by_who = text.syntax.children_by(verb, &["nsubj"]).any(|s| matches!(text.folded(s), "who" | "that"));
    let Some(object) = text.syntax.children_by(verb, &["obj"]).next().filter(|_| by_who) else { return };
    clusters.add_role(i, role_words(text, &text.noun_phrase(object), 2));
}

fn relative_pronoun(text: &Text, mention: &Candidate, at: &AtWord, i: usize, clusters: &mut Clusters) {
    if !matches!(text.folded(mention.head), "who" | "whom" | "whose" | "which" | "that") {
        return;
    }
    let antecedent = relative_antecedent(text, mention.head).and_then(|noun| at.at(noun));
    if let Some(antecedent) = antecedent {
        clusters.join(antecedent, i);
    }
}

/// Whether two mentions can be one thing by number and kind.
fn can_be_one(a: &Candidate, b: &Candidate) -> bool {
    use EntityKind::{Group, Organisation, Other, Person};
    let plural = |m: &Candidate| m.plural && m.form != Form::Name;
    let kinds = match (a.kind, b.kind) {
        (x, y) if x == y => true,
        (Other, _) | (_, Other) => true,
        (Organisation | Group, Organisation | Group) => true,
        (Person, _) | (_, Person) => false,
        _ => !matches!((a.kind, b.kind), (Group, _) | (_, Group)),
    };
    let genders = a.gender.is_none() || b.gender.is_none() || a.gender == b.gender;
    kinds && genders && (plural(a) == plural(b) || a.kind == Group || b.kind == Group)
}

/// The tree's appositions: one of the two is a name, the other says who that is.
fn apposition(
    text: &Text,
    mentions: &[Candidate],
    at: &AtWord,
    mention: &Candidate,
    i: usize,
    clusters: &mut Clusters,
) {
    if text.relation(mention.head) != "appos" {
        return;
    }
    let Some(other_index) = text.token(mention.head).and_then(|t| t.head).and_then(|h| at.headed_by(h))
    else {
        return;
    };
    let Some(other) = mentions.get(other_index) else { return };
    if mention.form == Form::Name && other.form == Form::Name || mention.form == Form::Pronoun {
        return;
    }
    unite(text, mention, i, other, other_index, clusters);
}

fn unite(text: &Text, a: &Candidate, i: usize, b: &Candidate, j: usize, clusters: &mut Clusters) {
    if clusters.are_one(i, j) || !can_be_one(a, b) {
        return;
    }
    for (m, index) in [(a, i), (b, j)] {
        if m.form == Form::Nominal {
            clusters.add_role(index, role_words(text, &m.range, 2));
        }
    }
    clusters.join(i, j);
}

/// "Jonathan Powell, Britain's national security adviser, …" and "The French president, Emmanuel Macron, …", by commas,
/// for where the tree has it otherwise.
fn apposition_by_comma(
    text: &Text,
    mentions: &[Candidate],
    at: &AtWord,
    mention: &Candidate,
    i: usize,
    clusters: &mut Clusters,
) {
    if mention.kind != EntityKind::Person || mention.plural || text.relation(mention.head) == "conj" {
        return;
    }
    let ends = |word: usize| {
        word >= text.len()
            || matches!(text.word(word), "," | "." | ";" | ")" | "—" | "–" | ":")
            || text.folded(word) == "who"
    };
    let is_comma = |word: usize| matches!(text.word(word), "," | "(" | "—" | "–");
    if mention.range.start > 1
        && is_comma(mention.range.start - 1)
        && ends(mention.range.end)
        && let Some(j) = at.at(mention.range.start - 2)
    {
        let name = mentions
            .get(j)
            .filter(|m| m.form == Form::Name && m.is_person() && m.sentence == mention.sentence);
        if let Some(name) = name.filter(|n| n.range.end == mention.range.start - 1) {
            unite(text, name, j, mention, i, clusters);
            return;
        }
    }
    if mention.definiteness == Definiteness::Definite
        && is_comma(mention.range.end)
        && let Some(j) = at.at(mention.range.end + 1)
    {
        let name = mentions.get(j).filter(|m| {
            m.form == Form::Name && m.is_person() && m.sentence == mention.sentence && m.title.is_empty()
        });
        if let Some(name) = name.filter(|n| n.range.start == mention.range.end + 1 && ends(n.range.end)) {
            unite(text, mention, i, name, j, clusters);
        }
    }
}

/// "X is the minister of Y", "X became president".
fn predicate(
    text: &Text,
    mentions: &[Candidate],
    at: &AtWord,
    mention: &Candidate,
    i: usize,
    clusters: &mut Clusters,
) {
    let head = mention.head;
    let has_copula = text.syntax.children_by(head, &["cop"]).next().is_some();
    let denied = text.syntax.children_by(head, &["advmod", "aux"]).any(|c| {
        matches!(text.folded(c), "not" | "n't" | "never" | "would" | "could" | "may" | "might" | "should")
    });
    let verb = text
        .token(head)
        .and_then(|t| t.head)
        .filter(|v| text.relation(head) == "xcomp" && text.lemma(*v) == "become");
    if !(has_copula || verb.is_some()) || denied {
        return;
    }
    let subject =
        text.syntax.children_by(verb.unwrap_or(head), &["nsubj"]).next().and_then(|s| at.headed_by(s));
    let Some((j, subject)) = subject.and_then(|j| Some((j, mentions.get(j)?))) else { return };
    if subject.form == Form::Pronoun {
        return;
    }
    unite(text, mention, i, subject, j, clusters);
}

/// "World Health Organization (WHO)".
fn acronym_in_brackets(
    text: &Text,
    mentions: &[Candidate],
    at: &AtWord,
    mention: &Candidate,
    i: usize,
    clusters: &mut Clusters,
) {
    let open = mention.range.end;
    if text.word(open) != "(" || !matches!(text.word(open + 2), ")" | ",") {
        return;
    }
    let letters = text.folded(open + 1).replace('.', "");
    let capitals = text.word(open + 1).chars().filter(|c| c.is_uppercase()).count();
    let Some(j) = at.headed_by(open + 1).filter(|_| capitals > 1 && !mention.is_person()) else { return };
    let theirs = initials(&mention.words);
    let fits = theirs.contains(&letters) || letters.chars().next() == theirs.chars().next();
    if fits && mentions.get(j).is_some_and(|m| m.form == Form::Name) {
        clusters.join(i, j);
    }
}
