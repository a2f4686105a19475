//! A stream that was opened: one article, or a container of many that is read piece by piece.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::decode::{self, Compression};
use crate::inputs::{Next, failed};
use crate::lines::{BoundedLine, next_line};
use crate::xml::{Parts, Root};
use crate::{IngestError, InputError, Limits, RawInput, RawKind, html, json_feed, jsonl, warc, xml};

/// How much of a stream is looked at to tell what it is, in bytes.
pub(crate) const SNIFFED: usize = 64 << 10;

/// What a stream turned out to be.
pub(crate) enum Opened {
    /// One article, or why there is none.
    Input(Next),
    /// Many.
    Container(Container),
}

/// A file of many articles.
pub(crate) struct Container {
    path: String,
    compressed: bool,
    kind: Kind,
    /// Whether anything has come out of it.
    given: bool,
}

enum Kind {
    Lines {
        stream: Box<dyn BufRead + Send>,
        line: u64,
    },
    Warc(Box<warc::Records>),
    Message(Parts),
    Feed(Parts),
    JsonFeed(json_feed::Items),
    /// After something from which there is no going on.
    Ended,
}

/// Opens a stream: a container by its name or first bytes; anything else is read whole.
pub(crate) fn open(
    shown: String,
    path: Option<&Path>,
    mut packed: BufReader<impl Read + Send + 'static>,
    limits: &Limits,
) -> Opened {
    let compression = match packed.fill_buf() {
        Ok(head) => decode::compression(head),
        Err(error) => return Opened::Input(failed(shown, IngestError::io(&error))),
    };
    let compressed = compression != Compression::None;
    if compression == Compression::Gzip && packed.fill_buf().is_ok_and(is_packed_warc) {
        // The members of a WARC file are its records, and must not be joined before they are read.
        let kind = Kind::Warc(Box::new(warc::Records::in_members(Box::new(packed), limits.article_bytes)));
        return Opened::Container(Container { path: shown, compressed, kind, given: false });
    }
    let mut stream: Box<dyn BufRead + Send> = if compressed {
        match decode::unpacked(packed, compression) {
            Ok(unpacked) => Box::new(BufReader::with_capacity(SNIFFED, unpacked)),
            Err(error) => return Opened::Input(failed(shown, stream_error(&error, true))),
        }
    } else {
        Box::new(packed)
    };
    let head = match stream.fill_buf() {
        Ok(head) => head,
        Err(error) => return Opened::Input(failed(shown, stream_error(&error, compressed))),
    };
    if warc::looks_like_warc(head) {
        let kind = Kind::Warc(Box::new(warc::Records::bare(stream, limits.article_bytes)));
        return Opened::Container(Container { path: shown, compressed, kind, given: false });
    }
    let is_json_feed = json_feed::looks_like_feed(head);
    if !is_json_feed && is_json_lines(head, path) {
        let kind = Kind::Lines { stream, line: 0 };
        return Opened::Container(Container { path: shown, compressed, kind, given: false });
    }
    let root = xml::root(head);
    let has_items = is_json_feed || matches!(root, Some(Root::NewsMessage | Root::Feed));
    let limit = if has_items { limits.message_bytes } else { limits.article_bytes };
    let mut bytes = Vec::new();
    match stream.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Opened::Input(failed(shown, stream_error(&error, compressed))),
        Ok(_) if bytes.len() > limit => Opened::Input(failed(shown, IngestError::TooLong { limit })),
        Ok(_) if has_items => {
            let charset = html::declared_charset(&bytes).filter(|_| !is_json_feed);
            let text = decode::decode(&bytes, None, charset.as_deref()).text;
            drop(bytes);
            let kind = match root {
                _ if is_json_feed => match json_feed::Items::new(&text) {
                    Ok(items) => Kind::JsonFeed(items),
                    Err(error) => return Opened::Input(failed(shown, error)),
                },
                Some(Root::Feed) => Kind::Feed(Parts::of_feed(text)),
                _ => Kind::Message(Parts::of_message(text)),
            };
            Opened::Container(Container { path: shown, compressed, kind, given: false })
        }
        Ok(_) => Opened::Input(Some(Ok(RawInput { path: shown, line: None, bytes, kind: RawKind::Whole }))),
    }
}

