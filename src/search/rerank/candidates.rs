//! Bounds of candidates for the second stage.
//!
//! The score of the first stage lacks proximity and feedback. Neither takes
//! anything away, and both are bounded, so each candidate has a lower and an
//! upper bound. A candidate whose upper bound does not reach the quota is
//! pruned before its positions are read. Feedback terms are added one by one,
//! the strongest first, and only to candidates that are left.

use super::collect::{HasAddress, PassageAddress, SegmentView};
use crate::rank::evidence::QueryFacts;
use crate::rank::formula::{LengthNorms, bonus_value, max_of_bonus, max_of_second_stage};
use crate::rank::profile::Profile;
use crate::search::matching::gather::ConceptPostings;
use crate::search::topk::role::ROUNDING;
use crate::search::topk::top_k::Candidate;
use crate::store::snapshot::Snapshot;

/// Candidates are pruned after every third term; after each would cost more
/// than it saves.
const TERMS_PER_PRUNING: usize = 3;

/// How many of the best are wanted, and how many of them of one document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quota {
    pub(crate) count: usize,
    pub(crate) per_document: usize,
}

/// The candidates that can be within the quota.
pub(crate) struct Candidates<'a> {
    snapshot: &'a Snapshot,
    facts: &'a QueryFacts,
    profile: &'a Profile,
    quota: Quota,
    /// Ascending by segment and passage.
    all: Vec<BoundedCandidate>,
}

/// A candidate with bounds of its score before the label and without the
/// feedback terms that were not added yet.
struct BoundedCandidate {
    candidate: Candidate,
    address: PassageAddress,
    label: f32,
    norms: LengthNorms,
    lower: f32,
    upper: f32,
}

impl HasAddress for BoundedCandidate {
    fn address(&self) -> &PassageAddress {
        &self.address
    }
}

impl<'a> Candidates<'a> {
    /// Candidates with their scores of the first stage. `typed_score` gives
    /// the exact score without feedback, where it is known.
    pub(crate) fn new(
        (snapshot, quota): (&'a Snapshot, Quota),
        (facts, profile): (&'a QueryFacts, &'a Profile),
        candidates: &[Candidate],
        typed_score: impl Fn(&Candidate) -> Option<f32>,
    ) -> Self {
        let mut ascending = candidates.to_vec();
        ascending.sort_unstable_by_key(Candidate::address);
        let second_stage = max_of_second_stage(facts, profile);
        let all = Vec::with_capacity(candidates.len());
        let mut bounded = Self { snapshot, facts, profile, quota, all };
        for group in ascending.chunk_by(|a, b| a.segment == b.segment) {
            let Some(view) = SegmentView::of_group(snapshot, group) else { continue };
            for &candidate in group {
                bounded.push(view, candidate, typed_score(&candidate), second_stage);
            }
        }
        bounded
    }

    /// Adds a candidate; where its exact score is not known, the second stage adds
    /// at most that much to what was typed.
    fn push(
        &mut self,
        view: SegmentView<'_>,
        candidate: Candidate,
        typed_score: Option<f32>,
        second_stage: f32,
    ) {
        let address = view.address(candidate.passage);
        let label = self.profile.labels.of(view.label(&address));
        let norms = LengthNorms::of(view.lengths(&address), self.facts, self.profile);
        // A label of weight 0 leaves nothing to divide.
        let first = if label > 0.0 { candidate.score / label } else { 0.0 };
        let lower = typed_score.unwrap_or(first);
        let upper = typed_score.unwrap_or(first + second_stage);
        self.all.push(BoundedCandidate { candidate, address, label, norms, lower, upper });
    }

    /// Adds the feedback terms, and prunes what they cannot lift into the
    /// quota.
    pub(crate) fn add_feedback(&mut self, postings: &[ConceptPostings]) -> tantivy::Result<()> {
        let (terms, profile) = (&self.facts.learnt, self.profile);
        let mut remaining: f32 = terms.iter().map(|term| max_of_bonus(term, profile)).sum();
        self.prune(remaining);
        for (number, (term, postings)) in (1..).zip(terms.iter().zip(postings)) {
            for group in self.all.chunk_by_mut(|a, b| a.candidate.segment == b.candidate.segment) {
                let segment = group.first().map(|one| one.candidate.segment).unwrap_or_default();
                let Some(view) = SegmentView::of(self.snapshot, segment) else { continue };
                let Some(postings) = postings.segments.get(segment.index()) else { continue };
                view.frequencies(postings, group, |candidate, frequencies| {
                    let value = bonus_value(term, &frequencies, &candidate.norms, profile);
                    let value = candidate.candidate.learnt_share * value;
                    candidate.lower += value;
                    candidate.upper += value;
                })?;
            }
            remaining -= max_of_bonus(term, profile);
            if number % TERMS_PER_PRUNING == 0 || number == terms.len() {
                self.prune(remaining);
            }
        }
        Ok(())
    }

    /// Drops the candidates that cannot be within the quota with that much
    /// more.
    pub(crate) fn prune(&mut self, remaining: f32) {
        let threshold = self.threshold() / ROUNDING;
        // Subtracted term by term, what remains may end a rounding below 0.
        let remaining = remaining.max(0.0);
        self.all.retain(|one| (one.upper + remaining) * one.label * ROUNDING >= threshold);
    }

    /// The lower bound of the last candidate within the quota.
    fn threshold(&self) -> f32 {
        let Quota { count, per_document } = self.quota;
        if count == 0 || count > self.all.len() {
            return f32::NEG_INFINITY;
        }
        let mut lower = Vec::with_capacity(self.all.len());
        let document = |one: &BoundedCandidate| (one.candidate.segment, one.address.document);
        for group in self.all.chunk_by(|a, b| document(a) == document(b)) {
            let first = lower.len();
            lower.extend(group.iter().map(|one| one.lower * one.label));
            if group.len() > per_document {
                let of_document = lower.get_mut(first..).unwrap_or_default();
                of_document.sort_unstable_by(|a, b| b.total_cmp(a));
                lower.truncate(first + per_document);
            }
        }
        if count > lower.len() {
            return f32::NEG_INFINITY;
        }
        *lower.select_nth_unstable_by(count - 1, |a, b| b.total_cmp(a)).1
    }

    /// The candidates that are left.
    pub(crate) fn into_candidates(self) -> Vec<Candidate> {
        self.all.into_iter().map(|one| one.candidate).collect()
    }
}
