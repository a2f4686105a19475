//! The tokeniser against the cases that it shares with training, and against any text.

use dateline_model::tokenise;
use proptest::prelude::*;

fn words(text: &str) -> Vec<&str> {
    tokenise(text).into_iter().map(|word| &text[word.start()..word.end()]).collect()
}

#[test]
fn words_are_those_of_training() {
    let cases = include_str!("../../../training/tokenise_cases.tsv");
    let mut count = 0;
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').expect("a text, a tab, its words");
        assert_eq!(words(text), expected.split(' ').collect::<Vec<_>>(), "{text}");
        count += 1;
    }
    assert!(count > 20);
}

#[test]
fn long_rows_of_signs_are_cut_at_once() {
    for sign in [".", "-", "!", "a.", "'", "@", "x-", "("] {
        let text = sign.repeat(200_000 / sign.len());
        assert_eq!(words(&text).concat(), text);
    }
}

proptest! {
    #[test]
    fn words_lie_side_by_side_and_make_up_the_text(text in "[a-zA-Z0-9 '’.,:;!?()\\-–&@#$%+\\PC\\n\\t]{0,60}") {
        let mut end = 0;
        let mut joined = String::new();
        for word in tokenise(&text) {
            prop_assert!(word.start() >= end && word.end() > word.start());
            prop_assert!(text[end..word.start()].chars().all(char::is_whitespace));
            joined.push_str(&text[word.start()..word.end()]);
            end = word.end();
        }
        prop_assert_eq!(joined, text.split_whitespace().collect::<String>());
    }
}
