//! A page as copied from the web.
#![no_main]

use dateline_ingest::{Format, Hints, Limits, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let hints = Hints { format: Some(Format::Text), ..Hints::default() };
    let _ = read_bytes(bytes, &hints, &Limits::default());
});
