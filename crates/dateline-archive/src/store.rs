//! Opening an archive.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Result;
use crate::memory::Memory;
use crate::{ArchiveError, codec, schema};

/// The store's file in an archive's folder.
pub const FILE: &str = "archive.sqlite";
/// Held by whoever writes.
const LOCK: &str = "writer.lock";
/// So long a writer that is on its way out is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// So long a statement waits for the store's own locks.
const BUSY: Duration = Duration::from_secs(10);

/// Articles, their records and all that was made of them.
///
/// One process writes ([`Archive::create`], [`Archive::open`]), any number read ([`Archive::read_only`]), also while it
/// writes. An archive is not shared by threads: each opens its own.
pub struct Archive {
    pub(crate) connection: Connection,
    /// What a writer keeps at hand.
    pub(crate) memory: Memory,
    folder: PathBuf,
    /// Held while it may be written; `None` for a reader.
    lock: Option<File>,
}

/// What an archive holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArchiveStatistics {
    /// Articles.
    pub articles: u64,
    /// Independent ones: groups of near-duplicates.
    pub syndicates: u64,
    /// Events.
    pub events: u64,
    /// Statements.
    pub statements: u64,
    /// Threads of one act.
    pub threads: u64,
    /// Stories.
    pub stories: u64,
    /// Entities.
    pub entities: u64,
    /// Size of the store's file in bytes; the log of what is being written, which is brought into it and emptied, is not counted.
    pub bytes: u64,
}

impl Archive {
    /// Makes an empty archive in a folder, and the folder where there is none.
    ///
    /// # Errors
    /// When there is an archive already, or the folder cannot be written.
    pub fn create(folder: &Path) -> Result<Self> {
        if folder.join(FILE).exists() {
            return Err(ArchiveError::Exists(folder.to_owned()));
        }
        fs::create_dir_all(folder).map_err(|error| ArchiveError::Io { path: folder.to_owned(), error })?;
        Self::writer(folder)
    }

    /// Opens an archive for writing and brings it to the newest schema.
    ///
    /// # Errors
    /// When there is none, another program writes it, or it is of a later version.
    pub fn open(folder: &Path) -> Result<Self> {
        if !folder.join(FILE).exists() {
            return Err(ArchiveError::Missing(folder.to_owned()));
        }
        Self::writer(folder)
    }

    /// Opens an archive for writing, made where there is none.
    ///
    /// # Errors
    /// As [`Archive::open`] and [`Archive::create`].
    pub fn open_or_create(folder: &Path) -> Result<Self> {
        if folder.join(FILE).exists() { Self::open(folder) } else { Self::create(folder) }
    }

    /// Opens an archive for reading.
    ///
    /// # Errors
    /// When there is none, or it is of another version.
    pub fn read_only(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(ArchiveError::Missing(folder.to_owned()));
        }
        let connection = reader(&path)?;
        if schema::version(&connection, &path)? < schema::newest() {
            return Err(ArchiveError::TooOld(folder.to_owned()));
        }
        Ok(Self { connection, memory: Memory::default(), folder: folder.to_owned(), lock: None })
    }

    /// Another connection for reading.
    pub(crate) fn reader(&self) -> Result<Connection> {
        reader(&self.folder.join(FILE))
    }

    fn writer(folder: &Path) -> Result<Self> {
        let lock = lock(folder)?;
        let path = folder.join(FILE);
        let mut connection = Connection::open(&path)?;
        prepare(&connection)?;
        // Refuses a foreign file before anything is written to it.
        schema::version(&connection, &path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What was committed outlives the program in any case, and a power cut leaves a whole archive, if an older one.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "wal_autocheckpoint", 8192)?;
        connection.pragma_update(None, "cache_size", -131_072)?;
        connection.pragma_update(None, "foreign_keys", false)?;
        schema::migrate(&mut connection, &path)?;
        Ok(Self { connection, memory: Memory::default(), folder: folder.to_owned(), lock: Some(lock) })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it was opened for writing.
    pub fn is_writer(&self) -> bool {
        self.lock.is_some()
    }

    /// What it holds.
    ///
    /// # Errors
    /// When the store fails.
    pub fn statistics(&self) -> Result<ArchiveStatistics> {
        let count = |table: &str| -> Result<u64> {
            let sql = format!("SELECT count(*) FROM {table}");
            Ok(self.connection.query_row(&sql, [], |row| row.get(0))?)
        };
        Ok(ArchiveStatistics {
            articles: count("article")?,
            syndicates: count("syndicate")?,
            events: count("event")?,
            statements: count("statement")?,
            threads: count("thread")?,
            stories: count("story")?,
            entities: count("entity")?,
            bytes: fs::metadata(self.folder.join(FILE)).map_or(0, |metadata| metadata.len()),
        })
    }

    /// Brings the write-ahead log into the file and the statistics that questions are planned by up to date; worth its time
    /// at the end of a long run.
    ///
    /// # Errors
    /// When the store fails.
    pub fn settle(&mut self) -> Result<()> {
        self.connection.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(PASSIVE);")?;
        Ok(())
    }
}

fn reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    Ok(connection)
}

/// What every connection needs.
fn prepare(connection: &Connection) -> Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 31)?;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("unpack", 1, flags, |context| {
        let packed = context.get_raw(0).as_blob_or_null().map_err(|e| other(&e))?;
        packed.map(|bytes| codec::unpack(bytes).map_err(|e| other(&e))).transpose()
    })?;
    Ok(())
}

fn other(error: &dyn std::fmt::Display) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(error.to_string().into())
}

/// Keeps other writers out. One that was killed a moment ago may still be on its way out, so it is waited for a little.
fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let fail = |error| ArchiveError::Io { path: path.clone(), error };
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(fail)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(fail(error)),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => std::thread::sleep(PATIENCE / 40),
            Err(TryLockError::WouldBlock) => return Err(ArchiveError::Busy(folder.to_owned())),
        }
    }
}
