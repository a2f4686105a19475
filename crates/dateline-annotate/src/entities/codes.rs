//! Country codes and sectors: from the text first, then from knowledge at the article's date, then from the context.

use dateline_text::{EntityKind, Form, Role, RoleSource};

use super::cluster::{Cluster, RoleWords};
use super::context::{Context, Salient};
use super::facts::{Described, Known};
use super::lexicon::{NounClass, fold};
use super::mention::Candidate;
use super::text::Text;
use super::titles;

/// An entity's code with the reason for it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Coded {
    pub(crate) code: Option<String>,
    pub(crate) sectors: Vec<String>,
    pub(crate) why: String,
    /// Whether the code is only that of the context.
    pub(crate) assumed: bool,
}

/// The code that the text and knowledge tell of a cluster whose mentions are given in reading order; `owner` is the code of the one whose it is, if the text says so.
pub(crate) fn code(text: &Text, cluster: &Cluster, mentions: &[&Candidate], owner: Option<String>) -> Coded {
    let mut coded = Coded::default();
    if let (EntityKind::Country, Some(country), true) = (cluster.kind, &cluster.country, cluster.has_name) {
        return Coded {
            code: Some(country.clone()),
            sectors: vec!["GOV".to_owned()],
            why: format!("a name of the country {country}"),
            assumed: false,
        };
    }
    if let (EntityKind::Group, Some(country), true) = (cluster.kind, &cluster.country, cluster.has_name) {
        return Coded {
            code: Some(country.clone()),
            sectors: vec!["CVL".to_owned()],
            why: format!("the people of {country}"),
            assumed: false,
        };
    }
    if knowledge_goes_first(cluster) {
        by_knowledge(text, &mut coded, cluster);
    }
    by_title(text, &mut coded, cluster);
    by_knowledge(text, &mut coded, cluster);
    by_own_words(text, &mut coded, mentions);
    by_affiliation(text, &mut coded, cluster);
    if matches!(cluster.kind, EntityKind::Person | EntityKind::Group | EntityKind::Organisation)
        || !coded.sectors.is_empty()
    {
        add(&mut coded, owner.as_ref(), &[], || "of the one whose it is".to_owned());
    }
    by_place_name(text, &mut coded, cluster, mentions);
    oppose(text, &mut coded, mentions);
    coded
}

/// Adds the country of the context where nothing tells another, and the reason where there is none.
pub(crate) fn complete(
    text: &Text,
    context: &Context,
    salient: &Salient,
    cluster: &Cluster,
    mentions: &[&Candidate],
    coded: &mut Coded,
) {
    by_context(text, coded, context, salient, cluster, mentions);
    if coded.sectors.is_empty()
        && coded.code.is_some()
        && matches!(cluster.kind, EntityKind::Person | EntityKind::Group)
    {
        coded.sectors.push("CVL".to_owned());
    }
    if coded.why.is_empty() {
        coded.why = "neither the text nor knowledge says what it is".to_owned();
    }
}

/// "the opposition Social Democrats": a party that the text calls one of the opposition.
fn oppose(text: &Text, coded: &mut Coded, mentions: &[&Candidate]) {
    let is_party = coded.sectors.first().is_none_or(|s| matches!(s.as_str(), "PTY" | "UNK"));
    let named = |m: &&&Candidate| {
        m.form == Form::Name
            && matches!(m.kind, EntityKind::Organisation | EntityKind::Group | EntityKind::Other)
    };
    let calls = |m: &&Candidate| {
        (1..=2).filter_map(|back| m.range.start.checked_sub(back)).any(|word| {
            text.folded(word) == "opposition"
                && text.sentence(word) == m.sentence
                && text.token(word).is_some_and(|t| t.head.is_some_and(|head| m.range.contains(&head)))
        })
    };
    if is_party && mentions.iter().filter(named).take(24).any(calls) {
        coded.sectors.retain(|sector| sector != "UNK");
        coded.sectors.insert(0, "OPP".to_owned());
        coded.why.push_str(if coded.why.is_empty() {
            "the text says “opposition”"
        } else {
            "; the text says “opposition”"
        });
    }
}

fn add(coded: &mut Coded, code: Option<&String>, sectors: &[String], reason: impl FnOnce() -> String) {
    let mut used = false;
    if coded.code.is_none()
        && let Some(code) = code
    {
        coded.code = Some(code.clone());
        used = true;
    }
    if coded.sectors.is_empty() && !sectors.is_empty() {
        coded.sectors = sectors.to_vec();
        used = true;
    }
    if used {
        if !coded.why.is_empty() {
            coded.why.push_str("; ");
        }
        coded.why.push_str(&reason());
    }
}

