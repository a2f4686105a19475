//! A desk over a reader that reads nothing but titles.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use dateline_archive::{Archive, Provenance};
use dateline_record::{DocumentRecord, Record, SCHEMA};
use dateline_serve::{Desk, Refusal, ServeOptions, Submission, Token, router};
use serde_json::{Value, json};
use tower::ServiceExt;

pub const TOKEN: &str = "a-token-for-tests";

/// An answer, taken apart.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Takes the whole text for a title; dawdles over "slow" and breaks down over "fault".
fn read_title(submission: &Submission) -> Result<Record, Refusal> {
    let text = String::from_utf8_lossy(&submission.bytes).trim().to_owned();
    match text.as_str() {
        "" => return Err(Refusal::Unreadable("there is no text in it".to_owned())),
        "slow" => std::thread::sleep(Duration::from_secs(5)),
        "fault" => panic!("a fault on purpose"),
        _ => {}
    }
    let document = DocumentRecord {
        id: "0123".to_owned(),
        title: Some(text.clone()),
        text,
        outlet: submission.outlet.clone(),
        published: submission.published.clone(),
        url: submission.url.clone(),
        ..DocumentRecord::default()
    };
    Ok(Record {
        schema: SCHEMA.to_owned(),
        version: "test".to_owned(),
        model: None,
        rules: None,
        document,
        sentences: Vec::new(),
        entities: Vec::new(),
        places: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
    })
}

/// An archive in a folder of its own, which is removed with it.
pub struct Folder(PathBuf);

impl Folder {
    /// With so many articles: in each, Chad met Sudan in Geneva a day later.
    pub fn new(articles: usize) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("dateline-serve-test-{}-{number}", std::process::id()));
        let mut archive = Archive::create(&path).expect("an archive");
        for day in 1..=articles {
            archive.add(&meeting(day), &Provenance::default()).expect("an article");
        }
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Adds the article of one more day.
    pub fn add(&self, day: usize) {
        let mut archive = Archive::open(&self.0).expect("an archive");
        archive.add(&meeting(day), &Provenance::default()).expect("an article");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An article of April 2026 by another paper each day.
pub fn meeting(day: usize) -> Record {
    let title = format!("Talks, day {day}");
    let sentence = "Chad met Sudan in Geneva, a diplomat said.";
    let text = format!("{title}\n\n{sentence}");
    let start = title.len() + 2;
    let words = |words: &str| {
        let at = start + sentence.find(words).expect("the words");
        json!([at, at + words.len()])
    };
    let entity = |id: &str, name: &str, code: Option<&str>| {
        json!({"id": id, "name": name, "kind": if code.is_some() { "country" } else { "person" }, "code": code, "sectors": ["GOV"],
            "wikidata": null, "roles": [], "mentions": [{"span": words(name), "form": "name"}]})
    };
    let record = json!({
        "schema": SCHEMA, "version": "test", "model": null, "rules": null,
        "document": {"id": format!("{day:032x}"), "path": null, "url": null, "format": "text", "outlet": format!("Paper {day}"),
            "credit": null, "title": title, "authors": [], "dateline": null, "published": format!("2026-04-{day:02}"),
            "published_from": "option", "language": "en", "text": text, "dropped": [], "extra": {}, "notes": []},
        "sentences": [{"span": [0, title.len()], "paragraph": 0}, {"span": [start, start + sentence.len()], "paragraph": 1}],
        "entities": [entity("e1", "Chad", Some("TCD")), entity("e2", "Sudan", Some("SDN")), entity("e3", "a diplomat", None)],
        "places": [{"id": "p1", "name": "Geneva", "kind": "city", "country": "CHE", "admin1": null, "lat": 46.2, "lon": 6.15,
            "geonames": null, "mentions": [words("Geneva")]}],
        "times": [], "quantities": [],
        "statements": [{"id": "s1", "speaker": "e3", "cue": words("said"), "content": [words("Chad met Sudan in Geneva")],
            "kind": "indirect", "addressee": null, "medium": null, "place": null, "time": null}],
        "events": [{"id": "v1", "type": "CONSULT", "mode": null, "contexts": [], "quad": "verbal-cooperation", "intensity": null,
            "cameo": null, "status": "actual", "actors": ["e1", "e2"], "recipients": [], "place": "p1", "time": null, "quantities": [],
            "asserted_by": "s1", "trigger": words("met"), "evidence": [start, start + sentence.len()], "found_by": "test",
            "confidence": 0.9, "same_as": null}],
    });
    let record: Record = serde_json::from_value(record).expect("a record");
    assert_eq!(record.check(), []);
    record
}

/// A desk for this machine alone over an archive, with short patience and small bodies.
pub fn desk_over(folder: &Folder) -> Router {
    let mut options = ServeOptions::new(ServeOptions::USUAL, None).expect("options");
    // Longer than it takes to write down a fault's trace on a busy machine.
    options.patience = Duration::from_secs(3);
    options.body_bytes = 1000;
    router(Arc::new(the_desk(options, folder)))
}

/// A desk over the articles of two days, and its folder, which goes when it is dropped.
pub fn desk() -> (Router, Folder) {
    let folder = Folder::new(2);
    (desk_over(&folder), folder)
}

/// A desk that others may reach.
pub fn open_desk() -> (Router, Folder) {
    let folder = Folder::new(1);
    let token = Token::new(TOKEN).expect("a token");
    let options =
        ServeOptions::new("0.0.0.0:8080".parse().expect("an address"), Some(token)).expect("options");
    (router(Arc::new(the_desk(options, &folder))), folder)
}

pub fn the_desk(options: ServeOptions, folder: &Folder) -> Desk {
    Desk::new(options, Arc::new(read_title), folder.path().to_owned(), false).expect("a desk")
}

/// Asks; `Host` is this machine unless the request says otherwise.
pub async fn ask(desk: &Router, mut request: Request<Body>) -> Answer {
    let headers = request.headers_mut();
    if !headers.contains_key("host") {
        headers.insert("host", "localhost:8080".parse().expect("a value"));
    }
    let response = desk.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 10 << 20).await.expect("a body");
    let body = String::from_utf8(body.into()).expect("text");
    Answer { status: parts.status, headers: parts.headers, body }
}

pub async fn get(desk: &Router, address: &str) -> Answer {
    ask(desk, Request::get(address).body(Body::empty()).expect("a request")).await
}

pub async fn post(desk: &Router, address: &str, content_type: &str, body: &str) -> Answer {
    let request =
        Request::post(address).header("content-type", content_type).body(Body::from(body.to_owned()));
    ask(desk, request.expect("a request")).await
}
