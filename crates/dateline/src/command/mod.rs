//! The commands, a file each.

pub mod add;
pub mod agenda;
mod asking;
pub mod bench;
pub mod check;
pub mod code;
pub mod entities;
pub mod eval;
pub mod export;
pub mod ontology;
pub mod parse;
pub mod read;
pub mod schema;
pub mod search;
pub mod serve;
pub mod sql;
pub mod timeline;
mod unknown;
#[cfg(feature = "watch")]
pub mod watch;
pub mod who;

use std::path::{Path, PathBuf};

use dateline::dateline_archive::{Archive, ArchiveError};
use dateline::dateline_ingest::Hints;
use dateline::dateline_knowledge::Ontology;
use dateline::{Reader, ReaderError, ReaderOptions};

use crate::cli::{Command, Own, Source};
use crate::failure::{Failure, Outcome};

/// Does what was asked.
pub fn run(command: Command) -> Outcome {
    match command {
        Command::Read(args) => read::run(args),
        Command::Code(args) => code::run(args),
        Command::Add(args) => add::run(args),
        Command::Search(args) => search::run(&args),
        Command::Timeline(args) => timeline::run(&args),
        Command::Who(args) => who::run(&args),
        Command::Agenda(args) => agenda::run(&args),
        Command::Sql(args) => sql::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Export(args) => export::run(&args),
        #[cfg(feature = "watch")]
        Command::Watch(args) => watch::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Entities(args) => entities::run(&args),
        Command::Ontology(args) => ontology::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Serve(args) => serve::run(args),
        Command::Schema(args) => schema::run(&args),
        Command::Bench(args) => bench::run(&args),
    }
}

/// The archive of a folder for writing, made where there is none; says so where it must first be brought to this version's schema, which
/// takes minutes for a million articles.
fn writer(folder: &Path) -> Result<Archive, ArchiveError> {
    if matches!(Archive::read_only(folder), Err(ArchiveError::TooOld(_))) {
        let shown = dateline::view::clean(&folder.display().to_string());
        eprintln!("dateline: {shown} is of an earlier version and is brought up to date first");
    }
    Archive::open_or_create(folder)
}

/// The reader, or why there is none.
fn reader() -> Result<Reader, Failure> {
    reader_with(&Own::default())
}

/// The reader with what the user knows, or why there is none.
fn reader_with(own: &Own) -> Result<Reader, Failure> {
    let actors = own.actors.as_deref().map(read_file).transpose()?;
    let ontology = own.ontology.as_deref().map(read_ontology).transpose()?;
    Reader::with(ReaderOptions { actors, ontology }).map_err(|error| match (&error, &own.actors) {
        // The message names the file that is to be mended.
        (ReaderError::Actors(_), Some(file)) => Failure::input(format!("{}: {error}", file.display())),
        _ => Failure::input(format!("the reader cannot be loaded: {error}")),
    })
}

/// An ontology in a file.
fn read_ontology(file: &Path) -> Result<Ontology, Failure> {
    Ontology::from_toml(&read_file(file)?)
        .map_err(|error| Failure::input(format!("{}: this is no ontology: {error}", file.display())))
}

/// The path of a file that belongs to another one: the same with something after it.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A text file of the user's.
fn read_file(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| Failure::file(file, "read", &error))
}

/// What the user said about all inputs.
fn hints(source: Source, url: Option<String>) -> Hints {
    let (published, published_instant) = source.published.map_or((None, None), |p| (Some(p.day), p.instant));
    Hints { published, published_instant, outlet: source.outlet, url, ..Hints::default() }
}

/// How many threads to use where the user does not say.
fn all_cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The most memory that this process has held so far, in bytes; `None` where the system does not tell.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes * 1024)
}
