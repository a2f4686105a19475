//! Records as the store keeps them: JSON, compressed with Zstandard.

use std::io;

use dateline_record::Record;

/// A fair trade between size and time.
const LEVEL: i32 = 3;
/// No record unpacks to more than this many bytes; whatever claims to is damaged.
const MOST: usize = 1 << 30;

/// The record as bytes.
pub fn encode(record: &Record) -> io::Result<Vec<u8>> {
    zstd::bulk::compress(&serde_json::to_vec(record)?, LEVEL)
}

/// The JSON of packed bytes.
pub fn unpack(packed: &[u8]) -> io::Result<String> {
    let claimed = zstd::bulk::Decompressor::upper_bound(packed).unwrap_or(MOST);
    if claimed > MOST {
        return Err(io::Error::other("it claims to be larger than any record"));
    }
    let bytes = zstd::bulk::decompress(packed, claimed)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// The record of packed bytes.
pub fn decode(packed: &[u8]) -> io::Result<Record> {
    Ok(serde_json::from_str(&unpack(packed)?)?)
}
