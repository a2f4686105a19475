//! The reader as a library, and what its command line is made of.
//!
//! [`Reader`] takes a [`Document`] through all rooms and gives its [`Record`]; [`view`] shows a record to a person,
//! [`eval`] compares records with annotated ones, [`export`] writes tables of an archive.
//!
//! ```no_run
//! use dateline::{Reader, dateline_ingest::{Hints, Limits, read_bytes}};
//!
//! let reader = Reader::new()?;
//! let document = read_bytes(b"GENEVA - Envoys of Chad and Sudan met on Monday.", &Hints::default(), &Limits::default())?;
//! let record = reader.read(&document);
//! assert!(record.check().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Document`]: dateline_text::Document
//! [`Record`]: dateline_record::Record

pub mod eval;
pub mod export;
mod reader;
pub mod view;

pub use dateline_archive;
pub use dateline_code::document_id;
pub use dateline_code::{Explanation, SentenceReason};
pub use dateline_ingest;
pub use dateline_knowledge;
pub use dateline_record::{self, Record};
pub use dateline_text::{self, Document};
pub use reader::{Reader, ReaderError, ReaderOptions, StageTimes, is_foreign};
