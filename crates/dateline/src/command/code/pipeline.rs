//! Inputs to all cores, results in order, with bounded memory.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use dateline::dateline_ingest::{Hints, IngestError, InputError, Inputs, Limits, RawInput, RawKind, parse};
use dateline::{Document, Reader, Record};

use super::fields::FieldNames;
use super::journal::{Done, Fate};

/// How often a waiting thread looks whether it is to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// What becomes of a document that is known already, if it is.
pub type Known<T> = Box<dyn Fn(&Document) -> Option<T> + Send + Sync>;

/// What is made of an article.
pub struct Making<T> {
    /// Asked before a document is read; one that is known is not read again.
    pub known: Option<Known<T>>,
    /// Whether lines of JSON Lines may be records, which are taken as they are.
    pub records: bool,
    /// What is made of a record, on the thread that read it.
    pub make: fn(Record) -> io::Result<T>,
}

/// What is to be done.
pub struct Job<T> {
    /// The reader.
    pub reader: Reader,
    /// The words of the command line.
    pub inputs: Vec<String>,
    /// What is known about all inputs.
    pub hints: Hints,
    /// How much of an input is taken.
    pub limits: Limits,
    /// How the fields of JSON Lines are called.
    pub fields: FieldNames,
    /// Files that are no inputs.
    pub own: Vec<PathBuf>,
    /// What is done already.
    pub done: Done,
    /// How many threads read.
    pub jobs: usize,
    /// What is made of each article.
    pub making: Making<T>,
}

/// What became of one input.
pub struct Finished<T> {
    /// Its key.
    pub key: String,
    /// What became of it.
    pub fate: Fate,
    /// What was made of the record.
    pub made: Option<T>,
    /// What the user should be told.
    pub report: Option<String>,
}

type Input = Result<RawInput, InputError>;

/// Reads all inputs and hands what became of them to `sink`, in the order of the inputs, until all are done or `stop` is set;
/// then the articles at hand are finished, and what follows them in unbroken order is still handed over.
///
/// # Errors
/// The first error of `sink`, after which nothing more is read.
pub fn run<T: Send + 'static>(
    job: Job<T>,
    stop: &Arc<AtomicBool>,
    mut sink: impl FnMut(Finished<T>) -> io::Result<()>,
) -> io::Result<()> {
    let shared = Arc::new(Shared {
        reader: job.reader,
        hints: job.hints,
        limits: job.limits,
        fields: job.fields,
        stop: Arc::clone(stop),
        gate: Gate::new(4 * job.jobs + 8),
        busy: AtomicUsize::new(0),
        making: job.making,
    });
    let (work, tasks) = channel();
    let (results, finished) = channel();
    let tasks = Arc::new(Mutex::new(tasks));
    let feeder = Arc::clone(&shared);
    let (inputs, own, done) = (job.inputs, job.own, job.done);
    // None of the threads is joined: the feeder may be waiting for standard input when the user stops the run.
    thread::spawn(move || feed(&feeder, Inputs::new(inputs, feeder.limits), own, done, &work));
    for _ in 0..job.jobs {
        let (shared, tasks, results) = (Arc::clone(&shared), Arc::clone(&tasks), results.clone());
        thread::spawn(move || shared.work(&tasks, &results));
    }
    drop(results);
    let ended = collect(&shared, &finished, &mut sink);
    shared.stop_if(ended.is_err());
    ended
}

