//! Where any of several lists makes a hit: window by window of whole
//! documents, in each of which lists that cannot lift a passage among the best
//! are left out.

use std::ops::Range;

use tantivy::TERMINATED;

use super::SegmentSearch;
use super::partition::Partition;
use super::role::{ROUNDING, Role, UpperBound};
use super::scored_cursor::{ScoredCursor, between};
use super::top_k::{Candidate, TopK};
use super::upper_bounds::best_first;
use crate::store::segment::Segment;

/// Passages of a window, at least.
const WINDOW: u32 = 2048;

/// To look a passage up in a list costs as much as to read so many postings
/// on end.
const WORTH_LEAVING_OUT: usize = 4;

impl SegmentSearch<'_> {
    /// Goes through all documents that have any concept.
    pub(super) fn max_score(&mut self, top_k: &mut TopK) {
        let mut from = 0;
        let is_non_essential = vec![false; self.cursors.len()];
        let mut partition = Partition { is_non_essential, ..Partition::default() };
        while let Some(document) = self.next_with_any(from) {
            from = self.end_of_window(document);
            self.window(document..from, &mut partition, top_k);
        }
    }

    /// The same where each passage is a document and nothing is filtered: the
    /// scores are asked of those alone that are among the best by what they
    /// promise.
    pub(super) fn max_score_approximate(&mut self, top_k: &mut TopK) {
        let mut approximate = top_k.approximate();
        self.is_approximate = true;
        self.max_score(&mut approximate);
        self.is_approximate = false;
        for cursor in &mut self.cursors {
            cursor.rewind();
        }
        let mut candidates = approximate.into_candidates();
        candidates.sort_unstable_by_key(|candidate| candidate.passage);
        for Candidate { passage, .. } in candidates {
            if let Some(document) = self.segment.document_at(passage) {
                self.offer_document(document, top_k);
            }
        }
    }

    /// The first document from `from` on that has any scoring concept.
    fn next_with_any(&mut self, from: u32) -> Option<u32> {
        let first = *self.segment.first_passage.get(from as usize)?;
        let typed = |cursor: &&mut ScoredCursor<'_>| matches!(cursor.role, Role::Typed(_));
        let cursors = self.cursors.iter_mut().filter(typed);
        cursors.filter_map(|cursor| next_with(cursor, self.segment, from, first)).min()
    }

    /// Windows have as many passages as promise to have enough postings to be
    /// worth the pass over them.
    fn end_of_window(&self, document: u32) -> u32 {
        let firsts = self.segment.first_passage.get(document as usize..).unwrap_or_default();
        // No more documents than passages.
        let firsts = firsts.get(..WINDOW as usize).unwrap_or(firsts);
        if self.segment.one_passage_per_document {
            return document + firsts.len() as u32;
        }
        let end = firsts.first().map_or(0, |first| first.saturating_add(WINDOW));
        document + firsts.partition_point(|&first| first < end) as u32
    }

    fn window(&mut self, documents: Range<u32>, partition: &mut Partition, top_k: &mut TopK) {
        let passages = self.passages(documents.clone());
        if !self.partition_window(&passages, top_k.threshold(), partition) {
            return;
        }
        self.bounds.begin(&passages, &documents);
        for (cursor, &non_essential) in self.cursors.iter_mut().zip(&partition.is_non_essential) {
            if !non_essential {
                cursor.take(passages.start, passages.end);
                let titles = between(cursor.titles, documents.start, documents.end);
                self.bounds.add(cursor.role, &cursor.postings, titles);
            }
        }
        let mut bounds = std::mem::take(&mut self.taken);
        let (formula, threshold) = (self.formula, top_k.threshold());
        let reaches =
            |bound: &UpperBound| formula.reaches(bound, &partition.remaining_bound, threshold);
        self.bounds.take(
            threshold / ROUNDING - partition.remaining_bound.typed,
            reaches,
            &mut bounds,
        );
        if partition.non_essential.is_empty() {
            best_first(&mut bounds, top_k.depth());
        }
        for bound in &bounds {
            self.examine(*bound, partition, top_k);
        }
        self.taken = bounds;
    }

    /// Finds out which lanes are left out of those passages where one must
    /// score `threshold`; `false` where all together do not reach it.
    fn partition_window(
        &mut self,
        passages: &Range<u32>,
        threshold: f32,
        partition: &mut Partition,
    ) -> bool {
        partition.clear();
        for (number, cursor) in self.cursors.iter_mut().enumerate() {
            let upper_bound = cursor.upper_bound(passages.start, passages.end);
            match cursor.role {
                Role::Typed(_) if upper_bound > 0.0 => partition.typed.push((upper_bound, number)),
                Role::Learnt(_) => partition.remaining_bound.learnt += upper_bound,
                _ => {}
            }
        }
        let mut typed = std::mem::take(&mut partition.typed);
        typed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let first_needed = typed.iter().position(|&(upper_bound, number)| {
            partition.remaining_bound.take_off(self.role_of(number), -upper_bound);
            self.formula.reaches(&UpperBound::default(), &partition.remaining_bound, threshold)
        });
        // What is learnt is added to what is promised.
        partition.remaining_bound = UpperBound::default();
        if let Some(first_needed) = first_needed {
            let (can_be_left_out, needed) = typed.split_at(first_needed);
            self.make_non_essential(can_be_left_out, needed, partition);
        }
        partition.typed = typed;
        first_needed.is_some()
    }

    /// Leaves out what can be and is long enough beside what is read.
    fn make_non_essential(
        &self,
        can_be_left_out: &[(f32, usize)],
        needed: &[(f32, usize)],
        partition: &mut Partition,
    ) {
        let postings = |number: usize| self.max_passages(number);
        let mut read: usize = needed.iter().map(|&(_, number)| postings(number)).sum();
        for &(upper_bound, number) in can_be_left_out.iter().rev() {
            if postings(number) > read.saturating_mul(WORTH_LEAVING_OUT) {
                partition.make_non_essential(number, self.role_of(number), upper_bound);
            } else {
                read += postings(number);
            }
        }
    }
}

/// The first document from `from` on, whose first passage is `first`, that has
/// the lane in text or title.
fn next_with(
    cursor: &mut ScoredCursor<'_>,
    segment: &Segment,
    from: u32,
    first: u32,
) -> Option<u32> {
    let in_text = match cursor.seek(first) {
        TERMINATED => None,
        passage => segment.document_at(passage),
    };
    let at = cursor.titles.partition_point(|&(document, _)| document < from);
    let in_title = cursor.titles.get(at).map(|&(document, _)| document);
    in_text.into_iter().chain(in_title).min()
}
