//! Dates as people and pages write them.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = dateline_ingest::parse_date(text);
});
