//! Which inputs are done, and how long the output was then.
//!
//! A journal is a text file beside the output: a header that names options and version, then for each finished input, in
//! order, a JSON array of the output's length in bytes, the input's key, what became of it, and its counts of events and
//! statements. Both files are brought to the disk in batches, the output first, so that a line of the journal never
//! promises more than the output holds.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::target::Target;
use crate::failure::Failure;

/// So many inputs are journalled at once at most.
const BATCH: usize = 64;
/// So long they wait for it at most.
const WAIT: Duration = Duration::from_secs(1);
/// So long another run is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// Begins every journal.
const MARK: &str = "dateline-progress 1";

/// What became of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was read.
    Read {
        /// How many events it yielded.
        events: u64,
        /// How many statements.
        statements: u64,
    },
    /// It is not in English: its record holds the text and a note.
    Foreign,
    /// It could not be read, for a short reason.
    Failed(String),
}

/// A finished input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path, with the line after a colon where the file holds many.
    pub key: String,
    /// What became of it.
    pub fate: Fate,
}

/// What all finished inputs come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Articles read.
    pub read: u64,
    /// Their events.
    pub events: u64,
    /// Their statements.
    pub statements: u64,
    /// Articles in other languages.
    pub foreign: u64,
    /// Inputs that could not be read, by reason.
    pub reasons: BTreeMap<String, u64>,
}

impl Totals {
    /// Inputs that could not be read.
    pub fn failed(&self) -> u64 {
        self.reasons.values().sum()
    }

    /// All finished inputs.
    pub fn articles(&self) -> u64 {
        self.read + self.foreign + self.failed()
    }

    fn add(&mut self, fate: &Fate) {
        match fate {
            Fate::Read { events, statements } => {
                self.read += 1;
                self.events += events;
                self.statements += statements;
            }
            Fate::Foreign => self.foreign += 1,
            Fate::Failed(reason) => *self.reasons.entry(reason.clone()).or_default() += 1,
        }
    }
}

/// The inputs that earlier runs finished, as hashes of their keys: 16 bytes each, however long the paths are.
#[derive(Clone, Debug, Default)]
pub struct Done {
    counts: HashMap<[u8; 16], u32>,
    len: u64,
}

impl Done {
    /// How many inputs.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn add(&mut self, key: &str) {
        *self.counts.entry(hash(key)).or_default() += 1;
        self.len += 1;
    }

    /// Whether the input with this key is done; an input that is named twice is asked for twice.
    pub fn take(&mut self, key: &str) -> bool {
        if self.counts.is_empty() {
            return false;
        }
        match self.counts.get_mut(&hash(key)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

fn hash(key: &str) -> [u8; 16] {
    let digest = Sha256::digest(key.as_bytes());
    std::array::from_fn(|i| digest[i])
}

/// What opening found.
pub enum Opened {
    /// The same run is complete.
    Complete(Totals),
    /// There is something to do.
    Ready {
        /// The journal, ready to be added to.
        journal: Journal,
        /// What is done already.
        done: Done,
    },
}

/// The journal and the file of records that it speaks of.
#[derive(Debug)]
pub struct Journal {
    journal: File,
    out: BufWriter<File>,
    length: u64,
    pending: String,
    waiting: usize,
    since: Instant,
    totals: Totals,
    header: String,
}

impl Journal {
    /// Opens the journal and brings the output to the state that it speaks of.
    ///
    /// # Errors
    /// When the output belongs to another run, another run is writing it, or a file cannot be opened.
    pub fn open(target: &Target, options: &str, restart: bool) -> Result<Opened, Failure> {
        let header = format!("{MARK} {} {}", env!("CARGO_PKG_VERSION"), hex(&hash(options)));
        let exists = target.journal.exists();
        if !exists && !restart && target.out.exists() {
            return Err(Failure::input(format!(
                "{} exists already and is of no run that could be resumed; name another --out, or give --restart to write over it",
                target.out.display()
            )));
        }
        let fail = |error: &io::Error| Failure::file(&target.journal, "opened", error);
        let journal = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&target.journal)
            .map_err(|e| fail(&e))?;
        lock(&journal, target)?;
        let past = if exists && !restart {
            Past::read(&journal, &header).map_err(|e| fail(&e))?
        } else {
            Past::None
        };
        match past {
            Past::Other => Err(Failure::input(format!(
                "{} was written by other options, inputs or another version; name another --out, or give --restart to write over it",
                target.out.display()
            ))),
            Past::Complete(totals) if target.out.exists() => Ok(Opened::Complete(totals)),
            Past::Complete(_) | Past::None => Self::begin(target, journal, header, Run::default()),
            Past::Begun(run) => Self::begin(target, journal, header, run),
        }
    }

    fn begin(target: &Target, mut journal: File, header: String, run: Run) -> Result<Opened, Failure> {
        let fail = |path: &Path, error: &io::Error| Failure::file(path, "opened", error);
        let spool = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&target.spool)
            .map_err(|e| fail(&target.spool, &e))?;
        let held = spool.metadata().map_err(|e| fail(&target.spool, &e))?.len();
        if held < run.length {
            return Err(Failure::input(format!(
                "{} is shorter than its journal says; give --restart to read everything again",
                target.spool.display()
            )));
        }
        let place = |file: &mut File, length: u64| {
            file.set_len(length)?;
            file.seek(SeekFrom::Start(length)).map(|_| ())
        };
        let mut spool = spool;
        place(&mut spool, run.length).map_err(|e| fail(&target.spool, &e))?;
        place(&mut journal, run.journal_length).map_err(|e| fail(&target.journal, &e))?;
        if run.journal_length == 0 {
            writeln!(journal, "{header}").map_err(|e| fail(&target.journal, &e))?;
        }
        let journal = Self {
            journal,
            out: BufWriter::with_capacity(1 << 18, spool),
            length: run.length,
            pending: String::new(),
            waiting: 0,
            since: Instant::now(),
            totals: run.totals,
            header,
        };
        Ok(Opened::Ready { journal, done: run.done })
    }

    /// Adds an input that is finished, with the line of its record where it has one.
    ///
    /// # Errors
    /// When the output or the journal cannot be written.
    pub fn add(&mut self, entry: Entry, line: Option<&[u8]>) -> io::Result<()> {
        if let Some(line) = line {
            self.out.write_all(line)?;
            self.out.write_all(b"\n")?;
            self.length += line.len() as u64 + 1;
        }
        self.totals.add(&entry.fate);
        let (fate, events, statements) = match &entry.fate {
            Fate::Read { events, statements } => ("read", *events, *statements),
            Fate::Foreign => ("foreign", 0, 0),
            Fate::Failed(reason) => (reason.as_str(), 0, 0),
        };
        self.pending.push_str(&json!([self.length, entry.key, fate, events, statements]).to_string());
        self.pending.push('\n');
        self.waiting += 1;
        if self.waiting >= BATCH || self.since.elapsed() >= WAIT { self.sync() } else { Ok(()) }
    }

    /// Brings everything to the disk, the output first.
    ///
    /// # Errors
    /// When the output or the journal cannot be written.
    pub fn sync(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_data()?;
        self.journal.write_all(self.pending.as_bytes())?;
        self.journal.sync_data()?;
        self.pending.clear();
        self.waiting = 0;
        self.since = Instant::now();
        Ok(())
    }

    /// What all finished inputs come to, those of earlier runs included.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Marks the run as complete: the journal keeps its header and the totals only.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn complete(mut self, target: &Target) -> io::Result<()> {
        self.sync()?;
        let totals = &self.totals;
        let last = json!([
            "complete",
            totals.read,
            totals.events,
            totals.statements,
            totals.foreign,
            totals.reasons
        ]);
        let draft = target.draft();
        let mut file = File::create(&draft)?;
        writeln!(file, "{}\n{last}", self.header)?;
        file.sync_data()?;
        std::fs::rename(&draft, &target.journal)
    }

    /// Takes the files away again, where nothing came of the run.
    pub fn discard(self, target: &Target) {
        drop(self);
        for path in [&target.spool, &target.journal] {
            // What cannot be taken away is empty and harms nobody.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Keeps other runs out. One that was killed a moment ago may still be on its way out, so it is waited for a little.
fn lock(journal: &File, target: &Target) -> Result<(), Failure> {
    let start = Instant::now();
    loop {
        match journal.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(Failure::file(&target.journal, "locked", &error)),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => std::thread::sleep(PATIENCE / 40),
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::input(format!(
                    "another run is writing {}; wait for it or name another --out",
                    target.out.display()
                )));
            }
        }
    }
}

