//! Shows what ingest makes of inputs, or how fast it is.
//!
//! ```text
//! cargo run --release -p dateline-ingest --example inspect -- FILE…            what each is read as
//! cargo run --release -p dateline-ingest --example inspect -- --changed FILE…  only inputs whose text is not the document's
//! cargo run --release -p dateline-ingest --example inspect -- --rate FILE…     inputs a second on this core
//! cargo run --release -p dateline-ingest --example inspect -- --json FILE…     title, day and body of each as a line of JSON
//! ```

use std::time::Instant;

use dateline_ingest::{Document, Hints, Inputs, Limits, RawInput, parse};

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let mode = words.iter().position(|word| word.starts_with("--")).map(|at| words.remove(at));
    let limits = Limits::default();
    if mode.as_deref() == Some("--json") {
        for item in Inputs::new(words, limits).documents(Hints::default()) {
            item.map_or_else(|error| eprintln!("{error}"), |item| println!("{}", line(&item.document)));
        }
        return;
    }
    let raws: Vec<RawInput> =
        Inputs::new(words, limits).filter_map(|raw| raw.map_err(|error| eprintln!("{error}")).ok()).collect();
    let read =
        |raw: &RawInput| parse(raw, &Hints::default(), &limits).map_err(|error| eprintln!("{error}")).ok();
    match mode.as_deref() {
        Some("--rate") => {
            let _warm = raws.first().and_then(read);
            let started = Instant::now();
            let bytes: usize = raws.iter().map(|raw| raw.bytes.len()).sum();
            let count = raws.iter().filter_map(read).count();
            let seconds = started.elapsed().as_secs_f64();
            println!(
                "{count} documents in {seconds:.3} s: {:.0} a second, {:.1} MB/s",
                count as f64 / seconds,
                bytes as f64 / seconds / 1e6
            );
        }
        Some("--changed") => {
            for raw in &raws {
                let Some(document) = read(raw) else { continue };
                let text = String::from_utf8_lossy(&raw.bytes);
                if document.text() != text.trim() {
                    show(raw, &document);
                }
            }
        }
        _ => raws.iter().for_each(|raw| {
            if let Some(document) = read(raw) {
                show(raw, &document);
            }
        }),
    }
}

/// What `benches/extraction.py` compares.
fn line(document: &Document) -> serde_json::Value {
    let metadata = document.metadata();
    let body: Vec<&str> = document
        .paragraphs()
        .iter()
        .filter(|paragraph| Some(paragraph.span) != document.title())
        .map(|paragraph| document.slice(paragraph.span))
        .collect();
    serde_json::json!({
        "path": metadata.path,
        "title": metadata.title,
        "published": metadata.published.map(|day| day.to_string()),
        "authors": metadata.authors,
        "text": body.join("\n\n"),
    })
}

fn show(raw: &RawInput, document: &Document) {
    let metadata = document.metadata();
    println!("== {}", raw.key());
    println!(
        "title: {:?}\nauthors: {:?}\noutlet: {:?}, credit: {:?}",
        metadata.title, metadata.authors, metadata.outlet, metadata.credit
    );
    println!(
        "published: {:?} ({:?}), language: {:?}",
        metadata.published.map(|day| day.to_string()),
        metadata.published_from,
        metadata.language
    );
    println!("dateline: {:?}", document.dateline().map(|span| document.slice(span)));
    for paragraph in document.paragraphs().iter().filter(|paragraph| Some(paragraph.span) != document.title())
    {
        println!("| {}", document.slice(paragraph.span));
    }
    for cut in &metadata.dropped {
        println!("  - {}: {}", cut.why, cut.text);
    }
    for note in &metadata.notes {
        println!("  ! {note}");
    }
}
