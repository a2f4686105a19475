//! Precision and recall of near-duplicate detection on edited copies that are made by rule from real articles.
//!
//! `cargo run --release -p dateline-archive --example copies -- TEXTS.jsonl`, a JSON object with a `text` a line. Of each text
//! of at least 80 words, five copies are made as agencies' customers make them: trimmed from the end (to 75 and to 55 in 100),
//! the first and last paragraph rewritten, retitled with a masthead and a share line, every 25th word replaced; and one
//! digest of parts of two, which is a copy of neither. All pairs of texts are compared by signature and
//! bands as the archive does.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};

use dateline_archive::Signature;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: copies TEXTS.jsonl")?;
    let mut texts: Vec<String> = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let text = value["text"].as_str().unwrap_or_default();
        if text.split_whitespace().count() >= 80 {
            texts.push(text.to_owned());
        }
    }
    // (origin, kind, signature); the digest of two is of no origin.
    let mut made: Vec<(Option<usize>, &str, Signature)> = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        made.push((Some(i), "original", Signature::new(text)));
        for (kind, copy) in edited(text) {
            made.push((Some(i), kind, Signature::new(&copy)));
        }
        let next = &texts[(i + 1) % texts.len()];
        made.push((
            None,
            "digest",
            Signature::new(&format!("In brief\n\n{}\n\n{}", part(next, 0.5), part(text, 0.3))),
        ));
    }
    let mut bands: HashMap<i64, Vec<usize>> = HashMap::new();
    for (i, (_, _, signature)) in made.iter().enumerate() {
        for key in signature.bands() {
            bands.entry(key).or_default().push(i);
        }
    }
    let mut compared: HashSet<(usize, usize)> = HashSet::new();
    for members in bands.values() {
        for (n, one) in members.iter().enumerate() {
            compared.extend(members.iter().skip(n + 1).map(|other| (*one.min(other), *one.max(other))));
        }
    }
    let (mut right, mut wrong) = (0_u64, 0_u64);
    let mut found: HashMap<&str, (u64, u64)> = HashMap::new();
    for (one, other) in &compared {
        let (a, b) = (&made[*one], &made[*other]);
        if !a.2.is_copy_of(&b.2) {
            continue;
        }
        if a.0.is_some() && a.0 == b.0 {
            right += 1;
            for kind in [a.1, b.1]
                .into_iter()
                .filter(|kind| a.1 == "original" || b.1 == "original" && *kind != "original")
            {
                found.entry(kind).or_default().0 += 1;
            }
        } else if a.0.is_some() && b.0.is_some() {
            wrong += 1;
        }
    }
    let digests = compared
        .iter()
        .filter(|(i, j)| (made[*i].0.is_none() != made[*j].0.is_none()) && made[*i].2.is_copy_of(&made[*j].2))
        .count();
    let kinds = edited("a b c").len() as u64 + 1;
    let all = texts.len() as u64 * kinds * (kinds - 1) / 2;
    println!("{} texts, {} copies, {} pairs compared", texts.len(), made.len(), compared.len());
    println!("pairs of one origin: {all}; recall {:.4}", right as f64 / all as f64);
    println!(
        "pairs called copies: {}; precision {:.4}",
        right + wrong,
        right as f64 / (right + wrong).max(1) as f64
    );
    println!(
        "pairs of a digest and a text or copy that are called copies: {digests} of {}",
        texts.len() * 12
    );
    let mut kinds: Vec<_> = found.into_iter().filter(|(kind, _)| *kind != "original").collect();
    kinds.sort_unstable();
    for (kind, (count, _)) in kinds {
        println!("  original with {kind}: {:.4}", count as f64 / texts.len() as f64);
    }
    Ok(())
}

/// So much of a text from its beginning.
fn part(text: &str, share: f64) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    words.iter().take((words.len() as f64 * share) as usize).copied().collect()
}

fn edited(text: &str) -> Vec<(&'static str, String)> {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let middle = match paragraphs.as_slice() {
        [_, middle @ .., _] if !middle.is_empty() => middle.join("\n\n"),
        _ => part(text, 0.9),
    };
    let rewritten = format!(
        "Here is what our desk has learned so far about a story that moves fast.\n\n{middle}\n\nMore on this will follow in the evening edition."
    );
    let body = text.split_once("\n\n").map_or(text, |(_, body)| body);
    let retitled = format!(
        "THE LANTERN\nShare this page\n\nWhat we know this morning\n\n{body}\n\nCopyright The Lantern"
    );
    let replaced: Vec<&str> = text
        .split_whitespace()
        .enumerate()
        .map(|(i, word)| if i % 25 == 24 { "meanwhile" } else { word })
        .collect();
    vec![
        ("trimmed to 75", part(text, 0.75)),
        ("trimmed to 55", part(text, 0.55)),
        ("rewritten ends", rewritten),
        ("retitled", retitled),
        ("every 25th word", replaced.join(" ")),
    ]
}
