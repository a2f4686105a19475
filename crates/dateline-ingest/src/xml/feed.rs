//! Items of feeds in RSS and Atom: the article as far as the feed holds it.
//!
//! A feed is taken apart item by item, so that one that breaks off still gives the items before, and what a hostile one costs is bounded by its
//! length. (`dateline watch` has its feeds from `feed-rs`, which reads all or nothing.)

use super::body::paragraphs;
use super::tree::{Element, Tree};
use crate::html;
use crate::wire::{WireArticle, is_summary, note_summary};

/// The element that holds an item with what its feed says of all items.
pub(super) const FRAME: &str = "datelineFeedItem";

/// How many bytes before the first item are looked at for the feed's title and language.
const LOOKED_AT: usize = 16 << 10;

/// What comes before and after an item of a feed that begins with `head`.
pub(super) fn frame(head: &str) -> (String, String) {
    let mut end = head.len().min(LOOKED_AT);
    while !head.is_char_boundary(end) {
        end -= 1;
    }
    let start = Tree::parse_start(head.get(..end).unwrap_or_default());
    let root = start.root();
    let channel = root.and_then(|root| root.children("channel").next()).or(root);
    let title = channel.and_then(|channel| channel.children("title").next()?.words());
    let of_channel = channel.and_then(|channel| channel.children("language").next()?.words());
    let language = of_channel.or_else(|| root?.attribute("lang"));
    let attribute = |name: &str, value: Option<String>| {
        let short: String = value.unwrap_or_default().chars().take(200).collect();
        format!(" {name}=\"{}\"", quick_xml::escape::escape(short))
    };
    let before = format!("<{FRAME}{}{}>", attribute("feed", title), attribute("lang", language));
    (before, format!("</{FRAME}>"))
}

/// Reads an item inside its frame. The text is the article's where the feed holds it, else the summary, with a note that says so.
pub(super) fn read(frame: Element<'_, '_>) -> WireArticle {
    let mut article = WireArticle {
        format: "feed",
        outlet: frame.attribute("feed"),
        language: frame.attribute("lang"),
        ..WireArticle::default()
    };
    let Some(item) = frame.children("item").chain(frame.children("entry")).next() else { return article };
    let child = |name: &str| item.children(name).find_map(|element| element.words());
    article.title = child("title").map(|title| unmarked(&title));
    article.bylines = authors(item);
    // An item may come from another feed, whose name is the outlet then.
    let source = item.children("source").next();
    let of_source = source.and_then(|source| source.children("title").next().or(Some(source))?.words());
    article.outlet = of_source.or(article.outlet);
    article.published =
        ["pubDate", "published", "date", "issued", "updated"].iter().filter_map(|name| child(name)).collect();
    article.url = address(item);
    article.language = item.attribute("lang").or_else(|| child("language")).or(article.language);
    let guid = child("guid").or_else(|| child("id")).filter(|id| Some(id) != article.url.as_ref());
    article.carry("guid", guid);
    let body = |names: [&str; 2]| names.iter().flat_map(|name| item.children(name)).find_map(text);
    let whole = body(["encoded", "content"]);
    let is_whole = whole.is_some();
    let (text, dropped) = whole.or_else(|| body(["description", "summary"])).unwrap_or_default();
    if !is_whole && is_summary(&text) {
        note_summary(&mut article);
    }
    (article.text, article.dropped) = (text, dropped);
    article
}

/// The names of those who wrote an item. RSS wants an address of electronic mail, with the name behind it in brackets.
fn authors(item: Element<'_, '_>) -> Vec<String> {
    let of_atom = |author: Element<'_, '_>| author.children("name").next()?.words();
    let written = item
        .children("creator")
        .chain(item.children("author"))
        .filter_map(|author| of_atom(author).or_else(|| author.words()));
    let name = |written: String| match written.split_once('(') {
        Some((mail, name)) if mail.contains('@') => Some(name.trim_end_matches([')', ' ']).to_owned()),
        _ => Some(written).filter(|written| !written.contains('@')),
    };
    written.filter_map(name).filter(|name| !name.is_empty()).collect()
}

/// The address of the item's page: an Atom link to it, an RSS link, or an identifier that is an address.
fn address(item: Element<'_, '_>) -> Option<String> {
    let is_page = |link: &Element<'_, '_>| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let link = item
        .children("link")
        .filter(is_page)
        .find_map(|link| link.attribute("href").or_else(|| link.words()));
    let guid = || item.children("guid").chain(item.children("id")).find_map(|id| id.words());
    link.or_else(guid).filter(|link| link.starts_with("http://") || link.starts_with("https://"))
}

/// The paragraphs of a body and what was cut from it; `None` where it is empty.
fn text(body: Element<'_, '_>) -> Option<(String, Vec<dateline_text::Dropped>)> {
    let (text, dropped) = if body.attribute("type").is_some_and(|kind| kind.contains("xhtml")) {
        paragraphs(body)
    } else {
        (unmarked(&body.raw_text()), Vec::new())
    };
    (!text.is_empty()).then_some((text, dropped))
}

/// The words of what may be HTML or plain text; feeds seldom say which.
fn unmarked(written: &str) -> String {
    let is_tag = |(at, _)| {
        written
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'))
    };
    let is_marked = written.match_indices('<').any(is_tag)
        || written
            .split(char::is_whitespace)
            .any(|word| word.split_once('&').is_some_and(|(_, rest)| rest.contains(';')));
    if is_marked { html::flatten(written).trim().to_owned() } else { written.trim().to_owned() }
}
