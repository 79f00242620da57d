//! The ranking stages over matched concepts: top-k, feedback, re-rank.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::answered;
use super::answers::wanted::Wanted;
use super::clock::Clock;
use super::copies::Folding;
use super::matching::matched::Matched;
use super::rerank::evidence_cache::EvidenceCache;
use super::rerank::feedback::{FeedbackTerms, learn};
use super::rerank::tie_break::in_order;
use super::rerank::{Quota, rerank};
use super::same_words::Address;
use super::topk;
use super::topk::first_stage::FirstStage;
use super::topk::top_k::Candidate;
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::rank::profile::Profile;
use crate::store::snapshot::Snapshot;

/// At most one passage in this many of the index is a feedback passage: what
/// the first of a handful of passages have in common is chance.
const PASSAGES_PER_SAMPLE: u64 = 10;

/// The candidates of a question that are read for their answers, the best by the words
/// typed. A full answer stands among the first ten for nine questions of ten.
const READ_FOR_ANSWERS: usize = 30;

/// What the stages rank by.
pub(super) struct Stages<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) analyzer: &'a Analyzer,
    pub(super) profile: &'a Profile,
    pub(super) matched: &'a Matched<'a>,
    /// What a question wants, of a profile that looks for answers.
    pub(super) wanted: Option<&'a Wanted>,
    /// Says when to end with what was found by then.
    pub(super) clock: &'a Clock,
}

/// How many candidates the second stage re-ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// As many as the profile says; the others keep their first-stage scores, and are
    /// ordered by them among all.
    OneBlock,
    /// All up to the end of the page, block by block.
    Pages,
}

/// The places of a ranking that are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages {
    /// Places before the page.
    pub(super) from: usize,
    /// Places of the page.
    pub(super) count: usize,
    /// Places that one document may take.
    pub(super) per_document: usize,
    /// How deep the second stage re-ranks.
    pub(super) depth: Depth,
    /// Whether copies are folded.
    pub(super) folds_copies: bool,
}

impl Pages {
    /// Places up to the end of the page.
    fn end(&self) -> usize {
        self.from.saturating_add(self.count)
    }
}

/// Ranked candidates, with what was learnt on the way.
pub(super) struct Ranked<'a> {
    /// Those of the page, the best first.
    pub(super) candidates: Vec<Candidate>,
    pub(super) feedback: FeedbackTerms,
    pub(super) evidence: EvidenceCache<'a>,
    /// The ids of the documents whose passages were folded into a candidate.
    pub(super) copies: BTreeMap<Address, Vec<String>>,
}

impl<'a> Stages<'a> {
    /// Every passage that matches, in no order.
    pub(super) fn every_match(&self) -> Result<Vec<Candidate>> {
        self.top_k(&FeedbackTerms::none(self.matched), usize::MAX)
    }

