//! A table as Parquet, compressed with zstd.

use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::{Cell, CellKind, Field as TableField, TableError, event_fields, event_rows};
use crate::Record;
use crate::edtf::days_since_epoch;

/// Rows are handed to Parquet in batches of this many.
const BATCH: usize = 4096;
/// Rows of a row group: what is held in memory at most.
const ROW_GROUP: usize = 65_536;

/// The Arrow schema of the events table; a column's meaning stands in its metadata.
pub fn arrow_schema() -> SchemaRef {
    schema_of(&event_fields())
}

fn schema_of(fields: &[TableField]) -> SchemaRef {
    let field = |column: &TableField| {
        let kind = match column.kind {
            CellKind::Text => DataType::Utf8,
            CellKind::Integer => DataType::Int64,
            CellKind::Float => DataType::Float64,
            CellKind::Date => DataType::Date32,
        };
        let meaning = [("description".to_owned(), column.meaning.to_owned())];
        Field::new(column.name, kind, true).with_metadata(meaning.into())
    };
    Arc::new(Schema::new(fields.iter().map(field).collect::<Vec<_>>()))
}

/// Writes the events of records, or rows of another table, as Parquet.
pub struct ParquetTable<W: Write + Send> {
    writer: ArrowWriter<W>,
    schema: SchemaRef,
    kinds: Vec<CellKind>,
    rows: Vec<Vec<Cell>>,
}

impl<W: Write + Send> ParquetTable<W> {
    /// Begins the events table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(out: W) -> Result<Self, TableError> {
        Self::with_fields(out, &event_fields())
    }

    /// Begins a table with these columns.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn with_fields(out: W, fields: &[TableField]) -> Result<Self, TableError> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .build();
        let schema = schema_of(fields);
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))?;
        let kinds = fields.iter().map(|field| field.kind).collect();
        Ok(Self { writer, schema, kinds, rows: Vec::new() })
    }

    /// Adds the record's events.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&mut self, record: &Record) -> Result<(), TableError> {
        event_rows(record).into_iter().try_for_each(|row| self.write_row(row))
    }

    /// Adds a row, which has a cell for each column.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write_row(&mut self, row: Vec<Cell>) -> Result<(), TableError> {
        self.rows.push(row);
        if self.rows.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), TableError> {
        let rows = std::mem::take(&mut self.rows);
        let columns = self.kinds.iter().enumerate().map(|(i, kind)| array(*kind, i, &rows));
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns.collect())?;
        self.writer.write(&batch)?;
        Ok(())
    }

    /// Writes what is left, the footer, and gives the output back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> Result<W, TableError> {
        self.flush()?;
        Ok(self.writer.into_inner()?)
    }
}

/// The cells of one column; a cell of another kind than its column's counts as unknown.
fn array(kind: CellKind, index: usize, rows: &[Vec<Cell>]) -> ArrayRef {
    let cells = rows.iter().map(|row| row.get(index));
    match kind {
        CellKind::Text => Arc::new(StringArray::from_iter(cells.map(|cell| match cell {
            Some(Cell::Text(value)) => value.as_deref(),
            _ => None,
        }))),
        CellKind::Integer => Arc::new(Int64Array::from_iter(cells.map(|cell| match cell {
            Some(Cell::Integer(value)) => *value,
            _ => None,
        }))),
        CellKind::Float => Arc::new(Float64Array::from_iter(cells.map(|cell| match cell {
            Some(Cell::Float(value)) => *value,
            _ => None,
        }))),
        CellKind::Date => Arc::new(Date32Array::from_iter(cells.map(|cell| match cell {
            Some(Cell::Date(value)) => value.map(days_since_epoch),
            _ => None,
        }))),
    }
}
