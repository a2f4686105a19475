//! The archive: articles with their records, each once; acts as threads; everything found again.
//!
//! An [`Archive`] is a folder with one SQLite file. One process writes, any number read. Each article is one
//! transaction, so that a crash loses at most the article at hand and never half of one.
//!
//! ```no_run
//! use dateline_archive::{Archive, Provenance, Query};
//! # fn example(record: &dateline_record::Record) -> Result<(), dateline_archive::ArchiveError> {
//! let mut archive = Archive::open_or_create("news".as_ref())?;
//! archive.add(record, &Provenance::default())?;
//! let page = archive.events(&Query::parse("France -> Russia")?, None)?;
//! for event in &page.items {
//!     println!("{} {} {}", event.id, event.event_type, event.evidence);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What is asked is a [`Query`], what is answered is a [`Page`] of rows that serialise to JSON as they are: they are an
//! edge of the program, as the record is.

mod add;
mod agenda;
mod answer;
mod articles;
mod check;
mod codec;
mod counts;
mod days;
mod entities;
mod error;
mod events;
mod filter;
mod memory;
mod names;
mod page;
mod query;
mod rows;
mod schema;
mod sql;
mod statements;
mod store;
mod stories;
mod syndication;
#[cfg(test)]
#[path = "../examples/synthesis/mod.rs"]
mod synthesis;
#[cfg(test)]
mod testing;
mod text_query;
mod threads;
mod timeline;
mod walk;
mod ways;

pub use add::{Added, Provenance, article_key};
pub use check::{ArchiveProblem, CheckReport};
pub use counts::{
    ActorCount, DayCount, DayCounts, PlaceCount, PlaceCounts, QuadCount, Stretch, TieCount, TieCounts,
};
pub use error::ArchiveError;
pub use page::{Cursor, Page};
pub use query::{Order, Party, PlaceFilter, Query, Sides};
pub use rows::{
    AgendaKind, AgendaRow, ArticleRow, EntityDetails, EntityRow, EventRow, FigureRow, OfficeRow, PartyRow,
    PlaceRow, StatementRow, StatusRow, StoryRow, SyndicateRow, ThreadDetails, ThreadRow, TimelineDay,
};
pub use sql::{SqlLimits, SqlTable, VIEWS, View};
pub use store::{Archive, ArchiveStatistics, FILE};
pub use syndication::{Signature, overlap};
pub use walk::{Snapshot, WalkedArticle, WalkedEntity, WalkedEvent, WalkedStatement, WalkedThread};
