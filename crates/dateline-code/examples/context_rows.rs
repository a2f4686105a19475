//! For each act what is to be seen of its contexts: the material of `training/contexts.py`.
//!
//! `context_rows ARTICLES.jsonl > ROWS.jsonl`: each line of ARTICLES has `name`, `text` and `published`; each line written has the name,
//! the sentences and the acts with their signs.

use std::io::Write as _;

use dateline_code::{Coder, ContextSigns};
use dateline_knowledge::{Contexts, Knowledge};
use dateline_model::Model;
use serde_json::{Value, json};

mod support;

use support::{document, layers, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: context_rows ARTICLES.jsonl")?;
    let (model, knowledge, coder) = (Model::load(), Knowledge::load(), Coder::default());
    let lexicon = Contexts::load();
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let document = document(&value);
        let reading = read(&model, &document);
        let layers = layers(&document, &reading, &knowledge);
        let events = coder.code_events(&document, &reading, &layers);
        let sentences: Vec<&str> = reading.sentences.iter().map(|s| document.slice(s.span)).collect();
        let signs = ContextSigns::new(&document, &reading, &lexicon);
        let acts: Vec<Value> = events
            .iter()
            .map(|event| {
                json!({
                    "sentence": event.sentence,
                    "trigger": document.slice(event.trigger),
                    "type": &*event.label,
                    "signs": signs.of(event, &layers),
                })
            })
            .collect();
        writeln!(out, "{}", json!({"name": value["name"], "sentences": sentences, "acts": acts}))?;
    }
    Ok(())
}
