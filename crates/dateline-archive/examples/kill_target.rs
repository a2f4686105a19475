//! Adds synthesised articles to an archive until it is killed: what `tests/killed.rs` kills.
//!
//! `cargo run -p dateline-archive --example kill_target -- DIR COUNT`. Prints the number of each article once it is added.

use std::io::Write;

use dateline_archive::{Archive, Provenance};

#[path = "synthesis/mod.rs"]
mod synthesis;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(folder), Some(count)) = (words.next(), words.next().and_then(|n| n.parse::<u64>().ok())) else {
        return Err("usage: kill_target DIR COUNT".into());
    };
    let mut archive = Archive::open_or_create(folder.as_ref())?;
    let mut out = std::io::stdout().lock();
    for number in 0..count {
        archive.add(&synthesis::record(number), &Provenance::default())?;
        writeln!(out, "{number}")?;
        out.flush()?;
    }
    Ok(())
}
