//! A table in the form that a user asks for.

use std::io::Write;
use std::path::Path;

use super::{Cell, CsvTable, Field, JsonLinesTable, ParquetTable, TableError};

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// RFC 4180, UTF-8, a header line.
    Csv,
    /// An object a line.
    JsonLines,
    /// Apache Parquet, compressed with zstd.
    Parquet,
}

impl TableForm {
    /// The form that the ending of a file's name asks for: `.csv`, `.jsonl`, `.ndjson` or `.parquet`.
    pub fn of_file(path: &Path) -> Option<Self> {
        match path.extension()?.to_string_lossy().to_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
            Self::Parquet => "parquet",
        }
    }
}

/// Writes rows in one of the forms.
pub enum TableWriter<W: Write + Send> {
    /// As CSV; in a box, as Parquet is, since both are far larger than the third.
    Csv(Box<CsvTable<W>>),
    /// As JSON Lines.
    JsonLines(JsonLinesTable<W>),
    /// As Parquet.
    Parquet(Box<ParquetTable<W>>),
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a table with these columns.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(form: TableForm, out: W, fields: &[Field]) -> Result<Self, TableError> {
        Ok(match form {
            TableForm::Csv => Self::Csv(Box::new(CsvTable::with_fields(out, fields)?)),
            TableForm::JsonLines => Self::JsonLines(JsonLinesTable::new(out, fields)),
            TableForm::Parquet => Self::Parquet(Box::new(ParquetTable::with_fields(out, fields)?)),
        })
    }

    /// Adds a row, which has a cell for each column.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write_row(&mut self, row: Vec<Cell>) -> Result<(), TableError> {
        match self {
            Self::Csv(table) => table.write_row(&row),
            Self::JsonLines(table) => table.write_row(&row),
            Self::Parquet(table) => table.write_row(row),
        }
    }

    /// Writes what is left and gives the output back, which may still hold something in its buffer.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(self) -> Result<W, TableError> {
        match self {
            Self::Csv(table) => table.finish(),
            Self::JsonLines(table) => Ok(table.finish()),
            Self::Parquet(table) => table.finish(),
        }
    }
}
