//! The user's list of feeds.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

/// What to watch, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Feeds {
    /// How the program names itself to servers, and to which lines of `robots.txt` it listens.
    pub agent: String,
    /// Whether addresses of the local network may be asked.
    pub allow_local: bool,
    /// The least pause between two requests to one host.
    pub pause: Duration,
    /// The feeds, none twice.
    pub feeds: Vec<Feed>,
}

/// One feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// Where it is.
    pub url: Url,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// How often it is asked at most.
    pub every: Duration,
    /// Whether the pages are fetched that it announces; otherwise the text in the feed itself is taken.
    pub pages: bool,
}

/// Why a list of feeds is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeedsError {
    /// No TOML, or fields that are not known.
    #[error("it is no list of feeds: {0}")]
    Toml(#[from] toml::de::Error),
    /// A time that is none.
    #[error("\"{0}\" is no length of time; write it as 90s, 15m, 2h or 1d")]
    Time(String),
    /// An address that is none.
    #[error("\"{0}\" is no address of a feed; it must begin with http:// or https://")]
    Address(String),
    /// A feed that is named twice.
    #[error("{0} is named twice")]
    Twice(Url),
    /// A name that cannot stand in a request.
    #[error("agent must be printable ASCII, with a word and best an address for complaints")]
    Agent,
    /// No feed at all.
    #[error("it names no feed; add [[feed]] with url = \"https://…\"")]
    Nothing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agent: Option<String>,
    #[serde(default)]
    allow_local: bool,
    pause: Option<String>,
    every: Option<String>,
    #[serde(default)]
    feed: Vec<FileFeed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileFeed {
    url: String,
    outlet: Option<String>,
    every: Option<String>,
    #[serde(default = "yes")]
    pages: bool,
}

fn yes() -> bool {
    true
}

impl Feeds {
    /// Reads a list.
    ///
    /// ```
    /// use dateline_fetch::Feeds;
    /// let feeds = Feeds::parse(r#"
    ///     agent = "harbour-desk/1.0 (+https://desk.example/about)"
    ///     every = "15m"
    ///     [[feed]]
    ///     url = "https://post.example/world.rss"
    ///     outlet = "The Harbour Post"
    /// "#)?;
    /// assert_eq!(feeds.feeds[0].every.as_secs(), 900);
    /// # Ok::<(), dateline_fetch::FeedsError>(())
    /// ```
    ///
    /// # Errors
    /// [`FeedsError`] with what is wrong.
    pub fn parse(text: &str) -> Result<Self, FeedsError> {
        let file: File = toml::from_str(text)?;
        let agent = file.agent.unwrap_or_else(|| concat!("dateline/", env!("CARGO_PKG_VERSION")).to_owned());
        if !agent.bytes().all(|byte| matches!(byte, b' '..=b'~')) || robots_name(&agent).is_empty() {
            return Err(FeedsError::Agent);
        }
        let pause = file.pause.as_deref().map_or(Ok(Duration::from_secs(2)), length)?;
        let usual = file.every.as_deref().map_or(Ok(Duration::from_secs(900)), length)?;
        let mut seen = BTreeSet::new();
        let mut feeds = Vec::new();
        for feed in file.feed {
            let url = Url::parse(&feed.url)
                .ok()
                .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
            let url = url.ok_or(FeedsError::Address(feed.url))?;
            if !seen.insert(url.clone()) {
                return Err(FeedsError::Twice(url));
            }
            let every = feed.every.as_deref().map_or(Ok(usual), length)?;
            feeds.push(Feed { url, outlet: feed.outlet, every, pages: feed.pages });
        }
        if feeds.is_empty() {
            Err(FeedsError::Nothing)
        } else {
            Ok(Self { agent, allow_local: file.allow_local, pause, feeds })
        }
    }
}

/// The word by which `robots.txt` knows an agent: the letters at the start of its name.
pub(crate) fn robots_name(agent: &str) -> &str {
    let end =
        agent.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_'))).unwrap_or(agent.len());
    agent.get(..end).unwrap_or_default()
}

/// Reads `90s`, `15m`, `2h` or `1d`; at most a year.
fn length(text: &str) -> Result<Duration, FeedsError> {
    let wrong = || FeedsError::Time(text.to_owned());
    let trimmed = text.trim();
    let unit = trimmed.chars().last().ok_or_else(wrong)?;
    let seconds: u64 = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 24 * 3600,
        _ => return Err(wrong()),
    };
    let count: u64 = trimmed.trim_end_matches(unit).trim().parse().map_err(|_| wrong())?;
    let total = count.checked_mul(seconds).filter(|total| *total <= 366 * 24 * 3600).ok_or_else(wrong)?;
    Ok(Duration::from_secs(total))
}

#[cfg(test)]
mod tests {
    use super::{Feeds, length};

    #[test]
    fn lengths_have_a_unit_and_an_end() {
        assert_eq!(length("2h").expect("two hours").as_secs(), 7200);
        for wrong in ["", "15", "m", "-1m", "1.5h", "9999999999999d", "é", "400d"] {
            assert!(length(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        let told = |text: &str| Feeds::parse(text).expect_err(text).to_string();
        assert!(told("").contains("names no feed"));
        assert!(told("[[feed]]\nurl = \"ftp://a.example/\"").contains("ftp://a.example/"));
        assert!(
            told("[[feed]]\nurl = \"https://a.example\"\n[[feed]]\nurl = \"https://a.example/\"")
                .contains("twice")
        );
        assert!(told("[[feed]]\nurl = \"https://a.example\"\nevry = \"1h\"").contains("evry"));
        assert!(told("agent = \"1\"\n[[feed]]\nurl = \"https://a.example\"").contains("agent"));
        assert!(told("every = \"often\"\n[[feed]]\nurl = \"https://a.example\"").contains("often"));
    }
}
