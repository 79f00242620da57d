//! `MaxScore`, where any of several lists makes a hit: window by window of whole
//! documents, the lists that cannot lift a passage into the top k are left
//! unread.
//!
//! Turtle and Flood, "Query evaluation: strategies and optimizations", IPM 31,
//! 1995, by windows with the bounds of blocks, as in Ding and Suel, "Faster
//! top-k document retrieval using block-max indexes", SIGIR 2011.

use tantivy::{DocId, TERMINATED};

use super::partition::Partition;
use super::role::{ROUNDING, Role, UpperBound};
use super::scored_cursor::ScoredCursor;
use super::segment_search::SegmentSearch;
use super::top_k::{Candidate, TopK};
use super::upper_bounds::largest_first;
use super::window::Window;
use crate::search::matching::posting::titles_between;
use crate::store::ordinals::DocumentOrd;
use crate::store::segment::Segment;

/// Passages of a window, at least, unless the segment ends.
const WINDOW_PASSAGES: u32 = 2048;

/// A look-up in a list costs as much as reading this many postings in order.
const POSTINGS_PER_LOOK_UP: usize = 4;

impl SegmentSearch<'_> {
    /// Searches all documents that have any concept.
    pub(super) fn max_score(&mut self, top_k: &mut TopK) {
        let mut from = DocumentOrd(0);
        let mut partition = Partition::new(self.cursors.len());
        while let Some(document) = self.next_with_any(from).filter(|_| !self.clock.is_over()) {
            from = self.end_of_window(document);
            let window = Window::of(self.segment, document..from);
            self.search_window(&window, &mut partition, top_k);
        }
    }

    /// [`max_score`](Self::max_score) where each passage is a document and
    /// nothing is filtered: the bound of a passage is nearly its score, so only
    /// those that end near the top k are scored exactly.
    pub(super) fn max_score_approximate(&mut self, top_k: &mut TopK) {
        let mut approximate = top_k.approximate();
        self.is_approximate = true;
        self.max_score(&mut approximate);
        self.is_approximate = false;
        for cursor in &mut self.cursors {
            cursor.rewind();
        }
        let mut candidates = approximate.into_candidates();
        // Cursors go forward.
        candidates.sort_unstable_by_key(|candidate| candidate.passage);
        for Candidate { passage, .. } in candidates {
            if let Some(document) = self.segment.document_at(passage) {
                self.offer_document(document, top_k);
            }
        }
    }

    /// The first document from `from` on that has any scoring concept.
    fn next_with_any(&mut self, from: DocumentOrd) -> Option<DocumentOrd> {
        let first = *self.segment.first_passage.get(from.index())?;
        let is_typed = |cursor: &&mut ScoredCursor<'_>| matches!(cursor.role, Role::Typed(_));
        let cursors = self.cursors.iter_mut().filter(is_typed);
        cursors.filter_map(|cursor| next_with(cursor, self.segment, from, first)).min()
    }

    /// One past the last document of the window that begins with a document. A
    /// window has passages enough to be worth a pass over its accumulators.
    fn end_of_window(&self, document: DocumentOrd) -> DocumentOrd {
        let firsts = self.segment.first_passage.get(document.index()..).unwrap_or_default();
        // A window has no more documents than passages.
        let firsts = firsts.get(..WINDOW_PASSAGES as usize).unwrap_or(firsts);
        if self.segment.one_passage_per_document {
            return DocumentOrd(document.0 + firsts.len() as u32);
        }
        let end = firsts.first().map_or(0, |first| first.saturating_add(WINDOW_PASSAGES));
        DocumentOrd(document.0 + firsts.partition_point(|&first| first < end) as u32)
    }

    fn search_window(&mut self, window: &Window, partition: &mut Partition, top_k: &mut TopK) {
        let threshold = top_k.threshold();
        if !self.partition_window(window, threshold, partition) {
            return;
        }
        self.add_essential(window, partition);
        let mut bounds = std::mem::take(&mut self.taken);
        let (formula, remaining) = (self.formula, partition.remaining_bound);
        let reaches = |bound: &UpperBound| formula.reaches(bound, &remaining, threshold);
        let threshold = threshold / ROUNDING - remaining.typed;
        self.bounds.drain((threshold, partition.max_bonus), reaches, &mut bounds);
        if partition.non_essential.is_empty() {
            // Unread lists are looked up in the order of documents.
            largest_first(&mut bounds, top_k.depth());
        }
        for bound in &bounds {
            self.examine(*bound, partition, top_k);
        }
        self.taken = bounds;
    }

    /// Adds the postings of the essential lists to the window's bounds.
    fn add_essential(&mut self, window: &Window, partition: &Partition) {
        let Window { passages, documents } = window;
        self.bounds.begin(window);
        for (cursor, &is_left_out) in self.cursors.iter_mut().zip(&partition.is_non_essential) {
            if !is_left_out {
                cursor.take(passages);
                let titles = titles_between(cursor.titles, documents.start, documents.end);
                self.bounds.add(cursor.role, &cursor.postings, titles);
            }
        }
    }

    /// Partitions the lists for a window where a passage must score at least
    /// the threshold; `false` where all lists together do not reach it.
    fn partition_window(
        &mut self,
        window: &Window,
        threshold: f32,
        partition: &mut Partition,
    ) -> bool {
        partition.clear();
        let mut bonus = 0.0;
        let mut typed = std::mem::take(&mut partition.typed);
        for (number, cursor) in self.cursors.iter_mut().enumerate() {
            let max_score = cursor.upper_bound(window.passages.start, window.passages.end);
            match cursor.role {
                Role::Typed(_) if max_score > 0.0 => typed.push((max_score, number)),
                Role::Form(_) | Role::Learnt(_) => bonus += max_score,
                _ => {}
            }
        }
        partition.max_bonus = bonus;
        typed.sort_by(|a, b| a.0.total_cmp(&b.0));
        // With the bounds of the lists so far, from the lowest up: the first
        // list that reaches the threshold with them must be read.
        let mut together = UpperBound { bonus, ..UpperBound::default() };
        let first_essential = typed.iter().position(|&(max_score, number)| {
            together.subtract(self.role_of(number), -max_score);
            self.formula.reaches(&UpperBound::default(), &together, threshold)
        });
        if let Some(first_essential) = first_essential {
            let (candidates, essential) = typed.split_at(first_essential);
            self.leave_out(candidates, essential, partition);
        }
        partition.typed = typed;
        first_essential.is_some()
    }

    /// Leaves out those of the candidates that are long enough beside what is
    /// read that looking them up costs less than reading them. Forms and
    /// feedback terms are always read: their sum is part of each bound.
    fn leave_out(
        &self,
        candidates: &[(f32, usize)],
        essential: &[(f32, usize)],
        partition: &mut Partition,
    ) {
        let mut read: usize = essential.iter().map(|&(_, number)| self.max_passages(number)).sum();
        for &(max_score, number) in candidates.iter().rev() {
            let postings = self.max_passages(number);
            if postings > read.saturating_mul(POSTINGS_PER_LOOK_UP) {
                partition.leave_out(number, self.role_of(number), max_score);
            } else {
                read += postings;
            }
        }
    }
}

/// The first document from `from` on, whose first passage is `first`, that has
/// the list in text or title.
fn next_with(
    cursor: &mut ScoredCursor<'_>,
    segment: &Segment,
    from: DocumentOrd,
    first: DocId,
) -> Option<DocumentOrd> {
    let in_text = match cursor.seek(first) {
        TERMINATED => None,
        passage => segment.document_at(passage),
    };
    let at = cursor.titles.partition_point(|title| title.document < from);
    let in_title = cursor.titles.get(at).map(|title| title.document);
    in_text.into_iter().chain(in_title).min()
}
