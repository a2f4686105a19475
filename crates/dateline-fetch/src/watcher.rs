//! Visits to feeds.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use url::Url;

use crate::client::{Body, ClientLimits, FetchError};
use crate::config::{Feed, Feeds};
use crate::feed::{Entry, parse_feed};
use crate::guest::{Guest, Pace, as_page};
use crate::state::{FeedState, State};

/// The longest that a failing feed is left alone, unless its server asks for more.
const LONGEST_BACKOFF: Duration = Duration::from_secs(24 * 3600);

/// An entry that is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where the page was found, after redirects; where the feed's own text is taken, where its page would be.
    pub url: Option<Url>,
    /// The publisher, as the list of feeds says.
    pub outlet: Option<String>,
    /// What the feed says.
    pub entry: Entry,
    /// The page; `None` where the feed's own text is to be taken.
    pub body: Option<Body>,
}

/// What comes out of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// An entry that is new.
    Page(Box<Page>),
    /// A page or feed that could not be had, with the reason.
    Failed {
        /// Its address.
        url: String,
        /// Why.
        reason: String,
    },
}

/// What came of a visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// New entries that were handed out.
    pub pages: usize,
    /// Pages and feeds that could not be had.
    pub failed: usize,
    /// Whether the feed itself was there.
    pub answered: bool,
    /// Whether the feed was as it had been.
    pub unchanged: bool,
}

/// Where reports go; an error ends the visit, and what was not taken comes again.
pub type Sink<'s> = dyn FnMut(Report) -> io::Result<()> + 's;

/// Asks feeds and fetches what they announce, one request at a time.
pub struct Watcher<'s> {
    feeds: Feeds,
    guest: Guest,
    stop: &'s AtomicBool,
}

impl<'s> Watcher<'s> {
    /// A watcher of these feeds, which ends its visits when `stop` is set.
    pub fn new(feeds: Feeds, limits: ClientLimits, stop: &'s AtomicBool) -> Self {
        let guest = Guest::new(&feeds.agent, feeds.allow_local, limits, Pace::Steady(feeds.pause));
        Self { feeds, guest, stop }
    }

    /// The feeds that may be asked at `now`, in seconds since 1970, in the order of the list.
    pub fn due(&self, state: &State, now: u64) -> Vec<usize> {
        let due = |feed: &Feed| state.feeds.get(feed.url.as_str()).is_none_or(|known| known.due <= now);
        self.feeds.feeds.iter().enumerate().filter(|(_, feed)| due(feed)).map(|(index, _)| index).collect()
    }

    /// When the next feed may be asked, in seconds since 1970.
    pub fn next_due(&self, state: &State) -> u64 {
        let due = |feed: &Feed| state.feeds.get(feed.url.as_str()).map_or(0, |known| known.due);
        self.feeds.feeds.iter().map(due).min().unwrap_or(0)
    }

    /// Asks one feed and hands out what is new in it, the oldest first. `state` says afterwards what is done, and when the
    /// feed may be asked again.
    ///
    /// # Errors
    /// What `sink` says.
    pub fn visit(
        &mut self,
        index: usize,
        state: &mut State,
        now: u64,
        sink: &mut Sink<'_>,
    ) -> io::Result<Visit> {
        let Some(feed) = self.feeds.feeds.get(index).cloned() else { return Ok(Visit::default()) };
        let known = state.feeds.entry(feed.url.to_string()).or_default();
        let mut visit = Visit::default();
        let asked = self.ask(&feed, known);
        match asked {
            Ok(None) => {
                visit.answered = true;
                visit.unchanged = true;
                known.failures = 0;
                known.due = now + feed.every.as_secs();
            }
            Ok(Some((body, entries))) => {
                visit.answered = true;
                known.failures = 0;
                let wait = self.take_entries(&feed, entries, known, &mut visit, sink)?;
                // While something is left to do, the feed must not be told to be unchanged.
                let is_done = wait.is_none() && !self.is_stopped();
                known.etag = body.etag.filter(|_| is_done);
                known.last_modified = body.last_modified.filter(|_| is_done);
                known.due = now + feed.every.max(wait.unwrap_or_default()).as_secs();
            }
            Err((reason, wait)) => {
                visit.failed += 1;
                known.failures = known.failures.saturating_add(1);
                let doubled = feed.every.saturating_mul(1 << known.failures.saturating_sub(1).min(16));
                known.due = now + doubled.min(LONGEST_BACKOFF).max(wait.unwrap_or_default()).as_secs();
                sink(Report::Failed { url: feed.url.to_string(), reason })?;
            }
        }
        Ok(visit)
    }

