//! Lines of JSON in, lines of JSON out: what the examples have in common that write material to learn from.

use std::io::Write as _;

use dateline_model::Model;
use dateline_text::{Document, Reading};
use serde_json::{Value, json};

use crate::support::{document, read};

/// What can go wrong in an example.
pub type Fault = Box<dyn std::error::Error>;

/// Reads the lines of the file that the command line names, each with `name`, `text` and `published`, and writes what `row` makes of each.
///
/// # Errors
/// The usage where no file is named; what reading, writing and `row` say.
pub fn write_rows(
    usage: &str,
    mut row: impl FnMut(&Value, &Document, &Reading) -> Result<Value, Fault>,
) -> Result<(), Fault> {
    let path = std::env::args().nth(1).ok_or(usage)?;
    let model = Model::load();
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let document = document(&value);
        let reading = read(&model, &document);
        writeln!(out, "{}", row(&value, &document, &reading)?)?;
    }
    Ok(())
}

/// The row of an article: its name, its sentences and its acts.
pub fn row_of_acts(value: &Value, document: &Document, reading: &Reading, acts: &[Value]) -> Value {
    let sentences: Vec<&str> = reading.sentences.iter().map(|s| document.slice(s.span)).collect();
    json!({"name": value["name"], "sentences": sentences, "acts": acts})
}
