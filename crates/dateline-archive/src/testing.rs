//! Archives of made-up articles, for tests.

use std::ops::Deref;
use std::path::PathBuf;

use crate::{Archive, Provenance, synthesis};

/// An archive of made-up articles in a folder of its own, which goes away with it.
pub struct Synthesised {
    archive: Archive,
    folder: PathBuf,
}

impl Synthesised {
    /// An archive of so many articles; `name` is that of the test.
    pub fn new(name: &str, articles: u64) -> Self {
        let folder = std::env::temp_dir().join(format!("dateline-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let mut archive = Archive::create(&folder).expect("an archive");
        let records: Vec<_> = (0..articles).map(synthesis::record).collect();
        let provenance = Provenance::default();
        let articles: Vec<_> = records.iter().map(|record| (record, &provenance)).collect();
        archive.add_together(&articles).expect("they are added");
        Self { archive, folder }
    }
}

impl Deref for Synthesised {
    type Target = Archive;

    fn deref(&self) -> &Archive {
        &self.archive
    }
}

impl Drop for Synthesised {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
