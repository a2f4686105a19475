//! What can go wrong: what, where, and what to do about it.

use std::fmt;

use thiserror::Error;

/// Why an input gave no document.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum IngestError {
    /// There is no text at all.
    #[error("there is no text in it; check that the file was written completely")]
    Empty,
    /// The page or item has no words that belong to an article.
    #[error("no article was found in it; give the article's text instead, as plain text")]
    NoArticle,
    /// Bytes that are no text.
    #[error(
        "this is not text but {what}; give plain text, HTML, JSON Lines, WARC, NewsML-G2, NITF, ninjs or a feed, bare or compressed by gzip or zstd"
    )]
    Binary {
        /// What it seems to be, for people: "a PDF", "binary data".
        what: &'static str,
    },
    /// The file is longer than [`Limits::article_bytes`](crate::Limits::article_bytes), or its text than
    /// [`Limits::text_bytes`](crate::Limits::text_bytes).
    #[error(
        "the article is longer than {limit} bytes; if it holds many articles, split it or give it as JSON Lines, one a line"
    )]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The line is longer than [`Limits::line_bytes`](crate::Limits::line_bytes).
    #[error("the line has {length} bytes, more than the limit of {limit}; it was passed over")]
    LineTooLong {
        /// How long the line is, in bytes.
        length: u64,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The extractor failed on this page.
    #[error("the page could not be taken apart ({reason}); save it as plain text if it is an article")]
    Extractor {
        /// What the extractor said.
        reason: String,
    },
    /// Compressed data that cannot be unpacked.
    #[error("the compressed data cannot be unpacked ({reason}); fetch or write the file again")]
    Compression {
        /// What the decompressor said.
        reason: String,
    },
    /// A line that is no JSON object of an article.
    #[error("this is no article record ({reason}); each line must be an object with a \"text\" or \"title\"")]
    Record {
        /// What is wrong with it.
        reason: String,
    },
    /// A record of a WARC file that is malformed.
    #[error("the WARC record is malformed ({reason}); it was passed over")]
    Warc {
        /// What is wrong with it.
        reason: String,
    },
    /// XML that is not well formed.
    #[error("the XML is broken ({reason}); fetch or write the file again")]
    Xml {
        /// What is wrong with it, and where.
        reason: String,
    },
    /// XML that holds no articles as far as can be told.
    #[error("this is XML of a kind that is not read (<{root}>); NewsML-G2, NITF, RSS and Atom are")]
    UnknownXml {
        /// The outermost element.
        root: String,
    },
    /// A feed where one article was expected.
    #[error(
        "this is a feed of articles, not an article; give its file as an input, or its address to `dateline watch`"
    )]
    Feed,
    /// A feed or message without an item that has text.
    #[error("there is no article in it; a feed needs items, a NewsML-G2 message items of text")]
    NoItems,
    /// The file system refused.
    #[error("it cannot be read ({reason}); check the name and the permissions")]
    Io {
        /// What the system said.
        reason: String,
    },
    /// A folder or pattern that holds nothing to read.
    #[error(
        "there are no articles in it; files named .txt, .md, .html, .htm, .json, .jsonl, .ndjson, .xml, .rss, .atom, .nitf, .newsml or .warc, bare or with .gz or .zst, are read, but README, LICENSE and the like are passed over"
    )]
    NoInputs,
    /// A glob that is none.
    #[error("the pattern is malformed ({reason}); quote the name if it is meant literally")]
    Pattern {
        /// What is wrong with it.
        reason: String,
    },
}

impl IngestError {
    pub(crate) fn io(error: &std::io::Error) -> Self {
        Self::Io { reason: error.to_string() }
    }
}

/// An error with the place where it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The file, folder or pattern, as the user named it; `-` for standard input.
    pub path: String,
    /// The line, or in WARC files, NewsML-G2 messages and feeds the record or item, counted from 1, where the container has many articles.
    pub line: Option<u64>,
    /// What happened.
    pub error: IngestError,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.error),
            None => write!(f, "{}: {}", self.path, self.error),
        }
    }
}

impl std::error::Error for InputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
