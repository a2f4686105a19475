//! The first sieve: names that are one name, or a name and its short form.

use std::collections::HashMap;

use dateline_text::{EntityKind, Form};

use super::cluster::Clusters;
use super::mention::Candidate;
use super::text::Text;

/// How many earlier names with a common word are compared: a bound for hostile texts.
const WINDOW: usize = 12;

#[derive(Default)]
struct Index {
    exact: HashMap<String, Vec<usize>>,
    known: HashMap<String, usize>,
    countries: HashMap<String, usize>,
    by_word: HashMap<String, Vec<usize>>,
    acronyms: HashMap<String, Vec<usize>>,
}

/// Joins every name with the earlier ones that are the same.
pub(crate) fn join_names(text: &Text, mentions: &[Candidate], clusters: &mut Clusters) {
    let mut index = Index::default();
    for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| m.form == Form::Name) {
        if let Some(earlier) = earlier(text, mentions, clusters, &index, mention) {
            clusters.join(earlier, i);
        }
        note(&mut index, mention, i);
    }
}

fn note(index: &mut Index, mention: &Candidate, i: usize) {
    if let Some(key) = country_key(mention) {
        index.countries.insert(key, i);
        return;
    }
    push(&mut index.exact, mention.words.join(" "), i);
    if let Some(known) = &mention.known {
        index.known.insert(known.name.clone(), i);
    }
    let ends = [mention.words.first(), mention.words.last()];
    for word in ends.into_iter().flatten() {
        push(&mut index.by_word, word.clone(), i);
    }
    if mention.words.len() > 1 {
        push(&mut index.acronyms, initials(&mention.words), i);
    }
    if let [word] = &mention.words[..] {
        push(&mut index.acronyms, format!("={}", word.replace('.', "")), i);
    }
}

/// A country by whatever name, or its people, which are another.
fn country_key(mention: &Candidate) -> Option<String> {
    let code = mention.country.as_ref()?;
    match mention.kind {
        EntityKind::Country => Some(code.clone()),
        EntityKind::Group => Some(format!("people of {code}")),
        _ => None,
    }
}

/// Adds to a list and keeps only its end.
fn push(map: &mut HashMap<String, Vec<usize>>, key: String, i: usize) {
    let list = map.entry(key).or_default();
    if list.len() >= 2 * WINDOW {
        list.drain(..WINDOW);
    }
    list.push(i);
}

/// The first letters of the words that an acronym takes up.
pub(crate) fn initials(words: &[String]) -> String {
    let small = ["of", "the", "for", "and", "in", "on", "de", "la", "'s"];
    words.iter().filter(|w| !small.contains(&w.as_str())).filter_map(|w| w.chars().next()).collect()
}

fn earlier(
    text: &Text,
    mentions: &[Candidate],
    clusters: &Clusters,
    index: &Index,
    mention: &Candidate,
) -> Option<usize> {
    if let Some(key) = country_key(mention) {
        return index.countries.get(&key).copied();
    }
    let one_of = |list: Option<&Vec<usize>>, fits: &dyn Fn(&Candidate, usize) -> bool| {
        list?.iter().rev().take(WINDOW).copied().find(|i| mentions.get(*i).is_some_and(|m| fits(m, *i)))
    };
    let exact = |other: &Candidate, i: usize| agree(clusters, mention, other, i);
    one_of(index.exact.get(&mention.words.join(" ")), &exact)
        .or_else(|| mention.known.as_ref().and_then(|k| index.known.get(&k.name).copied()))
        .or_else(|| short_form(text, mentions, clusters, index, mention))
        .or_else(|| by_acronym(text, clusters, index, mention, &one_of))
}

type Find<'a> = dyn Fn(Option<&Vec<usize>>, &dyn Fn(&Candidate, usize) -> bool) -> Option<usize> + 'a;

fn by_acronym(
    text: &Text,
    clusters: &Clusters,
    index: &Index,
    mention: &Candidate,
    one_of: &Find,
) -> Option<usize> {
    let body = |other: &Candidate, i: usize| {
        !other.is_person() && !mention.is_person() && agree(clusters, mention, other, i)
    };
    if let [word] = &mention.words[..] {
        let letters = word.replace('.', "");
        let is_acronym = letters.chars().count() > 1
            && text.word(mention.head).chars().filter(|c| c.is_uppercase()).count() > 1;
        return if is_acronym { one_of(index.acronyms.get(&letters), &body) } else { None };
    }
    let letters = initials(&mention.words);
    if letters.chars().count() < 2 {
        return None;
    }
    let capitals = |other: &Candidate, i: usize| {
        body(other, i) && text.word(other.head).chars().filter(|c| c.is_uppercase()).count() > 1
    };
    one_of(index.acronyms.get(&format!("={letters}")), &capitals)
}

/// Whether nothing that is known of a mention and a cluster contradicts that they are one.
fn agree(clusters: &Clusters, mention: &Candidate, other: &Candidate, at: usize) -> bool {
    let Some(cluster) = clusters.get(at) else { return false };
    let genders = match (mention.gender, cluster.gender) {
        (Some(a), Some(b)) => a == b || mention.words.len() > 1 && mention.words == other.words,
        _ => true,
    };
    let known = match (&mention.known, &cluster.known) {
        (Some(a), Some(b)) => a.name == b.name || a.kind == b.kind && mention.words == other.words,
        _ => true,
    };
    genders && known && kinds_agree(mention.kind, cluster.kind)
}

