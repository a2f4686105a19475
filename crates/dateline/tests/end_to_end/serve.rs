//! `serve`: the desk over a real connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command};

use serde_json::Value;

use crate::support::{Folder, command, dateline};
#[cfg(feature = "watch")]
use crate::watch::{page, serve};

#[test]
fn without_an_archive_it_shows_the_invented_one_and_leaves_nothing_behind() {
    let temporary = Folder::new();
    let desk = Desk::open(&temporary, &[]);
    let address = &desk.address;
    let about = ask(address, "GET /v1 HTTP/1.1", "");
    assert_eq!((&about["demonstration"], &about["fetches"]), (&Value::from(true), &Value::from(false)));
    assert!(about["articles"].as_u64().is_some_and(|n| n > 20), "{about}");
    let text = "Envoys meet in Geneva\n\nGENEVA - Envoys of Chad and Sudan met in Geneva on Monday.";
    let record = ask(address, "POST /v1/read?published=2026-04-22 HTTP/1.1", text);
    assert_eq!(record["events"][0]["type"], "CONSULT", "{record}");
    assert_eq!(record["document"]["published"], "2026-04-22");
    let refused = ask(address, "POST /v1/read?published=soon HTTP/1.1", text);
    assert_eq!(refused["status"], 400);
    let fetched = ask_json(address, "POST /v1/fetch HTTP/1.1", r#"{"url": "https://post.example/"}"#);
    assert_eq!(fetched["status"], 403, "{fetched}");

    desk.close();
    assert_eq!(temporary.names(), Vec::<String>::new());
}

/// A desk over the invented articles, which lie in a folder of the test.
struct Desk {
    child: Child,
    address: String,
}

impl Desk {
    fn open(temporary: &Folder, more: &[&str]) -> Self {
        let words = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        let mut child = command(temporary.path(), &words)
            .env("TMPDIR", temporary.path())
            .spawn()
            .expect("the program starts");
        let mut said = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut said).expect("a line");
        let address = said.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.expect("an address").to_owned();
        Self { child, address }
    }

    /// Asks it politely to end, which it does without an error.
    fn close(mut self) {
        let asked =
            Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        assert!(asked.success());
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
    }
}

#[cfg(feature = "watch")]
#[test]
fn a_page_is_fetched_where_that_is_allowed_and_never_from_this_network() {
    let site = serve(|_| {
        vec![
            ("/robots.txt", "User-agent: dateline\nDisallow: /closed\n".to_owned()),
            (
                "/talks",
                page("Envoys meet in Geneva", "GENEVA - Envoys of Chad and Sudan met in Geneva on Monday."),
            ),
            ("/closed", page("Secret", "Nothing to see.")),
        ]
    });
    let temporary = Folder::new();
    let fetch = |desk: &Desk, url: String| {
        let body = serde_json::json!({"url": url, "published": "2026-04-22"}).to_string();
        ask_json(&desk.address, "POST /v1/fetch HTTP/1.1", &body)
    };
    // What reaches this machine is a permission for tests alone.
    let desk = Desk::open(&temporary, &["--allow-fetch", "--allow-local-fetch"]);
    assert_eq!(ask(&desk.address, "GET /v1 HTTP/1.1", "")["fetches"], true);
    let record = fetch(&desk, format!("{site}/talks"));
    assert_eq!(record["events"][0]["type"], "CONSULT", "{record}");
    assert_eq!(
        (&record["document"]["url"], &record["document"]["published"]),
        (&Value::from(format!("{site}/talks")), &Value::from("2026-04-22"))
    );
    for (path, status, why) in [("/closed", 403, "robots.txt"), ("/gone", 502, "404")] {
        let told = fetch(&desk, format!("{site}{path}"));
        assert_eq!(told["status"], status, "{told}");
        assert!(told["detail"].as_str().is_some_and(|detail| detail.contains(why)), "{told}");
    }
    assert_eq!(fetch(&desk, "the talks".to_owned())["status"], 400);
    desk.close();
    let desk = Desk::open(&temporary, &["--allow-fetch"]);
    let port = site.rsplit(':').next().unwrap_or_default().to_owned();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1"] {
        let told = fetch(&desk, format!("http://{host}:{port}/talks"));
        assert_eq!(
            (&told["status"], &told["title"]),
            (&Value::from(403), &Value::from("It may not be fetched")),
            "{host}: {told}"
        );
    }
    desk.close();
}

fn ask(address: &str, request: &str, body: &str) -> Value {
    ask_as(address, request, "text/plain", body)
}

fn ask_json(address: &str, request: &str, body: &str) -> Value {
    ask_as(address, request, "application/json", body)
}

fn ask_as(address: &str, request: &str, form: &str, body: &str) -> Value {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let length = body.len();
    write!(
        stream,
        "{request}\r\nhost: {address}\r\nconnection: close\r\ncontent-type: {form}\r\ncontent-length: {length}\r\n\r\n{body}"
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
