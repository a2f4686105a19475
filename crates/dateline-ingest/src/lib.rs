//! From bytes as people have them to a [`Document`] with [`Metadata`](dateline_text::Metadata).
//!
//! Two ways in:
//!
//! - [`read_bytes`] reads one article from the bytes of a file: plain text as copied from a page, HTML, one JSON
//!   record, or an agency's NewsML-G2, NITF or ninjs, each perhaps compressed by gzip or Zstandard.
//! - [`Inputs`] turns the words of a command line (files, folders, globs, `-`) into a stream of [`RawInput`]s in a
//!   fixed order and with bounded memory. Enumerating is cheap and stays on one thread; [`parse`] is the dear part
//!   and may run on any number of them. JSON Lines, WARC, NewsML-G2 messages and feeds give one input a line, record or item.
//!   [`RawInput::key`] names an input so that a run can be resumed.
//!
//! ```
//! use dateline_ingest::{Hints, Limits, read_bytes};
//!
//! let page = "The Harbour Post\n\nEnvoys open talks in Geneva\n\nBy Ada Moss\n\nGENEVA – Envoys of both states met on Monday and \
//!             agreed to meet again within the week.\n\nShare on Facebook\n";
//! let document = read_bytes(page.as_bytes(), &Hints::default(), &Limits::default())?;
//! assert_eq!(document.metadata().title.as_deref(), Some("Envoys open talks in Geneva"));
//! assert_eq!(document.metadata().authors, ["Ada Moss"]);
//! assert_eq!(document.dateline().map(|span| document.slice(span)), Some("GENEVA"));
//! assert_eq!(document.metadata().dropped.last().map(|cut| cut.why), Some("share"));
//! # Ok::<(), dateline_ingest::IngestError>(())
//! ```
//!
//! Nothing here panics on any bytes, and no input makes it hold more than [`Limits`] allow.

mod dates;
mod decode;
mod error;
mod html;
mod inputs;
mod json_feed;
mod jsonl;
mod language;
mod lines;
mod ninjs;
mod open;
mod page;
mod read;
mod running;
mod warc;
mod wire;
mod xml;

pub use dates::parse_date;
pub use error::{IngestError, InputError};
pub use inputs::{Inputs, RawInput, RawKind};
pub use language::detect_language;
pub use read::{Item, parse, read_bytes};

pub use dateline_text::Document;
use jiff::civil::Date;

/// What is known about an article before its bytes are read. What is said here wins over what the bytes say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// The file or archive member, as the user named it.
    pub path: Option<String>,
    /// The address of the page; a date in it (`/2024/03/07/`) is the publication date where nothing better is known.
    pub url: Option<String>,
    /// The day of publication, as the user gave it.
    pub published: Option<Date>,
    /// The instant of publication as RFC 3339, as the user gave it.
    pub published_instant: Option<String>,
    /// The day or instant of publication as a container such as a feed gives it; counts as metadata where the page itself
    /// has no date that can be read.
    pub container_published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// What the bytes are, where it need not be guessed.
    pub format: Option<Format>,
    /// The encoding that a container named for the bytes, such as the `charset` of an HTTP header.
    pub charset: Option<String>,
}

/// What the bytes of one article are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, with or without the debris of the page that it was copied from.
    Text,
    /// A web page.
    Html,
    /// One JSON object with `text` and other fields, or in ninjs.
    JsonRecord,
    /// One NewsML-G2 item or NITF article.
    AgencyXml,
    /// One item of a feed, as [`Inputs`] gives it.
    FeedItem,
}

/// How much of an input is taken before it is refused. Sizes are in bytes, after decompression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest file of one article, markup included; default 8 MiB.
    pub article_bytes: usize,
    /// The longest NewsML-G2 message or feed of several items; default 64 MiB.
    pub message_bytes: usize,
    /// The longest text of one article, without markup; default 1 MiB, some 180,000 words. What is longer is no article, and
    /// reading it would take minutes and a gigabyte.
    pub text_bytes: usize,
    /// The longest line of a JSON Lines file; default 8 MiB.
    pub line_bytes: usize,
    /// The deepest nesting of HTML elements that an extractor is given; default 256. Deeper pages are read as bare text,
    /// and in XML what lies deeper is text of what holds it.
    pub html_depth: usize,
    /// The most tags that an extractor is given; default 50,000. Pages with more are read as bare text.
    pub html_tags: usize,
    /// The most attributes of one element that an extractor is given, since parsers compare each with all others; default 256.
    /// Pages with more are read as bare text.
    pub html_attributes: usize,
    /// From how many bytes on a page is read by the faster of the two extractors; default 1 MiB.
    pub html_fast_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            article_bytes: 8 << 20,
            message_bytes: 64 << 20,
            text_bytes: 1 << 20,
            line_bytes: 8 << 20,
            html_depth: 256,
            html_tags: 50_000,
            html_attributes: 256,
            html_fast_bytes: 1 << 20,
        }
    }
}
