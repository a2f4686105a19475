use std::fmt::Write as _;

use dateline_text::{Document, Metadata, Reading, testing};
use proptest::prelude::*;

use super::{choose_time, find_times};

/// "words=value" of every expression in the text, parted by "; ".
fn found(text: &str, published: Option<&str>) -> String {
    let published = published.map(|d| d.parse().unwrap_or_else(|_| panic!("no date: {d}")));
    let document = Document::new(None, [text], Metadata { published, ..Metadata::default() });
    let times = find_times(&document, &Reading::default());
    let all: Vec<String> = times
        .iter()
        .map(|t| format!("{}={}", document.slice(t.span), t.value.as_deref().unwrap_or_default()))
        .collect();
    if all.is_empty() { "-".to_owned() } else { all.join("; ") }
}

#[test]
fn the_cases_of_the_knowledge_folder() {
    let cases = include_str!("../../../../knowledge/cases/times.tsv");
    let (mut count, mut wrong) = (0, String::new());
    for line in cases.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let [text, published, wanted] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not three columns: {line}")
        };
        let got = found(text, Some(published).filter(|p| *p != "-"));
        count += 1;
        if got != wanted {
            let _ = writeln!(wrong, "{text}\n  wanted {wanted}\n  found  {got}");
        }
    }
    assert!(count >= 150, "only {count} cases");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The words of the time that governs the word `trigger` of a hand-built tree.
fn chosen(table: &str, trigger: usize) -> Option<String> {
    let published = "2025-04-17".parse().ok();
    let (document, reading) = testing::reading(table, Metadata { published, ..Metadata::default() });
    let times = find_times(&document, &reading);
    let index = choose_time(&reading, &times, trigger)?;
    Some(format!(
        "{}={}",
        document.slice(times[index].span),
        times[index].value.as_deref().unwrap_or_default()
    ))
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
    assert_eq!(chosen(SAID, 1).as_deref(), Some("Monday=2025-04-14"));
    assert_eq!(chosen(SAID, 5).as_deref(), Some("March=2025-03"));
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
    assert_eq!(chosen(STRIKE, 4).as_deref(), Some("Tuesday=2025-04-15"));
    assert_eq!(chosen(STRIKE, 7).as_deref(), Some("Tuesday=2025-04-15"));
    assert_eq!(chosen(STRIKE, 12).as_deref(), Some("2024=2024"));
}

#[test]
fn the_tree_tells_the_tense() {
    let table = "Envoys envoy NOUN 3 nsubj
        will will AUX 3 aux VerbForm=Fin
        meet meet VERB 0 root VerbForm=Inf
        Saturday Saturday PROPN 3 obl nosp
        . . PUNCT 3 punct";
    assert_eq!(chosen(table, 2).as_deref(), Some("Saturday=2025-04-19"));
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_lie_in_it(
        text in prop::collection::vec(
            prop_oneof![
                "\\PC{0,6}",
                "[0-9]{1,5}",
                prop::sample::select(vec![
                    "March", "May", "Friday", "the", "of", "last", "next", "two", "days", "after", "ago", "since", "until",
                    "from", "to", "between", "and", "-", "–", ",", "2024", "31", "century", "BC", "week", "early", "end",
                    "p.m.", "1990s", "every", "Easter", "past", "hundred", "summer", "year", "'s", "/", "29 February",
                ]).prop_map(str::to_owned),
            ],
            0..25,
        ),
        published in prop::option::of((-9000_i16..9000, 1_i8..13, 1_i8..29)),
    ) {
        let text = text.join(" ");
        let published = published.and_then(|(y, m, d)| jiff::civil::Date::new(y, m, d).ok());
        let document = Document::new(None, [text.as_str()], Metadata { published, ..Metadata::default() });
        let mut last = 0;
        for time in &find_times(&document, &Reading::default()) {
            prop_assert!(time.span.start() >= last && !document.slice(time.span).is_empty());
            last = time.span.end();
        }
    }
}