fn by_role(text: &Text, coded: &mut Coded, role: &RoleWords) {
    let described = role.described.clone().unwrap_or_default();
    let told = described.code.as_ref().filter(|code| is_told(text, &role.phrase, code));
    let code = told.or(role.country.as_ref());
    add(coded, code, &described.sectors, || {
        let said: Vec<&str> = code
            .map(String::as_str)
            .into_iter()
            .chain(described.sectors.iter().map(String::as_str))
            .collect();
        format!("“{}” in the text: {}", role.phrase, said.join(" "))
    });
}

/// Titles and appositions of the text; those that name a country go before those that do not.
fn by_title(text: &Text, coded: &mut Coded, cluster: &Cluster) {
    let strong = || cluster.roles.iter().filter(|r| r.strength >= 2);
    let has_code =
        |r: &&RoleWords| r.country.is_some() || r.described.as_ref().is_some_and(|d| d.code.is_some());
    let has_sector = |r: &&RoleWords| r.described.as_ref().is_some_and(|d| !d.sectors.is_empty());
    // That a senator is a Republican says whose senator, not what he is.
    let is_office =
        |r: &&RoleWords| has_sector(r) && !r.nouns.iter().any(|n| text.lexicon.is_party_member(n));
    let is_former = |r: &&RoleWords| r.nouns.iter().any(|n| n == "former" || n == "ex");
    let best = strong()
        .find(|r| is_former(r) && has_sector(r))
        .or_else(|| strong().find(|r| has_code(r) && is_office(r)))
        .or_else(|| strong().find(is_office))
        .or_else(|| strong().find(has_sector))
        .or_else(|| strong().find(has_code));
    if let Some(role) = best {
        by_role(text, coded, role);
    }
    for role in strong() {
        by_role(text, coded, role);
    }
}

/// What knowledge says of a person by the full name goes before a title, unless the text gives another country: "President" of a man who left it last month is the writer's courtesy.
fn knowledge_goes_first(cluster: &Cluster) -> bool {
    let Some(known) = usable(cluster).filter(|k| !k.by_surname && !k.sectors.is_empty()) else {
        return false;
    };
    let contradicts = |r: &RoleWords| {
        let theirs = r.described.as_ref().and_then(|d| d.code.as_ref()).or(r.country.as_ref());
        theirs.is_some() && known.code.is_some() && theirs != known.code.as_ref()
    };
    !cluster.roles.iter().filter(|r| r.strength >= 2).any(contradicts)
}

/// What knowledge says, unless it knows only the surname and the text gives another given name.
fn usable(cluster: &Cluster) -> Option<&Known> {
    let given = cluster.given.as_deref();
    cluster
        .known
        .as_ref()
        .filter(|k| !k.by_surname || given.is_none_or(|g| fold(&k.name).split_whitespace().next() == Some(g)))
}

fn by_knowledge(text: &Text, coded: &mut Coded, cluster: &Cluster) {
    if let Some(known) = usable(cluster) {
        let code = known.code.as_ref().filter(|code| is_told(text, &cluster.words.join(" "), code));
        add(coded, code, &known.sectors, || known.why.clone());
    }
}

/// Whether a name tells the country that knowledge has for it. "Ministry of Public Security" or "National Assembly" is of the state that
/// is best known for it only in an article that names that state.
fn is_told(text: &Text, name: &str, code: &str) -> bool {
    let is_common = |word: &str| text.lexicon.is_common(&fold(word));
    !name.split_whitespace().all(is_common)
        || text.names_country(code)
        || code.len() != 3
        || is_no_state(code)
}

fn is_no_state(code: &str) -> bool {
    matches!(code, "IGO" | "NGO" | "MNC" | "INT")
}

/// What the entity's own names and descriptions say: "Ministry of Finance", "Ukrainian officials".
fn by_own_words(text: &Text, coded: &mut Coded, mentions: &[&Candidate]) {
    let mut own: Vec<&&Candidate> = mentions.iter().filter(|m| m.form != Form::Pronoun).take(24).collect();
    own.sort_by_key(|m| (m.form == Form::Name, std::cmp::Reverse(m.words.len())));
    for mention in own {
        if coded.code.is_some() && !coded.sectors.is_empty() {
            return;
        }
        // A person's name tells nothing, unless it is the word for an office: "the Queen", "the Prime Minister".
        let is_office = mention.kind == EntityKind::Person
            && mention
                .range
                .clone()
                .all(|i| titles::is_title_noun(text, i) || text.lexicon.is_in_titles(text.folded(i)));
        if mention.form == Form::Name
            && matches!(mention.kind, EntityKind::Person | EntityKind::Place | EntityKind::Country)
            && !is_office
        {
            continue;
        }
        let phrase = text.surface(&mention.range);
        let described = text.facts.describe(phrase, text.at()).unwrap_or_default();
        let Described { code, sectors } = described;
        let code = code.filter(|code| is_told(text, phrase, code)).or_else(|| mention.country.clone());
        add(coded, code.as_ref(), &sectors, || {
            let said: Vec<&str> = code.iter().chain(&sectors).map(String::as_str).collect();
            format!("its own words “{phrase}”: {}", said.join(" "))
        });
    }
}

