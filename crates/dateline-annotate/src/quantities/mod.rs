//! Figures and what they count.

use dateline_text::{Document, Layer, Quantity, Reading, TimeExpression};

/// Finds the figures of a document; numbers inside time expressions are left alone, save for durations.
pub fn find_quantities(
    _document: &Document,
    _reading: &Reading,
    _times: &Layer<TimeExpression>,
) -> Layer<Quantity> {
    Layer::default()
}

/// The indices in `quantities` of those that belong to the act named by the word `trigger` of event type `label`.
pub fn choose_quantities(
    _reading: &Reading,
    _quantities: &Layer<Quantity>,
    _trigger: usize,
    _label: &str,
) -> Vec<usize> {
    Vec::new()
}
