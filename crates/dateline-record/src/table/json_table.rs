//! A table as JSON Lines: an object a row, its keys in the order of the columns.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{Cell, Field, TableError};

/// Writes rows as JSON Lines.
pub struct JsonLinesTable<W: Write> {
    out: W,
    fields: Vec<Field>,
}

impl<W: Write> JsonLinesTable<W> {
    /// Begins a table with these columns.
    pub fn new(out: W, fields: &[Field]) -> Self {
        Self { out, fields: fields.to_vec() }
    }

    /// Adds a row, which has a cell for each column.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write_row(&mut self, row: &[Cell]) -> Result<(), TableError> {
        let names = self.fields.iter().map(|field| field.name);
        let mut line = serde_json::Serializer::new(&mut self.out);
        line.collect_map(names.zip(row)).map_err(io::Error::from)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Gives the output back.
    pub fn finish(self) -> W {
        self.out
    }
}

/// The value itself; null where it is unknown.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(serializer),
            Self::Integer(value) => value.serialize(serializer),
            Self::Float(value) => value.serialize(serializer),
            Self::Date(value) => value.map(|day| day.to_string()).serialize(serializer),
        }
    }
}
