use std::sync::Arc;

use dateline_knowledge::Knowledge;
use dateline_text::{Annotations, Document, Layer, Metadata, Reading, Setting, Span, Trigger, testing};

use crate::{find_entities, find_places, find_quantities, find_settings, find_times};

/// The layers and settings of hand-built trees whose acts are the given words (counted from 0) with their types.
fn settle(table: &str, acts: &[(usize, &str)]) -> (Document, Annotations) {
    let published = "2025-04-17".parse().ok();
    let (document, mut reading) = testing::reading(table, Metadata { published, ..Metadata::default() });
    reading.triggers = Layer::new(acts.iter().map(|(word, label)| trigger(&reading, *word, label)).collect());
    let knowledge = Knowledge::load();
    let entities = find_entities(&document, &reading, &knowledge);
    let places = find_places(&document, &reading, &entities, &knowledge);
    let times = find_times(&document, &reading);
    let quantities = find_quantities(&document, &reading, &times);
    let mut layers = Annotations { entities, places, times, quantities, ..Annotations::default() };
    layers.settings = find_settings(&document, &reading, &layers);
    (document, layers)
}

fn trigger(reading: &Reading, word: usize, label: &str) -> Trigger {
    Trigger {
        span: reading.syntax.get(word).map_or(Span::default(), |t| t.span),
        token: word,
        label: Arc::from(label),
        score: 1.0,
        second: None,
        found_by: "test",
        mode: None,
        status: [1.0, 0.0, 0.0, 0.0],
        arguments: Vec::new(),
    }
}

/// "words=value" of the time of each act.
fn times(table: &str, acts: &[(usize, &str)]) -> Vec<String> {
    let (document, layers) = settle(table, acts);
    let shown = |setting: &Setting| match setting.time.and_then(|i| layers.times.get(i)) {
        Some(time) => format!("{}={}", document.slice(time.span), time.value.as_deref().unwrap_or_default()),
        None => "-".to_owned(),
    };
    layers.settings.iter().map(shown).collect()
}

/// The name of the place of each act.
fn places(table: &str, acts: &[(usize, &str)]) -> Vec<String> {
    let (_, layers) = settle(table, acts);
    let name = |setting: &Setting| setting.place.and_then(|i| layers.places.get(i)).map(|p| p.name.clone());
    layers.settings.iter().map(|s| name(s).unwrap_or_else(|| "-".to_owned())).collect()
}

const SAID: &str = "Officials official NOUN 2 nsubj
    said say VERB 0 root Tense=Past VerbForm=Fin
    Monday Monday PROPN 2 obl
    that that SCONJ 6 mark
    rebels rebel NOUN 6 nsubj
    attacked attack VERB 2 ccomp Tense=Past VerbForm=Fin
    towns town NOUN 6 obj
    in in ADP 9 case
    March March PROPN 6 obl nosp
    . . PUNCT 2 punct";

#[test]
fn the_time_of_saying_is_not_that_of_the_act() {
    assert_eq!(times(SAID, &[(5, "ASSAULT")]), ["March=2025-03"]);
}

const STRIKE: &str = "On on ADP 2 case
    Tuesday Tuesday PROPN 5 obl nosp
    , , PUNCT 2 punct
    drones drone NOUN 5 nsubj
    hit hit VERB 0 root Tense=Past VerbForm=Fin
    Kharkiv Kharkiv PROPN 5 obj nosp
    , , PUNCT 8 punct
    killing kill VERB 5 advcl VerbForm=Ger
    five five NUM 8 obj
    after after ADP 13 case
    the the DET 13 det
    2024 2024 NUM 13 nummod
    truce truce NOUN 5 obl nosp
    . . PUNCT 5 punct";

#[test]
fn a_participle_shares_the_time_of_its_verb_and_a_year_stays_with_its_noun() {
    assert_eq!(
        times(STRIKE, &[(4, "ASSAULT"), (7, "ASSAULT")]),
        ["Tuesday=2025-04-15", "Tuesday=2025-04-15"]
    );
}

#[test]
fn the_tree_tells_the_tense() {
    let table = "Envoys envoy NOUN 3 nsubj
        will will AUX 3 aux VerbForm=Fin
        meet meet VERB 0 root VerbForm=Inf
        Saturday Saturday PROPN 3 obl nosp
        . . PUNCT 3 punct";
    assert_eq!(times(table, &[(2, "CONSULT")]), ["Saturday=2025-04-19"]);
}

#[test]
fn the_most_specific_of_nested_places_is_where_it_happened() {
    let table = "Missiles missile NOUN 2 nsubj
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
        . . PUNCT 2 punct";
    assert_eq!(places(table, &[(1, "ASSAULT")]), ["Sumy"]);
}

const AGAIN: &str = "A a DET 2 det
    bomb bomb NOUN 3 nsubj
    killed kill VERB 0 root Tense=Past VerbForm=Fin
    five five NUM 3 obj
    in in ADP 6 case
    Sumy Sumy PROPN 3 obl name:place
    on on ADP 8 case
    Monday Monday PROPN 3 obl nosp
    . . PUNCT 3 punct

    The the DET 2 det
    attack attack NOUN 4 nsubj
    also also ADV 4 advmod
    wounded wound VERB 0 root Tense=Past VerbForm=Fin
    nine nine NUM 4 obj nosp
    . . PUNCT 4 punct

    Kenya Kenya PROPN 2 nsubj name:country
    praised praise VERB 0 root Tense=Past VerbForm=Fin
    the the DET 4 det
    medics medic NOUN 2 obj nosp
    . . PUNCT 2 punct";

#[test]
fn an_act_named_again_keeps_its_place_and_another_one_gets_none() {
    let acts = [(2, "ASSAULT"), (10, "ASSAULT"), (16, "SUPPORT")];
    assert_eq!(places(AGAIN, &acts), ["Sumy", "Sumy", "-"]);
    assert_eq!(times(AGAIN, &acts)[2], "-");
}

#[test]
fn a_document_without_acts_has_no_settings() {
    assert!(times(SAID, &[]).is_empty());
}

#[test]
fn a_figure_belongs_to_one_act() {
    let table = "Drones drone NOUN 2 nsubj
        struck strike VERB 0 root Tense=Past VerbForm=Fin
        towns town NOUN 2 obj nosp
        , , PUNCT 5 punct
        killing kill VERB 2 advcl VerbForm=Ger
        five five NUM 7 nummod
        people people NOUN 5 obj nosp
        . . PUNCT 2 punct";
    let (_, layers) = settle(table, &[(1, "ASSAULT"), (4, "ASSAULT")]);
    // Which of the two is for the weights to say; neither nobody nor both.
    let owned: Vec<usize> = layers.settings.iter().flat_map(|s| s.quantities.clone()).collect();
    assert_eq!(owned, [0]);
}
