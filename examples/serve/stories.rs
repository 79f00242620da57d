//! The stories of the index, read once for each state of it.

use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use axum::http::StatusCode;
use ibid::story::{Stories, StoryOptions};
use ibid::{CommitName, Index};

use crate::problem::Problem;

/// The stories that were read last, with the state that they are of.
#[derive(Default)]
pub(crate) struct StoryShelf {
    kept: Mutex<Option<(CommitName, Arc<Stories>)>>,
}

impl StoryShelf {
    /// The stories of the index as it is now. They are read where they are not yet; while
    /// another thread reads them, the caller is sent away.
    pub(crate) fn get(&self, index: &Index) -> Result<Arc<Stories>, Problem> {
        let commit = index.stats()?.commit;
        let mut kept = match self.kept.try_lock() {
            Ok(kept) => kept,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {
                let detail = "the stories are being read: try again in a moment";
                return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail));
            }
        };
        if let Some((of, stories)) = kept.as_ref()
            && *of == commit
        {
            return Ok(Arc::clone(stories));
        }
        let stories = Arc::new(index.stories(&StoryOptions::default())?);
        *kept = Some((commit, Arc::clone(&stories)));
        Ok(stories)
    }

    /// The stories, where they are of this state and need no reading.
    pub(crate) fn ready(&self, commit: CommitName) -> Option<Arc<Stories>> {
        let kept = match self.kept.try_lock() {
            Ok(kept) => kept,
            Err(TryLockError::Poisoned(poisoned)) => PoisonError::into_inner(poisoned),
            Err(TryLockError::WouldBlock) => return None,
        };
        let (_, stories) = kept.as_ref().filter(|(of, _)| *of == commit)?;
        Some(Arc::clone(stories))
    }
}
