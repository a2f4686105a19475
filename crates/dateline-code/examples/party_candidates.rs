//! For each act that the reader finds, who could be its parties: the material of `training/party_roles.py`.
//!
//! `party_candidates ARTICLES.jsonl > CANDIDATES.jsonl`: each line of ARTICLES has `name`, `text` and `published`; each line written
//! has the name, the sentences and the acts with their candidates.

use dateline_annotate::{find_entities, find_statements};
use dateline_code::Cast;
use dateline_knowledge::Knowledge;
use dateline_text::{Annotations, Document, Layer, Reading, Trigger};
use serde_json::{Value, json};

#[path = "support/rows.rs"]
mod rows;
#[expect(dead_code, reason = "the layers are made of less here")]
mod support;

use rows::{Fault, row_of_acts, write_rows};

fn main() -> Result<(), Fault> {
    let knowledge = Knowledge::load();
    write_rows("usage: party_candidates ARTICLES.jsonl", |value, document, reading| {
        let entities = find_entities(document, reading, &knowledge);
        let statements = find_statements(document, reading, &entities, &[], &Layer::default());
        let layers = Annotations { entities, statements, ..Annotations::default() };
        let cast = Cast::new(&reading.syntax, &layers);
        let acts: Vec<Value> =
            reading.triggers.iter().map(|t| act(document, reading, &layers, &cast, t)).collect();
        Ok(row_of_acts(value, document, reading, &acts))
    })
}

fn act(
    document: &Document,
    reading: &Reading,
    layers: &Annotations,
    cast: &Cast,
    trigger: &Trigger,
) -> Value {
    let candidates: Vec<Value> = cast
        .candidates(reading, layers, trigger)
        .into_iter()
        .filter_map(|c| {
            let entity = layers.entities.get(c.entity)?;
            let forms: Vec<&str> = entity.mentions.iter().map(|m| document.slice(m.span)).collect();
            Some(json!({
                "entity": c.entity, "word": c.word, "name": entity.name, "forms": forms, "code": entity.code,
                "sector": entity.sectors.first(), "actor": c.actor, "recipient": c.recipient, "features": c.features,
            }))
        })
        .collect();
    json!({
        "sentence": reading.syntax.get(trigger.token).map(|t| t.sentence),
        "trigger": document.slice(trigger.span),
        "type": &*trigger.label,
        "candidates": candidates,
    })
}
