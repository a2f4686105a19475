//! Collecting mentions: the reader's, names that knowledge holds, nouns for people and bodies, pronouns.

use std::collections::HashSet;
use std::ops::Range;

use dateline_text::{ArgumentRole, EntityKind, Form, Upos};

use super::facts::Known;
use super::mention::Candidate;
use super::text::{LONGEST_NAME, Text};
use super::titles;

/// The longest name that is looked up in knowledge, in words.
const LONGEST_LOOKUP: usize = 7;
/// A word that the reader takes for a party with at least this probability is a mention.
const PARTY: f32 = 0.25;

/// A name's words before they become a mention.
struct Name {
    range: Range<usize>,
    kind: EntityKind,
    known: Option<Known>,
    country: Option<String>,
    is_adjective: bool,
}

/// All mentions of the document in reading order; no two have the same head.
pub(crate) fn collect(text: &Text) -> Vec<Candidate> {
    let mut found = names(text);
    let mut heads: HashSet<usize> = found.iter().map(|m| m.head).collect();
    let mut in_names = vec![false; text.len()];
    for mention in &found {
        let from = if mention.title.is_empty() { mention.range.start } else { mention.title.start };
        let words = in_names.get_mut(from.min(mention.range.start)..mention.range.end);
        if !mention.is_adjective {
            words.into_iter().flatten().for_each(|is_in| *is_in = true);
        }
    }
    for (head, kind) in nominal_heads(text) {
        if !in_names[head] && heads.insert(head) {
            found.push(nominal(text, head, kind));
        }
    }
    for head in 0..text.len() {
        if is_pronoun(text, head) && heads.insert(head) {
            found.push(Candidate::new(text, head..head + 1, head, Form::Pronoun, EntityKind::Other));
        }
    }
    found.sort_by_key(|m| (m.span, m.head));
    found
}

fn nominal(text: &Text, head: usize, kind: EntityKind) -> Candidate {
    let range = text.noun_phrase(head);
    let mut mention = Candidate::new(text, range, head, Form::Nominal, kind);
    mention.country = country_in(text, &mention.range);
    mention
}

/// The country that a phrase names by a demonym, a possessor or an "of …"; the first where there are two.
pub(crate) fn country_in(text: &Text, range: &Range<usize>) -> Option<String> {
    range.clone().find_map(|i| country_at(text, i, range.end).map(|(_, code)| code))
}

/// The country named by the words that begin at `from`, with the index after them.
pub(crate) fn country_at(text: &Text, from: usize, limit: usize) -> Option<(usize, String)> {
    if !text.is_capitalised(from) {
        return None;
    }
    let sentence = text.syntax.sentence(text.sentence(from));
    let limit = limit.min(sentence.end).min(from + LONGEST_LOOKUP);
    (from + 1..=limit).rev().find_map(|end| {
        let words = text.surface(&(from..end));
        let code = text.facts.country(words).or_else(|| text.facts.demonym(words)).or_else(|| {
            // "New Jersey" is no part of Jersey.
            let is_place = end - from > 1 && (from..end).all(|i| text.is_capitalised(i));
            if is_place { text.country_of_place(words) } else { None }
        })?;
        Some((end, code))
    })
}

// ---------------------------------------------------------------- names

fn names(text: &Text) -> Vec<Candidate> {
    let mut names = by_reader(text);
    names.extend(by_roles(text));
    names.extend(by_knowledge(text));
    if names.iter().all(|n| n.known.is_some() || n.country.is_some()) {
        names.extend(by_capitals(text));
    }
    let mut found: Vec<Candidate> = without_overlap(names).into_iter().map(|n| finished(text, n)).collect();
    found.retain(|m| !m.range.is_empty());
    let mut taken = HashSet::new();
    found.retain(|m| taken.insert(m.head));
    found
}

