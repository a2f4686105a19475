//! What can go wrong.

use std::io;
use std::path::PathBuf;

/// Why the archive could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is none.
    #[error("{} holds no archive; make one with `dateline add INPUT --archive {}`", .0.display(), .0.display())]
    Missing(PathBuf),
    /// There is one already.
    #[error("{} holds an archive already", .0.display())]
    Exists(PathBuf),
    /// Another process writes it.
    #[error("another program is writing {}; wait for it to end", .0.display())]
    Busy(PathBuf),
    /// It was made by a later version.
    #[error("{} was written by a later version of Dateline (its schema is {found}, this one knows {known}); use that version", path.display())]
    TooNew {
        /// The archive.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this version knows.
        known: i64,
    },
    /// It must be brought up to date by a writer first.
    #[error("{} was written by an earlier version of Dateline; `dateline add` brings it up to date, also with an article that it has", .0.display())]
    TooOld(PathBuf),
    /// The file belongs to another program.
    #[error("{} is no Dateline archive", .0.display())]
    Foreign(PathBuf),
    /// It was opened for reading.
    #[error("the archive was opened for reading only")]
    ReadOnly,
    /// A record that breaks its own law is not kept.
    #[error("the record breaks its law: {0}")]
    Unsound(String),
    /// A question that cannot be understood: what and where.
    #[error("{0}")]
    Question(String),
    /// A cursor that no page gave.
    #[error("the cursor \u{201c}{0}\u{201d} was given by no page of this question; ask without one")]
    Cursor(String),
    /// A question that took too long.
    #[error("the question took longer than {0:?} and was stopped; narrow it or allow more time")]
    Timeout(std::time::Duration),
    /// What the archive holds cannot be decoded.
    #[error("article {article} cannot be decoded ({reason}); `dateline check` tells what else is damaged")]
    Damaged {
        /// Its identifier.
        article: String,
        /// Why.
        reason: String,
    },
    /// A file could not be read or written.
    #[error("{} cannot be used ({error})", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The store failed.
    #[error("the store failed: {0}")]
    Store(#[from] rusqlite::Error),
}

/// An answer or why there is none.
pub(crate) type Result<T> = std::result::Result<T, ArchiveError>;
