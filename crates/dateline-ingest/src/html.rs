//! Web pages.

use crate::{IngestError, Limits};

/// What an extractor makes of a page.
#[derive(Debug, Default)]
pub(crate) struct Extracted {
    /// Paragraphs, one a line.
    pub text: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub notes: Vec<String>,
}

/// Whether the bytes look like a web page.
pub(crate) fn looks_like_html(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    ["<!doctype html", "<html", "<head", "<body", "<article", "<!--", "<div", "<p>", "<h1"].iter().any(|tag| head.starts_with(tag))
        || head.starts_with("<?xml") && head.contains("<html")
}

/// The encoding that the page's first bytes name.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).to_ascii_lowercase();
    let after = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// Takes a page apart.
pub(crate) fn extract(_html: &str, _limits: &Limits) -> Result<Extracted, IngestError> {
    Err(IngestError::NoArticle)
}