fn by_reader(text: &Text) -> Vec<Name> {
    let named = text.reading.mentions.iter().filter(|m| m.form == Form::Name);
    named
        .filter_map(|m| {
            let range = text.syntax.range_of(m.span);
            let range = range.start..range.end.min(range.start + LONGEST_NAME);
            let mut range = trimmed(text, range)?;
            if m.kind == EntityKind::Person {
                range.start = first_of_flat(text, range.start);
            }
            Some(looked_up(text, range, m.kind))
        })
        .collect()
}

/// Persons of two names and more whom the reader takes for a party or a speaker but marks no name of.
fn by_roles(text: &Text) -> Vec<Name> {
    let is_name = |i: usize| is_name_word(text, i);
    let marked = |i: &usize| {
        text.token(*i).is_some_and(|token| {
            let mut over = text.reading.mentions.overlapping(token.span);
            over.any(|m| m.form == Form::Name && m.span.contains(token.span))
        })
    };
    let head_of = |i: usize| text.token(i).and_then(|t| t.head);
    // Side by side, and one the head of the other; or of one head, where the tree does not see that they are one name.
    let is_joined = |one: usize, other: usize| {
        is_name(one)
            && is_name(other)
            && text.relation(one) != "nmod"
            && (head_of(one) == Some(other) || head_of(other) == Some(one) || head_of(one) == head_of(other))
    };
    let run = |word: usize| {
        let (mut from, mut to) = (word, word + 1);
        while from > 0 && to - from < LONGEST_NAME && is_joined(from - 1, from) {
            from -= 1;
        }
        while to - from < LONGEST_NAME && is_joined(to, to - 1) {
            to += 1;
        }
        let titled = (from..to).any(|i| text.syntax.children_by(i, &["nmod:desc"]).next().is_some());
        let named = to - from > 1 && (titled || text.facts.given_name(text.folded(from)).is_some());
        named.then_some(from..to)
    };
    let unmarked = parties(text).into_iter().filter(|i| is_name(*i) && !marked(i));
    unmarked.filter_map(run).map(|range| looked_up(text, range, EntityKind::Person)).collect()
}

/// The first word of the name that the word goes on, where the tree joins them as one flat name: of "Olha Stetsenko" the reader may
/// mark the surname alone.
fn first_of_flat(text: &Text, at: usize) -> usize {
    let head = text.syntax.get(at).filter(|t| t.base_relation() == "flat").and_then(|t| t.head);
    head.filter(|head| *head < at && (*head..at).all(|i| is_name_word(text, i))).unwrap_or(at)
}

fn is_name_word(text: &Text, index: usize) -> bool {
    text.upos(index) == Upos::Propn && text.is_capitalised(index)
}

/// The range without determiners and quotation marks before it, possessive marks and punctuation after it.
fn trimmed(text: &Text, mut range: Range<usize>) -> Option<Range<usize>> {
    while range.start < range.end
        && (matches!(text.upos(range.start), Upos::Punct | Upos::Part)
            || matches!(text.folded(range.start), "the" | "a" | "an"))
        && text.word(range.start) != "."
    {
        range.start += 1;
    }
    while range.start < range.end
        && (text.is_possessive_mark(range.end - 1)
            || text.upos(range.end - 1) == Upos::Punct && !text.word(range.end - 1).ends_with('.'))
    {
        range.end -= 1;
    }
    (!range.is_empty()).then_some(range)
}

