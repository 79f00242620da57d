//! The first stage: the best passages by the score of `rank` without
//! proximity, the same as by scoring every passage, without looking at those
//! that cannot be among them.
//!
//! A segment is gone through in windows of whole documents. In each, lists
//! that together cannot lift a passage among the best are left out, and asked
//! only for the documents that the other lists make promising. That is
//! MaxScore (Turtle and Flood, "Query evaluation: strategies and
//! optimizations", IPM 31, 1995) by windows with the bounds of blocks, as in
//! Ding and Suel, "Faster top-k document retrieval using block-max indexes",
//! SIGIR 2011.

use std::ops::Range;

use tantivy::{SegmentReader, TERMINATED};

use super::best::{Best, Candidate};
use super::evidence::QueryFacts;
use super::filter::Test;
use super::gather::Gathered;
use super::lane::{Lane, Role, between};
use super::postings::Posting;
use super::promise::{Promise, Promises};
use super::sums::{Formula, Norms, Partial, Sums};
use crate::index::{NO_DOCUMENT, Segment, Snapshot};
use crate::query::plan::{Filter, Plan};
use crate::rank::Profile;

/// So many stretches of an only list are gone through before the others.
const FIRST_STRETCHES: usize = 4;

/// Most passages of a list that are taken at once.
const LONGEST_STRETCH: u32 = 1 << 16;

/// Passages of a window, at least.
const WINDOW: u32 = 2048;

/// To look a passage up in a list costs as much as to read so many postings
/// on end.
const WORTH_LEAVING_OUT: usize = 8;

/// Promises and bounds are sums in another order than scores: none is exact.
const ROUNDING: f32 = 1.000_01;

/// What the first stage looks for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) plan: &'a Plan,
    pub(super) facts: &'a QueryFacts,
    pub(super) profile: &'a Profile,
    /// One for each concept of the plan.
    pub(super) gathered: &'a [Gathered],
    /// One for each learnt term.
    pub(super) learnt: &'a [Gathered],
    /// Numbers of the scoring concepts.
    pub(super) scoring: &'a [usize],
}

/// Offers the best passages of all segments.
pub(super) fn first(wanted: Wanted<'_>, best: &mut Best) -> tantivy::Result<()> {
    let norms = Norms::new(wanted.facts, wanted.profile);
    let readers = wanted.snapshot.searcher.segment_readers();
    for (number, (reader, segment)) in readers.iter().zip(&wanted.snapshot.segments).enumerate() {
        let Wanted { facts, profile, .. } = wanted;
        let total = facts.concepts.iter().map(|concept| concept.weight).sum();
        let formula = Formula { segment, facts, profile, norms: &norms, total };
        Scan::open(wanted, number, (reader, formula))?.run(best)?;
    }
    Ok(())
}

/// One segment being gone through.
struct Scan<'a> {
    number: u32,
    reader: &'a SegmentReader,
    segment: &'a Segment,
    /// Scoring concepts in the order of the plan, then learnt terms, then
    /// concepts of the filter alone.
    lanes: Vec<Lane<'a>>,
    test: Option<Test>,
    formula: Formula<'a>,
    /// Passages of a window, at least.
    window: u32,
    promises: Promises<'a>,
    /// Promises of a window that may be among the best.
    taken: Vec<Promise>,
    /// Of a document.
    sums: Sums<'a>,
    partials: Vec<Partial>,
    /// What the required lanes have of a passage.
    frequencies: Vec<f32>,
}

