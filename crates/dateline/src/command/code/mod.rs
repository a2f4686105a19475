//! `dateline code`: many articles, on all cores, that can be stopped at any moment and resumed.
//!
//! Records are written in the order of the inputs to a file of JSON Lines (the output itself, or beside a table the
//! *spool*), and a *journal* says which inputs are done and how long the file was then. Whatever lies behind the last
//! journalled length is cut off when a run is resumed, so that nothing is lost, done twice or written twice.

pub(super) mod fields;
mod finish;
pub(super) mod journal;
pub(super) mod pipeline;
pub(super) mod progress;
mod summary;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use dateline::Record;
use dateline::dateline_ingest::Limits;
use sha2::{Digest, Sha256};

use self::fields::FieldNames;
use self::journal::{Entry, Journal, Opened};
use self::pipeline::{Finished, Job, Making};
use self::progress::Progress;
use self::summary::Summary;
use self::target::Target;
use crate::cli::{Own, Source};
use crate::failure::{Failure, Outcome};

/// Read many articles into JSON Lines, CSV or Parquet.
///
/// The ending of the output says what is written: .jsonl the whole records, a line each; .csv and .parquet a row for each event.
/// A run that was stopped goes on when the same command is given again. Bad articles are reported and the rest goes on.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline code articles.jsonl --out records.jsonl\n  dateline code 'pages/*.html' archive/ --out events.parquet --jobs 4\n  dateline code CC-NEWS-20240307.warc.gz --out events.csv"
)]
pub struct CodeArgs {
    /// Files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// The file to write: .jsonl, .csv or .parquet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Fail (exit code 1) if an article was reported
    #[arg(long)]
    strict: bool,
    /// Begin anew, whatever the output holds
    #[arg(long)]
    restart: bool,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    own: Own,
    #[command(flatten)]
    fields: FieldNames,
}

pub fn run(args: CodeArgs) -> Outcome {
    let started = Instant::now();
    let target = Target::new(&args.out)?;
    let options = format!("{:?} {:?} {:?}{}", args.inputs, args.source, args.fields, contents(&args.own)?);
    let (mut journal, done) = match Journal::open(&target, &options, args.restart)? {
        Opened::Complete(totals) => {
            let articles = totals.articles();
            eprintln!(
                "dateline: {} is complete already ({articles} articles); --restart reads them again, another --out elsewhere",
                args.out.display()
            );
            return Ok(ExitCode::SUCCESS);
        }
        Opened::Ready { journal, done } => (journal, done),
    };
    let reader = super::reader_with(&args.own)?;
    let stop = stop_on_interrupt(FINISHING)?;
    let jobs = args.jobs.map_or_else(super::all_cores, usize::from);
    let progress = Progress::new(&args.inputs, &done);
    if !done.is_empty() {
        progress.say(&format!("dateline: going on after {} articles that are done", done.len()));
    }
    let job = Job {
        reader,
        inputs: args.inputs,
        hints: super::hints(args.source, None),
        limits: Limits::default(),
        fields: args.fields,
        own: target.own_files(),
        done,
        jobs,
        making: Making { known: None, records: false, make: line },
    };
    let resumed = journal.totals().clone();
    let ended = pipeline::run(job, &stop, |finished| {
        progress.step();
        take(&mut journal, &progress, finished)
    });
    progress.end();
    journal.sync().map_err(|error| target.failure("written", &error))?;
    ended.map_err(|error| target.failure("written", &error))?;
    let summary = Summary { totals: journal.totals().clone(), resumed, elapsed: started.elapsed() };
    if stop.load(Ordering::SeqCst) {
        summary.print(&args.out);
        return Err(Failure::Interrupted(format!(
            "stopped after {} articles; the same command goes on from there",
            summary.totals.articles()
        )));
    }
    if summary.totals.read == 0 && summary.totals.failed() > 0 {
        journal.discard(&target);
        return Err(Failure::input("no article could be read; nothing was written"));
    }
    finish::finish(journal, &target)?;
    summary.print(&args.out);
    if args.strict && summary.totals.failed() > 0 { Err(Failure::Reported(1)) } else { Ok(ExitCode::SUCCESS) }
}

/// What the user's own files hold: a run that was begun with others is another run.
fn contents(own: &Own) -> Result<String, Failure> {
    let mut told = String::new();
    for file in own.actors.iter().chain(&own.ontology) {
        let digest = Sha256::digest(super::read_file(file)?);
        told.extend(digest.iter().map(|byte| format!("{byte:02x}")));
    }
    Ok(told)
}

/// The record as one line of JSON.
fn line(record: Record) -> std::io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(&record)?)
}

/// Writes what became of one input.
fn take(journal: &mut Journal, progress: &Progress, finished: Finished<Vec<u8>>) -> std::io::Result<()> {
    if let Some(report) = &finished.report {
        progress.say(&format!("dateline: {report}"));
    }
    let entry = Entry { key: finished.key, fate: finished.fate };
    journal.add(entry, finished.made.as_deref())
}

/// A second signal that comes sooner belongs to the first: some programs send theirs to the group and to the process.
const ONE_SIGNAL: Duration = Duration::from_millis(500);

/// What is said at the first Ctrl-C where articles are read.
pub(super) const FINISHING: &str = "finishing the articles at hand";

/// A flag that the first Ctrl-C (or SIGTERM) sets, saying what happens now; the second one ends the program at once.
pub(super) fn stop_on_interrupt(saying: &'static str) -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let mut first: Option<Instant> = None;
    ctrlc::set_handler(move || {
        flag.store(true, Ordering::SeqCst);
        match first {
            Some(first) if first.elapsed() > ONE_SIGNAL => std::process::exit(130),
            Some(_) => {}
            None => {
                first = Some(Instant::now());
                eprintln!("\ndateline: {saying}; once more to stop at once");
            }
        }
    })
    .map_err(|error| Failure::input(format!("Ctrl-C cannot be watched for ({error})")))?;
    Ok(stop)
}