    /// Ranks, and collects the evidence of each candidate of the page.
    pub(super) fn ranked_with_evidence(&self, pages: &Pages) -> Result<Ranked<'a>> {
        let mut ranked = self.ranked(pages)?;
        ranked.evidence.collect(&ranked.candidates, &ranked.feedback)?;
        Ok(ranked)
    }

    /// The candidates of the page, the best first.
    pub(super) fn ranked(&self, pages: &Pages) -> Result<Ranked<'a>> {
        let mut evidence = EvidenceCache::new(self.snapshot, self.matched, self.profile);
        let none = FeedbackTerms::none(self.matched);
        if pages.end() == 0 {
            let (candidates, copies) = (Vec::new(), BTreeMap::new());
            return Ok(Ranked { candidates, feedback: none, evidence, copies });
        }
        let has_second_stage = self.profile.has_second_stage();
        let depth =
            if has_second_stage { self.profile.depth.max(pages.end()) } else { pages.end() };
        let first = self.first_stage(&none, depth)?;
        if self.clock.is_over() {
            return self.cut_short(pages, first, none, evidence);
        }
        let mut feedback = self.feedback(none, &first, &mut evidence)?;
        let is_retrieved = feedback.is_learnt && self.profile.feedback.retrieve;
        let first = if is_retrieved { self.first_stage(&feedback, depth)? } else { first };
        let mut folding = Folding::new(self.snapshot, self.analyzer);
        let learnt = (&mut feedback, &mut evidence);
        let mut candidates = self.full_pages(pages, learnt, &mut folding, first, depth)?;
        candidates.truncate(pages.end());
        candidates.drain(..pages.from.min(candidates.len()));
        let mut copies = BTreeMap::new();
        if pages.folds_copies {
            copies = folding.copies(&candidates, || self.matching())?;
        }
        Ok(Ranked { candidates, feedback, evidence, copies })
    }

    /// Every passage that matches.
    fn matching(&self) -> Result<BTreeSet<Address>> {
        let all = self.top_k(&FeedbackTerms::none(self.matched), usize::MAX)?;
        Ok(all.iter().map(Candidate::address).collect())
    }

    /// The page of those that the first stage found before the search had to end.
    fn cut_short(
        &self,
        pages: &Pages,
        first: Vec<Candidate>,
        feedback: FeedbackTerms,
        evidence: EvidenceCache<'a>,
    ) -> Result<Ranked<'a>> {
        let ranked = in_order(self.snapshot, first, usize::MAX)?;
        let kept = self.per_document(ranked, pages.per_document);
        let candidates = kept.into_iter().skip(pages.from).take(pages.count).collect();
        Ok(Ranked { candidates, feedback, evidence, copies: BTreeMap::new() })
    }

    /// Re-ranks, and ranks deeper as long as too few candidates are left for
    /// the pages because documents take no more than their places, or because copies
    /// are folded.
    fn full_pages(
        &self,
        pages: &Pages,
        (feedback, evidence): (&mut FeedbackTerms, &mut EvidenceCache<'a>),
        folding: &mut Folding<'_>,
        mut first: Vec<Candidate>,
        mut depth: usize,
    ) -> Result<Vec<Candidate>> {
        // What is read for its answer is the same on every page.
        let read = self.wanted.map_or(0, |_| READ_FOR_ANSWERS);
        let mut quota = Quota { count: pages.end().max(read), per_document: pages.per_document };
        if pages.folds_copies {
            // How many candidates are copies is not known before they are ranked.
            quota = Quota { count: usize::MAX, per_document: usize::MAX };
        }
        loop {
            let ranked = self.in_blocks(&first, pages, quota, (feedback, evidence))?;
            let kept = if pages.folds_copies {
                folding.fold(ranked, pages.per_document, pages.end())?
            } else {
                self.per_document(ranked, pages.per_document)
            };
            if kept.len() >= pages.end() || first.len() < depth || self.clock.is_over() {
                return Ok(kept);
            }
            depth = depth.saturating_mul(4);
            first = self.first_stage(feedback, depth)?;
        }
    }

    /// The candidates that can be within the quota, re-ranked block by block: as many a
    /// block as the profile re-ranks, the best of the block first. So a longer list, or a
    /// later page, goes on where a shorter one ends.
    fn in_blocks(
        &self,
        first: &[Candidate],
        pages: &Pages,
        quota: Quota,
        (feedback, evidence): (&mut FeedbackTerms, &mut EvidenceCache<'a>),
    ) -> Result<Vec<Candidate>> {
        let block = self.profile.depth.max(1);
        let (head, others) = match pages.depth {
            Depth::OneBlock => (first, Default::default()),
            Depth::Pages => first.split_at(block.min(first.len())),
        };
        let ranked = self.second_stage(head, block, quota, feedback, evidence)?;
        // Answers are read of the first block alone, whatever page is asked for.
        let read = head.get(..block).unwrap_or(head);
        let mut ranked = self.answered(ranked, read, feedback, evidence)?;
        for block in others.chunks(block) {
            let is_enough = !pages.folds_copies
                && self.per_document(ranked.clone(), pages.per_document).len() >= pages.end();
            if is_enough || self.clock.is_over() {
                break;
            }
            ranked.extend(self.second_stage(block, block.len(), quota, feedback, evidence)?);
        }
        Ok(ranked)
    }

    fn top_k(&self, feedback: &FeedbackTerms, depth: usize) -> Result<Vec<Candidate>> {
        let Self { snapshot, profile, matched, clock, .. } = self;
        let Matched { plan, postings, scoring, forms, fact_lists, .. } = matched;
        let learnt: &[_] = if profile.feedback.retrieve { &feedback.postings } else { &[] };
        let facts = &feedback.facts;
        let stage = FirstStage {
            snapshot,
            plan,
            facts,
            profile,
            postings,
            forms,
            learnt,
            fact_lists,
            scoring,
            clock,
        };
        topk::top_k(stage, depth).map_err(|error| snapshot.read_error(error))
    }

    /// The `depth` best by the first stage, the best first; in no order where
    /// the second stage re-ranks all of them.
    fn first_stage(&self, feedback: &FeedbackTerms, depth: usize) -> Result<Vec<Candidate>> {
        let first = self.top_k(feedback, depth)?;
        if self.profile.has_second_stage() && first.len() <= self.profile.depth {
            return Ok(first);
        }
        in_order(self.snapshot, first, depth)
    }

    /// Learns from the first passages of the first documents, whatever page is
    /// asked for: a hit's score must not depend on the page.
    fn feedback(
        &self,
        none: FeedbackTerms,
        first: &[Candidate],
        evidence: &mut EvidenceCache<'a>,
    ) -> Result<FeedbackTerms> {
        let parameters = &self.profile.feedback;
        if !self.profile.learns() || self.matched.facts.concepts.is_empty() {
            return Ok(none);
        }
        let max_samples = (self.snapshot.stats.passages / PASSAGES_PER_SAMPLE) as usize;
        let count = parameters.passages.min(max_samples);
        let quota = Quota { count, per_document: 1 };
        let depth = self.profile.depth;
        let mut feedback = none;
        let mut again;
        let mut candidates = first.get(..depth).unwrap_or(first);
        for round in 0..parameters.rounds {
            if round > 0 && parameters.retrieve {
                again = self.first_stage(&feedback, depth)?;
                candidates = &again;
            }
            let ranked = self.second_stage(candidates, depth, quota, &feedback, evidence)?;
            let mut samples = self.per_document(ranked, quota.per_document);
            samples.truncate(quota.count);
            let context = (self.snapshot, self.analyzer, self.profile);
            feedback = learn(context, &samples, feedback)?;
            evidence.forget_feedback();
        }
        Ok(feedback)
    }

    /// The candidates that can be within the quota, the best first. The first
    /// `reranked` are re-ranked; the others keep their first-stage order.
    fn second_stage(
        &self,
        first: &[Candidate],
        reranked: usize,
        quota: Quota,
        feedback: &FeedbackTerms,
        evidence: &mut EvidenceCache<'a>,
    ) -> Result<Vec<Candidate>> {
        if !self.profile.has_second_stage() {
            return Ok(first.to_vec());
        }
        let (reranked, others) = first.split_at(reranked.min(first.len()));
        let mut ranked = rerank(reranked, quota, feedback, evidence)?;
        ranked.extend_from_slice(others);
        in_order(self.snapshot, ranked, usize::MAX)
    }

    /// The candidates with what their answers are worth, the best first. Only those
    /// `among` the first of the first stage are read.
    fn answered(
        &self,
        mut ranked: Vec<Candidate>,
        among: &[Candidate],
        feedback: &mut FeedbackTerms,
        evidence: &mut EvidenceCache<'a>,
    ) -> Result<Vec<Candidate>> {
        let Some(wanted) = self.wanted else { return Ok(ranked) };
        let among: BTreeSet<_> = among.iter().map(Candidate::address).collect();
        let read = ranked.iter_mut().filter(|candidate| among.contains(&candidate.address()));
        for candidate in read.take(READ_FOR_ANSWERS) {
            candidate.score = answered(wanted, self.analyzer, candidate, feedback, evidence)?;
        }
        in_order(self.snapshot, ranked, usize::MAX)
    }

    /// The candidates without those beyond `max` of a document.
    fn per_document(&self, candidates: Vec<Candidate>, max: usize) -> Vec<Candidate> {
        if max == usize::MAX {
            return candidates;
        }
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        let mut fits = |&Candidate { segment, passage, .. }: &Candidate| {
            let first = passage - self.snapshot.ordinal(segment, passage);
            let count = counts.entry((segment, first)).or_default();
            *count += 1;
            *count <= max
        };
        candidates.into_iter().filter(|candidate| fits(candidate)).collect()
    }
}
