//! Where a passage must have several lists: the rarest leads.

use std::ops::Range;

use super::super::best::Best;
use super::super::filter::Test;
use super::super::lane::Role;
use super::super::promise::Promise;
use super::division::Division;
use super::{LONGEST_STRETCH, Scan};
use crate::index::NO_DOCUMENT;

/// A list that adds nothing to scores leads only where it is so many times
/// shorter than those that do: of these most postings can be passed over.
const WORTH_OF_SCORES: usize = 16;

/// Windows end with the blocks of lists at most so many times longer than the
/// lead: with those of longer ones they would be many and hold little.
const MOST_LONGER: usize = 4;

impl Scan<'_> {
    /// Goes through the documents that have all of the required lanes: those
    /// of the lead, window by window, of which the others are asked.
    pub(super) fn conjunction(&mut self, mut required: Vec<usize>, best: &mut Best) {
        required.sort_by_key(|&lane| self.cost_of_leading(lane));
        let Some(&lead) = required.first() else { return };
        self.frequencies.resize(self.lanes.len(), 0.0);
        // These two are taken window by window, the others asked.
        let taken: Vec<usize> = required.iter().copied().take(2).collect();
        let others = (0..self.lanes.len()).filter(|lane| !required.contains(lane));
        let order: Vec<usize> = required.iter().copied().skip(1).chain(others).collect();
        let mut division = Division { required: required.len() - 1, ..Division::default() };
        let longest = self.most_passages(lead).saturating_mul(MOST_LONGER);
        required.retain(|&lane| self.most_passages(lane) <= longest);
        let end = self.segment.document_of.len() as u32;
        let mut from = 0;
        while from < end {
            let to = self.end_of_stretch(&required, from);
            let most = self.bound(lead, &order, &(from..to), &mut division);
            if !self.formula.reaches(&most, &division.rest, best.least()) {
                // No document of the window does.
            } else if self.segment.is_flat {
                self.intersect(&taken, &(from..to), &division, best);
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

    pub(super) fn most_passages(&self, lane: usize) -> usize {
        self.lanes.get(lane).map_or(0, |lane| lane.most_passages)
    }

    fn cost_of_leading(&self, lane: usize) -> usize {
        let scores = self.lanes.get(lane).is_some_and(|lane| lane.role != Role::Filter);
        let times = if scores { 1 } else { WORTH_OF_SCORES };
        self.most_passages(lane).saturating_mul(times)
    }

    /// Where the first of the stretches ends that the bounds of those lanes
    /// hold for.
    fn end_of_stretch(&mut self, lanes: &[usize], from: u32) -> u32 {
        let mut to = from.saturating_add(LONGEST_STRETCH);
        for &lane in lanes {
            let Some(lane) = self.lanes.get_mut(lane) else { continue };
            to = to.min(lane.stretch(from).0);
        }
        self.end_of_documents(to)
    }

    /// Looks at the passages that all of the required lanes have, where each is
    /// a document.
    fn intersect(
        &mut self,
        taken: &[usize],
        passages: &Range<u32>,
        division: &Division,
        best: &mut Best,
    ) {
        let (Some(&lead), Some(&last)) = (taken.first(), taken.last()) else { return };
        let Some(lane) = self.lanes.get_mut(lead) else { return };
        lane.take_reaching(passages, self.formula, division.rest.lacks(best.least()));
        lane.take_titled(passages.start, passages.end);
        if let Ok([lead, next]) = self.lanes.get_disjoint_mut([lead, last]) {
            next.take_common(passages, &lead.here);
        }
        let Range { start, end } = *passages;
        let is_titled = self.lanes.iter().any(|lane| !lane.titled_between(start, end).is_empty());
        let mut at = 0;
        while let Some(&(passage, _)) = self.lanes.get(last).and_then(|lane| lane.here.get(at)) {
            self.look_for_all(passage, is_titled, taken, division, best);
            at += 1;
        }
    }

    /// Looks in a passage of the lanes that were taken, of which the first
    /// leads, for the others that are required, as long as it can reach the
    /// best. Without titles nearby none is asked for one.
    fn look_for_all(
        &mut self,
        passage: u32,
        is_titled: bool,
        taken: &[usize],
        division: &Division,
        best: &mut Best,
    ) {
        let formula = self.formula;
        let (required, others) = division.left_out.split_at(division.required);
        let (known, unknown) = required.split_at(taken.len() - 1);
        let (mut promise, mut rest) = (Promise::default(), division.rest);
        for &number in taken {
            let Some(lane) = self.lanes.get_mut(number) else { continue };
            let frequency = lane.frequency_here(passage);
            promise.add(&self.note(number, passage, frequency, is_titled));
        }
        for &(number, most) in known {
            rest.take_off(self.role_of(number), most);
        }
        if !formula.reaches(&promise, &rest, best.least()) {
            return;
        }
        for &(number, most) in unknown {
            let Some(lane) = self.lanes.get_mut(number) else { continue };
            let frequency = lane.frequency_in(passage);
            if frequency <= 0.0 && !(is_titled && lane.is_titled(passage)) {
                return;
            }
            rest.take_off(lane.role, most);
            promise.add(&self.note(number, passage, frequency, is_titled));
            if !formula.reaches(&promise, &rest, best.least()) {
                return;
            }
        }
        let all_is_known = others.is_empty() && !is_titled;
        if all_is_known && self.test.as_ref().is_some_and(Test::is_lanes_alone) {
            return self.offer_text(passage, best);
        }
        let document = self.segment.document_at(passage);
        promise.document = document.unwrap_or(NO_DOCUMENT);
        self.look_further(promise, rest, others, best);
    }

    /// Notes a lane's frequency in the text of a passage; gives what it adds
    /// at most.
    fn note(&mut self, lane: usize, passage: u32, frequency: f32, is_titled: bool) -> Promise {
        self.frequencies.get_mut(lane).into_iter().for_each(|slot| *slot = frequency);
        match self.lanes.get(lane) {
            None => Promise::default(),
            Some(lane) if is_titled => lane.value(self.formula, passage, frequency),
            Some(lane) => lane.value_in_text(self.formula, passage, frequency),
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
