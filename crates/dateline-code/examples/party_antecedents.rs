//! For each act with an open side, who may be meant by it: the material of `training/party_antecedents.py`.
//!
//! `party_antecedents ARTICLES.jsonl > ANTECEDENTS.jsonl`: each line of ARTICLES has `name`, `text` and `published`; each line written
//! has the name, the sentences and the acts with their candidates. The acts are as coded before antecedents are supplied.

use std::io::Write as _;

use dateline_code::{Cast, CodedEvent, Coder, find_antecedents, open_sides};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{Annotations, Document, Reading};
use serde_json::{Value, json};

mod support;

use support::{document, layers, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: party_antecedents ARTICLES.jsonl")?;
    let (model, knowledge, coder) = (Model::load(), Knowledge::load(), Coder::default());
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let document = document(&value);
        let reading = read(&model, &document);
        let layers = layers(&document, &reading, &knowledge);
        let cast = Cast::new(&reading.syntax, &layers);
        let events = coder.code_sentences(&reading, &layers, &cast);
        let sentences: Vec<&str> = reading.sentences.iter().map(|s| document.slice(s.span)).collect();
        let acts: Vec<Value> =
            (0..events.len()).map(|index| act(&document, &reading, &layers, &cast, &events, index)).collect();
        writeln!(out, "{}", json!({"name": value["name"], "sentences": sentences, "acts": acts}))?;
    }
    Ok(())
}

fn party(layers: &Annotations, entity: usize) -> Value {
    layers.entities.get(entity).map_or(
        Value::Null,
        |e| json!({"entity": entity, "name": e.name, "code": e.code, "sector": e.sectors.first()}),
    )
}

fn act(
    document: &Document,
    reading: &Reading,
    layers: &Annotations,
    cast: &Cast,
    events: &[CodedEvent],
    index: usize,
) -> Value {
    let event = &events[index];
    let open: Vec<Value> = open_sides(event)
        .into_iter()
        .map(|side| {
            let candidates = find_antecedents(events, index, side, cast, reading, layers);
            let candidates: Vec<Value> = candidates
                .iter()
                .filter_map(|c| {
                    let entity = layers.entities.get(c.entity)?;
                    let forms: Vec<&str> = entity.mentions.iter().map(|m| document.slice(m.span)).collect();
                    Some(json!({
                        "entity": c.entity, "name": entity.name, "forms": forms, "code": entity.code,
                        "sector": entity.sectors.first(), "features": c.features,
                    }))
                })
                .collect();
            json!({"side": side.name(), "candidates": candidates})
        })
        .collect();
    let parties = |list: &[usize]| list.iter().map(|entity| party(layers, *entity)).collect::<Vec<_>>();
    json!({
        "sentence": event.sentence,
        "trigger": document.slice(event.trigger),
        "type": &*event.label,
        "actors": parties(&event.actors),
        "recipients": parties(&event.recipients),
        "open": open,
    })
}
