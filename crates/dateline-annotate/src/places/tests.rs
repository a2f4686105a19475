use dateline_knowledge::Knowledge;
use dateline_text::{Metadata, testing};
use expect_test::{Expect, expect};

use super::{choose_place, find_places};
use crate::find_entities;

/// Shows the places of a table with their mentions, and which of them the word `trigger` (counted from 0) gets.
fn check(table: &str, trigger: usize, expected: Expect) {
    let (document, reading) = testing::reading(table, Metadata::default());
    let knowledge = Knowledge::load();
    let entities = find_entities(&document, &reading, &knowledge);
    let places = find_places(&document, &reading, &entities, &knowledge);
    let chosen = choose_place(&document, &reading, &places, trigger);
    let mut shown = String::new();
    for (i, place) in places.iter().enumerate() {
        let mentions: Vec<&str> = place.mentions.iter().map(|m| document.slice(*m)).collect();
        shown += &format!(
            "{}{} [{} {} {}]: {}\n",
            if chosen == Some(i) { "* " } else { "" },
            place.name,
            place.kind,
            place.country.as_deref().unwrap_or("-"),
            place.admin1.as_deref().unwrap_or("-"),
            mentions.join(" | ")
        );
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_town_in_a_state_is_the_one_of_that_state() {
    check(
        "Crowds crowd NOUN 2 nsubj
        marched march VERB 0 root
        in in ADP 4 case
        Paris Paris PROPN 2 obl name:place nosp
        , , PUNCT 6 punct
        Texas Texas PROPN 4 appos name:place nosp
        . . PUNCT 2 punct",
        1,
        expect![[r#"
            * Paris [city USA Texas]: Paris
            Texas [region USA Texas]: Texas
        "#]],
    );
}

#[test]
fn the_most_specific_of_nested_places_is_where_it_happened() {
    check(
        "Missiles missile NOUN 2 nsubj
        hit hit VERB 0 root
        the the DET 4 det
        centre centre NOUN 2 obj
        of of ADP 7 case
        the the DET 7 det
        town town NOUN 4 nmod
        of of ADP 9 case
        Sumy Sumy PROPN 7 nmod name:place
        in in ADP 11 case
        Ukraine Ukraine PROPN 2 obl name:country nosp
        . . PUNCT 2 punct",
        1,
        expect![[r#"
            * Sumy [city UKR Sumy]: Sumy
            Ukraine [country UKR -]: Ukraine
        "#]],
    );
}

#[test]
fn a_name_that_no_entry_fits_is_kept_and_empties_nothing() {
    check(
        "Police police NOUN 2 nsubj
        raided raid VERB 0 root
        Qwxfordham Qwxfordham PROPN 2 obj name:place
        in in ADP 5 case
        Kenya Kenya PROPN 2 obl name:country nosp
        . . PUNCT 2 punct",
        1,
        expect![[r#"
            * Qwxfordham [place KEN -]: Qwxfordham
            Kenya [country KEN -]: Kenya
        "#]],
    );
}
