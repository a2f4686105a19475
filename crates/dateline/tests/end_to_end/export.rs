//! `dateline export`.

use std::fs::File;

use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{Folder, Run, dateline, examples};

/// A folder with an archive of examples in it.
fn archive() -> Folder {
    let folder = Folder::new();
    let story = examples().join("story.jsonl").display().to_string();
    let paris = examples().join("paris.txt").display().to_string();
    dateline(folder.path(), &["add", &story, &paris, "--archive", "news"]).ends_with(0);
    folder
}

fn export(folder: &Folder, words: &[&str]) -> Run {
    dateline(folder.path(), &[&["export", "--archive", "news"], words].concat())
}

/// Header and rows.
fn csv(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let owned = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = owned(reader.headers().expect("a header"));
    (header, reader.records().map(|row| owned(&row.expect("a row"))).collect())
}

fn sha256(folder: &Folder, name: &str) -> String {
    let bytes = std::fs::read(folder.path().join(name)).expect("a file");
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_table_is_the_same_in_each_form() {
    let folder = archive();
    for table in ["events", "statements", "entities", "mentions", "articles"] {
        for ending in ["csv", "jsonl", "parquet"] {
            let out = format!("{table}.{ending}");
            let run = export(&folder, &["--table", table, "--out", &out]).ends_with(0);
            assert_eq!(run.out, "");
        }
        let (header, rows) = csv(&folder.read(&format!("{table}.csv")));
        let objects: Vec<Value> = folder
            .read(&format!("{table}.jsonl"))
            .lines()
            .map(|line| serde_json::from_str(line).expect("an object"))
            .collect();
        assert!(!rows.is_empty());
        assert_eq!(objects.len(), rows.len());
        for (row, object) in rows.iter().zip(&objects) {
            for (name, value) in header.iter().zip(row) {
                let same = match &object[name] {
                    Value::Null => value.is_empty(),
                    Value::String(text) => text == value,
                    number => number.as_f64() == value.parse().ok(),
                };
                assert!(same, "{table} {name}: {value:?} is not {}", object[name]);
            }
        }
        let file = File::open(folder.path().join(format!("{table}.parquet"))).expect("a file");
        let reader = SerializedFileReader::new(file).expect("a Parquet file");
        let schema = reader.metadata().file_metadata().schema_descr();
        let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
        assert_eq!(names, header);
        let from_parquet: Vec<Value> = reader
            .get_row_iter(None)
            .expect("rows")
            .map(|row| row.expect("a row").get_column_iter().next().map(|(_, field)| field.to_string()))
            .map(|first| Value::from(first.unwrap_or_default().trim_matches('"')))
            .collect();
        let first: Vec<Value> = objects.iter().map(|object| object[&header[0]].clone()).collect();
        assert_eq!(from_parquet, first);
    }
}

#[test]
fn layouts_have_the_columns_of_their_projects() {
    let folder = archive();
    let polecat = "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,\
         Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,\
         Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,\
         Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,\
         Publication Date,Story People,Story Organizations,Story Locations,Language,Version";
    let cameo = "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,\
         Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude";
    for (layout, columns) in [("polecat", polecat), ("cameo", cameo)] {
        for by in ["event", "thread"] {
            let run = export(&folder, &["--layout", layout, "--by", by, "--out", "out.csv"]).ends_with(0);
            assert!(run.err.contains("only acts that happened"), "{}", run.err);
            let text = folder.read("out.csv");
            assert_eq!(text.lines().next(), Some(columns));
            assert!(!text.contains('\t'));
            let (_, rows) = csv(&text);
            assert!(rows.len() > 10, "{layout} {by}: {}", rows.len());
        }
    }
    let citation: Value = serde_json::from_str(&folder.read("out.csv.citation.json")).expect("JSON");
    assert_eq!(citation["question"]["status"], "actual");
    let run = export(&folder, &["--layout", "cameo", "--status", "planned", "--out", "out.csv"]).ends_with(0);
    assert!(!run.err.contains("only acts that happened"), "{}", run.err);
}

#[test]
fn copies_and_threads_change_what_is_counted() {
    let folder = archive();
    let rows = |words: &[&str]| {
        export(&folder, &[words, &["--out", "out.csv"]].concat()).ends_with(0);
        csv(&folder.read("out.csv")).1.len()
    };
    let (once, each, threads) = (rows(&[]), rows(&["--all-copies"]), rows(&["--by", "thread"]));
    assert!(each > once, "{each} with copies, {once} without");
    assert!(threads < each, "{threads} threads, {each} events");
    let russia = rows(&["--actors", "Russia ->"]);
    assert!(0 < russia && russia < once, "{russia} of {once}");
    assert!(rows(&["--table", "articles", "--all-copies"]) > rows(&["--table", "articles"]));
}

#[test]
fn the_citation_says_what_made_the_table() {
    let folder = archive();
    let words =
        ["--table", "statements", "--speaker", "Olha Stetsenko", "--from", "2026", "--out", "said.csv"];
    export(&folder, &words).ends_with(0);
    let citation: Value = serde_json::from_str(&folder.read("said.csv.citation.json")).expect("JSON");
    assert_eq!(citation["file"]["sha256"], sha256(&folder, "said.csv").as_str());
    assert_eq!(citation["file"]["rows"], csv(&folder.read("said.csv")).1.len());
    assert_eq!(citation["file"]["bytes"], folder.read("said.csv").len());
    assert_eq!(
        citation["command"],
        "dateline export --archive news --table statements --speaker 'Olha Stetsenko' --from 2026 --out said.csv"
    );
    let question = serde_json::json!({"all_copies": false, "from": "2026", "speaker": "Olha Stetsenko"});
    assert_eq!(citation["question"], question);
    assert_eq!(citation["program"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(citation["program"]["record_schema"], "dateline/1");
    assert_eq!(citation["read_by"][0]["version"], env!("CARGO_PKG_VERSION"));
    let model = citation["read_by"][0]["model"].as_str().expect("the weights are named");
    assert!(model.len() == 12 && model.bytes().all(|b| b.is_ascii_hexdigit()), "{model}");
    assert_eq!(citation["archive"]["path"], "news");
    assert!(citation["archive"]["articles"].as_u64() > citation["archive"]["syndicates"].as_u64());
    let cff = folder.read("said.csv.citation.cff");
    assert!(cff.starts_with("cff-version: 1.2.0\n"), "{cff}");
    assert!(cff.contains(&format!("value: \"sha256:{}\"", sha256(&folder, "said.csv"))), "{cff}");

    export(&folder, &["--out", "quiet.parquet", "--no-citation"]).ends_with(0);
    assert!(folder.has("quiet.parquet") && !folder.has("quiet.parquet.citation.json"));
    let again = export(&folder, &["--out", "said.csv", "--no-citation"]).ends_with(0);
    assert!(again.err.contains("tells of an earlier table"), "{}", again.err);
    let left = folder.names().into_iter().filter(|name| name.ends_with(".draft")).count();
    assert_eq!(left, 0);
}

#[test]
fn standard_output_gets_the_table_alone() {
    let folder = archive();
    let run = export(&folder, &["--table", "articles", "--out", "-"]).ends_with(0);
    let (header, rows) = csv(&run.out);
    assert_eq!(header[0], "article");
    assert!(rows.len() > 5);
    let lines = export(&folder, &["--table", "articles", "--out", "-", "--form", "jsonl"]).ends_with(0).out;
    assert_eq!(lines.lines().count(), rows.len());
    assert_eq!(folder.names(), ["news"]);
}

#[test]
fn an_empty_answer_is_a_table_without_rows() {
    let folder = Folder::new();
    folder.write("in.jsonl", "{\"text\": \"Nothing happened here on that day, and nobody said so.\"}\n");
    dateline(folder.path(), &["add", "in.jsonl", "--archive", "news"]).ends_with(0);
    for out in ["out.csv", "out.jsonl", "out.parquet"] {
        let run = export(&folder, &["--out", out, "--actors", "Zubrowka"]).ends_with(0);
        assert!(run.err.contains("nothing was found"), "{}", run.err);
        let citation: Value =
            serde_json::from_str(&folder.read(&format!("{out}.citation.json"))).expect("JSON");
        assert_eq!(citation["file"]["rows"], 0);
    }
    assert_eq!(folder.read("out.csv").lines().count(), 1);
    assert_eq!(folder.read("out.jsonl"), "");
    let file = File::open(folder.path().join("out.parquet")).expect("a file");
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
}

#[test]
fn what_cannot_be_exported_is_told_and_leaves_nothing() {
    let folder = Folder::new();
    let missing = export(&folder, &["--out", "out.csv"]).ends_with(2);
    assert!(missing.err.contains("holds no archive"), "{}", missing.err);
    folder.write("in.jsonl", "{\"text\": \"Envoys of Chad met envoys of Sudan in Geneva on Monday.\"}\n");
    folder.write("kept.csv", "what was there before");
    dateline(folder.path(), &["add", "in.jsonl", "--archive", "news"]).ends_with(0);
    let before = folder.names();
    for (words, said) in [
        (&["--out", "out.xlsx"][..], "must be .csv, .jsonl or .parquet"),
        (&["--out", "news"][..], "this is a folder"),
        (&["--out", "nowhere/out.csv"][..], "cannot be written"),
        (&["--out", "out.csv", "--table", "articles", "--layout", "polecat"][..], "is for events"),
        (&["--out", "out.csv", "--table", "mentions", "--by", "thread"][..], "is for events"),
        (&["--out", "out.csv", "--status", "done"][..], "no status"),
        (&["--out", "out.csv", "--from", "yesterday"][..], "no date"),
        (&["--out", "kept.csv", "--story", "12"][..], "not a story"),
        (&["--table", "events"][..], "--out"),
        (&["--out", "out.csv", "--table", "people"][..], "possible values"),
    ] {
        let run = export(&folder, words).ends_with(2);
        assert!(run.err.contains(said), "{words:?}: {}", run.err);
        assert_eq!(folder.names(), before, "{words:?}");
    }
    assert_eq!(folder.read("kept.csv"), "what was there before");
}

#[test]
fn the_codebook_is_that_of_the_repository() {
    let folder = Folder::new();
    let page = dateline(folder.path(), &["export", "--codebook"]).ends_with(0).out;
    assert_eq!(page, include_str!("../../../../CODEBOOK.md"));
    dateline(folder.path(), &["export", "--codebook", "book.md"]).ends_with(0);
    assert_eq!(folder.read("book.md"), page);
    assert_eq!(folder.names(), ["book.md"]);
}
