//! Asking servers as a guest should: `robots.txt` is obeyed, redirects are followed with open eyes, hosts get their rest.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use url::Url;

use crate::client::{Answer, Body, Client, ClientLimits, FetchError};
use crate::robots::Robots;

/// How often a waiting program looks whether it is to stop.
const GLANCE: Duration = Duration::from_millis(100);

/// How fast a guest asks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pace {
    /// For long: between two requests to a host lies a pause, at least as long as its `robots.txt` asks for.
    Steady(Duration),
    /// For one page that a person waits for: without a pause, and no request is begun after this instant.
    Once(Instant),
}

/// What is known of the hosts that were asked.
pub(crate) struct Guest {
    client: Client,
    robots: Robots,
    pace: Pace,
    /// When each host was asked last.
    asked: BTreeMap<String, Instant>,
}

impl Guest {
    pub(crate) fn new(agent: &str, allow_local: bool, limits: ClientLimits, pace: Pace) -> Self {
        let client = Client::new(agent, allow_local, limits);
        Self { client, robots: Robots::new(agent), pace, asked: BTreeMap::new() }
    }

    /// Asks for an address and follows redirects; `None` for "unchanged". `as_robot` obeys `robots.txt` at every step.
    /// `stop` ends a pause early.
    pub(crate) fn follow(
        &mut self,
        start: &Url,
        as_robot: bool,
        (etag, last_modified): (Option<&str>, Option<&str>),
        stop: &AtomicBool,
    ) -> Result<(Url, Option<Body>), FetchError> {
        let mut url = start.clone();
        let mut passed = Vec::new();
        while passed.len() <= self.client.limits().redirects {
            if as_robot {
                if !self.robots.knows(&url) {
                    self.wait_for(&url, stop)?;
                    self.robots.learn(&self.client, &url);
                }
                self.robots.admit(&url)?;
            }
            self.wait_for(&url, stop)?;
            match self.client.get(&url, etag, last_modified)? {
                Answer::Body(body) => return Ok((url, Some(body))),
                Answer::Unchanged => return Ok((url, None)),
                Answer::Moved(target) if target == url || passed.contains(&target) => break,
                Answer::Moved(target) => passed.push(std::mem::replace(&mut url, target)),
            }
        }
        Err(FetchError::Redirects)
    }

    /// Waits until the host may be asked again, and notes that it is asked.
    fn wait_for(&mut self, url: &Url, stop: &AtomicBool) -> Result<(), FetchError> {
        let pause = match self.pace {
            Pace::Once(end) if Instant::now() >= end => return Err(FetchError::Timeout),
            Pace::Once(_) => return Ok(()),
            Pace::Steady(pause) => pause.max(self.robots.delay(url).unwrap_or_default()),
        };
        let host = url.host_str().unwrap_or_default().to_owned();
        if let Some(last) = self.asked.get(&host) {
            let until = *last + pause;
            while let Some(left) = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
            {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                thread::sleep(left.min(GLANCE));
            }
        }
        self.asked.insert(host, Instant::now());
        Ok(())
    }
}

/// A page, or why it is none.
pub(crate) fn as_page(body: Option<Body>) -> Result<Body, FetchError> {
    let body = body.ok_or(FetchError::NoText)?;
    match body.media_type.as_deref() {
        Some(kind) if !matches!(kind, "text/html" | "application/xhtml+xml" | "text/plain") => {
            Err(FetchError::NotAPage(kind.to_owned()))
        }
        _ => Ok(body),
    }
}
