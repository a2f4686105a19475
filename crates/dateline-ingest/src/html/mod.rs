//! Web pages: metadata by our own walk over the page, the article's text by an extractor.

mod metadata;
mod scan;

use std::thread;

use crate::{IngestError, Limits};

/// The stack of the thread in which an extractor works, in bytes. Extractors recurse into the page's tree.
const STACK: usize = 64 << 20;

/// What is made of a page.
#[derive(Debug, Default)]
pub(crate) struct Extracted {
    /// Paragraphs, parted by blank lines.
    pub text: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    /// The date in the metadata, as written.
    pub published: Option<String>,
    pub url: Option<String>,
    /// Sentences for people.
    pub notes: Vec<String>,
}

/// Whether the bytes look like a web page.
pub(crate) fn looks_like_html(bytes: &[u8]) -> bool {
    const STARTS: [&str; 14] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<!--",
        "<div",
        "<p>",
        "<h1",
        "<main",
        "<section",
        "<meta",
        "<title",
        "<p ",
    ];
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    // UTF-16 pages have a NUL beside each letter.
    let head: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let head = head.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}' | 'ï' | '»' | '¿')
    });
    STARTS.iter().any(|tag| head.starts_with(tag)) || head.starts_with("<?xml") && head.contains("<html")
}

/// The encoding that the page's first bytes name.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let end =
        name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The text of a piece of HTML that holds no page's debris, blocks parted by blank lines.
pub(crate) fn flatten(html: &str) -> String {
    scan::flatten(html)
}

/// Takes a page apart. A page beyond the limits of depth and tags is read as bare text, with a note.
///
/// # Errors
/// [`IngestError::NoArticle`] for a page without text, [`IngestError::Extractor`] where an extractor broke down and the page has no text besides.
pub(crate) fn extract(html: &str, limits: &Limits) -> Result<Extracted, IngestError> {
    let metadata = metadata::read(html);
    let mut extracted = Extracted {
        title: metadata.title,
        outlet: metadata.outlet,
        authors: metadata.authors,
        published: metadata.published,
        url: metadata.url,
        ..Extracted::default()
    };
    if scan::is_within(html, limits) {
        let is_large = html.len() > limits.html_fast_bytes;
        match on_large_stack(|| if is_large { by_readability(html) } else { by_trafilatura(html) }) {
            Ok(Some(text)) => extracted.text = text,
            Ok(None) => {}
            Err(reason) => extracted
                .notes
                .push(format!("The page's extractor failed ({reason}); it was read as bare text.")),
        }
    } else {
        extracted.notes.push(
            "The page has too many or too deeply nested elements or attributes for an extractor and was read as bare text."
                .to_owned(),
        );
    }
    if extracted.text.trim().is_empty() {
        extracted.text = scan::flatten(html);
    }
    if extracted.text.trim().is_empty() {
        return Err(IngestError::NoArticle);
    }
    Ok(extracted)
}

/// Runs an extractor on a thread of its own; a panic in it comes back as a message.
fn on_large_stack(work: impl FnOnce() -> Option<String> + Send) -> Result<Option<String>, String> {
    thread::scope(|scope| {
        let worker = thread::Builder::new()
            .name("extractor".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .map_err(|error| error.to_string())?;
        worker.join().map_err(|panic| {
            let told = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            told.or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "it stopped".to_owned())
        })
    })
}

/// The better of the two extractors: article-extraction-benchmark, F1 0.960.
fn by_trafilatura(html: &str) -> Option<String> {
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    let result = trafilatura::extract(html, &options).ok()?;
    let text = scan::flatten(&result.content_html);
    Some(if text.trim().is_empty() { result.content_text } else { text })
}

/// The faster: F1 0.951 in a fifth of the time.
fn by_readability(html: &str) -> Option<String> {
    let config = dom_smoothie::Config {
        text_mode: dom_smoothie::TextMode::Formatted,
        ..dom_smoothie::Config::default()
    };
    let article = dom_smoothie::Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let text = scan::flatten(&article.content);
    Some(if text.trim().is_empty() { article.text_content.to_string() } else { text })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{declared_charset, extract, looks_like_html};
    use crate::{IngestError, Limits};

    #[test]
    fn pages_are_told_from_text() {
        for html in [
            &b"<!DOCTYPE html><p>"[..],
            b"\xef\xbb\xbf\n<HTML>",
            b"\xff\xfe<\0h\0t\0m\0l\0>\0",
            b"<?xml version='1.0'?><html>",
        ] {
            assert!(looks_like_html(html));
        }
        for text in [&b"Talks open"[..], b"<-- see below", b"<rss>", b"", b"3 < 4"] {
            assert!(!looks_like_html(text));
        }
        assert_eq!(declared_charset(b"<meta charset='windows-1252'>").as_deref(), Some("windows-1252"));
    }

    #[test]
    fn bombs_neither_hang_nor_overflow() {
        let started = Instant::now();
        let story = "<p>Envoys of both states met on Monday and agreed to meet again within the week.</p>";
        for bomb in [
            format!("<html>{}{story}", "<div>".repeat(60_000)),
            format!("<html>{story}{}", "<b>x</b>".repeat(60_000)),
            format!("<html>{story}{}", "<a href='".repeat(30_000)),
            format!("<html>{story}{}", "<!--".repeat(60_000)),
            format!("<html>{}{story}", "<b><i>".repeat(60)),
            format!(
                "<html><body><div{}>{story}</div>",
                (0..60_000).map(|i| format!(" a{i}=''")).collect::<String>()
            ),
            format!("<html>{}{story}", "<table><tr><td>".repeat(300)),
        ] {
            let extracted = extract(&bomb, &Limits::default()).unwrap();
            assert!(extracted.text.contains("Envoys of both states"), "{}", &bomb[..40]);
        }
        assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
        assert_eq!(
            extract("<html><body></body></html>", &Limits::default()).unwrap_err(),
            IngestError::NoArticle
        );
    }
}
