//! `GET /v1`: what answers here.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;

use crate::app::Desk;
use crate::respond::{self, Answer};

#[derive(Serialize)]
struct About {
    /// The version of the program.
    version: &'static str,
    /// Whether what is shown is the invented demonstration.
    demonstration: bool,
    /// Articles of the archive; null without one.
    articles: Option<u64>,
    /// Day of publication of the latest article.
    latest: Option<String>,
}

pub async fn about(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Answer {
    let about = About {
        version: env!("CARGO_PKG_VERSION"),
        demonstration: desk.is_demonstration(),
        articles: None,
        latest: None,
    };
    respond::json(&headers, &about)
}
