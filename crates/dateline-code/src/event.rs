//! An event before it is written into the record: indices into the layers instead of identifiers.

use std::sync::Arc;

use dateline_text::{Span, Status};

/// One act that one sentence reports.
#[derive(Clone, Debug, PartialEq)]
pub struct CodedEvent {
    /// Event type, such as `CONSULT`.
    pub label: Arc<str>,
    /// Mode, where one of the type's fits.
    pub mode: Option<Arc<str>>,
    /// Contexts, in the order of the knowledge file.
    pub contexts: Vec<String>,
    /// Whether it happened.
    pub status: Status,
    /// Indices of the entities that act.
    pub actors: Vec<usize>,
    /// Indices of the entities that are acted on.
    pub recipients: Vec<usize>,
    /// Index of the place.
    pub place: Option<usize>,
    /// Index of the time expression.
    pub time: Option<usize>,
    /// Indices of the figures.
    pub quantities: Vec<usize>,
    /// Index of the statement that holds it; `None` for the paper's own voice.
    pub asserted_by: Option<usize>,
    /// The words that name the act.
    pub trigger: Span,
    /// Index of the word that heads them.
    pub token: usize,
    /// Index of the sentence.
    pub sentence: usize,
    /// The rule or model head that found it.
    pub found_by: &'static str,
    /// Probability that the record is right, 0 to 1.
    pub confidence: f32,
    /// Index of the first event of this article that reports the same act.
    pub same_as: Option<usize>,
}

#[cfg(test)]
impl CodedEvent {
    /// An actual act of this type without parties or circumstances, for tests that fill in what they are about.
    pub(crate) fn bare(label: &str) -> Self {
        Self {
            label: Arc::from(label),
            mode: None,
            contexts: Vec::new(),
            status: Status::Actual,
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            time: None,
            quantities: Vec::new(),
            asserted_by: None,
            trigger: Span::default(),
            token: 0,
            sentence: 0,
            found_by: "test",
            confidence: 1.0,
            same_as: None,
        }
    }
}
