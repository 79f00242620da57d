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

/// Passages of a window, at least.
const WINDOW: u32 = 2048;

/// To look a passage up in a list costs as much as to read so many postings
/// on end.
const WORTH_LEAVING_OUT: usize = 4;

impl Scan<'_> {
    /// Goes through all documents that have any concept.
    pub(super) fn windows(&mut self, best: &mut Best) {
        let mut from = 0;
        while let Some(document) = self.next_with_any(from) {
            from = self.end_of_window(document);
            self.window(document..from, best);
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
            if let Some(&document) = self.segment.document_of.get(passage as usize) {
                self.offer_document(document, best);
            }
        }
    }

    /// The first document from `from` on that has any scoring concept.
    fn next_with_any(&mut self, from: u32) -> Option<u32> {
        let typed = |lane: &Lane<'_>| matches!(lane.role, Role::Typed(_));
        let lanes = (0..self.lanes.len()).filter(|&at| self.lanes.get(at).is_some_and(typed));
        let lanes: Vec<usize> = lanes.collect();
        lanes.into_iter().filter_map(|lane| self.next_with(lane, from)).min()
    }

    /// The first document from `from` on that has the lane in text or title.
    fn next_with(&mut self, lane: usize, from: u32) -> Option<u32> {
        let first = *self.segment.first_passage.get(from as usize)?;
        let lane = self.lanes.get_mut(lane)?;
        let in_text = match lane.seek(first) {
            TERMINATED => None,
            passage => self.segment.document_of.get(passage as usize).copied(),
        };
        let at = lane.titles.partition_point(|&(document, _)| document < from);
        let in_title = lane.titles.get(at).map(|&(document, _)| document);
        in_text.into_iter().chain(in_title).min()
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

    fn window(&mut self, documents: Range<u32>, best: &mut Best) {
        let passages = self.passages(documents.clone());
        let bounds = self.bounds(&passages);
        let Some(division) = self.divide(&bounds, best.least()) else { return };
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
            self.look_at(*promise, &division, best);
        }
        self.taken = promises;
    }

    /// The most that each lane can add among those passages.
    fn bounds(&mut self, passages: &Range<u32>) -> Vec<f32> {
        self.lanes.iter_mut().map(|lane| lane.most(passages.start, passages.end)).collect()
    }

    /// Which lanes are left out where a passage must score `least`; `None`
    /// where all together do not reach it.
    fn divide(&self, bounds: &[f32], least: f32) -> Option<Division> {
        let mut division =
            Division { is_left_out: vec![false; self.lanes.len()], ..Division::default() };
        let mut typed: Vec<(f32, usize)> = Vec::new();
        for (number, (lane, &most)) in self.lanes.iter().zip(bounds).enumerate() {
            match lane.role {
                Role::Typed(_) if most > 0.0 => typed.push((most, number)),
                Role::Learnt(_) => division.rest.learnt += most,
                _ => {}
            }
        }
        typed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let role = |number: usize| self.lanes.get(number).map_or(Role::Filter, |lane| lane.role);
        let first_needed = typed.iter().position(|&(most, number)| {
            division.rest.take_off(role(number), -most);
            self.formula.reaches(&Promise::default(), &division.rest, least)
        })?;
        let (can_be_left_out, needed) = typed.split_at(first_needed);
        // What is learnt is added to what is promised.
        division.rest = Promise::default();
        let postings = |number: usize| self.lanes.get(number).map_or(0, |lane| lane.most_passages);
        let mut read: usize = needed.iter().map(|&(_, number)| postings(number)).sum();
        for &(most, number) in can_be_left_out.iter().rev() {
            if postings(number) > read.saturating_mul(WORTH_LEAVING_OUT) {
                division.leave_out(number, role(number), most);
            } else {
                read += postings(number);
            }
        }
        Some(division)
    }
}
