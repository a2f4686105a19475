//! `dateline add`, `check`, and the commands that ask an archive.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Folder, Run, command, dateline};

/// A JSON Lines file of so many short articles, no two of them alike.
fn articles(count: usize) -> String {
    let towns = ["Geneva", "Vienna", "Cairo", "Nairobi", "Oslo", "Lima", "Accra"];
    let article = |i: usize| {
        // A list of goods in an order of its own keeps the articles from being copies of each other.
        let goods =
            ["tea", "salt", "copper", "wool", "timber", "rice", "glass", "paper", "barley", "olives", "silk"];
        let goods: Vec<&str> =
            (0..40).map(|k| goods[(i * 7 + k * (i % 9 + 2) + k * k * (i % 4)) % goods.len()]).collect();
        let goods = goods.join(" and ");
        let (town, day) = (towns[i % towns.len()], 1 + i % 28);
        format!(
            "{{\"title\": \"Talks in {town}, number {i}\", \"published\": \"2025-03-{day:02}\", \"outlet\": \"Paper {}\", \"text\": \"Envoys \
             of Chad met envoys of Sudan in {town} on Monday for talks number {i}. \\\"We will meet again in May,\\\" said Ada Moss, the \
             foreign minister of Chad. Paper {i} was told so by {} people, who trade in {goods}.\"}}\n",
            i % 5,
            i * 7 + 3
        )
    };
    (0..count).map(article).collect()
}

fn ask(folder: &Folder, words: &[&str]) -> Run {
    dateline(folder.path(), &[words, &["--archive", "news"]].concat())
}

fn json(run: Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.out))
}

#[test]
fn articles_are_added_once_and_found_again() {
    let folder = Folder::new();
    folder.write("in.jsonl", articles(6) + "{\"text\": \"\"}\nnonsense\n");
    let run = ask(&folder, &["add", "in.jsonl", "--jobs", "2"]).ends_with(0);
    assert!(run.err.contains("news: 6 articles added"), "{}", run.err);
    assert!(run.err.contains("in.jsonl:8") || run.err.contains("in.jsonl, line 8"), "{}", run.err);
    let again = ask(&folder, &["add", "in.jsonl", "--strict"]).ends_with(1);
    assert!(again.err.contains("0 articles added") && again.err.contains("6 there already"), "{}", again.err);

    // Records that `code` wrote are taken as they are.
    folder.write("more.jsonl", articles(8));
    dateline(folder.path(), &["code", "more.jsonl", "--out", "records.jsonl"]).ends_with(0);
    let records = ask(&folder, &["add", "records.jsonl"]).ends_with(0);
    assert!(
        records.err.contains("2 articles added") && records.err.contains("6 there already"),
        "{}",
        records.err
    );
    assert!(ask(&folder, &["check"]).ends_with(0).out.contains("8 articles, all sound"));

    let found = ask(&folder, &["search", "Nairobi"]).ends_with(0).out;
    assert!(found.contains("Talks in Nairobi, number 3") && found.contains("*Nairobi*"), "{found}");
    assert!(!found.contains("Vienna"), "{found}");
    assert!(found.lines().all(|line| line.chars().count() <= 80), "{found}");
    let events = json(
        ask(&folder, &["search", "--what", "events", "--actors", "Chad", "--format", "json"]).ends_with(0),
    );
    let events = events["items"].as_array().expect("rows");
    assert!(!events.is_empty());
    assert!(
        events.iter().all(|e| e["evidence"]
            .as_str()
            .is_some_and(|s| s.contains(e["trigger"].as_str().expect("words"))))
    );
    let csv = ask(&folder, &["search", "--what", "events", "--format", "csv"]).ends_with(0).out;
    assert!(
        csv.starts_with("actors,article,") || csv.lines().next().is_some_and(|l| l.contains("evidence")),
        "{csv}"
    );
    let said = ask(&folder, &["search", "--what", "statements", "--speaker", "Moss"]).ends_with(0).out;
    assert!(said.contains("Ada Moss") && said.contains("We will meet again in May"), "{said}");

    let first = ask(&folder, &["search", "--limit", "3", "--sort", "oldest"]).ends_with(0).out;
    let cursor =
        first.lines().find_map(|l| l.strip_prefix("More: the same command with --after ")).expect("more");
    let second =
        ask(&folder, &["search", "--limit", "3", "--sort", "oldest", "--after", cursor]).ends_with(0).out;
    assert!(
        first.contains("number 0") && !second.contains("number 0") && second.contains("number 3"),
        "{second}"
    );

    let who = ask(&folder, &["who", "Ada Moss"]).ends_with(0).out;
    assert!(who.contains("Ada Moss") && who.contains("STATEMENTS"), "{who}");
    let timeline = ask(&folder, &["timeline", "--actors", "Chad"]).ends_with(0).out;
    assert!(timeline.contains("2025") && timeline.contains("source"), "{timeline}");
    let agenda = json(ask(&folder, &["agenda", "--format", "json"]).ends_with(0));
    assert!(agenda.is_array());
    let sql =
        ask(&folder, &["sql", "SELECT count(*) AS n FROM articles", "--format", "csv"]).ends_with(0).out;
    assert_eq!(sql, "n\n8\n");
    assert!(ask(&folder, &["sql"]).ends_with(0).out.contains("threads: one act across articles"));
}

