//! Where one list tells all of every score.

use std::ops::Range;

use super::super::best::Best;
use super::super::promise::{Promise, best_first};
use super::{LONGEST_STRETCH, Scan};

/// So many stretches of an only list are gone through before the others.
const FIRST_STRETCHES: usize = 4;

impl Scan<'_> {
    /// Whether one list tells all of every score.
    pub(super) fn is_one_list(&self) -> bool {
        self.segment.is_flat && self.lanes.len() == 1
    }

    /// Goes through the blocks of the only list, first through those that
    /// promise the most, so that little is left to do in the others; of those
    /// that cannot reach the best to the passages alone whose titles have it.
    pub(super) fn one_list(&mut self, best: &mut Best) {
        let Some(lane) = self.lanes.first_mut() else { return };
        let seen = lane.highest(FIRST_STRETCHES);
        for &(from, to) in &seen {
            self.stretch(from..to, best);
        }
        if let (Some(lane), false) = (self.lanes.first_mut(), seen.is_empty()) {
            lane.rewind();
        }
        let end = self.segment.document_of.len() as u32;
        let mut from: u32 = 0;
        // The largest bound that was too low, and it stays so.
        let mut too_low = f32::NEG_INFINITY;
        while let Some(lane) = self.lanes.first_mut() {
            let passed = from..lane.first_over(from, too_low).min(end);
            // None that was seen: those promise more than what was too low.
            self.titled_alone(&passed, best);
            from = passed.end;
            let Some(lane) = self.lanes.first_mut().filter(|_| from < end) else { return };
            let (to, frequency) = lane.stretch(from);
            if seen.binary_search(&(from, to)).is_ok() {
                from = to;
                continue;
            }
            let to = to.min(end).min(from.saturating_add(LONGEST_STRETCH));
            let most = lane.role.promise(lane.most_of(frequency));
            if self.formula.reaches(&most, &Promise::default(), best.least()) {
                self.stretch(from..to, best);
                from = to;
            } else {
                too_low = too_low.max(frequency);
            }
        }
    }

    /// Looks at those of the passages alone whose titles have the only list.
    fn titled_alone(&mut self, passages: &Range<u32>, best: &mut Best) {
        let Some(lane) = self.lanes.first() else { return };
        for first in lane.titled_between(passages.start, passages.end).to_vec() {
            self.stretch(first..first + 1, best);
        }
    }

    /// Looks at what the only list has of those passages, the best first.
    fn stretch(&mut self, passages: Range<u32>, best: &mut Best) {
        let nothing = Promise::default();
        let mut promises = self.promises_of(0, &passages, &nothing, best.least());
        best_first(&mut promises, best.depth());
        let is_text_alone = self.lanes.first().is_some_and(|lane| {
            self.test.is_none() && lane.titled_between(passages.start, passages.end).is_empty()
        });
        for promise in &promises {
            if !self.formula.reaches(promise, &nothing, best.least()) {
                continue;
            }
            if is_text_alone {
                self.offer_only(promise.document, best);
            } else {
                self.offer_document(promise.document, best);
            }
        }
        self.taken = promises;
    }

    /// Scores a document that has the only list in its text alone.
    fn offer_only(&mut self, document: u32, best: &mut Best) {
        let passages = self.passages_of(document);
        let Some(lane) = self.lanes.first_mut() else { return };
        let here = lane.in_document(&passages).first();
        self.frequencies.clear();
        self.frequencies.extend(here.map(|&(_, frequency)| frequency));
        self.offer_text(passages.start, best);
    }

    /// Takes what a lane has of those passages; gives what its documents
    /// promise that can reach `least`, in order.
    pub(super) fn promises_of(
        &mut self,
        lane: usize,
        passages: &Range<u32>,
        rest: &Promise,
        least: f32,
    ) -> Vec<Promise> {
        let mut promises = std::mem::take(&mut self.taken);
        promises.clear();
        let (formula, segment) = (self.formula, self.segment);
        let Some(lane) = self.lanes.get_mut(lane) else { return promises };
        let weight = lane.role.weights().0;
        lane.take_reaching(passages, formula, rest.lacks(least));
        let titled = lane.titled_between(passages.start, passages.end);
        let promise = |passage: u32, score: f32| {
            let document = segment.document_at(passage);
            document.map(|document| Promise { document, ..lane.role.promise(score) })
        };
        promises.extend(titled.iter().filter_map(|&first| promise(first, f32::INFINITY)));
        let nearly = formula.nearly(weight);
        promises.reserve(lane.here.len());
        for &(passage, frequency) in &lane.here {
            let score = if segment.is_flat { nearly(passage, frequency) } else { f32::INFINITY };
            promises.extend(promise(passage, score));
        }
        if !segment.is_flat || !titled.is_empty() {
            // Of a document with both, what is said of titles stays: it promises more.
            promises.sort_by_key(|promise| promise.document);
            promises.dedup_by_key(|promise| promise.document);
        }
        promises
    }
}
