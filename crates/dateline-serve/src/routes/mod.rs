//! The answers, a file for each kind.

mod about;
mod archive;
mod fetch;
mod live;
mod read;

pub use about::{About, about};
pub use archive::{
    agenda, article, articles, days, entities, entity, events, places, search, statements, stories, thread,
    threads, ties, timeline,
};
pub use fetch::fetch;
pub use live::live;
pub use read::read;
