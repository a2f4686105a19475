//! The answers, a file for each kind.

mod about;
mod read;

pub use about::about;
pub use read::read;
