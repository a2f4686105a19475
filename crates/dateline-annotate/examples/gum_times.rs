//! How well times are found and resolved, against the `<date>` elements of GUM.
//!
//! `gum_times CONLLU GUM_XML_FOLDER [--no-tree] [--errors N]`: documents are those of the CoNLL-U file. The XML's
//! `dateCreated` is the day of publication for news, interviews and court sittings; other genres (biographies, textbooks,
//! travel guides) are read without one.
//!
//! A date is found where the spans overlap. Its value is right where both name the same days; GUM's rough values
//! (`notBefore`, `notAfter`, and the parts of decades and months that Dateline writes with `~`) are right where one lies in
//! the other; a value that GUM gives only one bound for is right where Dateline gives none or one inside the bound.

#[path = "support/conllu.rs"]
mod conllu;

use std::collections::HashMap;

use dateline_annotate::find_times;
use dateline_text::{Metadata, Reading, Span, TimeExpression, TimeKind};

#[derive(Clone, Debug, Default)]
struct Gold {
    words: (usize, usize),
    attributes: HashMap<String, String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [conllu, folder, rest @ ..] = &arguments[..] else {
        return Err("CONLLU GUM_XML [--no-tree] [--errors N]".into());
    };
    let tree = !rest.iter().any(|a| a == "--no-tree");
    let mut errors: usize = rest
        .iter()
        .position(|a| a == "--errors")
        .and_then(|i| rest.get(i + 1))
        .map_or(Ok(0), |n| n.parse())?;
    let xml = |name: &str| std::fs::read_to_string(format!("{folder}/{name}.xml")).unwrap_or_default();
    let treebank = conllu::read(&std::fs::read_to_string(conllu)?, |name| {
        let dated = ["news", "interview", "court"].iter().any(|genre| name.contains(genre));
        let published = attributes(xml(name).lines().next().unwrap_or_default())
            .get("dateCreated")
            .and_then(|d| d.parse().ok());
        Metadata { published: published.filter(|_| dated), ..Metadata::default() }
    });
    let (mut gold_count, mut found_count, mut overlap, mut exact, mut valued, mut right) = (0, 0, 0, 0, 0, 0);
    for bank in &treebank {
        let tokens = bank.reading.syntax.tokens();
        let golds = golds(&xml(&bank.name));
        if golds.iter().any(|g| g.words.1 > tokens.len()) {
            eprintln!("{}: the words of both files differ", bank.name);
            continue;
        }
        let reading = if tree {
            bank.reading.clone()
        } else {
            Reading { sentences: bank.reading.sentences.clone(), ..Reading::default() }
        };
        let times = find_times(&bank.document, &reading);
        let mut used = vec![false; times.len()];
        gold_count += golds.len();
        let spans: Vec<Span> =
            golds.iter().map(|g| tokens[g.words.0].span.cover(tokens[g.words.1 - 1].span)).collect();
        for (gold, span) in golds.iter().zip(&spans) {
            // GUM marks both ends of a range by themselves.
            let inside = |time: &TimeExpression| spans.iter().filter(|s| time.span.overlaps(**s)).count();
            let best = (0..times.len())
                .filter(|i| times[*i].span.overlaps(*span))
                .max_by_key(|i| times[*i].kind == TimeKind::Date);
            let mut ok = false;
            if let Some(index) = best {
                used[index] = true;
                overlap += 1;
                exact += usize::from(times[index].span == *span);
                let ends = inside(&times[index]);
                let first = spans
                    .iter()
                    .position(|s| times[index].span.overlaps(*s))
                    .is_some_and(|i| spans[i] == *span);
                ok = agrees(&times[index], gold, if ends > 1 { Some(first) } else { None });
                right += usize::from(ok);
            }
            if !ok && errors > 0 {
                errors -= 1;
                let sentence = bank
                    .reading
                    .sentences
                    .iter()
                    .find(|s| s.span.contains(*span))
                    .map_or("", |s| bank.document.slice(s.span));
                let ours = best.map(|i| {
                    format!(
                        "{:?} {:?} {}",
                        bank.document.slice(times[i].span),
                        times[i].value,
                        times[i].found_by
                    )
                });
                println!(
                    "{} [{}] {:?} | {} | {}",
                    bank.name,
                    bank.document.slice(*span),
                    gold.attributes,
                    ours.unwrap_or_default(),
                    short(sentence)
                );
            }
        }
        for (index, time) in times.iter().enumerate() {
            let date = time.kind == TimeKind::Date;
            if used[index] || date {
                found_count += golds_in(time, &spans).max(1);
                valued += usize::from(used[index] || time.value.is_some()) * golds_in(time, &spans).max(1);
            }
            if date && !used[index] && errors > 0 {
                errors -= 1;
                let sentence = bank
                    .reading
                    .sentences
                    .iter()
                    .find(|s| s.span.contains(time.span))
                    .map_or("", |s| bank.document.slice(s.span));
                println!(
                    "{} extra [{}] {:?} {} | {}",
                    bank.name,
                    bank.document.slice(time.span),
                    time.value,
                    time.found_by,
                    short(sentence)
                );
            }
        }
    }
    let report = |what: &str, right: usize, found: usize| {
        let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / gold_count.max(1) as f64);
        println!(
            "{what}: P {p:.3} R {r:.3} F1 {:.3} ({right} of {found} found, {gold_count} gold)",
            2.0 * p * r / (p + r)
        );
    };
    report("extent (overlap)", overlap, found_count);
    report("extent (exact)", exact, found_count);
    report("value", right, valued);
    Ok(())
}

fn golds_in(time: &TimeExpression, spans: &[Span]) -> usize {
    spans.iter().filter(|s| time.span.overlaps(**s)).count()
}

