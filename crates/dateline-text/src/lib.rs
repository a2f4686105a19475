//! Immutable text and the typed standoff layers that point into it.
//!
//! A [`Document`] owns the text and never changes; everything that a reader finds is a value in a [`Layer`]
//! whose [`Span`] is a range of bytes of that text. This crate knows no rules, does no IO and serialises
//! nothing: it is the plain data that the other rooms share.

mod annotation;
mod document;
mod layer;
mod offsets;
mod path;
mod reading;
mod span;
mod syntax;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod weights;

pub use annotation::{
    Anchor, Annotations, Entity, EntityMention, Place, Quantity, QuantityKind, Role, RoleSource, Setting,
    Speech, Statement, TimeExpression, TimeKind,
};
pub use document::{Document, Dropped, Metadata, Paragraph, PublishedFrom};
pub use layer::{Layer, Spanned};
pub use offsets::CodePoints;
pub use path::{path, voice};
pub use reading::{
    Argument, ArgumentRole, Content, Cue, EntityKind, Form, Mention, Reading, Rejected, Sentence, Status,
    Trigger,
};
pub use span::Span;
pub use syntax::{Features, Syntax, Token, Upos};
pub use weights::{SectionWeights, Weights, weight_rows};
