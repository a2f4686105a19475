//! One JSON object, in our fields or in ninjs.
#![no_main]

use dateline_ingest::{Format, Hints, Limits, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let hints = Hints { format: Some(Format::JsonRecord), ..Hints::default() };
    let _ = read_bytes(bytes, &hints, &Limits::default());
});
