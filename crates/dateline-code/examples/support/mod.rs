//! What the examples that write material or compare have in common.

use dateline_annotate::{
    find_entities, find_places, find_quantities, find_sentences, find_settings, find_statements, find_times,
};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{Annotations, Document, Metadata, Reading};
use serde_json::Value;

/// The document of a line with `text` and `published`.
pub fn document(line: &Value) -> Document {
    let published = line["published"].as_str().and_then(|d| d.parse().ok());
    Document::from_text(line["text"].as_str().unwrap_or_default())
        .with_metadata(Metadata { published, ..Metadata::default() })
}

/// What the neural reader sees in it.
pub fn read(model: &Model, document: &Document) -> Reading {
    model.read(document, find_sentences(document))
}

/// All layers, as the program makes them.
pub fn layers(document: &Document, reading: &Reading, knowledge: &Knowledge) -> Annotations {
    let entities = find_entities(document, reading, knowledge);
    let places = find_places(document, reading, &entities, knowledge);
    let times = find_times(document, reading);
    let quantities = find_quantities(document, reading, &times);
    let statements = find_statements(document, reading, &entities, &places, &times);
    let mut layers = Annotations { entities, places, times, quantities, statements, settings: Vec::new() };
    layers.settings = find_settings(document, reading, &layers);
    layers
}
