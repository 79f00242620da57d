//! Where one list tells all of every score.

use std::ops::Range;

use super::role::UpperBound;
use super::top_k::TopK;
use super::upper_bounds::best_first;
use super::{LONGEST_STRETCH, SegmentSearch};

/// So many stretches of an only list are gone through before the others.
const FIRST_STRETCHES: usize = 4;

impl SegmentSearch<'_> {
    /// Whether one list tells all of every score.
    pub(super) fn is_single_term(&self) -> bool {
        self.segment.one_passage_per_document && self.cursors.len() == 1
    }

    /// Goes through the blocks of the only list, first through those that
    /// promise the most, so that little is left to do in the others; of those
    /// that cannot reach the best to the passages alone whose titles have it.
    pub(super) fn single_term(&mut self, top_k: &mut TopK) {
        let Some(cursor) = self.cursors.first_mut() else { return };
        let seen = cursor.highest(FIRST_STRETCHES);
        for &(from, to) in &seen {
            self.stretch(from..to, top_k);
        }
        if let (Some(cursor), false) = (self.cursors.first_mut(), seen.is_empty()) {
            cursor.rewind();
        }
        let end = self.segment.document_of.len() as u32;
        let mut from: u32 = 0;
        // The largest bound that was too low, and it stays so.
        let mut too_low = f32::NEG_INFINITY;
        while let Some(cursor) = self.cursors.first_mut() {
            let passed = from..cursor.first_over(from, too_low).min(end);
            // None that was seen: those promise more than what was too low.
            self.titled_alone(&passed, top_k);
            from = passed.end;
            let Some(cursor) = self.cursors.first_mut().filter(|_| from < end) else { return };
            let (to, frequency) = cursor.stretch(from);
            if seen.binary_search(&(from, to)).is_ok() {
                from = to;
                continue;
            }
            let to = to.min(end).min(from.saturating_add(LONGEST_STRETCH));
            let upper_bound = cursor.role.bound(cursor.max_of_frequency(frequency));
            if self.formula.reaches(&upper_bound, &UpperBound::default(), top_k.threshold()) {
                self.stretch(from..to, top_k);
                from = to;
            } else {
                too_low = too_low.max(frequency);
            }
        }
    }

    /// Looks at those of the passages alone whose titles have the only list.
    fn titled_alone(&mut self, passages: &Range<u32>, top_k: &mut TopK) {
        let Some(cursor) = self.cursors.first() else { return };
        for first in cursor.titled_between(passages.start, passages.end).to_vec() {
            self.stretch(first..first + 1, top_k);
        }
    }

    /// Looks at what the only list has of those passages, the best first.
    fn stretch(&mut self, passages: Range<u32>, top_k: &mut TopK) {
        let nothing = UpperBound::default();
        let mut bounds = self.bounds_of(0, &passages, &nothing, top_k.threshold());
        best_first(&mut bounds, top_k.depth());
        let is_text_alone = self.cursors.first().is_some_and(|cursor| {
            self.test.is_none() && cursor.titled_between(passages.start, passages.end).is_empty()
        });
        for bound in &bounds {
            if !self.formula.reaches(bound, &nothing, top_k.threshold()) {
                continue;
            }
            if is_text_alone {
                self.offer_only(bound.document, top_k);
            } else {
                self.offer_document(bound.document, top_k);
            }
        }
        self.taken = bounds;
    }

    /// Scores a document that has the only list in its text alone.
    fn offer_only(&mut self, document: u32, top_k: &mut TopK) {
        let passages = self.passages_of(document);
        let Some(cursor) = self.cursors.first_mut() else { return };
        let postings = cursor.in_document(&passages).first();
        self.frequencies.clear();
        self.frequencies.extend(postings.map(|&(_, frequency)| frequency));
        self.offer_text(passages.start, top_k);
    }

    /// Takes what a lane has of those passages; gives what its documents
    /// promise that can reach `threshold`, in order.
    pub(super) fn bounds_of(
        &mut self,
        cursor: usize,
        passages: &Range<u32>,
        rest: &UpperBound,
        threshold: f32,
    ) -> Vec<UpperBound> {
        let mut bounds = std::mem::take(&mut self.taken);
        bounds.clear();
        let (formula, segment) = (self.formula, self.segment);
        let Some(cursor) = self.cursors.get_mut(cursor) else { return bounds };
        let weight = cursor.role.weights().0;
        cursor.take_reaching(passages, formula, rest.lacks(threshold));
        let titled = cursor.titled_between(passages.start, passages.end);
        let bound = |passage: u32, score: f32| {
            let document = segment.document_at(passage);
            document.map(|document| UpperBound { document, ..cursor.role.bound(score) })
        };
        bounds.extend(titled.iter().filter_map(|&first| bound(first, f32::INFINITY)));
        let approximate = formula.approximate(weight);
        bounds.reserve(cursor.postings.len());
        for &(passage, frequency) in &cursor.postings {
            let score = if segment.one_passage_per_document {
                approximate(passage, frequency)
            } else {
                f32::INFINITY
            };
            bounds.extend(bound(passage, score));
        }
        if !segment.one_passage_per_document || !titled.is_empty() {
            // Of a document with both, what is said of titles stays: it promises more.
            bounds.sort_by_key(|bound| bound.document);
            bounds.dedup_by_key(|bound| bound.document);
        }
        bounds
    }
}
