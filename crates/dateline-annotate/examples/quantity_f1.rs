//! How well figures are found and bound, as `tools/score.py` counts them: by sentence, kind and lower bound.
//!
//! `quantity_f1 TRAIN.jsonl [TREES.conllu] [--half tune|check] [--errors N] [--bound]`
//! The first figure takes every figure of a sentence that has gold events (the most that binding could reach), the second
//! binds them to the gold triggers. People released, abducted and deported count as detained, as most of the gold has them.

#[path = "support/gold.rs"]
mod gold;

use std::collections::BTreeMap;
use std::sync::Arc;

use dateline_annotate::{find_quantities, find_times};
use dateline_text::{Layer, Quantity, QuantityKind, Trigger};

type Key = (String, String);

#[derive(Default)]
struct Counts {
    by_kind: BTreeMap<String, [usize; 3]>,
}

impl Counts {
    fn add(&mut self, gold: &[Key], found: &[Key]) -> (Vec<Key>, Vec<Key>) {
        let (mut missed, mut wrong) = (gold.to_vec(), Vec::new());
        for key in found {
            self.by_kind.entry(key.0.clone()).or_default()[1] += 1;
            match missed.iter().position(|g| g == key) {
                Some(at) => {
                    missed.remove(at);
                    self.by_kind.entry(key.0.clone()).or_default()[0] += 1;
                }
                None => wrong.push(key.clone()),
            }
        }
        for key in gold {
            self.by_kind.entry(key.0.clone()).or_default()[2] += 1;
        }
        (missed, wrong)
    }

    fn print(&self, title: &str) {
        let mut all = [0; 3];
        for counts in self.by_kind.values() {
            (0..3).for_each(|i| all[i] += counts[i]);
        }
        for (kind, [right, found, gold]) in
            self.by_kind.iter().map(|(k, v)| (k.as_str(), *v)).chain([("all", all)])
        {
            let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / gold.max(1) as f64);
            println!(
                "{title} {kind:12} P {p:.3} R {r:.3} F1 {:.3} ({right} right, {found} found, {gold} gold)",
                2.0 * p * r / (p + r)
            );
        }
    }
}

fn common(kind: &str) -> String {
    if matches!(kind, "released" | "abducted" | "deported") { "detained" } else { kind }.to_owned()
}

fn key(quantity: &Quantity) -> Key {
    (common(quantity.kind.name()), format!("{:?}", quantity.low))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let path = arguments.first().ok_or("TRAIN.jsonl")?;
    let trees = arguments.get(1).filter(|a| !a.starts_with("--"));
    let half = option("--half").map(String::as_str);
    let mut errors: usize = option("--errors").map_or(Ok(0), |n| n.parse())?;
    let show_bound = arguments.iter().any(|a| a == "--bound");
    let (mut most, mut bound) = (Counts::default(), Counts::default());
    for mut gold in gold::read(path, trees.map(String::as_str))? {
        if half.is_some_and(|h| (h == "check") != gold::is_check_half(&gold.name)) {
            continue;
        }
        let times = find_times(&gold.document, &gold.reading);
        let syntax = gold.reading.syntax.clone();
        let token =
            |event: &gold::GoldEvent| event.trigger.and_then(|span| syntax.head_of(syntax.range_of(span)));
        let triggers = gold.events.iter().filter_map(|event| {
            let token = token(event)?;
            Some(Trigger {
                span: event.trigger?,
                token,
                label: Arc::from(event.label.as_str()),
                score: 1.0,
                second: None,
                mode: None,
                status: [1.0, 0.0, 0.0, 0.0],
                arguments: Vec::new(),
                found_by: "test",
            })
        });
        gold.reading.triggers = Layer::new(triggers.collect());
        let quantities = find_quantities(&gold.document, &gold.reading, &times);
        for (index, sentence) in gold.reading.sentences.iter().enumerate() {
            let events: Vec<_> = gold.events.iter().filter(|e| e.sentence == index).collect();
            if events.is_empty() {
                continue;
            }
            let wanted: Vec<Key> = events
                .iter()
                .flat_map(|e| &e.quantities)
                .map(|q| (common(&q.kind), format!("{:?}", q.low)))
                .collect();
            let here: Vec<&Quantity> =
                quantities.within(sentence.span).filter(|q| q.kind != QuantityKind::Other).collect();
            let (missed, wrong) = most.add(&wanted, &here.iter().map(|q| key(q)).collect::<Vec<_>>());
            let chosen: Vec<Key> = here.iter().filter(|q| q.act.is_some()).map(|q| key(q)).collect();
            let (bound_missed, bound_wrong) = bound.add(&wanted, &chosen);
            let (missed, wrong) = if show_bound { (bound_missed, bound_wrong) } else { (missed, wrong) };
            if (!missed.is_empty() || !wrong.is_empty()) && errors > 0 {
                errors -= 1;
                let triggers: Vec<String> = events
                    .iter()
                    .map(|e| format!("{}:{}", e.label, e.trigger.map_or("", |s| gold.document.slice(s))))
                    .collect();
                println!(
                    "missed {missed:?} wrong {wrong:?} | {triggers:?} | {}",
                    gold.document.slice(sentence.span).replace('\n', " ")
                );
            }
        }
    }
    most.print("all figures");
    bound.print("bound");
    Ok(())
}