fn looked_up(text: &Text, range: Range<usize>, kind: EntityKind) -> Name {
    let words = text.surface(&range);
    let known = text.facts.actor(words, text.at());
    if known.is_none()
        && kind == EntityKind::Person
        && let Some(range) = known_end(text, &range)
    {
        return looked_up(text, range, kind);
    }
    // The reader takes some bodies for persons; a namesake of one word must not turn a person into a town, though.
    let is_body = known.as_ref().is_some_and(|k| !k.by_surname && k.kind != Some(EntityKind::Person));
    let is_person = kind == EntityKind::Person
        && !(is_body && range.len() > 1)
        && !(range.len() == 1
            && (text.facts.country(words).is_some()
                || is_body && known.as_ref().is_some_and(|k| k.kind == Some(EntityKind::Place)))
            && stands_alone(text, range.start, words));
    let country = text.facts.country(words).filter(|_| !is_person);
    let is_demonym = country.is_none() && !is_person && text.facts.demonym(words).is_some();
    let country = country.or_else(|| text.facts.demonym(words).filter(|_| is_demonym));
    if country.is_some() {
        let people = is_demonym && is_people(text, &range, words);
        let kind = if people { EntityKind::Group } else { EntityKind::Country };
        return Name { is_adjective: is_demonym && !people, range, kind, known: None, country };
    }
    // Only persons go by their surname alone.
    let known = known.filter(|k| {
        if is_person { k.kind.is_none_or(|kind| kind == EntityKind::Person) } else { !k.by_surname }
    });
    let kind = known.as_ref().filter(|_| !is_person).and_then(|k| k.kind).unwrap_or(kind);
    Name { is_adjective: false, range, kind, known, country }
}

/// The end of a person's name that knowledge holds, where what stands before it is no given name: "Taoiseach | Leo Varadkar".
fn known_end(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let last = range.end.checked_sub(2)?;
    (range.start + 1..=last).map(|from| from..range.end).find(|end| {
        let before = text.folded(end.start - 1);
        let is_person = |k: &Known| !k.by_surname && k.kind == Some(EntityKind::Person);
        text.facts.given_name(before).is_none()
            && before != "."
            && text.facts.actor(text.surface(end), text.at()).as_ref().is_some_and(is_person)
    })
}

/// Whether one word that the reader takes for a person, and knowledge for a state or its capital, follows no title or first name and is
/// no part of a longer person's name in the article ("Jordan" beside "Vernon Jordan").
fn stands_alone(text: &Text, at: usize, word: &str) -> bool {
    let follows_name = at
        .checked_sub(1)
        .is_some_and(|i| text.is_capitalised(i) && matches!(text.upos(i), Upos::Propn | Upos::Noun));
    !follows_name
        && !text.reading.mentions.iter().any(|m| {
            let range = text.syntax.range_of(m.span);
            m.form == Form::Name
                && m.kind == EntityKind::Person
                && range.len() > 1
                && range.into_iter().any(|i| text.word(i) == word)
        })
}

/// Whether a demonym means people ("Ukrainians", "the British") and not something of the country ("British soldiers").
fn is_people(text: &Text, range: &Range<usize>, words: &str) -> bool {
    let last = range.end - 1;
    let before_noun = matches!(text.relation(last), "amod" | "compound" | "flat")
        || matches!(text.upos(range.end), Upos::Noun | Upos::Propn);
    !before_noun
        && (text.facts.people(words).is_some()
            || text.upos(last) == Upos::Noun
            || range.start > 0 && text.folded(range.start - 1) == "the")
}

/// Names in the text that knowledge holds: the longest at each capitalised word.
fn by_knowledge(text: &Text) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in 0..text.syntax.sentence_count() {
        let words = text.syntax.sentence(sentence);
        let mut from = words.start;
        while from < words.end {
            from = match known_at(text, from, words.end) {
                Some(name) => {
                    let end = name.range.end;
                    found.push(name);
                    end
                }
                None => from + 1,
            };
        }
    }
    found
}

fn known_at(text: &Text, from: usize, limit: usize) -> Option<Name> {
    let begins = text.is_capitalised(from) || text.folded(from) == "al";
    if !begins || matches!(text.upos(from), Upos::Punct) || is_plain_article(text, from) {
        return None;
    }
    let limit = limit.min(from + LONGEST_LOOKUP);
    (from + 1..=limit).rev().find_map(|end| {
        let range = from..end;
        if matches!(text.upos(end - 1), Upos::Punct | Upos::Adp | Upos::Part)
            || text.is_possessive_mark(end - 1)
        {
            return None;
        }
        let name = looked_up(text, range, EntityKind::Other);
        let is_found = name.country.is_some()
            // A single common word ("Will", "May", "Reform") is no name unless the tree takes it for one.
            || name.known.is_some() && (end - from > 1 || matches!(text.upos(from), Upos::Propn | Upos::X));
        (is_found && (name.kind == EntityKind::Country || is_name_like(text, from, end))).then_some(name)
    })
}

