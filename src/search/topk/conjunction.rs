//! Where a passage must have several lists: the rarest leads.

use std::ops::Range;

use super::filter::FilterTest;
use super::partition::Partition;
use super::role::{Role, UpperBound};
use super::top_k::TopK;
use super::{LONGEST_STRETCH, SegmentSearch};
use crate::store::segment::NO_DOCUMENT;

/// A list that adds nothing to scores leads only where it is so many times
/// shorter than those that do: of these most postings can be passed over.
const WORTH_OF_SCORES: usize = 16;

/// Windows end with the blocks of lists at most so many times longer than the
/// lead: with those of longer ones they would be many and hold little.
const MOST_LONGER: usize = 4;

impl SegmentSearch<'_> {
    /// Goes through the documents that have all of the required lanes: those
    /// of the lead, window by window, of which the others are asked.
    pub(super) fn conjunction(&mut self, mut required: Vec<usize>, top_k: &mut TopK) {
        required.sort_by_key(|&cursor| self.cost_of_leading(cursor));
        let Some(&lead) = required.first() else { return };
        self.frequencies.resize(self.cursors.len(), 0.0);
        // These two are taken window by window, the others asked.
        let taken: Vec<usize> = required.iter().copied().take(2).collect();
        let others = (0..self.cursors.len()).filter(|cursor| !required.contains(cursor));
        let order: Vec<usize> = required.iter().copied().skip(1).chain(others).collect();
        let mut partition = Partition { required: required.len() - 1, ..Partition::default() };
        let longest = self.max_passages(lead).saturating_mul(MOST_LONGER);
        required.retain(|&cursor| self.max_passages(cursor) <= longest);
        let end = self.segment.document_of.len() as u32;
        let mut from = 0;
        while from < end {
            let to = self.end_of_stretch(&required, from);
            let upper_bound = self.bound(lead, &order, &(from..to), &mut partition);
            if !self.formula.reaches(&upper_bound, &partition.remaining_bound, top_k.threshold()) {
                // No document of the window does.
            } else if self.segment.one_passage_per_document {
                self.intersect(&taken, &(from..to), &partition, top_k);
            } else {
                let bounds = self.bounds_of(
                    lead,
                    &(from..to),
                    &partition.remaining_bound,
                    top_k.threshold(),
                );
                for bound in &bounds {
                    self.examine(*bound, &partition, top_k);
                }
                self.taken = bounds;
            }
            from = to;
        }
    }

    pub(super) fn max_passages(&self, cursor: usize) -> usize {
        self.cursors.get(cursor).map_or(0, |cursor| cursor.max_passages)
    }

    fn cost_of_leading(&self, cursor: usize) -> usize {
        let scores = self.cursors.get(cursor).is_some_and(|cursor| cursor.role != Role::Filter);
        let times = if scores { 1 } else { WORTH_OF_SCORES };
        self.max_passages(cursor).saturating_mul(times)
    }

    /// Where the first of the stretches ends that the bounds of those lanes
    /// hold for.
    fn end_of_stretch(&mut self, cursors: &[usize], from: u32) -> u32 {
        let mut to = from.saturating_add(LONGEST_STRETCH);
        for &cursor in cursors {
            let Some(cursor) = self.cursors.get_mut(cursor) else { continue };
            to = to.min(cursor.stretch(from).0);
        }
        self.end_of_documents(to)
    }

    /// Looks at the passages that all of the required lanes have, where each is
    /// a document.
    fn intersect(
        &mut self,
        taken: &[usize],
        passages: &Range<u32>,
        partition: &Partition,
        top_k: &mut TopK,
    ) {
        let (Some(&lead), Some(&last)) = (taken.first(), taken.last()) else { return };
        let Some(cursor) = self.cursors.get_mut(lead) else { return };
        cursor.take_reaching(
            passages,
            self.formula,
            partition.remaining_bound.lacks(top_k.threshold()),
        );
        cursor.take_titled(passages.start, passages.end);
        if let Ok([lead, next]) = self.cursors.get_disjoint_mut([lead, last]) {
            next.take_common(passages, &lead.postings);
        }
        let Range { start, end } = *passages;
        let is_titled =
            self.cursors.iter().any(|cursor| !cursor.titled_between(start, end).is_empty());
        let mut at = 0;
        while let Some(&(passage, _)) =
            self.cursors.get(last).and_then(|cursor| cursor.postings.get(at))
        {
            self.probe_required(passage, is_titled, taken, partition, top_k);
            at += 1;
        }
    }

    /// Probes the other required lists for a passage that the taken lists have,
    /// as long as it can reach the top k, and scores it. Where no title of the
    /// window has a list, none is asked for one.
    fn probe_required(
        &mut self,
        passage: u32,
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
            let frequency = cursor.frequency_here(passage);
            bound.add(&self.note(number, passage, frequency, is_titled));
        }
        for &(number, upper_bound) in known {
            remaining.take_off(self.role_of(number), upper_bound);
        }
        if !self.formula.reaches(&bound, &remaining, top_k.threshold()) {
            return;
        }
        for &(number, upper_bound) in unknown {
            let Some(found) = self.probe(number, passage, is_titled) else { return };
            remaining.take_off(self.role_of(number), upper_bound);
            bound.add(&found);
            if !self.formula.reaches(&bound, &remaining, top_k.threshold()) {
                return;
            }
        }
        let all_is_known = others.is_empty() && !is_titled;
        if all_is_known && self.test.as_ref().is_some_and(FilterTest::is_cursors_alone) {
            return self.offer_text(passage, top_k);
        }
        bound.document = self.segment.document_at(passage).unwrap_or(NO_DOCUMENT);
        self.examine_further(bound, remaining, others, top_k);
    }

    /// What a list adds to a passage at most; `None` where neither the passage
    /// nor its title has it.
    fn probe(&mut self, number: usize, passage: u32, is_titled: bool) -> Option<UpperBound> {
        let Some(cursor) = self.cursors.get_mut(number) else {
            return Some(UpperBound::default());
        };
        let frequency = cursor.frequency_in(passage);
        let is_absent = frequency <= 0.0 && !(is_titled && cursor.is_titled(passage));
        (!is_absent).then(|| self.note(number, passage, frequency, is_titled))
    }

    /// Notes a lane's frequency in the text of a passage; gives what it adds
    /// at most.
    fn note(&mut self, cursor: usize, passage: u32, frequency: f32, is_titled: bool) -> UpperBound {
        self.frequencies.get_mut(cursor).into_iter().for_each(|slot| *slot = frequency);
        match self.cursors.get(cursor) {
            None => UpperBound::default(),
            Some(cursor) if is_titled => cursor.value(self.formula, passage, frequency),
            Some(cursor) => cursor.value_in_text(self.formula, passage, frequency),
        }
    }

    /// What the lead promises at most among those passages; the others are
    /// left out in their order.
    fn bound(
        &mut self,
        lead: usize,
        order: &[usize],
        passages: &Range<u32>,
        out: &mut Partition,
    ) -> UpperBound {
        out.clear();
        for &number in order {
            if let Some(cursor) = self.cursors.get_mut(number) {
                out.make_non_essential(
                    number,
                    cursor.role,
                    cursor.upper_bound(passages.start, passages.end),
                );
            }
        }
        let lead = self.cursors.get_mut(lead);
        lead.map_or_else(UpperBound::default, |cursor| {
            cursor.role.bound(cursor.upper_bound(passages.start, passages.end))
        })
    }

    /// Where the documents end that begin before that passage.
    fn end_of_documents(&self, passage: u32) -> u32 {
        let end = self.segment.document_of.len() as u32;
        if self.segment.one_passage_per_document || passage >= end {
            return passage.min(end);
        }
        let next = self.segment.first_passage.partition_point(|&first| first < passage);
        self.segment.first_passage.get(next).copied().unwrap_or(end)
    }
}
