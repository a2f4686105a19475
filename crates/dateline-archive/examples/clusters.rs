//! Threads and stories against story topics: B-cubed (Bagga and Baldwin 1998) and CEAF (Luo 2005, entity-based).
//!
//! `dateline code items.jsonl --out records.jsonl`, where each line of `items.jsonl` has the item's `text`, `published` and
//! `topics` (a list of levels, each a list of titles, as in the project's copy of Wikipedia's Current Events portal), then
//! `cargo run --release -p dateline-archive --example clusters -- records.jsonl FROM TO`; only items of those days are taken, and
//! a fourth word shows the pairs of reports that are in one thread and not of one topic.
//! The most specific level is the gold cluster of an item. Stories are compared item by item; threads report by report, where
//! two reports of different acts of one topic count against recall, so that only precision says much.

#[path = "../../dateline-annotate/examples/support/clusters.rs"]
mod metrics;

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
    let sets = |clusters: &Clusters| clusters.values().cloned().collect::<metrics::Clusters>();
    let (gold, told) = (sets(gold), sets(told));
    let (b_cubed, ceaf) = (metrics::b_cubed(&gold, &told), metrics::ceaf(&gold, &told));
    println!(
        "{what}: {items} items, {} gold and {} told clusters; B3 P {:.3} R {:.3} F {:.3}; CEAF-e P {:.3} R {:.3} F {:.3}",
        gold.len(),
        told.len(),
        b_cubed.p(),
        b_cubed.r(),
        b_cubed.f1(),
        ceaf.p(),
        ceaf.r(),
        ceaf.f1()
    );
}
