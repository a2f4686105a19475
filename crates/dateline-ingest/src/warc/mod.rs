//! WARC 1.0 and 1.1 (ISO 28500), the form in which crawls such as CC-NEWS keep pages.
//!
//! [`Records`] walks over a file record by record, bare or with one gzip member a record, and holds one record at a
//! time. A record that is broken costs only itself: reading goes on with the next member or the next line that
//! begins a record. [`read_record`] takes one record apart.

mod http;
mod records;
mod stream;

use crate::IngestError;

pub(crate) use records::Records;

/// The longest head of a record or of an HTTP answer, in bytes.
const HEAD: usize = 64 << 10;

/// Whether the bytes begin with a record.
pub(crate) fn looks_like_warc(head: &[u8]) -> bool {
    head.starts_with(b"WARC/")
}

/// Header lines by name in lower case.
#[derive(Debug, Default, PartialEq, Eq)]
struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads lines of `name: value`; lines without a colon are passed over.
    fn new(head: &[u8]) -> Self {
        let text = String::from_utf8_lossy(head);
        let fields = text.lines().filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        });
        Self(fields.collect())
    }

    /// The first value of a field, whose name is given in lower case; `None` where it is missing or blank.
    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|v| !v.is_empty())
    }
}

/// A record taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    /// The bytes of the page.
    pub body: Vec<u8>,
    pub url: Option<String>,
    pub charset: Option<String>,
    /// Whether it says that it is plain text.
    pub is_plain: bool,
    /// Where it comes from: fields by name, as raw JSON.
    pub extra: Vec<(String, String)>,
}

/// Takes a record apart that [`Records`] handed out.
///
/// # Errors
/// [`IngestError::Warc`] where it is no record, [`IngestError::Compression`] and [`IngestError::TooLong`] for its body.
pub(crate) fn read_record(record: &[u8], limit: usize) -> Result<Page, IngestError> {
    let (head, block) = http::split_head(record)
        .ok_or_else(|| IngestError::Warc { reason: "its head has no end".to_owned() })?;
    let headers = Headers::new(head);
    let answer = http::Answer::new(&headers, block);
    let extra = [("warc_record_id", "warc-record-id"), ("warc_date", "warc-date")].iter().filter_map(
        |(name, field)| Some(((*name).to_owned(), serde_json::to_string(headers.get(field)?).ok()?)),
    );
    Ok(Page {
        url: target(&headers).map(str::to_owned),
        charset: answer.charset(),
        is_plain: answer.is_plain(),
        extra: extra.collect(),
        body: answer.body(limit)?,
    })
}

/// The address of a record; WARC 0.18 to 1.0 allow angle brackets around it.
fn target(headers: &Headers) -> Option<&str> {
    headers.get("warc-target-uri").map(|uri| uri.trim_start_matches('<').trim_end_matches('>'))
}

/// Whether a record may hold an article: a page that was answered with 200, or its text.
fn is_wanted(headers: &Headers, block: &[u8]) -> bool {
    let kind = headers.get("warc-type").unwrap_or_default();
    if !matches!(kind, "response" | "resource" | "conversion") {
        return false;
    }
    let robots = target(headers)
        .is_some_and(|uri| uri.split(['?', '#']).next().unwrap_or(uri).ends_with("/robots.txt"));
    !robots && http::Answer::new(headers, block).is_page()
}
