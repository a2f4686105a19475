//! Whole articles from bytes to records, and the stages before the neural reader, by criterion: `cargo bench -p dateline`.
//!
//! The articles are the invented ones of `examples/`. `dateline bench` measures the same with memory and on all cores.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::Reader;
use dateline::dateline_ingest::{Hints, Limits, read_bytes};

const ARTICLES: [(&str, &str); 3] = [
    ("strike.txt", include_str!("../../../examples/strike.txt")),
    ("paris.txt", include_str!("../../../examples/paris.txt")),
    ("summit.html", include_str!("../../../examples/summit.html")),
];

fn articles(criterion: &mut Criterion) {
    let reader = Reader::new().expect("the weights are inside");
    let hints = |name: &str| Hints { path: Some(name.to_owned()), ..Hints::default() };
    let document = |name: &str, text: &str| {
        read_bytes(text.as_bytes(), &hints(name), &Limits::default()).expect("an article")
    };
    let mut group = criterion.benchmark_group("read");
    group.sample_size(20).measurement_time(Duration::from_secs(8));
    for (name, text) in ARTICLES {
        let words = document(name, text).text().split_whitespace().count();
        group.throughput(Throughput::Elements(words as u64));
        group.bench_with_input(BenchmarkId::new("from bytes to record", name), text, |bencher, text| {
            bencher.iter(|| reader.read(&document(name, black_box(text))));
        });
        group.bench_with_input(BenchmarkId::new("from bytes to document", name), text, |bencher, text| {
            bencher.iter(|| document(name, black_box(text)));
        });
    }
    group.finish();
}

criterion_group!(benches, articles);
criterion_main!(benches);
