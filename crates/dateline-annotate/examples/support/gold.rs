//! The gold events with their documents, for the measuring examples.

use std::collections::HashMap;
use std::sync::Arc;

use dateline_text::{
    CodePoints, Document, Features, Layer, Metadata, Reading, Sentence, Span, Syntax, Token, Upos,
};
use serde_json::Value;

/// One quantity of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldQuantity {
    pub kind: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// One event; each example reads its own part.
#[derive(Clone, Debug)]
#[allow(dead_code)]
pub struct GoldEvent {
    pub sentence: usize,
    pub trigger: Option<Span>,
    pub label: String,
    pub date: Option<String>,
    pub quantities: Vec<GoldQuantity>,
}

/// One document.
pub struct Gold {
    pub name: String,
    pub document: Document,
    pub reading: Reading,
    pub events: Vec<GoldEvent>,
}

/// Reads `train.jsonl`; `trees` is a CoNLL-U file with `# newdoc id`, `# sent = N` and `Span=from:to` (code points), or none.
pub fn read(path: &str, trees: Option<&str>) -> Result<Vec<Gold>, Box<dyn std::error::Error>> {
    let trees = trees.map(std::fs::read_to_string).transpose()?.unwrap_or_default();
    let mut by_document: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut name = "";
    for block in trees.split("\n\n").filter(|b| !b.trim().is_empty()) {
        if let Some(id) = block.lines().find_map(|l| l.strip_prefix("# newdoc id = ")) {
            name = id.trim();
        }
        by_document.entry(name).or_default().push(block);
    }
    let mut all = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let name = value["name"].as_str().unwrap_or_default();
        all.push(document(&value, by_document.get(name).map_or(&[][..], Vec::as_slice)));
    }
    Ok(all)
}

fn pair(value: &Value) -> Option<[usize; 2]> {
    Some([value[0].as_u64()?.try_into().ok()?, value[1].as_u64()?.try_into().ok()?])
}

fn document(value: &Value, blocks: &[&str]) -> Gold {
    let published = value["published"].as_str().and_then(|d| d.parse().ok());
    let document = Document::from_text(value["text"].as_str().unwrap_or_default())
        .with_metadata(Metadata { published, ..Metadata::default() });
    let index = CodePoints::new(document.text());
    let sentences: Vec<Sentence> = value["sentences"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(pair)
        .map(|range| {
            let span = index.span(range);
            let paragraph = document.paragraphs().iter().position(|p| p.span.contains(span)).unwrap_or(0);
            Sentence { span, paragraph }
        })
        .collect();
    let mut tokens = Vec::new();
    for block in blocks {
        let Some(sentence) =
            block.lines().find_map(|l| l.strip_prefix("# sent = ")).and_then(|s| s.parse().ok())
        else {
            continue;
        };
        let first = tokens.len();
        tokens.extend(block.lines().filter_map(|line| token(line, sentence, first, &index)));
    }
    let events = value["events"].as_array().into_iter().flatten();
    let events = events.filter_map(|event| self::event(event, &document, &sentences)).collect();
    let syntax = Syntax::new(tokens);
    let reading = Reading { sentences: Layer::new(sentences), syntax, ..Reading::default() };
    Gold { name: value["name"].as_str().unwrap_or_default().to_owned(), document, reading, events }
}

fn token(line: &str, sentence: usize, first: usize, index: &CodePoints<'_>) -> Option<Token> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [_, _, lemma, upos, _, features, head, relation, _, misc] = columns[..] else { return None };
    let (from, to) = misc.strip_prefix("Span=")?.split_once(':')?;
    let head: usize = head.parse().ok()?;
    let features = features.split('|').filter_map(|f| f.split_once('=')).map(|(n, v)| (n.into(), v.into()));
    Some(Token {
        span: index.span([from.parse().ok()?, to.parse().ok()?]),
        sentence,
        lemma: lemma.to_owned(),
        upos: Upos::from_name(upos)?,
        features: Features::new(features.collect()),
        head: (head > 0).then(|| first + head - 1),
        relation: Arc::from(relation),
    })
}

fn event(event: &Value, document: &Document, sentences: &[Sentence]) -> Option<GoldEvent> {
    let sentence = usize::try_from(event["sentence"].as_u64()?).ok()?;
    let span = sentences.get(sentence)?.span;
    let text = document.slice(span);
    let trigger = event["trigger"].as_str().filter(|t| !t.is_empty()).and_then(|trigger| {
        let start = text.find(trigger)?;
        Some(Span::new(span.start() + start, span.start() + start + trigger.len()))
    });
    let quantities = event["quantities"].as_array().into_iter().flatten().map(|q| GoldQuantity {
        kind: q["kind"].as_str().unwrap_or_default().to_owned(),
        low: q["low"].as_f64(),
        high: q["high"].as_f64(),
    });
    Some(GoldEvent {
        sentence,
        trigger,
        label: event["type"].as_str().unwrap_or_default().to_owned(),
        date: event["date"].as_str().map(str::to_owned),
        quantities: quantities.collect(),
    })
}

/// Whether a document belongs to the half that is only looked at to check (by the parity of its name's bytes).
pub fn is_check_half(name: &str) -> bool {
    name.bytes().fold(0_u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(b))) % 2 == 1
}
