//! Threads and stories against story topics: B-cubed (Bagga and Baldwin 1998) and CEAF (Luo 2005, entity-based).
//!
//! `dateline code items.jsonl --out records.jsonl`, where each line of `items.jsonl` has the item's `text`, `published` and
//! `topics` (a list of levels, each a list of titles, as in the project's copy of Wikipedia's Current Events portal), then
//! `cargo run --release -p dateline-archive --example clusters -- records.jsonl FROM TO`; only items of those days are taken, and
//! a fourth word shows the pairs of reports that are in one thread and not of one topic.
//! The most specific level is the gold cluster of an item. Stories are compared item by item; threads report by report, where
//! two reports of different acts of one topic count against recall, so that only precision says much.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};

use dateline_archive::{Archive, Order, Provenance, Query};
use dateline_record::Record;

type Clusters = BTreeMap<String, BTreeSet<usize>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ([path, from, to] | [path, from, to, _]) = words.as_slice() else {
        return Err("usage: clusters RECORDS FROM TO [show]".into());
    };
    let show = words.len() > 3;
    let folder = std::env::temp_dir().join(format!("dateline-clusters-{}", std::process::id()));
    let mut archive = Archive::create(&folder)?;
    let mut records: Vec<Record> = Vec::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let record: Record = serde_json::from_str(&line?)?;
        let day = record.document.published.clone().unwrap_or_default();
        if day >= *from && day <= *to && topic(&record).is_some() {
            records.push(record);
        }
    }
    records.sort_by(|a, b| a.document.published.cmp(&b.document.published));
    let mut topics: BTreeMap<String, String> = BTreeMap::new();
    for record in &records {
        let added = archive.add(record, &Provenance::default())?;
        topics.insert(added.id().to_owned(), topic(record).unwrap_or_default());
    }
    let (mut gold, mut told) = (Clusters::new(), Clusters::new());
    let query = Query { copies: true, limit: Some(Query::MOST), order: Order::Oldest, ..Query::default() };
    let mut after = None;
    let mut item = 0;
    loop {
        let page = archive.articles(&query, after.as_ref())?;
        for article in &page.items {
            let Some(topic) = topics.get(&article.id) else { continue };
            gold.entry(topic.clone()).or_default().insert(item);
            told.entry(article.story.clone().unwrap_or_else(|| article.id.clone())).or_default().insert(item);
            item += 1;
        }
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    report("stories", &gold, &told, item);
    let (mut gold, mut told) = (Clusters::new(), Clusters::new());
    let (mut after, mut item) = (None, 0);
    let mut pairs: BTreeMap<String, Vec<(String, String, String)>> = BTreeMap::new();
    loop {
        let page = archive.events(&query, after.as_ref())?;
        for event in &page.items {
            let (Some(topic), Some(thread)) = (topics.get(&event.article), &event.thread) else { continue };
            gold.entry(topic.clone()).or_default().insert(item);
            told.entry(thread.clone()).or_default().insert(item);
            pairs.entry(thread.clone()).or_default().push((
                event.article.clone(),
                topic.clone(),
                format!("{} {}", event.event_type, event.evidence),
            ));
            item += 1;
        }
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    report("threads", &gold, &told, item);
    let (mut right, mut all) = (0_u64, 0_u64);
    for reports in pairs.values() {
        for (i, (article, topic, words)) in reports.iter().enumerate() {
            for (_, other_topic, other_words) in
                reports.iter().skip(i + 1).filter(|other| other.0 != *article)
            {
                all += 1;
                right += u64::from(topic == other_topic);
                if show && topic != other_topic {
                    println!("- {topic}: {words}\n  {other_topic}: {other_words}");
                }
            }
        }
    }
    println!(
        "pairs of reports of two items in one thread: {all}, of one topic {right} ({:.3})",
        right as f64 / all.max(1) as f64
    );
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The most specific topic, where the item has one.
fn topic(record: &Record) -> Option<String> {
    let levels = record.document.extra.get("topics")?.as_array()?;
    Some(levels.last()?.as_array()?.first()?.as_str()?.to_owned())
}

fn report(what: &str, gold: &Clusters, told: &Clusters, items: usize) {
    let (precision, recall) = b_cubed(gold, told, items);
    let (ceaf_precision, ceaf_recall) = ceaf(gold, told);
    println!(
        "{what}: {items} items, {} gold and {} told clusters; B3 P {precision:.3} R {recall:.3} F {:.3}; CEAF-e P {ceaf_precision:.3} R {ceaf_recall:.3} F {:.3}",
        gold.len(),
        told.len(),
        harmonic(precision, recall),
        harmonic(ceaf_precision, ceaf_recall)
    );
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

fn b_cubed(gold: &Clusters, told: &Clusters, items: usize) -> (f64, f64) {
    let of = |clusters: &Clusters| {
        let mut of = vec![BTreeSet::new(); items];
        for members in clusters.values() {
            for member in members {
                of[*member] = members.clone();
            }
        }
        of
    };
    let (gold, told) = (of(gold), of(told));
    let (mut precision, mut recall) = (0.0, 0.0);
    for item in 0..items {
        let common = gold[item].intersection(&told[item]).count() as f64;
        precision += common / told[item].len() as f64;
        recall += common / gold[item].len() as f64;
    }
    (precision / items as f64, recall / items as f64)
}

/// The best one-to-one alignment of clusters by their Dice similarity.
fn ceaf(gold: &Clusters, told: &Clusters) -> (f64, f64) {
    let gold: Vec<&BTreeSet<usize>> = gold.values().collect();
    let told: Vec<&BTreeSet<usize>> = told.values().collect();
    let (rows, columns) = if gold.len() <= told.len() { (&gold, &told) } else { (&told, &gold) };
    let mut similarity = vec![vec![0.0_f64; columns.len()]; rows.len()];
    let mut column_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (j, column) in columns.iter().enumerate() {
        column_of.extend(column.iter().map(|item| (*item, j)));
    }
    for (i, row) in rows.iter().enumerate() {
        for item in *row {
            if let Some(j) = column_of.get(item) {
                similarity[i][*j] += 2.0 / (row.len() + columns[*j].len()) as f64;
            }
        }
    }
    let best = assignment(&similarity);
    (best / told.len() as f64, best / gold.len() as f64)
}

/// The greatest sum of an assignment of rows to columns, of which there are at least as many (Kuhn 1955, with potentials).
fn assignment(similarity: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (similarity.len(), similarity.first().map_or(0, Vec::len));
    let (mut u, mut v) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let (mut matched, mut way) = (vec![0_usize; columns + 1], vec![0_usize; columns + 1]);
    for i in 1..=rows {
        matched[0] = i;
        let mut j0 = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut used = vec![false; columns + 1];
        loop {
            used[j0] = true;
            let i0 = matched[j0];
            let (mut delta, mut j1) = (f64::INFINITY, 0);
            for j in 1..=columns {
                if used[j] {
                    continue;
                }
                let cost = -similarity[i0 - 1][j - 1] - u[i0] - v[j];
                if cost < least[j] {
                    (least[j], way[j]) = (cost, j0);
                }
                if least[j] < delta {
                    (delta, j1) = (least[j], j);
                }
            }
            for j in 0..=columns {
                if used[j] {
                    u[matched[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            j0 = j1;
            if matched[j0] == 0 {
                break;
            }
        }
        while j0 != 0 {
            let j1 = way[j0];
            matched[j0] = matched[j1];
            j0 = j1;
        }
    }
    (1..=columns).filter(|j| matched[*j] > 0).map(|j| similarity[matched[j] - 1][j - 1]).sum()
}
