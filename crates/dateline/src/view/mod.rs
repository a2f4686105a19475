//! The record for a person at a terminal.

mod ahead;
mod cuts;
mod events;
pub mod found;
mod ink;
mod page;
mod people;
mod source;
mod statements;
mod words;

use dateline_code::Explanation;
use dateline_knowledge::Ontology;
use dateline_record::Record;

pub use words::{clean, clip};

/// How the view looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewOptions {
    /// Columns of a line.
    pub width: usize,
    /// Whether escape sequences for colour may be written.
    pub colour: bool,
    /// Whether to add what was cut, which rule found each act and how sure it is, and the numbered sentences.
    pub explain: bool,
}

impl Default for ViewOptions {
    fn default() -> Self {
        Self { width: 80, colour: false, explain: false }
    }
}

/// The record as text: source, who is who, what happened, who said what, what is coming up, what was cut.
///
/// No character of the article that a terminal would obey gets through.
pub fn render(record: &Record, ontology: &Ontology, options: ViewOptions) -> String {
    written(record, ontology, options, None)
}

/// The same with the reasons of each event, and of each sentence without one.
pub fn render_explained(
    record: &Record,
    ontology: &Ontology,
    options: ViewOptions,
    explanation: &Explanation,
) -> String {
    written(record, ontology, ViewOptions { explain: true, ..options }, Some(explanation))
}

fn written(
    record: &Record,
    ontology: &Ontology,
    options: ViewOptions,
    explanation: Option<&Explanation>,
) -> String {
    let mut page = page::Page::new(options.width, options.colour);
    source::write(&mut page, record);
    people::write(&mut page, record);
    events::write(&mut page, record, ontology, options.explain, explanation);
    statements::write(&mut page, record);
    ahead::write(&mut page, record, ontology);
    cuts::write(&mut page, record, options.explain, explanation);
    page.into_text()
}

#[cfg(test)]
mod tests;
