//! How numbers are written.

use serde::Serializer;

/// The largest float below which every whole number is exact (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes a whole number without a fraction (`100`, not `100.0`), as people and other programs write figures.
pub fn whole_if_whole<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "the bound is checked")]
        Some(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            serializer.serialize_i64(*number as i64)
        }
        Some(number) if number.is_finite() => serializer.serialize_f64(*number),
        _ => serializer.serialize_none(),
    }
}

/// Writes a probability rounded to three decimals, since more would only pretend.
pub fn three_decimals<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(to_three_decimals(*value))
}

/// The value rounded to three decimals.
pub fn to_three_decimals(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