fn by_affiliation(text: &Text, coded: &mut Coded, cluster: &Cluster) {
    for role in cluster.roles.iter().filter(|r| r.strength < 2) {
        by_role(text, coded, role);
    }
}

fn by_place_name(text: &Text, coded: &mut Coded, cluster: &Cluster, mentions: &[&Candidate]) {
    if !matches!(cluster.kind, EntityKind::Place | EntityKind::Facility | EntityKind::Country) {
        return;
    }
    if let Some(country) = cluster.country.as_ref().filter(|_| cluster.kind == EntityKind::Place) {
        add(coded, Some(country), &["GOV".to_owned()], || format!("a place in {country}"));
        return;
    }
    let name = mentions.iter().filter(|m| m.form == Form::Name).max_by_key(|m| m.words.len());
    if let Some(country) = name.and_then(|m| text.country_of_sure_place(text.surface(&m.range))) {
        add(coded, Some(&country), &["GOV".to_owned()], || format!("a place in {country}"));
    }
}

/// Nobody's country but the one that the text is about there.
fn by_context(
    text: &Text,
    coded: &mut Coded,
    context: &Context,
    salient: &Salient,
    cluster: &Cluster,
    mentions: &[&Candidate],
) {
    let actors = matches!(cluster.kind, EntityKind::Person | EntityKind::Group | EntityKind::Organisation)
        || !coded.sectors.is_empty();
    if coded.code.is_some() || !actors {
        return;
    }
    let Some(first) = mentions.iter().find(|m| m.form != Form::Pronoun) else { return };
    if first.form == Form::Nominal && is_international(text, first) {
        add(coded, Some(&"INT".to_owned()), &[], || "of no one country".to_owned());
        return;
    }
    if first.form == Form::Nominal && is_nobodys(text, coded, first) {
        return;
    }
    if let Some((code, reason)) = context.country_for(first.head, first.sentence, salient, is_armed(coded)) {
        add(coded, Some(&code), &[], || format!("{reason}: {code}"));
        coded.assumed = true;
    }
}

fn is_armed(coded: &Coded) -> bool {
    coded.sectors.first().is_some_and(|sector| matches!(sector.as_str(), "REB" | "SEP"))
}

/// Ships and unidentified attackers: the place where they are met does not say whose they are.
fn is_nobodys(text: &Text, coded: &mut Coded, mention: &Candidate) -> bool {
    let unidentified = mention.words.iter().any(|w| text.lexicon.is_unidentified(w));
    if unidentified && coded.sectors.first().is_none_or(|s| matches!(s.as_str(), "CVL" | "REB" | "UNK")) {
        coded.sectors = vec!["UNK".to_owned()];
    }
    unidentified || text.lexicon.is_flagged(&text.lemma(mention.head))
}

/// "world leaders", "Western countries", "several countries".
fn is_international(text: &Text, mention: &Candidate) -> bool {
    let countries =
        mention.plural && text.lexicon.class(&text.lemma(mention.head)) == Some(NounClass::Country);
    let stateless = text.lexicon.is_stateless(&text.lemma(mention.head));
    // The foreign ministry is that of a state.
    let ministry = mention.words.windows(2).any(|pair| {
        matches!(pair, [foreign, next] if foreign == "foreign" && text.lexicon.is_foreign_office(next))
    });
    countries || stateless || !ministry && mention.words.iter().any(|w| text.lexicon.is_international(w))
}

/// The roles to publish: the text's, then the office that knowledge holds.
pub(crate) fn roles(cluster: &Cluster) -> Vec<Role> {
    let strong = cluster.roles.iter().filter(|r| r.strength >= 2);
    let mut roles: Vec<Role> = strong
        .map(|r| Role {
            title: r.phrase.clone(),
            of: r.described.as_ref().and_then(|d| d.code.clone()).or_else(|| r.country.clone()),
            span: Some(r.span),
            source: RoleSource::Text,
        })
        .collect();
    let mut seen = std::collections::HashSet::new();
    roles.retain(|r| seen.insert(r.title.to_lowercase()));
    if let Some(known) = usable(cluster)
        && let Some(title) = known.title.as_ref().filter(|t| seen.insert(t.to_lowercase()))
    {
        roles.push(Role {
            title: title.clone(),
            of: known.code.clone(),
            span: None,
            source: RoleSource::Gazetteer,
        });
    }
    roles
}
