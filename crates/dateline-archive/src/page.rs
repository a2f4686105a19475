//! Pages of an answer.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ArchiveError;

/// Where the next page begins: behind a row, so that rows which are added meanwhile neither repeat nor hide others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(with = "String")]
pub struct Cursor {
    /// What the rows are ordered by.
    pub(crate) key: f64,
    /// The row, for those with the same key.
    pub(crate) row: i64,
}

impl Cursor {
    pub(crate) fn new(key: f64, row: i64) -> Self {
        Self { key, row }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{:x}", self.key.to_bits(), self.row)
    }
}

impl FromStr for Cursor {
    type Err = ArchiveError;

    fn from_str(text: &str) -> Result<Self, ArchiveError> {
        // Only what is written above is read back: numbers have other forms, which would be other names for the same page.
        let is_number = |part: &str| {
            (1..=16).contains(&part.len()) && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        };
        let parse = || {
            let (key, row) = text.split_once('-').filter(|(key, row)| is_number(key) && is_number(row))?;
            let key = f64::from_bits(u64::from_str_radix(key, 16).ok()?);
            let row = i64::from_str_radix(row, 16).ok()?;
            key.is_finite().then_some(Self { key, row })
        };
        parse().ok_or_else(|| ArchiveError::Cursor(text.to_owned()))
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}

impl TryFrom<String> for Cursor {
    type Error = ArchiveError;

    fn try_from(text: String) -> Result<Self, ArchiveError> {
        text.parse()
    }
}

/// Some rows of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Page<T> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// Where the next page begins; null at the end.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    pub(crate) fn empty() -> Self {
        Self { items: Vec::new(), next: None }
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn cursors_survive_being_written() {
        for cursor in [Cursor::new(20_000.0, 7), Cursor::new(-3.25, i64::from(u32::MAX)), Cursor::new(0.0, 0)]
        {
            assert_eq!(cursor.to_string().parse::<Cursor>().expect("a cursor"), cursor);
        }
        for nonsense in ["", "-", "1", "x-1", "1-x", "7ff8000000000000-1", "é-é"] {
            assert!(nonsense.parse::<Cursor>().is_err(), "{nonsense}");
        }
    }
}
