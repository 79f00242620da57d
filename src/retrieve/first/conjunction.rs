//! Where a passage must have several lists: the rarest leads.

use std::ops::Range;

use super::super::best::Best;
use super::super::promise::Promise;
use super::division::Division;
use super::{LONGEST_STRETCH, Scan};
use crate::index::NO_DOCUMENT;

impl Scan<'_> {
    /// Goes through the documents that have all of the required lanes: those
    /// of the rarest, stretch by stretch, of which the others are asked.
    pub(super) fn conjunction(&mut self, mut required: Vec<usize>, best: &mut Best) {
        let most_passages = |lane: &usize| self.lanes.get(*lane).map_or(0, |l| l.most_passages);
        required.sort_by_key(most_passages);
        let Some(&lead) = required.first() else { return };
        let others = (0..self.lanes.len()).filter(|lane| !required.contains(lane));
        let order: Vec<usize> = required.iter().copied().skip(1).chain(others).collect();
        let mut division = Division { required: required.len() - 1, ..Division::default() };
        let end = self.segment.document_of.len() as u32;
        let mut from = 0;
        while from < end {
            let Some(lane) = self.lanes.get_mut(lead) else { return };
            let to = lane.stretch(from).0.min(from.saturating_add(LONGEST_STRETCH));
            let to = self.end_of_documents(to);
            let most = self.bound(lead, &order, &(from..to), &mut division);
            if !self.formula.reaches(&most, &division.rest, best.least()) {
                // No document of the stretch does.
            } else if self.segment.is_flat {
                self.intersect(lead, from..to, &division, best);
            } else {
                let promises = self.promises_of(lead, &(from..to), &division.rest, best.least());
                for promise in &promises {
                    self.look_at(*promise, &division, best);
                }
                self.taken = promises;
            }
            from = to;
        }
    }

    /// Looks at the passages that all of the required lanes have, where each is
    /// a document.
    fn intersect(
        &mut self,
        lead: usize,
        passages: Range<u32>,
        division: &Division,
        best: &mut Best,
    ) {
        let formula = self.formula;
        let (required, others) = division.left_out.split_at(division.required);
        let Some(lane) = self.lanes.get_mut(lead) else { return };
        lane.take(passages.start, passages.end);
        lane.take_titled(passages.start, passages.end);
        let mut at = 0;
        'passage: while let Some(lane) = self.lanes.get(lead)
            && let Some(&(passage, frequency)) = lane.here.get(at)
        {
            at += 1;
            self.frequencies.clear();
            for &(lane, _) in required {
                let Some(lane) = self.lanes.get_mut(lane) else { continue };
                let frequency = lane.frequency_in(passage);
                if frequency <= 0.0 && !lane.is_titled(passage) {
                    continue 'passage;
                }
                self.frequencies.push(frequency);
            }
            let (mut promise, mut rest) = (Promise::default(), division.rest);
            if let Some(lane) = self.lanes.get(lead) {
                promise.add(&lane.value(formula, passage, frequency));
            }
            for (&(lane, most), &frequency) in required.iter().zip(&self.frequencies) {
                let Some(lane) = self.lanes.get(lane) else { continue };
                promise.add(&lane.value(formula, passage, frequency));
                rest.take_off(lane.role, most);
            }
            let document = self.segment.document_of.get(passage as usize).copied();
            promise.document = document.unwrap_or(NO_DOCUMENT);
            self.look_further(promise, rest, others, best);
        }
    }

    /// What the lead promises at most among those passages; the others are
    /// left out in their order.
    fn bound(
        &mut self,
        lead: usize,
        order: &[usize],
        passages: &Range<u32>,
        out: &mut Division,
    ) -> Promise {
        out.clear();
        for &number in order {
            if let Some(lane) = self.lanes.get_mut(number) {
                out.leave_out(number, lane.role, lane.most(passages.start, passages.end));
            }
        }
        let lead = self.lanes.get_mut(lead);
        lead.map_or_else(Promise::default, |lane| {
            lane.role.promise(lane.most(passages.start, passages.end))
        })
    }

    /// Where the documents end that begin before that passage.
    fn end_of_documents(&self, passage: u32) -> u32 {
        let end = self.segment.document_of.len() as u32;
        if self.segment.is_flat || passage >= end {
            return passage.min(end);
        }
        let next = self.segment.first_passage.partition_point(|&first| first < passage);
        self.segment.first_passage.get(next).copied().unwrap_or(end)
    }
}