/// Whether the first gzip member begins a WARC file.
fn is_packed_warc(head: &[u8]) -> bool {
    let mut start = Vec::new();
    // What is cut off at the end of `head` is an error behind the bytes that matter.
    let _ = flate2::bufread::GzDecoder::new(head).take(5).read_to_end(&mut start);
    warc::looks_like_warc(&start)
}

impl Container {
    /// The next article or error; `None` at the end.
    pub(crate) fn next(&mut self, limits: &Limits) -> Next {
        let has_items = matches!(self.kind, Kind::Message(_) | Kind::Feed(_) | Kind::JsonFeed(_));
        let (number, result) = match self.next_piece(limits) {
            Some(piece) => piece,
            None if has_items && !self.given => (None, Err(IngestError::NoItems)),
            None => return None,
        };
        self.given = true;
        let path = self.path.clone();
        Some(match result {
            Ok((bytes, kind)) => Ok(RawInput { path, line: number, bytes, kind }),
            Err(error) => Err(InputError { path, line: number, error }),
        })
    }

    /// The next piece with its number.
    fn next_piece(&mut self, limits: &Limits) -> Option<Piece> {
        let of_part = |part, kind| match part {
            Ok((number, bytes)) => (Some(number), Ok((bytes, kind))),
            Err(error) => (None, Err(error)),
        };
        Some(match &mut self.kind {
            Kind::Lines { stream, line } => {
                let next = next_json_line(&mut **stream, line, limits.line_bytes);
                let (number, result) = (*line, next?);
                let result = result.map_err(|error| match error {
                    LineError::TooLong(error) => error,
                    LineError::Stream(error) => {
                        self.kind = Kind::Ended;
                        stream_error(&error, self.compressed)
                    }
                });
                (Some(number), result.map(|bytes| (bytes, RawKind::JsonLine)))
            }
            Kind::Warc(records) => {
                let (number, result) = records.next()?;
                let result = result.map_err(|error| match error {
                    IngestError::Io { reason } if self.compressed => IngestError::Compression { reason },
                    other => other,
                });
                (Some(number), result.map(|bytes| (bytes, RawKind::WarcRecord)))
            }
            Kind::Message(parts) => of_part(parts.next()?, RawKind::NewsItem),
            Kind::Feed(parts) => of_part(parts.next()?, RawKind::FeedItem),
            Kind::JsonFeed(items) => of_part(Ok(items.next()?), RawKind::FeedItem),
            Kind::Ended => return None,
        })
    }
}

/// The number and bytes of an article in a container, or what is wrong there.
type Piece = (Option<u64>, Result<(Vec<u8>, RawKind), IngestError>);

enum LineError {
    TooLong(IngestError),
    Stream(io::Error),
}

/// The next line that is not blank.
fn next_json_line(
    stream: &mut dyn BufRead,
    line: &mut u64,
    limit: usize,
) -> Option<Result<Vec<u8>, LineError>> {
    loop {
        *line += 1;
        match next_line(stream, limit) {
            Ok(None) => return None,
            Ok(Some(BoundedLine::Whole(bytes))) if bytes.trim_ascii().is_empty() => {}
            Ok(Some(BoundedLine::Whole(bytes))) => return Some(Ok(bytes)),
            Ok(Some(BoundedLine::TooLong(length))) => {
                return Some(Err(LineError::TooLong(IngestError::LineTooLong { length, limit })));
            }
            Err(error) => return Some(Err(LineError::Stream(error))),
        }
    }
}

fn stream_error(error: &io::Error, compressed: bool) -> IngestError {
    if compressed { IngestError::Compression { reason: error.to_string() } } else { IngestError::io(error) }
}

/// The name without the ending of a compression, in lower case.
pub(crate) fn bare_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bare = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst"));
    bare.map(str::to_owned).unwrap_or(name)
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
