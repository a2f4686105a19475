//! From the words of a command line to raw articles, in a fixed order and with bounded memory.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::decode::{self, Compression};
use crate::lines::{BoundedLine, next_line};
use crate::{Hints, IngestError, InputError, Item, Limits, jsonl, parse};

/// The names of files that are read when a folder is walked; `.gz` and `.zst` may follow.
const EXTENSIONS: [&str; 9] = ["txt", "text", "md", "html", "htm", "xhtml", "json", "jsonl", "ndjson"];

/// How much of a stream is looked at to tell what it is, in bytes.
const SNIFFED: usize = 64 << 10;

/// What the bytes of a [`RawInput`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RawKind {
    /// A whole file: text, HTML or one JSON object.
    Whole,
    /// One line of a JSON Lines file.
    JsonLine,
}

/// The bytes of one article, not yet parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawInput {
    /// The file, as the user named it or as it was found in a folder; `-` for standard input.
    pub path: String,
    /// The line, counted from 1, where the file has one article a line.
    pub line: Option<u64>,
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What they are.
    pub kind: RawKind,
}

impl RawInput {
    /// A name that stays the same from run to run: the path, with the line after a colon where there is one.
    pub fn key(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.path),
            None => self.path.clone(),
        }
    }
}

/// The raw articles behind the words of a command line.
///
/// Words are taken in the order given: a file, a folder (walked to its depth, names sorted by their bytes, hidden
/// ones and links to folders passed over), a glob (where no file has that very name), or `-` for standard input.
/// Only one file is open at a time, and of it at most one article is held. A bad input is an item of the stream,
/// and the rest goes on.
///
/// ```no_run
/// use dateline_ingest::{Hints, Inputs, Limits, parse};
/// for raw in Inputs::new(["articles.jsonl".to_owned(), "pages/".to_owned()], Limits::default()) {
///     match raw.and_then(|raw| parse(&raw, &Hints::default(), &Limits::default())) {
///         Ok(document) => println!("{}", document.text()),
///         Err(error) => eprintln!("{error}"),
///     }
/// }
/// ```
pub struct Inputs {
    limits: Limits,
    /// What is still to do, the next thing last.
    pending: Vec<Pending>,
    lines: Option<OpenLines>,
    /// How many inputs and errors came out.
    given: u64,
}

enum Pending {
    Word(String),
    /// A file or folder that was found, not named.
    Found(PathBuf),
    Glob {
        pattern: String,
        paths: glob::Paths,
        given_before: u64,
    },
    /// The mark after everything in a named folder: how many had come out before it.
    EndOfFolder {
        name: String,
        given_before: u64,
    },
}

struct OpenLines {
    path: String,
    stream: Box<dyn BufRead + Send>,
    compressed: bool,
    line: u64,
}

type Next = Option<Result<RawInput, InputError>>;

impl Inputs {
    /// The inputs behind these words. Nothing is opened before the first call of `next`.
    pub fn new(words: impl IntoIterator<Item = String>, limits: Limits) -> Self {
        let mut pending: Vec<Pending> = words.into_iter().map(Pending::Word).collect();
        pending.reverse();
        Self { limits, pending, lines: None, given: 0 }
    }

    /// The same stream, each input parsed on this thread. `hints` say what is known about all of them.
    pub fn documents(self, hints: Hints) -> impl Iterator<Item = Result<Item, InputError>> {
        let limits = self.limits;
        self.map(move |raw| {
            let raw = raw?;
            let document = parse(&raw, &hints, &limits)?;
            Ok(Item { path: raw.path, line: raw.line, document })
        })
    }

    /// Does the next pending thing; `None` where it gave no input by itself.
    fn step(&mut self, pending: Pending) -> Next {
        match pending {
            Pending::Word(word) => self.word(word),
            Pending::Found(path) if path.is_dir() => self.walk(&path),
            Pending::Found(path) => self.open_file(&path),
            Pending::Glob { pattern, mut paths, given_before } => match paths.next() {
                Some(found) => {
                    self.pending.push(Pending::Glob { pattern, paths, given_before });
                    match found {
                        Ok(path) => self.pending.push(Pending::Found(path)),
                        Err(error) => {
                            return failed(error.path().to_string_lossy(), IngestError::io(error.error()));
                        }
                    }
                    None
                }
                None => self.nothing_since(pattern, given_before),
            },
            Pending::EndOfFolder { name, given_before } => self.nothing_since(name, given_before),
        }
    }

    fn nothing_since(&self, name: String, given_before: u64) -> Next {
        if self.given == given_before { failed(name, IngestError::NoInputs) } else { None }
    }

    fn word(&mut self, word: String) -> Next {
        if word == "-" {
            return self.open_stream("-".to_owned(), None, BufReader::with_capacity(SNIFFED, io::stdin()));
        }
        let path = PathBuf::from(&word);
        if path.is_dir() {
            self.pending.push(Pending::EndOfFolder { name: word, given_before: self.given });
            return self.walk(&path);
        }
        if word.contains(['*', '?', '[']) && !path.exists() {
            let shell_like =
                glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
            return match glob::glob_with(&word, shell_like) {
                Ok(paths) => {
                    self.pending.push(Pending::Glob { pattern: word, paths, given_before: self.given });
                    None
                }
                Err(error) => failed(word, IngestError::Pattern { reason: error.msg.to_owned() }),
            };
        }
        self.open_file(&path)
    }