fn short(text: &str) -> String {
    text.chars().take(220).collect()
}

fn attributes(tag: &str) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut rest = tag;
    while let Some((name, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        let name = name.rsplit(' ').next().unwrap_or_default();
        found.insert(name.to_owned(), value.to_owned());
        rest = after;
    }
    found
}

/// The `<date>` elements with the indices of their words.
fn golds(xml: &str) -> Vec<Gold> {
    let (mut open, mut done, mut word): (Vec<Gold>, Vec<Gold>, usize) = (Vec::new(), Vec::new(), 0);
    for line in xml.lines() {
        if line.starts_with("<date") {
            open.push(Gold { words: (word, word), attributes: attributes(line) });
        } else if line.starts_with("</date") {
            if let Some(mut gold) = open.pop() {
                gold.words.1 = word;
                done.push(gold);
            }
        } else if line.contains('\t') && !line.starts_with('<') {
            word += 1;
        }
    }
    done.retain(|g| g.words.1 > g.words.0);
    done.sort_by_key(|g| g.words);
    done
}

/// First and last day as numbers `YYYYMMDD`; a year left open is 0.
fn days(value: &str) -> Option<(i64, i64)> {
    let value = value.trim_end_matches('~');
    if let Some((from, to)) = value.split_once('/') {
        let from = if from == ".." { i64::MIN } else { days(from)?.0 };
        let to = if to == ".." { i64::MAX } else { days(to)?.1 };
        return Some((from, to));
    }
    if let Some(rest) = value.strip_prefix("--").or_else(|| value.strip_prefix("XXXX-")) {
        return days(&format!("0000-{rest}"));
    }
    let negative = value.starts_with('-');
    let mut parts = value.trim_start_matches('-').split('-');
    let year = parts.next()?;
    let number =
        |digit: &str| year.replace('X', digit).parse::<i64>().ok().map(|y| if negative { -y } else { y });
    let (low, high) = (number("0")?, number("9")?);
    let (from, to) = match parts.next().and_then(|m| m.parse::<i64>().ok()) {
        None => ((1, 1), (12, 31)),
        Some(season @ 21..=24) => {
            (((season - 20) * 3 % 12 + usize_to(season == 24) * 12, 1), ((season - 20) * 3 + 2, 31))
        }
        Some(month) => match parts.next().and_then(|d| d.parse::<i64>().ok()) {
            None => ((month, 1), (month, 31)),
            Some(day) => ((month, day), (month, day)),
        },
    };
    Some((low * 10_000 + from.0 * 100 + from.1, high * 10_000 + to.0 * 100 + to.1))
}

fn usize_to(yes: bool) -> i64 {
    i64::from(yes)
}

/// Whether our value says what GUM's does; `end` tells which end of our range the gold date is.
fn agrees(time: &TimeExpression, gold: &Gold, end: Option<bool>) -> bool {
    let get = |name: &str| gold.attributes.get(name).map(String::as_str);
    let value = time.value.as_deref();
    let value = match (end, value.and_then(|v| v.split_once('/'))) {
        (Some(true), Some((from, _))) => Some(from),
        (Some(false), Some((_, to))) => Some(to),
        _ => value,
    };
    // "since 2014" and "until Friday" contain the date that GUM marks: the end that the words name.
    let value = match (time.found_by, value.and_then(|v| v.split_once('/'))) {
        ("open:since", Some((from, _))) => Some(from),
        ("open:until", Some((_, to))) => Some(to),
        _ => value.map(|v| v.strip_suffix("/..").or_else(|| v.strip_prefix("../")).unwrap_or(v)),
    };
    let ours = value.and_then(days);
    let rough = value.is_some_and(|v| v.contains('~'));
    let season = value.is_some_and(|v| ["-21", "-22", "-23", "-24"].iter().any(|s| v.ends_with(s)));
    // GUM writes the year n BC as -n, which ISO 8601 writes as 1 - n.
    let days = |value: &str| {
        days(value).map(|(a, b)| {
            if value.starts_with('-') && !value.starts_with("--") { (a + 10_000, b + 10_000) } else { (a, b) }
        })
    };
    if let Some(gold) = get("when").and_then(days) {
        return ours == Some(gold);
    }
    let Some((from, to)) = ours.filter(|_| time.kind == TimeKind::Date) else {
        let bounds = ["notBefore", "notAfter", "from", "to"].iter().filter(|n| get(n).is_some()).count();
        return bounds == 1 && value.is_none();
    };
    let low = get("from").or(get("notBefore")).and_then(days).map(|d| d.0);
    let high = get("to").or(get("notAfter")).and_then(days).map(|d| d.1);
    match (low, high) {
        (Some(low), Some(high)) => {
            let month = |n: i64| n / 100;
            let near = season && month(low) == month(from) && (high / 100 - to / 100).abs() <= 1;
            let winter =
                season && month(low) % 100 == 12 && month(from) % 100 == 12 && low / 10_000 == from / 10_000;
            // GUM ends some decades and centuries on the first day of their last year.
            let whole = value.is_some_and(|v| v.ends_with('X')) && high % 10_000 == 101;
            let certain = get("notBefore").is_none() && get("notAfter").is_none();
            let inside = (low <= from && to <= high) || (from <= low && high <= to);
            (low, high) == (from, to)
                || (low, high / 100) == (from, to / 100)
                || (whole && (low, high / 10_000) == (from, to / 10_000))
                || near
                || winter
                || ((rough || !certain) && inside)
        }
        (Some(low), None) => low / 100 <= from / 100,
        (None, Some(high)) => to <= high || from / 10_000 == high / 10_000,
        (None, None) => false,
    }
}
