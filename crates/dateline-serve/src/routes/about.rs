//! `GET /v1`: what answers here.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use dateline_archive::Query;
use schemars::JsonSchema;
use serde::Serialize;

use super::archive::latest;
use crate::app::Desk;
use crate::respond::{self, Answer};

/// What answers here.
#[derive(Serialize, JsonSchema)]
pub struct About {
    /// The version of the program.
    version: &'static str,
    /// Whether what is shown is the invented demonstration.
    demonstration: bool,
    /// Whether pages are fetched by their address (`POST /v1/fetch`).
    fetches: bool,
    /// Articles of the archive.
    articles: u64,
    /// Day of publication of the latest article.
    latest: Option<String>,
}

pub async fn about(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Answer {
    let (articles, latest) = desk
        .archives()
        .ask(|archive| {
            let articles = archive.count_articles(&Query { copies: true, ..Query::default() })?;
            Ok((articles, latest(archive)?))
        })
        .await?;
    let about = About {
        version: env!("CARGO_PKG_VERSION"),
        demonstration: desk.is_demonstration(),
        fetches: desk.fetches(),
        articles,
        latest,
    };
    respond::json(&headers, &about)
}
