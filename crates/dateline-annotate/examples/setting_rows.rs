//! The candidates for the time and place of each gold event with their signs, for `training/settings.py`.
//!
//! `setting_rows TRAIN.jsonl --cache FILE > rows.jsonl`
//! A line: `{"name", "question", "type", "given", "none": [sign …], "candidates": [{"right", "carried", "signs": [sign …]} …]}`, where
//! `given` says whether gold has a value. Gold's triggers stand in for the reader's, with what the reader says of the same words; what earlier acts can lend is gold's.

#[path = "support/gold.rs"]
#[allow(dead_code, reason = "only a part of it is needed")]
mod gold;
#[path = "support/reading_cache.rs"]
mod reading_cache;
#[path = "support/words.rs"]
mod words;

use std::collections::HashSet;
use std::error::Error;
use std::sync::Arc;

use dateline_annotate::{
    Candidates, SettingFinder, find_entities, find_places, find_quantities, find_sentences, find_times,
};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{Annotations, Document, Layer, Place, Reading, Setting, Trigger};
use serde_json::{Value, json};

fn day(date: &str) -> String {
    let date = date.split('T').next().unwrap_or_default();
    date.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect()
}

/// Whether a place has a word of its name or of one of its mentions in common with gold's, as `tools/score.py` counts it.
fn is_same(document: &Document, place: &Place, gold: &Value) -> bool {
    let wanted: HashSet<String> = words::words(gold["name"].as_str().unwrap_or_default());
    if wanted.is_empty() {
        return place.country.as_deref() == gold["country"].as_str();
    }
    let mut named = words::words(&place.name);
    for mention in &place.mentions {
        named.extend(words::words(document.slice(*mention)));
    }
    wanted.iter().any(|w| named.contains(w) && w != "the" && w != "of")
}

/// A gold event with the trigger that stands for it.
struct Event<'v> {
    value: &'v Value,
    trigger: Trigger,
}

/// Gold's triggers in reading order, with the reader's arguments and status where it saw an act in the same words.
fn events<'v>(value: &'v Value, reading: &Reading, document: &Document) -> Vec<Event<'v>> {
    let index = dateline_text::CodePoints::new(document.text());
    let number = |v: &Value| v.as_u64().and_then(|n| usize::try_from(n).ok());
    let mut found: Vec<Event<'_>> = value["events"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|event| {
            let range = &value["sentences"][number(&event["sentence"])?];
            let sentence = index.span([number(&range[0])?, number(&range[1])?]);
            let wanted = event["trigger"].as_str().filter(|t| !t.is_empty())?;
            let at = sentence.start() + document.slice(sentence).find(wanted)?;
            let span = dateline_text::Span::new(at, at + wanted.len());
            let range = reading.syntax.range_of(span);
            let token = reading.syntax.head_of(range)?;
            let label = event["type"].as_str()?;
            let seen = reading.triggers.overlapping(span).find(|t| &*t.label == label);
            Some(Event {
                value: event,
                trigger: Trigger {
                    span,
                    token,
                    label: Arc::from(label),
                    score: 1.0,
                    second: None,
                    mode: None,
                    status: seen.map_or([1.0, 0.0, 0.0, 0.0], |t| t.status),
                    arguments: seen.map(|t| t.arguments.clone()).unwrap_or_default(),
                },
            })
        })
        .collect();
    found.sort_by_key(|e| e.trigger.span);
    found
}

fn row(
    name: &str,
    question: &str,
    event: &Event<'_>,
    given: bool,
    candidates: &Candidates,
    right: &dyn Fn(usize) -> bool,
) -> Value {
    let list: Vec<Value> = candidates
        .list
        .iter()
        .map(|c| json!({"right": given && right(c.index), "carried": c.carried, "signs": c.signs}))
        .collect();
    json!({"name": name, "question": question, "type": event.trigger.label, "given": given, "none": candidates.none, "candidates": list})
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let cache = option("--cache").ok_or("--cache FILE")?;
    let mut kept = reading_cache::load(cache);
    let (model, knowledge) = (std::cell::LazyCell::new(Model::load), Knowledge::load());
    for line in std::fs::read_to_string(arguments.first().ok_or("TRAIN.jsonl")?)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let name = value["name"].as_str().unwrap_or_default();
        let published = value["published"].as_str().and_then(|d| d.parse().ok());
        let document = Document::from_text(value["text"].as_str().unwrap_or_default())
            .with_metadata(dateline_text::Metadata { published, ..Default::default() });
        let (mut reading, entities) = match kept.remove(name) {
            Some(kept) => kept,
            None => {
                let reading = model.read(&document, find_sentences(&document));
                let entities = find_entities(&document, &reading, &knowledge);
                reading_cache::save(cache, name, &(reading.clone(), entities.clone()))?;
                (reading, entities)
            }
        };
        let places = find_places(&document, &reading, &entities, &knowledge);
        let times = find_times(&document, &reading);
        let events = events(&value, &reading, &document);
        reading.triggers = Layer::new(events.iter().map(|e| e.trigger.clone()).collect());
        let quantities = find_quantities(&document, &reading, &times);
        let layers = Annotations { entities, places, times, quantities, ..Annotations::default() };
        let finder = SettingFinder::new(&document, &reading, &layers);
        let mut settings: Vec<Setting> = Vec::new();
        for (number, event) in events.iter().enumerate() {
            let date = event.value["date"].as_str();
            let is_time = |i: usize| {
                layers.times[i].value.as_deref().is_some_and(|v| date.is_some_and(|d| day(d) == day(v)))
            };
            let place = Some(&event.value["place"]).filter(|p| !p.is_null());
            let is_place = |i: usize| place.is_some_and(|p| is_same(&document, &layers.places[i], p));
            let times = finder.times(number, &settings);
            let places = finder.places(number, &settings);
            println!("{}", row(name, "time", event, date.is_some(), &times, &is_time));
            println!("{}", row(name, "place", event, place.is_some(), &places, &is_place));
            let pick = |candidates: &Candidates, right: &dyn Fn(usize) -> bool| {
                candidates.list.iter().map(|c| c.index).find(|i| right(*i))
            };
            // What a later act can borrow is found anywhere in the text, so that a missed candidate does not break the chain.
            settings.push(Setting {
                time: pick(&times, &is_time).or_else(|| (0..layers.times.len()).find(|i| is_time(*i))),
                place: pick(&places, &is_place).or_else(|| (0..layers.places.len()).find(|i| is_place(*i))),
                quantities: Vec::new(),
            });
        }
    }
    Ok(())
}
