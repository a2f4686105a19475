//! `dateline watch`: what feeds announce, fetched, read and kept.
//!
//! A record is written before its entry is noted as done, so that a crash may at worst write a record twice (an archive
//! takes it once), and never loses one.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use dateline::dateline_ingest::{Format, Hints, IngestError, Limits, read_bytes};
use dateline::dateline_text::Metadata;
use dateline::{Document, Reader};
use dateline_archive::{Archive, ArchiveError, Provenance};
use dateline_fetch::{ClientLimits, Feeds, Page, Report, State, Watcher};

use super::add::now;
use super::code::{FINISHING, stop_on_interrupt};
use crate::failure::{Failure, Outcome};

/// Fetch what feeds announce, now and as it comes.
///
/// RSS, Atom and JSON feeds are asked when they are due; pages that are new are fetched, read and kept. robots.txt is obeyed,
/// and addresses of the local network are refused unless the list allows them. What is done is remembered beside the archive or
/// the output, so that the command can be stopped and started at any time.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline watch feeds.toml --archive news\n  dateline watch feeds.toml --out records.jsonl --once\n\nThe list:\n  agent = \"harbour-desk/1.0 (+https://desk.example/about)\"\n  [[feed]]\n  url = \"https://post.example/world.rss\"\n  outlet = \"The Harbour Post\"\n  every = \"15m\""
)]
#[group(id = "kept", required = true, multiple = true, args = ["archive", "out"])]
pub struct WatchArgs {
    /// The list of feeds
    #[arg(value_name = "FEEDS.toml")]
    feeds: PathBuf,
    /// The archive's folder; made where there is none
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
    /// A file of JSON Lines to which records are appended
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Ask the feeds that are due, then end; for cron
    #[arg(long)]
    once: bool,
}

/// How often a waiting program looks whether it is to stop.
const GLANCE: Duration = Duration::from_millis(200);

/// Where records go.
struct Keeper {
    reader: Reader,
    archive: Option<Archive>,
    out: Option<File>,
}

