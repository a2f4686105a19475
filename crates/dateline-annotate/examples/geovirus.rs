//! Toponyms found and placed on GeoVirus (Gritta et al. 2018): F1 by overlap with the gold span, and how many of those found lie
//! within 161 km (100 miles) of gold's point.
//!
//! `geovirus GeoVirus.xml [--cache FILE] [--half tune|check] [--show]`

#[path = "support/gold.rs"]
#[allow(dead_code, reason = "only the choice of the half is needed of it")]
mod gold;
#[path = "support/reading_cache.rs"]
mod reading_cache;

use std::error::Error;

use dateline_annotate::{find_entities, find_places, find_sentences};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{CodePoints, Document, Metadata, Span};

/// The usual bound of the toponym resolution literature, in kilometres.
const NEAR: f64 = 161.0;
const EARTH_RADIUS: f64 = 6371.0;

struct Article {
    source: String,
    text: String,
    /// Name, span in code points, latitude, longitude.
    gold: Vec<(String, [usize; 2], f64, f64)>,
}

/// The words between a start and an end tag, with the rest.
/// Where a toponym stands, where it lies, what it is called.
type Toponym<'n> = (Span, Option<(f64, f64)>, &'n str);

fn element<'x>(xml: &'x str, tag: &str) -> Option<(&'x str, &'x str)> {
    let from = xml.find(&format!("<{tag}>"))? + tag.len() + 2;
    let to = from + xml.get(from..)?.find(&format!("</{tag}>"))?;
    Some((xml.get(from..to)?, xml.get(to + tag.len() + 3..)?))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

fn articles(mut xml: &str) -> Vec<Article> {
    let mut read = Vec::new();
    while let Some((article, rest)) = element(xml, "article") {
        xml = rest;
        let source = element(article, "source").map_or("", |e| e.0);
        let text = element(article, "text").map_or("", |e| e.0);
        let mut gold = Vec::new();
        let mut locations = article;
        while let Some((location, rest)) = element(locations, "location") {
            locations = rest;
            let field = |tag: &str| element(location, tag).map(|e| e.0.trim().to_owned());
            let (Some(name), Some(start), Some(end)) = (field("name"), field("start"), field("end")) else {
                continue;
            };
            let (Some(latitude), Some(longitude)) = (field("lat"), field("lon")) else { continue };
            if let (Ok(start), Ok(end), Ok(latitude), Ok(longitude)) =
                (start.parse::<usize>(), end.parse::<usize>(), latitude.parse(), longitude.parse())
            {
                gold.push((unescape(&name), [start - 1, end - 1], latitude, longitude));
            }
        }
        read.push(Article { source: source.to_owned(), text: unescape(text), gold });
    }
    read
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (la, lb) = (a.0.to_radians(), b.0.to_radians());
    let half = ((lb - la) / 2.0).sin().powi(2)
        + la.cos() * lb.cos() * ((b.1 - a.1).to_radians() / 2.0).sin().powi(2);
    2.0 * EARTH_RADIUS * half.sqrt().min(1.0).asin()
}

/// Where the gold name stands: its span, or the nearest same words (some spans are off by a few letters).
fn place_of(document: &Document, name: &str, span: Span) -> Option<Span> {
    if document.slice(span) == name {
        return Some(span);
    }
    document
        .text()
        .match_indices(name)
        .map(|(at, _)| Span::new(at, at + name.len()))
        .min_by_key(|s| s.start().abs_diff(span.start()))
        .filter(|s| s.start().abs_diff(span.start()) < 40)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let half = option("--half").map(String::as_str);
    let show = arguments.iter().any(|a| a == "--show");
    let mut kept = option("--cache").map(|path| reading_cache::load(path)).unwrap_or_default();
    let (model, knowledge) = (std::cell::LazyCell::new(Model::load), Knowledge::load());
    let (mut right, mut near) = (0_u32, 0_u32);
    let (mut found, mut wanted, mut placed) = (0, 0, 0);
    for (number, article) in
        articles(&std::fs::read_to_string(arguments.first().ok_or("XML")?)?).iter().enumerate()
    {
        if half.is_some_and(|h| (h == "check") != gold::is_check_half(&article.source)) {
            continue;
        }
        let document = Document::from_text(&article.text).with_metadata(Metadata::default());
        let name = format!("geovirus-{number}");
        let reading = match kept.remove(&name) {
            Some((reading, _)) => reading,
            None => {
                let reading = model.read(&document, find_sentences(&document));
                if let Some(path) = option("--cache") {
                    reading_cache::save(path, &name, &(reading.clone(), Vec::new()))?;
                }
                reading
            }
        };
        let entities = find_entities(&document, &reading, &knowledge);
        let places = find_places(&document, &reading, &entities, &knowledge);
        let mut ours: Vec<Toponym<'_>> = places
            .iter()
            .flat_map(|p| p.mentions.iter().map(|m| (*m, p.coordinates, p.name.as_str())))
            .collect();
        found += ours.len();
        wanted += article.gold.len();
        let index = CodePoints::new(document.text());
        for (name, span, latitude, longitude) in &article.gold {
            let Some(span) = place_of(&document, name, index.span(*span)) else {
                wanted -= 1;
                continue;
            };
            let Some(at) = ours.iter().position(|(s, _, _)| s.overlaps(span)) else {
                if show {
                    println!("MISSED {name} | {}", context(&document, span));
                }
                continue;
            };
            let (_, coordinates, chosen) = ours.swap_remove(at);
            right += 1;
            placed += usize::from(coordinates.is_some());
            let apart = coordinates.map(|c| distance(c, (*latitude, *longitude)));
            near += u32::from(apart.is_some_and(|d| d <= NEAR));
            if show && apart.is_none_or(|d| d > NEAR) {
                println!("FAR {name} as {chosen}: {apart:?} km | {}", context(&document, span));
            }
        }
        if show {
            for (span, _, name) in ours {
                println!("SPURIOUS {name} | {}", context(&document, span));
            }
        }
    }
    let (p, r) = (f64::from(right) / found.max(1) as f64, f64::from(right) / wanted.max(1) as f64);
    println!(
        "found: P {p:.4} R {r:.4} F1 {:.4} ({right} right, {found} found, {wanted} gold)",
        2.0 * p * r / (p + r)
    );
    println!(
        "within {NEAR} km: {:.4} of those found, {placed} have a point",
        f64::from(near) / f64::from(right.max(1))
    );
    Ok(())
}

fn context(document: &Document, span: Span) -> String {
    let text = document.text();
    let from =
        (span.start().saturating_sub(50)..=span.start()).find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let to = (span.end()..=(span.end() + 30).min(text.len()))
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(text.len());
    text.get(from..to).unwrap_or("").replace('\n', " ")
}
