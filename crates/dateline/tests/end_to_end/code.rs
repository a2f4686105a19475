//! `dateline code`: many articles, stopped and resumed.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::{Folder, Run, command, dateline, examples, records};

/// A JSON Lines file of so many short articles.
fn articles(count: usize) -> String {
    let article = |i: usize| {
        let day = 1 + i % 28;
        format!(
            "{{\"id\": {i}, \"title\": \"Talks {i}\", \"published\": \"2025-03-{day:02}\", \"text\": \"Envoys of Chad met envoys of Sudan in \
             Geneva on Monday for round {i}. \\\"We will meet again in May,\\\" said Ada Moss.\"}}\n"
        )
    };
    (0..count).map(article).collect()
}

fn code(folder: &Folder, words: &[&str]) -> Run {
    dateline(folder.path(), &[&["code"], words].concat())
}

#[test]
fn records_come_in_order_whatever_the_number_of_threads() {
    let folder = Folder::new();
    folder.write("in.jsonl", articles(30));
    code(&folder, &["in.jsonl", "--out", "one.jsonl", "--jobs", "1"]).ends_with(0);
    let run = code(&folder, &["in.jsonl", "--out", "four.jsonl", "--jobs", "4"]).ends_with(0);
    assert!(run.err.contains("four.jsonl: 30 articles"), "{}", run.err);
    assert_eq!(folder.read("one.jsonl"), folder.read("four.jsonl"));
    let records = records(&folder.read("one.jsonl"));
    let ids: Vec<u64> = records.iter().filter_map(|r| r.document.extra.get("id")?.as_u64()).collect();
    assert_eq!(ids, (0..30).collect::<Vec<_>>());
    let read = dateline(folder.path(), &["read", "in.jsonl", "--format", "jsonl"]).ends_with(0);
    assert_eq!(read.out, folder.read("one.jsonl"));
}

#[test]
fn crawls_and_agency_files_are_read_and_a_broken_record_is_told() {
    let folder = Folder::new();
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Talks</title><p>Envoys of Chad met envoys of Sudan in Geneva on Monday.</p></html>";
    let good = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/2025/03/05/talks\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    );
    folder.write("in/a.warc", format!("{good}WARC/1.0\r\n\r\n{good}"));
    folder.write(
        "in/b.xml",
        "<nitf><body><body.head><hedline><hl1>Talks</hl1></hedline></body.head><body.content><p>Chad accused Sudan.</p></body.content></body></nitf>",
    );
    let run = code(&folder, &["in", "--out", "out.jsonl"]).ends_with(0);
    assert!(run.err.contains("in/a.warc:2: the WARC record is malformed"), "{}", run.err);
    let records = records(&folder.read("out.jsonl"));
    let paths: Vec<_> = records.iter().filter_map(|record| record.document.path.as_deref()).collect();
    assert_eq!(paths, ["in/a.warc:1", "in/a.warc:3", "in/b.xml"]);
    let formats: Vec<_> = records.iter().map(|record| record.document.format.name()).collect();
    assert_eq!(formats, ["warc", "warc", "nitf"]);
}

#[test]
fn a_feed_is_read_item_by_item() {
    let folder = Folder::new();
    folder.write(
        "post.rss",
        "<rss version=\"2.0\"><channel><title>The Harbour Post</title><item><title>Envoys of Chad met envoys of Sudan</title>\
         <link>https://post.example/2024/03/07/talks</link></item><item><description></description></item></channel></rss>",
    );
    let run = code(&folder, &["post.rss", "--out", "out.jsonl"]).ends_with(0);
    assert!(run.err.contains("post.rss:2: no article"), "{}", run.err);
    let records = records(&folder.read("out.jsonl"));
    let [record] = records.as_slice() else { panic!("one record: {records:?}") };
    let document = &record.document;
    assert_eq!(
        (document.format.name(), document.outlet.as_deref(), document.published.as_deref()),
        ("feed", Some("The Harbour Post"), Some("2024-03-07"))
    );
}

