//! Where any of several lists makes a hit: window by window of whole
//! documents, in each of which lists that cannot lift a passage among the best
//! are left out.

use std::ops::Range;

use tantivy::TERMINATED;

use super::super::ROUNDING;
use super::super::best::{Best, Candidate};
use super::super::lane::{Lane, Role, between};
use super::super::promise::{Promise, best_first};
use super::Scan;
use super::division::Division;
use crate::index::Segment;

/// Passages of a window, at least.
const WINDOW: u32 = 2048;

/// To look a passage up in a list costs as much as to read so many postings
/// on end.
const WORTH_LEAVING_OUT: usize = 4;

impl Scan<'_> {
    /// Goes through all documents that have any concept.
    pub(super) fn windows(&mut self, best: &mut Best) {
        let mut from = 0;
        let is_left_out = vec![false; self.lanes.len()];
        let mut division = Division { is_left_out, ..Division::default() };
        while let Some(document) = self.next_with_any(from) {
            from = self.end_of_window(document);
            self.window(document..from, &mut division, best);
        }
    }

    /// The same where each passage is a document and nothing is filtered: the
    /// scores are asked of those alone that are among the best by what they
    /// promise.
    pub(super) fn windows_nearly(&mut self, best: &mut Best) {
        let mut nearly = best.nearly();
        self.is_nearly = true;
        self.windows(&mut nearly);
        self.is_nearly = false;
        for lane in &mut self.lanes {
            lane.rewind();
        }
        let mut candidates = nearly.into_candidates();
        candidates.sort_unstable_by_key(|candidate| candidate.passage);
        for Candidate { passage, .. } in candidates {
            if let Some(document) = self.segment.document_at(passage) {
                self.offer_document(document, best);
            }
        }
    }

    /// The first document from `from` on that has any scoring concept.
    fn next_with_any(&mut self, from: u32) -> Option<u32> {
        let first = *self.segment.first_passage.get(from as usize)?;
        let typed = |lane: &&mut Lane<'_>| matches!(lane.role, Role::Typed(_));
        let lanes = self.lanes.iter_mut().filter(typed);
        lanes.filter_map(|lane| next_with(lane, self.segment, from, first)).min()
    }

    /// Windows have as many passages as promise to have enough postings to be
    /// worth the pass over them.
    fn end_of_window(&self, document: u32) -> u32 {
        let firsts = self.segment.first_passage.get(document as usize..).unwrap_or_default();
        // No more documents than passages.
        let firsts = firsts.get(..WINDOW as usize).unwrap_or(firsts);
        if self.segment.is_flat {
            return document + firsts.len() as u32;
        }
        let end = firsts.first().map_or(0, |first| first.saturating_add(WINDOW));
        document + firsts.partition_point(|&first| first < end) as u32
    }

    fn window(&mut self, documents: Range<u32>, division: &mut Division, best: &mut Best) {
        let passages = self.passages(documents.clone());
        if !self.divide(&passages, best.least(), division) {
            return;
        }
        self.promises.begin(&passages, &documents);
        for (lane, &left_out) in self.lanes.iter_mut().zip(&division.is_left_out) {
            if !left_out {
                lane.take(passages.start, passages.end);
                let titles = between(lane.titles, documents.start, documents.end);
                self.promises.add(lane.role, &lane.here, titles);
            }
        }
        let mut promises = std::mem::take(&mut self.taken);
        let (formula, least) = (self.formula, best.least());
        let reaches = |promise: &Promise| formula.reaches(promise, &division.rest, least);
        self.promises.take(least / ROUNDING - division.rest.typed, reaches, &mut promises);
        if division.left_out.is_empty() {
            best_first(&mut promises, best.depth());
        }
        for promise in &promises {
            self.look_at(*promise, division, best);
        }
        self.taken = promises;
    }

    /// Finds out which lanes are left out of those passages where one must
    /// score `least`; `false` where all together do not reach it.
    fn divide(&mut self, passages: &Range<u32>, least: f32, division: &mut Division) -> bool {
        division.clear();
        for (number, lane) in self.lanes.iter_mut().enumerate() {
            let most = lane.most(passages.start, passages.end);
            match lane.role {
                Role::Typed(_) if most > 0.0 => division.typed.push((most, number)),
                Role::Learnt(_) => division.rest.learnt += most,
                _ => {}
            }
        }
        let mut typed = std::mem::take(&mut division.typed);
        typed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let first_needed = typed.iter().position(|&(most, number)| {
            division.rest.take_off(self.role_of(number), -most);
            self.formula.reaches(&Promise::default(), &division.rest, least)
        });
        // What is learnt is added to what is promised.
        division.rest = Promise::default();
        if let Some(first_needed) = first_needed {
            let (can_be_left_out, needed) = typed.split_at(first_needed);
            self.leave_out(can_be_left_out, needed, division);
        }
        division.typed = typed;
        first_needed.is_some()
    }

    /// Leaves out what can be and is long enough beside what is read.
    fn leave_out(
        &self,
        can_be_left_out: &[(f32, usize)],
        needed: &[(f32, usize)],
        division: &mut Division,
    ) {
        let postings = |number: usize| self.most_passages(number);
        let mut read: usize = needed.iter().map(|&(_, number)| postings(number)).sum();
        for &(most, number) in can_be_left_out.iter().rev() {
            if postings(number) > read.saturating_mul(WORTH_LEAVING_OUT) {
                division.leave_out(number, self.role_of(number), most);
            } else {
                read += postings(number);
            }
        }
    }
}

/// The first document from `from` on, whose first passage is `first`, that has
/// the lane in text or title.
fn next_with(lane: &mut Lane<'_>, segment: &Segment, from: u32, first: u32) -> Option<u32> {
    let in_text = match lane.seek(first) {
        TERMINATED => None,
        passage => segment.document_at(passage),
    };
    let at = lane.titles.partition_point(|&(document, _)| document < from);
    let in_title = lane.titles.get(at).map(|&(document, _)| document);
    in_text.into_iter().chain(in_title).min()
}
