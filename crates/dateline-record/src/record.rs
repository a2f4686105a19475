//! The whole record and its identifiers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{DocumentRecord, Entity, Event, Place, Quantity, Sentence, Statement, Time};

/// The version of the record's shape, the value of [`Record::schema`].
pub const SCHEMA: &str = "dateline/1";

/// `[start, end)` in Unicode code points of the document's text.
pub type CodePointSpan = [usize; 2];

/// Everything that reading one article yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The version of this shape: `dateline/1`.
    pub schema: String,
    /// The version of the program.
    pub version: String,
    /// The version of the neural reader's weights; null where none was used.
    pub model: Option<String>,
    /// The version of the knowledge files and the ontology.
    pub rules: Option<String>,
    /// The article.
    pub document: DocumentRecord,
    /// Its sentences in reading order.
    pub sentences: Vec<Sentence>,
    /// Who and what it names, in order of first mention.
    pub entities: Vec<Entity>,
    /// Places, in order of first mention.
    pub places: Vec<Place>,
    /// Time expressions, in reading order.
    pub times: Vec<Time>,
    /// Figures, in reading order.
    pub quantities: Vec<Quantity>,
    /// Who said what, in reading order.
    pub statements: Vec<Statement>,
    /// Acts, in reading order.
    pub events: Vec<Event>,
}

impl Record {
    /// The words that a span covers; empty for a span outside the text.
    pub fn slice(&self, span: CodePointSpan) -> &str {
        slice(&self.document.text, span)
    }

    /// The entity with this identifier.
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        find(&self.entities, id, 'e', |e| &e.id)
    }

    /// The place with this identifier.
    pub fn place(&self, id: &str) -> Option<&Place> {
        find(&self.places, id, 'p', |p| &p.id)
    }

    /// The time expression with this identifier.
    pub fn time(&self, id: &str) -> Option<&Time> {
        find(&self.times, id, 't', |t| &t.id)
    }

    /// The figure with this identifier.
    pub fn quantity(&self, id: &str) -> Option<&Quantity> {
        find(&self.quantities, id, 'q', |q| &q.id)
    }

    /// The statement with this identifier.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        find(&self.statements, id, 's', |s| &s.id)
    }

    /// Who says that an event happened, where a statement holds it and its speaker is known.
    pub fn asserter(&self, event: &Event) -> Option<&Entity> {
        self.entity(self.statement(event.asserted_by.as_deref()?)?.speaker.as_deref()?)
    }

    /// The event with this identifier.
    pub fn event(&self, id: &str) -> Option<&Event> {
        find(&self.events, id, 'v', |v| &v.id)
    }

    /// Index of the sentence in which a span starts.
    pub fn sentence_of(&self, span: CodePointSpan) -> Option<usize> {
        self.sentences.iter().position(|s| s.span[0] <= span[0] && span[0] < s.span[1])
    }
}

/// The words of `text` that a span of code points covers; empty for a span outside it.
pub(crate) fn slice(text: &str, [start, end]: CodePointSpan) -> &str {
    let mut borders = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    let Some(from) = borders.nth(start) else { return "" };
    let to = match end.checked_sub(start) {
        Some(0) | None => return "",
        Some(length) => borders.nth(length - 1),
    };
    to.and_then(|to| text.get(from..to)).unwrap_or_default()
}

/// Finds by the number in the identifier first, since the program numbers from 1 in order, and by search else.
fn find<'r, T>(items: &'r [T], id: &str, letter: char, id_of: impl Fn(&T) -> &String) -> Option<&'r T> {
    let numbered =
        id.strip_prefix(letter).and_then(|n| n.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
    numbered
        .and_then(|index| items.get(index))
        .filter(|item| id_of(item) == id)
        .or_else(|| items.iter().find(|item| id_of(item) == id))
}

/// The identifier of the entity with this index: `e1` for 0.
pub fn entity_id(index: usize) -> String {
    format!("e{}", index + 1)
}

/// The identifier of the place with this index: `p1` for 0.
pub fn place_id(index: usize) -> String {
    format!("p{}", index + 1)
}

/// The identifier of the time expression with this index: `t1` for 0.
pub fn time_id(index: usize) -> String {
    format!("t{}", index + 1)
}

/// The identifier of the figure with this index: `q1` for 0.
pub fn quantity_id(index: usize) -> String {
    format!("q{}", index + 1)
}

/// The identifier of the statement with this index: `s1` for 0.
pub fn statement_id(index: usize) -> String {
    format!("s{}", index + 1)
}

/// The identifier of the event with this index: `v1` for 0.
pub fn event_id(index: usize) -> String {
    format!("v{}", index + 1)
}

#[cfg(test)]
mod tests {
    use super::slice;

    #[test]
    fn spans_count_code_points() {
        assert_eq!(slice("Élysée said", [0, 6]), "Élysée");
        assert_eq!(slice("Élysée said", [7, 11]), "said");
        assert_eq!(slice("Élysée", [0, 9]), "");
        assert_eq!(slice("Élysée", [9, 12]), "");
        assert_eq!(slice("Élysée", [3, 3]), "");
        assert_eq!(slice("Élysée", [4, 2]), "");
    }
}
