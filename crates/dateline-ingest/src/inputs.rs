//! From the words of a command line to raw articles, in a fixed order and with bounded memory.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::open::{Container, Opened, SNIFFED, bare_name, open};
use crate::{Hints, IngestError, InputError, Item, Limits, parse};

/// The names of files that are read when a folder is walked; `.gz` and `.zst` may follow.
const EXTENSIONS: [&str; 18] = [
    "txt", "text", "md", "html", "htm", "xhtml", "json", "jsonl", "ndjson", "ninjs", "xml", "nitf", "newsml",
    "newsmlg2", "warc", "rss", "atom", "rdf",
];

/// Names, without ending, of files that go with articles but are none; in a folder they are passed over, named they are read.
const COMPANIONS: [&str; 10] = [
    "readme",
    "license",
    "licence",
    "license-mit",
    "license-apache",
    "copying",
    "notice",
    "changelog",
    "contributing",
    "code_of_conduct",
];

/// What the bytes of a [`RawInput`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RawKind {
    /// A whole file: text, HTML, one JSON object, one NewsML-G2 item or NITF article.
    Whole,
    /// One line of a JSON Lines file.
    JsonLine,
    /// One record of a WARC file, head and block.
    WarcRecord,
    /// One item of a NewsML-G2 message, as UTF-8.
    NewsItem,
    /// One item of an RSS, Atom or JSON feed with the feed's title and language, as UTF-8.
    FeedItem,
}

/// The bytes of one article, not yet parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawInput {
    /// The file, as the user named it or as it was found in a folder; `-` for standard input.
    pub path: String,
    /// The line, or in WARC files, NewsML-G2 messages and feeds the record or item, counted from 1, where the file holds many articles.
    pub line: Option<u64>,
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What they are.
    pub kind: RawKind,
}

impl RawInput {
    /// A name that stays the same from run to run: the path, with the line or record after a colon where there is one.
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
    /// A file of many articles that is being read.
    container: Option<Container>,
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
    /// An input that is there already.
    Ready(Box<Result<RawInput, InputError>>),
    /// The mark after everything in a named folder: how many had come out before it.
    EndOfFolder {
        name: String,
        given_before: u64,
    },
}

pub(crate) type Next = Option<Result<RawInput, InputError>>;

impl Inputs {
    /// The inputs behind these words. Nothing is opened before the first call of `next`.
    pub fn new(words: impl IntoIterator<Item = String>, limits: Limits) -> Self {
        let mut pending: Vec<Pending> = words.into_iter().map(Pending::Word).collect();
        pending.reverse();
        Self { limits, pending, container: None, given: 0 }
    }

    /// The inputs in one stream, which is named `name` in keys and messages. What it holds is told by its first bytes.
    ///
    /// ```
    /// use dateline_ingest::{Inputs, Limits};
    /// let lines: &[u8] = b"{\"text\": \"Envoys met.\"}\n{\"text\": \"They left.\"}\n";
    /// let keys: Vec<String> = Inputs::of_stream("upload", lines, Limits::default()).flatten().map(|raw| raw.key()).collect();
    /// assert_eq!(keys, ["upload:1", "upload:2"]);
    /// ```
    pub fn of_stream(name: &str, stream: impl Read + Send + 'static, limits: Limits) -> Self {
        let mut inputs = Self::new([], limits);
        let stream = BufReader::with_capacity(SNIFFED, stream);
        let opened = inputs.opened(open(name.to_owned(), None, stream, &limits));
        inputs.pending.extend(opened.map(|input| Pending::Ready(Box::new(input))));
        inputs
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
            Pending::Ready(input) => Some(*input),
            Pending::EndOfFolder { name, given_before } => self.nothing_since(name, given_before),
        }
    }

    fn nothing_since(&self, name: String, given_before: u64) -> Next {
        if self.given == given_before { failed(name, IngestError::NoInputs) } else { None }
    }

    fn word(&mut self, word: String) -> Next {
        if word == "-" {
            let input = BufReader::with_capacity(SNIFFED, io::stdin());
            return self.opened(open("-".to_owned(), None, input, &self.limits));
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
                Ok(kind) => !(kind.is_symlink() && path.is_dir()) && is_read_in_folders(&path),
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
            Ok(file) => {
                let input = BufReader::with_capacity(SNIFFED, file);
                self.opened(open(shown, Some(path), input, &self.limits))
            }
            Err(error) => failed(shown, IngestError::io(&error)),
        }
    }

    fn opened(&mut self, opened: Opened) -> Next {
        match opened {
            Opened::Input(next) => next,
            Opened::Container(container) => {
                self.container = Some(container);
                None
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<RawInput, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = match &mut self.container {
                Some(container) => {
                    let next = container.next(&self.limits);
                    if next.is_none() {
                        self.container = None;
                    }
                    next
                }
                None => {
                    let pending = self.pending.pop()?;
                    self.step(pending)
                }
            };
            if next.is_some() {
                self.given += 1;
                return next;
            }
        }
    }
}

pub(crate) fn failed(path: impl Into<String>, error: IngestError) -> Next {
    Some(Err(InputError { path: path.into(), line: None, error }))
}

fn is_read_in_folders(path: &Path) -> bool {
    let name = bare_name(path);
    name.rsplit_once('.')
        .is_some_and(|(stem, extension)| EXTENSIONS.contains(&extension) && !COMPANIONS.contains(&stem))
}
