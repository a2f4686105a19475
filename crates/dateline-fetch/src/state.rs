//! What is remembered from run to run.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// How many entries of a feed are remembered beyond those that it last announced.
const REMEMBERED: usize = 5000;

/// What is known about the feeds, by their addresses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    #[serde(default)]
    pub(crate) feeds: BTreeMap<String, FeedState>,
}

/// What is known about one feed. Times are seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct FeedState {
    #[serde(default)]
    pub etag: Option<String>,
    #[serde(default)]
    pub last_modified: Option<String>,
    /// When it may be asked again.
    #[serde(default)]
    pub due: u64,
    /// How often it failed, one after another.
    #[serde(default)]
    pub failures: u32,
    /// Entries that are done, the oldest first.
    #[serde(default)]
    pub seen: VecDeque<String>,
    /// How often announced entries could not be had for the time being.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tries: BTreeMap<String, u32>,
}

/// Why a state could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The file system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The file is damaged.
    #[error("it is no state of dateline watch ({0}); without it every feed is read anew")]
    Json(#[from] serde_json::Error),
}

impl State {
    /// Reads a state; an empty one where there is no file.
    ///
    /// # Errors
    /// [`StateError`] where the file cannot be read or is damaged.
    pub fn load(path: &Path) -> Result<Self, StateError> {
        match fs::read(path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps a state; the file is replaced in one step, so that a crash leaves the old or the new one.
    ///
    /// # Errors
    /// [`StateError::Io`] where the file system refuses.
    pub fn save(&self, path: &Path) -> Result<(), StateError> {
        let beside = path.with_extension("new");
        let mut file = fs::File::create(&beside)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        Ok(())
    }
}

impl FeedState {
    pub(crate) fn has_seen(&self, id: &str) -> bool {
        self.seen.iter().any(|seen| seen == id)
    }

    /// How often an entry could not be had.
    pub(crate) fn tried(&self, id: &str) -> u32 {
        self.tries.get(id).copied().unwrap_or(0)
    }

    /// Notes that an entry could not be had for the time being.
    pub(crate) fn try_later(&mut self, id: &str) {
        let tried = self.tries.entry(id.to_owned()).or_default();
        *tried = tried.saturating_add(1);
    }

    /// Notes that an entry is done. What is forgotten first is the oldest.
    pub(crate) fn see(&mut self, id: &str) {
        if !self.has_seen(id) {
            self.seen.push_back(id.to_owned());
        }
        self.tries.remove(id);
        while self.seen.len() > REMEMBERED {
            self.seen.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FeedState, REMEMBERED, State};

    #[test]
    fn a_state_is_kept_and_read_back_and_damage_is_told() {
        let path = std::env::temp_dir().join(format!("dateline-state-{}.json", std::process::id()));
        assert_eq!(State::load(&path).expect("no file is no error"), State::default());
        let mut state = State::default();
        state.feeds.entry("https://a.example/".to_owned()).or_default().see("1");
        state.save(&path).expect("a file");
        assert_eq!(State::load(&path).expect("a state"), state);
        std::fs::write(&path, "{\"feeds\": 7}").expect("a file");
        assert!(State::load(&path).is_err());
        std::fs::remove_file(&path).expect("it is there");
    }

    #[test]
    fn the_oldest_is_forgotten_first() {
        let mut feed = FeedState::default();
        (0..REMEMBERED + 3).for_each(|id| feed.see(&id.to_string()));
        assert!(!feed.has_seen("2") && feed.has_seen("3"));
    }
}
