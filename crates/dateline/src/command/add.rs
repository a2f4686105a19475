//! `dateline add`: articles into an archive.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use dateline::dateline_archive::{Added, Archive, ArchiveError, Provenance};
use dateline::dateline_ingest::Limits;
use dateline::{Document, Record, document_id};

use super::code::fields::FieldNames;
use super::code::journal::{Done, Fate};
use super::code::pipeline::{self, Finished, Job, Known, Making};
use super::code::progress::Progress;
use super::code::{FINISHING, stop_on_interrupt};
use crate::cli::Source;
use crate::failure::{Failure, Outcome};

/// Read articles, or take records, into an archive.
///
/// The archive is made where there is none. Inputs are those of `code`, and JSON Lines of records that `code` wrote, which are
/// not read again. An article that is there already changes nothing, so a run that was stopped goes on when the same command
/// is given again. Bad articles are reported and the rest goes on.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline add articles.jsonl --archive news\n  dateline add 'pages/*.html' records.jsonl --archive news --jobs 4"
)]
pub struct AddArgs {
    /// Files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// The archive's folder
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Fail (exit code 1) if an article was reported
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    fields: FieldNames,
}

/// What a thread hands over.
enum Made {
    /// The archive has it.
    Known,
    /// It is to be added.
    Record(Box<Record>),
}

/// What the run came to.
#[derive(Default)]
struct Counts {
    added: u64,
    known: u64,
    events: u64,
    statements: u64,
    foreign: u64,
    failed: BTreeMap<String, u64>,
}

pub fn run(args: AddArgs) -> Outcome {
    let started = Instant::now();
    // First of all, so that an early Ctrl-C finds an archive that is made or none.
    let stop = stop_on_interrupt(FINISHING)?;
    let mut archive = super::writer(&args.archive)?;
    let reader = super::reader()?;
    let progress = Progress::new(&args.inputs, &Done::default());
    let job = Job {
        reader,
        inputs: args.inputs,
        hints: super::hints(args.source, None),
        limits: Limits::default(),
        fields: args.fields,
        own: Vec::new(),
        done: Done::default(),
        jobs: args.jobs.map_or_else(super::all_cores, usize::from),
        making: Making {
            known: Some(known(&args.archive)?),
            records: true,
            make: |r| Ok(Made::Record(Box::new(r))),
        },
    };
    let added = now();
    let mut counts = Counts::default();
    let mut broken = None;
    let ended = pipeline::run(job, &stop, |finished| {
        progress.step();
        take(&mut archive, &progress, &mut counts, finished, &added).map_err(|error| {
            broken = Some(error);
            std::io::Error::other("the archive failed")
        })
    });
    progress.end();
    if let Some(error) = broken {
        return Err(error.into());
    }
    ended.map_err(|error| Failure::file(&args.archive, "written", &error))?;
    archive.settle()?;
    counts.print(&archive, started.elapsed())?;
    if stop.load(Ordering::SeqCst) {
        return Err(Failure::Interrupted("stopped; the same command goes on from there".to_owned()));
    }
    let failed: u64 = counts.failed.values().sum();
    if counts.added + counts.known + counts.foreign == 0 && failed > 0 {
        return Err(Failure::input("no article could be read; nothing was added"));
    }
    if args.strict && failed > 0 { Err(Failure::Reported(1)) } else { Ok(ExitCode::SUCCESS) }
}

/// Whether the archive has a document; asked by all threads over a connection of its own.
fn known(folder: &Path) -> Result<Known<Made>, Failure> {
    let reader = Mutex::new(Archive::read_only(folder)?);
    Ok(Box::new(move |document: &Document| {
        let metadata = document.metadata();
        let reader = reader.lock().ok()?;
        let known = reader.contains(
            &document_id(document.text()),
            metadata.outlet.as_deref(),
            metadata.url.as_deref(),
        );
        // An archive that cannot answer is noticed when the article is added.
        known.unwrap_or(false).then_some(Made::Known)
    }))
}

fn take(
    archive: &mut Archive,
    progress: &Progress,
    counts: &mut Counts,
    finished: Finished<Made>,
    added: &str,
) -> Result<(), ArchiveError> {
    if let Some(report) = &finished.report {
        progress.say(&format!("dateline: {report}"));
    }
    if let Fate::Failed(reason) = finished.fate {
        *counts.failed.entry(reason).or_default() += 1;
        return Ok(());
    }
    let record = match finished.made {
        Some(Made::Record(record)) => record,
        Some(Made::Known) => {
            counts.known += 1;
            return Ok(());
        }
        None => return Ok(()),
    };
    let provenance = Provenance { input: Some(finished.key.clone()), added: Some(added.to_owned()) };
    match archive.add(&record, &provenance) {
        Ok(Added::New(_)) => {
            counts.added += 1;
            counts.events += record.events.len() as u64;
            counts.statements += record.statements.len() as u64;
            counts.foreign += u64::from(finished.fate == Fate::Foreign);
        }
        Ok(Added::Known(_)) => counts.known += 1,
        Err(ArchiveError::Unsound(reason)) => {
            progress.say(&format!("dateline: {}: {reason}", finished.key));
            *counts.failed.entry("unsound record".to_owned()).or_default() += 1;
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// This instant, to the second.
pub fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

impl Counts {
    fn print(&self, archive: &Archive, elapsed: Duration) -> Result<(), Failure> {
        let seconds = elapsed.as_secs_f64();
        let rate = if seconds > 0.0 { self.added as f64 / seconds } else { 0.0 };
        eprintln!(
            "{}: {} articles added with {} events and {} statements in {seconds:.1} s, {rate:.1} a second",
            dateline::view::clean(&archive.folder().display().to_string()),
            self.added,
            self.events,
            self.statements
        );
        let known = (self.known > 0).then(|| format!("{} there already", self.known));
        let foreign = (self.foreign > 0).then(|| format!("{} not English, kept without facts", self.foreign));
        let failed = self.failed.iter().map(|(reason, count)| format!("{count} left out: {reason}"));
        let rest: Vec<String> = known.into_iter().chain(foreign).chain(failed).collect();
        if !rest.is_empty() {
            eprintln!("{}", rest.join("; "));
        }
        let all = archive.statistics()?;
        eprintln!(
            "the archive has {} articles of {} sources, {} events in {} threads, {} stories, {:.1} MB",
            all.articles,
            all.syndicates,
            all.events,
            all.threads,
            all.stories,
            all.bytes as f64 / 1e6
        );
        Ok(())
    }
}
