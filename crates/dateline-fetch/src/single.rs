//! One page that a person asks for by its address.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use url::Url;

use crate::client::{Body, ClientLimits, FetchError};
use crate::guest::{Guest, Pace, as_page};

/// Nobody stops a single page: its time is short.
static NEVER: AtomicBool = AtomicBool::new(false);

/// The longest address that is taken, in bytes.
const LONGEST_ADDRESS: usize = 4000;

/// How a single page is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SinglePage {
    /// How the program names itself to servers, and to which lines of `robots.txt` it listens.
    pub agent: String,
    /// Whether addresses of the local network may be asked.
    pub allow_local: bool,
    /// The limits of one request.
    pub limits: ClientLimits,
    /// After this time no further request is begun, whether for `robots.txt`, after a redirect or for the page itself.
    pub patience: Duration,
}

impl Default for SinglePage {
    /// As `dateline/VERSION`, without the local network: 4 MiB, three redirects, 8 s a request, 15 s in all.
    fn default() -> Self {
        let limits = ClientLimits { body_bytes: 4 << 20, time: Duration::from_secs(8), redirects: 3 };
        let agent = concat!("dateline/", env!("CARGO_PKG_VERSION")).to_owned();
        Self { agent, allow_local: false, limits, patience: Duration::from_secs(15) }
    }
}

impl SinglePage {
    /// Fetches the page at an address. Returns where it was found, after redirects, and its body.
    ///
    /// `robots.txt` is obeyed and the local network refused at every step, as for the pages of feeds.
    ///
    /// # Errors
    /// [`FetchError`]: what is no address of the web, what may not be asked for, what is no page, and what fails on the way.
    pub fn fetch(&self, address: &str) -> Result<(Url, Body), FetchError> {
        let refuse = || FetchError::Address(address.chars().take(200).collect());
        if address.len() > LONGEST_ADDRESS {
            return Err(refuse());
        }
        let mut url = Url::parse(address.trim()).map_err(|_| refuse())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(refuse());
        }
        // A place within the page is nothing to ask a server for.
        url.set_fragment(None);
        let pace = Pace::Once(Instant::now() + self.patience);
        let mut guest = Guest::new(&self.agent, self.allow_local, self.limits, pace);
        let (url, body) = guest.follow(&url, true, (None, None), &NEVER)?;
        Ok((url, as_page(body)?))
    }
}
