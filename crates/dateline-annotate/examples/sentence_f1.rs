//! How well sentences are found: exact spans against the training gold and against raw text of a UD treebank.
//!
//! `sentence_f1 gold TRAIN.jsonl [--errors N]` or `sentence_f1 conllu FILE.conllu [--errors N]`.

use std::collections::HashSet;

use dateline_annotate::find_sentences;
use dateline_text::{CodePoints, Document, Metadata, Span};
use serde_json::Value;

#[derive(Default)]
struct Count {
    gold: usize,
    found: usize,
    right: usize,
    errors_left: usize,
}

impl Count {
    fn compare(&mut self, document: &Document, gold: &HashSet<Span>) {
        let found: HashSet<Span> = find_sentences(document).iter().map(|s| s.span).collect();
        self.gold += gold.len();
        self.found += found.len();
        self.right += found.intersection(gold).count();
        for (set, other, mark) in [(gold, &found, "missed"), (&found, gold, "wrong")] {
            let mut odd: Vec<&Span> = set.difference(other).collect();
            odd.sort();
            for span in odd {
                if self.errors_left > 0 {
                    self.errors_left -= 1;
                    println!("{mark}: {}", document.slice(*span).replace('\n', "⏎"));
                }
            }
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, path, rest @ ..] = &arguments[..] else { return Err("gold|conllu FILE [--errors N]".into()) };
    let mut count = Count { errors_left: rest.get(1).map_or(Ok(0), |n| n.parse())?, ..Count::default() };
    let data = std::fs::read_to_string(path)?;
    let start = std::time::Instant::now();
    if kind == "gold" {
        for line in data.lines() {
            let value: Value = serde_json::from_str(line)?;
            let document = Document::from_text(value["text"].as_str().unwrap_or_default());
            let index = CodePoints::new(document.text());
            let gold = value["sentences"].as_array().into_iter().flatten();
            let gold = gold.filter_map(|s| {
                Some(index.span([s[0].as_u64()?.try_into().ok()?, s[1].as_u64()?.try_into().ok()?]))
            });
            count.compare(&document, &gold.collect());
        }
    } else {
        for paragraph in paragraphs(&data) {
            let text = paragraph.join(" ");
            let document = Document::new(None, [text.as_str()], Metadata::default());
            let mut from = 0;
            let mut gold = HashSet::new();
            for sentence in &paragraph {
                gold.insert(Span::new(from, from + sentence.len()));
                from += sentence.len() + 1;
            }
            count.compare(&document, &gold);
        }
    }
    let (precision, recall) =
        (count.right as f64 / count.found.max(1) as f64, count.right as f64 / count.gold.max(1) as f64);
    println!(
        "sentences {} found {} right {} P {precision:.4} R {recall:.4} F1 {:.4} ({} ms)",
        count.gold,
        count.found,
        count.right,
        2.0 * precision * recall / (precision + recall),
        start.elapsed().as_millis()
    );
    Ok(())
}

/// The sentences of each paragraph: a new one at `# newpar` and `# newdoc`.
fn paragraphs(conllu: &str) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for line in conllu.lines() {
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            all.push(Vec::new());
        } else if let (Some(text), Some(last)) = (line.strip_prefix("# text = "), all.last_mut()) {
            last.push(text.trim());
        }
    }
    all.retain(|p| !p.is_empty());
    all
}
