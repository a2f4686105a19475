//! One article: sniffed, decoded, taken apart, and put together as a document.

use dateline_text::{Document, Metadata, PublishedFrom, Span};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::page::{Known, Page, read_page};
use crate::{
    Format, Hints, IngestError, InputError, Limits, RawInput, RawKind, dates, decode, html, json_feed, jsonl,
    language, ninjs, parse_date, warc, wire, xml,
};

/// A parsed input with the place that it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The file, as in [`RawInput::path`].
    pub path: String,
    /// The line, as in [`RawInput::line`].
    pub line: Option<u64>,
    /// The article.
    pub document: Document,
}

/// Parses a raw input. `hints` are what is known about all inputs; the path is taken from `raw`.
///
/// # Errors
/// Whatever [`read_bytes`] says, with the path and line.
pub fn parse(raw: &RawInput, hints: &Hints, limits: &Limits) -> Result<Document, InputError> {
    let mut hints = Hints { path: Some(raw.key()), ..hints.clone() };
    let read = match raw.kind {
        RawKind::WarcRecord => read_record(&raw.bytes, hints, limits),
        RawKind::JsonLine => {
            hints.format = Some(Format::JsonRecord);
            read_bytes(&raw.bytes, &hints, limits)
        }
        RawKind::NewsItem => {
            hints.format = Some(Format::AgencyXml);
            read_bytes(&raw.bytes, &hints, limits)
        }
        RawKind::FeedItem => {
            hints.format = Some(Format::FeedItem);
            read_bytes(&raw.bytes, &hints, limits)
        }
        RawKind::Whole => read_bytes(&raw.bytes, &hints, limits),
    };
    read.map_err(|error| InputError { path: raw.path.clone(), line: raw.line, error })
}

/// Reads the page in a WARC record. The day on which it was fetched is kept, but is no day of publication.
fn read_record(record: &[u8], mut hints: Hints, limits: &Limits) -> Result<Document, IngestError> {
    let page = warc::read_record(record, limits.article_bytes)?;
    hints.url = hints.url.or(page.url);
    hints.charset = page.charset;
    hints.format = Some(if page.is_plain { Format::Text } else { Format::Html });
    let document = read_bytes(&page.body, &hints, limits)?;
    let mut metadata = Metadata { format: "warc", ..document.metadata().clone() };
    metadata.extra.extend(page.extra);
    Ok(document.with_metadata(metadata))
}

/// Reads one article. Its format is the one in `hints`, else what the bytes look like.
///
/// The day of publication is, in this order, the one in `hints`, the metadata's, the container's, the address's, the text's, or none;
/// [`Metadata::published_from`] says which.
///
/// # Errors
/// [`IngestError::Empty`] for nothing but white space, [`IngestError::Binary`] for what is no text,
/// [`IngestError::TooLong`] beyond the limits, [`IngestError::Compression`] and
/// [`IngestError::Record`] and [`IngestError::Xml`] for what is broken, [`IngestError::Feed`] for a feed, whose items [`Inputs`](crate::Inputs)
/// gives one by one. Odd text is no error.
pub fn read_bytes(bytes: &[u8], hints: &Hints, limits: &Limits) -> Result<Document, IngestError> {
    let unpacked = decode::unpack(bytes, limits)?;
    let bytes = unpacked.as_deref().unwrap_or(bytes);
    if bytes.len() > limits.article_bytes {
        return Err(IngestError::TooLong { limit: limits.article_bytes });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(IngestError::Empty);
    }
    if let Some(what) = decode::binary(bytes) {
        return Err(IngestError::Binary { what });
    }
    let format = hints.format.unwrap_or_else(|| sniff(bytes, hints.path.as_deref()));
    let page_charset =
        matches!(format, Format::Html | Format::AgencyXml).then(|| html::declared_charset(bytes)).flatten();
    let decoded = decode::decode(bytes, hints.charset.as_deref(), page_charset.as_deref());
    if decoded.text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}').is_empty()
    {
        return Err(IngestError::Empty);
    }
    let mut found = match format {
        Format::Text => {
            within(decoded.text.len(), limits)?;
            Found { format: "text", page: read_page(&decoded.text, &Known::default()), ..Found::default() }
        }
        Format::JsonRecord if ninjs::looks_like_ninjs(&decoded.text) => {
            from_wire(ninjs::read(&decoded.text)?)
        }
        Format::JsonRecord if json_feed::looks_like_feed(decoded.text.as_bytes()) => {
            return Err(IngestError::Feed);
        }
        Format::JsonRecord => from_record(&decoded.text, limits)?,
        Format::FeedItem if decoded.text.starts_with('{') => from_wire(json_feed::read(&decoded.text)?),
        Format::FeedItem => from_wire(xml::read(&decoded.text, limits)?),
        Format::AgencyXml => from_wire(xml::read(&decoded.text, limits)?),
        Format::Html => from_html(&decoded.text, limits)?,
    };
    within(found.page.paragraphs.iter().map(String::len).sum(), limits)?;
    found.notes.extend(decoded.note);
    if found.published.is_none()
        && let Some(written) =
            hints.container_published.as_deref().filter(|written| parse_date(written).is_some())
    {
        found.set_published(written);
    }
    Ok(found.into_document(hints))
}