pub fn run(args: &WatchArgs) -> Outcome {
    let text =
        std::fs::read_to_string(&args.feeds).map_err(|error| Failure::file(&args.feeds, "read", &error))?;
    let feeds =
        Feeds::parse(&text).map_err(|error| Failure::input(format!("{}: {error}", args.feeds.display())))?;
    let archive = args.archive.as_deref().map(super::writer).transpose()?;
    let out =
        args.out.as_ref().map(|path| append(path).map_err(|error| Failure::file(path, "written", &error)));
    let mut keeper = Keeper { reader: super::reader()?, archive, out: out.transpose()? };
    let remembered = remembered(args);
    let mut state = State::load(&remembered)
        .map_err(|error| Failure::input(format!("{}: {error}", remembered.display())))?;
    let stop = stop_on_interrupt(FINISHING)?;
    let mut watcher = Watcher::new(feeds, ClientLimits::default(), &stop);
    loop {
        let round = round(&mut watcher, &mut state, &mut keeper, &remembered, &stop)?;
        if args.once && round.asked > 0 && round.answered == 0 {
            return Err(Failure::Reported(2));
        }
        if args.once && round.asked == 0 {
            let wait = watcher.next_due(&state).saturating_sub(seconds());
            eprintln!("dateline: no feed is due; the next may be asked in {wait} s");
        }
        if args.once || !wait(watcher.next_due(&state), &stop) {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// What came of asking all feeds that were due.
#[derive(Default)]
struct Round {
    asked: usize,
    /// Feeds that were there.
    answered: usize,
    kept: usize,
    failed: usize,
}

fn round(
    watcher: &mut Watcher<'_>,
    state: &mut State,
    keeper: &mut Keeper,
    remembered: &std::path::Path,
    stop: &AtomicBool,
) -> Result<Round, Failure> {
    let mut round = Round::default();
    for feed in watcher.due(state, seconds()) {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        round.asked += 1;
        let (mut kept, mut failed) = (0, 0);
        let visited = watcher.visit(feed, state, seconds(), &mut |report| {
            let told = match report {
                Report::Page(page) => {
                    let address =
                        page.url.as_ref().map_or_else(|| page.entry.id.clone(), ToString::to_string);
                    match keeper.keep(*page)? {
                        Ok(()) => {
                            kept += 1;
                            return Ok(());
                        }
                        Err(reason) => format!("{address}: {reason}"),
                    }
                }
                Report::Failed { url, reason } => format!("{url}: {reason}"),
            };
            failed += 1;
            eprintln!("dateline: {}", dateline::view::clean(&told));
            Ok(())
        });
        let visit =
            visited.map_err(|error| Failure::input(format!("the record could not be kept ({error})")))?;
        state
            .save(remembered)
            .map_err(|error| Failure::input(format!("{}: {error}", remembered.display())))?;
        round.answered += usize::from(visit.answered);
        round.kept += kept;
        round.failed += failed;
    }
    if let Some(archive) = keeper.archive.as_mut().filter(|_| round.kept > 0) {
        archive.settle()?;
    }
    if round.asked > 0 {
        eprintln!(
            "dateline: {} feeds asked, {} articles kept, {} could not be had",
            round.asked, round.kept, round.failed
        );
    }
    Ok(round)
}

impl Keeper {
    /// Reads a page and keeps its record; the inner error is the article's own.
    fn keep(&mut self, page: Page) -> io::Result<Result<(), String>> {
        let address = page.url.as_ref().map(ToString::to_string);
        let document = match document(page) {
            Ok(document) => document,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let record = self.reader.read(&document);
        if let Some(archive) = &mut self.archive {
            match archive.add(&record, &Provenance { input: address, added: Some(now()) }) {
                Ok(_) => {}
                Err(ArchiveError::Unsound(reason)) => return Ok(Err(reason.to_string())),
                Err(error) => return Err(io::Error::other(error.to_string())),
            }
        }
        if let Some(out) = &mut self.out {
            let mut line = serde_json::to_vec(&record)?;
            line.push(b'\n');
            out.write_all(&line)?;
        }
        Ok(Ok(()))
    }
}

/// The article of a page, or of the feed's own text. The date in the feed counts where the page has none.
fn document(page: Page) -> Result<Document, IngestError> {
    let mut hints = Hints {
        url: page.url.map(String::from),
        outlet: page.outlet,
        container_published: page.entry.published,
        ..Hints::default()
    };
    let Some(body) = page.body else {
        let record = serde_json::json!({
            "title": page.entry.title,
            "authors": page.entry.authors,
            "text": page.entry.content.unwrap_or_default(),
        });
        hints.format = Some(Format::JsonRecord);
        let document = read_bytes(record.to_string().as_bytes(), &hints, &Limits::default())?;
        let metadata = Metadata { format: "feed", ..document.metadata().clone() };
        return Ok(document.with_metadata(metadata));
    };
    // What says that it is plain text is often a page all the same, and is told by its looks.
    hints.format =
        body.media_type.as_deref().is_some_and(|kind| kind != "text/plain").then_some(Format::Html);
    hints.charset = body.charset;
    read_bytes(&body.bytes, &hints, &Limits::default())
}

/// The file that remembers what is done: in the archive, else beside the output.
fn remembered(args: &WatchArgs) -> PathBuf {
    match (&args.archive, &args.out) {
        (Some(folder), _) => folder.join("watch.json"),
        (None, Some(out)) => {
            let mut name = out.as_os_str().to_owned();
            name.push(".watch.json");
            PathBuf::from(name)
        }
        (None, None) => PathBuf::from("watch.json"),
    }
}

/// Opens a file for appending. A last line that a crash left unfinished is ended, so that it spoils no other.
fn append(path: &std::path::Path) -> io::Result<File> {
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
        }
    }
    Ok(file)
}

/// Waits until that second since 1970; `false` where the user stops it.
fn wait(until: u64, stop: &AtomicBool) -> bool {
    loop {
        if stop.load(Ordering::SeqCst) {
            return false;
        }
        if seconds() >= until {
            return true;
        }
        thread::sleep(GLANCE);
    }
}

/// Seconds since 1970.
fn seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
