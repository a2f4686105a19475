//! CoNLL-U out of readings, and given words in CoNLL-U.

use std::sync::LazyLock;

use dateline_model::Model;
use dateline_model::conllu::{ConlluError, annotate, check, write};
use dateline_text::{Document, Layer, Sentence};

static MODEL: LazyLock<Model> = LazyLock::new(Model::load);

fn column(conllu: &str, index: usize) -> Vec<&str> {
    let rows = conllu.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|line| line.split('\t').nth(index).unwrap_or("missing")).collect()
}

#[test]
fn a_reading_is_written_with_its_spaces() {
    let document = Document::from_text("The envoys\ndidn't meet.");
    let span = document.paragraphs().iter().map(|p| p.span).reduce(|a, b| a.cover(b)).expect("a paragraph");
    let reading = MODEL.read(&document, Layer::new(vec![Sentence { span, paragraph: 0 }]));
    let conllu = write(&document, &reading);
    assert!(
        conllu.starts_with("# sent_id = 1\n# text = The envoys didn't meet.\n1\tThe\tthe\tDET\t_\t"),
        "{conllu}"
    );
    assert!(conllu.ends_with("\n\n"));
    assert_eq!(column(&conllu, 0), ["1", "2", "3-4", "3", "4", "5", "6"]);
    assert_eq!(column(&conllu, 1), ["The", "envoys", "didn't", "did", "n't", "meet", "."]);
    assert_eq!(column(&conllu, 9), ["_", "_", "_", "_", "_", "SpaceAfter=No", "_"]);
    assert_eq!(column(&conllu, 6).iter().filter(|head| **head == "0").count(), 1);
    assert!(conllu.lines().filter(|l| l.contains('\t')).all(|l| l.split('\t').count() == 10));
}

#[test]
fn tokens_of_several_words_have_a_line_of_their_own() {
    let ranges = |text: &str| {
        let document = Document::from_text(text);
        let span = document.paragraphs()[0].span;
        let reading = MODEL.read(&document, Layer::new(vec![Sentence { span, paragraph: 0 }]));
        let conllu = write(&document, &reading);
        let lines = conllu.lines().filter_map(|line| {
            let mut columns = line.split('\t');
            Some(columns.next().filter(|id| id.contains('-'))?.to_owned() + " " + columns.next()?)
        });
        lines.collect::<Vec<_>>()
    };
    assert_eq!(ranges("The U.N.'s envoy cannot leave."), ["2-3 U.N.'s", "5-6 cannot"]);
    assert_eq!(ranges("Workers' leaders wouldn't meet."), ["1-2 Workers'", "4-5 wouldn't"]);
    // What is parted by punctuation, or a figure and its unit, are tokens apart.
    assert_eq!(ranges("A 30-day stop (5km away)."), [""; 0]);
}

const GIVEN: &str = "# newdoc id = a
# text = They can't go.
1\tThey\t_\t_\t_\t_\t_\t_\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\t_\t_\t_\t_\t_\t_\t_\t_
3\tn't\t_\t_\t_\t_\t_\t_\t_\tKept=Yes
3.1\tempty\t_\t_\t_\t_\t_\t_\t_\t_
4\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\t.\t_\t_\t_\t_\t_\t_\t_\t_

# newdoc id = b
1\tYes\t_\t_\t_\t_\t_\t_\t_\t_
";

#[test]
fn given_words_keep_their_numbers_comments_and_ranges() {
    let conllu = annotate(&MODEL, GIVEN).expect("well-formed");
    assert!(
        conllu.starts_with("# newdoc id = a\n# text = They can't go.\n1\tThey\tthey\tPRON\t"),
        "{conllu}"
    );
    assert_eq!(column(&conllu, 0), ["1", "2-3", "2", "3", "4", "5", "1"]);
    assert_eq!(column(&conllu, 9), ["_", "_", "_", "Kept=Yes", "SpaceAfter=No", "_", "_"]);
    assert!(conllu.contains("\n\n# newdoc id = b\n1\tYes\tyes\tINTJ\t"), "{conllu}");
    // What comes out goes in again.
    assert_eq!(annotate(&MODEL, &conllu), Ok(conllu.clone()));
    assert_eq!(annotate(&MODEL, ""), Ok(String::new()));
}

#[test]
fn broken_files_are_refused_with_the_line() {
    let row = |id: &str, form: &str| format!("# c\n{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n");
    assert_eq!(annotate(&MODEL, "1\tone two\n"), Err(ConlluError::Columns(1)));
    assert_eq!(annotate(&MODEL, &row("1", " ")), Err(ConlluError::Form(2)));
    assert_eq!(annotate(&MODEL, &row("2", "a")), Err(ConlluError::Number(2)));
    for id in ["00.", "1.1", "2-3", "1-0", "-1", "1.a", "1-"] {
        assert_eq!(annotate(&MODEL, &row(id, "a")), Err(ConlluError::Number(2)), "{id}");
    }
    assert_eq!(annotate(&MODEL, "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\t_\n"), Err(ConlluError::Columns(1)));
}

proptest::proptest! {
    #[test]
    fn any_text_is_conllu_or_refused(text in "([0-9]{1,2}[-.]?|\t|\n|#|_|é|[a-z]{1,4}\t_\t_\t_\t_\t_\t_\t_\t_\n){0,40}") {
        // A word's line starts with a number and a tab; a number with a point alone is an empty node, which is no word.
        let is_word = |line: &str| line.split_once('\t').is_some_and(|(id, rest)| id.parse::<usize>().is_ok() && rest.contains("\t_"));
        if let Ok(sentences) = check(&text) {
            proptest::prop_assert!(sentences <= text.lines().count());
            proptest::prop_assert!(!text.lines().any(is_word) || sentences > 0);
        }
    }
}
