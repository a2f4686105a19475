//! Files of many articles: JSON Lines, WARC bare and in gzip members, NewsML-G2 messages.
#![no_main]

use dateline_ingest::{Hints, Inputs, Limits};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { article_bytes: 1 << 20, message_bytes: 1 << 20, ..Limits::default() };
    let inputs = Inputs::of_stream("x", std::io::Cursor::new(bytes.to_vec()), limits);
    inputs.documents(Hints::default()).for_each(drop);
});
