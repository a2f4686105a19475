//! From layers to events: who did what to whom, and whether it happened.
//!
//! [`Coder::code_events`] turns the reader's triggers and the annotation layers into [`CodedEvent`]s,
//! [`Coder::code_article`] also writes the record.

mod assemble;
mod attribution;
mod both;
mod calibration;
mod candidates;
mod coder;
mod event;
mod forces;
mod identity;
mod modes;
mod parties;
mod status;
mod weights;
mod whereabouts;

pub use assemble::{Versions, assemble};
pub use candidates::{Candidate, Cast};
pub use coder::Coder;
pub use event::CodedEvent;
