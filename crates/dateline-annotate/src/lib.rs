//! Layers over a read document: sentences, entities, places, times, quantities, statements.
//!
//! Each layer is a function from what it needs to the layer that it makes; nothing here changes a document, fails or
//! panics. Sentences come first, because the neural reader wants them; all other layers take its [`Reading`].
//!
//! [`Reading`]: dateline_text::Reading

mod entities;
mod lexer;
mod numbers;
mod places;
mod quantities;
mod sentences;
mod settings;
mod statements;
mod times;

pub use entities::find_entities;
pub use places::find_places;
pub use quantities::{Claim, QuantityCandidate, find_claims, find_figures, find_quantities};
pub use sentences::find_sentences;
pub use settings::{Candidate, Candidates, SettingFinder, find_settings};
pub use statements::find_statements;
pub use times::find_times;
