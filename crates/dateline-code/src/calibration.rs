//! From the reader's scores to probabilities that a record is right.

use std::sync::LazyLock;

/// Score and the share of acts with about that score whose type was right in its sentence, on documents that the reader was not
/// trained on (`training/confidence.py`): in rising order, from a score of 0 to one of 1.
static POINTS: LazyLock<Vec<(f32, f32)>> =
    LazyLock::new(|| parse(include_str!("../../../knowledge/confidence.tsv")));

fn parse(table: &str) -> Vec<(f32, f32)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(x, y)| x.parse().ok().zip(y.parse().ok()))
        .collect()
}

/// The calibrated probability of a score between 0 and 1.
pub fn calibrate(score: f32) -> f32 {
    let score = score.clamp(0.0, 1.0);
    let above = POINTS.partition_point(|(x, _)| *x < score).max(1);
    match (POINTS.get(above - 1), POINTS.get(above)) {
        (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (score - x0) / (x1 - x0),
        (Some((_, y)), None) => *y,
        _ => score,
    }
}

#[cfg(test)]
mod tests {
    use super::{POINTS, calibrate, parse};

    #[test]
    fn the_table_rises_from_a_score_of_0_to_one_of_1() {
        let table = include_str!("../../../knowledge/confidence.tsv");
        assert_eq!(parse(table).len(), table.lines().filter(|line| !line.starts_with('#')).count());
        assert!(POINTS.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 <= w[1].1));
        assert_eq!(POINTS.first().map(|p| p.0), Some(0.0));
        assert_eq!(POINTS.last().map(|p| p.0), Some(1.0));
    }

    #[test]
    fn calibration_keeps_the_order_and_stays_a_probability() {
        let values: Vec<f32> = (-10..=120).map(|i| calibrate(i as f32 / 100.0)).collect();
        assert!(values.windows(2).all(|w| w[0] <= w[1]));
        assert!(values.iter().all(|v| (0.0..=1.0).contains(v)));
        for (score, share) in POINTS.iter() {
            assert!((calibrate(*score) - share).abs() < 1e-6);
        }
    }
}
