//! WARC files as inputs, with one gzip member a record and bare. All pages are invented.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use dateline_ingest::{Hints, IngestError, Inputs, Limits};
use dateline_text::PublishedFrom;
use jiff::civil::date;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn record(kind: &str, uri: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-03-09T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(uri: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
    record("response", uri, "application/http; msgtype=response", &block)
}

const PAGE: &str = "<!doctype html><html><head><title>Envoys open talks</title><meta property=\"og:site_name\" content=\"The Harbour Post\"></head><body><article><h1>Envoys open talks</h1><p>Envoys of both states met on Monday and agreed to meet again within the week, the foreign ministry said.</p><p>They will talk about fishing in the strait, which both claim.</p></article></body></html>";

fn crawl() -> Vec<Vec<u8>> {
    let dated = "https://harbour.example/2024/03/07/talks";
    let latin: Vec<u8> = PAGE
        .replace("foreign ministry", "café owner")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: none\r\n"),
        record("request", dated, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response(dated, "Content-Type: text/html", PAGE.as_bytes()),
        response("https://harbour.example/pixel.gif", "Content-Type: image/gif", b"GIF89a"),
        response("https://harbour.example/robots.txt", "Content-Type: text/plain", b"User-agent: *\n"),
        response(
            "https://harbour.example/latin",
            "Content-Type: text/html; charset=iso-8859-1\r\nContent-Encoding: gzip",
            &gzip(&latin),
        ),
        record(
            "conversion",
            "https://harbour.example/text",
            "text/plain",
            b"Envoys open talks\n\nEnvoys of both states met on Monday.\n",
        ),
    ]
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dateline-warc-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn pages_of_a_crawl_are_articles_with_their_addresses() {
    let folder = Folder::new("crawl");
    let members: Vec<u8> = crawl().iter().flat_map(|record| gzip(record)).collect();
    folder.write("a.warc.gz", &members);
    folder.write("b.warc", &crawl().concat());
    folder.write("c.warc.zst", &zstd::encode_all(&crawl().concat()[..], 1).unwrap());
    let path = folder.0.to_string_lossy().into_owned();
    let read: Vec<_> =
        Inputs::new([path], Limits::default()).documents(Hints::default()).map(Result::unwrap).collect();
    let numbers: Vec<_> = read.iter().filter_map(|item| item.line).collect();
    assert_eq!(numbers, [3, 6, 7, 3, 6, 7, 3, 6, 7]);
    let first = read.first().map(|item| &item.document).unwrap();
    let metadata = first.metadata();
    assert_eq!(metadata.format, "warc");
    assert_eq!(metadata.url.as_deref(), Some("https://harbour.example/2024/03/07/talks"));
    assert_eq!(
        (metadata.title.as_deref(), metadata.outlet.as_deref()),
        (Some("Envoys open talks"), Some("The Harbour Post"))
    );
    assert_eq!((metadata.published, metadata.published_from), (Some(date(2024, 3, 7)), PublishedFrom::Url));
    assert!(metadata.path.as_deref().is_some_and(|path| path.ends_with("a.warc.gz:3")));
    assert!(metadata.extra.contains(&("warc_date".to_owned(), "\"2024-03-09T12:00:00Z\"".to_owned())));
    let latin = read.get(1).map(|item| &item.document).unwrap();
    assert!(latin.text().contains("the café owner said"), "{}", latin.text());
    // The day of the crawl is no day of publication.
    assert_eq!(latin.metadata().published, None);
    assert_eq!(
        read.get(2).map(|item| item.document.text()),
        Some("Envoys open talks\n\nEnvoys of both states met on Monday.")
    );
}

#[test]
fn what_is_broken_is_told_with_path_and_number_and_the_rest_goes_on() {
    let folder = Folder::new("broken");
    let bomb = gzip(&vec![b' '; 30_000_000]);
    let mut records = crawl();
    records.insert(
        3,
        response("https://harbour.example/bomb", "Content-Type: text/html\r\nContent-Encoding: gzip", &bomb),
    );
    records.insert(
        4,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\nHTTP/1.1 200 OK\r\n\r\n".to_vec(),
    );
    records.insert(
        5,
        response(
            "https://harbour.example/packed",
            "Content-Type: text/html\r\nContent-Encoding: br",
            b"\x0b\x02",
        ),
    );
    records.insert(6, response("https://harbour.example/empty", "Content-Type: text/html", b"<html></html>"));
    let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let cut = folder.write("cut.warc.gz", &members[..members.len() - 20]);
    let limits = Limits { article_bytes: 1 << 20, ..Limits::default() };
    let read: Vec<_> = Inputs::new([cut.clone()], limits).documents(Hints::default()).collect();
    let seen: Vec<_> = read
        .iter()
        .map(|result| match result {
            Ok(item) => (item.line, "read"),
            Err(error) => {
                assert_eq!(error.path, cut);
                let kind = match error.error {
                    IngestError::TooLong { .. } => "too long",
                    IngestError::Warc { .. } => "malformed",
                    IngestError::Compression { .. } => "compression",
                    IngestError::NoArticle => "no article",
                    _ => "other",
                };
                (error.line, kind)
            }
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Some(3), "read"),
            (Some(4), "too long"),
            (Some(5), "malformed"),
            (Some(6), "compression"),
            (Some(7), "no article"),
            (Some(10), "read"),
            (Some(11), "compression"),
        ]
    );
    let told = read.get(2).and_then(|result| result.as_ref().err()).map(ToString::to_string).unwrap();
    assert!(told.contains("cut.warc.gz:5: the WARC record is malformed"), "{told}");
}
