use std::fmt::Write as _;
use std::sync::Arc;

use dateline_text::{Document, Layer, Metadata, Quantity, QuantityKind, Reading, Span, Trigger, testing};
use proptest::prelude::*;

use super::find_quantities;
use crate::find_times;

fn write(document: &Document, quantity: &Quantity) -> String {
    let number = |value: Option<f64>| value.map_or_else(String::new, |v| v.to_string());
    let mut text = format!(
        "{}={} {}..{}",
        document.slice(quantity.span),
        quantity.kind.name(),
        number(quantity.low),
        number(quantity.high)
    );
    if quantity.approximate {
        text.push('~');
    }
    let unit = quantity.unit.as_ref().filter(|_| quantity.kind == QuantityKind::Duration);
    if let Some(unit) = quantity.currency.as_ref().or(unit) {
        let _ = write!(text, " {unit}");
    }
    text
}

fn found(text: &str) -> String {
    let published = "2025-04-17".parse().ok();
    let document = Document::new(None, [text], Metadata { published, ..Metadata::default() });
    let reading = Reading::default();
    let times = find_times(&document, &reading);
    let all: Vec<String> =
        find_quantities(&document, &reading, &times).iter().map(|q| write(&document, q)).collect();
    if all.is_empty() { "-".to_owned() } else { all.join("; ") }
}

#[test]
fn the_cases_of_the_knowledge_folder() {
    let cases = include_str!("../../../../knowledge/cases/quantities.tsv");
    let mut wrong = String::new();
    for line in cases.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (text, wanted) = line.split_once('\t').unwrap_or_else(|| panic!("not two columns: {line}"));
        let got = found(text);
        if got != wanted {
            let _ = writeln!(wrong, "{text}\n  wanted {wanted}\n  found  {got}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

const TABLE: &str = "Drones drone NOUN 2 nsubj
    killed kill VERB 0 root Tense=Past VerbForm=Fin
    35 35 NUM 4 nummod
    people people NOUN 2 obj
    and and CCONJ 7 cc
    police police NOUN 7 nsubj
    arrested arrest VERB 2 conj Tense=Past VerbForm=Fin
    nine nine NUM 9 nummod
    men man NOUN 7 obj nosp
    . . PUNCT 2 punct";

/// The figures of the table above with the number of the act that each has, if the reader's acts are these words.
fn bound(acts: &[(usize, &str)]) -> Vec<String> {
    let (document, mut reading) = testing::reading(TABLE, Metadata::default());
    let triggers = acts.iter().map(|(word, label)| Trigger {
        span: reading.syntax.get(*word).map_or(Span::default(), |t| t.span),
        token: *word,
        label: Arc::from(*label),
        score: 1.0,
        second: None,
        found_by: "test",
        mode: None,
        status: [1.0, 0.0, 0.0, 0.0],
        arguments: Vec::new(),
    });
    reading.triggers = Layer::new(triggers.collect());
    let times = find_times(&document, &reading);
    let quantities = find_quantities(&document, &reading, &times);
    quantities.iter().map(|q| format!("{} {:?}", write(&document, q), q.act)).collect()
}

#[test]
fn figures_go_to_the_act_that_can_have_them() {
    assert_eq!(
        bound(&[(1, "ASSAULT"), (6, "COERCE")]),
        ["35=killed 35..35 Some(0)", "nine=detained 9..9 Some(1)"]
    );
    assert_eq!(bound(&[(6, "AGREE")]), ["35=killed 35..35 None", "nine=detained 9..9 None"]);
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_lie_in_it(
        text in prop::collection::vec(
            prop_oneof![
                "\\PC{0,6}",
                "[0-9]{1,4}",
                prop::sample::select(vec![
                    "people", "killed", "and", "more", "than", "at", "least", "dozens", "of", "US", "$", "€", "million", ",",
                    "-", "between", "to", "including", "were", "hundred", "a", "an", "toll", "30-day", "two", "years", "%",
                ]).prop_map(str::to_owned),
            ],
            0..25,
        ),
    ) {
        let text = text.join(" ");
        let document = Document::new(None, [text.as_str()], Metadata::default());
        let reading = Reading::default();
        let times = find_times(&document, &reading);
        for quantity in &find_quantities(&document, &reading, &times) {
            prop_assert!(!document.slice(quantity.span).is_empty());
            prop_assert!(quantity.low.is_some() || quantity.high.is_some());
        }
    }
}
