//! How fast an archive takes in and answers: `cargo run --release -p dateline-archive --example measure -- DIR COUNT [TOGETHER]`.
//!
//! Adds synthesised records up to COUNT (those that are there are passed over), TOGETHER of them in a transaction (one, if it
//! is left out), then asks each kind of question five times and tells the first time and the median.

use std::time::{Duration, Instant};

use dateline_archive::{Archive, Order, Provenance, Query, SqlLimits};

#[path = "synthesis/mod.rs"]
mod synthesis;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(folder), Some(count)) = (words.next(), words.next().and_then(|n| n.parse::<u64>().ok())) else {
        return Err("usage: measure DIR COUNT [TOGETHER]".into());
    };
    let together = words.next().map_or(Ok(1), |n| n.parse::<u64>())?.max(1);
    let mut archive = Archive::open_or_create(folder.as_ref())?;
    let from = archive.statistics()?.articles;
    let (mut adding, mut making) = (Duration::ZERO, Duration::ZERO);
    let mut mark = Instant::now();
    let provenance = Provenance::default();
    let mut number = from;
    while number < count {
        let end = (number + together).min(count);
        let start = Instant::now();
        let records: Vec<_> = (number..end).map(synthesis::record).collect();
        making += start.elapsed();
        let start = Instant::now();
        archive.add_together(&records.iter().map(|record| (record, &provenance)).collect::<Vec<_>>())?;
        adding += start.elapsed();
        if end / 10_000 > number / 10_000 {
            println!("{end} articles, the last 10,000 in {:.1} s", mark.elapsed().as_secs_f64());
            mark = Instant::now();
        }
        number = end;
    }
    archive.settle()?;
    drop(archive);
    let added = (count.saturating_sub(from)) as f64;
    println!(
        "added {added} in {:.1} s, {:.0} a second; making them took {:.1} s",
        adding.as_secs_f64(),
        added / adding.as_secs_f64(),
        making.as_secs_f64()
    );
    let start = Instant::now();
    let archive = Archive::read_only(folder.as_ref())?;
    println!("opened in {:?}", start.elapsed());
    let counts = archive.statistics()?;
    println!("{counts:?}, {} bytes an article", counts.bytes / counts.articles.max(1));
    let country = archive
        .sql("SELECT name, code FROM entities WHERE kind = 'country' LIMIT 40", &SqlLimits::default())?;
    let name = |i: usize| country.rows.get(i).and_then(|r| r[0].as_str()).unwrap_or_default().to_owned();
    let (one, other, rare) = (name(0), name(2), name(35));
    let place = archive.sql("SELECT name FROM places LIMIT 200", &SqlLimits::default())?;
    let town = place.rows.get(150).and_then(|r| r[0].as_str()).unwrap_or_default().to_owned();
    let title =
        archive.articles(&Query { limit: Some(1), order: Order::Oldest, ..Query::default() }, None)?;
    let title = title.items.first().and_then(|a| a.title.clone()).unwrap_or_default();
    let words: Vec<&str> = title.split(' ').collect();
    let common = words.iter().min_by_key(|w| w.len()).copied().unwrap_or_default();
    let long = words.iter().max_by_key(|w| w.len()).copied().unwrap_or_default();
    let question = |line: &str| Query::parse(line);
    let event = |line: &str| -> Result<usize, Box<dyn std::error::Error>> {
        Ok(archive.events(&question(line)?, None)?.items.len())
    };
    let search = |line: &str| -> Result<usize, Box<dyn std::error::Error>> {
        Ok(archive.search(&question(line)?, None)?.items.len())
    };
    let latest = |line: &str| -> Result<usize, Box<dyn std::error::Error>> {
        Ok(archive.articles(&question(line)?, None)?.items.len())
    };
    let thread = |line: &str| -> Result<usize, Box<dyn std::error::Error>> {
        Ok(archive.threads(&question(line)?, None)?.items.len())
    };
    time("events, the latest", || event(""))?;
    time("events of a frequent country", || event(&format!("actors:\"{one} ->\"")))?;
    time("events between two frequent countries", || event(&format!("{one} -> {other}")))?;
    time("events of a rarer pair, planned", || {
        event(&format!("actors:\"{rare} <-> {other}\" status:planned"))
    })?;
    time("events at a town", || event(&format!("place:{town}")))?;
    time("events in a box", || event("place:10,10,14,14"))?;
    time("events within 100 km", || event("place:45,6,100km"))?;
    time("events of a type in a month", || event("type:AID from:2024-01 to:2024-01"))?;
    time("search, a rare word, ranked", || search(long))?;
    time("search, a common word, ranked", || search(common))?;
    time("search, a common word, latest", || latest(common))?;
    time("search, a phrase", || search(&format!("\"{}\"", words.get(..2).unwrap_or_default().join(" "))))?;
    time("search, words and a country", || search(&format!("{common} actors:\"{one}\"")))?;
    time("threads, the latest", || thread(""))?;
    time("threads between two countries", || thread(&format!("{one} -> {other}")))?;
    time("statements, the latest", || Ok(archive.statements(&Query::default(), None)?.items.len()))?;
    time("who", || Ok(archive.who(&one)?.len()))?;
    time("agenda of a week", || {
        Ok(archive.agenda(Some(jiff::civil::date(2024, 1, 3)), Some(jiff::civil::date(2024, 1, 9)))?.len())
    })?;
    time("timeline of a country", || {
        Ok(archive.timeline(&question(&format!("actors:\"{rare}\""))?, None)?.items.len())
    })?;
    time("count of all events", || {
        Ok(archive.count_events(&Query { copies: true, ..Query::default() })? as usize)
    })?;
    time("sql: events by type", || {
        Ok(archive
            .sql("SELECT type, status, count(*) FROM event GROUP BY 1, 2", &SqlLimits::default())?
            .rows
            .len())
    })?;
    Ok(())
}

fn time(
    what: &str,
    mut ask: impl FnMut() -> Result<usize, Box<dyn std::error::Error>>,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut times = Vec::new();
    let mut rows = 0;
    for _ in 0..5 {
        let start = Instant::now();
        rows = ask()?;
        times.push(start.elapsed());
    }
    let first = times[0];
    times.sort_unstable();
    println!(
        "{what}: first {:.1} ms, median {:.1} ms ({rows} rows)",
        first.as_secs_f64() * 1e3,
        times[2].as_secs_f64() * 1e3
    );
    Ok(())
}
