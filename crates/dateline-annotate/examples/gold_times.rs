//! How often the date of a gold event is among the values found in its sentence. How often it is chosen: `training/settings.py`.
//!
//! `gold_times TRAIN.jsonl [TREES.conllu] [--half tune|check] [--errors N]`
//! Dates are compared as `tools/score.py` does: without `~`, `?` and the time of day.

#[path = "support/gold.rs"]
mod gold;

use dateline_annotate::find_times;

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
    let (mut dated, mut among) = (0, 0);
    for gold in gold::read(path, trees.map(String::as_str))? {
        if half.is_some_and(|h| (h == "check") != gold::is_check_half(&gold.name)) {
            continue;
        }
        let times = find_times(&gold.document, &gold.reading);
        for event in &gold.events {
            let sentence = gold.reading.sentences[event.sentence].span;
            let values: Vec<&str> = times.within(sentence).filter_map(|t| t.value.as_deref()).collect();
            let same = |value: &str| event.date.as_deref().is_some_and(|d| normal(d) == normal(value));
            let mut show = || {
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
                        "{:?} gold {:?} found {found:?} pub {:?} | {trigger} | {}",
                        event.label,
                        event.date,
                        gold.document.published().map(|d| d.to_string()),
                        gold.document.slice(sentence)
                    );
                }
            };
            if event.date.is_some() {
                dated += 1;
                let found = values.iter().any(|v| same(v));
                among += usize::from(found);
                if !found {
                    show();
                }
            }
        }
    }
    println!(
        "dated events {dated}: the date is among the values of the sentence in {among} ({:.3})",
        among as f64 / dated.max(1) as f64
    );
    Ok(())
}
