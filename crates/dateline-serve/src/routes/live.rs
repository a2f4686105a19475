//! `GET /v1/live`: server-sent events for articles that come in.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use tokio::sync::{broadcast, watch};

use crate::app::Desk;
use crate::respond::Answer;

/// How often a proxy that ends quiet connections is told that this one lives.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

pub async fn live(State(desk): State<Arc<Desk>>) -> Answer {
    let state = (desk.news().subscribe(), desk.stopping());
    let events = stream::unfold(state, |(mut news, mut stopping)| async move {
        let event = next(&mut news, &mut stopping).await?;
        Some((Ok::<_, Infallible>(event), (news, stopping)))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response())
}

/// The next article, or nothing once the desk closes.
async fn next(
    news: &mut broadcast::Receiver<Arc<str>>,
    stopping: &mut watch::Receiver<bool>,
) -> Option<Event> {
    loop {
        let came = tokio::select! {
            came = news.recv() => came,
            _ = stopping.wait_for(|stop| *stop) => return None,
        };
        match came {
            Ok(row) => return Some(Event::default().event("article").data(&*row)),
            // A slow reader misses some; the list that it draws anew has them.
            Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => return None,
        }
    }
}
