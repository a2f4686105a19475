//! `dateline ontology`.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::dateline_knowledge::{Case, FullCase, Ontology};
use dateline::dateline_record::Event;
use dateline::dateline_text::Metadata;
use dateline::view::clean;
use dateline::{Document, Reader, Record};

use crate::cli::Own;
use crate::failure::{Failure, Outcome};

/// Begin or check an ontology of your own.
#[derive(Debug, clap::Args)]
pub struct OntologyArgs {
    #[command(subcommand)]
    command: OntologyCommand,
}

#[derive(Debug, clap::Subcommand)]
enum OntologyCommand {
    /// Write a commented start, or PLOVER itself in the same form.
    Init(InitArgs),
    /// Read every sentence under `fire` and `silent` and say which are not as they should be.
    Check(CheckArgs),
}

/// Write a commented start, or PLOVER itself in the same form.
#[derive(Debug, clap::Args)]
struct InitArgs {
    /// The file to write, which must not be there yet; without one it goes to standard output
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write PLOVER, to change or to add to
    #[arg(long)]
    plover: bool,
}

/// Read every sentence under `fire` and `silent` and say which are not as they should be.
///
/// Exit code 1 means that a case is not as it should be, 2 that the file is no ontology.
#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// The ontology
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub fn run(args: &OntologyArgs) -> Outcome {
    match &args.command {
        OntologyCommand::Init(args) => init(args),
        OntologyCommand::Check(args) => check(&args.file),
    }
}

fn init(args: &InitArgs) -> Outcome {
    let text = if args.plover { Ontology::plover_toml() } else { Ontology::start() };
    match &args.file {
        None => io::stdout().lock().write_all(text.as_bytes())?,
        Some(file) => {
            // A file of the user's is never overwritten.
            let opened = OpenOptions::new().write(true).create_new(true).open(file);
            opened
                .and_then(|mut out| out.write_all(text.as_bytes()))
                .map_err(|error| Failure::file(file, "written", &error))?;
            eprintln!(
                "dateline: {} is written; change it, then: dateline ontology check {0}",
                file.display()
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn check(file: &Path) -> Outcome {
    let ontology = super::read_ontology(file)?;
    let reader = super::reader_with(&Own { ontology: Some(file.to_owned()), ..Own::default() })?;
    let (mut cases, mut wrong, mut out) = (0_usize, 0_usize, String::new());
    for event_type in &ontology.types {
        let label = event_type.label.as_str();
        let fire = event_type.fire.iter().map(|case| (case.text(), fire(&reader, label, case)));
        let silent = event_type.silent.iter().map(|text| (text.as_str(), silent(&reader, label, text)));
        for (text, complaint) in fire.chain(silent) {
            cases += 1;
            if let Some(complaint) = complaint {
                wrong += 1;
                let _ = writeln!(out, "{}: {}\n    {}", clean(label), clean(&complaint), clean(text));
            }
        }
        if !event_type.predicates.is_empty() && (event_type.fire.is_empty() || event_type.silent.is_empty()) {
            let _ = writeln!(out, "note: {} has no cases under `fire` or under `silent`", clean(label));
        }
    }
    let _ = writeln!(
        out,
        "{}: {} types, {cases} cases, {wrong} not as they should be",
        file.display(),
        ontology.types.len()
    );
    io::stdout().lock().write_all(out.as_bytes())?;
    Ok(if wrong > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// What is wrong with a sentence in which the type must be found.
fn fire(reader: &Reader, label: &str, case: &Case) -> Option<String> {
    let record = read(reader, case.text());
    let events: Vec<&Event> = record.events.iter().filter(|e| e.event_type == label).collect();
    if events.is_empty() {
        let others: Vec<&str> = record.events.iter().map(|e| e.event_type.as_str()).collect();
        let instead =
            if others.is_empty() { String::new() } else { format!("; found were {}", others.join(", ")) };
        return Some(format!("must be found and was not{instead}"));
    }
    let Case::Full(case) = case else { return None };
    let complaints: Vec<String> =
        events.iter().map(|event| complaint(&record, event, case)).collect::<Option<Vec<String>>>()?;
    complaints.into_iter().next()
}

/// What is wrong with an event; `None` where it is as the case says.
fn complaint(record: &Record, event: &Event, case: &FullCase) -> Option<String> {
    let status = event.status.name();
    if case.status.as_deref().is_some_and(|wanted| wanted != status) {
        return Some(format!("is {status}, not {}", case.status.as_deref().unwrap_or_default()));
    }
    let names = |ids: &[String]| -> Vec<String> {
        ids.iter().filter_map(|id| record.entity(id)).map(|e| e.name.clone()).collect()
    };
    let lacks = |found: &[String], wanted: &[String]| {
        wanted
            .iter()
            .find(|word| !found.iter().any(|name| name.to_lowercase().contains(&word.to_lowercase())))
            .cloned()
    };
    for (role, found, wanted) in [
        ("actors", names(&event.actors), &case.actors),
        ("recipients", names(&event.recipients), &case.recipients),
    ] {
        if let Some(missing) = lacks(&found, wanted) {
            return Some(format!("{role} are {found:?}, without {missing}"));
        }
    }
    None
}

/// What is wrong with a sentence in which the type must not be found.
fn silent(reader: &Reader, label: &str, text: &str) -> Option<String> {
    let record = read(reader, text);
    let event = record.events.iter().find(|e| e.event_type == label)?;
    Some(format!("must not be found and was, in «{}»", record.slice(event.trigger)))
}

/// A sentence as an article of its own; none of it is cut.
fn read(reader: &Reader, text: &str) -> Record {
    let metadata = Metadata { format: "text", language: Some("en".to_owned()), ..Metadata::default() };
    reader.read(&Document::from_text(text).with_metadata(metadata))
}
