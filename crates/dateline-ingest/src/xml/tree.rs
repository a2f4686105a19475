//! An XML document as a flat list of its nodes in document order.
//!
//! Entities of a document type are never expanded, nothing is fetched, and there is no recursion, so that hostile
//! files cost no more than their length.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::IngestError;
use crate::running::{XML_SPACES, push_words};

/// How many nodes a document may have.
const NODES: usize = 1_000_000;

/// The elements and texts of a document.
pub(super) struct Tree<'x> {
    nodes: Vec<Node<'x>>,
}

struct Node<'x> {
    kind: Kind<'x>,
    /// The index after the last node inside this one.
    end: usize,
}

enum Kind<'x> {
    Element(BytesStart<'x>),
    Text(Cow<'x, str>),
}

/// A place in a walk over an element's inside.
pub(super) enum Piece<'t, 'x> {
    Element(Element<'t, 'x>),
    Text(&'t str),
}

/// An element of a [`Tree`].
#[derive(Clone, Copy)]
pub(super) struct Element<'t, 'x> {
    tree: &'t Tree<'x>,
    index: usize,
}

impl<'x> Tree<'x> {
    /// Reads a whole document. Elements deeper than `depth` are passed over as if only their text were there.
    ///
    /// # Errors
    /// [`IngestError::Xml`] for what is not well formed, ends too early or has too many elements.
    pub(super) fn parse(xml: &'x str, depth: usize) -> Result<Self, IngestError> {
        let mut tree = Self { nodes: Vec::new() };
        if tree.read(xml, depth)? {
            Ok(tree)
        } else {
            Err(IngestError::Xml { reason: "it ends in the middle".to_owned() })
        }
    }

    /// Reads the start of a document as far as it goes.
    pub(super) fn parse_start(xml: &'x str) -> Self {
        let mut tree = Self { nodes: Vec::new() };
        // That it breaks off is what a start does.
        let _ = tree.read(xml, 16);
        tree
    }

    /// Adds the nodes of a document. Returns whether all elements were closed; those that were not end with the last node.
    fn read(&mut self, xml: &'x str, depth: usize) -> Result<bool, IngestError> {
        let mut open: Vec<usize> = Vec::new();
        let read = self.read_into(xml, depth, &mut open);
        let end = self.nodes.len();
        for index in &open {
            if let Some(node) = self.nodes.get_mut(*index) {
                node.end = end;
            }
        }
        read.map(|()| open.is_empty())
    }

    fn read_into(&mut self, xml: &'x str, depth: usize, open: &mut Vec<usize>) -> Result<(), IngestError> {
        let nodes = &mut self.nodes;
        let mut reader = reader(xml);
        // How many open elements lie deeper than the limit.
        let mut too_deep = 0_usize;
        loop {
            let event = reader.read_event().map_err(|error| broken(&error, reader.error_position()))?;
            let (kind, stays_open) = match event {
                Event::Start(_) if open.len() >= depth => {
                    too_deep += 1;
                    continue;
                }
                Event::Start(start) => (Kind::Element(start), true),
                Event::Empty(start) => (Kind::Element(start), false),
                Event::End(_) if too_deep > 0 => {
                    too_deep -= 1;
                    continue;
                }
                Event::End(_) => {
                    let end = nodes.len();
                    if let Some(node) = open.pop().and_then(|index| nodes.get_mut(index)) {
                        node.end = end;
                    }
                    continue;
                }
                Event::Text(text) => (Kind::Text(text.into_inner()), false),
                Event::CData(text) => (Kind::Text(text.into_inner()), false),
                Event::GeneralRef(reference) => (Kind::Text(Cow::Owned(resolve(&reference))), false),
                Event::Eof => return Ok(()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            if stays_open {
                open.push(nodes.len());
            }
            nodes.push(Node { kind, end: nodes.len() + 1 });
            if nodes.len() > NODES {
                return Err(IngestError::Xml {
                    reason: format!("it has more than {NODES} elements and texts"),
                });
            }
        }
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<Element<'_, 'x>> {
        let index = self.nodes.iter().position(|node| matches!(node.kind, Kind::Element(_)))?;
        Some(Element { tree: self, index })
    }

    fn piece(&self, index: usize) -> Option<Piece<'_, 'x>> {
        Some(match &self.nodes.get(index)?.kind {
            Kind::Element(_) => Piece::Element(Element { tree: self, index }),
            Kind::Text(text) => Piece::Text(text),
        })
    }
}

impl<'t, 'x> Element<'t, 'x> {
    fn start(&self) -> Option<&'t BytesStart<'x>> {
        match &self.tree.nodes.get(self.index)?.kind {
            Kind::Element(start) => Some(start),
            Kind::Text(_) => None,
        }
    }

    /// The name without its prefix.
    pub(super) fn name(&self) -> &'t str {
        self.start().map_or("", |start| start.name().local_name().into_inner())
    }

    /// The index after the last node inside.
    pub(super) fn end(&self) -> usize {
        self.tree.nodes.get(self.index).map_or(self.index, |node| node.end)
    }

    /// The value of the attribute with this name, prefixes aside; `None` where it is missing or blank.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start()?.attributes();
        let found = attributes
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value);
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// Everything inside with its index, in document order.
    pub(super) fn inside(&self) -> impl Iterator<Item = (usize, Piece<'t, 'x>)> + use<'t, 'x> {
        let tree = self.tree;
        (self.index + 1..self.end()).filter_map(move |index| Some((index, tree.piece(index)?)))
    }

    /// All elements inside with this name, in document order.
    pub(super) fn all<'n>(&self, name: &'n str) -> impl Iterator<Item = Element<'t, 'x>> + use<'t, 'x, 'n> {
        self.inside().filter_map(move |(_, piece)| match piece {
            Piece::Element(element) if element.name() == name => Some(element),
            _ => None,
        })
    }

    /// The first element inside with this name, at any depth.
    pub(super) fn find(&self, name: &str) -> Option<Element<'t, 'x>> {
        self.all(name).next()
    }

    /// The elements with this name that lie right inside, not deeper, in document order.
    pub(super) fn children<'n>(
        &self,
        name: &'n str,
    ) -> impl Iterator<Item = Element<'t, 'x>> + use<'t, 'x, 'n> {
        let (tree, end) = (self.tree, self.end());
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            while index < end {
                let element = Element { tree, index };
                index = element.end();
                if element.start().is_some() && element.name() == name {
                    return Some(element);
                }
            }
            None
        })
    }

    /// All text inside as it stands, with its white space.
    pub(super) fn raw_text(&self) -> String {
        let pieces = self.inside().filter_map(|(_, piece)| match piece {
            Piece::Text(text) => Some(text),
            Piece::Element(_) => None,
        });
        pieces.collect()
    }

    /// All words inside, white space single; `None` where there are none.
    pub(super) fn words(&self) -> Option<String> {
        let mut text = String::new();
        for (_, piece) in self.inside() {
            if let Piece::Text(words) = piece {
                push_words(&mut text, words, XML_SPACES);
            }
        }
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// A reader that leaves entities and text as they stand.
pub(super) fn reader(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.check_comments = false;
    reader
}

/// An error of the parser, with the byte where it happened.
pub(super) fn broken(error: &quick_xml::Error, at: u64) -> IngestError {
    IngestError::Xml { reason: format!("{error}, at byte {at}") }
}

/// The character of a reference such as `&#233;` or `&eacute;`; a reference that only the document type explains stays as written.
fn resolve(reference: &BytesRef<'_>) -> String {
    html_escape::decode_html_entities(&format!("&{};", &**reference)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::Tree;

    fn words(xml: &str) -> Option<String> {
        Tree::parse(xml, 8).expect("well formed").root().and_then(|root| root.words())
    }

    #[test]
    fn names_attributes_and_words_come_without_prefixes_and_references() {
        let tree = Tree::parse(
            "<?xml version='1.0'?><a:item xml:lang='en' b='x &amp; y'><p>One &eacute;&#233; <i>two</i></p><p/></a:item>",
            8,
        )
        .expect("well formed");
        let root = tree.root().expect("a root");
        assert_eq!(root.name(), "item");
        assert_eq!(root.attribute("lang").as_deref(), Some("en"));
        assert_eq!(root.attribute("b").as_deref(), Some("x & y"));
        assert_eq!(root.attribute("c"), None);
        assert_eq!((root.all("p").count(), root.all("i").count()), (2, 1));
        assert_eq!((root.children("p").count(), root.children("i").count()), (2, 0));
        assert_eq!(root.words().as_deref(), Some("One éé two"));
    }

    #[test]
    fn entities_of_a_document_type_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>1 &y; &f; 2</a>";
        assert_eq!(words(bomb).as_deref(), Some("1 &y; &f; 2"));
    }

    #[test]
    fn what_lies_too_deep_is_text_of_what_holds_it() {
        let deep = format!("<a>one{}two{}three</a>", "<b>".repeat(100_000), "</b>".repeat(100_000));
        assert_eq!(words(&deep).as_deref(), Some("onetwothree"));
    }

    #[test]
    fn what_is_broken_is_told() {
        for xml in ["<a>", "<a><b></a>", "<a", "<a></a></b>", "<a><![CDATA[x</a>"] {
            assert!(Tree::parse(xml, 8).is_err(), "{xml}");
        }
        assert!(Tree::parse("", 8).expect("nothing is no error").root().is_none());
    }
}
