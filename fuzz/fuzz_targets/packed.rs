//! A file as it comes: gzip or Zstandard or bare, its format told by its bytes.
#![no_main]

use dateline_ingest::{Hints, Limits, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { article_bytes: 1 << 20, ..Limits::default() };
    let _ = read_bytes(bytes, &Hints::default(), &limits);
});
