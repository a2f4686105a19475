//! A user's own actors, as TOML.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = dateline_knowledge::Knowledge::with_user_actors(text);
});
