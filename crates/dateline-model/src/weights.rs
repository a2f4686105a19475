//! The safetensors file: a header in JSON, then tensors.

use std::collections::HashMap;

use serde::Deserialize;

use crate::ModelError;

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

/// The tensors of a file, by name.
pub(crate) struct Weights<'b> {
    entries: HashMap<String, Entry>,
    data: &'b [u8],
    /// Where the data begin in the file.
    header: usize,
}

impl<'b> Weights<'b> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are not a safetensors file or a tensor lies outside them.
    pub(crate) fn parse(bytes: &'b [u8]) -> Result<Self, ModelError> {
        let bad = |what: &str| ModelError::Weights(what.to_owned());
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or_else(|| bad("the file is too short"))?;
        let length =
            usize::try_from(u64::from_le_bytes(*length)).map_err(|_| bad("the header is too long"))?;
        let (header, data) = rest.split_at_checked(length).ok_or_else(|| bad("the header is cut off"))?;
        let header: HashMap<String, serde_json::Value> = serde_json::from_slice(header)
            .map_err(|e| ModelError::Weights(format!("the header is not JSON: {e}")))?;
        let mut entries = HashMap::new();
        for (name, value) in header {
            if name == "__metadata__" {
                continue;
            }
            let entry: Entry =
                serde_json::from_value(value).map_err(|e| ModelError::Weights(format!("{name}: {e}")))?;
            let width = match entry.dtype.as_str() {
                "I8" => 1,
                "F16" => 2,
                "F32" => 4,
                other => return Err(ModelError::Weights(format!("{name}: unknown type {other}"))),
            };
            let size = entry.shape.iter().try_fold(width, |n: usize, d| n.checked_mul(*d));
            let (from, to) = entry.data_offsets;
            if from > to || to > data.len() || size != Some(to - from) {
                return Err(ModelError::Weights(format!("{name}: its bytes do not fit its shape")));
            }
            entries.insert(name, entry);
        }
        Ok(Self { entries, data, header: bytes.len() - data.len() })
    }

    fn get(&self, name: &str, shape: &[usize]) -> Result<(&Entry, &'b [u8]), ModelError> {
        let entry =
            self.entries.get(name).ok_or_else(|| ModelError::Weights(format!("{name} is missing")))?;
        if entry.shape != shape {
            return Err(ModelError::Weights(format!("{name}: shape {:?}, expected {shape:?}", entry.shape)));
        }
        Ok((entry, &self.data[entry.data_offsets.0..entry.data_offsets.1]))
    }

    /// A tensor as 32-bit floats, widened where the file keeps 16 bits.
    ///
    /// # Errors
    /// [`ModelError`] where it is missing, of another shape or not of floats.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (entry, bytes) = self.get(name, shape)?;
        match entry.dtype.as_str() {
            "F32" => {
                Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
            }
            "F16" => Ok(bytes.chunks_exact(2).map(|b| half(u16::from_le_bytes([b[0], b[1]]))).collect()),
            other => Err(ModelError::Weights(format!("{name}: {other} where floats are expected"))),
        }
    }

    /// Where in the whole file a tensor of bytes with sign stands.
    ///
    /// # Errors
    /// [`ModelError`] where it is missing, of another shape or of another type.
    pub(crate) fn place(&self, name: &str, shape: &[usize]) -> Result<std::ops::Range<usize>, ModelError> {
        self.bytes(name, shape)?;
        let (entry, bytes) = self.get(name, shape)?;
        let from = self.header + entry.data_offsets.0;
        Ok(from..from + bytes.len())
    }

    /// A tensor of bytes with sign, not copied.
    ///
    /// # Errors
    /// [`ModelError`] where it is missing, of another shape or of another type.
    pub(crate) fn bytes(&self, name: &str, shape: &[usize]) -> Result<&'b [u8], ModelError> {
        let (entry, bytes) = self.get(name, shape)?;
        if entry.dtype == "I8" {
            Ok(bytes)
        } else {
            Err(ModelError::Weights(format!("{name} is not of bytes")))
        }
    }
}

/// IEEE 754 binary16 to binary32.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let exponent = u32::from(bits >> 10) & 31;
    let fraction = u32::from(bits) & 1023;
    match exponent {
        0 => f32::from_bits(sign) + if sign == 0 { 1.0 } else { -1.0 } * (fraction as f32) * 2f32.powi(-24),
        31 => f32::from_bits(sign | 0x7f80_0000 | (fraction << 13)),
        _ => f32::from_bits(sign | ((exponent + 112) << 23) | (fraction << 13)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Weights, half};

    #[test]
    fn halves() {
        assert_eq!(
            [0x3c00, 0xc000, 0x0001, 0x8000, 0x3555].map(half),
            [1.0, -2.0, 2f32.powi(-24), -0.0, 0.333_251_95]
        );
    }

    #[test]
    fn broken_files_are_refused_with_a_reason() {
        let file = |header: &str, data: &[u8]| {
            [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), data].concat()
        };
        let bad = [
            file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", &[0; 4]),
            file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", &[0; 4]),
            file("{", &[]),
            vec![255; 9],
            vec![1],
        ];
        for bytes in bad {
            assert!(Weights::parse(&bytes).is_err());
        }
        let good =
            file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", &1.5f32.to_le_bytes());
        let weights = Weights::parse(&good).unwrap();
        assert_eq!(weights.floats("a", &[1]).unwrap(), [1.5]);
        assert!(
            weights.floats("a", &[2]).is_err()
                && weights.floats("b", &[1]).is_err()
                && weights.bytes("a", &[1]).is_err()
        );
    }
}
