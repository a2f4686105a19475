//! What is known before reading: actors, offices, places, role nouns; the ontology of events, status cues, contexts.

mod actors;
mod company;
mod contexts;
mod countries;
mod describe;
mod doers;
mod fold;
mod inflection;
mod knowledge;
mod ontology;
mod phrase;
mod places;
mod roles;
mod sector;
mod status_cues;
mod table;
#[cfg(test)]
mod tables_test;
mod term;
mod user;

pub use actors::{ActorFact, Office};
pub use contexts::Contexts;
pub use countries::{CountryFact, CountryForm, is_state_code};
pub use describe::Description;
pub use doers::Doer;
pub use inflection::is_form_of;
pub use knowledge::Knowledge;
pub use ontology::{Case, EventType, FullCase, Mode, Ontology, Predicate, QUADS};
pub use places::{PlaceContext, PlaceEntry, PlaceKind};
pub use roles::RoleFact;
pub use sector::{ActorKind, Sector};
pub use status_cues::{CueRelation, StatusCues};
pub use term::Term;
pub use user::UserActorsError;