/// Refuses a text of so many bytes where it is longer than an article may be.
fn within(length: usize, limits: &Limits) -> Result<(), IngestError> {
    if length > limits.text_bytes { Err(IngestError::TooLong { limit: limits.text_bytes }) } else { Ok(()) }
}

fn sniff(bytes: &[u8], path: Option<&str>) -> Format {
    let name = path.unwrap_or_default().to_lowercase();
    let named = |ending: &str| name.contains(ending);
    if jsonl::looks_like_object(bytes) || (named(".json") && bytes.trim_ascii_start().starts_with(b"[")) {
        Format::JsonRecord
    } else if xml::root(bytes).is_some() {
        Format::AgencyXml
    } else if html::looks_like_html(bytes) {
        Format::Html
    } else {
        Format::Text
    }
}

/// What was found out about an article before the user's hints are laid over it.
#[derive(Default)]
struct Found {
    format: &'static str,
    page: Page,
    /// The day in the metadata.
    published: Option<Date>,
    published_instant: Option<String>,
    url: Option<String>,
    language: Option<String>,
    extra: Vec<(String, String)>,
    notes: Vec<String>,
}

impl Found {
    /// Takes a written date from metadata, with its instant where it has one.
    fn set_published(&mut self, written: &str) {
        self.published = parse_date(written);
        self.published_instant =
            written.trim().parse::<Timestamp>().is_ok().then(|| written.trim().replacen(' ', "T", 1));
        if self.published.is_none() {
            self.notes.push(format!("The date \"{}\" in the metadata could not be read.", short(written)));
        }
    }

    fn into_document(self, hints: &Hints) -> Document {
        let page = self.page;
        let url = hints.url.clone().or(self.url);
        let from_url = url.as_deref().and_then(dates::date_in_url);
        let (published, published_from) = [
            (hints.published, PublishedFrom::Option),
            (self.published, PublishedFrom::Metadata),
            (from_url, PublishedFrom::Url),
            (page.published, PublishedFrom::Text),
        ]
        .into_iter()
        .find(|(date, _)| date.is_some())
        .unwrap_or((None, PublishedFrom::Unknown));
        let published_instant = match published_from {
            PublishedFrom::Option => hints.published_instant.clone(),
            PublishedFrom::Metadata => self.published_instant,
            _ => None,
        };
        let mut notes = self.notes;
        notes.extend(page.notes.into_iter().filter(|_| published.is_none()));
        let paragraphs = page.paragraphs.iter().map(String::as_str);
        let mut document = Document::new(page.title.as_deref(), paragraphs, Metadata::default());
        let language = self.language.or_else(|| language::detect_language(document.text()));
        if let Some(language) = language.as_deref().filter(|language| !language.starts_with("en")) {
            notes.push(format!(
                "The text seems to be in another language than English ({language}) and is not read."
            ));
        }
        let dateline = page.dateline.and_then(|(index, range)| {
            let index = index + usize::from(document.title().is_some());
            let start = document.paragraphs().get(index)?.span.start();
            Some(Span::new(start + range.start, start + range.end))
        });
        document = document.with_dateline(dateline);
        document.with_metadata(Metadata {
            path: hints.path.clone(),
            url,
            format: self.format,
            outlet: hints.outlet.clone().or(page.outlet),
            credit: page.credit,
            title: page.title,
            authors: page.authors,
            published,
            published_instant,
            published_from,
            language,
            dropped: page.dropped,
            extra: self.extra,
            notes,
        })
    }
}

