//! How many postings of a concept are alive.

use super::gather::{ConceptPostings, PassagePostings};

impl ConceptPostings {
    /// How many passages have the concept, or how many titles where these are
    /// more: those that are alive, so that no layout of segments changes it.
    ///
    /// Cost: the number of segments.
    pub(crate) fn live_postings(&self) -> usize {
        let titles: usize = self.segments.iter().map(|segment| segment.titles.len()).sum();
        let mut passages = 0;
        for segment in &self.segments {
            match &segment.passages {
                // Merged lists have no deleted passage.
                PassagePostings::List(list) => passages += list.len(),
                // A concept of one term has it in every segment, and its
                // frequency counts that term's passages; the titles if none is
                // alive.
                PassagePostings::Term { .. } => {
                    return titles.max(self.passage_frequency as usize);
                }
            }
        }
        titles.max(passages)
    }
}
