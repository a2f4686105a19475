//! NewsML-G2, NITF and feeds: the XML in which agencies and sites hand out their articles.

mod body;
mod feed;
mod newsml;
mod nitf;
mod package;
mod tree;

use crate::wire::WireArticle;
use crate::{IngestError, Limits};

pub(crate) use package::Parts;

/// What an XML file holds, by its outermost element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// One NewsML-G2 item.
    NewsItem,
    /// A NewsML-G2 message of several items.
    NewsMessage,
    /// One NITF article.
    Nitf,
    /// A feed in RSS or Atom.
    Feed,
    /// XML of another kind, with its outermost element.
    Other(String),
}

/// How much of a file is looked at for its outermost element, in bytes.
const LOOKED_AT: usize = 16 << 10;

/// What kind of XML the bytes begin with; `None` for what is no XML, and for HTML.
///
/// The encoding need not be known: in all that occur the names of elements are ASCII, in UTF-16 with NULs between.
pub(crate) fn root(bytes: &[u8]) -> Option<Root> {
    let head: Vec<u8> =
        bytes.iter().copied().take(LOOKED_AT).filter(|byte| *byte != 0 && byte.is_ascii()).collect();
    let head = String::from_utf8_lossy(&head);
    let mut rest = head.trim_start();
    let declared = rest.starts_with("<?xml");
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let end = if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment;
            "-->"
        } else if rest.starts_with('?') {
            "?>"
        } else if rest.starts_with('!') {
            // A document type may hold declarations in square brackets.
            let (plain, bracket) = (rest.find('>')?, rest.find('['));
            if bracket.is_some_and(|bracket| bracket < plain) { "]>" } else { ">" }
        } else {
            break;
        };
        rest = rest.split_once(end)?.1;
    }
    let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    let local = name.rsplit(':').next()?;
    match local {
        "newsItem" => Some(Root::NewsItem),
        "newsMessage" => Some(Root::NewsMessage),
        "nitf" => Some(Root::Nitf),
        _ if local.eq_ignore_ascii_case("html") || local.is_empty() => None,
        _ if is_feed(local) => Some(Root::Feed),
        _ if declared => Some(Root::Other(short(local))),
        _ => None,
    }
}

/// Whether an element of this name holds a feed: RSS 2, Atom or RSS 1.
fn is_feed(local: &str) -> bool {
    matches!(local, "rss" | "feed" | "RDF")
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}

/// Reads one NewsML-G2 item, NITF article or item of a feed as [`Parts::of_feed`] gives it.
///
/// # Errors
/// [`IngestError::Xml`] for broken XML, [`IngestError::UnknownXml`] for XML of another kind,
/// [`IngestError::NoArticle`] where there is no text in it.
pub(crate) fn read(xml: &str, limits: &Limits) -> Result<WireArticle, IngestError> {
    let tree = tree::Tree::parse(xml, limits.html_depth)?;
    let root = tree.root().ok_or(IngestError::Empty)?;
    let article = match root.name() {
        "newsItem" => newsml::read(root),
        "newsMessage" => root.find("newsItem").map(newsml::read).ok_or(IngestError::NoArticle)?,
        "nitf" => nitf::read(root),
        feed::FRAME => feed::read(root),
        other if is_feed(other) => return Err(IngestError::Feed),
        other => return Err(IngestError::UnknownXml { root: short(other) }),
    };
    let is_empty = article.text.is_empty() && (article.format != "feed" || article.title.is_none());
    if is_empty { Err(IngestError::NoArticle) } else { Ok(article) }
}

#[cfg(test)]
mod tests {
    use super::{Root, root};

    #[test]
    fn the_outermost_element_is_found() {
        let utf16: Vec<u8> = "\u{feff}<nitf>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, kind) in [
            (&b"<?xml version=\"1.0\"?>\n<!-- <html> --><newsItem xmlns=\"x\">"[..], Root::NewsItem),
            (b"\xef\xbb\xbf<g2:newsMessage>", Root::NewsMessage),
            (b"<!DOCTYPE nitf SYSTEM \"nitf.dtd\" [<!ENTITY a \"<b>\">]><nitf change.date=\"\">", Root::Nitf),
            (&utf16, Root::Nitf),
            (b"<rss version=\"2.0\"><channel>", Root::Feed),
            (b"<?xml version='1.0'?><rdf:RDF>", Root::Feed),
            (b"<?xml version='1.0'?><urlset>", Root::Other("urlset".to_owned())),
        ] {
            assert_eq!(root(bytes), Some(kind));
        }
        for bytes in
            [&b"<?xml version='1.0'?><html>"[..], b"<p>", b"Talks", b"", b"<!DOCTYPE html>", b"<", b"<!--"]
        {
            assert_eq!(root(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