/// Enough of a value to recognise it in a message.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

fn from_record(json: &str, limits: &Limits) -> Result<Found, IngestError> {
    let record = jsonl::read_record(json)?;
    let mut found = Found {
        format: "jsonl",
        url: record.url,
        extra: record.extra,
        notes: record.notes,
        ..Found::default()
    };
    let is_html = html::looks_like_html(record.text.as_bytes());
    if is_html {
        let of_page = from_html(&record.text, limits)?;
        found = Found {
            format: "jsonl",
            url: found.url.or(of_page.url),
            extra: found.extra,
            notes: found.notes,
            ..of_page
        };
    } else {
        let known = Known { title: record.title.as_deref(), outlet: record.outlet.as_deref() };
        found.page = read_page(&record.text, &known);
    }
    found.page.title = record.title.or(found.page.title);
    found.page.outlet = record.outlet.or(found.page.outlet);
    found.page.credit = record.credit.or(found.page.credit);
    if !record.authors.is_empty() {
        found.page.authors = record.authors;
    }
    if let Some(written) = record.published {
        found.set_published(&written);
    }
    Ok(found)
}

/// An agency's article: its fields are believed, and its body is read like a page, since agencies too put datelines and
/// their own marks into it.
fn from_wire(article: wire::WireArticle) -> Found {
    let known = Known { title: article.title.as_deref(), outlet: article.outlet.as_deref() };
    let mut page = read_page(&article.printed(), &known);
    let authors = article.authors();
    page.title = article.title.or(page.title);
    page.outlet = article.outlet.or(page.outlet);
    page.credit = article.credit.or(page.credit);
    if !authors.is_empty() {
        page.authors = authors;
    }
    page.dropped.extend(article.dropped);
    let mut found = Found {
        format: article.format,
        page,
        url: article.url,
        language: article.language.filter(|tag| !matches!(tag.as_str(), "und" | "mul" | "zxx")),
        extra: article.extra,
        notes: article.notes,
        ..Found::default()
    };
    // The first that is a day; one that cannot be read is told only where there is no other.
    let best =
        article.published.iter().find(|written| parse_date(written).is_some()).or(article.published.first());
    if let Some(written) = best {
        found.set_published(written);
    }
    found
}

fn from_html(text: &str, limits: &Limits) -> Result<Found, IngestError> {
    let extracted = html::extract(text, limits)?;
    let known = Known { title: extracted.title.as_deref(), outlet: extracted.outlet.as_deref() };
    let mut page = read_page(&extracted.text, &known);
    if page.paragraphs.is_empty() && extracted.title.is_none() {
        return Err(IngestError::NoArticle);
    }
    page.title = extracted.title.or(page.title);
    page.outlet = extracted.outlet.or(page.outlet);
    if !extracted.authors.is_empty() {
        page.authors = extracted.authors;
    }
    let mut found =
        Found { format: "html", page, url: extracted.url, notes: extracted.notes, ..Found::default() };
    if let Some(written) = extracted.published {
        found.set_published(&written);
    }
    Ok(found)
}