impl<'a> Scan<'a> {
    fn open(
        wanted: Wanted<'a>,
        number: usize,
        (reader, formula): (&'a SegmentReader, Formula<'a>),
    ) -> tantivy::Result<Self> {
        let Wanted { snapshot, plan, facts, .. } = wanted;
        let mut lanes = Vec::new();
        let mut lane_of: Vec<Option<usize>> = vec![None; plan.concepts.len()];
        let mut open = |gathered: &'a Gathered, role: Role| -> tantivy::Result<Option<usize>> {
            let Some(found) = gathered.segments.get(number) else { return Ok(None) };
            lanes.push(Lane::open(reader, formula, found, role)?);
            Ok(Some(lanes.len() - 1))
        };
        for (&concept, facts) in wanted.scoring.iter().zip(&facts.concepts) {
            let Some(gathered) = wanted.gathered.get(concept) else { continue };
            let lane = open(gathered, Role::Typed(facts.weight))?;
            lane_of.get_mut(concept).into_iter().for_each(|slot| *slot = lane);
        }
        for (gathered, facts) in wanted.learnt.iter().zip(&facts.learnt) {
            open(gathered, Role::Learnt(facts.weight))?;
        }
        for concept in plan.filter.iter().flat_map(Filter::concepts) {
            if let (Some(slot @ None), Some(gathered)) =
                (lane_of.get_mut(concept), wanted.gathered.get(concept))
            {
                *slot = open(gathered, Role::Filter)?;
            }
        }
        let lane_of = |concept: usize| lane_of.get(concept).copied().flatten();
        let test = plan.filter.as_ref();
        let test = test.map(|f| Test::new(f, snapshot, (reader, formula.segment), &lane_of));
        Ok(Self {
            number: number as u32,
            reader,
            segment: formula.segment,
            lanes,
            test: test.transpose()?,
            formula,
            window: WINDOW,
            promises: Promises::new(formula),
            taken: Vec::new(),
            sums: Sums::new(formula),
            partials: Vec::new(),
            frequencies: Vec::new(),
        })
    }

    fn run(mut self, best: &mut Best) -> tantivy::Result<()> {
        let required = self.test.as_ref().map(Test::required).unwrap_or_default();
        let scores = self.lanes.iter().any(|lane| matches!(lane.role, Role::Typed(_)));
        if !scores {
            self.every_document(best);
        } else if required.is_empty() && self.is_one_list() {
            self.one_list(best)?;
        } else if required.is_empty() {
            self.windows(best);
        } else {
            self.conjunction(required, best);
        }
        Ok(())
    }

    /// Where nothing scores, a filter alone makes a hit.
    fn every_document(&mut self, best: &mut Best) {
        if self.test.is_none() {
            return;
        }
        for document in 0..self.segment.first_passage.len() as u32 {
            let passages = self.passages(document..document + 1);
            self.take_all(&passages);
            for passage in passages {
                self.offer(passage, document, 0.0, best);
            }
        }
    }

    /// Whether one list tells all of every score.
    fn is_one_list(&self) -> bool {
        self.segment.is_flat && self.lanes.len() == 1
    }

    /// Goes through the blocks of the only list, first through those that
    /// promise the most, so that little is left to do in the others; of those
    /// that cannot reach the best to the passages alone whose titles have it.
    fn one_list(&mut self, best: &mut Best) -> tantivy::Result<()> {
        let Some(lane) = self.lanes.first_mut() else { return Ok(()) };
        let seen = lane.highest(FIRST_STRETCHES);
        for &(from, to) in &seen {
            self.stretch(from..to, best);
        }
        if let (Some(lane), false) = (self.lanes.first_mut(), seen.is_empty()) {
            lane.rewind(self.reader, self.segment)?;
        }
        let end = self.segment.document_of.len() as u32;
        let mut from: u32 = 0;
        while from < end {
            let Some(lane) = self.lanes.first_mut() else { break };
            let (to, most) = lane.stretch(from);
            let to = to.min(end).min(from.saturating_add(LONGEST_STRETCH));
            let most = lane.role.promise(most);
            if seen.binary_search(&(from, to)).is_ok() {
                // Seen already.
            } else if self.formula.reaches(&most, &Promise::default(), best.least()) {
                self.stretch(from..to, best);
            } else {
                for first in lane.titled_between(from, to).to_vec() {
                    self.stretch(first..first + 1, best);
                }
            }
            from = to;
        }
        Ok(())
    }

    /// Looks at what the only list has of those passages, the best first.
    fn stretch(&mut self, passages: Range<u32>, best: &mut Best) {
        let division = Division::default();
        let mut promises = self.promises_of(0, &passages, &division.rest, best.least());
        promises.sort_unstable_by(|a, b| b.typed.total_cmp(&a.typed));
        promises.iter().for_each(|promise| self.look_at(*promise, &division, best));
        self.taken = promises;
    }

    /// Takes what a lane has of those passages; gives what its documents
    /// promise that can reach `least`, in order.
    fn promises_of(
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
        lane.take(passages.start, passages.end);
        let titled = lane.titled_between(passages.start, passages.end);
        let promise = |passage: u32, score: f32| {
            let document = segment.document_of.get(passage as usize).copied();
            document.map(|document| Promise { document, ..lane.role.promise(score) })
        };
        promises.extend(titled.iter().filter_map(|&first| promise(first, f32::INFINITY)));
        let nearly = formula.nearly(lane.role.weights().0);
        let least_typed = least / ROUNDING - rest.typed - rest.learnt;
        for &(passage, frequency) in &lane.here {
            let score = if segment.is_flat { nearly(passage, frequency) } else { f32::INFINITY };
            if score >= least_typed {
                promises.extend(promise(passage, score));
            }
        }
        // Of a document with both, what is said of titles stays: it promises more.
        promises.sort_by_key(|promise| promise.document);
        promises.dedup_by_key(|promise| promise.document);
        promises
    }

    /// Goes through all documents that have any concept.
    fn windows(&mut self, best: &mut Best) {
        let mut from = 0;
        while let Some(document) = self.next_with_any(from) {
            from = self.end_of_window(document);
            self.window(document..from, best);
        }
    }

    /// The first document from `from` on that has any scoring concept.
    fn next_with_any(&mut self, from: u32) -> Option<u32> {
        let typed = |lane: &Lane<'_>| matches!(lane.role, Role::Typed(_));
        let lanes = (0..self.lanes.len()).filter(|&at| self.lanes.get(at).is_some_and(typed));
        let lanes: Vec<usize> = lanes.collect();
        lanes.into_iter().filter_map(|lane| self.next_with(lane, from)).min()
    }

    /// Windows have as many passages as promise to have enough postings to be
    /// worth the pass over them.
    fn end_of_window(&self, document: u32) -> u32 {
        let firsts = self.segment.first_passage.get(document as usize..).unwrap_or_default();
        let end = firsts.first().map_or(0, |first| first.saturating_add(self.window));
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
            promises.sort_unstable_by(|a, b| b.typed.total_cmp(&a.typed));
        }
        for promise in &promises {
            self.look_at(*promise, &division, best);
        }
        self.taken = promises;
    }

    /// Scores a document if it can reach the best with what the lists have
    /// that were left out.
    fn look_at(&mut self, mut promise: Promise, division: &Division, best: &mut Best) {
        let formula = self.formula;
        let mut rest = division.rest;
        if !formula.reaches(&promise, &rest, best.least()) {
            return;
        }
        let document = promise.document;
        let passages = self.passages(document..document + 1);
        let (required, others) = division.left_out.split_at(division.required);
        for &(lane, most) in required {
            let Some(lane) = self.lanes.get_mut(lane) else { continue };
            let Some(found) = lane.look_up(formula, document, &passages) else { return };
            promise.add(&found);
            rest.take_off(lane.role, most);
        }
        self.look_further(promise, rest, others, best);
    }

    /// Asks the other lists one by one, the strongest first, as long as a
    /// document can reach the best; scores it if it still can at the end.
    fn look_further(
        &mut self,
        mut promise: Promise,
        mut rest: Promise,
        others: &[(usize, f32)],
        best: &mut Best,
    ) {
        let (formula, document) = (self.formula, promise.document);
        if !formula.reaches(&promise, &rest, best.least()) {
            return;
        }
        let passages = self.passages(document..document + 1);
        for &(lane, most) in others {
            let Some(lane) = self.lanes.get_mut(lane) else { continue };
            if let Some(found) = lane.look_up(formula, document, &passages) {
                promise.add(&found);
            }
            rest.take_off(lane.role, most);
            if !formula.reaches(&promise, &rest, best.least()) {
                return;
            }
        }
        self.offer_document(document, best);
    }

    /// Goes through the documents that have all of the required lanes: those
    /// of the rarest, stretch by stretch, of which the others are asked.
    fn conjunction(&mut self, mut required: Vec<usize>, best: &mut Best) {
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
                promises.iter().for_each(|promise| self.look_at(*promise, &division, best));
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

    fn take_all(&mut self, passages: &Range<u32>) {
        self.lanes.iter_mut().for_each(|lane| lane.take(passages.start, passages.end));
    }

    /// Scores a document.
    fn offer_document(&mut self, document: u32, best: &mut Best) {
        let passages = self.passages(document..document + 1);
        self.sums.begin(passages.clone(), document..document + 1);
        for lane in &mut self.lanes {
            let (role, titles) = (lane.role, between(lane.titles, document, document + 1));
            let here = lane.in_document(&passages);
            match role {
                Role::Typed(weight) => self.sums.add(weight, here, titles),
                Role::Learnt(weight) => self.sums.add_learnt(weight, here, titles),
                Role::Filter => {}
            }
        }
        let mut partials = std::mem::take(&mut self.partials);
        partials.clear();
        self.sums.for_each(|partial| partials.push(partial));
        for &partial in &partials {
            self.offer(partial.passage, document, self.sums.score(partial), best);
        }
        self.partials = partials;
    }

    fn offer(&self, passage: u32, document: u32, score: f32, best: &mut Best) {
        let test = self.test.as_ref();
        if test.is_none_or(|test| test.passes((passage, document), self.segment, &self.lanes)) {
            best.offer(Candidate { segment: self.number, passage, score });
        }
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

    /// The passages of documents that lie side by side.
    fn passages(&self, documents: Range<u32>) -> Range<u32> {
        let first = |document: u32| self.segment.first_passage.get(document as usize).copied();
        let end = self.segment.document_of.len() as u32;
        first(documents.start).unwrap_or(end)..first(documents.end).unwrap_or(end)
    }
}

impl Lane<'_> {
    /// The most that the list adds to a passage of a document; `None` where
    /// it does not have the document.
    fn look_up(
        &mut self,
        formula: Formula<'_>,
        document: u32,
        passages: &Range<u32>,
    ) -> Option<Promise> {
        if formula.segment.is_flat {
            let frequency = self.frequency_in(passages.start);
            let has = frequency > 0.0 || self.is_titled(passages.start);
            return has.then(|| self.value(formula, passages.start, frequency));
        }
        self.take(passages.start, passages.end);
        formula.most_of(
            self.role,
            document,
            &self.here,
            between(self.titles, document, document + 1),
        )
    }
}

