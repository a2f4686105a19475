//! The running text of an element, as paragraphs.

use dateline_text::Dropped;

use super::tree::{Element, Piece};
use crate::running::{XML_SPACES, begin_paragraph, push_words};

/// Elements of NITF and XHTML that stand on lines of their own.
const BLOCK: [&str; 30] = [
    "abstract",
    "article",
    "block",
    "blockquote",
    "body",
    "body.content",
    "bq",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hl1",
    "hl2",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tagline",
    "tr",
    "ul",
];

/// Elements whose words are no part of the running text, and why they are cut.
const CUT: [(&str, &str); 12] = [
    ("media", "caption"),
    ("figure", "caption"),
    ("figcaption", "caption"),
    ("body.head", "masthead"),
    ("head", "masthead"),
    ("nitf-table-metadata", "boilerplate"),
    ("note", "reporter-note"),
    ("ednote", "reporter-note"),
    ("script", "boilerplate"),
    ("style", "boilerplate"),
    ("nav", "navigation"),
    ("aside", "related"),
];

/// The paragraphs inside `element`, parted by blank lines, and what was cut from between them.
pub(super) fn paragraphs(element: Element<'_, '_>) -> (String, Vec<Dropped>) {
    let mut text = String::new();
    let mut dropped = Vec::new();
    // Where the blocks end that are open.
    let mut blocks: Vec<usize> = Vec::new();
    let mut cut_until = 0;
    for (index, piece) in element.inside() {
        while blocks.last().is_some_and(|end| *end <= index) {
            blocks.pop();
            begin_paragraph(&mut text);
        }
        if index < cut_until {
            continue;
        }
        match piece {
            Piece::Text(words) => push_words(&mut text, words, XML_SPACES),
            Piece::Element(inner) => {
                let name = inner.name();
                if let Some((_, why)) = CUT.iter().find(|(cut, _)| *cut == name) {
                    cut_until = inner.end();
                    // The headline and by-line are metadata, and scripts are no words: neither is lost to a reader.
                    if *why != "masthead" && !matches!(name, "script" | "style") {
                        dropped.extend(inner.words().map(|text| Dropped { text, why }));
                    }
                    begin_paragraph(&mut text);
                } else if BLOCK.contains(&name) {
                    begin_paragraph(&mut text);
                    blocks.push(inner.end());
                } else if matches!(name, "td" | "th") {
                    push_words(&mut text, " ", XML_SPACES);
                }
            }
        }
    }
    (text.trim().to_owned(), dropped)
}

#[cfg(test)]
mod tests {
    use super::paragraphs;
    use crate::xml::tree::Tree;

    #[test]
    fn blocks_are_paragraphs_and_captions_are_cut() {
        let xml = "<body><p>One\n <b>two</b>.</p>three<media><media-caption>A bridge.</media-caption></media><block><p>four<br/>five</p></block><table><tr><td>6</td><td>7</td></tr></table></body>";
        let tree = Tree::parse(xml, 20).expect("well formed");
        let (text, dropped) = paragraphs(tree.root().expect("a root"));
        assert_eq!(text, "One two.\n\nthree\n\nfour\n\nfive\n\n6 7");
        assert_eq!(
            dropped.iter().map(|cut| (cut.text.as_str(), cut.why)).collect::<Vec<_>>(),
            [("A bridge.", "caption")]
        );
    }
}
