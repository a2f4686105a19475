//! A scanner for HTML that walks once over the bytes, builds no tree and holds nothing, so that no page can exhaust it.

use crate::Limits;
use crate::running::{HTML_SPACES, begin_paragraph, push_words};

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'h> {
    /// A start tag: its name as written and what stands after the name.
    Start { name: &'h str, attributes: &'h str },
    /// An end tag.
    End { name: &'h str },
    /// Text between tags, entities not yet resolved.
    Text(&'h str),
    /// What stands inside an element whose content is not markup: `script`, `style`, `title`, `textarea`.
    Raw { name: &'h str, attributes: &'h str, text: &'h str },
}

/// Elements whose content is text up to their own end tag.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "noscript", "iframe", "xmp", "template"];

/// Elements without content.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements that a parser closes by itself when the next begins.
const SELF_CLOSING: [&str; 12] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "thead", "tbody", "colgroup"];

/// Walks over a page.
pub(super) struct Scanner<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Scanner<'h> {
    pub(super) fn new(html: &'h str) -> Self {
        Self { html, at: 0 }
    }

    fn rest(&self) -> &'h str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.html.len());
        while !self.html.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    /// Reads what begins with `<`; `None` where it is no tag but a character of the text.
    fn tag(&mut self) -> Option<Option<Piece<'h>>> {
        let rest = self.rest();
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(rest.len(), |end| end + 7);
            self.advance(end);
            return Some(None);
        }
        let second = rest.as_bytes().get(1).copied()?;
        if matches!(second, b'!' | b'?') {
            self.advance(rest.find('>').map_or(rest.len(), |end| end + 1));
            return Some(None);
        }
        let is_end = second == b'/';
        let name_at = if is_end { 2 } else { 1 };
        let after = rest.get(name_at..)?;
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length = after.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(after.len());
        let (name, tail) = after.split_at_checked(length)?;
        let close = tag_end(tail);
        let attributes = tail.get(..close).unwrap_or_default();
        self.advance(name_at + length + close + 1);
        if is_end {
            return Some(Some(Piece::End { name }));
        }
        if is_one_of(name, &RAW) {
            let text = self.raw_text(name);
            return Some(Some(Piece::Raw { name, attributes, text }));
        }
        Some(Some(Piece::Start { name, attributes }))
    }

    /// The text up to the end tag of `name`, which is passed.
    fn raw_text(&mut self, name: &str) -> &'h str {
        let rest = self.rest();
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|tail| tail.find("</")) {
            let at = from + found;
            let is_own =
                rest.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
            if is_own {
                let close =
                    rest.get(at..).and_then(|tail| tail.find('>')).map_or(rest.len() - at, |end| end + 1);
                self.advance(at + close);
                return rest.get(..at).unwrap_or_default();
            }
            from = at + 2;
        }
        self.advance(rest.len());
        rest
    }
}

impl<'h> Iterator for Scanner<'h> {
    type Item = Piece<'h>;

    fn next(&mut self) -> Option<Piece<'h>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if rest.starts_with('<') {
                match self.tag() {
                    Some(Some(piece)) => return Some(piece),
                    Some(None) => continue,
                    None => {}
                }
            }
            // A `<` that opens no tag is text; the next one is looked for behind it.
            let skip = usize::from(rest.starts_with('<'));
            let end = rest.get(skip..).and_then(|tail| tail.find('<')).map_or(rest.len(), |end| end + skip);
            self.advance(end);
            return rest.get(..end).map(Piece::Text);
        }
    }
}

/// Where the tag's `>` stands, quoted ones aside.
fn tag_end(tail: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tail.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            // A quote opens a value only after an equals sign; a stray one does not swallow the page.
            (None, b'"' | b'\'')
                if tail
                    .as_bytes()
                    .get(..at)
                    .is_some_and(|before| before.trim_ascii_end().ends_with(b"=")) =>
            {
                quote = Some(byte)
            }
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    tail.find('>').unwrap_or(tail.len())
}

pub(super) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a page keeps within the limits of depth, tags and attributes; counting stops where it does not.
pub(super) fn is_within(html: &str, limits: &Limits) -> bool {
    let (mut deep, mut count) = (0_usize, 0_usize);
    for piece in Scanner::new(html) {
        match piece {
            Piece::Start { name, attributes } => {
                count += 1;
                let nests =
                    !is_one_of(name, &VOID) && !is_one_of(name, &SELF_CLOSING) && !attributes.ends_with('/');
                deep += usize::from(nests);
            }
            Piece::End { name } => {
                count += 1;
                deep -= usize::from(deep > 0 && !is_one_of(name, &SELF_CLOSING));
            }
            Piece::Raw { .. } | Piece::Text(_) => count += 1,
        }
        let attributes = match piece {
            Piece::Start { attributes, .. } | Piece::Raw { attributes, .. } => count_attributes(attributes),
            Piece::End { .. } | Piece::Text(_) => 0,
        };
        let is_over = deep > limits.html_depth
            || count > limits.html_tags.saturating_mul(2)
            || attributes > limits.html_attributes;
        if is_over {
            return false;
        }
    }
    true
}

