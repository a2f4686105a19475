//! How often the date of a gold event is among the values found in its sentence, and how often it is the one chosen.
//!
//! `gold_times TRAIN.jsonl [TREES.conllu] [--half tune|check] [--errors N] [--chosen]`
//! Dates are compared as `tools/score.py` does: without `~`, `?` and the time of day.

#[path = "support/gold.rs"]
mod gold;

use dateline_annotate::{choose_time, find_times};

fn normal(date: &str) -> String {
    let date: String = date.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
    date.split('T').next().unwrap_or_default().to_owned()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let path = arguments.first().ok_or("TRAIN.jsonl")?;
    let trees = arguments.get(1).filter(|a| !a.starts_with("--"));
    let half = option("--half").map(String::as_str);
    let mut errors: usize = option("--errors").map_or(Ok(0), |n| n.parse())?;
    let show_chosen = arguments.iter().any(|a| a == "--chosen");
    let (mut dated, mut among, mut right, mut wrong, mut spurious, mut undated, mut missed) =
        (0, 0, 0, 0, 0, 0, 0);
    for gold in gold::read(path, trees.map(String::as_str))? {
        if half.is_some_and(|h| (h == "check") != gold::is_check_half(&gold.name)) {
            continue;
        }
        let times = find_times(&gold.document, &gold.reading);
        for event in &gold.events {
            let sentence = gold.reading.sentences[event.sentence].span;
            let values: Vec<&str> = times.within(sentence).filter_map(|t| t.value.as_deref()).collect();
            let syntax = &gold.reading.syntax;
            let token = event.trigger.and_then(|span| syntax.head_of(syntax.range_of(span)));
            let chosen = token.and_then(|token| choose_time(&gold.reading, &times, token));
            let value = chosen.and_then(|i| times[i].value.clone());
            let same = |value: &str| event.date.as_deref().is_some_and(|d| normal(d) == normal(value));
            let mut show = |what: &str| {
                if errors > 0 {
                    errors -= 1;
                    let found: Vec<String> = times
                        .within(sentence)
                        .map(|t| {
                            format!("{}={}", gold.document.slice(t.span), t.value.clone().unwrap_or_default())
                        })
                        .collect();
                    let trigger = event.trigger.map_or("", |s| gold.document.slice(s));
                    println!(
                        "{what} {:?} gold {:?} chosen {value:?} found {found:?} pub {:?} | {trigger} | {}",
                        event.label,
                        event.date,
                        gold.document.published().map(|d| d.to_string()),
                        gold.document.slice(sentence)
                    );
                }
            };
            match (&event.date, &value) {
                (Some(_), value) => {
                    dated += 1;
                    let found = values.iter().any(|v| same(v));
                    among += usize::from(found);
                    match value {
                        Some(value) if same(value) => right += 1,
                        Some(_) => wrong += 1,
                        None => missed += 1,
                    }
                    if show_chosen && !value.as_deref().is_some_and(same) || !show_chosen && !found {
                        show("dated");
                    }
                }
                (None, Some(_)) => {
                    spurious += 1;
                    if show_chosen {
                        show("undated");
                    }
                }
                (None, None) => undated += 1,
            }
        }
    }
    println!(
        "dated events {dated}: the date is among the values of the sentence in {among} ({:.3})",
        among as f64 / dated.max(1) as f64
    );
    println!(
        "chosen: right {right} ({:.3}), another {wrong}, none {missed}; undated events {}: a date chosen for {spurious}",
        right as f64 / dated.max(1) as f64,
        undated + spurious
    );
    Ok(())
}
