//! `dateline bench`.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dateline::dateline_ingest::{Hints, Limits, read_bytes};
use dateline::{Reader, StageTimes};
use serde_json::json;

use crate::failure::{Failure, Outcome};

/// The invented articles of `examples/`, so that every machine reads the same.
const ARTICLES: [(&str, &str); 6] = [
    ("paris.txt", include_str!("../../../../examples/paris.txt")),
    ("strike.txt", include_str!("../../../../examples/strike.txt")),
    ("court.txt", include_str!("../../../../examples/court.txt")),
    ("ceasefire.txt", include_str!("../../../../examples/ceasefire.txt")),
    ("election.txt", include_str!("../../../../examples/election.txt")),
    ("summit.html", include_str!("../../../../examples/summit.html")),
];

/// Measure how fast this machine reads.
///
/// Reads the six invented articles of the examples over and over, each from its bytes.
#[derive(Debug, clap::Args)]
pub struct BenchArgs {
    /// How many articles to read
    #[arg(long, value_name = "N", default_value_t = 300)]
    articles: usize,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Write the figures as JSON only
    #[arg(long)]
    json: bool,
}

/// What the threads did together.
#[derive(Clone, Copy, Debug, Default)]
struct Work {
    ingest: Duration,
    stages: StageTimes,
    words: usize,
    events: usize,
}

pub fn run(args: &BenchArgs) -> Outcome {
    let jobs = args.jobs.map_or_else(super::all_cores, usize::from);
    let started = Instant::now();
    let reader = super::reader()?;
    // The first article pays for what is unpacked when it is first needed.
    let mut first = Work::default();
    read_one(&reader, 0, &mut first)?;
    let load = started.elapsed();
    let started = Instant::now();
    let work = read_all(&reader, args.articles, jobs)?;
    let elapsed = started.elapsed().as_secs_f64().max(1e-9);
    let figures = json!({
        "articles": args.articles,
        "jobs": jobs,
        "load_seconds": rounded(load.as_secs_f64()),
        "seconds": rounded(elapsed),
        "articles_per_second": rounded(args.articles as f64 / elapsed),
        "words_per_second": rounded(work.words as f64 / elapsed),
        "words": work.words,
        "events": work.events,
        "peak_memory_bytes": super::peak_memory(),
        "stage_seconds": {
            "ingest": rounded(work.ingest.as_secs_f64()),
            "model": rounded(work.stages.model.as_secs_f64()),
            "annotate": rounded(work.stages.annotate.as_secs_f64()),
            "code": rounded(work.stages.code.as_secs_f64()),
        },
    });
    let mut out = io::stdout().lock();
    if !args.json {
        out.write_all(told(&figures).as_bytes())?;
    }
    writeln!(out, "{figures}")?;
    Ok(ExitCode::SUCCESS)
}

fn told(figures: &serde_json::Value) -> String {
    let number = |name: &str| figures[name].as_f64().unwrap_or_default();
    let stages = &figures["stage_seconds"];
    let all: f64 = stages.as_object().into_iter().flatten().filter_map(|(_, s)| s.as_f64()).sum();
    let share = |name: &str| {
        let seconds = stages[name].as_f64().unwrap_or_default();
        format!("{name} {:.1} % ({seconds:.2} s)", 100.0 * seconds / all.max(1e-9))
    };
    let memory = figures["peak_memory_bytes"]
        .as_u64()
        .map_or_else(|| "unknown".to_owned(), |bytes| format!("{} MB", bytes / 1_000_000));
    format!(
        "{:.0} articles on {:.0} threads in {:.2} s after {:.2} s of loading and a first article\n\
         {:.1} articles a second, {:.0} words a second, peak memory {memory}\n\
         stages: {}, {}, {}, {}\n",
        number("articles"),
        number("jobs"),
        number("seconds"),
        number("load_seconds"),
        number("articles_per_second"),
        number("words_per_second"),
        share("ingest"),
        share("model"),
        share("annotate"),
        share("code"),
    )
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn read_all(reader: &Reader, articles: usize, jobs: usize) -> Result<Work, Failure> {
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(Ok(Work::default()));
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                let mut work = Work::default();
                let mut failure = None;
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= articles || failure.is_some() {
                        break;
                    }
                    failure = read_one(reader, index, &mut work).err();
                }
                let mut sum = sum.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                match (failure, sum.as_mut()) {
                    (Some(failure), Ok(_)) => *sum = Err(failure),
                    (None, Ok(sum)) => sum.add(work),
                    (_, Err(_)) => {}
                }
            });
        }
    });
    sum.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn read_one(reader: &Reader, index: usize, work: &mut Work) -> Result<(), Failure> {
    let (name, text) = ARTICLES[index % ARTICLES.len()];
    let started = Instant::now();
    let hints = Hints { path: Some(name.to_owned()), ..Hints::default() };
    let document = read_bytes(text.as_bytes(), &hints, &Limits::default())
        .map_err(|error| Failure::input(format!("{name}: {error}")))?;
    work.ingest += started.elapsed();
    let (record, stages) = reader.read_timed(&document);
    work.words += document.text().split_whitespace().count();
    work.events += record.events.len();
    work.stages = StageTimes {
        model: work.stages.model + stages.model,
        annotate: work.stages.annotate + stages.annotate,
        code: work.stages.code + stages.code,
    };
    Ok(())
}

impl Work {
    fn add(&mut self, other: Self) {
        self.ingest += other.ingest;
        self.stages.model += other.stages.model;
        self.stages.annotate += other.stages.annotate;
        self.stages.code += other.stages.code;
        self.words += other.words;
        self.events += other.events;
    }
}
