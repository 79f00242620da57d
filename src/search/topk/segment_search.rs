//! The search of one segment: which way it takes, and the scoring of documents
//! that all ways share.

use std::ops::Range;

use tantivy::DocId;

use super::document_scorer::{DocumentScorer, PartialScore, Presence};
use super::filter::{CursorNumbers, FilterTest};
use super::first_stage::FirstStage;
use super::partition::Partition;
use super::role::{Role, UpperBound};
use super::scored_cursor::ScoredCursor;
use super::segment_formula::SegmentFormula;
use super::top_k::{Candidate, TopK};
use super::upper_bounds::WindowBounds;
use super::window::passages_of;
use crate::facts::condition::FactCondition;
use crate::query::plan::Filter;
use crate::search::clock::Clock;
use crate::search::matching::fact_lists::FactLists;
use crate::search::matching::gather::ConceptPostings;
use crate::search::matching::posting::titles_between;
use crate::store::ordinals::{DocumentOrd, SegmentOrd};
use crate::store::segment::Segment;

/// One segment being searched.
pub(super) struct SegmentSearch<'a> {
    number: SegmentOrd,
    pub(super) segment: &'a Segment,
    /// See [`Cursors::open`].
    pub(super) cursors: Vec<ScoredCursor<'a>>,
    pub(super) test: Option<FilterTest>,
    /// Whether the test comes before the score.
    is_tested_first: bool,
    /// Numbers of the cursors of conditions on facts.
    fact_lists: Vec<usize>,
    pub(super) formula: SegmentFormula<'a>,
    pub(super) bounds: WindowBounds<'a>,
    /// Whether bounds are offered as scores.
    pub(super) is_approximate: bool,
    /// Bounds of a window: room that is allocated once.
    pub(super) taken: Vec<UpperBound>,
    scorer: DocumentScorer<'a>,
    /// The frequency of each list in the text of the passage at hand, as far
    /// as it is known.
    pub(super) frequencies: Vec<f32>,
    pub(super) clock: &'a Clock,
}

/// The cursors of a segment, and by concept of the plan the number of its own.
pub(super) struct Cursors<'a> {
    pub(super) list: Vec<ScoredCursor<'a>>,
    pub(super) of_concept: Vec<Option<usize>>,
    /// Conditions on facts that have a list, with the number of its cursor.
    of_fact: Vec<(&'a FactCondition, usize)>,
    /// The conditions of the filter, and the segment that they are asked of.
    facts: (&'a FactLists<'a>, SegmentOrd),
}

impl<'a> Cursors<'a> {
    /// The test of a filter that asks these cursors.
    pub(super) fn test(&self, filter: &Filter, segment: &Segment) -> tantivy::Result<FilterTest> {
        let of_concept = |concept: usize| self.of_concept.get(concept).copied().flatten();
        let of_fact = |condition: &FactCondition| {
            let of_fact = self.of_fact.iter().find(|(other, _)| *other == condition);
            of_fact.map(|(_, cursor)| *cursor)
        };
        let (facts, number) = self.facts;
        let accepted =
            |condition: &FactCondition| facts.accepted(condition)?.get(number.index()).cloned();
        let numbers =
            CursorNumbers { of_concept: &of_concept, of_fact: &of_fact, accepted: &accepted };
        FilterTest::new(filter, segment, &numbers)
    }