/// How many attributes a tag has: stretches between white space, quoted values aside.
fn count_attributes(attributes: &str) -> usize {
    let (mut quote, mut inside, mut count, mut before) = (None, false, 0, b' ');
    for byte in attributes.bytes() {
        match quote {
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None if byte.is_ascii_whitespace() || byte == b'/' => inside = false,
            None => {
                count += usize::from(!inside);
                inside = true;
                // Only after an equals sign does a quote open a value.
                quote = (before == b'=' && matches!(byte, b'"' | b'\'')).then_some(byte);
            }
        }
        before = byte;
    }
    count
}

/// The value of an attribute, entities resolved.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len()).max(1);
        let (name, after) = rest.split_at_checked(length)?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('=').map(str::trim_start) {
            Some(value) => match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    value.get(1..)?.split_once(quote).unwrap_or((value.get(1..)?, ""))
                }
                _ => value.split_at_checked(value.find(char::is_whitespace).unwrap_or(value.len()))?,
            },
            None => ("", after),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(html_escape::decode_html_entities(value).trim().to_owned());
        }
        rest = next;
    }
}

/// Elements that part lines.
const BLOCK: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "body",
];

/// Elements whose text is no part of an article.
const SKIPPED: [&str; 14] = [
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "select",
    "svg",
    "figcaption",
    "figure",
    "menu",
    "dialog",
    "head",
    "audio",
    "video",
];

/// The text of a page, blocks parted by blank lines, white space single; what stands in menus, forms and the like is left out.
pub(super) fn flatten(html: &str) -> String {
    let mut text = String::new();
    let mut skipped: Option<(&str, usize)> = None;
    for piece in Scanner::new(html) {
        match piece {
            Piece::Start { name, attributes } => {
                match &mut skipped {
                    Some((outer, depth)) => *depth += usize::from(outer.eq_ignore_ascii_case(name)),
                    None if is_one_of(name, &SKIPPED) && !attributes.ends_with('/') => {
                        skipped = Some((name, 1))
                    }
                    None => {}
                }
                if is_one_of(name, &BLOCK) {
                    begin_paragraph(&mut text);
                }
            }
            Piece::End { name } => {
                if let Some((outer, depth)) = &mut skipped {
                    *depth -= usize::from(outer.eq_ignore_ascii_case(name));
                    if *depth == 0 {
                        skipped = None;
                    }
                }
                if is_one_of(name, &BLOCK) {
                    begin_paragraph(&mut text);
                }
            }
            Piece::Text(words) if skipped.is_none() => {
                push_words(&mut text, &html_escape::decode_html_entities(words), HTML_SPACES)
            }
            Piece::Text(_) | Piece::Raw { .. } => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Piece, Scanner, attribute, count_attributes, flatten};
    use crate::Limits;

    fn is_within(html: &str, html_depth: usize, html_tags: usize) -> bool {
        super::is_within(html, &Limits { html_depth, html_tags, ..Limits::default() })
    }

    #[test]
    fn pieces_come_in_order_and_odd_marks_are_text() {
        let pieces: Vec<Piece<'_>> =
            Scanner::new("<!doctype html><p class=\"a>b\">1 < 2<!-- x --><script>if (a<b) {}</SCRIPT>é</p>")
                .collect();
        assert_eq!(
            pieces,
            [
                Piece::Start { name: "p", attributes: " class=\"a>b\"" },
                Piece::Text("1 "),
                Piece::Text("< 2"),
                Piece::Raw { name: "script", attributes: "", text: "if (a<b) {}" },
                Piece::Text("é"),
                Piece::End { name: "p" },
            ]
        );
        for broken in ["<", "<a", "<a href=\"", "<!--", "</", "<script>", "<script>x</scr", "<é>", "a<"] {
            assert!(Scanner::new(broken).count() < 4, "{broken}");
        }
    }

    #[test]
    fn attributes_are_read_in_all_their_forms() {
        let of =
            |wanted| attribute(" content='A &amp; B' itemprop=name data-x property=\"og:title\" /", wanted);
        assert_eq!(of("content").as_deref(), Some("A & B"));
        assert_eq!(of("ITEMPROP").as_deref(), Some("name"));
        assert_eq!(of("property").as_deref(), Some("og:title"));
        assert_eq!(of("data-x").as_deref(), Some(""));
        assert_eq!(of("href"), None);
    }

    #[test]
    fn deep_and_long_pages_are_told() {
        assert!(is_within("<div><p>a<p>b<br><img></div>", 2, 10));
        assert!(!is_within(&"<div>".repeat(100_000), 256, 50_000));
        assert!(!is_within(&"<b></b>".repeat(100_000), 256, 50_000));
        assert!(is_within(&"<p>a".repeat(1000), 256, 50_000));
        let many: String = (0..300).map(|i| format!(" a{i}='x y z'")).collect();
        assert_eq!(count_attributes(&many), 300);
        assert_eq!(count_attributes(" class=\"a b c\" hidden src='data: x' /"), 3);
        assert_eq!(count_attributes(" a' b c"), 3);
        assert!(!is_within(&format!("<p{many}>"), 256, 50_000));
    }

    #[test]
    fn a_page_is_flattened_to_its_blocks() {
        let html = "<head><title>T</title></head><nav>Home <a>World</a></nav><h1>Talks\n open</h1><p>One &ldquo;two&rdquo;.<p>Three<br>four <b>five</b>";
        assert_eq!(flatten(html), "Talks open\n\nOne “two”.\n\nThree\n\nfour five");
    }
}
