//! From the spool to the table, which appears all at once.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter};

use dateline::dateline_record::Record;
use dateline::dateline_record::table::{CsvTable, ParquetTable, TableError};

use super::journal::Journal;
use super::target::{Shape, Target};
use crate::failure::Failure;

/// Writes the table of a run whose records are all in the spool, and marks the run as complete.
///
/// # Errors
/// When a file cannot be read or written; the spool is kept then, and the same command tries again.
pub fn finish(mut journal: Journal, target: &Target) -> Result<(), Failure> {
    let fail = |error: &dyn std::error::Error| {
        Failure::input(format!(
            "{} cannot be written ({error}); what was read is kept, and the same command goes on from there",
            target.out.display()
        ))
    };
    journal.sync().map_err(|e| fail(&e))?;
    if target.shape != Shape::JsonLines {
        write_table(target).map_err(|e| fail(&e))?;
    }
    journal.complete(target).map_err(|e| fail(&e))?;
    if target.shape != Shape::JsonLines {
        // A spool that stays behind harms nobody.
        let _ = std::fs::remove_file(&target.spool);
    }
    Ok(())
}

fn write_table(target: &Target) -> Result<(), TableError> {
    let draft = target.draft();
    let out = BufWriter::new(File::create(&draft)?);
    let out = match target.shape {
        Shape::Parquet => {
            let mut table = ParquetTable::new(out)?;
            each_record(target, |record| table.write(record))?;
            table.finish()?
        }
        Shape::Csv | Shape::JsonLines => {
            let mut table = CsvTable::new(out)?;
            each_record(target, |record| table.write(record))?;
            table.finish()?
        }
    };
    let file = out.into_inner().map_err(|error| TableError::Io(error.into_error()))?;
    file.sync_all()?;
    std::fs::rename(&draft, &target.out)?;
    Ok(())
}

fn each_record(
    target: &Target,
    mut write: impl FnMut(&Record) -> Result<(), TableError>,
) -> Result<(), TableError> {
    let mut lines = BufReader::new(File::open(&target.spool)?);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let record = serde_json::from_slice(&line).map_err(io::Error::from)?;
        write(&record)?;
        line.clear();
    }
    Ok(())
}
