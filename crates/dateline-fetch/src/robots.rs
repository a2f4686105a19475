//! `robots.txt` (RFC 9309).

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use texting_robots::Robot;
use url::Url;

use crate::client::{Answer, Client, FetchError};
use crate::config::robots_name;

/// How long rules are kept: at most a day, as the RFC says.
const KEPT: Duration = Duration::from_secs(24 * 3600);

/// How much of a file is read, in bytes: what the RFC asks for at least.
const MOST_BYTES: usize = 500 << 10;

/// The longest pause that a file may ask for.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// The rules of the hosts that were asked.
pub(crate) struct Robots {
    name: String,
    hosts: BTreeMap<String, (Rules, Instant)>,
}

enum Rules {
    All,
    /// They could not be had, for this reason.
    Unknown(FetchError),
    File(Box<Robot>),
}

impl Robots {
    pub(crate) fn new(agent: &str) -> Self {
        Self { name: robots_name(agent).to_owned(), hosts: BTreeMap::new() }
    }

    /// Whether the rules of this host are known and fresh; otherwise [`Robots::learn`] asks it.
    pub(crate) fn knows(&self, url: &Url) -> bool {
        self.hosts.get(&origin(url)).is_some_and(|(_, since)| since.elapsed() < KEPT)
    }

    /// Fetches the rules of a host. A missing file allows everything; a host that fails allows nothing until it is asked anew.
    pub(crate) fn learn(&mut self, client: &Client, url: &Url) {
        let rules = match fetch(client, url) {
            Ok(bytes) => {
                let bytes = bytes.get(..bytes.len().min(MOST_BYTES)).unwrap_or_default();
                Robot::new(&self.name, bytes)
                    .map_or(Rules::Unknown(FetchError::Robots), |robot| Rules::File(Box::new(robot)))
            }
            Err(FetchError::Status { status: 400..=428 | 430..=499, .. }) => Rules::All,
            Err(error) => Rules::Unknown(error),
        };
        self.hosts.insert(origin(url), (rules, Instant::now()));
    }

    /// Whether a page may be fetched, as far as is known.
    ///
    /// # Errors
    /// [`FetchError::Robots`] where the rules forbid it, [`FetchError::RobotsUnknown`] where they could not be had.
    pub(crate) fn admit(&self, url: &Url) -> Result<(), FetchError> {
        match self.hosts.get(&origin(url)) {
            Some((Rules::All, _)) => Ok(()),
            Some((Rules::File(robot), _)) if robot.allowed(url.as_str()) => Ok(()),
            Some((Rules::Unknown(error), _)) if *error != FetchError::Robots => {
                Err(FetchError::RobotsUnknown(Box::new(error.clone())))
            }
            Some(_) | None => Err(FetchError::Robots),
        }
    }

    /// The pause between requests that a host asks for.
    pub(crate) fn delay(&self, url: &Url) -> Option<Duration> {
        match self.hosts.get(&origin(url)) {
            Some((Rules::File(robot), _)) => {
                let seconds = f64::from(robot.delay?);
                Duration::try_from_secs_f64(seconds.max(0.0)).ok().map(|delay| delay.min(LONGEST_DELAY))
            }
            _ => None,
        }
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn fetch(client: &Client, page: &Url) -> Result<Vec<u8>, FetchError> {
    let mut url = page.join("/robots.txt").map_err(|error| FetchError::Address(error.to_string()))?;
    for _ in 0..=client.limits().redirects {
        match client.get(&url, None, None)? {
            Answer::Body(body) => return Ok(body.bytes),
            Answer::Moved(target) => url = target,
            Answer::Unchanged => return Ok(Vec::new()),
        }
    }
    Err(FetchError::Redirects)
}
