//! Which time expression governs an act.

use dateline_text::{Layer, Reading, TimeExpression};

/// The index in `times` of the expression that governs the act named by the word `trigger`, if one does.
pub fn choose_time(_reading: &Reading, _times: &Layer<TimeExpression>, _trigger: usize) -> Option<usize> {
    None
}