    /// Opens scoring concepts in the order of the plan, then forms, then feedback
    /// terms, then concepts that only the filter asks for: scores are summed in this
    /// order, so that equal input gives equal bits.
    pub(super) fn open(
        stage: FirstStage<'a>,
        number: SegmentOrd,
        formula: SegmentFormula<'a>,
    ) -> tantivy::Result<Self> {
        let FirstStage { plan, facts, .. } = stage;
        let of_concept = vec![None; plan.concepts.len()];
        let facts_of_filter = (stage.fact_lists, number);
        let mut all =
            Self { list: Vec::new(), of_concept, of_fact: Vec::new(), facts: facts_of_filter };
        for (order, (&concept, of)) in stage.scoring.iter().zip(&facts.concepts).enumerate() {
            let Some(postings) = stage.postings.get(concept) else { continue };
            let cursor = all.push(postings, number, formula, Role::Typed(of.weight))?;
            all.set(concept, cursor);
            if let Some(cursor) = all.list.last_mut() {
                cursor.presence = Presence::of_concept(order, facts);
            }
        }
        for (postings, facts) in stage.forms.iter().zip(&facts.forms) {
            all.push(postings, number, formula, Role::Form(facts.weight))?;
        }
        for (postings, facts) in stage.learnt.iter().zip(&facts.learnt) {
            all.push(postings, number, formula, Role::Learnt(facts.weight))?;
        }
        for concept in plan.filter.iter().flat_map(Filter::concepts) {
            let is_open = all.of_concept.get(concept).is_none_or(Option::is_some);
            if let (false, Some(postings)) = (is_open, stage.postings.get(concept)) {
                let cursor = all.push(postings, number, formula, Role::Filter)?;
                all.set(concept, cursor);
            }
        }
        for (condition, postings) in stage.fact_lists.iter() {
            let cursor = all.push(postings, number, formula, Role::Filter)?;
            all.of_fact.extend(cursor.map(|cursor| (condition, cursor)));
        }
        Ok(all)
    }

    fn push(
        &mut self,
        postings: &'a ConceptPostings,
        number: SegmentOrd,
        formula: SegmentFormula<'a>,
        role: Role,
    ) -> tantivy::Result<Option<usize>> {
        let Some(postings) = postings.segments.get(number.index()) else { return Ok(None) };
        self.list.push(ScoredCursor::open(formula, postings, role)?);
        Ok(Some(self.list.len() - 1))
    }

    fn set(&mut self, concept: usize, cursor: Option<usize>) {
        if let Some(slot) = self.of_concept.get_mut(concept) {
            *slot = cursor;
        }
    }
}

impl<'a> SegmentSearch<'a> {
    pub(super) fn open(
        stage: FirstStage<'a>,
        number: SegmentOrd,
        formula: SegmentFormula<'a>,
    ) -> tantivy::Result<Self> {
        let cursors = Cursors::open(stage, number, formula)?;
        let filter = stage.plan.filter.as_ref();
        let test = filter.map(|filter| cursors.test(filter, formula.segment)).transpose()?;
        Ok(Self {
            number,
            segment: formula.segment,
            fact_lists: cursors.of_fact.iter().map(|(_, cursor)| *cursor).collect(),
            cursors: cursors.list,
            is_tested_first: test.as_ref().is_some_and(FilterTest::is_without_cursors),
            test,
            formula,
            bounds: WindowBounds::new(formula),
            is_approximate: false,
            taken: Vec::new(),
            scorer: DocumentScorer::new(formula),
            frequencies: Vec::new(),
            clock: stage.clock,
        })
    }

    /// Offers the best passages of the segment. Damage that any list was met
    /// with is an error: passages may be missing.
    pub(super) fn run(mut self, top_k: &mut TopK) -> tantivy::Result<()> {
        self.offer_best(top_k);
        self.cursors.iter().try_for_each(|cursor| Ok(cursor.check()?))
    }

    /// Searches the segment by the cheapest way that the query allows.
    fn offer_best(&mut self, top_k: &mut TopK) {
        let required = self.test.as_ref().map(FilterTest::required).unwrap_or_default();
        let is_typed = |cursor: &ScoredCursor<'_>| matches!(cursor.role, Role::Typed(_));
        if !self.cursors.iter().any(is_typed) {
            self.every_document(top_k);
        } else if !required.is_empty() {
            self.conjunction(required, top_k);
        } else if self.is_single_term() {
            self.single_term(top_k);
        } else if self.bounds_are_scores() {
            self.max_score_approximate(top_k);
        } else {
            self.max_score(top_k);
        }
    }