#[test]
fn what_cannot_be_asked_is_told() {
    let folder = Folder::new();
    let missing = ask(&folder, &["search", "x"]).ends_with(2);
    assert!(
        missing.err.contains("holds no archive") && missing.err.contains("dateline add"),
        "{}",
        missing.err
    );
    folder.write("in.jsonl", articles(1));
    ask(&folder, &["add", "in.jsonl"]).ends_with(0);
    for (words, said) in [
        (&["search", "--from", "yesterday"][..], "no date"),
        (&["search", "--status", "done"][..], "no status"),
        (&["search", "--place", "1,2,3"][..], "neither a box"),
        (&["search", "--after", "x"][..], "by no page"),
        (&["search", "--thread", "12"][..], "not a thread"),
        (&["sql", "DELETE FROM article"][..], "may not write"),
        (&["sql", "SELECT nothing"][..], "cannot be answered"),
    ] {
        let run = ask(&folder, words).ends_with(2);
        assert!(run.err.contains(said), "{words:?}: {}", run.err);
    }
    let nothing = ask(&folder, &["search", "zebra"]).ends_with(0);
    assert!(nothing.out.contains("Nothing was found") && nothing.err.is_empty(), "{}", nothing.err);
    for (words, said) in [
        (["search", "--type", "CONSUL"], "no act in the archive has the type “CONSUL”; there are "),
        (["search", "--outlet", "paper"], "near are Paper 0"),
        (["timeline", "--outlet", "Lantern"], "lists all"),
    ] {
        let run = ask(&folder, &words).ends_with(0);
        assert!(run.err.contains(said), "{words:?}: {}", run.err);
    }
    folder
        .write("news/archive.sqlite", "not a store but a text of some length, as a user may have put there");
    let foreign = ask(&folder, &["check"]).ends_with(2);
    assert!(foreign.err.contains("no Dateline archive"), "{}", foreign.err);
}

#[cfg(unix)]
#[test]
fn a_run_that_was_stopped_goes_on() {
    let folder = Folder::new();
    folder.write("in.jsonl", articles(150));
    let words = ["add", "in.jsonl", "--archive", "news", "--jobs", "2"];
    let mut child = command(folder.path(), &words).spawn().expect("the program starts");
    let start = Instant::now();
    let wal = folder.path().join("news/archive.sqlite-wal");
    while std::fs::metadata(&wal).map_or(0, |m| m.len()) < 700_000
        && child.try_wait().expect("a child").is_none()
    {
        assert!(start.elapsed() < Duration::from_secs(60), "the program does not get there");
        std::thread::sleep(Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    std::process::Command::new("kill").args(["-INT", &pid]).status().expect("kill");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("the same command goes on from there"), "{said}");
    let run = dateline(folder.path(), &words).ends_with(0);
    assert!(
        run.err.contains("there already") && run.err.contains("the archive has 150 articles"),
        "{}",
        run.err
    );
    assert!(ask(&folder, &["check"]).ends_with(0).out.contains("150 articles, all sound"));
}
