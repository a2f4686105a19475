//! What the coder writes of articles, with the reason of every entity's code: the material of `training/party_errors.py`.
//!
//! `records ARTICLES.jsonl > RECORDS.jsonl`: each line of ARTICLES has `name`, `text` and `published`; each line written is the record,
//! with `name`, and `why` and `assumed` at each of its entities.

use std::collections::HashMap;
use std::io::Write as _;

use dateline_code::{Coder, Versions};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::Entity;
use serde_json::{Value, json};

mod support;

use support::{document, layers, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: records ARTICLES.jsonl")?;
    let (model, knowledge, coder) = (Model::load(), Knowledge::load(), Coder::default());
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let document = document(&value);
        let reading = read(&model, &document);
        let layers = layers(&document, &reading, &knowledge);
        let mut record =
            serde_json::to_value(coder.code_article(&document, &reading, &layers, &Versions::default()))?;
        record["name"] = value["name"].clone();
        let reasons: HashMap<(&str, usize), &Entity> = layers
            .entities
            .iter()
            .filter_map(|e| Some(((e.name.as_str(), e.mentions.first()?.span.start()), e)))
            .collect();
        for entity in record["entities"].as_array_mut().into_iter().flatten() {
            let start = entity["mentions"][0]["span"][0].as_u64().and_then(|s| usize::try_from(s).ok());
            let name = entity["name"].as_str().unwrap_or_default().to_owned();
            let start = start.map(|s| document.text().char_indices().nth(s).map_or(0, |(byte, _)| byte));
            if let Some(known) = start.and_then(|start| reasons.get(&(name.as_str(), start))) {
                entity["why"] = json!(known.why);
                entity["assumed"] = json!(known.assumed);
            }
        }
        writeln!(out, "{record}")?;
    }
    Ok(())
}
