//! How often gold's parties find an entity with their code and sector (`actor_code` of `tools/score.py`), and how often an act
//! of gold finds its place, with the reader's words, mentions and trees but gold's acts.
//!
//! `gold_entities GOLD [--cache FILE] [--half tune|check] [--articles] [--show codes|sectors|places|spurious|NAME]`
//! GOLD is `train.jsonl` or a folder of JSON files. The knowledge files may know actors from the training gold: only other documents tell.

#[path = "support/gold.rs"]
#[allow(dead_code, reason = "only the choice of the half is needed of it")]
mod gold;
#[path = "support/reading_cache.rs"]
mod reading_cache;
#[path = "support/words.rs"]
mod words;

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline_annotate::{choose_place, find_entities, find_places, find_sentences};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{CodePoints, Document, Entity, Form, Layer, Metadata, Place, Reading, Span, Trigger};
use serde_json::Value;
use words::words;

/// Words that the scorer leaves out of a party's name.
const STOP: [&str; 15] = [
    "the", "of", "and", "a", "s", "some", "other", "officials", "official", "government", "people", "forces", "army", "military", "",
];

#[derive(Default)]
struct Figures {
    /// Right and all, by how much of the name was found.
    codes: BTreeMap<&'static str, (usize, usize)>,
    sectors: (usize, usize),
    /// By type: with a gold place, right, without one, found nevertheless.
    places: BTreeMap<String, (usize, usize, usize, usize)>,
    words: usize,
    entities: Duration,
    placing: Duration,
}

fn read_gold(path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    if !std::fs::metadata(path)?.is_dir() {
        return Ok(std::fs::read_to_string(path)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?);
    }
    let mut files: Vec<_> = std::fs::read_dir(path)?.filter_map(|f| Some(f.ok()?.path())).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "json"));
    files.sort();
    let mut read = Vec::new();
    for file in files {
        let mut value: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        if value["name"].is_null() {
            value["name"] = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default().into();
        }
        read.push(value);
    }
    Ok(read)
}

fn document(value: &Value) -> Document {
    let published = value["published"].as_str().and_then(|d| d.parse().ok());
    Document::from_text(value["text"].as_str().unwrap_or_default())
        .with_metadata(Metadata { published, ..Metadata::default() })
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The gold acts as triggers, each with its event.
fn triggers<'v>(value: &'v Value, document: &Document, reading: &Reading) -> Vec<(Trigger, &'v Value)> {
    let index = CodePoints::new(document.text());
    let sentences: Vec<Span> = list(&value["sentences"])
        .filter_map(|s| Some(index.span([s[0].as_u64()?.try_into().ok()?, s[1].as_u64()?.try_into().ok()?])))
        .collect();
    let found = list(&value["events"]).filter_map(|event| {
        let sentence = *sentences.get(usize::try_from(event["sentence"].as_u64()?).ok()?)?;
        let words = event["trigger"].as_str().filter(|t| !t.is_empty())?;
        let from = sentence.start() + document.slice(sentence).find(words)?;
        let span = Span::new(from, from + words.len());
        let token = reading.syntax.index_at(from)?;
        let label = Arc::from(event["type"].as_str()?);
        let status = [1.0, 0.0, 0.0, 0.0];
        Some((Trigger { span, token, label, score: 1.0, second: None, mode: None, status, arguments: Vec::new() }, event))
    });
    found.collect()
}

impl Figures {
    fn add_parties(&mut self, name: &str, value: &Value, document: &Document, entities: &[Entity], show: &str) {
        let sets: Vec<HashSet<String>> = entities
            .iter()
            .map(|e| {
                let mut set = words(&e.name);
                let named = e.mentions.iter().filter(|m| m.form != Form::Pronoun);
                set.extend(named.flat_map(|m| words(document.slice(m.span))));
                set
            })
            .collect();
        for party in list(&value["events"]).flat_map(|e| list(&e["actors"]).chain(list(&e["recipients"]))) {
            let title = party["name"].as_str().unwrap_or_default();
            let Some(code) = party["code"].as_str() else { continue };
            let mut asked = words(title);
            asked.retain(|w| !STOP.contains(&w.as_str()));
            if asked.is_empty() {
                continue;
            }
            let share = |set: &HashSet<String>| asked.intersection(set).count() as f64 / asked.len() as f64;
            // As Python's max: the first of the best.
            let best = sets.iter().enumerate().fold((0, 0.0), |best, (i, set)| {
                let share = share(set);
                if share > best.1 { (i, share) } else { best }
            });
            let found = entities.get(best.0).filter(|_| best.1 > 0.0);
            let kind = match found {
                None => "missing",
                Some(_) if best.1 < 1.0 => "partial",
                Some(_) if title.starts_with(char::is_lowercase) => "lower",
                Some(_) => "capital",
            };
            let right = found.is_some_and(|f| f.code.as_deref() == Some(code));
            let counted = self.codes.entry(kind).or_default();
            *counted = (counted.0 + usize::from(right), counted.1 + 1);
            let ours = |f: Option<&Entity>| {
                f.map_or_else(String::new, |f| {
                    format!("{} [{} {:?} {:?}] {}", f.name, f.kind.name(), f.code, f.sectors, f.why)
                })
            };
            if !right && show == "codes" {
                println!("{kind:8} {name}: {title} [{code}] ours {}", ours(found));
            }
            let sector = party["sector"].as_str().unwrap_or_default();
            // Of equally good entities the one with the fewest other words is meant.
            let closest = sets.iter().enumerate().filter(|(_, s)| share(s) >= best.1).min_by_key(|(_, s)| s.len());
            if right {
                let found = closest.and_then(|(i, _)| entities.get(i));
                let right = found.and_then(|f| f.sectors.first()).is_some_and(|s| s == sector);
                self.sectors = (self.sectors.0 + usize::from(right), self.sectors.1 + 1);
                if !right && show == "sectors" {
                    println!("SECTOR {name}: {title} [{sector}] ours {}", ours(found));
                }
            }
        }
    }

