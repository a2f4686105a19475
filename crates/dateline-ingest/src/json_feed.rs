//! JSON Feed, item by item.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::IngestError;
use crate::html;
use crate::wire::{WireArticle, is_summary, note_summary};

/// What every JSON Feed says of itself, by the standard.
const MARK: &str = "jsonfeed.org/version/";

/// Whether the first bytes of an object are those of a JSON Feed.
pub(crate) fn looks_like_feed(head: &[u8]) -> bool {
    let start = String::from_utf8_lossy(head.get(..head.len().min(1024)).unwrap_or_default());
    start.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && start.replace("\\/", "/").contains(MARK)
}

/// The items of a feed, each still as JSON.
pub(crate) struct Items {
    items: std::vec::IntoIter<Box<RawValue>>,
    title: Option<String>,
    language: Option<String>,
    number: u64,
}

#[derive(Deserialize)]
struct Feed {
    title: Option<String>,
    language: Option<String>,
    items: Vec<Box<RawValue>>,
}

/// An item with what its feed says of all items, as it is handed on.
#[derive(Serialize)]
struct Framed<'a> {
    feed: Option<&'a str>,
    language: Option<&'a str>,
    item: &'a RawValue,
}

#[derive(Deserialize)]
struct FramedItem {
    feed: Option<String>,
    language: Option<String>,
    item: Item,
}

#[derive(Deserialize)]
struct Item {
    id: Option<serde_json::Value>,
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    #[serde(default)]
    authors: Vec<Author>,
    author: Option<Author>,
    language: Option<String>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

impl Items {
    /// Finds the items of a feed.
    ///
    /// # Errors
    /// [`IngestError::Record`] where it is none.
    pub(crate) fn new(json: &str) -> Result<Self, IngestError> {
        let feed: Feed = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(record)?;
        Ok(Self { items: feed.items.into_iter(), title: feed.title, language: feed.language, number: 0 })
    }

    /// The next item with its number, counted from 1.
    pub(crate) fn next(&mut self) -> Option<(u64, Vec<u8>)> {
        let item = self.items.next()?;
        self.number += 1;
        let framed = Framed { feed: self.title.as_deref(), language: self.language.as_deref(), item: &item };
        Some((self.number, serde_json::to_vec(&framed).unwrap_or_default()))
    }
}

/// Reads an item as [`Items::next`] gives it.
///
/// # Errors
/// [`IngestError::Record`] where it is none, [`IngestError::NoArticle`] where it has neither text nor title.
pub(crate) fn read(json: &str) -> Result<WireArticle, IngestError> {
    let FramedItem { feed, language, item } = serde_json::from_str(json).map_err(record)?;
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let whole =
        filled(item.content_html.map(|html| html::flatten(&html))).or_else(|| filled(item.content_text));
    let is_whole = whole.is_some();
    let text = whole.or_else(|| filled(item.summary)).unwrap_or_default().trim().to_owned();
    let url = item.url.or(item.external_url).filter(|url| url.starts_with("http"));
    let mut article = WireArticle {
        format: "feed",
        title: filled(item.title),
        bylines: item
            .authors
            .into_iter()
            .chain(item.author)
            .filter_map(|author| filled(author.name))
            .collect(),
        outlet: filled(feed),
        published: [item.date_published, item.date_modified].into_iter().flatten().collect(),
        language: filled(item.language).or(filled(language)),
        text,
        ..WireArticle::default()
    };
    if article.text.is_empty() && article.title.is_none() {
        return Err(IngestError::NoArticle);
    }
    if !is_whole && is_summary(&article.text) {
        note_summary(&mut article);
    }
    let id = item.id.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    article.carry("guid", id.filter(|id| Some(id) != url.as_ref()));
    article.url = url;
    Ok(article)
}

fn record(error: serde_json::Error) -> IngestError {
    IngestError::Record { reason: error.to_string() }
}
