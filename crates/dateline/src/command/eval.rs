//! `dateline eval`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use dateline::dateline_ingest::parse_date;
use dateline::dateline_text::{Metadata, PublishedFrom};
use dateline::eval::{Calibration, Report, Scored, ScoredEvent, ScoredParty, score};
use dateline::view::clean;
use dateline::{Document, Reader, Record};
use serde_json::Value;

use crate::failure::{Failure, Outcome};

/// Compare records with annotated articles.
///
/// Reads the annotated articles of GOLD (a folder of .json files, or a .jsonl file with one a line), and scores what Dateline makes of
/// their texts, or the records of --system: files of the same names, as `read --format json` writes them.
#[derive(Debug, clap::Args)]
pub struct EvalArgs {
    /// Annotated articles: a folder of .json and .jsonl files, or one such file
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Records to score, in files of the same names, instead of reading the texts
    #[arg(long, value_name = "DIR")]
    system: Option<PathBuf>,
    /// Keep the records that were read, in files of the same names
    #[arg(long, value_name = "DIR", conflicts_with = "system")]
    save: Option<PathBuf>,
    /// Write the figures as JSON
    #[arg(long)]
    json: bool,
    /// List the parties whose code was not found, the most frequent first
    #[arg(long)]
    actors: bool,
    /// Print the confidence of events beside the share that was right
    #[arg(long)]
    calibration: bool,
    /// Print N missed and N spurious events
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

/// An annotated article.
struct Gold {
    name: String,
    value: Value,
    scored: Scored,
}

pub fn run(args: &EvalArgs) -> Outcome {
    let gold = read_gold(&args.gold)?;
    let systems = match &args.system {
        Some(folder) => gold.iter().map(|g| read_system(folder, &g.name)).collect::<Result<Vec<_>, _>>()?,
        None => {
            let jobs = args.jobs.map_or_else(super::all_cores, usize::from);
            let records = read_texts(&super::reader()?, &gold, jobs);
            if let Some(folder) = &args.save {
                save(folder, &gold, &records)?;
            }
            records.iter().map(|r| r.as_ref().map(Scored::from_record).unwrap_or_default()).collect()
        }
    };
    let documents: Vec<(String, Scored, Scored)> =
        gold.into_iter().zip(systems).map(|(g, system)| (g.name, g.scored, system)).collect();
    let report = score(&documents);
    io::stdout().lock().write_all(told(&report, args).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn told(report: &Report, args: &EvalArgs) -> String {
    let mut text = if args.json { format!("{}\n", report.figures.json()) } else { report.figures.text() };
    for (label, events) in [("missed", &report.missed), ("spurious", &report.spurious)] {
        for (name, sentence, event) in events.iter().take(args.errors) {
            let _ =
                writeln!(text, "{label}: {}: {}\n    {}", clean(name), clean(&brief(event)), clean(sentence));
        }
    }
    if args.actors {
        text.push_str(&actors(report));
    }
    if args.calibration {
        text.push_str(&calibration(&report.calibration));
    }
    text
}

fn brief(event: &ScoredEvent) -> String {
    let codes = |parties: &[ScoredParty]| {
        let codes: Vec<&str> = parties.iter().map(|p| p.code.as_deref().unwrap_or("None")).collect();
        codes.join(", ")
    };
    format!(
        "{}/{} {} [{}] -> [{}] «{}»",
        event.event_type,
        event.mode.as_deref().unwrap_or("None"),
        event.status.as_deref().unwrap_or("None"),
        codes(&event.actors),
        codes(&event.recipients),
        event.trigger
    )
}

fn actors(report: &Report) -> String {
    let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for miss in &report.parties {
        let wanted = miss.party.code.clone().unwrap_or_default();
        let found = miss.found.as_ref().map_or_else(
            || "no entity".to_owned(),
            |(name, code)| format!("{name} = {}", code.as_deref().unwrap_or("None")),
        );
        *counts.entry((clean(&miss.party.name), wanted, clean(&found))).or_default() += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    rows.iter()
        .map(|((name, wanted, found), n)| format!("actor: {n}× {name}: {wanted}, found {found}\n"))
        .collect()
}

fn calibration(calibration: &Calibration) -> String {
    let row = |(i, (count, sum, right)): (usize, &(usize, f64, usize))| {
        let share = |part: f64| part / *count as f64;
        let (low, high) = (i as f64 / 10.0, (i + 1) as f64 / 10.0);
        (*count > 0).then(|| {
            format!(
                "confidence {low:.1} to {high:.1}: {count} events, mean {:.3}, right {:.3}\n",
                share(*sum),
                share(*right as f64)
            )
        })
    };
    calibration.steps.iter().enumerate().filter_map(row).collect()
}

fn read_gold(path: &Path) -> Result<Vec<Gold>, Failure> {
    let mut files = if path.is_dir() { files_in(path)? } else { vec![path.to_owned()] };
    files.retain(|file| is_named(file, "json") || is_named(file, "jsonl"));
    files.sort();
    let mut gold = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).map_err(|error| Failure::file(file, "read", &error))?;
        let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        if is_named(file, "jsonl") {
            for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                let place = format!("{}:{}", file.display(), i + 1);
                gold.push(one_gold(line, &place, |value| {
                    let named = ["name", "id"].iter().find_map(|k| value[*k].as_str());
                    named.map_or_else(|| format!("{stem}-{}", i + 1), str::to_owned)
                })?);
            }
        } else {
            gold.push(one_gold(&text, &file.display().to_string(), |_| stem.clone())?);
        }
    }
    if gold.is_empty() {
        return Err(Failure::input(format!(
            "{}: there are no annotated articles in it; a folder of .json files or a .jsonl file is wanted",
            path.display()
        )));
    }
    Ok(gold)
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let list = std::fs::read_dir(folder).and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect());
    list.map_err(|error| Failure::file(folder, "read", &error))
}

