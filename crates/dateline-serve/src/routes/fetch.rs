//! `POST /v1/fetch`: reads the page at an address, which is not kept.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use serde::Deserialize;

use crate::Submission;
use crate::app::Desk;
use crate::problem::Problem;
use crate::respond::{self, Answer};

/// Which page is to be read, and what the asker knows about it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The address of the page.
    url: String,
    /// Day of publication, where the page does not say it.
    #[serde(default)]
    published: Option<String>,
    /// Who published it, where the page does not say it.
    #[serde(default)]
    outlet: Option<String>,
}

pub async fn fetch(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    // What other sites' pages may send without asking first is never JSON, so this keeps them out a second time.
    let form = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !form.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Err(Problem::form("Send the address as application/json: {\"url\": \"https://…\"}."));
    }
    let wanted: Wanted = serde_json::from_slice(&body?)
        .map_err(|error| Problem::parameter(format!("the body is no {{\"url\": \"https://…\"}}: {error}")))?;
    let page = desk.fetch(wanted.url).await?;
    let submission = Submission {
        bytes: page.bytes,
        form: page.form,
        charset: page.charset,
        published: wanted.published.filter(|day| !day.is_empty()),
        outlet: wanted.outlet.filter(|outlet| !outlet.is_empty()),
        url: Some(page.url),
    };
    let record = desk.read(submission).await?;
    respond::json(&headers, &record)
}
