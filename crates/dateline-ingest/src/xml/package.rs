//! XML of many articles, a NewsML-G2 message or a feed, item by item.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::{feed, tree};
use crate::IngestError;

/// The text items of a message or feed, each still as XML.
pub(crate) struct Parts {
    xml: String,
    /// Where the items lie, in the order of the file.
    ranges: std::vec::IntoIter<Part>,
    /// What is wrong with the file behind its last item.
    error: Option<IngestError>,
    /// Whether each item of a feed is put into an element that says what the feed says of all.
    frame: Option<(String, String)>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// Which item it is, counted from 1; pictures and other items without text count too.
    number: u64,
    /// Its bytes in the file.
    range: Range<usize>,
}

impl Parts {
    /// Finds the items of a NewsML-G2 message. Items that say that they are pictures, sound or the like are left out.
    pub(crate) fn of_message(xml: String) -> Self {
        let (ranges, error) = split(&xml, &["newsItem"]);
        Self { xml, ranges: ranges.into_iter(), error, frame: None }
    }

    /// Finds the items of a feed: `item` in RSS, `entry` in Atom. Each comes inside an element with the feed's title and language.
    pub(crate) fn of_feed(xml: String) -> Self {
        let (ranges, error) = split(&xml, &["item", "entry"]);
        let first = ranges.first().map_or(0, |part| part.range.start);
        let frame = feed::frame(xml.get(..first).unwrap_or_default());
        Self { xml, ranges: ranges.into_iter(), error, frame: Some(frame) }
    }

    /// The next item with its number; after the last, what is wrong with the rest of the file.
    pub(crate) fn next(&mut self) -> Option<Result<(u64, Vec<u8>), IngestError>> {
        match self.ranges.next() {
            Some(part) => {
                let item = self.xml.get(part.range).unwrap_or_default();
                let bytes = match &self.frame {
                    Some((before, after)) => [before.as_str(), item, after].concat().into_bytes(),
                    None => item.as_bytes().to_vec(),
                };
                Some(Ok((part.number, bytes)))
            }
            None => self.error.take().map(Err),
        }
    }
}

/// Finds the outermost elements with one of these names; where the XML breaks off, what is wrong with it besides.
fn split(xml: &str, names: &[&str]) -> (Vec<Part>, Option<IngestError>) {
    let mut parts = Vec::new();
    let mut reader = tree::reader(xml);
    // A byte order mark is not counted by the reader.
    let skipped = xml.len() - xml.trim_start_matches('\u{feff}').len();
    let mut number = 0;
    let mut item: Option<OpenItem> = None;
    let mut depth = 0_usize;
    loop {
        let before = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return (parts, Some(tree::broken(&error, reader.error_position()))),
        };
        match event {
            Event::Start(start) => {
                depth += 1;
                match &mut item {
                    None if names.contains(&start.name().local_name().into_inner()) => {
                        number += 1;
                        item = Some(OpenItem { start: before, depth, is_text: true });
                    }
                    Some(item) => item.look_at(&start),
                    None => {}
                }
            }
            Event::Empty(start) => match &mut item {
                Some(item) => item.look_at(&start),
                None => number += u64::from(names.contains(&start.name().local_name().into_inner())),
            },
            Event::End(_) => {
                if let Some(ended) = item.take_if(|item| item.depth == depth)
                    && ended.is_text
                {
                    let range = ended.start + skipped..reader.buffer_position() as usize + skipped;
                    parts.push(Part { number, range });
                }
                depth = depth.saturating_sub(1);
            }
            Event::Eof => {
                let cut = depth > 0;
                return (parts, cut.then(|| IngestError::Xml { reason: "it ends in the middle".to_owned() }));
            }
            _ => {}
        }
    }
}

struct OpenItem {
    start: usize,
    depth: usize,
    is_text: bool,
}

impl OpenItem {
    /// Notes what an item says about its class; those of the IPTC's `ninat` scheme other than text have no article.
    fn look_at(&mut self, start: &BytesStart<'_>) {
        if !is_named(start, "itemClass") {
            return;
        }
        let class = start.try_get_attribute("qcode").ok().flatten();
        let class = class.map(|class| class.value.into_owned()).unwrap_or_default();
        let local = class.rsplit([':', '/']).next().unwrap_or_default();
        self.is_text = !matches!(local, "picture" | "graphic" | "audio" | "video" | "animation" | "icon");
    }
}

fn is_named(start: &BytesStart<'_>, name: &str) -> bool {
    start.name().local_name().into_inner() == name
}

#[cfg(test)]
mod tests {
    use super::Parts;
    use crate::IngestError;

    fn items(xml: &str) -> (Vec<(u64, String)>, Option<IngestError>) {
        let mut parts = Parts::of_message(xml.to_owned());
        let mut items = Vec::new();
        while let Some(next) = parts.next() {
            match next {
                Ok((number, bytes)) => items.push((number, String::from_utf8_lossy(&bytes).into_owned())),
                Err(error) => return (items, Some(error)),
            }
        }
        (items, None)
    }

    #[test]
    fn text_items_come_one_by_one_and_a_cut_message_is_told_at_its_end() {
        let whole = "\u{feff}<newsMessage><itemSet><newsItem a=\"1\">é</newsItem><newsItem><itemClass qcode=\"ninat:picture\"/></newsItem>\n<g:newsItem>2</g:newsItem></itemSet></newsMessage>";
        let expected = vec![
            (1, "<newsItem a=\"1\">é</newsItem>".to_owned()),
            (3, "<g:newsItem>2</g:newsItem>".to_owned()),
        ];
        assert_eq!(items(whole), (expected.clone(), None));
        let (found, error) = items(&whole[..whole.len() - 5]);
        assert_eq!(found, expected);
        assert!(matches!(error, Some(IngestError::Xml { .. })));
        assert_eq!(items("<newsMessage/>"), (Vec::new(), None));
    }
}