/// Whether the article at the start of a sentence is no part of a name: "The Hague" is one only whole.
fn is_plain_article(text: &Text, from: usize) -> bool {
    matches!(text.folded(from), "the" | "a" | "an")
        && !(text.folded(from) == "the" && text.facts.country(text.word(from + 1)).is_none() && {
            let whole = from..(from + 2).min(text.len());
            text.country_of_sure_place(text.surface(&whole)).is_some()
        })
}

/// Whether a capital at the start of a sentence is more than the sentence's own.
fn is_name_like(text: &Text, from: usize, end: usize) -> bool {
    (from..end).any(|i| matches!(text.upos(i), Upos::Propn | Upos::X))
        || (from..end).skip(1).any(|i| text.is_capitalised(i))
}

/// Runs of capitalised proper nouns, for a reading that names none.
fn by_capitals(text: &Text) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in 0..text.syntax.sentence_count() {
        let words = text.syntax.sentence(sentence);
        let mut from = words.start;
        while from < words.end {
            let mut end = from;
            while end < words.end && is_name_word(text, end) {
                end += 1;
            }
            if end > from {
                let kind = EntityKind::Other;
                if let Some(range) = trimmed(text, from..end.min(from + LONGEST_NAME)) {
                    found.push(looked_up(text, range, kind));
                }
            }
            from = end.max(from + 1);
        }
    }
    found
}

/// Of names that overlap the longer is kept, of equal ones the reader's with what knowledge says.
fn without_overlap(mut names: Vec<Name>) -> Vec<Name> {
    // Stable: of two of one length the reader's comes first, since it was collected first.
    names.sort_by_key(|n| std::cmp::Reverse(n.range.len()));
    let mut taken = HashSet::new();
    names.retain(|n| {
        let free = n.range.clone().all(|i| !taken.contains(&i));
        if free {
            taken.extend(n.range.clone());
        }
        free
    });
    names.sort_by_key(|n| n.range.start);
    names
}

fn finished(text: &Text, name: Name) -> Candidate {
    let mut range = name.range;
    let mut title = range.start..range.start;
    let person = matches!(name.kind, EntityKind::Person | EntityKind::Other | EntityKind::Event);
    if person && name.known.as_ref().is_none_or(|k| k.kind != Some(EntityKind::Organisation)) {
        let (found, rest) = titles::split(text, &range);
        title = found;
        range = rest;
    }
    let kind = if title.is_empty() { name.kind } else { EntityKind::Person };
    let head = text.syntax.head_of(range.clone()).unwrap_or(range.start);
    let mut mention = Candidate::new(text, range, head, Form::Name, kind);
    // A title changes what was looked up: "President Trump" is not in knowledge, "Trump" is.
    let words = titles::core(text, &mention.range);
    mention.known = name.known.or_else(|| {
        let known = text.facts.actor(text.surface(&mention.range), text.at())?;
        let is_person = kind == EntityKind::Person;
        let fits =
            if is_person { known.kind.is_none_or(|k| k == EntityKind::Person) } else { !known.by_surname };
        fits.then_some(known)
    });
    mention.words = words.map(|i| text.folded(i).to_owned()).filter(|w| w != "." && w != "-").collect();
    mention.country = name.country.or_else(|| {
        let is_body = matches!(kind, EntityKind::Organisation | EntityKind::Facility | EntityKind::Other);
        let own = || if kind == EntityKind::Other { None } else { country_in(text, &mention.range) };
        let owner = || text.possessor(mention.range.start).and_then(|words| country_in(text, &words));
        if is_body { own().or_else(owner) } else { None }
    });
    mention.is_adjective = name.is_adjective && text.upos(mention.head) == Upos::Adj;
    mention.gender = titles::gender(text, &title, &mention.range)
        .or_else(|| given_name_gender(text, &mention))
        .filter(|_| matches!(kind, EntityKind::Person | EntityKind::Other));
    mention.title = title;
    if mention.kind == EntityKind::Other && mention.gender.is_some() && mention.words.len() > 1 {
        mention.kind = EntityKind::Person;
    }
    mention
}

