//! `dateline check`: whether an archive keeps its law.

use std::path::PathBuf;
use std::process::ExitCode;

use dateline::dateline_archive::Archive;
use dateline::view::clean;

use crate::failure::{Failure, Outcome};

/// Check an archive: the file, every span against its text, every reference, every count.
///
/// Exit code 1 means that something is wrong; each problem is a line.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// The archive's folder
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
}

pub fn run(args: &CheckArgs) -> Outcome {
    let archive = Archive::read_only(&args.archive)?;
    let report = archive.check(|_| ())?;
    for problem in &report.problems {
        println!("{}", clean(&problem.to_string()));
    }
    if report.problems.is_empty() {
        println!("{} articles, all sound", report.articles);
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "dateline: {} problems in {} articles; the inputs can be added to another archive",
        report.problems.len(),
        report.articles
    );
    Err(Failure::Reported(1))
}
