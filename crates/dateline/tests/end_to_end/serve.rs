//! `serve`: the desk over a real connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;

use serde_json::Value;

use crate::support::{Folder, command, dateline};

#[test]
fn without_an_archive_it_shows_the_invented_one_and_leaves_nothing_behind() {
    let temporary = Folder::new();
    let words = ["serve", "--listen", "127.0.0.1:0"];
    let mut child = command(temporary.path(), &words)
        .env("TMPDIR", temporary.path())
        .spawn()
        .expect("the program starts");
    let mut said = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut said).expect("a line");
    let address = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");

    let about = ask(address, "GET /v1 HTTP/1.1", "");
    assert_eq!(about["demonstration"], true);
    assert!(about["articles"].as_u64().is_some_and(|n| n > 20), "{about}");
    let text = "Envoys meet in Geneva\n\nGENEVA - Envoys of Chad and Sudan met in Geneva on Monday.";
    let record = ask(address, "POST /v1/read?published=2026-04-22 HTTP/1.1", text);
    assert_eq!(record["events"][0]["type"], "CONSULT", "{record}");
    assert_eq!(record["document"]["published"], "2026-04-22");
    let refused = ask(address, "POST /v1/read?published=soon HTTP/1.1", text);
    assert_eq!(refused["status"], 400);

    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill");
    assert!(asked.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert_eq!(temporary.names(), Vec::<String>::new());
}

fn ask(address: &str, request: &str, body: &str) -> Value {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let length = body.len();
    write!(
        stream,
        "{request}\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a head");
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

#[test]
fn what_others_could_reach_needs_a_token_and_an_archive_must_be_one() {
    let folder = Folder::new();
    let open = dateline(folder.path(), &["serve", "--listen", "0.0.0.0:0"]).ends_with(2);
    assert!(open.err.contains("DATELINE_TOKEN"), "{}", open.err);
    let short = dateline(folder.path(), &["serve", "--token", "short"]).ends_with(2);
    assert!(short.err.contains("at least 16"), "{}", short.err);
    let nothing = dateline(folder.path(), &["serve", "--archive", "nowhere"]).ends_with(2);
    assert!(nothing.err.contains("nowhere"), "{}", nothing.err);
}
