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

mod accumulators;
mod block_bounds;
mod conjunction;
mod document_scorer;
mod filter;
mod max_score;
mod norms;
mod partition;
pub(crate) mod role;
mod scored_cursor;
mod single_term;
pub(crate) mod top_k;
mod upper_bounds;

use std::ops::Range;


use crate::query::plan::{Filter, Plan};
use crate::rank::evidence::QueryFacts;
use crate::rank::profile::Profile;
use crate::search::matching::gather::ConceptPostings;
use crate::search::topk::role::{Role, UpperBound};
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;
use document_scorer::{DocumentScorer, Formula, PartialScore};
use filter::FilterTest;
use norms::NormTables;
use partition::Partition;
use scored_cursor::{ScoredCursor, between};
use top_k::{Candidate, TopK};
use upper_bounds::WindowBounds;

/// Most passages of a list that are taken at once.
const LONGEST_STRETCH: u32 = 1 << 16;

/// What the first stage looks for.
#[derive(Clone, Copy)]
pub(super) struct TopKInput<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) plan: &'a Plan,
    pub(super) facts: &'a QueryFacts,
    pub(super) profile: &'a Profile,
    /// One for each concept of the plan.
    pub(super) postings: &'a [ConceptPostings],
    /// One for each learnt term.
    pub(super) learnt: &'a [ConceptPostings],
    /// Numbers of the scoring concepts.
    pub(super) scoring: &'a [usize],
}

/// Offers the best passages of all segments.
pub(super) fn first(wanted: TopKInput<'_>, top_k: &mut TopK) -> tantivy::Result<()> {
    let norms = NormTables::new(wanted.facts, wanted.profile);
    let TopKInput { facts, profile, .. } = wanted;
    let total = facts.concepts.iter().map(|concept| concept.weight).sum();
    for (number, segment) in wanted.snapshot.segments.iter().enumerate() {
        let formula = Formula { segment, facts, profile, norms: &norms, total };
        SegmentSearch::open(wanted, number, formula)?.run(top_k);
    }
    Ok(())
}

/// The cursors of a segment, and by concept of the plan the number of its own.
struct Cursors<'a> {
    cursors: Vec<ScoredCursor<'a>>,
    of_concept: Vec<Option<usize>>,
}

impl<'a> Cursors<'a> {
    /// Opens scoring concepts in the order of the plan, then feedback terms,
    /// then concepts that only the filter asks for: scores are summed in this
    /// order, so that equal input gives equal bits.
    fn open(wanted: TopKInput<'a>, number: usize, formula: Formula<'a>) -> tantivy::Result<Self> {
        let TopKInput { plan, facts, .. } = wanted;
        let of_concept = vec![None; plan.concepts.len()];
        let mut all = Self { cursors: Vec::new(), of_concept };
        for (&concept, facts) in wanted.scoring.iter().zip(&facts.concepts) {
            let Some(postings) = wanted.postings.get(concept) else { continue };
            let cursor = all.push(postings, number, formula, Role::Typed(facts.weight))?;
            if let Some(slot) = all.of_concept.get_mut(concept) {
                *slot = cursor;
            }
        }
        for (postings, facts) in wanted.learnt.iter().zip(&facts.learnt) {
            all.push(postings, number, formula, Role::Learnt(facts.weight))?;
        }
        for concept in plan.filter.iter().flat_map(Filter::concepts) {
            let is_open = all.of_concept.get(concept).is_none_or(Option::is_some);
            if let (false, Some(postings)) = (is_open, wanted.postings.get(concept)) {
                let cursor = all.push(postings, number, formula, Role::Filter)?;
                if let Some(slot) = all.of_concept.get_mut(concept) {
                    *slot = cursor;
                }
            }
        }
        Ok(all)
    }