#[test]
fn a_run_that_was_killed_goes_on_and_comes_to_the_same_bytes() {
    let folder = Folder::new();
    folder.write("in.jsonl", articles(300));
    let words = ["code", "in.jsonl", "--out", "out.jsonl", "--jobs", "2"];
    // What the journal has not noted yet is read again, so the kill waits for the journal and not for the output.
    for noted in [2, 40] {
        let mut child = command(folder.path(), &words).spawn().expect("the program starts");
        wait_for(&mut child, || {
            let journal = fs::read_to_string(folder.path().join("out.jsonl.progress"));
            journal.is_ok_and(|text| text.lines().count() > noted)
        });
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }
    // As if the power had gone in the middle of a line, in both files.
    for name in ["out.jsonl", "out.jsonl.progress"] {
        fs::write(folder.path().join(name), folder.read(name) + "{\"torn").expect("a file");
    }
    let run = dateline(folder.path(), &words).ends_with(0);
    assert!(run.err.contains("going on after"), "{}", run.err);
    assert!(run.err.contains("out.jsonl: 300 articles"), "{}", run.err);
    code(&folder, &["in.jsonl", "--out", "whole.jsonl"]).ends_with(0);
    assert_eq!(folder.read("out.jsonl"), folder.read("whole.jsonl"));
    let again = dateline(folder.path(), &words).ends_with(0);
    assert!(again.err.contains("complete already (300 articles)"), "{}", again.err);
}

