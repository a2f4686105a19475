//! Flat tables of records, as CSV and as Parquet.
//!
//! [`COLUMNS`] describes the events table once; [`CsvTable`] and [`ParquetTable`] write it. With [`Field`]s of their own,
//! [`TableWriter`] writes other tables in the same forms.

mod cell;
mod columns;
mod csv_table;
mod json_table;
mod parquet_table;
mod writer;

pub use crate::edtf::date_range;
pub use cell::{Cell, CellKind, Field};
pub use columns::{COLUMNS, Column, event_fields, event_row, event_rows};
pub use csv_table::CsvTable;
pub use json_table::JsonLinesTable;
pub use parquet_table::{ParquetTable, arrow_schema};
pub use writer::{TableForm, TableWriter};

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file could not be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The CSV writer failed.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The Parquet writer failed.
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
    /// Columns and schema do not fit: a fault of the program.
    #[error(transparent)]
    Arrow(#[from] arrow_schema::ArrowError),
}
