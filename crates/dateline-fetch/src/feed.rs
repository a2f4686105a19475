//! What a feed announces: RSS, Atom and JSON Feed.

use encoding_rs::{Encoding, UTF_8};
use url::Url;

use crate::Body;

/// The most entries of one feed that are looked at.
const MOST_ENTRIES: usize = 1000;

/// One entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by: the feed's own identifier, else its address.
    pub id: String,
    /// Where its page is.
    pub url: Option<Url>,
    /// The headline.
    pub title: Option<String>,
    /// The instant of publication as RFC 3339 in Greenwich's time; the day there may not be the day of the place.
    pub published: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The whole text as HTML, where the feed holds it.
    pub content: Option<String>,
}

/// Reads a feed that was fetched from `url`. Links are made whole.
///
/// # Errors
/// A sentence for people, where it is no feed.
pub fn parse_feed(body: &Body, url: &Url) -> Result<Vec<Entry>, String> {
    let decoded = decoded(body);
    let parser = feed_rs::parser::Builder::new().base_uri(Some(url.as_str())).build();
    let feed = parser
        .parse(decoded.as_deref().unwrap_or(&body.bytes))
        .map_err(|error| format!("this is no feed ({error})"))?;
    Ok(feed.entries.into_iter().take(MOST_ENTRIES).map(|found| entry(found, url)).collect())
}

fn entry(found: feed_rs::model::Entry, feed: &Url) -> Entry {
    let is_page = |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = found.links.iter().find(is_page).map(|link| link.href.clone());
    let url = link.or_else(|| Some(found.id.clone()).filter(|id| id.starts_with("http")));
    let url = url.and_then(|url| feed.join(url.trim()).ok()).map(|mut url| {
        url.set_fragment(None);
        url
    });
    let authors = found.authors.into_iter().filter_map(|person| person.name);
    let authors = authors.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    Entry {
        id: if found.id.is_empty() { url.as_ref().map(Url::to_string).unwrap_or_default() } else { found.id },
        url,
        title: found.title.map(|title| title.content.trim().to_owned()).filter(|title| !title.is_empty()),
        published: found.published.or(found.updated).map(|instant| instant.to_rfc3339()),
        authors: authors.collect(),
        content: found.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty()),
    }
}

/// The feed in UTF-8, where its parser would misread it: the parser goes by the XML declaration alone, and stops at bytes
/// that are no UTF-8.
fn decoded(body: &Body) -> Option<Vec<u8>> {
    let head = String::from_utf8_lossy(body.bytes.get(..body.bytes.len().min(200))?).to_ascii_lowercase();
    let declares = head.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml")
        && head.split("?>").next().is_some_and(|declaration| declaration.contains("encoding"));
    let has_mark = Encoding::for_bom(&body.bytes).is_some();
    if has_mark || declares && !is_utf8_declared(&head) || std::str::from_utf8(&body.bytes).is_ok() {
        return None;
    }
    let named = body.charset.as_deref().and_then(|charset| Encoding::for_label(charset.as_bytes()));
    let encoding = named.filter(|encoding| *encoding != UTF_8).unwrap_or(UTF_8);
    Some(encoding.decode_without_bom_handling(&body.bytes).0.into_owned().into_bytes())
}

fn is_utf8_declared(head: &str) -> bool {
    head.split("?>")
        .next()
        .is_some_and(|declaration| declaration.contains("utf-8") || declaration.contains("utf8"))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::parse_feed;
    use crate::Body;

    fn read(bytes: &[u8], charset: Option<&str>) -> Result<Vec<super::Entry>, String> {
        let url = Url::parse("https://post.example/feeds/world").expect("an address");
        parse_feed(
            &Body { bytes: bytes.to_vec(), charset: charset.map(str::to_owned), ..Body::default() },
            &url,
        )
    }

    #[test]
    fn the_three_kinds_are_read_and_links_made_whole() {
        let rss = read(b"<rss version=\"2.0\"><channel><title>P</title><item><title>Talks open</title><link>/2024/03/07/talks#top</link><pubDate>Thu, 07 Mar 2024 10:15:00 +0100</pubDate></item></channel></rss>", None).expect("RSS");
        let atom = read(b"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>tag:1</id><title>Talks open</title><link rel=\"self\" href=\"x\"/><link href=\"/2024/03/07/talks\"/><published>2024-03-07T09:15:00Z</published></entry></feed>", None).expect("Atom");
        let json = read(br#"{"version": "https://jsonfeed.org/version/1", "title": "P", "items": [{"id": "1", "url": "https://post.example/2024/03/07/talks", "title": "Talks open", "date_published": "2024-03-07T09:15:00Z", "content_html": "<p>Envoys met.</p>"}]}"#, None).expect("JSON Feed");
        for entries in [&rss, &atom, &json] {
            let entry = entries.first().expect("an entry");
            assert_eq!(entry.url.as_ref().map(Url::as_str), Some("https://post.example/2024/03/07/talks"));
            assert_eq!(entry.title.as_deref(), Some("Talks open"));
            assert!(
                entry.published.as_deref().is_some_and(|at| at.starts_with("2024-03-07T09:15:00")),
                "{entry:?}"
            );
            assert!(!entry.id.is_empty());
        }
        assert_eq!(json.first().and_then(|entry| entry.content.as_deref()), Some("<p>Envoys met.</p>"));
    }

    #[test]
    fn encodings_are_taken_from_the_declaration_the_head_or_mended() {
        let feed = |declaration: &str| {
            [declaration.as_bytes(), b"<rss version=\"2.0\"><channel><item><title>Caf\xe9</title><link>https://a.example/</link></item></channel></rss>"].concat()
        };
        let title = |bytes: &[u8], charset| {
            read(bytes, charset).expect("RSS").first().and_then(|entry| entry.title.clone())
        };
        assert_eq!(
            title(&feed("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"), None).as_deref(),
            Some("Caf\u{e9}")
        );
        assert_eq!(
            title(&feed("<?xml version=\"1.0\"?>"), Some("windows-1252")).as_deref(),
            Some("Caf\u{e9}")
        );
        assert_eq!(
            title(&feed("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), None).as_deref(),
            Some("Caf\u{fffd}")
        );
    }

    #[test]
    fn what_is_no_feed_is_told() {
        for bytes in [&b""[..], b"<html>", b"{}", b"<rss", b"\xff\xfe"] {
            assert!(read(bytes, None).is_err(), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
