//! The entry points of `fuzz/`, briefly and on stable Rust: good files, damaged at random, are read or refused.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use dateline_ingest::{Format, Hints, Inputs, Limits, parse_date, read_bytes};
use proptest::prelude::*;

/// Good files of every format, each of at most 8 KiB so that a run stays short.
fn seeds() -> &'static [Vec<u8>] {
    static SEEDS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = ["tests/agency/item.xml", "tests/agency/story.nitf", "tests/agency/two.json", "../../examples/summit.html", "../../examples/paris.txt", "../../examples/articles.jsonl"];
        let mut seeds: Vec<Vec<u8>> = files.iter().map(|file| fs::read(folder.join(file)).unwrap()).collect();
        let item = seeds[0].clone();
        seeds.push([&b"<newsMessage>"[..], item.strip_prefix(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap(), b"</newsMessage>"].concat());
        let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n26\r\n<html><title>Talks</title><p>Envoys met.\r\n0\r\n\r\n";
        let record = |length: usize| [format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/2024/03/07/a\r\nContent-Length: {length}\r\n\r\n").as_bytes(), page, b"\r\n\r\n"].concat();
        let records = [record(page.len()), record(page.len())];
        seeds.push(records.concat());
        seeds.push(records.iter().flat_map(|record| gzip(record)).collect());
        seeds.push(gzip(&seeds[4]));
        seeds.push(zstd::encode_all(&seeds[5][..], 1).unwrap());
        seeds.iter_mut().for_each(|seed| seed.truncate(8 << 10));
        seeds
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// One damage: where, as a part of the length, and what.
#[derive(Clone, Debug)]
enum Damage {
    Byte(f64, u8),
    Cut(f64, f64),
    Double(f64, f64),
    Insert(f64, &'static [u8]),
    Truncate(f64),
    Splice(f64, usize, f64),
}

const INSERTED: [&[u8]; 14] = [
    b"<",
    b">",
    b"\"",
    b"&#x110000;",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b \"&b;\">]>",
    b"\r\n\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xe2\x80",
    b"{\"a\":[",
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08\x00",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = || 0.0..1.0;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        (at(), 0.0..0.2).prop_map(|(at, length)| Damage::Cut(at, length)),
        (at(), 0.0..0.2).prop_map(|(at, length)| Damage::Double(at, length)),
        (at(), 0..INSERTED.len()).prop_map(|(at, which)| Damage::Insert(at, INSERTED[which])),
        at().prop_map(Damage::Truncate),
        (at(), any::<usize>(), at()).prop_map(|(at, seed, from)| Damage::Splice(at, seed, from)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let place = |part: f64, length: usize| ((length as f64 * part) as usize).min(length);
    let length = bytes.len();
    match *damage {
        Damage::Byte(at, byte) => {
            if let Some(old) = bytes.get_mut(place(at, length)) {
                *old = byte;
            }
        }
        Damage::Cut(at, part) => {
            let from = place(at, length);
            bytes.drain(from..(from + place(part, length)).min(length));
        }
        Damage::Double(at, part) => {
            let from = place(at, length);
            let piece = bytes[from..(from + place(part, length)).min(length)].to_vec();
            bytes.splice(from..from, piece);
        }
        Damage::Insert(at, piece) => {
            let from = place(at, length);
            bytes.splice(from..from, piece.iter().copied());
        }
        Damage::Truncate(at) => bytes.truncate(place(at, length)),
        Damage::Splice(at, seed, from) => {
            let other = &seeds()[seed % seeds().len()];
            bytes.truncate(place(at, length));
            bytes.extend_from_slice(&other[place(from, other.len())..]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_files_are_read_or_refused(seed in any::<usize>(), damages in prop::collection::vec(damage(), 0..6)) {
        let mut bytes = seeds()[seed % seeds().len()].clone();
        damages.iter().for_each(|damage| apply(&mut bytes, damage));
        for format in [None, Some(Format::Text), Some(Format::JsonRecord), Some(Format::AgencyXml)] {
            let hints = Hints { format, ..Hints::default() };
            let _ = read_bytes(&bytes, &hints, &Limits::default());
        }
        let _ = parse_date(&String::from_utf8_lossy(&bytes[..bytes.len().min(60)]));
        let results = Inputs::of_stream("x", std::io::Cursor::new(bytes), Limits::default()).documents(Hints::default());
        prop_assert!(results.count() < 10_000);
    }
}

#[test]
fn the_seeds_are_good() {
    let read = |seed: &Vec<u8>| {
        Inputs::of_stream("x", std::io::Cursor::new(seed.clone()), Limits::default())
            .documents(Hints::default())
            .filter(|result| result.is_ok())
            .count()
    };
    let counts: Vec<usize> = seeds().iter().map(read).collect();
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
}