    fn add_places(
        &mut self,
        name: &str,
        document: &Document,
        reading: &Reading,
        places: &[Place],
        acts: &[(Trigger, &Value)],
        show: &str,
    ) {
        for (trigger, event) in acts {
            let ours = choose_place(document, reading, places, trigger.token).and_then(|i| places.get(i));
            let counted = self.places.entry(trigger.label.to_string()).or_default();
            let sentence = reading.sentences.iter().find(|s| s.span.contains(trigger.span));
            let line = || {
                let words = sentence.map_or("", |s| document.slice(s.span));
                format!("{name} {} «{}» gold {} ours {:?} | {words}", trigger.label, document.slice(trigger.span), event["place"]["name"], ours.map(|p| &p.name))
            };
            if let Some(gold) = event["place"]["name"].as_str() {
                let right = ours.is_some_and(|p| words(&p.name).intersection(&words(gold)).next().is_some());
                *counted = (counted.0 + 1, counted.1 + usize::from(right), counted.2, counted.3);
                if !right && show == "places" {
                    println!("PLACE {}", line());
                }
            } else {
                *counted = (counted.0, counted.1, counted.2 + 1, counted.3 + usize::from(ours.is_some()));
                if ours.is_some() && show == "spurious" {
                    println!("SPURIOUS {}", line());
                }
            }
        }
    }

    fn print(&self) {
        let sum = self.codes.values().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        println!("actor_code {:.4} of {} {:?}", share(sum.0, sum.1), sum.1, self.codes);
        println!("sector {:.4} of {}", share(self.sectors.0, self.sectors.1), self.sectors.1);
        let all = self.places.values().fold((0, 0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2, a.3 + b.3));
        println!("place {:.4} of {}; found where gold has none: {} of {}", share(all.1, all.0), all.0, all.3, all.2);
        for (label, (with, right, without, spurious)) in &self.places {
            println!("    {label:10} {right:4} of {with:4}, {spurious:3} of {without:4}");
        }
        println!("{} words; entities {:?}, places {:?}", self.words, self.entities, self.placing);
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let half = option("--half").map(String::as_str);
    let show = option("--show").map_or("", String::as_str);
    let articles = arguments.iter().any(|a| a == "--articles");
    let every: usize = option("--every").map_or(Ok(1), |n| n.parse())?;
    let mut kept = option("--cache").map(|path| reading_cache::load(path)).unwrap_or_default();
    let (model, knowledge) = (std::cell::LazyCell::new(Model::load), Knowledge::load());
    let mut figures = Figures::default();
    for value in read_gold(arguments.first().ok_or("GOLD")?)?.iter().step_by(every) {
        let name = value["name"].as_str().unwrap_or_default();
        if half.is_some_and(|h| (h == "check") != gold::is_check_half(name)) || articles && list(&value["sentences"]).count() < 6 {
            continue;
        }
        let document = document(value);
        let mut reading = match kept.remove(name) {
            Some((reading, _)) => reading,
            None => {
                let reading = model.read(&document, find_sentences(&document));
                let found = (reading, Vec::new());
                if let Some(path) = option("--cache") {
                    reading_cache::save(path, name, &found)?;
                }
                found.0
            }
        };
        let start = Instant::now();
        let entities = find_entities(&document, &reading, &knowledge);
        let middle = Instant::now();
        let places = find_places(&document, &reading, &entities, &knowledge);
        figures.entities += middle - start;
        figures.placing += middle.elapsed();
        figures.words += reading.syntax.tokens().len();
        if show == name {
            for e in &entities {
                let mentions: Vec<&str> = e.mentions.iter().map(|m| document.slice(m.span)).collect();
                println!("{} [{} {:?} {:?}] {}\n    {}", e.name, e.kind.name(), e.code, e.sectors, e.why, mentions.join(" | "));
            }
            for p in &places {
                println!("PLACE {} {} {:?} {:?} {:?}", p.name, p.kind, p.country, p.admin1, p.mentions.iter().map(|m| document.slice(*m)).collect::<Vec<_>>());
            }
        }
        figures.add_parties(name, value, &document, &entities, show);
        let acts = triggers(value, &document, &reading);
        reading.triggers = acts.iter().map(|(t, _)| t.clone()).collect::<Layer<_>>();
        figures.add_places(name, &document, &reading, &places, &acts, show);
    }
    figures.print();
    Ok(())
}
