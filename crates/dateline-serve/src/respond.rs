//! Answers as JSON with an ETag.

use std::fmt::Write;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// An answer, or why there is none.
pub type Answer = Result<Response, Problem>;

/// The value as JSON. Where the asker has the same answer already (`If-None-Match`), it is not sent again.
pub fn json(asked: &HeaderMap, value: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(value).map_err(|error| Problem::fault(&error))?;
    Ok(tagged(asked, body, HeaderValue::from_static("application/json")))
}

/// A body with its ETag. The tag is weak, since the same answer may be sent packed and unpacked.
pub fn tagged(asked: &HeaderMap, body: Vec<u8>, content_type: HeaderValue) -> Response {
    let tag = etag(&body);
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let fresh = known.flat_map(|list| list.split(',')).map(str::trim).any(|one| one == "*" || one == tag);
    let mut response = if fresh { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    let headers = response.headers_mut();
    if !fresh {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

fn etag(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let mut tag = String::from("W/\"");
    for byte in digest.iter().take(12) {
        // Writing into a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

    use super::json;

    #[test]
    fn an_answer_that_is_known_is_not_sent_again() {
        let first = json(&HeaderMap::new(), &[1, 2]).expect("an answer");
        let tag = first.headers()[header::ETAG].clone();
        let mut asked = HeaderMap::new();
        asked.insert(
            header::IF_NONE_MATCH,
            HeaderValue::from_str(&format!("W/\"x\", {}", tag.to_str().expect("text"))).expect("a value"),
        );
        assert_eq!(json(&asked, &[1, 2]).expect("an answer").status(), StatusCode::NOT_MODIFIED);
        assert_eq!(json(&asked, &[1, 3]).expect("an answer").status(), StatusCode::OK);
    }
}
