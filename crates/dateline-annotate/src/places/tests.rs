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
