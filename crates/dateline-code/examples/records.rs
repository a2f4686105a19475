//! What the coder writes of articles, with the reason of every entity's code: the material of `training/party_errors.py` and
//! `training/sectors.py`.
//!
//! `records ARTICLES.jsonl > RECORDS.jsonl`: each line of ARTICLES has `name`, `text` and `published`; each line written is the record,
//! with `name`, and at each of its entities `why`, `assumed`, and `signs`, what the article shows of its sector.

use std::collections::HashMap;

use dateline_code::{Coder, Versions};
use dateline_knowledge::Knowledge;
use dateline_text::Entity;
use serde_json::json;

#[expect(dead_code, reason = "a record is no list of acts")]
#[path = "support/rows.rs"]
mod rows;
mod support;

use rows::{Fault, write_rows};
use support::layers;

fn main() -> Result<(), Fault> {
    let (knowledge, coder) = (Knowledge::load(), Coder::default());
    write_rows("usage: records ARTICLES.jsonl", |value, document, reading| {
        let layers = layers(document, reading, &knowledge);
        let mut record =
            serde_json::to_value(coder.code_article(document, reading, &layers, &Versions::default()))?;
        record["name"] = value["name"].clone();
        let signs = coder.sector_signs(document, reading, &layers);
        let reasons: HashMap<(&str, usize), (&Entity, &Vec<String>)> = (layers.entities.iter().zip(&signs))
            .filter_map(|(e, signs)| Some(((e.name.as_str(), e.mentions.first()?.span.start()), (e, signs))))
            .collect();
        for entity in record["entities"].as_array_mut().into_iter().flatten() {
            let start = entity["mentions"][0]["span"][0].as_u64().and_then(|s| usize::try_from(s).ok());
            let name = entity["name"].as_str().unwrap_or_default().to_owned();
            let start = start.map(|s| document.text().char_indices().nth(s).map_or(0, |(byte, _)| byte));
            if let Some((known, signs)) = start.and_then(|start| reasons.get(&(name.as_str(), start))) {
                entity["why"] = json!(known.why);
                entity["assumed"] = json!(known.assumed);
                entity["signs"] = json!(signs);
            }
        }
        Ok(record)
    })
}
