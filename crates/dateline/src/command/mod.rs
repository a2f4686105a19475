//! The commands, a file each.

pub mod bench;
pub mod code;
pub mod eval;
pub mod parse;
pub mod read;
pub mod schema;
pub mod serve;

use dateline::Reader;
use dateline::dateline_ingest::Hints;

use crate::cli::{Command, Source};
use crate::failure::{Failure, Outcome};

/// Does what was asked.
pub fn run(command: Command) -> Outcome {
    match command {
        Command::Read(args) => read::run(args),
        Command::Code(args) => code::run(args),
        Command::Eval(args) => eval::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Serve(args) => serve::run(args),
        Command::Schema(args) => schema::run(&args),
        Command::Bench(args) => bench::run(&args),
    }
}

/// The reader, or why there is none.
fn reader() -> Result<Reader, Failure> {
    Reader::new().map_err(|error| Failure::input(format!("the reader cannot be loaded: {error}")))
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
