//! The files of a run.

use std::io;
use std::path::{Path, PathBuf};

use crate::command::beside;
use crate::failure::Failure;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Whole records, a line each.
    JsonLines,
    /// A row for each event.
    Csv,
    /// A row for each event.
    Parquet,
}

/// The output and the files beside it.
#[derive(Clone, Debug)]
pub struct Target {
    /// What the user named.
    pub out: PathBuf,
    /// What its ending asks for.
    pub shape: Shape,
    /// Where records go while the run lasts: the output itself for JSON Lines.
    pub spool: PathBuf,
    /// Which inputs are done.
    pub journal: PathBuf,
}

impl Target {
    /// The files for an output.
    pub fn new(out: &Path) -> Result<Self, Failure> {
        let ending = out.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let shape = match ending.as_str() {
            "jsonl" | "ndjson" => Shape::JsonLines,
            "csv" => Shape::Csv,
            "parquet" => Shape::Parquet,
            _ => {
                return Err(Failure::input(format!(
                    "--out {}: the ending says what is written, and must be .jsonl, .csv or .parquet",
                    out.display()
                )));
            }
        };
        if out.is_dir() {
            return Err(Failure::input(format!(
                "--out {}: this is a folder; name a file in it",
                out.display()
            )));
        }
        let spool = if shape == Shape::JsonLines { out.to_owned() } else { beside(out, ".spool") };
        Ok(Self { out: out.to_owned(), shape, spool, journal: beside(out, ".progress") })
    }

    /// The file that becomes the output by renaming.
    pub fn draft(&self) -> PathBuf {
        beside(&self.out, ".draft")
    }

    /// Files that are never read as inputs, though a folder may hold them.
    pub fn own_files(&self) -> Vec<PathBuf> {
        [&self.out, &self.spool, &self.journal].into_iter().filter_map(|p| p.canonicalize().ok()).collect()
    }

    /// Why the output could not be written or read.
    pub fn failure(&self, doing: &str, error: &io::Error) -> Failure {
        Failure::file(&self.out, doing, error)
    }
}