fn is_named(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|e| e == ending)
}

fn one_gold(json: &str, place: &str, name: impl FnOnce(&Value) -> String) -> Result<Gold, Failure> {
    let fail = |error: &dyn std::fmt::Display| {
        Failure::input(format!("{place}: this is no annotated article ({error})"))
    };
    let value: Value = serde_json::from_str(json).map_err(|e| fail(&e))?;
    let scored = Scored::from_gold(&value).map_err(|e| fail(&e))?;
    Ok(Gold { name: name(&value), value, scored })
}

fn read_system(folder: &Path, name: &str) -> Result<Scored, Failure> {
    let file = folder.join(format!("{name}.json"));
    let text = std::fs::read_to_string(&file).map_err(|error| Failure::file(&file, "read", &error))?;
    Scored::from_json(&text)
        .map_err(|error| Failure::input(format!("{}: this is no record ({error})", file.display())))
}

/// Reads the texts of the annotated articles, on several threads, in order.
fn read_texts(reader: &Reader, gold: &[Gold], jobs: usize) -> Vec<Option<Record>> {
    let slots: Vec<OnceLock<Record>> = gold.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..jobs.min(gold.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some((article, slot)) = gold.get(index).zip(slots.get(index)) else { return };
                    slot.get_or_init(|| reader.read(&document(&article.value)));
                }
            });
        }
    });
    slots.into_iter().map(OnceLock::into_inner).collect()
}

/// Writes each record as `NAME.json`.
fn save(folder: &Path, gold: &[Gold], records: &[Option<Record>]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, "made", &error))?;
    for (article, record) in gold.iter().zip(records) {
        // A name out of a file of lines is only a name, and leads into no other folder.
        let file = folder.join(format!("{}.json", article.name.replace(['/', '\\'], "-")));
        let json = serde_json::to_vec(record).map_err(io::Error::from);
        json.and_then(|json| std::fs::write(&file, json))
            .map_err(|error| Failure::file(&file, "written", &error))?;
    }
    Ok(())
}

/// The text exactly as it was annotated, with its day of publication.
fn document(gold: &Value) -> Document {
    let published = gold["published"].as_str().and_then(parse_date);
    let metadata = Metadata {
        format: "text",
        outlet: gold["source"].as_str().map(str::to_owned),
        published,
        published_from: if published.is_some() { PublishedFrom::Option } else { PublishedFrom::Unknown },
        language: Some("en".to_owned()),
        ..Metadata::default()
    };
    Document::from_text(gold["text"].as_str().unwrap_or_default()).with_metadata(metadata)
}