    /// Asks for the feed itself; `None` where it is unchanged.
    #[expect(clippy::type_complexity, reason = "it is used once, right above")]
    fn ask(
        &mut self,
        feed: &Feed,
        known: &FeedState,
    ) -> Result<Option<(Body, Vec<Entry>)>, (String, Option<Duration>)> {
        let failed = |error: FetchError| {
            let wait = retry_after(&error);
            (error.to_string(), wait)
        };
        let (etag, modified) = (known.etag.as_deref(), known.last_modified.as_deref());
        let (url, answer) =
            self.guest.follow(&feed.url, false, (etag, modified), self.stop).map_err(failed)?;
        let Some(body) = answer else { return Ok(None) };
        let entries = parse_feed(&body, &url).map_err(|reason| (reason, None))?;
        Ok(Some((body, entries)))
    }

    /// Hands out the new entries, the oldest first, but those behind that could not be had before: one page that its host never gives
    /// must not keep all later ones back. Returns how long to wait where some are left for the next time.
    fn take_entries(
        &mut self,
        feed: &Feed,
        mut entries: Vec<Entry>,
        known: &mut FeedState,
        visit: &mut Visit,
        sink: &mut Sink<'_>,
    ) -> io::Result<Option<Duration>> {
        let mut wait = None;
        known.tries.retain(|id, _| entries.iter().any(|entry| entry.id == *id));
        entries.reverse();
        entries.sort_by_key(|entry| known.tried(&entry.id));
        for entry in entries {
            if self.is_stopped() {
                break;
            }
            if known.has_seen(&entry.id) {
                continue;
            }
            let id = entry.id.clone();
            let address = entry.url.clone();
            match self.page(feed, entry) {
                Ok(page) => {
                    sink(Report::Page(Box::new(page)))?;
                    visit.pages += 1;
                    known.see(&id);
                }
                Err(error) => {
                    visit.failed += 1;
                    let url = address.map_or_else(|| id.clone(), |url| url.to_string());
                    sink(Report::Failed { url, reason: error.to_string() })?;
                    if !is_passing(&error) {
                        known.see(&id);
                        continue;
                    }
                    known.try_later(&id);
                    let asked_for = retry_after(&error);
                    wait = wait.max(Some(asked_for.unwrap_or_default()));
                    if asked_for.is_some() {
                        // The host wants to be left alone.
                        break;
                    }
                }
            }
        }
        Ok(wait)
    }

    fn page(&mut self, feed: &Feed, entry: Entry) -> Result<Page, FetchError> {
        let outlet = feed.outlet.clone();
        let Some(url) = entry.url.clone().filter(|_| feed.pages) else {
            if entry.content.is_none() {
                return Err(FetchError::NoText);
            }
            return Ok(Page { url: entry.url.clone(), outlet, entry, body: None });
        };
        let (url, body) = self.guest.follow(&url, true, (None, None), self.stop)?;
        Ok(Page { url: Some(url), outlet, entry, body: Some(as_page(body)?) })
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}

/// Whether a page may be had another time.
fn is_passing(error: &FetchError) -> bool {
    match error {
        FetchError::Timeout | FetchError::Connection(_) => true,
        FetchError::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
        _ => false,
    }
}

/// How long to leave a host alone that said so, by a time or by its status alone.
fn retry_after(error: &FetchError) -> Option<Duration> {
    match error {
        FetchError::Status { retry_after: Some(wait), .. } => Some(*wait),
        FetchError::Status { status: 429 | 503, .. } => Some(Duration::from_secs(60)),
        _ => None,
    }
}