fn wait_for(child: &mut std::process::Child, ready: impl Fn() -> bool) {
    let start = Instant::now();
    while !ready() && child.try_wait().expect("a child").is_none() {
        assert!(start.elapsed() < Duration::from_secs(60), "the program does not get there");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_with_130_and_says_how_to_go_on() {
    let folder = Folder::new();
    folder.write("in.jsonl", articles(2000));
    let words = ["code", "in.jsonl", "--out", "events.csv", "--jobs", "2"];
    let mut child = command(folder.path(), &words).spawn().expect("the program starts");
    wait_for(&mut child, || fs::metadata(folder.path().join("events.csv.spool")).is_ok_and(|m| m.len() > 0));
    let pid = child.id().to_string();
    std::process::Command::new("kill").args(["-INT", &pid]).status().expect("kill");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("the same command goes on from there"), "{said}");
    assert!(!folder.has("events.csv"));
    // What was written is whole records and no more.
    records(&folder.read("events.csv.spool"));
}

#[cfg(unix)]
#[test]
fn two_runs_do_not_write_one_file() {
    let folder = Folder::new();
    folder.write("in.jsonl", articles(2000));
    let words = ["code", "in.jsonl", "--out", "out.jsonl", "--jobs", "1"];
    let mut child = command(folder.path(), &words).spawn().expect("the program starts");
    wait_for(&mut child, || fs::metadata(folder.path().join("out.jsonl")).is_ok_and(|m| m.len() > 0));
    let second = dateline(folder.path(), &words).ends_with(2);
    assert!(second.err.contains("another run is writing out.jsonl"), "{}", second.err);
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
}

#[test]
fn tables_have_a_row_for_each_event_and_leave_no_spool() {
    let folder = Folder::new();
    let examples = examples().join("articles.jsonl").display().to_string();
    code(&folder, &[&examples, "--out", "records.jsonl"]).ends_with(0);
    let events: usize = records(&folder.read("records.jsonl")).iter().map(|r| r.events.len()).sum();
    assert!(events > 3);
    code(&folder, &[&examples, "--out", "events.csv"]).ends_with(0);
    code(&folder, &[&examples, "--out", "events.parquet"]).ends_with(0);
    let header = folder.read("events.csv").lines().next().map(str::to_owned);
    assert!(header.is_some_and(|h| h.starts_with("article,event,cluster,type,mode")));
    let parquet = fs::read(folder.path().join("events.parquet")).expect("a file");
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    let expected = [
        "events.csv",
        "events.csv.progress",
        "events.parquet",
        "events.parquet.progress",
        "records.jsonl",
        "records.jsonl.progress",
    ];
    assert_eq!(folder.names(), expected);
}

#[test]
fn bad_articles_are_named_by_path_and_line_and_the_rest_goes_on() {
    let folder = Folder::new();
    let good = articles(2);
    let (first, second) = good.split_once('\n').expect("two lines");
    folder.write("in.jsonl", format!("{first}\nnonsense\n{second}"));
    folder.write("empty.txt", "");
    let words = ["in.jsonl", "empty.txt", "--out", "out.jsonl"];
    let run = code(&folder, &words).ends_with(0);
    assert!(run.err.contains("dateline: in.jsonl:2: this is no article record"), "{}", run.err);
    assert!(run.err.contains("dateline: empty.txt: there is no text"), "{}", run.err);
    assert!(run.err.contains("skipped 2: 1 empty, 1 no article record"), "{}", run.err);
    assert_eq!(records(&folder.read("out.jsonl")).len(), 2);
    code(&folder, &[&words[..], &["--strict", "--restart"]].concat()).ends_with(1);
    assert_eq!(records(&folder.read("out.jsonl")).len(), 2);
}

#[test]
fn another_run_is_not_written_over() {
    let folder = Folder::new();
    folder.write("a.jsonl", articles(2));
    folder.write("b.jsonl", articles(3));
    code(&folder, &["a.jsonl", "--out", "out.jsonl"]).ends_with(0);
    let before = folder.read("out.jsonl");
    let run = code(&folder, &["b.jsonl", "--out", "out.jsonl"]).ends_with(2);
    assert!(run.err.contains("--restart"), "{}", run.err);
    assert_eq!(folder.read("out.jsonl"), before);
    code(&folder, &["b.jsonl", "--out", "out.jsonl", "--restart"]).ends_with(0);
    assert_eq!(records(&folder.read("out.jsonl")).len(), 3);
    folder.write("mine.csv", "a,b\n");
    let run = code(&folder, &["a.jsonl", "--out", "mine.csv"]).ends_with(2);
    assert!(run.err.contains("mine.csv exists already"), "{}", run.err);
    assert_eq!(folder.read("mine.csv"), "a,b\n");
}

#[test]
fn nothing_to_read_is_a_failure_that_leaves_nothing() {
    let folder = Folder::new();
    let run = code(&folder, &["nowhere.jsonl", "--out", "out.jsonl"]).ends_with(2);
    assert!(run.err.contains("nowhere.jsonl: it cannot be read"), "{}", run.err);
    assert_eq!(folder.names(), Vec::<String>::new());
    let run = code(&folder, &["nowhere.jsonl", "--out", "out.xlsx"]).ends_with(2);
    assert!(run.err.contains(".jsonl, .csv or .parquet"), "{}", run.err);
}

#[test]
fn an_output_inside_the_folder_of_inputs_is_not_read_again() {
    let folder = Folder::new();
    folder.write("a.jsonl", articles(3));
    code(&folder, &[".", "--out", "b.jsonl"]).ends_with(0);
    assert_eq!(records(&folder.read("b.jsonl")).len(), 3);
}

#[test]
fn other_languages_are_counted() {
    let folder = Folder::new();
    let text = "Le président a rencontré lundi à Genève les envoyés du Tchad et du Soudan. Ils se retrouveront la semaine prochaine, a déclaré son porte-parole.";
    folder.write("in.jsonl", format!("{}{{\"text\": \"{text}\"}}\n", articles(1)));
    let run = code(&folder, &["in.jsonl", "--out", "out.jsonl", "--strict"]).ends_with(0);
    assert!(run.err.contains("skipped 1: 1 not English"), "{}", run.err);
    assert!(records(&folder.read("out.jsonl"))[1].events.is_empty());
}

#[test]
fn fields_may_have_other_names() {
    let folder = Folder::new();
    folder.write(
        "in.jsonl",
        "{\"body_text\": \"Envoys met in Geneva on Thursday.\", \"pubDate\": \"2025-04-18\"}\n",
    );
    code(
        &folder,
        &["in.jsonl", "--out", "out.jsonl", "--text-field", "body_text", "--published-field", "pubDate"],
    )
    .ends_with(0);
    let records = records(&folder.read("out.jsonl"));
    assert_eq!(records[0].document.published.as_deref(), Some("2025-04-18"));
}
