//! Every line of the data files can be read: the loaders leave out what they cannot read, so a slip would go unseen.

use std::collections::HashSet;

use crate::sector::{ActorKind, Sector};
use crate::table::{list, rows};
use crate::term::Term;

const COUNTRIES: &str = include_str!("../../../knowledge/countries.tsv");
const SEATS: &str = include_str!("../../../knowledge/seats.tsv");
const ORGANISATIONS: &str = include_str!("../../../knowledge/organisations.tsv");
const OFFICE_HOLDERS: &str = include_str!("../../../knowledge/office_holders.tsv");
const OFFICIALS: &str = include_str!("../../../knowledge/officials.tsv");
const OBSERVED: &str = include_str!("../../../knowledge/observed_actors.tsv");
const ROLE_NOUNS: &str = include_str!("../../../knowledge/role_nouns.tsv");

/// The codes that a line may have: countries and regions, and kinds of bodies.
fn codes() -> HashSet<&'static str> {
    rows::<1>(COUNTRIES).map(|[code]| code).chain(["IGO", "NGO", "MNC", "INT"]).collect()
}

#[track_caller]
fn check(codes: &HashSet<&str>, line: &[&str], code: &str, sectors: &str, from: &str, to: &str) {
    assert!(codes.contains(code), "no such code: {line:?}");
    assert!(
        sectors.split(';').all(|sector| Sector::from_label(sector).is_some()),
        "no such sector: {line:?}"
    );
    let Some(term) = Term::parse(from, to) else { panic!("no dates: {line:?}") };
    assert!(term.from.zip(term.to).is_none_or(|(from, to)| from <= to), "ends before it begins: {line:?}");
}

#[test]
fn every_line_of_the_actors_can_be_read() {
    let codes = codes();
    for row @ [_, code, sectors, from, to] in rows::<5>(ORGANISATIONS) {
        check(&codes, &row, code, sectors, from, to);
    }
    for row @ [_, _, _, code, sectors, from, to, source] in
        rows::<8>(OFFICE_HOLDERS).chain(rows::<8>(OFFICIALS))
    {
        check(&codes, &row, code, sectors, from, to);
        assert!(!source.is_empty(), "no source: {row:?}");
    }
    for row @ [_, kind, code, sectors, from, to, _] in rows::<7>(OBSERVED) {
        check(&codes, &row, code, sectors, from, to);
        assert!(ActorKind::from_label(kind).is_some(), "no such kind: {row:?}");
    }
    for row @ [_, code, sector] in rows::<3>(SEATS) {
        check(&codes, &row, code, sector, "", "");
    }
}

#[test]
fn every_role_noun_is_in_lower_case_and_known_once() {
    let mut seen = HashSet::new();
    for row @ [sector, kind, strength, nouns] in rows::<4>(ROLE_NOUNS) {
        assert!(Sector::from_label(sector).is_some() && ActorKind::from_label(kind).is_some(), "{row:?}");
        assert!(matches!(strength, "strong" | "weak"), "{row:?}");
        for noun in list(nouns) {
            assert!(!noun.chars().any(char::is_uppercase), "upper case: {noun}");
            assert!(seen.insert(noun), "twice: {noun}");
        }
    }
}

#[test]
fn hostile_phrases_do_not_break_the_reading() {
    let knowledge = crate::Knowledge::load();
    let long = "members of the party of the president of ".repeat(2000);
    let odd = [
        "",
        " ",
        "'s",
        "''",
        "the",
        "of",
        "of of of",
        "(",
        ")",
        "ex-",
        "-",
        "\u{301}",
        "a\u{301}'s 's",
        "and",
        "in in",
    ];
    for phrase in odd.into_iter().chain([long.as_str()]) {
        let described = knowledge.describe(phrase, None);
        assert!(described.is_none_or(|described| described.code.is_none()), "{phrase:?}");
        assert!(knowledge.actor(phrase, None).is_none(), "{phrase:?}");
        assert!(knowledge.places(phrase).is_empty(), "{phrase:?}");
    }
}
