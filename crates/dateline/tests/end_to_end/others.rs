//! `parse`, `schema`, `bench`, help, and pipes that close early.

use std::io::Read;

use serde_json::Value;

use crate::support::{command, dateline, dateline_with_input, examples};

#[test]
fn parse_writes_conllu_of_text() {
    let run = dateline_with_input(&examples(), &["parse"], b"They left. Nobody spoke.").ends_with(0);
    let forms: Vec<&str> =
        run.out.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').nth(1)).collect();
    assert_eq!(forms, ["They", "left", ".", "Nobody", "spoke", "."]);
}

#[test]
fn parse_keeps_the_words_of_a_treebank() {
    let given = "# sent_id = a\n1\tThey\t_\t_\t_\t_\t_\t_\t_\t_\n2\tleft.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let words = ["parse", "-", "--input-format", "conllu", "--format", "conllu"];
    let run = dateline_with_input(&examples(), &words, given.as_bytes()).ends_with(0);
    assert!(run.out.starts_with("# sent_id = a\n1\tThey\tthey\tPRON\t"), "{}", run.out);
    assert!(run.out.contains("\n2\tleft.\t"), "{}", run.out);
}

#[test]
fn parse_names_what_it_cannot_read() {
    let words = ["parse", "-", "--input-format", "conllu"];
    let run = dateline_with_input(&examples(), &words, b"no columns here\n").ends_with(2);
    assert!(run.err.contains("line 1"), "{}", run.err);
    let run = dateline_with_input(&examples(), &["parse"], b"caf\xe9").ends_with(2);
    assert!(run.err.contains("byte 3 is no UTF-8"), "{}", run.err);
    dateline(&examples(), &["parse", "nowhere.txt"]).ends_with(2);
}

#[test]
fn schema_prints_the_schema_of_the_repository() {
    let run = dateline(&examples(), &["schema"]).ends_with(0);
    assert_eq!(run.out, include_str!("../../../dateline-record/record.schema.json"));
}

#[test]
fn bench_tells_rates_stages_and_memory() {
    let run = dateline(&examples(), &["bench", "--articles", "2", "--jobs", "1"]).ends_with(0);
    let (text, json) = run.out.trim_end().rsplit_once('\n').expect("text and JSON");
    assert!(text.contains("articles a second") && text.contains("stages: ingest "), "{text}");
    let figures: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(figures["articles"], 2);
    assert!(figures["stage_seconds"]["model"].as_f64() > Some(0.0), "{figures}");
}

#[test]
fn a_pipe_that_closes_early_is_no_fault() {
    let mut child = command(&examples(), &["schema"]).spawn().expect("the program starts");
    let mut out = child.stdout.take().expect("a pipe");
    out.read_exact(&mut [0]).expect("a byte");
    drop(out);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn help_and_version_are_told() {
    for word in ["read", "code", "eval", "parse", "serve", "schema", "bench"] {
        let run = dateline(&examples(), &[word, "--help"]).ends_with(0);
        assert!(run.out.contains("Usage: dateline"), "{}", run.out);
    }
    let run = dateline(&examples(), &["--version"]).ends_with(0);
    assert_eq!(run.out, format!("dateline {}\n", env!("CARGO_PKG_VERSION")));
}
