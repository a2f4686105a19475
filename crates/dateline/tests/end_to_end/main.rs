//! The program from outside, as a person or a script uses it.

mod archive;
mod bad_input;
mod code;
mod eval;
mod export;
mod others;
mod own;
mod read;
mod serve;
mod support;
#[cfg(feature = "watch")]
mod watch;
