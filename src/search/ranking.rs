//! A ranking as places: which passages are the best, and their scores.

use std::sync::Arc;

use super::rerank::tie_break::ids;
use super::topk::top_k::Candidate;
use crate::error::Result;
use crate::store::snapshot::Snapshot;

/// The best passages for a query as places in an index, for programs that first
/// want to know which passages they are, or how many.
///
/// Few texts were read: those of feedback passages, and of a question up to 30 for
/// their answers. [`Profile::fast`](crate::rank::Profile::fast) reads none.
///
/// ```
/// use ibid::{Document, Index, Query, rank::Profile};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("ru-2005", "Nicaragua ordered six Mi-35M helicopters."))?;
/// writer.commit()?;
///
/// let ranking = index.rank(&Query::new("helicopters"), &Profile::fast())?;
/// assert_eq!(ranking.passages()?, [("ru-2005".to_owned(), 0)]);
/// assert!(index.rank(&Query::new("submarines"), &Profile::fast())?.is_empty());
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ranking {
    snapshot: Arc<Snapshot>,
    candidates: Vec<Candidate>,
    is_complete: bool,
}

impl Ranking {
    pub(super) fn new(
        snapshot: Arc<Snapshot>,
        candidates: Vec<Candidate>,
        is_complete: bool,
    ) -> Self {
        Self { snapshot, candidates, is_complete }
    }

    /// Whether the search was finished, and did not [run out of its
    /// time](crate::Query::deadline_ms).
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The number of passages.
    #[must_use]
    pub fn len(&self) -> usize {
        self.candidates.len()
    }

    /// Whether there is no passage.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    /// The scores, the best first.
    pub fn scores(&self) -> impl Iterator<Item = f32> {
        self.candidates.iter().map(|candidate| candidate.score)
    }

    /// The document id of each passage and the passage's ordinal in its
    /// document, from 0; the best first.
    ///
    /// Cost: one pass over the dictionary of ids of each segment.
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) or
    /// [`Error::Index`](crate::Error::Index) where the index cannot be read.
    pub fn passages(&self) -> Result<Vec<(String, u32)>> {
        let ids = self.snapshot.guard(|| ids(&self.snapshot, &self.candidates))?;
        let ordinal =
            |candidate: &Candidate| self.snapshot.ordinal(candidate.segment, candidate.passage);
        Ok(ids.into_iter().zip(self.candidates.iter().map(ordinal)).collect())
    }
}