fn collect<T>(
    shared: &Shared<T>,
    finished: &Receiver<(u64, Finished<T>)>,
    sink: &mut impl FnMut(Finished<T>) -> io::Result<()>,
) -> io::Result<()> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    loop {
        match finished.recv_timeout(GLANCE) {
            Ok((number, result)) => {
                waiting.insert(number, result);
                while let Some(result) = waiting.remove(&next) {
                    sink(result)?;
                    shared.gate.release();
                    next += 1;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Err(RecvTimeoutError::Timeout) => {
                let stopping = shared.stop.load(Ordering::SeqCst);
                if stopping && shared.busy.load(Ordering::SeqCst) == 0 {
                    return Ok(());
                }
            }
        }
    }
}

struct Shared<T> {
    reader: Reader,
    hints: Hints,
    limits: Limits,
    fields: FieldNames,
    stop: Arc<AtomicBool>,
    gate: Gate,
    /// Threads that are reading an article.
    busy: AtomicUsize,
    making: Making<T>,
}

/// Hands out the inputs that are not done, never more than the gate lets through.
fn feed<T>(
    shared: &Shared<T>,
    inputs: Inputs,
    own: Vec<PathBuf>,
    mut done: Done,
    work: &Sender<(u64, Input)>,
) {
    let mut own = Own { files: own, last: None };
    let mut number = 0;
    for input in inputs {
        let key = match &input {
            Ok(raw) => raw.key(),
            Err(error) => error_key(error),
        };
        let path = input.as_ref().map_or_else(|error| &error.path, |raw| &raw.path);
        if own.has(path) || done.take(&key) {
            continue;
        }
        if !shared.gate.enter(&shared.stop) || work.send((number, input)).is_err() {
            return;
        }
        number += 1;
    }
}

fn error_key(error: &InputError) -> String {
    match error.line {
        Some(line) => format!("{}:{line}", error.path),
        None => error.path.clone(),
    }
}

/// The run's own files, which a folder of inputs may hold.
struct Own {
    files: Vec<PathBuf>,
    last: Option<(String, bool)>,
}

impl Own {
    fn has(&mut self, path: &str) -> bool {
        if let Some((last, own)) = &self.last
            && last == path
        {
            return *own;
        }
        let own = std::fs::canonicalize(path).is_ok_and(|path| self.files.contains(&path));
        self.last = Some((path.to_owned(), own));
        own
    }
}

impl<T> Shared<T> {
    fn work(&self, tasks: &Mutex<Receiver<(u64, Input)>>, results: &Sender<(u64, Finished<T>)>) {
        loop {
            let task = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((number, input)) = task else { return };
            self.busy.fetch_add(1, Ordering::SeqCst);
            let stopping = self.stop.load(Ordering::SeqCst);
            let sent = stopping || results.send((number, self.finish(input))).is_ok();
            self.busy.fetch_sub(1, Ordering::SeqCst);
            if stopping || !sent {
                return;
            }
        }
    }

    fn finish(&self, input: Input) -> Finished<T> {
        let key = input.as_ref().map_or_else(error_key, RawInput::key);
        // Reading never panics; should it do so all the same, one article is lost and not the night's run.
        let caught = catch_unwind(AssertUnwindSafe(|| input.and_then(|raw| self.read(raw))));
        match caught {
            Ok(Ok((fate, made))) => Finished { key, fate, made: Some(made), report: None },
            Ok(Err(error)) => {
                let fate = Fate::Failed(reason(&error.error).to_owned());
                Finished { key, fate, made: None, report: Some(error.to_string()) }
            }
            Err(_) => {
                let report =
                    format!("{key}: the program failed on this article; please report it with the article");
                Finished {
                    key,
                    fate: Fate::Failed("program error".to_owned()),
                    made: None,
                    report: Some(report),
                }
            }
        }
    }

    fn read(&self, mut raw: RawInput) -> Result<(Fate, T), InputError> {
        if self.making.records && looks_like_record(&raw) {
            return self.take(&raw);
        }
        if raw.kind == RawKind::JsonLine {
            raw.bytes = self.fields.rename(&raw.bytes).into_owned();
        }
        let document = parse(&raw, &self.hints, &self.limits)?;
        if let Some(known) = self.making.known.as_ref().and_then(|known| known(&document)) {
            return Ok((Fate::Read { events: 0, statements: 0 }, known));
        }
        let record = self.reader.read(&document);
        let fate = if dateline::is_foreign(&document) { Fate::Foreign } else { fate(&record) };
        let made = (self.making.make)(record).map_err(|error| unsound(&raw, error.to_string()))?;
        Ok((fate, made))
    }

    /// Takes a line that is a record already.
    fn take(&self, raw: &RawInput) -> Result<(Fate, T), InputError> {
        let record: Record =
            serde_json::from_slice(&raw.bytes).map_err(|error| unsound(raw, error.to_string()))?;
        if let Some(problem) = record.check().first() {
            return Err(unsound(raw, format!("the record breaks its law: {problem}")));
        }
        let fate = fate(&record);
        let made = (self.making.make)(record).map_err(|error| unsound(raw, error.to_string()))?;
        Ok((fate, made))
    }

    fn stop_if(&self, failed: bool) {
        if failed {
            self.stop.store(true, Ordering::SeqCst);
        }
    }
}

/// Whether an input begins as a record does: with the version of the record's shape.
fn looks_like_record(raw: &RawInput) -> bool {
    let beginning = raw.bytes.get(..64.min(raw.bytes.len())).unwrap_or_default();
    let plain: Vec<u8> = beginning.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    matches!(raw.kind, RawKind::JsonLine | RawKind::Whole) && plain.starts_with(b"{\"schema\":\"dateline/")
}

fn fate(record: &Record) -> Fate {
    Fate::Read { events: record.events.len() as u64, statements: record.statements.len() as u64 }
}

fn unsound(raw: &RawInput, reason: String) -> InputError {
    InputError { path: raw.path.clone(), line: raw.line, error: IngestError::Record { reason } }
}

/// Why an input could not be read, in a word or two.
fn reason(error: &IngestError) -> &'static str {
    match error {
        IngestError::Empty => "empty",
        IngestError::NoArticle => "no article",
        IngestError::Binary { .. } => "not text",
        IngestError::TooLong { .. } | IngestError::LineTooLong { .. } => "too long",
        IngestError::Extractor { .. } => "page not understood",
        IngestError::Compression { .. } => "broken compression",
        IngestError::Record { .. } => "no article record",
        IngestError::Warc { .. } => "broken WARC record",
        IngestError::Xml { .. } | IngestError::UnknownXml { .. } => "XML not understood",
        IngestError::NoInputs => "nothing to read",
        IngestError::Io { .. } => "not readable",
        _ => "other",
    }
}

/// Lets so many inputs be under way at once.
struct Gate {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Gate {
    fn new(width: usize) -> Self {
        Self { free: Mutex::new(width), freed: Condvar::new() }
    }

    /// Waits for a place; `false` where the run is stopped.
    fn enter(&self, stop: &AtomicBool) -> bool {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if stop.load(Ordering::SeqCst) {
                return false;
            }
            if *free > 0 {
                *free -= 1;
                return true;
            }
            free = self.freed.wait_timeout(free, GLANCE).map_or_else(|e| e.into_inner().0, |(free, _)| free);
        }
    }

    fn release(&self) {
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.freed.notify_one();
    }
}
