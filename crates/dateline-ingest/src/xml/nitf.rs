//! NITF 3, the News Industry Text Format of the IPTC.

use super::body::paragraphs;
use super::tree::Element;
use crate::wire::{WireArticle, extended_form};

/// Reads a `nitf` element.
pub(super) fn read(nitf: Element<'_, '_>) -> WireArticle {
    let words = |name: &str| nitf.find(name).and_then(|element| element.words());
    let attribute = |name: &str, key: &str| nitf.find(name).and_then(|element| element.attribute(key));
    let distributor = words("distributor");
    let outlet = attribute("pubdata", "name").or_else(|| distributor.clone());
    let (text, dropped) =
        nitf.find("body.content").or_else(|| nitf.find("body")).map(paragraphs).unwrap_or_default();
    let mut article = WireArticle {
        format: "nitf",
        title: words("hl1").or_else(|| words("hedline")).or_else(|| words("title")),
        bylines: bylines(nitf),
        credit: distributor.filter(|distributor| Some(distributor) != outlet.as_ref()),
        outlet: outlet.or_else(|| attribute("doc.copyright", "holder")),
        published: published(nitf),
        language: nitf.attribute("lang").or_else(|| attribute("body", "lang")),
        dateline: dateline(nitf),
        text,
        dropped,
        ..WireArticle::default()
    };
    article.carry("doc-id", attribute("doc-id", "id-string"));
    article.carry(
        "subheadline",
        words("hl2").filter(|_| nitf.find("body.head").is_some_and(|head| head.find("hl2").is_some())),
    );
    article
}

/// The persons where they are marked, else the words of each by-line without title and place.
fn bylines(nitf: Element<'_, '_>) -> Vec<String> {
    let mut bylines = Vec::new();
    for byline in nitf.find("body.head").into_iter().flat_map(|head| head.all("byline")) {
        let persons: Vec<String> = byline.all("person").filter_map(|person| person.words()).collect();
        if persons.is_empty() {
            let written = byline.words().unwrap_or_default();
            let title = byline.find("byttl").and_then(|title| title.words()).unwrap_or_default();
            bylines.push(
                written
                    .strip_suffix(title.as_str())
                    .unwrap_or(&written)
                    .trim_end_matches([' ', ','])
                    .to_owned(),
            );
        } else {
            bylines.extend(persons);
        }
    }
    bylines
}

fn published(nitf: Element<'_, '_>) -> Vec<String> {
    [
        ("date.issue", "norm"),
        ("date.release", "norm"),
        ("pubdata", "date.publication"),
        ("story.date", "norm"),
    ]
    .iter()
    .filter_map(|(name, key)| nitf.find(name)?.attribute(key))
    .map(|written| extended_form(&written))
    .collect()
}

/// The dateline's place, with its date where it is written out.
fn dateline(nitf: Element<'_, '_>) -> Option<String> {
    let dateline = nitf.find("dateline")?;
    let place = dateline.find("location").and_then(|place| place.words());
    let date = dateline.find("story.date").and_then(|date| date.words());
    match (place, date) {
        (Some(place), Some(date)) => Some(format!("{}, {date}", place.trim_end_matches(','))),
        (Some(place), None) => Some(place),
        (None, _) => dateline.words(),
    }
}
