//! A table in columns.

use dateline_archive::SqlTable;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::view::{ViewOptions, clean, clip};

/// The widest column.
const WIDEST: usize = 48;

/// A table with a line of names; columns are as wide as their widest value, 48 at most, and what does not fit the width wraps.
pub fn table(table: &SqlTable, _options: ViewOptions) -> String {
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => clip(&clean(text), WIDEST),
        other => other.to_string(),
    };
    let rows: Vec<Vec<String>> = std::iter::once(table.columns.clone())
        .chain(table.rows.iter().map(|row| row.iter().map(cell).collect()))
        .collect();
    let width = |i: usize| rows.iter().filter_map(|row| row.get(i)).map(|c| c.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (value, width) in row.iter().zip(&widths) {
            line.push_str(value);
            line.push_str(&" ".repeat(width + 2 - value.width().min(*width)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
