use std::fmt::Write as _;

use dateline_text::{Document, Metadata, Reading, testing};
use proptest::prelude::*;

use super::find_times;

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

/// "words=value" of every expression of a hand-built tree, published on Thursday 17 April 2025.
fn by_tree(table: &str) -> String {
    let published = "2025-04-17".parse().ok();
    let (document, reading) = testing::reading(table, Metadata { published, ..Metadata::default() });
    let times = find_times(&document, &reading);
    let all: Vec<String> = times
        .iter()
        .map(|t| format!("{}={}", document.slice(t.span), t.value.as_deref().unwrap_or_default()))
        .collect();
    all.join("; ")
}

#[test]
fn what_an_act_came_after_lies_before_its_date() {
    let clause = |date: &str, unit: &str| {
        by_tree(&format!(
            "Troops troop NOUN 2 nsubj
            left leave VERB 0 root
            on on ADP 4 case
            {date} {date} PROPN 2 obl nosp
            , , PUNCT 2 punct
            two two NUM 7 nummod
            {unit} {unit} NOUN 8 obl:npmod
            after after SCONJ 10 mark
            rebels rebel NOUN 10 nsubj
            came come VERB 2 advcl"
        ))
    };
    assert_eq!(clause("Tuesday", "days"), "Tuesday=2025-04-15; two days after=2025-04-13");
    assert_eq!(clause("Tuesday", "months"), "Tuesday=2025-04-15; two months after=2025-02");
    // A date of the clause itself is not that of the act it belongs to.
    let own = by_tree(
        "Troops troop NOUN 2 nsubj
        said say VERB 0 root
        Tuesday Tuesday PROPN 2 obl:tmod
        they they PRON 5 nsubj
        left leave VERB 2 ccomp
        two two NUM 7 nummod
        days day NOUN 8 obl:npmod
        after after SCONJ 10 mark
        rebels rebel NOUN 10 nsubj
        came come VERB 5 advcl",
    );
    assert_eq!(own, "Tuesday=2025-04-15; two days after=");
}

#[test]
fn what_has_a_fixed_hour_is_to_come_in_the_present_tense() {
    let table = |verb: &str| {
        format!(
            "It it PRON 2 nsubj\n{verb} 0 root Tense=Pres VerbForm=Fin\non on ADP 4 case\nFriday Friday PROPN 2 obl"
        )
    };
    assert_eq!(by_tree(&table("lapses lapse VERB")), "Friday=2025-04-18");
    assert_eq!(by_tree(&table("claims claim VERB")), "Friday=2025-04-11");
    // Without a tense the third person says it; where the lemma is wrong the form does.
    let bare = "It it PRON 2 nsubj\nlapses lapse VERB 0 root Number=Sing Person=3 VerbForm=Fin\nFriday Friday PROPN 2 obl";
    assert_eq!(by_tree(bare), "Friday=2025-04-18");
    let expected = "He he PRON 3 nsubj\nis be AUX 3 cop Tense=Pres VerbForm=Fin\nexpected expec VERB 0 root Tense=Past VerbForm=Part\nFriday Friday PROPN 3 obl";
    assert_eq!(by_tree(expected), "Friday=2025-04-18");
    let past =
        "It it PRON 2 nsubj\nlapsed lapse VERB 0 root Tense=Past VerbForm=Fin\nFriday Friday PROPN 2 obl";
    assert_eq!(by_tree(past), "Friday=2025-04-11");
    let effect = "It it PRON 2 nsubj\ntakes take VERB 0 root Tense=Pres VerbForm=Fin\neffect effect NOUN 2 obj\nFriday Friday PROPN 2 obl";
    assert_eq!(by_tree(effect), "Friday=2025-04-18");
}

#[test]
fn the_infinitive_of_a_passive_and_an_arrangement_look_ahead() {
    let held = "It it PRON 2 nsubj\nis be VERB 0 root Tense=Pres VerbForm=Fin\nto to PART 5 mark\nbe be AUX 5 aux:pass VerbForm=Inf\nheld hold VERB 2 xcomp Tense=Past VerbForm=Part\nFriday Friday PROPN 5 obl";
    assert_eq!(by_tree(held), "Friday=2025-04-18");
    let visiting = |lemma: &str| {
        format!(
            "She she PRON 3 nsubj\nis be AUX 3 aux Tense=Pres VerbForm=Fin\n{lemma}ing {lemma} VERB 0 root Tense=Pres VerbForm=Part\nFriday Friday PROPN 3 obl"
        )
    };
    assert_eq!(by_tree(&visiting("visit")), "Friday=2025-04-18");
    assert_eq!(by_tree(&visiting("claim")), "Friday=2025-04-11");
}

#[test]
fn today_of_a_state_is_no_day() {
    let table =
        |verb: &str| format!("They they PRON 2 nsubj\n{verb}\nit it PRON 2 obj\ntoday today NOUN 2 obl:tmod");
    assert_eq!(by_tree(&table("own own VERB 0 root Tense=Pres VerbForm=Fin")), "today=");
    assert_eq!(by_tree(&table("claim claim VERB 0 root Tense=Pres VerbForm=Fin")), "today=2025-04-17");
    assert_eq!(by_tree(&table("used use VERB 0 root Tense=Past VerbForm=Fin")), "today=2025-04-17");
}

#[test]
fn a_date_without_a_year_falls_in_the_year_told_before_it_where_publication_is_far() {
    let table = |month: &str| {
        format!(
            "They they PRON 2 nsubj\nleft leave VERB 0 root Tense=Past VerbForm=Fin\nin in ADP 4 case\n2017 2017 NUM 2 obl nosp\n. . PUNCT 2 punct\n\n\
             He he PRON 2 nsubj\nresigned resign VERB 0 root Tense=Past VerbForm=Fin\non on ADP 4 case\n{month} {month} PROPN 2 obl\n21 21 NUM 4 nummod"
        )
    };
    assert_eq!(by_tree(&table("August")), "2017=2017; August 21=2017-08-21");
    assert_eq!(by_tree(&table("March")), "2017=2017; March 21=2025-03-21");
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
