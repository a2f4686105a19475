//! From layers to events: who did what to whom, and whether it happened.
//!
//! [`Coder::code_events`] turns the reader's triggers and the annotation layers into [`CodedEvent`]s,
//! [`Coder::code_article`] also writes the record.

mod antecedents;
mod assemble;
mod attribution;
mod both;
mod calibration;
mod candidates;
mod coder;
mod contexts;
mod event;
mod explain;
mod forces;
mod identity;
mod modes;
mod parties;
mod predicates;
mod roles;
mod sectors;
mod status;
mod weights;
mod whereabouts;

pub use antecedents::{Antecedent, Side, find_antecedents, open_sides};
pub use assemble::{Versions, assemble, document_id};
pub use candidates::{Candidate, Cast};
pub use coder::Coder;
pub use contexts::ContextSigns;
pub use event::CodedEvent;
pub use explain::{Explanation, SentenceReason, explain};
