//! From the reader's scores to probabilities that a record is right.

/// Score and the share of events with about that score whose type was right in its sentence, measured on the 176 training documents that
/// the reader was not trained on (`dateline eval --calibration` with the identity in this place; 382 events, isotonic by hand); between
/// the points the line through them is followed.
const POINTS: [(f32, f32); 8] =
    [(0.0, 0.0), (0.26, 0.2), (0.46, 0.4), (0.65, 0.43), (0.8, 0.5), (0.86, 0.6), (0.976, 0.877), (1.0, 0.9)];

/// The calibrated probability of a score between 0 and 1.
pub fn calibrate(score: f32) -> f32 {
    let score = score.clamp(0.0, 1.0);
    let above = POINTS.iter().position(|(x, _)| *x >= score).unwrap_or(POINTS.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (POINTS[above - 1], POINTS[above]);
    y0 + (y1 - y0) * (score - x0) / (x1 - x0)
}

#[cfg(test)]
mod tests {
    use super::calibrate;

    #[test]
    fn calibration_keeps_the_order_and_stays_a_probability() {
        let values: Vec<f32> = (-10..=120).map(|i| calibrate(i as f32 / 100.0)).collect();
        assert!(values.windows(2).all(|w| w[0] <= w[1]));
        assert!(values.iter().all(|v| (0.0..=1.0).contains(v)));
        assert!((calibrate(0.976) - 0.877).abs() < 1e-6);
    }
}
