//! Time expressions with their values in EDTF (ISO 8601-2).

use dateline_text::{Document, Layer, Reading, TimeExpression};

/// Finds the time expressions of a document and resolves them against its day of publication.
pub fn find_times(_document: &Document, _reading: &Reading) -> Layer<TimeExpression> {
    Layer::default()
}

/// The index in `times` of the expression that governs the act named by the word `trigger`, if one does.
pub fn choose_time(_reading: &Reading, _times: &Layer<TimeExpression>, _trigger: usize) -> Option<usize> {
    None
}
