//! Flat tables of records, as CSV and as Parquet.
//!
//! [`COLUMNS`] describes the events table once; [`CsvTable`] and [`ParquetTable`] write it.

mod columns;
mod csv_table;
mod parquet_table;

pub use crate::edtf::date_range;
pub use columns::{COLUMNS, Cell, CellKind, Column, event_rows};
pub use csv_table::CsvTable;
pub use parquet_table::{ParquetTable, arrow_schema};

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
