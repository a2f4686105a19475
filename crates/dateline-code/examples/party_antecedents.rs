//! For each act with an open side, who may be meant by it: the material of `training/party_antecedents.py`.
//!
//! `party_antecedents ARTICLES.jsonl > ANTECEDENTS.jsonl`: each line of ARTICLES has `name`, `text` and `published`; each line written
//! has the name, the sentences and the acts with their candidates. The acts are as coded before antecedents are supplied.

use dateline_code::{Cast, CodedEvent, Coder, find_antecedents, open_sides};
use dateline_knowledge::Knowledge;
use dateline_text::{Annotations, Document, Reading};
use serde_json::{Value, json};

#[path = "support/rows.rs"]
mod rows;
mod support;

use rows::{Fault, row_of_acts, write_rows};
use support::layers;

fn main() -> Result<(), Fault> {
    let (knowledge, coder) = (Knowledge::load(), Coder::default());
    write_rows("usage: party_antecedents ARTICLES.jsonl", |value, document, reading| {
        let layers = layers(document, reading, &knowledge);
        let cast = Cast::new(&reading.syntax, &layers);
        let events = coder.code_sentences(reading, &layers, &cast);
        let acts: Vec<Value> =
            (0..events.len()).map(|index| act(document, reading, &layers, &cast, &events, index)).collect();
        Ok(row_of_acts(value, document, reading, &acts))
    })
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
