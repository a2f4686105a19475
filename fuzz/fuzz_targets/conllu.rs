//! Words given as CoNLL-U.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = dateline_model::conllu::check(text);
});
