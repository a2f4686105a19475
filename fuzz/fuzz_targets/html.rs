//! A web page: metadata, extractors, text.
#![no_main]

use dateline_ingest::{Format, Hints, Limits, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let hints = Hints { format: Some(Format::Html), ..Hints::default() };
    let _ = read_bytes(bytes, &hints, &Limits::default());
});