    fn push(
        &mut self,
        postings: &'a ConceptPostings,
        number: usize,
        formula: Formula<'a>,
        role: Role,
    ) -> tantivy::Result<Option<usize>> {
        let Some(postings) = postings.segments.get(number) else { return Ok(None) };
        self.cursors.push(ScoredCursor::open(formula, postings, role)?);
        Ok(Some(self.cursors.len() - 1))
    }
}

/// One segment being gone through.
struct SegmentSearch<'a> {
    number: u32,
    segment: &'a Segment,
    /// Scoring concepts in the order of the plan, then learnt terms, then
    /// concepts of the filter alone.
    cursors: Vec<ScoredCursor<'a>>,
    test: Option<FilterTest>,
    formula: Formula<'a>,
    bounds: WindowBounds<'a>,
    /// Whether promises are offered for scores.
    is_approximate: bool,
    /// Promises of a window that may be among the best.
    taken: Vec<UpperBound>,
    /// Of a document.
    scorer: DocumentScorer<'a>,
    /// Of each lane in the text of the passage looked at, as far as they are
    /// known.
    frequencies: Vec<f32>,
}

impl<'a> SegmentSearch<'a> {
    fn open(wanted: TopKInput<'a>, number: usize, formula: Formula<'a>) -> tantivy::Result<Self> {
        let Cursors { cursors, of_concept } = Cursors::open(wanted, number, formula)?;
        let cursor_of = |concept: usize| of_concept.get(concept).copied().flatten();
        let test = wanted.plan.filter.as_ref();
        let test = test.map(|filter| FilterTest::new(filter, formula.segment, &cursor_of));
        Ok(Self {
            number: number as u32,
            segment: formula.segment,
            frequencies: Vec::new(),
            cursors,
            test: test.transpose()?,
            formula,
            bounds: WindowBounds::new(formula),
            is_approximate: false,
            taken: Vec::new(),
            scorer: DocumentScorer::new(formula),
        })
    }

    fn run(mut self, top_k: &mut TopK) {
        let required = self.test.as_ref().map(FilterTest::required).unwrap_or_default();
        let scores = self.cursors.iter().any(|cursor| matches!(cursor.role, Role::Typed(_)));
        if !scores {
            self.every_document(top_k);
        } else if required.is_empty() && self.is_single_term() {
            self.single_term(top_k);
        } else if required.is_empty()
            && self.segment.one_passage_per_document
            && self.test.is_none()
        {
            self.max_score_approximate(top_k);
        } else if required.is_empty() {
            self.max_score(top_k);
        } else {
            self.conjunction(required, top_k);
        }
    }

    /// Where nothing scores, a filter alone makes a hit.
    fn every_document(&mut self, top_k: &mut TopK) {
        if self.test.is_none() {
            return;
        }
        for document in 0..self.segment.first_passage.len() as u32 {
            let passages = self.passages_of(document);
            self.take_all(&passages);
            for passage in passages.filter(|&passage| self.segment.is_alive(passage)) {
                self.offer(passage, document, 0.0, top_k);
            }
        }
    }

    /// Scores a document if it can reach the best with what the lists have
    /// that were left out.
    fn examine(&mut self, mut bound: UpperBound, partition: &Partition, top_k: &mut TopK) {
        let formula = self.formula;
        let mut remaining = partition.remaining_bound;
        if !formula.reaches(&bound, &remaining, top_k.threshold()) {
            return;
        }
        let document = bound.document;
        let passages = self.passages_of(document);
        let (required, others) = partition.non_essential.split_at(partition.required);
        for &(cursor, upper_bound) in required {
            let Some(cursor) = self.cursors.get_mut(cursor) else { continue };
            let Some(found) = cursor.look_up(formula, document, &passages) else { return };
            bound.add(&found);
            remaining.take_off(cursor.role, upper_bound);
        }
        self.examine_further(bound, remaining, others, top_k);
    }

