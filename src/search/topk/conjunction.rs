//! Where a passage must have several lists: the rarest leads, and the others
//! are looked up.

use std::ops::Range;

use tantivy::DocId;

use super::filter::FilterTest;
use super::partition::Partition;
use super::role::{Role, UpperBound};
use super::scored_cursor::ScoredCursor;
use super::segment_search::SegmentSearch;
use super::top_k::TopK;
use super::window::MAX_STRETCH;
use crate::store::ordinals::DocumentOrd;

/// A list that adds nothing to scores leads only where it is this many times
/// shorter than those that do: their bounds skip most of their postings.
const SCORING_ADVANTAGE: usize = 16;

/// Windows end with the blocks of lists at most this many times longer than
/// the lead. The blocks of longer ones would make many windows of few passages.
const MAX_LENGTH_RATIO: usize = 4;

impl SegmentSearch<'_> {
    /// Searches the documents that have all of the required lists, window by
    /// window of the rarest.
    pub(super) fn conjunction(&mut self, mut required: Vec<usize>, top_k: &mut TopK) {
        required.sort_by_key(|&number| self.cost_of_leading(number));
        let Some(&lead) = required.first() else { return };
        self.frequencies.resize(self.cursors.len(), 0.0);
        // The two rarest are taken window by window, the others looked up.
        let taken: Vec<usize> = required.iter().copied().take(2).collect();
        let others = (0..self.cursors.len()).filter(|number| !required.contains(number));
        let order: Vec<usize> = required.iter().copied().skip(1).chain(others).collect();
        let mut partition = Partition { required: required.len() - 1, ..Partition::default() };
        let longest = self.max_passages(lead).saturating_mul(MAX_LENGTH_RATIO);
        required.retain(|&number| self.max_passages(number) <= longest);
        let end = self.segment.document_of.len() as u32;
        let mut from = 0;
        while from < end && !self.clock.is_over() {
            let to = self.end_of_stretch(&required, from);
            let bound = self.bound_of_lead(lead, &order, &(from..to), &mut partition);
            let remaining = partition.remaining_bound;
            if !self.formula.reaches(&bound, &remaining, top_k.threshold()) {
                // No document of the window reaches the threshold.
            } else if self.segment.one_passage_per_document {
                self.intersect(&taken, &(from..to), &partition, top_k);
            } else {
                let bounds = self.bounds_of(lead, &(from..to), &remaining, top_k.threshold());
                for bound in &bounds {
                    self.examine(*bound, &partition, top_k);
                }
                self.taken = bounds;
            }
            from = to;
        }
    }

    fn cost_of_leading(&self, number: usize) -> usize {
        let scores = self.role_of(number) != Role::Filter;
        let factor = if scores { 1 } else { SCORING_ADVANTAGE };
        self.max_passages(number).saturating_mul(factor)
    }

    /// Where the first block from `from` on ends of any of those lists: their
    /// bounds hold up to there.
    fn end_of_stretch(&mut self, numbers: &[usize], from: DocId) -> DocId {
        let mut to = from.saturating_add(MAX_STRETCH);
        for &number in numbers {
            let Some(cursor) = self.cursors.get_mut(number) else { continue };
            to = to.min(cursor.block_at(from).0);
        }
        self.end_of_documents(to)
    }

    /// Searches the passages that all of the required lists have, where each
    /// is a document.
    fn intersect(
        &mut self,
        taken: &[usize],
        passages: &Range<DocId>,
        partition: &Partition,
        top_k: &mut TopK,
    ) {
        let (Some(&lead), Some(&last)) = (taken.first(), taken.last()) else { return };
        let Some(cursor) = self.cursors.get_mut(lead) else { return };
        let missing = partition.remaining_bound.missing_to(top_k.threshold());
        cursor.take_reaching(passages, self.formula, missing);
        cursor.take_titled(passages);
        if let Ok([lead, next]) = self.cursors.get_disjoint_mut([lead, last]) {
            next.take_common(passages, &lead.postings);
        }
        let Range { start, end } = *passages;
        let is_titled = |cursor: &ScoredCursor<'_>| !cursor.titled_between(start, end).is_empty();
        let is_titled = self.cursors.iter().any(is_titled);
        let mut at = 0;
        while let Some(&(passage, _)) =
            self.cursors.get(last).and_then(|cursor| cursor.postings.get(at))
        {
            self.look_up_required(passage, is_titled, taken, partition, top_k);
            at += 1;
        }
    }

    /// Looks the other required lists up in a passage that the taken lists
    /// have, as long as it can reach the threshold, and scores it. Where no
    /// title of the window has a list, titles are not searched.
    fn look_up_required(
        &mut self,
        passage: DocId,
        is_titled: bool,
        taken: &[usize],
        partition: &Partition,
        top_k: &mut TopK,
    ) {
        let (required, others) = partition.non_essential.split_at(partition.required);
        let (known, unknown) = required.split_at(taken.len() - 1);
        let (mut bound, mut remaining) = (UpperBound::default(), partition.remaining_bound);
        for &number in taken {
            let Some(cursor) = self.cursors.get_mut(number) else { continue };
            let frequency = cursor.frequency_taken(passage);
            bound.add(&self.note(number, passage, frequency, is_titled));
        }
        for &(number, max_score) in known {
            remaining.subtract(self.role_of(number), max_score);
        }
        if !self.formula.reaches(&bound, &remaining, top_k.threshold()) {
            return;
        }
        for &(number, max_score) in unknown {
            let Some(in_passage) = self.bound_in(number, passage, is_titled) else { return };
            remaining.subtract(self.role_of(number), max_score);
            bound.add(&in_passage);
            if !self.formula.reaches(&bound, &remaining, top_k.threshold()) {
                return;
            }
        }
        let is_complete = others.is_empty() && !is_titled;
        if is_complete && self.test.as_ref().is_some_and(FilterTest::is_required_cursors) {
            return self.offer_text(passage, top_k);
        }
        bound.document = self.segment.document_at(passage).unwrap_or(DocumentOrd::NONE);
        self.look_up_others(bound, remaining, others, top_k);
    }

    /// An upper bound of what a list adds to a passage; `None` where neither
    /// the passage nor its title has it.
    fn bound_in(&mut self, number: usize, passage: DocId, is_titled: bool) -> Option<UpperBound> {
        let cursor = self.cursors.get_mut(number)?;
        let frequency = cursor.frequency_in(passage);
        let is_absent = frequency <= 0.0 && !(is_titled && cursor.is_titled(passage));
        (!is_absent).then(|| self.note(number, passage, frequency, is_titled))
    }

    /// Notes a list's frequency in the text of a passage; gives an upper bound
    /// of what it adds.
    fn note(
        &mut self,
        number: usize,
        passage: DocId,
        frequency: f32,
        is_titled: bool,
    ) -> UpperBound {
        if let Some(slot) = self.frequencies.get_mut(number) {
            *slot = frequency;
        }
        match self.cursors.get(number) {
            None => UpperBound::default(),
            Some(cursor) if is_titled => cursor.bound_in(self.formula, passage, frequency),
            Some(cursor) => cursor.bound_in_text(self.formula, passage, frequency),
        }
    }

    /// The upper bound of the lead among those passages; the others are left
    /// out in their order.
    fn bound_of_lead(
        &mut self,
        lead: usize,
        order: &[usize],
        passages: &Range<DocId>,
        partition: &mut Partition,
    ) -> UpperBound {
        partition.clear();
        for &number in order {
            if let Some(cursor) = self.cursors.get_mut(number) {
                let max_score = cursor.upper_bound(passages.start, passages.end);
                partition.leave_out(number, cursor.role, max_score);
            }
        }
        let lead = self.cursors.get_mut(lead);
        lead.map_or_else(UpperBound::default, |cursor| {
            cursor.role.bound(cursor.upper_bound(passages.start, passages.end))
        })
    }

    /// One past the last passage of the documents that begin before a passage.
    fn end_of_documents(&self, passage: DocId) -> DocId {
        let end = self.segment.document_of.len() as u32;
        if self.segment.one_passage_per_document || passage >= end {
            return passage.min(end);
        }
        let next = self.segment.first_passage.partition_point(|&first| first < passage);
        self.segment.first_passage.get(next).copied().unwrap_or(end)
    }
}
