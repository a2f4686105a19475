//! `dateline read` on articles as they should be.

use crate::support::{Folder, dateline, dateline_with_input, examples, record, records};

#[test]
fn the_text_view_tells_source_acts_and_speech_in_eighty_columns() {
    let run = dateline(&examples(), &["read", "paris.txt"]).ends_with(0);
    for part in ["WHO'S WHO", "WHAT HAPPENED", "WHO SAID WHAT", "COMING UP", "cut", "sentence "] {
        assert!(run.out.contains(part), "{part} is missing in\n{}", run.out);
    }
    let longest = run.out.lines().map(|l| l.chars().count()).max();
    assert!(longest <= Some(80), "{longest:?} columns");
    assert!(!run.out.contains('\u{1b}'), "colour without a terminal");
    assert_eq!(run.err, "");
}

#[test]
fn every_example_yields_a_sound_record() {
    for name in ["paris.txt", "strike.txt", "court.txt", "ceasefire.txt", "election.txt", "summit.html"] {
        let record = record(&dateline(&examples(), &["read", name, "--format", "json"]).ends_with(0).out);
        assert!(record.document.title.is_some(), "{name}");
        assert!(!record.sentences.is_empty() && !record.events.is_empty(), "{name}");
    }
}

#[test]
fn json_lines_give_a_record_each() {
    let run = dateline(&examples(), &["read", "articles.jsonl", "--format", "jsonl"]).ends_with(0);
    let records = records(&run.out);
    assert_eq!(records.len(), 6);
    assert_eq!(records[0].document.published.as_deref(), Some("2023-06-08"));
    assert_eq!(records[0].document.path.as_deref(), Some("articles.jsonl:1"));
}

#[test]
fn what_the_user_says_wins() {
    let words = [
        "read",
        "-",
        "--format",
        "json",
        "--published",
        "2025-04-18",
        "--outlet",
        "The Post",
        "--url",
        "https://post.example/a",
    ];
    let text = "Envoys meet\n\nGENEVA - Envoys of Chad met envoys of Sudan on Thursday.\n";
    let record = record(&dateline_with_input(&examples(), &words, text.as_bytes()).ends_with(0).out);
    assert_eq!(record.document.published.as_deref(), Some("2025-04-18"));
    assert_eq!(record.document.outlet.as_deref(), Some("The Post"));
    assert_eq!(record.document.url.as_deref(), Some("https://post.example/a"));
    let thursday = record.times.iter().find(|t| t.text.contains("Thursday")).expect("a time");
    assert_eq!(thursday.value.as_deref(), Some("2025-04-17"));
}

#[test]
fn the_same_bytes_come_out_every_time() {
    let words = ["read", "paris.txt", "strike.txt", "--format", "jsonl"];
    let first = dateline(&examples(), &words).ends_with(0).out;
    assert_eq!(first, dateline(&examples(), &words).ends_with(0).out);
}

#[test]
fn explain_lists_what_was_cut_and_the_sentences() {
    let run = dateline(&examples(), &["read", "paris.txt", "--explain", "--width", "60"]).ends_with(0);
    for part in ["CUT FROM THE PAGE", "THE TEXT BY SENTENCE", "the reader: ", "confidence", "No act: "] {
        assert!(run.out.contains(part), "{part} is missing in\n{}", run.out);
    }
    assert!(run.out.lines().all(|l| l.chars().count() <= 60), "{}", run.out);
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    let run = dateline(&examples(), &["read", "strike.txt", "--color", "always"]).ends_with(0);
    assert!(run.out.contains("\u{1b}[1;36m"), "{}", run.out);
}

#[test]
fn conllu_has_ten_columns() {
    let run = dateline(&examples(), &["read", "strike.txt", "--format", "conllu"]).ends_with(0);
    let rows: Vec<&str> = run.out.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    assert!(rows.len() > 100 && rows.iter().all(|row| row.split('\t').count() == 10), "{}", run.out);
}

#[test]
fn no_escape_sequence_of_an_article_reaches_the_terminal() {
    let folder = Folder::new();
    folder.write("evil.txt", "Talks\u{1b}]0;owned\u{7} open\n\nGENEVA - Ada \u{1b}[2JMoss met \u{9b}31mRussian envoys on Monday, she said.\n");
    let run = dateline(folder.path(), &["read", "evil.txt", "--explain"]).ends_with(0);
    assert!(run.out.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", run.out);
}

#[test]
fn another_language_is_noted_and_not_misread() {
    let text = "Der Bundeskanzler hat am Montag in Berlin mit dem französischen Präsidenten über die Lage in der Ukraine gesprochen. \
                Beide wollen sich in der kommenden Woche wieder treffen, sagte ein Sprecher der Bundesregierung am Abend.";
    let run =
        dateline_with_input(&examples(), &["read", "-", "--format", "json"], text.as_bytes()).ends_with(0);
    let record = record(&run.out);
    assert_eq!(record.document.language.as_deref(), Some("de"));
    assert!(record.events.is_empty() && !record.document.notes.is_empty(), "{:?}", record.document.notes);
}