    /// Whether the complete bound of a document is nearly its score.
    fn bounds_are_scores(&self) -> bool {
        let facts = self.formula.facts;
        // A bound does not know which of the concepts the document has, nor what
        // of it are forms.
        let is_held_back = facts.shares.hold_back_passages()
            || !facts.learnt.is_empty()
                && (facts.shares.subject().is_some() || !facts.forms.is_empty());
        self.segment.one_passage_per_document && self.test.is_none() && !is_held_back
    }

    /// Offers every document that the filter lets through: where no concept
    /// scores, the filter makes a hit.
    fn every_document(&mut self, top_k: &mut TopK) {
        let Some(test) = &self.test else { return };
        if let Some(lead) = self.shortest_list(&test.required()) {
            return self.every_passage_of(lead, top_k);
        }
        for document in (0..self.segment.first_passage.len() as u32).map(DocumentOrd) {
            if self.clock.is_over() {
                return;
            }
            let passages = passages_of(self.segment, document);
            self.cursors.iter_mut().for_each(|cursor| cursor.take(&passages));
            for passage in passages.filter(|&passage| self.segment.is_alive(passage)) {
                let candidate =
                    Candidate { segment: self.number, passage, score: 0.0, learnt_share: 1.0 };
                self.offer(candidate, document, top_k);
            }
        }
    }

    /// The shortest of those cursors that are lists of passages alone: a title has
    /// none of their facts.
    fn shortest_list(&self, required: &[usize]) -> Option<usize> {
        let lists = required.iter().copied().filter(|number| self.fact_lists.contains(number));
        lists.min_by_key(|&number| self.max_passages(number))
    }

    /// Offers every passage of a list that the filter lets through.
    fn every_passage_of(&mut self, lead: usize, top_k: &mut TopK) {
        let is_test = matches!(self.test, Some(FilterTest::Cursor(number)) if number == lead);
        let mut from = 0;
        loop {
            let Some(cursor) = self.cursors.get_mut(lead) else { return };
            let passage = cursor.seek(from);
            if passage == tantivy::TERMINATED || self.clock.is_over() {
                return;
            }
            from = passage.saturating_add(1);
            let Some(document) = self.segment.document_at(passage) else { continue };
            let candidate =
                Candidate { segment: self.number, passage, score: 0.0, learnt_share: 1.0 };
            if is_test {
                top_k.offer(candidate);
                continue;
            }
            let passages = passages_of(self.segment, document);
            self.cursors.iter_mut().for_each(|cursor| cursor.take(&passages));
            from = from.max(passages.end);
            for passage in passages.filter(|&passage| self.segment.is_alive(passage)) {
                self.offer(Candidate { passage, ..candidate }, document, top_k);
            }
        }
    }

    /// Scores a document if it can reach the threshold with what the unread
    /// lists add.
    pub(super) fn examine(
        &mut self,
        mut bound: UpperBound,
        partition: &Partition,
        top_k: &mut TopK,
    ) {
        let formula = self.formula;
        let mut remaining = partition.remaining_bound;
        if !formula.reaches(&bound, &remaining, top_k.threshold()) {
            return;
        }
        let document = bound.document;
        if self.is_left_out(document) {
            return;
        }
        let passages = passages_of(self.segment, document);
        let (required, others) = partition.non_essential.split_at(partition.required);
        for &(number, max_score) in required {
            let Some(cursor) = self.cursors.get_mut(number) else { continue };
            let Some(found) = cursor.look_up(formula, document, &passages) else { return };
            bound.add(&found);
            remaining.subtract(cursor.role, max_score);
        }
        self.look_up_others(bound, remaining, others, top_k);
    }

    /// Looks a document up in the other lists one by one, the strongest first,
    /// as long as it can reach the threshold; scores it if it still can at the
    /// end.
    pub(super) fn look_up_others(
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
        let passages = passages_of(self.segment, document);
        for &(number, max_score) in others {
            let Some(cursor) = self.cursors.get_mut(number) else { continue };
            if let Some(found) = cursor.look_up(formula, document, &passages) {
                bound.add(&found);
            }
            remaining.subtract(cursor.role, max_score);
            if !formula.reaches(&bound, &remaining, top_k.threshold()) {
                return;
            }
        }
        if self.is_approximate && !self.is_titled(passages.start) {
            top_k.offer(self.approximate(passages.start, &bound));
        } else {
            self.offer_document(document, top_k);
        }
    }

