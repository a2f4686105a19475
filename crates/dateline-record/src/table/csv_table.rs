//! A table as CSV (RFC 4180, UTF-8, a header line).

use std::io::Write;

use super::{Cell, Field, TableError, event_fields, event_rows};
use crate::Record;

/// Writes the events of records, or rows of another table, as CSV.
pub struct CsvTable<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvTable<W> {
    /// Begins the events table with its header line.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(out: W) -> Result<Self, TableError> {
        Self::with_fields(out, &event_fields())
    }

    /// Begins a table with these columns with its header line.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn with_fields(out: W, fields: &[Field]) -> Result<Self, TableError> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(fields.iter().map(|field| field.name))?;
        Ok(Self { writer })
    }

    /// Adds the record's events.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&mut self, record: &Record) -> Result<(), TableError> {
        event_rows(record).iter().try_for_each(|row| self.write_row(row))
    }

    /// Adds a row, which has a cell for each column.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write_row(&mut self, row: &[Cell]) -> Result<(), TableError> {
        self.writer.write_record(row.iter().map(field))?;
        Ok(())
    }

    /// Writes what is left and gives the output back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(self) -> Result<W, TableError> {
        self.writer.into_inner().map_err(|error| TableError::Io(error.into_error()))
    }
}

/// A cell as CSV writes it; unknown is an empty field.
fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(value) => value.clone().unwrap_or_default(),
        Cell::Integer(value) => value.map(|v| v.to_string()).unwrap_or_default(),
        Cell::Float(value) => value.map(|v| v.to_string()).unwrap_or_default(),
        Cell::Date(value) => value.map(|v| v.to_string()).unwrap_or_default(),
    }
}
