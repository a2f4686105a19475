//! An archive that many ask at once.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use dateline_archive::{Archive, ArchiveError};
use tokio::sync::Semaphore;

use crate::problem::Problem;

/// Connections to one archive: each question gets one of its own for as long as it takes.
#[derive(Clone)]
pub struct Archives {
    shared: Arc<Shared>,
}

struct Shared {
    folder: PathBuf,
    idle: Mutex<Vec<Archive>>,
    permits: Arc<Semaphore>,
}

impl Archives {
    /// Opens the archive in a folder for reading; `at_once` questions are answered at the same time.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open(folder: PathBuf, at_once: usize) -> Result<Self, ArchiveError> {
        let first = Archive::read_only(&folder)?;
        let shared = Shared {
            folder,
            idle: Mutex::new(vec![first]),
            permits: Arc::new(Semaphore::new(at_once.max(1))),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Asks the archive on a thread that may be kept busy.
    ///
    /// # Errors
    /// What the archive says, as a problem.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Archive) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, Problem> {
        let permits = Arc::clone(&self.shared.permits);
        let permit = permits.acquire_owned().await.map_err(|error| Problem::fault(&error))?;
        let shared = Arc::clone(&self.shared);
        let answer = tokio::task::spawn_blocking(move || {
            let _held = permit;
            let archive = match shared.take() {
                Some(archive) => archive,
                None => Archive::read_only(&shared.folder)?,
            };
            let answer = question(&archive);
            shared.give_back(archive);
            answer
        });
        Ok(answer.await.map_err(|error| Problem::fault(&error))??)
    }
}

impl Shared {
    fn take(&self) -> Option<Archive> {
        // A panic while the list was held cannot have left it half changed.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, archive: Archive) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(archive);
    }
}
