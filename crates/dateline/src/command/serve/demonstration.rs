//! The small invented archive that a newcomer sees.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::Reader;
use dateline::dateline_ingest::{Format, Hints, Limits, parse_date, read_bytes};
use dateline_archive::{Archive, Provenance};

use crate::failure::Failure;

/// The articles of `examples/`, with the day of publication of the one whose text does not say it.
const ARTICLES: [(&str, Option<&str>); 6] = [
    (include_str!("../../../../../examples/paris.txt"), None),
    (include_str!("../../../../../examples/strike.txt"), None),
    (include_str!("../../../../../examples/court.txt"), None),
    (include_str!("../../../../../examples/ceasefire.txt"), Some("2025-10-02")),
    (include_str!("../../../../../examples/election.txt"), None),
    (include_str!("../../../../../examples/summit.html"), None),
];
/// One article a line.
const LINES: [&str; 2] = [
    include_str!("../../../../../examples/story.jsonl"),
    include_str!("../../../../../examples/articles.jsonl"),
];

/// An archive that is gone when this is.
pub struct Demonstration {
    folder: PathBuf,
}

impl Demonstration {
    /// Reads the invented articles into a new archive in the folder for temporary files.
    pub fn new(reader: &Reader) -> Result<Self, Failure> {
        let folder = std::env::temp_dir().join(format!("dateline-demonstration-{}", std::process::id()));
        // One of an earlier process with the same number, which was killed.
        let _ = fs::remove_dir_all(&folder);
        let demonstration = Self { folder };
        demonstration.fill(reader)?;
        Ok(demonstration)
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn fill(&self, reader: &Reader) -> Result<(), Failure> {
        let fail = |error: &dyn std::fmt::Display| {
            Failure::input(format!(
                "the demonstration cannot be made in {} ({error}); set TMPDIR to a folder that can be written",
                self.folder.display()
            ))
        };
        let mut archive = Archive::create(&self.folder).map_err(|error| fail(&error))?;
        let pages = ARTICLES.iter().map(|(text, published)| {
            let published = published.and_then(parse_date);
            (*text, Hints { published, ..Hints::default() })
        });
        let lines = LINES.iter().flat_map(|lines| lines.lines());
        let records =
            lines.map(|line| (line, Hints { format: Some(Format::JsonRecord), ..Hints::default() }));
        for (text, hints) in pages.chain(records) {
            let document =
                read_bytes(text.as_bytes(), &hints, &Limits::default()).map_err(|error| fail(&error))?;
            archive.add(&reader.read(&document), &Provenance::default()).map_err(|error| fail(&error))?;
        }
        archive.settle().map_err(|error| fail(&error))
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which clears that folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