impl Formula<'_> {
    /// Whether a promise can reach `least` with the most that there may be
    /// besides.
    fn reaches(&self, promise: &Promise, rest: &Promise, least: f32) -> bool {
        let covered = (promise.covered + rest.covered).min(self.total);
        let typed = (promise.typed + rest.typed) * self.kept(covered);
        (typed + promise.learnt + rest.learnt) * ROUNDING >= least
    }

    /// The most that a list adds to a passage of a document, of which it has
    /// those postings.
    fn most_of(
        &self,
        role: Role,
        document: u32,
        here: &[Posting],
        titles: &[Posting],
    ) -> Option<Promise> {
        let (weight, _) = role.weights();
        if here.is_empty() && titles.is_empty() {
            return None;
        }
        let nearly = self.nearly(weight);
        let in_passage = here.iter().map(|&(passage, frequency)| nearly(passage, frequency));
        let mut most = in_passage.fold(0.0, f32::max);
        if !self.segment.is_flat || !titles.is_empty() {
            most += self.most_in_document(weight);
        }
        Some(Promise { document, ..role.promise(most) })
    }
}

/// Which lanes are left out of a window.
#[derive(Default)]
struct Division {
    /// By lane.
    is_left_out: Vec<bool>,
    /// The lanes left out, the strongest first, with the most that each adds.
    left_out: Vec<(usize, f32)>,
    /// Of these so many, the first ones, must have a document.
    required: usize,
    /// The most that these can add together.
    rest: Promise,
}

impl Division {
    fn clear(&mut self) {
        self.left_out.clear();
        self.rest = Promise::default();
    }

    fn leave_out(&mut self, number: usize, role: Role, most: f32) {
        self.rest.take_off(role, -most);
        self.left_out.push((number, most));
        self.is_left_out.get_mut(number).into_iter().for_each(|slot| *slot = true);
    }
}
