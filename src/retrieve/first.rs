//! The first stage: the best passages by the score of `rank` without
//! proximity, the same as by scoring every passage, without looking at those
//! that cannot be among them.
//!
//! A segment is gone through in windows of whole documents. In each, lists
//! that together cannot lift a passage among the best are left out, and asked
//! only for the documents that the other lists make promising. That is
//! `MaxScore` (Turtle and Flood, "Query evaluation: strategies and
//! optimizations", IPM 31, 1995) by windows with the bounds of blocks, as in
//! Ding and Suel, "Faster top-k document retrieval using block-max indexes",
//! SIGIR 2011.

mod conjunction;
mod division;
mod one_list;
mod windows;

use std::ops::Range;

use tantivy::SegmentReader;

use super::best::{Best, Candidate};
use super::evidence::QueryFacts;
use super::filter::Test;
use super::gather::Gathered;
use super::lane::{Lane, Role, between};
use super::norms::Norms;
use super::promise::{Promise, Promises};
use super::sums::{Formula, Partial, Sums};
use crate::index::{Segment, Snapshot};
use crate::query::plan::{Filter, Plan};
use crate::rank::Profile;
use division::Division;

/// Most passages of a list that are taken at once.
const LONGEST_STRETCH: u32 = 1 << 16;

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
    let Wanted { facts, profile, .. } = wanted;
    let total = facts.concepts.iter().map(|concept| concept.weight).sum();
    for (number, (reader, segment)) in readers.iter().zip(&wanted.snapshot.segments).enumerate() {
        let formula = Formula { segment, facts, profile, norms: &norms, total };
        Scan::open(wanted, number, (reader, formula))?.run(best);
    }
    Ok(())
}

/// One segment being gone through.
struct Scan<'a> {
    number: u32,
    segment: &'a Segment,
    /// Scoring concepts in the order of the plan, then learnt terms, then
    /// concepts of the filter alone.
    lanes: Vec<Lane<'a>>,
    test: Option<Test>,
    formula: Formula<'a>,
    promises: Promises<'a>,
    /// Whether promises are offered for scores.
    is_nearly: bool,
    /// Promises of a window that may be among the best.
    taken: Vec<Promise>,
    /// Of a document.
    sums: Sums<'a>,
    /// Of each lane in the text of the passage looked at, as far as they are
    /// known.
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
            segment: formula.segment,
            frequencies: Vec::new(),
            lanes,
            test: test.transpose()?,
            formula,
            promises: Promises::new(formula),
            is_nearly: false,
            taken: Vec::new(),
            sums: Sums::new(formula),
        })
    }

    fn run(mut self, best: &mut Best) {
        let required = self.test.as_ref().map(Test::required).unwrap_or_default();
        let scores = self.lanes.iter().any(|lane| matches!(lane.role, Role::Typed(_)));
        if !scores {
            self.every_document(best);
        } else if required.is_empty() && self.is_one_list() {
            self.one_list(best);
        } else if required.is_empty() && self.segment.is_flat && self.test.is_none() {
            self.windows_nearly(best);
        } else if required.is_empty() {
            self.windows(best);
        } else {
            self.conjunction(required, best);
        }
    }

    /// Where nothing scores, a filter alone makes a hit.
    fn every_document(&mut self, best: &mut Best) {
        if self.test.is_none() {
            return;
        }
        for document in 0..self.segment.first_passage.len() as u32 {
            let passages = self.passages_of(document);
            self.take_all(&passages);
            for passage in passages.filter(|&passage| self.segment.is_alive(passage)) {
                self.offer(passage, document, 0.0, best);
            }
        }
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
        let passages = self.passages_of(document);
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
        let passages = self.passages_of(document);
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
        match passages.start {
            passage if self.is_nearly && !self.is_titled(passage) => {
                best.offer(self.nearly(passage, &promise));
            }
            _ => self.offer_document(document, best),
        }
    }

    fn role_of(&self, lane: usize) -> Role {
        self.lanes.get(lane).map_or(Role::Filter, |lane| lane.role)
    }

    fn is_titled(&self, passage: u32) -> bool {
        self.lanes.iter().any(|lane| lane.is_titled(passage))
    }

    /// A passage that is a document with nearly its score, for which all is
    /// promised that it has.
    fn nearly(&self, passage: u32, promise: &Promise) -> Candidate {
        let Promise { typed, covered, learnt, .. } = *promise;
        let score = self.sums.score(Partial { passage, typed, learnt, covered });
        Candidate { segment: self.number, passage, score }
    }

    fn take_all(&mut self, passages: &Range<u32>) {
        self.lanes.iter_mut().for_each(|lane| lane.take(passages.start, passages.end));
    }

    /// Scores a document.
    fn offer_document(&mut self, document: u32, best: &mut Best) {
        let passages = self.passages_of(document);
        self.sums.begin(passages.clone());
        for lane in &mut self.lanes {
            let (role, titles) = (lane.role, between(lane.titles, document, document + 1));
            let here = lane.in_document(&passages);
            match role {
                Role::Typed(weight) => self.sums.add(weight, here, titles),
                Role::Learnt(weight) => self.sums.add_learnt(weight, here, titles),
                Role::Filter => {}
            }
        }
        for partial in self.sums.found() {
            self.offer(partial.passage, document, self.sums.score(partial), best);
        }
    }

    /// Scores a passage that is a document, in the text of which alone the
    /// lanes are, and so often each, and which passes.
    fn offer_text(&mut self, passage: u32, best: &mut Best) {
        self.sums.begin(passage..passage + 1);
        for (lane, &frequency) in self.lanes.iter().zip(&self.frequencies) {
            if let Role::Typed(weight) = lane.role {
                self.sums.add(weight, &[(passage, frequency)], &[]);
            }
        }
        for partial in self.sums.found() {
            let score = self.sums.score(partial);
            best.offer(Candidate { segment: self.number, passage, score });
        }
    }

    fn offer(&self, passage: u32, document: u32, score: f32, best: &mut Best) {
        let test = self.test.as_ref();
        if test.is_none_or(|test| test.passes((passage, document), self.segment, &self.lanes)) {
            best.offer(Candidate { segment: self.number, passage, score });
        }
    }

    /// The passages of a document; deleted ones behind it may be among them,
    /// unless the document is one passage.
    fn passages_of(&self, document: u32) -> Range<u32> {
        let passages = self.passages(document..document + 1);
        if self.segment.is_flat { passages.start..passages.start + 1 } else { passages }
    }

    /// The passages of documents that lie side by side.
    fn passages(&self, documents: Range<u32>) -> Range<u32> {
        let first = |document: u32| self.segment.first_passage_of(document);
        let end = self.segment.document_of.len() as u32;
        first(documents.start).unwrap_or(end)..first(documents.end).unwrap_or(end)
    }
}
