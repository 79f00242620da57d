//! Where one list has all of every score: its blocks with the highest bounds
//! first.

use std::ops::Range;

use tantivy::DocId;

use super::role::UpperBound;
use super::segment_search::SegmentSearch;
use super::top_k::TopK;
use super::upper_bounds::largest_first;
use super::window::MAX_STRETCH;
use super::window::passages_of;

/// Blocks that are searched before the others.
const FIRST_BLOCKS: usize = 4;

impl SegmentSearch<'_> {
    /// Whether one list has all of every score.
    pub(super) fn is_single_term(&self) -> bool {
        self.segment.one_passage_per_document && self.cursors.len() == 1
    }

    /// Searches the blocks of the only list, those with the highest bounds
    /// first, so that the threshold is high for the others. Of a block that
    /// cannot reach it only passages whose titles have the term are scored.
    pub(super) fn single_term(&mut self, top_k: &mut TopK) {
        let Some(cursor) = self.cursors.first_mut() else { return };
        let searched = cursor.highest_blocks(FIRST_BLOCKS);
        for &(from, to) in &searched {
            self.search_stretch(from..to, top_k);
        }
        if let (Some(cursor), false) = (self.cursors.first_mut(), searched.is_empty()) {
            cursor.rewind();
        }
        let end = self.segment.document_of.len() as u32;
        let mut from: u32 = 0;
        // The largest bound that did not reach the threshold, which only rises.
        let mut too_low = f32::NEG_INFINITY;
        while let Some(cursor) = self.cursors.first_mut().filter(|_| !self.clock.is_over()) {
            let skipped = from..cursor.first_block_above(from, too_low).min(end);
            // None of those searched is among them: their bounds are higher.
            self.search_titled(&skipped, top_k);
            from = skipped.end;
            let Some(cursor) = self.cursors.first_mut().filter(|_| from < end) else { return };
            let (to, frequency) = cursor.block_at(from);
            if searched.binary_search(&(from, to)).is_ok() {
                from = to;
                continue;
            }
            let to = to.min(end).min(from.saturating_add(MAX_STRETCH));
            let bound = cursor.role.bound(cursor.max_of_frequency(frequency));
            if self.formula.reaches(&bound, &UpperBound::default(), top_k.threshold()) {
                self.search_stretch(from..to, top_k);
                from = to;
            } else {
                too_low = too_low.max(frequency);
            }
        }
    }

    /// Searches the passages whose titles have the only list.
    fn search_titled(&mut self, passages: &Range<DocId>, top_k: &mut TopK) {
        let Some(cursor) = self.cursors.first() else { return };
        for first in cursor.titled_between(passages.start, passages.end).to_vec() {
            self.search_stretch(first..first + 1, top_k);
        }
    }

    /// Scores the passages that the only list has there, the largest bounds
    /// first.
    fn search_stretch(&mut self, passages: Range<DocId>, top_k: &mut TopK) {
        let nothing = UpperBound::default();
        let mut bounds = self.bounds_of(0, &passages, &nothing, top_k.threshold());
        largest_first(&mut bounds, top_k.depth());
        let is_in_text_only = self.cursors.first().is_some_and(|cursor| {
            self.test.is_none() && cursor.titled_between(passages.start, passages.end).is_empty()
        });
        for bound in &bounds {
            if !self.formula.reaches(bound, &nothing, top_k.threshold()) {
                continue;
            }
            if is_in_text_only {
                self.offer_only(bound, top_k);
            } else if !self.is_left_out(bound.document) {
                self.offer_document(bound.document, top_k);
            }
        }
        self.taken = bounds;
    }

    /// Scores a document that has the only list in its text but in no title.
    fn offer_only(&mut self, bound: &UpperBound, top_k: &mut TopK) {
        let passages = passages_of(self.segment, bound.document);
        let Some(cursor) = self.cursors.first_mut() else { return };
        let posting = cursor.in_document(&passages).first();
        self.frequencies.clear();
        self.frequencies.extend(posting.map(|&(_, frequency)| frequency));
        self.offer_text(passages.start, top_k);
    }

    /// Takes the postings that a list has there; gives the bounds of documents
    /// that can reach the threshold with what remains, in order.
    pub(super) fn bounds_of(
        &mut self,
        number: usize,
        passages: &Range<DocId>,
        remaining: &UpperBound,
        threshold: f32,
    ) -> Vec<UpperBound> {
        let mut bounds = std::mem::take(&mut self.taken);
        bounds.clear();
        let (formula, segment) = (self.formula, self.segment);
        let Some(cursor) = self.cursors.get_mut(number) else { return bounds };
        cursor.take_reaching(passages, formula, remaining.missing_to(threshold));
        let titled = cursor.titled_between(passages.start, passages.end);
        let bound = |passage: DocId, score: f32| {
            let document = segment.document_at(passage);
            document.map(|document| UpperBound { document, ..cursor.role.bound(score) })
        };
        bounds.extend(titled.iter().filter_map(|&first| bound(first, f32::INFINITY)));
        let max = formula.max_in_text(cursor.role.weight());
        bounds.reserve(cursor.postings.len());
        for &(passage, frequency) in &cursor.postings {
            let is_document = segment.one_passage_per_document;
            let score = if is_document {
                formula.approximate(max, passage, frequency)
            } else {
                f32::INFINITY
            };
            bounds.extend(bound(passage, score));
        }
        if !segment.one_passage_per_document || !titled.is_empty() {
            // The sort is stable, so of a document with both its title's bound
            // is kept, which is the larger.
            bounds.sort_by_key(|bound| bound.document);
            bounds.dedup_by_key(|bound| bound.document);
        }
        bounds
    }
}
