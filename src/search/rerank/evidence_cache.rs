//! Evidence of candidates, collected once each: rounds of feedback and pages
//! re-rank many of the same.

use std::collections::BTreeMap;

use tantivy::DocId;

use super::collect::{add_feedback, collect};
use super::feedback::FeedbackTerms;
use crate::error::Result;
use crate::rank::evidence::Evidence;
use crate::rank::profile::Profile;
use crate::rank::score::{score, typed_score};
use crate::search::matching::matched::Matched;
use crate::search::topk::top_k::Candidate;
use crate::store::ordinals::SegmentOrd;
use crate::store::snapshot::Snapshot;

/// The evidence of candidates so far.
pub(crate) struct EvidenceCache<'a> {
    pub(crate) snapshot: &'a Snapshot,
    matched: &'a Matched<'a>,
    pub(crate) profile: &'a Profile,
    scored: BTreeMap<(SegmentOrd, DocId), Scored>,
}

/// Evidence, with the part of the score that feedback does not change.
struct Scored {
    evidence: Evidence,
    typed_score: f32,
}

impl<'a> EvidenceCache<'a> {
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        matched: &'a Matched<'a>,
        profile: &'a Profile,
    ) -> Self {
        Self { snapshot, matched, profile, scored: BTreeMap::new() }
    }

    /// Collects the evidence of candidates, as far as it is missing.
    pub(crate) fn collect(
        &mut self,
        candidates: &[Candidate],
        feedback: &FeedbackTerms,
    ) -> Result<()> {
        // Cursors go forward.
        let mut ascending = candidates.to_vec();
        ascending.sort_unstable_by_key(Candidate::address);
        let is_missing = |c: &&Candidate| !self.scored.contains_key(&c.address());
        let missing: Vec<Candidate> = ascending.iter().filter(is_missing).copied().collect();
        let scoring: Vec<_> = self.matched.scoring().collect();
        let collected = collect(
            self.snapshot,
            (&scoring, &self.matched.forms),
            self.profile.typed_form > 0.0,
            &missing,
        );
        let collected = collected.map_err(|error| self.snapshot.read_error(error))?;
        for (candidate, evidence) in missing.iter().zip(collected) {
            let typed_score = typed_score(&evidence, &feedback.facts, self.profile);
            self.scored.insert(candidate.address(), Scored { evidence, typed_score });
        }
        self.collect_feedback(&ascending, feedback)
    }

    /// Collects the frequencies of the feedback terms where they are missing.
    fn collect_feedback(
        &mut self,
        ascending: &[Candidate],
        feedback: &FeedbackTerms,
    ) -> Result<()> {
        let terms = feedback.postings.len();
        let without = self.scored.iter_mut().filter_map(|(address, scored)| {
            let is_without = scored.evidence.learnt.len() != terms
                && ascending.binary_search_by_key(address, Candidate::address).is_ok();
            is_without.then_some((*address, &mut scored.evidence))
        });
        let added = add_feedback(self.snapshot, &feedback.postings, without);
        added.map_err(|error| self.snapshot.read_error(error))
    }

    /// Drops the frequencies of feedback terms, before others are learnt.
    pub(crate) fn forget_feedback(&mut self) {
        self.scored.values_mut().for_each(|scored| scored.evidence.learnt.clear());
    }

    /// The evidence of a candidate, where it was collected.
    pub(crate) fn evidence(&self, candidate: &Candidate) -> Option<&Evidence> {
        self.scored.get(&candidate.address()).map(|scored| &scored.evidence)
    }

    /// Notes how well a candidate answers.
    pub(crate) fn set_answer(&mut self, candidate: &Candidate, answer: f32) {
        if let Some(scored) = self.scored.get_mut(&candidate.address()) {
            scored.evidence.answer = answer;
        }
    }

    /// The score of a candidate without feedback, where it was collected.
    pub(super) fn typed_score(&self, candidate: &Candidate) -> Option<f32> {
        self.scored.get(&candidate.address()).map(|scored| scored.typed_score)
    }

    /// The score of a candidate, where its evidence was collected.
    pub(crate) fn score(&self, candidate: &Candidate, feedback: &FeedbackTerms) -> Option<f32> {
        let Scored { evidence, typed_score } = self.scored.get(&candidate.address())?;
        Some(score(*typed_score, evidence, &feedback.facts, self.profile))
    }
}
