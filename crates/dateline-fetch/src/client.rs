//! One request, with its limits.

use std::time::Duration;

use ureq::http::{HeaderMap, StatusCode};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::address::{GuardedResolver, LocalAddress};

/// How much of a foreign server's answer is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientLimits {
    /// The longest body in bytes, unpacked; default 8 MiB.
    pub body_bytes: u64,
    /// The longest time from the look-up of the name to the last byte; default 60 s.
    pub time: Duration,
    /// The most redirects; default 5.
    pub redirects: usize,
}

impl Default for ClientLimits {
    fn default() -> Self {
        Self { body_bytes: 8 << 20, time: Duration::from_secs(60), redirects: 5 }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchError {
    /// No address of the web.
    #[error("this is no address of the web ({0}); it must begin with http:// or https://")]
    Address(String),
    /// An address of the local network.
    #[error("{LocalAddress}")]
    Local,
    /// `robots.txt` forbids it.
    #[error("the site's robots.txt forbids it")]
    Robots,
    /// `robots.txt` could not be had, which counts as a prohibition (RFC 9309).
    #[error("the site's robots.txt cannot be had, so nothing is fetched there: {0}")]
    RobotsUnknown(Box<FetchError>),
    /// Too many redirects, or one to itself.
    #[error("it leads from redirect to redirect")]
    Redirects,
    /// Nothing within the time.
    #[error("the server did not answer in time")]
    Timeout,
    /// More bytes than are taken.
    #[error("the answer is longer than {0} bytes")]
    TooLong(u64),
    /// Something else than a page, by its media type.
    #[error("it is no page but {0}")]
    NotAPage(String),
    /// The feed has neither an address nor a text for it.
    #[error("the feed holds no text of it")]
    NoText,
    /// An answer that means no.
    #[error("the server answered {status}")]
    Status {
        /// The status of HTTP.
        status: u16,
        /// How long to wait before the next try, where the server said so.
        retry_after: Option<Duration>,
    },
    /// Anything else on the way.
    #[error("the connection failed ({0})")]
    Connection(String),
}

/// What the server said, other than an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// What was asked for.
    Body(Body),
    /// It is as it was (304).
    Unchanged,
    /// It is elsewhere; the address is whole.
    Moved(Url),
}

/// A body with what its head says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// The media type, in lower case, without parameters.
    pub media_type: Option<String>,
    /// The encoding that the head names.
    pub charset: Option<String>,
    /// The `ETag`, for the next time.
    pub etag: Option<String>,
    /// `Last-Modified`, for the next time.
    pub last_modified: Option<String>,
}

/// Makes requests.
pub struct Client {
    agent: ureq::Agent,
    limits: ClientLimits,
}

impl Client {
    /// A client that names itself `user_agent`.
    pub fn new(user_agent: &str, allow_local: bool, limits: ClientLimits) -> Self {
        let config = ureq::Agent::config_builder()
            .user_agent(user_agent)
            .http_status_as_error(false)
            // Redirects are followed here, since each may lead to another host with rules of its own.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would look up the names, and the local network would be open.
            .proxy(None)
            .timeout_global(Some(limits.time))
            .build();
        let agent =
            ureq::Agent::with_parts(config, DefaultConnector::default(), GuardedResolver::new(allow_local));
        Self { agent, limits }
    }

    /// How much is taken.
    pub fn limits(&self) -> ClientLimits {
        self.limits
    }

    /// Asks once, without following a redirect. `etag` and `last_modified` are what the last answer said.
    ///
    /// # Errors
    /// [`FetchError`] for anything but a body, a redirect or "unchanged".
    pub fn get(
        &self,
        url: &Url,
        etag: Option<&str>,
        last_modified: Option<&str>,
    ) -> Result<Answer, FetchError> {
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(FetchError::Address(url.as_str().chars().take(200).collect()));
        }
        let mut request = self.agent.get(url.as_str());
        for (name, value) in [("If-None-Match", etag), ("If-Modified-Since", last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let mut response = request.call().map_err(|error| self.failure(error))?;
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Answer::Unchanged);
        }
        let headers = response.headers();
        if status.is_redirection() {
            let target = text(headers, "location").and_then(|location| url.join(&location).ok());
            return target.map(Answer::Moved).ok_or(FetchError::Redirects);
        }
        if status != StatusCode::OK {
            let retry_after = text(headers, "retry-after").and_then(|written| retry_after(&written));
            return Err(FetchError::Status { status: status.as_u16(), retry_after });
        }
        let (etag, last_modified) = (text(headers, "etag"), text(headers, "last-modified"));
        let media_type = response.body().mime_type().map(str::to_ascii_lowercase);
        let charset = response.body().charset().map(str::to_owned);
        let bytes = response
            .body_mut()
            .with_config()
            .limit(self.limits.body_bytes)
            .read_to_vec()
            .map_err(|error| self.failure(error))?;
        Ok(Answer::Body(Body { bytes, media_type, charset, etag, last_modified }))
    }

    fn failure(&self, error: ureq::Error) -> FetchError {
        match error {
            ureq::Error::Timeout(_) => FetchError::Timeout,
            ureq::Error::BodyExceedsLimit(_) => FetchError::TooLong(self.limits.body_bytes),
            ureq::Error::Other(other) if other.is::<LocalAddress>() => FetchError::Local,
            // A limit or a timeout that is met while the body is read comes wrapped.
            ureq::Error::Io(error) => match error.downcast::<ureq::Error>() {
                Ok(inner) => self.failure(inner),
                Err(error) if error.kind() == std::io::ErrorKind::TimedOut => FetchError::Timeout,
                Err(error) => FetchError::Connection(error.to_string()),
            },
            other => FetchError::Connection(other.to_string()),
        }
    }
}

/// A header that is text.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty() && value.len() <= 2000).then(|| value.to_owned())
}

/// The longest wait that a server may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(7 * 24 * 3600);

/// Reads `Retry-After`: seconds, or a day and time of HTTP.
fn retry_after(written: &str) -> Option<Duration> {
    let wait = match written.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let at = jiff::fmt::rfc2822::parse(written).ok()?.timestamp();
            at.duration_since(jiff::Timestamp::now()).try_into().unwrap_or(Duration::ZERO)
        }
    };
    Some(wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::retry_after;

    #[test]
    fn retry_after_is_seconds_or_a_date_and_has_an_end() {
        assert_eq!(retry_after("120"), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("99999999999"), Some(Duration::from_secs(7 * 24 * 3600)));
        assert_eq!(retry_after("Fri, 01 Jan 1999 00:00:00 GMT"), Some(Duration::ZERO));
        assert!(
            retry_after("Fri, 01 Jan 2100 00:00:00 GMT").is_some_and(|wait| wait > Duration::from_secs(3600))
        );
        assert_eq!(retry_after("soon"), None);
    }
}
