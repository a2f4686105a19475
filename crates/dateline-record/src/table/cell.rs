//! What a table is made of: fields that say what a column holds, and cells.

use jiff::civil::Date;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// UTF-8 text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// A calendar day.
    Date,
}

impl CellKind {
    /// A word for it, for a codebook.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Float => "number",
            Self::Date => "date",
        }
    }
}

/// One value of a row; `None` is unknown, an empty field in CSV, null in JSON Lines and Parquet.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Of [`CellKind::Text`].
    Text(Option<String>),
    /// Of [`CellKind::Integer`].
    Integer(Option<i64>),
    /// Of [`CellKind::Float`].
    Float(Option<f64>),
    /// Of [`CellKind::Date`].
    Date(Option<Date>),
}

/// What is known of a column without its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: CellKind,
    /// What it means.
    pub meaning: &'static str,
}
