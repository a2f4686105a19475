use dateline_knowledge::Knowledge;
use dateline_text::{Metadata, testing};
use expect_test::{Expect, expect};

use super::find_places;
use crate::find_entities;

/// Shows the places of a table with their mentions.
fn check(table: &str, expected: Expect) {
    let (document, reading) = testing::reading(table, Metadata::default());
    let knowledge = Knowledge::load();
    let entities = find_entities(&document, &reading, &knowledge);
    let places = find_places(&document, &reading, &entities, &knowledge);
    let mut shown = String::new();
    for place in &places {
        let mentions: Vec<&str> = place.mentions.iter().map(|m| document.slice(*m)).collect();
        shown += &format!(
            "{} [{} {} {}]: {}\n",
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
        expect![[r#"
            Paris [city USA Texas]: Paris
            Texas [region USA Texas]: Texas
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
        expect![[r#"
            Qwxfordham [place KEN -]: Qwxfordham
            Kenya [country KEN -]: Kenya
        "#]],
    );
}

#[test]
fn a_month_is_no_town() {
    check(
        "Envoys envoy NOUN 2 nsubj
        signed sign VERB 0 root
        in in ADP 4 case
        March March PROPN 2 obl
        in in ADP 6 case
        Vienna Vienna PROPN 2 obl name:place nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Vienna [city AUT Vienna]: Vienna
        "#]],
    );
}

#[test]
fn a_name_in_a_list_of_states_is_the_state() {
    check(
        "Cases case NOUN 2 nsubj
        rose rise VERB 0 root
        in in ADP 4 case
        Utah Utah PROPN 2 obl name:place nosp
        , , PUNCT 6 punct
        Washington Washington PROPN 4 conj name:place nosp
        , , PUNCT 8 punct
        Georgia Georgia PROPN 4 conj name:place
        and and CCONJ 10 cc
        Oregon Oregon PROPN 4 conj name:place nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Utah [region USA Utah]: Utah
            Washington [region USA Washington]: Washington
            Georgia [region USA Georgia]: Georgia
            Oregon [region USA Oregon]: Oregon
        "#]],
    );
}

#[test]
fn an_airport_lies_in_its_town_and_is_not_the_town() {
    check(
        "Police police NOUN 2 nsubj
        closed close VERB 0 root
        Da Da PROPN 5 compound
        Nang Nang PROPN 5 compound
        Airport Airport PROPN 2 obj name:facility
        in in ADP 7 case
        Norfolk Norfolk PROPN 2 obl name:place nosp
        . . PUNCT 2 punct",
        expect![[r#"
            Da Nang Airport [facility VNM Da Nang City]: Da Nang Airport
            Norfolk [area GBR -]: Norfolk
        "#]],
    );
}
