//! `dateline watch` against a server on this machine.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;

use crate::support::{Folder, dateline, records};

/// A server that gives these bodies, and 404 for all else.
pub fn serve(bodies: impl Fn(&str) -> Vec<(&'static str, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let bodies: BTreeMap<&str, String> = bodies(&address).into_iter().collect();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let path =
                lines.next().and_then(|line| line.split(' ').nth(1).map(str::to_owned)).unwrap_or_default();
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let (status, body) =
                bodies.get(path.as_str()).map_or(("404 Not Found", ""), |body| ("200 OK", body));
            let kind = if path == "/feed" { "application/rss+xml" } else { "text/html; charset=utf-8" };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
        }
    });
    address
}

pub fn page(title: &str, text: &str) -> String {
    format!(
        "<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
}

#[test]
fn what_feeds_announce_is_kept_once_in_a_file_and_an_archive() {
    let address = serve(|address| {
        let item = |path: &str| {
            format!(
                "<item><title>x</title><link>{address}{path}</link><pubDate>Thu, 07 Mar 2024 10:15:00 GMT</pubDate></item>"
            )
        };
        vec![
            (
                "/feed",
                format!(
                    "<rss version=\"2.0\"><channel><title>P</title>{}{}{}</channel></rss>",
                    item("/b"),
                    item("/none"),
                    item("/a")
                ),
            ),
            (
                "/a",
                page(
                    "Envoys meet",
                    "Envoys of Chad met envoys of Sudan in Geneva on Monday, the foreign ministry of Chad said.",
                ),
            ),
            (
                "/b",
                page(
                    "Port closed",
                    "Police in Ghana arrested ten dockworkers in Tema on Tuesday after they blocked the port.",
                ),
            ),
        ]
    });
    let folder = Folder::new();
    let feeds = format!(
        "allow_local = true\npause = \"0s\"\nevery = \"0s\"\n[[feed]]\nurl = \"{address}/feed\"\noutlet = \"The Harbour Post\"\n"
    );
    folder.write("feeds.toml", &feeds);
    folder.write("out.jsonl", "{\"torn");
    let words = ["watch", "feeds.toml", "--out", "out.jsonl", "--archive", "news", "--once"];
    let run = dateline(folder.path(), &words).ends_with(0);
    assert!(run.err.contains("1 feeds asked, 2 articles kept, 1 could not be had"), "{}", run.err);
    assert!(run.err.contains("/none: the server answered 404"), "{}", run.err);
    let again = dateline(folder.path(), &words).ends_with(0);
    assert!(again.err.contains("0 articles kept, 0 could not be had"), "{}", again.err);
    let written = folder.read("out.jsonl");
    let records = records(written.split_once('\n').map_or("", |(_, rest)| rest));
    let titles: Vec<_> = records.iter().filter_map(|record| record.document.title.as_deref()).collect();
    assert_eq!(titles, ["Envoys meet", "Port closed"]);
    let first = records.first().map(|record| &record.document).expect("a record");
    assert_eq!(first.outlet.as_deref(), Some("The Harbour Post"));
    assert_eq!(
        first.published.as_ref().map(ToString::to_string).as_deref(),
        Some("2024-03-07T10:15:00+00:00")
    );
    assert_eq!(first.url.as_deref(), Some(format!("{address}/a").as_str()));
    let archive = dateline_archive::Archive::read_only(&folder.path().join("news")).expect("an archive");
    assert_eq!(archive.statistics().expect("figures").articles, 2);
}

#[test]
fn a_bad_list_and_a_feed_that_is_not_there_are_told() {
    let folder = Folder::new();
    folder.write("empty.toml", "");
    let run = dateline(folder.path(), &["watch", "empty.toml", "--out", "x.jsonl", "--once"]).ends_with(2);
    assert!(run.err.contains("empty.toml: it names no feed"), "{}", run.err);
    dateline(folder.path(), &["watch", "empty.toml"]).ends_with(2);
    folder.write("local.toml", "[[feed]]\nurl = \"http://127.0.0.1:9/feed\"\n");
    let run = dateline(folder.path(), &["watch", "local.toml", "--out", "x.jsonl", "--once"]).ends_with(2);
    assert!(run.err.contains("local network"), "{}", run.err);
}
