//! `dateline eval`: the figures of the reference scorer, computed once for self-written pairs and stored.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Folder, dateline, examples};

fn pairs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval")
}

#[test]
fn the_figures_are_those_of_the_reference_to_the_third_decimal() {
    let run = dateline(&pairs(), &["eval", "gold", "--system", "system", "--json"]).ends_with(0);
    let figures: Value = serde_json::from_str(&run.out).expect("JSON");
    let expected: Value = serde_json::from_str(include_str!("../eval/expected.json")).expect("JSON");
    assert_eq!(figures, expected);
}

/// Where the project's annotation lies: `$DATELINE_SHARED`, else `shared` beside the repository or in it.
fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = std::env::var_os("DATELINE_SHARED").map(PathBuf::from);
    let usual = [root.join("../shared"), root.join("shared"), PathBuf::from("/work/shared")];
    named.into_iter().chain(usual).find(|folder| folder.join("tools/score.py").is_file())
}

/// What the reference scorer itself says, where it is at hand: of the stored pairs, and of what is read from the seed.
#[test]
fn the_figures_are_those_that_the_reference_computes_now() {
    let Some(shared) = shared() else {
        eprintln!("passed over: no score.py; DATELINE_SHARED names the folder that holds tools/score.py");
        return;
    };
    let reference = |gold: &Path, system: &Path| -> Option<Value> {
        let script = shared.join("tools/score.py");
        let run =
            std::process::Command::new("python3").arg(script).arg(gold).arg(system).arg("--json").output();
        let output = run.ok().filter(|output| output.status.success())?;
        serde_json::from_slice(&output.stdout).ok()
    };
    let Some(expected) = reference(&pairs().join("gold"), &pairs().join("system")) else {
        eprintln!("passed over: python3 cannot run score.py");
        return;
    };
    let run = dateline(&pairs(), &["eval", "gold", "--system", "system", "--json"]).ends_with(0);
    assert_eq!(serde_json::from_str::<Value>(&run.out).expect("JSON"), expected, "the stored pairs");

    let seed = shared.join("gold/seed");
    if !seed.is_dir() {
        eprintln!("passed over: no gold/seed beside score.py");
        return;
    }
    let folder = Folder::new();
    let seed_name = seed.to_str().expect("a path in UTF-8");
    let run = dateline(folder.path(), &["eval", seed_name, "--save", "records", "--json"]).ends_with(0);
    let expected = reference(&seed, &folder.path().join("records")).expect("figures");
    assert_eq!(serde_json::from_str::<Value>(&run.out).expect("JSON"), expected, "the seed, as it is read");
}

#[test]
fn the_text_is_that_of_the_reference_too() {
    let words = ["eval", "gold", "--system", "system", "--errors", "3"];
    let run = dateline(&pairs(), &words).ends_with(0);
    assert_eq!(run.out, include_str!("../eval/expected.txt"));
}

#[test]
fn parties_without_their_code_are_listed() {
    let run =
        dateline(&pairs(), &["eval", "gold", "--system", "system", "--actors", "--calibration"]).ends_with(0);
    assert!(run.out.contains("actor: 1× "), "{}", run.out);
    assert!(run.out.contains("confidence 0."), "{}", run.out);
}

#[test]
fn texts_are_read_where_no_records_are_given() {
    let run = dateline(&pairs(), &["eval", "gold", "--json"]).ends_with(0);
    let figures: Value = serde_json::from_str(&run.out).expect("JSON");
    assert!(figures["detect"]["tp"].as_u64() > Some(0), "{figures}");
}

#[test]
fn gold_may_be_a_file_of_lines() {
    let folder = Folder::new();
    let one: Value = serde_json::from_str(include_str!("../eval/gold/talks.json")).expect("JSON");
    folder.write("gold.jsonl", format!("{one}\n{one}\n"));
    let run = dateline(folder.path(), &["eval", "gold.jsonl"]).ends_with(0);
    assert!(run.out.starts_with("documents 2\n"), "{}", run.out);
}

#[test]
fn what_is_no_gold_is_named() {
    let run = dateline(&examples(), &["eval", "."]).ends_with(2);
    assert!(run.err.contains("articles.jsonl:1: this is no annotated article"), "{}", run.err);
    let folder = Folder::new();
    let run = dateline(folder.path(), &["eval", "."]).ends_with(2);
    assert!(run.err.contains("no annotated articles"), "{}", run.err);
    let run = dateline(&pairs(), &["eval", "gold", "--system", "nowhere"]).ends_with(2);
    assert!(run.err.contains("nowhere"), "{}", run.err);
}
