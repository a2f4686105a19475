//! The program from outside, as a person or a script uses it.

mod bad_input;
mod code;
mod eval;
mod others;
mod read;
mod serve;
mod support;
