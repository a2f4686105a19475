//! What is known before reading: actors, offices, places, role nouns; the ontology of events, status cues, contexts.

mod contexts;
mod ontology;
mod status_cues;

pub use contexts::Contexts;
pub use ontology::{EventType, Mode, Ontology};
pub use status_cues::{CueRelation, StatusCues};
