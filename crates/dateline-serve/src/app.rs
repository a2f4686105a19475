//! What the answers share, and which address gives which answer.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use dateline_archive::{ArchiveError, EntityRow, Page};
use tokio::sync::{Mutex, Semaphore, broadcast, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::archives::Archives;
use crate::kept::KeptAnswers;
use crate::most_named::MostNamed;
use crate::problem::Problem;
use crate::respond::Answer;
use crate::{
    FetchPage, FetchRefusal, FetchedPage, ReadArticle, Refusal, ServeOptions, Submission, assets, guard,
    openapi, routes,
};

/// Texts that may wait to be read; beyond them, askers are told to come again.
const WAITING: usize = 32;
/// Pages that are fetched at the same time; beyond them, askers are told to come again.
const FETCHES: usize = 4;
/// New articles that a slow follower may lag behind.
const NEWS: usize = 256;

/// What all answers share: the reader and the options.
pub struct Desk {
    options: ServeOptions,
    reader: Arc<dyn ReadArticle>,
    fetcher: Option<Arc<dyn FetchPage>>,
    archives: Archives,
    demonstration: bool,
    /// Rows of new articles as JSON, for those who follow.
    news: broadcast::Sender<Arc<str>>,
    most_named: Mutex<MostNamed>,
    counts: KeptAnswers,
    /// Says `true` once the desk is to stop, so that answers without an end are ended.
    stopping: watch::Sender<bool>,
    /// One permit for each text that is being read.
    reading: Arc<Semaphore>,
    /// One permit for each text that is being read or waits for it.
    waiting: Arc<Semaphore>,
    /// One permit for each page that is being fetched.
    fetching: Arc<Semaphore>,
}

impl Desk {
    /// A desk over the archive in a folder, which reads with `reader`, as many texts at once as the machine has cores.
    /// `demonstration` says that what the archive holds is invented; the page tells so.
    ///
    /// # Errors
    /// When there is no archive in the folder, or it cannot be read.
    pub fn new(
        options: ServeOptions,
        reader: Arc<dyn ReadArticle>,
        archive: PathBuf,
        demonstration: bool,
    ) -> Result<Self, ArchiveError> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let (stopping, _) = watch::channel(false);
        let (news, _) = broadcast::channel(NEWS);
        let reading = Arc::new(Semaphore::new(cores));
        let waiting = Arc::new(Semaphore::new(cores + WAITING));
        let archives = Archives::open(archive, cores * 2)?;
        let most_named = Mutex::new(MostNamed::default());
        let fetching = Arc::new(Semaphore::new(FETCHES));
        Ok(Self {
            options,
            reader,
            fetcher: None,
            archives,
            demonstration,
            news,
            most_named,
            counts: KeptAnswers::default(),
            stopping,
            reading,
            waiting,
            fetching,
        })
    }

    /// The same desk, which fetches pages by their address with `fetcher`. Without one it fetches nothing.
    #[must_use]
    pub fn with_fetcher(self, fetcher: Arc<dyn FetchPage>) -> Self {
        Self { fetcher: Some(fetcher), ..self }
    }

    /// How it is served.
    pub fn options(&self) -> &ServeOptions {
        &self.options
    }

    /// Whether what it shows is the invented demonstration.
    pub fn is_demonstration(&self) -> bool {
        self.demonstration
    }

    /// Whether it fetches pages by their address.
    pub fn fetches(&self) -> bool {
        self.fetcher.is_some()
    }

    pub(crate) fn archives(&self) -> &Archives {
        &self.archives
    }

    /// Counts that are known.
    pub(crate) fn counts(&self) -> &KeptAnswers {
        &self.counts
    }

    pub(crate) fn news(&self) -> &broadcast::Sender<Arc<str>> {
        &self.news
    }

    /// Says `true` once the desk is to stop.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Those whom most articles name, the first page of usual length.
    pub(crate) async fn most_named(&self) -> Result<Page<EntityRow>, Problem> {
        // Held while it is made, so that many who ask at once have it made once.
        let mut kept = self.most_named.lock().await;
        let before = kept.clone();
        *kept = self.archives.ask(move |archive| before.renewed(archive)).await?;
        Ok(kept.page().clone())
    }

    /// Ends the answers that have no end of their own.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Fetches a page on a thread that may be kept waiting.
    pub(crate) async fn fetch(&self, address: String) -> Result<FetchedPage, Problem> {
        let fetcher = Arc::clone(self.fetcher.as_ref().ok_or_else(Problem::fetches_nothing)?);
        let too_many = |_| Problem::busy("Many pages are being fetched; try again in a few seconds.");
        let place = Arc::clone(&self.fetching).try_acquire_owned().map_err(too_many)?;
        let fetched = tokio::task::spawn_blocking(move || {
            // Held until the fetcher is done, also where the asker has gone meanwhile.
            let _held = place;
            fetcher.fetch(&address)
        });
        fetched.await.map_err(|error| Problem::fault(&error))?.map_err(|refusal: FetchRefusal| refusal.into())
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
        .route("/v1/fetch", post(routes::fetch))
        .route("/v1/articles", get(routes::articles))
        .route("/v1/articles/{id}", get(routes::article))
        .route("/v1/search", get(routes::search))
        .route("/v1/events", get(routes::events))
        .route("/v1/statements", get(routes::statements))
        .route("/v1/threads", get(routes::threads))
        .route("/v1/threads/{id}", get(routes::thread))
        .route("/v1/stories", get(routes::stories))
        .route("/v1/timeline", get(routes::timeline))
        .route("/v1/days", get(routes::days))
        .route("/v1/places", get(routes::places))
        .route("/v1/ties", get(routes::ties))
        .route("/v1/agenda", get(routes::agenda))
        .route("/v1/entities", get(routes::entities))
        .route("/v1/entities/{id}", get(routes::entity))
        .route("/v1/live", get(routes::live))
        .route_layer(from_fn_with_state(Arc::clone(&desk), guard::admit));
    Router::new()
        .merge(api)
        .route("/openapi.json", get(openapi::openapi))
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
