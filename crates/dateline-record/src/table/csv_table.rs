//! The events table as CSV (RFC 4180, UTF-8, a header line).

use std::io::Write;

use super::{COLUMNS, Cell, TableError, event_rows};
use crate::Record;

/// Writes the events of records as CSV.
pub struct CsvTable<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvTable<W> {
    /// Begins the table with its header line.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(out: W) -> Result<Self, TableError> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(COLUMNS.iter().map(|column| column.name))?;
        Ok(Self { writer })
    }

    /// Adds the record's events.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&mut self, record: &Record) -> Result<(), TableError> {
        for row in event_rows(record) {
            self.writer.write_record(row.iter().map(field))?;
        }
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
