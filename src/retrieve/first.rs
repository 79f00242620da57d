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
use super::sums::{Formula, Norms, Partial, Sums};
use crate::index::{NO_DOCUMENT, Segment, Snapshot};
use crate::query::plan::{Filter, Plan};
use crate::rank::Profile;

/// Passages of a window, at least.
const WINDOW: u32 = 2048;

/// Bounds are sums in another order than scores: neither is exact.
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
        let formula = Formula { segment, facts, profile, norms: &norms };
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
    /// Of a window, and of a document.
    sums: Sums<'a>,
    of_document: Sums<'a>,
    /// Passages of a window that may be among the best.
    promising: Vec<Partial>,
}

impl<'a> Scan<'a> {
    fn open(
        wanted: Wanted<'a>,
        number: usize,
        (reader, formula): (&SegmentReader, Formula<'a>),
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
            lanes,
            test: test.transpose()?,
            sums: Sums::new(formula),
            of_document: Sums::new(formula),
            promising: Vec::new(),
        })
    }

    fn run(mut self, best: &mut Best) {
        let required = self.test.as_ref().map(Test::required).unwrap_or_default();
        let scores = self.lanes.iter().any(|lane| matches!(lane.role, Role::Typed(_)));
        if !scores {
            self.every_document(best);
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
            let passages = self.passages(document..document + 1);
            self.take_all(&passages);
            for passage in passages {
                self.offer(passage, document, 0.0, best);
            }
        }
    }

    /// Goes through all documents that have any concept.
    fn windows(&mut self, best: &mut Best) {
        let documents = self.segment.first_passage.len() as u32;
        let mut document = 0;
        while document < documents {
            let start = self.passages(document..document + 1).start;
            let rest = self.segment.first_passage.get(document as usize..).unwrap_or_default();
            let end = document + rest.partition_point(|&first| first < start + WINDOW) as u32;
            self.window(document..end, best);
            document = end;
        }
    }

    fn window(&mut self, documents: Range<u32>, best: &mut Best) {
        let passages = self.passages(documents.clone());
        let bounds = self.bounds(&passages);
        let Some(plan) = self.divide(&bounds, best.least()) else { return };
        self.sums.begin(passages.clone(), documents.clone());
        for (lane, &left_out) in self.lanes.iter_mut().zip(&plan.left_out) {
            if left_out {
                continue;
            }
            lane.take(passages.start, passages.end);
            let titles = between(lane.titles, documents.start, documents.end);
            match lane.role {
                Role::Typed(weight) => self.sums.add(weight, &lane.here, titles),
                Role::Learnt(weight) => self.sums.add_learnt(weight, &lane.here, titles),
                Role::Filter => {}
            }
        }
        if plan.is_whole() {
            self.offer_window(best);
        } else {
            self.offer_promising(&plan, best);
        }
    }

    /// Every list was added: the sums are the scores.
    fn offer_window(&mut self, best: &mut Best) {
        let mut found = std::mem::take(&mut self.promising);
        found.clear();
        let least = best.least();
        self.sums.for_each(|partial| {
            if partial.typed + partial.learnt >= least / ROUNDING {
                found.push(partial);
            }
        });
        for partial in &found {
            let score = self.sums.score(*partial);
            if score >= best.least() {
                self.offer(partial.passage, self.document_of(partial.passage), score, best);
            }
        }
        self.promising = found;
    }

    /// Looks at the documents of which what is known, with the most that the
    /// other lists can add, reaches the best.
    fn offer_promising(&mut self, plan: &Division, best: &mut Best) {
        let mut found = std::mem::take(&mut self.promising);
        found.clear();
        let reaches = |sums: &Sums<'_>, partial: &Partial, least: f32| {
            let covered = partial.covered + plan.weight;
            (partial.typed + plan.most) * sums.kept_at_most(covered) + partial.learnt
                >= least / ROUNDING
        };
        let least = best.least();
        self.sums.for_each(|partial| {
            if reaches(&self.sums, &partial, least) {
                found.push(partial);
            }
        });
        let mut last = None;
        for partial in &found {
            let document = self.document_of(partial.passage);
            if last == Some(document) || !reaches(&self.sums, partial, best.least()) {
                continue;
            }
            last = Some(document);
            let passages = self.passages(document..document + 1);
            for (lane, &left_out) in self.lanes.iter_mut().zip(&plan.left_out) {
                if left_out {
                    lane.take(passages.start, passages.end);
                }
            }
            self.offer_document(document, best);
        }
        self.promising = found;
    }

    /// Goes through the documents that have all of the required lanes.
    fn conjunction(&mut self, mut required: Vec<usize>, best: &mut Best) {
        let most_passages = |lane: &usize| self.lanes.get(*lane).map_or(0, |l| l.most_passages);
        required.sort_by_key(most_passages);
        let mut from = 0;
        while let Some(document) = self.next_with_all(&required, from) {
            from = document + 1;
            let passages = self.passages(document..from);
            let bounds = self.bounds(&passages);
            if self.divide(&bounds, best.least()).is_some() {
                self.take_all(&passages);
                self.offer_document(document, best);
            }
        }
    }

    /// The first document from `from` on that has all of the lanes.
    fn next_with_all(&mut self, lanes: &[usize], from: u32) -> Option<u32> {
        let mut wanted = from;
        'document: loop {
            for (rank, &lane) in lanes.iter().enumerate() {
                let next = self.next_with(lane, wanted)?;
                if next > wanted {
                    wanted = next;
                    if rank > 0 {
                        continue 'document;
                    }
                }
            }
            return Some(wanted);
        }
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

    /// Scores a document whose lanes have been taken.
    fn offer_document(&mut self, document: u32, best: &mut Best) {
        let passages = self.passages(document..document + 1);
        self.of_document.begin(passages.clone(), document..document + 1);
        for lane in &self.lanes {
            let here = between(&lane.here, passages.start, passages.end);
            let titles = between(lane.titles, document, document + 1);
            match lane.role {
                Role::Typed(weight) => self.of_document.add(weight, here, titles),
                Role::Learnt(weight) => self.of_document.add_learnt(weight, here, titles),
                Role::Filter => {}
            }
        }
        let mut found = Vec::new();
        self.of_document.for_each(|partial| found.push(partial));
        for partial in found {
            let score = self.of_document.score(partial);
            self.offer(partial.passage, document, score, best);
        }
    }

    fn offer(&self, passage: u32, document: u32, score: f32, best: &mut Best) {
        let test = self.test.as_ref();
        if test.is_none_or(|test| test.passes((passage, document), self.segment, &self.lanes)) {
            best.offer(Candidate { segment: self.number, passage, score });
        }
    }

    /// The most that each lane can add among those passages.
    fn bounds(&mut self, passages: &Range<u32>) -> Vec<f32> {
        let most = |lane: &mut Lane<'_>| match lane.role {
            Role::Filter => 0.0,
            _ => lane.most(passages.start, passages.end),
        };
        self.lanes.iter_mut().map(most).collect()
    }

    /// Which lanes can be left out where a passage must score `least`; `None`
    /// where all together do not reach it.
    fn divide(&self, bounds: &[f32], least: f32) -> Option<Division> {
        let mut learnt = 0.0;
        let mut typed: Vec<(f32, f32, usize)> = Vec::new();
        for (number, (lane, &most)) in self.lanes.iter().zip(bounds).enumerate() {
            match lane.role {
                Role::Typed(weight) => typed.push((most, if most > 0.0 { weight } else { 0.0 }, number)),
                Role::Learnt(_) => learnt += most,
                Role::Filter => {}
            }
        }
        typed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut division =
            Division { left_out: vec![false; self.lanes.len()], most: 0.0, weight: 0.0 };
        for (most, weight, number) in typed {
            let (most, weight) = (division.most + most, division.weight + weight);
            if (most * self.sums.kept_at_most(weight) + learnt) * ROUNDING >= least {
                return Some(division);
            }
            if most > division.most {
                let left_out = division.left_out.get_mut(number);
                left_out.into_iter().for_each(|left_out| *left_out = true);
            }
            division.most = most;
            division.weight = weight;
        }
        None
    }

    fn document_of(&self, passage: u32) -> u32 {
        self.segment.document_of.get(passage as usize).copied().unwrap_or(NO_DOCUMENT)
    }

    /// The passages of documents that lie side by side.
    fn passages(&self, documents: Range<u32>) -> Range<u32> {
        let first = |document: u32| self.segment.first_passage.get(document as usize).copied();
        let end = self.segment.document_of.len() as u32;
        first(documents.start).unwrap_or(end)..first(documents.end).unwrap_or(end)
    }
}

/// Which lanes are left out of a window.
struct Division {
    left_out: Vec<bool>,
    /// The most that these can add together.
    most: f32,
    /// What they can cover.
    weight: f32,
}

impl Division {
    fn is_whole(&self) -> bool {
        !self.left_out.contains(&true)
    }
}