    /// Puts what a folder holds onto the pile, sorted.
    fn walk(&mut self, folder: &Path) -> Next {
        let listed = fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
        let mut entries = match listed {
            Ok(entries) => entries,
            Err(error) => return failed(folder.to_string_lossy(), IngestError::io(&error)),
        };
        entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries.into_iter().rev() {
            let path = entry.path();
            // A link to a folder is not followed, since it may lead back to where the walk came from.
            let wanted = match entry.file_type() {
                Ok(kind) if kind.is_dir() => true,
                Ok(kind) => !(kind.is_symlink() && path.is_dir()) && has_read_extension(&path),
                Err(_) => false,
            };
            if wanted {
                self.pending.push(Pending::Found(path));
            }
        }
        None
    }

    fn open_file(&mut self, path: &Path) -> Next {
        let shown = path.to_string_lossy().into_owned();
        match File::open(path) {
            Ok(file) => self.open_stream(shown, Some(path), BufReader::with_capacity(SNIFFED, file)),
            Err(error) => failed(shown, IngestError::io(&error)),
        }
    }

    /// Opens a stream as lines where it is JSON Lines; otherwise reads it whole.
    fn open_stream(
        &mut self,
        shown: String,
        path: Option<&Path>,
        mut packed: BufReader<impl Read + Send + 'static>,
    ) -> Next {
        let compression = match packed.fill_buf() {
            Ok(head) => decode::compression(head),
            Err(error) => return failed(shown, IngestError::io(&error)),
        };
        let compressed = compression != Compression::None;
        let mut stream: Box<dyn BufRead + Send> = if compressed {
            match decode::unpacked(packed, compression) {
                Ok(unpacked) => Box::new(BufReader::with_capacity(SNIFFED, unpacked)),
                Err(error) => return failed(shown, stream_error(&error, true)),
            }
        } else {
            Box::new(packed)
        };
        let head = match stream.fill_buf() {
            Ok(head) => head,
            Err(error) => return failed(shown, stream_error(&error, compressed)),
        };
        if is_json_lines(head, path) {
            self.lines = Some(OpenLines { path: shown, stream, compressed, line: 0 });
            return None;
        }
        let mut bytes = Vec::new();
        match stream.take(self.limits.article_bytes as u64 + 1).read_to_end(&mut bytes) {
            Err(error) => failed(shown, stream_error(&error, compressed)),
            Ok(_) if bytes.len() > self.limits.article_bytes => {
                failed(shown, IngestError::TooLong { limit: self.limits.article_bytes })
            }
            Ok(_) => Some(Ok(RawInput { path: shown, line: None, bytes, kind: RawKind::Whole })),
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<RawInput, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = if let Some(lines) = &mut self.lines {
                let next = lines.next(self.limits.line_bytes);
                if !matches!(
                    &next,
                    Some(Ok(_) | Err(InputError { error: IngestError::LineTooLong { .. }, .. }))
                ) {
                    self.lines = None;
                }
                next
            } else {
                let pending = self.pending.pop()?;
                self.step(pending)
            };
            if next.is_some() {
                self.given += 1;
                return next;
            }
        }
    }
}

impl OpenLines {
    fn next(&mut self, limit: usize) -> Next {
        loop {
            self.line += 1;
            let failed =
                |error| Some(Err(InputError { path: self.path.clone(), line: Some(self.line), error }));
            match next_line(&mut *self.stream, limit) {
                Ok(None) => return None,
                Ok(Some(BoundedLine::Whole(bytes))) if bytes.trim_ascii().is_empty() => {}
                Ok(Some(BoundedLine::Whole(bytes))) => {
                    let path = self.path.clone();
                    return Some(Ok(RawInput {
                        path,
                        line: Some(self.line),
                        bytes,
                        kind: RawKind::JsonLine,
                    }));
                }
                Ok(Some(BoundedLine::TooLong(length))) => {
                    return failed(IngestError::LineTooLong { length, limit });
                }
                Err(error) => return failed(stream_error(&error, self.compressed)),
            }
        }
    }
}

fn failed(path: impl Into<String>, error: IngestError) -> Next {
    Some(Err(InputError { path: path.into(), line: None, error }))
}

fn stream_error(error: &io::Error, compressed: bool) -> IngestError {
    if compressed { IngestError::Compression { reason: error.to_string() } } else { IngestError::io(error) }
}

/// The name without the ending of a compression, in lower case.
fn bare_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bare = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst"));
    bare.map(str::to_owned).unwrap_or(name)
}

fn has_read_extension(path: &Path) -> bool {
    let name = bare_name(path);
    name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension))
}

/// Whether a stream has one article a line: by its name, else by a first line that is a whole object, or is too long to be seen whole.
fn is_json_lines(head: &[u8], path: Option<&Path>) -> bool {
    let name = path.map(bare_name).unwrap_or_default();
    if name.ends_with(".jsonl") || name.ends_with(".ndjson") {
        return true;
    }
    if !jsonl::looks_like_object(head) {
        return false;
    }
    let start = head.iter().position(|byte| *byte == b'{').unwrap_or(0);
    let rest = head.get(start..).unwrap_or_default();
    match rest.iter().position(|byte| *byte == b'\n') {
        Some(end) => {
            let more = rest.get(end..).is_some_and(|more| more.trim_ascii().starts_with(b"{"));
            let first = rest.get(..end).unwrap_or_default().trim_ascii_end();
            first.ends_with(b"}") && (more || name.is_empty())
        }
        None => head.len() >= SNIFFED,
    }
}
