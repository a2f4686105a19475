//! A desk over a reader that reads nothing but titles.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use dateline_record::{DocumentRecord, Record, SCHEMA};
use dateline_serve::{Desk, Refusal, ServeOptions, Submission, Token, router};
use serde_json::Value;
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
        "slow" => std::thread::sleep(Duration::from_millis(1500)),
        "fault" => panic!("a fault on purpose"),
        _ => {}
    }
    let document = DocumentRecord {
        id: "0123".to_owned(),
        title: Some(text.clone()),
        text,
        outlet: submission.outlet.clone(),
        published: submission.published.clone(),
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

/// A desk for this machine alone, with short patience and small bodies.
pub fn desk() -> Router {
    let mut options = ServeOptions::new(ServeOptions::USUAL, None).expect("options");
    options.patience = Duration::from_millis(800);
    options.body_bytes = 1000;
    router(Arc::new(Desk::new(options, Arc::new(read_title))))
}

/// A desk that others may reach.
pub fn open_desk() -> Router {
    let token = Token::new(TOKEN).expect("a token");
    let options =
        ServeOptions::new("0.0.0.0:8080".parse().expect("an address"), Some(token)).expect("options");
    router(Arc::new(Desk::new(options, Arc::new(read_title))))
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
