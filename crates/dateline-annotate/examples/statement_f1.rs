//! How well statements are found, as `tools/score.py` counts them, and where they are lost.
//!
//! `statement_f1 GOLD [--cache FILE] [--half tune|check] [--only NAMES] [--no-model] [--errors N]`
//! GOLD is `train.jsonl` or a folder of JSON files; `--cache` keeps the readings, `--only` takes the documents whose names
//! stand in a file, `--no-model` forgets the reader's cues and contents (the trees stay).
//! The first figure is the scorer's, the second leaves speakers out, the third counts content that is exactly the same words.

#[path = "support/gold.rs"]
#[allow(dead_code, reason = "only the choice of the half is needed of it")]
mod gold;
#[path = "support/reading_cache.rs"]
mod reading_cache;

use std::collections::{BTreeMap, HashMap, HashSet};

use dateline_annotate::{find_entities, find_sentences, find_statements};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{Document, Entity, Layer, Metadata, Reading, Speech, Statement};
use serde_json::Value;

/// A statement of either side, in the words that are compared.
struct Said {
    sentence: String,
    speaker: Option<String>,
    content: String,
    cue: String,
    direct: bool,
    found_by: &'static str,
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(fold) {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// The letter without its accent, roughly as NFKD and dropping what is not ASCII do; nothing for other letters.
fn fold(c: char) -> Option<char> {
    const TABLE: [(&str, char); 12] = [
        ("áàâäãåā", 'a'),
        ("éèêëēę", 'e'),
        ("íìîïī", 'i'),
        ("óòôöõō", 'o'),
        ("úùûüū", 'u'),
        ("çćč", 'c'),
        ("ñńň", 'n'),
        ("šśș", 's'),
        ("žźż", 'z'),
        ("ğ", 'g'),
        ("ýÿ", 'y'),
        ("țť", 't'),
    ];
    if c.is_ascii() {
        return Some(c);
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    TABLE.iter().find(|(letters, _)| letters.contains(lower)).map(|(_, base)| *base)
}

fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    let mut counts: HashMap<&String, i32> = HashMap::new();
    a.iter().for_each(|w| *counts.entry(w).or_default() += 1);
    let common = b
        .iter()
        .filter(|w| {
            counts.get_mut(w).is_some_and(|n| {
                *n -= 1;
                *n >= 0
            })
        })
        .count();
    2.0 * common as f64 / (a.len() + b.len()).max(1) as f64
}

fn same_speaker(gold: &Said, found: &Said) -> bool {
    let set = |s: &Said| -> HashSet<String> {
        words(s.speaker.as_deref().unwrap_or_default()).into_iter().collect()
    };
    let (a, b) = (set(gold), set(found));
    !a.is_disjoint(&b) || (a.is_empty() && b.is_empty())
}

fn matches(gold: &[Said], found: &[Said], same: impl Fn(&Said, &Said) -> bool) -> Vec<(usize, usize)> {
    let mut taken = HashSet::new();
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        if let Some(j) = (0..found.len()).find(|j| !taken.contains(j) && same(g, &found[*j])) {
            taken.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
}

struct Gold {
    name: String,
    document: Document,
    said: Vec<Said>,
}

fn gold_document(name: String, value: &Value) -> Gold {
    let published = value["published"].as_str().and_then(|d| d.parse().ok());
    let text = value["text"].as_str().unwrap_or_default();
    let document = Document::from_text(text).with_metadata(Metadata { published, ..Metadata::default() });
    let characters: Vec<char> = text.chars().collect();
    let said = value["statements"].as_array().into_iter().flatten().map(|s| {
        let sentence = &value["sentences"][s["sentence"].as_u64().unwrap_or_default() as usize];
        let (from, to) = (sentence[0].as_u64().unwrap_or_default(), sentence[1].as_u64().unwrap_or_default());
        Said {
            sentence: characters[from as usize..to as usize].iter().collect::<String>().replace('\n', " "),
            speaker: s["speaker"]["name"].as_str().map(str::to_owned),
            content: s["content"].as_str().unwrap_or_default().to_owned(),
            cue: s["cue"].as_str().unwrap_or_default().to_owned(),
            direct: s["direct"].as_bool().unwrap_or_default(),
            found_by: "",
        }
    });
    Gold { said: said.collect(), name, document }
}

fn read_gold(path: &str) -> Result<Vec<Gold>, Box<dyn std::error::Error>> {
    if !std::path::Path::new(path).is_dir() {
        let text = std::fs::read_to_string(path)?;
        return text
            .lines()
            .map(|line| {
                let value: Value = serde_json::from_str(line)?;
                Ok(gold_document(value["name"].as_str().unwrap_or_default().to_owned(), &value))
            })
            .collect();
    }
    let mut files: Vec<_> =
        std::fs::read_dir(path)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    files
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "json"))
        .map(|file| {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Ok(gold_document(name, &serde_json::from_str(&std::fs::read_to_string(file)?)?))
        })
        .collect()
}

fn said(document: &Document, reading: &Reading, entities: &[Entity], statement: &Statement) -> Said {
    let start = statement.content.first().map_or(0, |s| s.start());
    let sentence = reading.sentences.iter().find(|s| s.span.contains_offset(start));
    let content: Vec<&str> = statement.content.iter().map(|s| document.slice(*s)).collect();
    Said {
        sentence: sentence.map_or("", |s| document.slice(s.span)).replace('\n', " "),
        speaker: statement.speaker.and_then(|s| entities.get(s)).map(|e| e.name.clone()),
        content: content.join(" "),
        cue: statement.cue.map_or("", |s| document.slice(s)).to_owned(),
        direct: statement.speech == Speech::Direct,
        found_by: statement.found_by,
    }
}

#[derive(Default)]
struct Figures {
    gold: usize,
    found: usize,
    right: usize,
    content: usize,
    exact: usize,
    kind: usize,
    without_entity: usize,
    by: BTreeMap<&'static str, [usize; 3]>,
}

impl Figures {
    fn add(&mut self, gold: &[Said], found: &[Said], errors: &mut usize) {
        let right = matches(gold, found, |g, s| same_speaker(g, s) && overlap(&g.content, &s.content) >= 0.5);
        let content = matches(gold, found, |g, s| overlap(&g.content, &s.content) >= 0.5);
        self.gold += gold.len();
        self.found += found.len();
        self.right += right.len();
        self.content += content.len();
        self.exact +=
            content.iter().filter(|(i, j)| words(&gold[*i].content) == words(&found[*j].content)).count();
        self.kind += content.iter().filter(|(i, j)| gold[*i].direct == found[*j].direct).count();
        self.without_entity += found.iter().filter(|s| s.speaker.is_none()).count();
        for (j, said) in found.iter().enumerate() {
            let counts = self.by.entry(said.found_by).or_default();
            counts[0] += 1;
            counts[1] += usize::from(content.iter().any(|(_, k)| *k == j));
            counts[2] += usize::from(right.iter().any(|(_, k)| *k == j));
        }
        let mut print = |label: &str, said: &Said, note: &str| {
            if *errors > 0 {
                *errors -= 1;
                println!(
                    "{label} [{}] {} | {} | {}{note}\n    {}",
                    said.found_by,
                    said.speaker.as_deref().unwrap_or("-"),
                    said.cue,
                    said.content,
                    said.sentence
                );
            }
        };
        for (i, g) in gold.iter().enumerate().filter(|(i, _)| !right.iter().any(|(k, _)| k == i)) {
            match content.iter().find(|(k, _)| *k == i) {
                Some((_, j)) => print(
                    "SPEAKER",
                    g,
                    &format!("\n    found {:?} by {}", found[*j].speaker, found[*j].found_by),
                ),
                None => print("MISSED", g, ""),
            }
        }
        for (_, s) in found.iter().enumerate().filter(|(j, _)| !content.iter().any(|(_, k)| k == j)) {
            print("WRONG", s, "");
        }
    }

