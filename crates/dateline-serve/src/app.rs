//! What the answers share, and which address gives which answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::sync::{Semaphore, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::problem::Problem;
use crate::respond::Answer;
use crate::{ReadArticle, Refusal, ServeOptions, Submission, assets, guard, routes};

/// Texts that may wait to be read; beyond them, askers are told to come again.
const WAITING: usize = 32;

/// What all answers share: the reader and the options.
pub struct Desk {
    options: ServeOptions,
    reader: Arc<dyn ReadArticle>,
    /// Says `true` once the desk is to stop, so that answers without an end are ended.
    stopping: watch::Sender<bool>,
    /// One permit for each text that is being read.
    reading: Arc<Semaphore>,
    /// One permit for each text that is being read or waits for it.
    waiting: Arc<Semaphore>,
}

impl Desk {
    /// A desk that reads with `reader`, as many texts at once as the machine has cores.
    pub fn new(options: ServeOptions, reader: Arc<dyn ReadArticle>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let (stopping, _) = watch::channel(false);
        let reading = Arc::new(Semaphore::new(cores));
        let waiting = Arc::new(Semaphore::new(cores + WAITING));
        Self { options, reader, stopping, reading, waiting }
    }

    /// How it is served.
    pub fn options(&self) -> &ServeOptions {
        &self.options
    }

    /// Whether what it shows is the invented demonstration.
    pub fn is_demonstration(&self) -> bool {
        false
    }

    /// Ends the answers that have no end of their own.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Reads a text on a thread that may be kept busy.
    pub(crate) async fn read(
        self: &Arc<Self>,
        submission: Submission,
    ) -> Result<dateline_record::Record, Problem> {
        let too_many = |_| Problem::busy("Many texts wait to be read; try again in a few seconds.");
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(too_many)?;
        let core = Arc::clone(&self.reading).acquire_owned().await.map_err(|error| Problem::fault(&error))?;
        let reader = Arc::clone(&self.reader);
        let read = tokio::task::spawn_blocking(move || {
            // Both are held until the text is read, also where the asker has gone meanwhile.
            let _held = (place, core);
            reader.read(&submission)
        });
        read.await.map_err(|error| Problem::fault(&error))?.map_err(|refusal: Refusal| refusal.into())
    }
}

/// The desk as a service.
pub fn router(desk: Arc<Desk>) -> Router {
    let api = Router::new()
        .route("/v1", get(routes::about))
        .route("/v1/read", post(routes::read))
        .route_layer(from_fn_with_state(Arc::clone(&desk), guard::admit));
    Router::new()
        .merge(api)
        .fallback(get(assets::asset))
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(desk.options().body_bytes))
        .layer(from_fn_with_state(Arc::clone(&desk), guard::hurry))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(broken_off))
        .layer(from_fn(guard::seal))
        .with_state(desk)
}

async fn wrong_method() -> Answer {
    Err(Problem::method())
}

fn broken_off(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::panic().into_response()
}
