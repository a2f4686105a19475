use dateline_text::{Document, Metadata};
use proptest::prelude::*;

use super::find_sentences;

fn pieces(paragraph: &str) -> Vec<String> {
    let document = Document::new(None, [paragraph], Metadata::default());
    find_sentences(&document).iter().map(|s| document.slice(s.span).to_owned()).collect()
}

/// Checks that the paragraph falls into the sentences that `|` parts.
#[track_caller]
fn check(marked: &str) {
    let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
    let text: String = wanted.join(" ");
    assert_eq!(pieces(&text), wanted);
}

#[test]
fn abbreviations_are_looked_up() {
    check("Lt. Gen. Ida Moss met Sen. Paul Rahn. | They talked.");
    check("He lives in the U.S. Senate's shadow. | She moved to the U.S. | The move was planned.");
    check("Talks began at 9 a.m. Thursday. | They ended at 5 p.m. | Nobody signed.");
    check("Mr. Ode of Ruhl Inc. Berlin resigned. | Dr. Lind, Jr. said no.");
    check(
        "It was No. 5 on the list. | No. | He said it on Jan. 3 in St. Petersburg, Fla. | But nobody heard.",
    );
    check("The U.S. A-10 crashed near A. I. Lind's house in the U.S. | A boy saw it.");
    check("Many tools, e.g. Hammers, were sold.");
    check(
        "There is no answer. | will call again. | A ship of the U.S. navy, approx. ten years old, and 5 sq. km of sea. x",
    );
}

#[test]
fn initials_and_decimals_do_not_end() {
    check("George W. Orban and J. R. R. Lind paid 3.5 million. | It rose 0.2 per cent.");
    check("He took plan B. | The plan failed.");
}

#[test]
fn closing_marks_belong_to_the_sentence() {
    check("\"We will go.\" | \"When?\" she asked. | (He left.) | They stayed.[12] | Then rain came.");
    check("He said: “Stop this.” | “Now.” | They did.");
    check("The town is gone [...] | Then they came. | They ate. [...] | We left.");
    check("“Will it end?” he asked, “or not?” | Nobody knew.");
    check("They waited... and waited. | Nothing came… | Then night fell.");
}

#[test]
fn dashes_semicolons_and_colons_do_not_end() {
    check("They met — all of them — and ate; Nobody spoke: The end came. | €5 million was paid.");
}

#[test]
fn lists_and_lines() {
    check("1. Envoys meet. | 2. They talk.");
    assert_eq!(
        pieces("Agenda\n• Trade\n• Fish and\nchips are eaten daily in the whole of this\nlarge country."),
        ["Agenda", "• Trade", "• Fish and\nchips are eaten daily in the whole of this\nlarge country."]
    );
    assert_eq!(
        pieces("The envoys of both countries met on a cold morning in\nGeneva and left. They\nwill be back."),
        ["The envoys of both countries met on a cold morning in\nGeneva and left.", "They\nwill be back."]
    );
}

#[test]
fn a_forgotten_space_ends_a_sentence_but_an_address_is_whole() {
    assert_eq!(
        pieces("They left.Envoys said so on example.com and Node.js."),
        ["They left.", "Envoys said so on example.com and Node.js."]
    );
}

#[test]
fn the_title_is_one_sentence() {
    let document = Document::new(Some("Stop. Think. Vote"), ["Yes. No."], Metadata::default());
    let found: Vec<&str> = find_sentences(&document).iter().map(|s| document.slice(s.span)).collect();
    assert_eq!(found, ["Stop. Think. Vote", "Yes.", "No."]);
}

proptest! {
    #[test]
    fn sentences_lie_in_their_paragraphs_and_cover_them(
        text in prop::collection::vec(
            prop_oneof!["\\PC{0,8}", "[A-Za-z.!?…\"”’)\\[\\]\n •-]{0,12}", Just(". ".to_owned()), Just("\n\n".to_owned())],
            0..30,
        )
    ) {
        let text = text.concat();
        let document = Document::from_text(&text);
        let sentences = find_sentences(&document);
        let mut covered = vec![false; text.len()];
        let mut last = 0;
        for sentence in &sentences {
            prop_assert!(sentence.span.start() >= last && !sentence.span.is_empty());
            prop_assert!(document.paragraphs()[sentence.paragraph].span.contains(sentence.span));
            prop_assert_eq!(document.slice(sentence.span).trim().len(), sentence.span.len());
            last = sentence.span.end();
            covered[sentence.span.start()..sentence.span.end()].fill(true);
        }
        for (offset, c) in text.char_indices() {
            prop_assert!(covered[offset] || c.is_whitespace(), "{offset} {c:?}");
        }
    }
}
