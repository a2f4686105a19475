//! The archive from outside, with self-written records.

mod questions;
mod store;
mod support;
mod threads;
mod walk;