/// What earlier runs left.
enum Past {
    None,
    Other,
    Complete(Totals),
    Begun(Run),
}

/// The state of a run that was begun.
#[derive(Default)]
struct Run {
    /// Bytes of the output that are promised.
    length: u64,
    /// Bytes of the journal that are whole.
    journal_length: u64,
    done: Done,
    totals: Totals,
}

impl Past {
    fn read(journal: &File, header: &str) -> io::Result<Self> {
        let mut lines = BufReader::new(journal);
        let mut line = String::new();
        let bytes = lines.read_line(&mut line)?;
        if bytes == 0 {
            return Ok(Self::None);
        }
        if line.trim_end() != header {
            return Ok(Self::Other);
        }
        let mut run = Run { journal_length: bytes as u64, ..Run::default() };
        let mut raw = Vec::new();
        loop {
            raw.clear();
            let bytes = lines.read_until(b'\n', &mut raw)?;
            // The last line may be torn.
            let Some(value) = raw.strip_suffix(b"\n").and_then(|l| serde_json::from_slice::<Value>(l).ok())
            else {
                break;
            };
            if value[0] == "complete" {
                return Ok(Self::Complete(totals(&value)));
            }
            let Some((length, entry)) = entry(&value) else { break };
            run.length = length;
            run.totals.add(&entry.fate);
            run.done.add(&entry.key);
            run.journal_length += bytes as u64;
        }
        Ok(Self::Begun(run))
    }
}

fn entry(value: &Value) -> Option<(u64, Entry)> {
    let fate = match value[2].as_str()? {
        "read" => Fate::Read { events: value[3].as_u64()?, statements: value[4].as_u64()? },
        "foreign" => Fate::Foreign,
        reason => Fate::Failed(reason.to_owned()),
    };
    Some((value[0].as_u64()?, Entry { key: value[1].as_str()?.to_owned(), fate }))
}

fn totals(value: &Value) -> Totals {
    let count = |i: usize| value[i].as_u64().unwrap_or(0);
    let reasons = value[5].as_object().into_iter().flatten();
    Totals {
        read: count(1),
        events: count(2),
        statements: count(3),
        foreign: count(4),
        reasons: reasons.map(|(reason, n)| (reason.clone(), n.as_u64().unwrap_or(0))).collect(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
