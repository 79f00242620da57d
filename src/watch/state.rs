//! What watches have looked through and told.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// What was looked through and told so far: by segments and passages, never by the time.
/// A program keeps it between two runs; serde writes it as an object whose fields say
/// nothing to a reader.
///
/// A run that does not keep its state repeats what it told: nothing is lost.
///
/// ```
/// use ibid::watch::{Watch, WatchState};
/// use ibid::{Document, Index};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "Six tugs were sold."))?;
/// writer.commit()?;
///
/// let mut state = WatchState::default();
/// index.alerts(&[Watch::new("tugs", "tugs")], &mut state)?;
/// let kept = serde_json::to_string(&state).unwrap();
/// assert_eq!(serde_json::from_str::<WatchState>(&kept).unwrap(), state);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchState {
    /// Names of the segments of the last commit that was looked through. What is in a
    /// segment never changes, but that documents are deleted.
    pub(super) segments: BTreeSet<String>,
    /// Keys of the passages that were looked through, each with its document.
    pub(super) seen: BTreeSet<u64>,
    /// What was told of, by the key of its text.
    pub(super) told: BTreeMap<u64, Told>,
}

/// A passage's text that was told of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Told {
    /// Names of the watches that told it.
    pub(super) watches: BTreeSet<String>,
    /// Keys of the documents that have it.
    pub(super) documents: BTreeSet<u64>,
}

impl WatchState {
    /// How many passages were looked through, each counted once for its document.
    #[must_use]
    pub fn passages(&self) -> usize {
        self.seen.len()
    }
}
