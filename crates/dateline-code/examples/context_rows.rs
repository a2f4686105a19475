//! For each act what is to be seen of its contexts: the material of `training/contexts.py`.
//!
//! `context_rows ARTICLES.jsonl > ROWS.jsonl`: each line of ARTICLES has `name`, `text` and `published`; each line written has the name,
//! the sentences and the acts with their signs.

use dateline_code::{Coder, ContextSigns};
use dateline_knowledge::{Contexts, Knowledge};
use serde_json::{Value, json};

#[path = "support/rows.rs"]
mod rows;
mod support;

use rows::{Fault, row_of_acts, write_rows};
use support::layers;

fn main() -> Result<(), Fault> {
    let (knowledge, coder, lexicon) = (Knowledge::load(), Coder::default(), Contexts::load());
    write_rows("usage: context_rows ARTICLES.jsonl", |value, document, reading| {
        let layers = layers(document, reading, &knowledge);
        let signs = ContextSigns::new(document, reading, &lexicon);
        let acts: Vec<Value> = coder
            .code_events(document, reading, &layers)
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
        Ok(row_of_acts(value, document, reading, &acts))
    })
}
