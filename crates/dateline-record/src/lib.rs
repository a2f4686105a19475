//! The published record of one article: its types, its check, its JSON Schema and its tables.
//!
//! A [`Record`] is what reading yields and what every edge of the program speaks: files, the archive, the API. These
//! are the only types of the program that are serialised. Every span is `[start, end)` in Unicode code points of
//! [`DocumentRecord::text`]; what the text does not say is `null` and present, never left out.

mod check;
mod document;
#[cfg(feature = "dates")]
mod edtf;
mod event;
mod layers;
mod number;
mod record;
mod schema;
#[cfg(feature = "table")]
pub mod table;

pub use check::Problem;
pub use document::{Dateline, DocumentRecord, Dropped, Format, PublishedFrom};
#[cfg(feature = "dates")]
pub use edtf::date_range;
pub use event::{Event, Status};
pub use layers::{
    Anchor, Entity, EntityKind, Form, Mention, Place, Quantity, QuantityKind, Role, RoleSource, Sentence,
    Speech, Statement, Time, TimeKind,
};
pub use record::{
    CodePointSpan, Record, SCHEMA, entity_id, event_id, place_id, quantity_id, statement_id, time_id,
};
pub use schema::json_schema;
