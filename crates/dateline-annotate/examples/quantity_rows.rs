//! The figures of each article with the acts that could have them and the signs of each pair, for `training/quantities.py`.
//!
//! `quantity_rows ARTICLES.jsonl --cache FILE > rows.jsonl`: each line of ARTICLES has `name`, `text` and `published`; FILE keeps
//! what the neural reader sees, so that a second run takes seconds. A line:
//! `{"name", "sentences": [text …], "figures": [{"sentence", "text", "low", "rule", "doubt", "chosen", "claims": [{"type", "trigger", "kinds",
//! "signs"} …]} …]}`; `chosen` is the kind that the present weights give it, null where they give it no act.

#[path = "support/reading_cache.rs"]
mod reading_cache;

use std::error::Error;
use std::io::Write as _;

use dateline_annotate::{Claim, find_claims, find_figures, find_quantities, find_sentences, find_times};
use dateline_model::Model;
use dateline_text::{Document, Metadata, Reading};
use serde_json::{Value, json};

fn claim(document: &Document, reading: &Reading, claim: &Claim) -> Value {
    let trigger = reading.triggers.get(claim.act);
    json!({
        "type": trigger.map(|t| &*t.label),
        "trigger": trigger.map(|t| document.slice(t.span)),
        "kinds": claim.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        "signs": claim.signs,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("usage: quantity_rows ARTICLES.jsonl --cache FILE")?;
    let cache = arguments.iter().position(|a| a == "--cache").and_then(|i| arguments.get(i + 1));
    let cache = cache.ok_or("--cache FILE")?;
    let mut kept = reading_cache::load(cache);
    let model = std::cell::LazyCell::new(Model::load);
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let name = value["name"].as_str().unwrap_or_default();
        let published = value["published"].as_str().and_then(|d| d.parse().ok());
        let document = Document::from_text(value["text"].as_str().unwrap_or_default())
            .with_metadata(Metadata { published, ..Metadata::default() });
        let reading = match kept.remove(name) {
            Some((reading, _)) => reading,
            None => {
                let reading = model.read(&document, find_sentences(&document));
                let read = (reading, Vec::new());
                reading_cache::save(cache, name, &read)?;
                read.0
            }
        };
        let times = find_times(&document, &reading);
        let figures = find_figures(&document, &reading, &times);
        let bound = find_quantities(&document, &reading, &times);
        let claims = find_claims(&reading, &figures);
        let figures: Vec<Value> = figures
            .iter()
            .zip(&claims)
            .map(|(figure, claims)| {
                let quantity = &figure.quantity;
                let chosen = bound.iter().find(|q| q.span == quantity.span && q.act.is_some());
                json!({
                    "sentence": reading.syntax.get(quantity.token).map(|t| t.sentence),
                    "text": document.slice(quantity.span),
                    "low": quantity.low,
                    "rule": quantity.kind.name(),
                    "doubt": figure.doubt,
                    "chosen": chosen.map(|q| q.kind.name()),
                    "claims": claims.iter().map(|c| claim(&document, &reading, c)).collect::<Vec<_>>(),
                })
            })
            .collect();
        let sentences: Vec<&str> = reading.sentences.iter().map(|s| document.slice(s.span)).collect();
        writeln!(out, "{}", json!({"name": name, "sentences": sentences, "figures": figures}))?;
    }
    Ok(())
}