    /// An upper bound of how many passages a list has.
    pub(super) fn max_passages(&self, number: usize) -> usize {
        self.cursors.get(number).map_or(0, |cursor| cursor.max_passages)
    }

    pub(super) fn role_of(&self, number: usize) -> Role {
        self.cursors.get(number).map_or(Role::Filter, |cursor| cursor.role)
    }

    fn is_titled(&self, passage: DocId) -> bool {
        self.cursors.iter().any(|cursor| cursor.is_titled(passage))
    }

    /// A passage that is a document with nearly its score: its complete bound.
    fn approximate(&self, passage: DocId, bound: &UpperBound) -> Candidate {
        let UpperBound { typed, covered, bonus, .. } = *bound;
        let are_forms = self.formula.facts.learnt.is_empty();
        let (form, learnt) = if are_forms { (bonus, 0.0) } else { (0.0, bonus) };
        let presence = Presence { has_typed: true, has_subject: true };
        let covered_by_document = covered;
        let of =
            PartialScore { passage, typed, form, learnt, covered, covered_by_document, presence };
        self.candidate(of)
    }

    fn candidate(&self, of: PartialScore) -> Candidate {
        let score = self.scorer.score(of);
        // The second stage adds what is learnt to a score that has the passage's share.
        let learnt_share = self.scorer.learnt_share(&of) * self.scorer.passage_share(&of);
        Candidate { segment: self.number, passage: of.passage, score, learnt_share }
    }

    /// Scores a document exactly.
    pub(super) fn offer_document(&mut self, document: DocumentOrd, top_k: &mut TopK) {
        let passages = passages_of(self.segment, document);
        self.scorer.begin(passages.clone());
        for cursor in &mut self.cursors {
            let titles = titles_between(cursor.titles, document, document.next());
            let (role, presence) = (cursor.role, cursor.presence);
            let postings = cursor.in_document(&passages);
            match role {
                Role::Typed(weight) => self.scorer.add((weight, presence), postings, titles),
                Role::Form(weight) => self.scorer.add_form(weight, postings),
                Role::Learnt(weight) => self.scorer.add_learnt(weight, postings, titles),
                Role::Filter => {}
            }
        }
        for hit in self.scorer.hits() {
            self.offer(self.candidate(hit), document, top_k);
        }
    }

    /// Scores a passage that is a document and passes the filter, by the
    /// frequencies noted: no title has a list.
    pub(super) fn offer_text(&mut self, passage: DocId, top_k: &mut TopK) {
        self.scorer.begin(Range { start: passage, end: passage + 1 });
        for (cursor, &frequency) in self.cursors.iter().zip(&self.frequencies) {
            if let Role::Typed(weight) = cursor.role {
                self.scorer.add((weight, cursor.presence), &[(passage, frequency)], &[]);
            }
        }
        for hit in self.scorer.hits() {
            top_k.offer(self.candidate(hit));
        }
    }

    /// Whether no passage of a document passes the filter, as far as columns and lists
    /// tell, which cost less than a score.
    pub(super) fn is_left_out(&self, document: DocumentOrd) -> bool {
        let Some(test) = self.test.as_ref().filter(|_| self.is_tested_first) else { return false };
        let passes = |passage: DocId| test.passes((passage, document), self.segment, &self.cursors);
        !passages_of(self.segment, document).any(passes)
    }

    fn offer(&self, candidate: Candidate, document: DocumentOrd, top_k: &mut TopK) {
        let (test, address) = (self.test.as_ref(), (candidate.passage, document));
        if test.is_none_or(|test| test.passes(address, self.segment, &self.cursors)) {
            top_k.offer(candidate);
        }
    }
}