    /// Asks the other lists one by one, the strongest first, as long as a
    /// document can reach the best; scores it if it still can at the end.
    fn examine_further(
        &mut self,
        mut bound: UpperBound,
        mut remaining: UpperBound,
        others: &[(usize, f32)],
        top_k: &mut TopK,
    ) {
        let (formula, document) = (self.formula, bound.document);
        if !formula.reaches(&bound, &remaining, top_k.threshold()) {
            return;
        }
        let passages = self.passages_of(document);
        for &(cursor, upper_bound) in others {
            let Some(cursor) = self.cursors.get_mut(cursor) else { continue };
            if let Some(found) = cursor.look_up(formula, document, &passages) {
                bound.add(&found);
            }
            remaining.take_off(cursor.role, upper_bound);
            if !formula.reaches(&bound, &remaining, top_k.threshold()) {
                return;
            }
        }
        match passages.start {
            passage if self.is_approximate && !self.is_titled(passage) => {
                top_k.offer(self.approximate(passage, &bound));
            }
            _ => self.offer_document(document, top_k),
        }
    }

    fn role_of(&self, cursor: usize) -> Role {
        self.cursors.get(cursor).map_or(Role::Filter, |cursor| cursor.role)
    }

    fn is_titled(&self, passage: u32) -> bool {
        self.cursors.iter().any(|cursor| cursor.is_titled(passage))
    }

    /// A passage that is a document with nearly its score, for which all is
    /// promised that it has.
    fn approximate(&self, passage: u32, bound: &UpperBound) -> Candidate {
        let UpperBound { typed, covered, learnt, .. } = *bound;
        let score = self.scorer.score(PartialScore { passage, typed, learnt, covered });
        Candidate { segment: self.number, passage, score }
    }

    fn take_all(&mut self, passages: &Range<u32>) {
        self.cursors.iter_mut().for_each(|cursor| cursor.take(passages.start, passages.end));
    }

    /// Scores a document.
    fn offer_document(&mut self, document: u32, top_k: &mut TopK) {
        let passages = self.passages_of(document);
        self.scorer.begin(passages.clone());
        for cursor in &mut self.cursors {
            let (role, titles) = (cursor.role, between(cursor.titles, document, document + 1));
            let postings = cursor.in_document(&passages);
            match role {
                Role::Typed(weight) => self.scorer.add(weight, postings, titles),
                Role::Learnt(weight) => self.scorer.add_learnt(weight, postings, titles),
                Role::Filter => {}
            }
        }
        for partial in self.scorer.found() {
            self.offer(partial.passage, document, self.scorer.score(partial), top_k);
        }
    }

    /// Scores a passage that is a document, in the text of which alone the
    /// lanes are, and so often each, and which passes.
    fn offer_text(&mut self, passage: u32, top_k: &mut TopK) {
        self.scorer.begin(passage..passage + 1);
        for (cursor, &frequency) in self.cursors.iter().zip(&self.frequencies) {
            if let Role::Typed(weight) = cursor.role {
                self.scorer.add(weight, &[(passage, frequency)], &[]);
            }
        }
        for partial in self.scorer.found() {
            let score = self.scorer.score(partial);
            top_k.offer(Candidate { segment: self.number, passage, score });
        }
    }

    fn offer(&self, passage: u32, document: u32, score: f32, top_k: &mut TopK) {
        let test = self.test.as_ref();
        if test.is_none_or(|test| test.passes((passage, document), self.segment, &self.cursors)) {
            top_k.offer(Candidate { segment: self.number, passage, score });
        }
    }

    /// The passages of a document; deleted ones behind it may be among them,
    /// unless the document is one passage.
    fn passages_of(&self, document: u32) -> Range<u32> {
        let passages = self.passages(document..document + 1);
        if self.segment.one_passage_per_document {
            passages.start..passages.start + 1
        } else {
            passages
        }
    }

    /// The passages of documents that lie side by side.
    fn passages(&self, documents: Range<u32>) -> Range<u32> {
        let first = |document: u32| self.segment.first_passage_of(document);
        let end = self.segment.document_of.len() as u32;
        first(documents.start).unwrap_or(end)..first(documents.end).unwrap_or(end)
    }
}
