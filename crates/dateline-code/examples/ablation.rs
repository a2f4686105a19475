//! What words alone would find, the neural reader alone, and both: `ablation TRAIN.jsonl GOLD_DIR OUT_DIR`.
//!
//! Words alone is coding as PETRARCH and its followers do it: the verbs and nouns that name an act of a type in most of their uses in
//! TRAIN, each a predicate whose subject acts and whose object is acted on, sought in the trees. Records of the articles of GOLD_DIR go to
//! OUT_DIR/lexicon, OUT_DIR/model and OUT_DIR/both, for `tools/score.py` or `dateline eval --system`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline_code::{Coder, Versions};
use dateline_knowledge::{Knowledge, Ontology, Predicate};
use dateline_model::Model;
use dateline_text::{Document, Layer, Reading, Upos};
use serde_json::Value;

mod support;

use support::{document, layers, read};

/// A word is a predicate of a type where it names it this often at least, and in this share of its uses.
const LEAST: usize = 3;
const SHARE: f64 = 0.5;

/// How often a word (its dictionary form, and whether it is a verb) stands, and names an act of each type.
type Counts = BTreeMap<(String, bool), (usize, BTreeMap<String, usize>)>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [train, gold, out] = words.as_slice() else {
        return Err("usage: ablation TRAIN.jsonl GOLD_DIR OUT_DIR".into());
    };
    let (model, knowledge) = (Model::load(), Knowledge::load());
    let mut counts = Counts::new();
    for line in fs::read_to_string(train)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let document = document(&value);
        count(&document, &read(&model, &document), &value, &mut counts);
    }
    let lexicon = ontology(&counts);
    println!("{} predicates", lexicon.types.iter().map(|t| t.predicates.len()).sum::<usize>());
    let (by_words, by_model) = (Coder::with_ontology(lexicon), Coder::default());
    let mut paths: Vec<_> =
        fs::read_dir(gold)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let document = document(&serde_json::from_str(&fs::read_to_string(path)?)?);
        let reading = read(&model, &document);
        let silent = Reading { triggers: Layer::default(), ..reading.clone() };
        let ways = [
            ("lexicon", &by_words, by_words.add_predicates(&document, silent)),
            ("model", &by_model, reading.clone()),
            ("both", &by_words, by_words.add_predicates(&document, reading)),
        ];
        for (name, coder, reading) in ways {
            let layers = layers(&document, &reading, &knowledge);
            let record = coder.code_article(&document, &reading, &layers, &Versions::default());
            let folder = Path::new(out).join(name);
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(path.file_name().unwrap_or_default()), serde_json::to_string(&record)?)?;
        }
    }
    Ok(())
}

/// Counts the verbs and nouns of an article and the types that gold gives them.
fn count(document: &Document, reading: &Reading, gold: &Value, counts: &mut Counts) {
    let text: Vec<char> = gold["text"].as_str().unwrap_or_default().chars().collect();
    let mut named: BTreeMap<usize, String> = BTreeMap::new();
    for event in gold["events"].as_array().into_iter().flatten() {
        let range = event["sentence"].as_u64().and_then(|n| gold["sentences"].get(usize::try_from(n).ok()?));
        let bounds = range.and_then(|r| Some((r[0].as_u64()? as usize, r[1].as_u64()? as usize)));
        let (Some((from, to)), Some(trigger)) = (bounds, event["trigger"].as_str()) else { continue };
        let sentence: String = text.get(from..to).unwrap_or_default().iter().collect();
        let place = document.text().find(&sentence).and_then(|at| Some(at + sentence.find(trigger)?));
        let Some(start) = place else { continue };
        let inside = |token: &usize| {
            let span = reading.syntax.tokens()[*token].span;
            span.start() >= start && span.end() <= start + trigger.len()
        };
        // The verb or noun of the trigger that governs its other words.
        let mut tokens = (0..reading.syntax.tokens().len()).filter(inside);
        let head = tokens.find(|t| {
            let token = &reading.syntax.tokens()[*t];
            is_word(token.upos) && token.head.is_none_or(|head| !inside(&head))
        });
        if let (Some(head), Some(label)) = (head, event["type"].as_str()) {
            named.insert(head, label.to_owned());
        }
    }
    for (index, token) in reading.syntax.tokens().iter().enumerate().filter(|(_, t)| is_word(t.upos)) {
        let entry = counts.entry((token.lemma.to_lowercase(), token.upos == Upos::Verb)).or_default();
        entry.0 += 1;
        if let Some(label) = named.get(&index) {
            *entry.1.entry(label.clone()).or_default() += 1;
        }
    }
}

fn is_word(upos: Upos) -> bool {
    matches!(upos, Upos::Verb | Upos::Noun)
}

/// PLOVER with the words that mostly name one of its types.
fn ontology(counts: &Counts) -> Ontology {
    let mut ontology = Ontology::plover();
    for ((lemma, verb), (all, types)) in counts {
        for (label, times) in types {
            if *times < LEAST || (*times as f64) < SHARE * *all as f64 {
                continue;
            }
            let roles = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
            let (verbs, nouns) =
                if *verb { (vec![lemma.clone()], Vec::new()) } else { (Vec::new(), vec![lemma.clone()]) };
            let predicate = Predicate {
                verbs,
                nouns,
                needs: BTreeMap::new(),
                without: BTreeMap::new(),
                actor: roles(&["subject", "possessor"]),
                recipient: roles(&["object", "with", "against", "on", "to"]),
                mode: None,
            };
            if let Some(event_type) = ontology.types.iter_mut().find(|t| t.label == *label) {
                event_type.predicates.push(predicate);
            }
        }
    }
    ontology
}