fn given_name_gender(text: &Text, mention: &Candidate) -> Option<super::lexicon::Gender> {
    if mention.words.len() < 2 && mention.kind != EntityKind::Person {
        return None;
    }
    text.facts.given_name(mention.words.first()?)
}

// ---------------------------------------------------------------- nominals and pronouns

/// The heads of noun phrases that may be actors, with what they are.
fn nominal_heads(text: &Text) -> Vec<(usize, EntityKind)> {
    let mut found = Vec::new();
    let nominal = text.reading.mentions.iter().filter(|m| m.form == Form::Nominal);
    // Acts and places are other layers' business, unless the reader takes one for a party.
    let actors =
        nominal.filter(|m| !matches!(m.kind, EntityKind::Event | EntityKind::Other | EntityKind::Place));
    found.extend(actors.filter(|m| m.head < text.len()).map(|m| (m.head, m.kind)));
    for head in 0..text.len() {
        if is_actor_noun(text, head) {
            found.push((head, EntityKind::Other));
        }
    }
    let parties = parties(text).into_iter().map(|i| described(text, i));
    found.extend(parties.filter(|i| can_head(text, *i)).map(|i| (i, EntityKind::Other)));
    found
}

/// Of "anti-government protesters" the protesters are the party, though the reader points to the modifier.
fn described(text: &Text, word: usize) -> usize {
    let modifies = text.upos(word) == Upos::Adj && matches!(text.relation(word), "amod" | "compound");
    let noun = text.token(word).and_then(|t| t.head).filter(|h| modifies && is_actor_noun(text, *h));
    noun.unwrap_or(word)
}

/// Words that the reader takes for parties of acts or for speakers.
fn parties(text: &Text) -> Vec<usize> {
    let roles = [ArgumentRole::Actor, ArgumentRole::Recipient, ArgumentRole::Asserter, ArgumentRole::Speaker];
    let of_triggers = text.reading.triggers.iter().flat_map(|t| &t.arguments);
    let of_cues = text.reading.cues.iter().flat_map(|c| &c.arguments);
    let mut found: Vec<usize> = of_triggers
        .chain(of_cues)
        .filter(|a| a.score >= PARTY && roles.contains(&a.role))
        .map(|a| a.token)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn can_head(text: &Text, index: usize) -> bool {
    matches!(text.upos(index), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::X)
}

fn is_actor_noun(text: &Text, index: usize) -> bool {
    if !matches!(text.upos(index), Upos::Noun | Upos::Propn)
        || matches!(text.relation(index), "compound" | "flat")
    {
        return false;
    }
    let lemma = text.lemma(index);
    (text.lexicon.class(&lemma).is_some() || text.lexicon.class(text.folded(index)).is_some())
        && !text.lexicon.is_weak(&lemma)
}

/// Whether the word is a third-person or relative pronoun that refers back.
fn is_pronoun(text: &Text, index: usize) -> bool {
    if !matches!(text.upos(index), Upos::Pron | Upos::X) || text.relation(index) == "expl" {
        return false;
    }
    match text.folded(index) {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" | "they" | "them" | "their"
        | "theirs" | "themselves" | "it" | "its" | "itself" | "who" | "whom" | "whose" => true,
        // Only a relative pronoun: its verb modifies a noun.
        "which" | "that" => relative_antecedent(text, index).is_some(),
        _ => false,
    }
}

/// The noun that a relative pronoun stands for.
pub(crate) fn relative_antecedent(text: &Text, pronoun: usize) -> Option<usize> {
    let clause = text
        .syntax
        .ancestors(pronoun)
        .take(4)
        .find(|a| text.token(*a).is_some_and(|t| &*t.relation == "acl:relcl"))?;
    text.token(clause)?.head.filter(|h| *h < pronoun)
}