    fn print(&self) {
        for (title, right) in
            [("statement", self.right), ("content only", self.content), ("exact content", self.exact)]
        {
            let (p, r) = (right as f64 / self.found.max(1) as f64, right as f64 / self.gold.max(1) as f64);
            println!(
                "{title:14} P {p:.3} R {r:.3} F1 {:.3} ({right} right, {} found, {} gold)",
                2.0 * p * r / (p + r),
                self.found,
                self.gold
            );
        }
        println!(
            "direct or not: {:.3} of {}; without a speaker: {}",
            self.kind as f64 / self.content.max(1) as f64,
            self.content,
            self.without_entity
        );
        for (rule, [found, content, right]) in &self.by {
            println!("    {rule:30} found {found:5} content right {content:5} all right {right:5}");
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let path = arguments.first().ok_or("GOLD")?;
    let half = option("--half").map(String::as_str);
    let only = option("--only").map(std::fs::read_to_string).transpose()?;
    let only: Option<HashSet<&str>> = only.as_deref().map(|names| names.lines().collect());
    let mut errors: usize = option("--errors").map_or(Ok(0), |n| n.parse())?;
    let mut kept = option("--cache").map(|path| reading_cache::load(path)).unwrap_or_default();
    let mut tools = None;
    let mut figures = Figures::default();
    for gold in read_gold(path)? {
        if half.is_some_and(|h| (h == "check") != gold::is_check_half(&gold.name))
            || only.as_ref().is_some_and(|o| !o.contains(&*gold.name))
        {
            continue;
        }
        let (mut reading, entities) = match kept.remove(&gold.name) {
            Some(found) => found,
            None => {
                let (model, knowledge) = tools.get_or_insert_with(|| (Model::load(), Knowledge::load()));
                let reading = model.read(&gold.document, find_sentences(&gold.document));
                let entities = find_entities(&gold.document, &reading, knowledge);
                let found = (reading, entities);
                if let Some(path) = option("--cache") {
                    reading_cache::save(path, &gold.name, &found)?;
                }
                found
            }
        };
        if arguments.iter().any(|a| a == "--no-model") {
            (reading.cues, reading.contents) = (Layer::default(), Layer::default());
        }
        let statements = find_statements(&gold.document, &reading, &entities, &[], &Layer::default());
        let found: Vec<Said> =
            statements.iter().map(|s| said(&gold.document, &reading, &entities, s)).collect();
        figures.add(&gold.said, &found, &mut errors);
    }
    figures.print();
    Ok(())
}