fn kinds_agree(a: EntityKind, b: EntityKind) -> bool {
    use EntityKind::{Country, Facility, Group, Organisation, Other, Person, Place};
    match (a, b) {
        (a, b) if a == b => true,
        (Other, _) | (_, Other) => true,
        (Organisation | Group | Facility, Organisation | Group | Facility) => true,
        (Place | Country | Facility, Place | Country | Facility) => true,
        (Person, _) | (_, Person) => false,
        _ => false,
    }
}

fn short_form(
    text: &Text,
    mentions: &[Candidate],
    clusters: &Clusters,
    index: &Index,
    mention: &Candidate,
) -> Option<usize> {
    let mut found: Option<usize> = None;
    let ends = [mention.words.last(), mention.words.first()];
    for (is_first, word) in ends.into_iter().enumerate() {
        let Some(word) = word else { continue };
        let list = index.by_word.get(word);
        for i in list.into_iter().flatten().rev().take(WINDOW).copied() {
            let Some(other) = mentions.get(i) else { continue };
            if !agree(clusters, mention, other, i)
                || !is_short_form(text, clusters, mention, other, i, is_first == 1)
            {
                continue;
            }
            // "President Macron" is rather the Macron with an office than his namesake.
            let better = mention.title.is_empty() || same_title(text, mention, clusters, i);
            if better {
                return Some(i);
            }
            found = found.or(Some(i));
        }
        if found.is_some() {
            return found;
        }
    }
    None
}

fn same_title(text: &Text, mention: &Candidate, clusters: &Clusters, at: usize) -> bool {
    let Some(cluster) = clusters.get(at) else { return false };
    mention.title.clone().any(|i| {
        let word = text.folded(i);
        cluster.roles.iter().any(|r| r.nouns.iter().any(|n| n == word))
            || cluster
                .known
                .as_ref()
                .and_then(|k| k.title.as_ref())
                .is_some_and(|t| t.to_lowercase().contains(word))
    })
}

/// Whether one of two names is a short form of the other.
fn is_short_form(
    text: &Text,
    clusters: &Clusters,
    mention: &Candidate,
    other: &Candidate,
    at: usize,
    by_first: bool,
) -> bool {
    let (short, long) =
        if mention.words.len() <= other.words.len() { (mention, other) } else { (other, mention) };
    let may_be_person = |m: &Candidate| matches!(m.kind, EntityKind::Person | EntityKind::Other);
    if may_be_person(mention) && may_be_person(other) && (mention.is_person() || other.is_person()) {
        let given = clusters.get(at).and_then(|c| c.given.clone());
        return persons_match(mention, short, long, given.as_deref());
    }
    if by_first && short.words.len() == 1 && short.is_person() {
        return false;
    }
    bodies_match(text, short, long)
}

fn persons_match(mention: &Candidate, short: &Candidate, long: &Candidate, given: Option<&str>) -> bool {
    if let ([only], true) = (&short.words[..], long.words.len() > 1) {
        // A bare surname must not join a cluster by way of another person's given name; a given name alone does.
        let is_surname = long.last_word() == Some(only);
        let is_given = long.words.first() == Some(only) && short.title.is_empty();
        return is_surname || is_given;
    }
    if short.words.len() == 1 {
        return short.words == long.words;
    }
    let last = mention.last_word();
    let same_last = short.last_word() == long.last_word();
    let first = |c: &Candidate| c.words.first().cloned().unwrap_or_default();
    let (a, b) = (first(short), first(long));
    let initial = |a: &str, b: &str| {
        let a = a.trim_end_matches('.');
        a.chars().count() == 1 && b.starts_with(a)
    };
    let same_first = a == b || initial(&a, &b) || initial(&b, &a);
    let fits_given =
        given.is_none_or(|g| mention.words.first().is_some_and(|w| w == g || initial(w, g) || initial(g, w)));
    // "Mohamed bin Salman al Saud" and "Mohamed bin Salman": the shorter begins the longer.
    let begins = long.words.starts_with(&short.words);
    last.is_some() && (begins || same_last && same_first && fits_given)
}

/// Whether all words of a body's shorter name are in the longer one and at least one of them tells it from others.
fn bodies_match(text: &Text, short: &Candidate, long: &Candidate) -> bool {
    if short.words.len() >= long.words.len()
        || short.kind == EntityKind::Country
        || long.kind == EntityKind::Country
    {
        return false;
    }
    // A town is no short form of its university.
    if short.kind == EntityKind::Place || long.kind == EntityKind::Place {
        return false;
    }
    let tells = |word: &String| !text.lexicon.is_generic(word) && word.chars().count() > 2;
    let is_place = text.facts.country(text.surface(&short.range)).is_some()
        || text.facts.demonym(text.surface(&short.range)).is_some()
        || text.country_of_place(text.surface(&short.range)).is_some();
    let same_edge = short.words.first() == long.words.first() || short.words.last() == long.words.last();
    !is_place
        && same_edge
        && short.words.iter().any(tells)
        && short.words.iter().all(|w| long.words.contains(w))
}
