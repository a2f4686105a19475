//! A writer that is killed at any moment loses at most the article at hand, and never half of one.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dateline_archive::{Archive, Provenance};

#[path = "../examples/synthesis/mod.rs"]
mod synthesis;

/// Where the writer that is killed finds its folder.
const FOLDER: &str = "DATELINE_KILL_FOLDER";

/// How often the writer is killed; `DATELINE_KILLS=300` for the long run whose figure stands in BENCHMARKS.md.
fn kills() -> u64 {
    std::env::var("DATELINE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(25)
}

/// The writer that is killed: this test, begun again by [`told`] with a folder in its environment; without one it has nothing to do.
#[test]
#[ignore = "begun by the test that kills it"]
fn the_writer_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut archive = Archive::open_or_create(folder.as_ref()).expect("an archive");
    // It goes on where the last one was killed, so that each spends its time on adding.
    let there = archive.statistics().expect("counts").articles;
    for number in there..100_000 {
        archive.add(&synthesis::record(number), &Provenance::default()).expect("an article is added");
        println!("{number}");
        std::io::stdout().flush().expect("the number is told");
    }
}

fn told(folder: &Path, delay: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "the_writer_that_is_killed", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test can be begun again");
    let out = child.stdout.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let lines = BufReader::new(out).lines();
        // What was told before the kill was committed before it.
        lines.map_while(Result::ok).filter_map(|l| l.parse::<u64>().ok()).last()
    });
    std::thread::sleep(delay);
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    reader.join().expect("a reader").map_or(0, |last| last + 1)
}

#[test]
fn a_killed_writer_leaves_whole_articles() {
    let folder = std::env::temp_dir().join(format!("dateline-killed-{}", std::process::id()));
    let mut random = 0x1234_5678_u64;
    let mut longest = Duration::ZERO;
    let mut committed = 0;
    for round in 0..kills() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let delay = Duration::from_micros(20_000 + (random >> 33) % 120_000);
        let at_least = told(&folder, delay);
        committed = at_least.max(committed);
        if !folder.join(dateline_archive::FILE).exists() {
            continue;
        }
        let start = Instant::now();
        let archive = Archive::open(&folder).expect("it opens after a kill");
        longest = longest.max(start.elapsed());
        let counts = archive.statistics().expect("counts");
        assert!(counts.articles >= committed, "round {round}: {} of {committed} articles", counts.articles);
        // Whole articles: the full check is made every few rounds, since it reads everything.
        if round % 8 == 7 || round + 1 == kills() {
            let report = archive.check(|_| ()).expect("a check");
            assert_eq!(report.problems, Vec::new(), "round {round}");
        }
        committed = counts.articles;
    }
    println!("{} kills, {committed} articles, longest recovery {longest:?}", kills());
    assert!(committed > 0);
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}
