//! Which candidates can be among the best by all there is to know of them.
//!
//! The first stage says what a passage scores but for how close the words
//! stand and for what was learnt. Neither takes anything away, and of both it
//! is known how much it can add. So each candidate has a least and a most
//! that it can score, and one that cannot reach those that are wanted is
//! dropped before its positions are read. What was learnt is looked up term
//! by term, the strongest first, for those alone that are left.

use super::collect::{HasAddress, PassageAddress, SegmentView};
use crate::rank::bounds::{max_of_learnt, max_of_proximity};
use crate::rank::evidence::QueryFacts;
use crate::rank::profile::Profile;
use crate::rank::{LengthNorms, learnt};
use crate::search::matching::gather::ConceptPostings;
use crate::search::topk::role::ROUNDING;
use crate::search::topk::top_k::Candidate;
use crate::store::snapshot::Snapshot;

/// After so many terms it is looked who is left: after each would cost more
/// than it saves.
const TERMS_A_LOOK: usize = 3;

/// How many of the best are wanted, at most so many of each document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quota {
    pub(crate) count: usize,
    pub(crate) per_document: usize,
}

/// The candidates that can be among the best.
pub(crate) struct Candidates<'a> {
    snapshot: &'a Snapshot,
    facts: &'a QueryFacts,
    profile: &'a Profile,
    quota: Quota,
    /// Ascending by segment and passage.
    all: Vec<BoundedCandidate>,
}

/// A candidate with the least and the most that it can score, before its label
/// counts and but for the learnt terms that were not looked up yet.
struct BoundedCandidate {
    candidate: Candidate,
    place: PassageAddress,
    label: f32,
    norms: LengthNorms,
    lower: f32,
    upper: f32,
}

impl HasAddress for BoundedCandidate {
    fn place(&self) -> &PassageAddress {
        &self.place
    }
}

impl<'a> Candidates<'a> {
    /// Candidates with their scores of the first stage. `scored` gives what
    /// one scores exactly without what was learnt, where that is known.
    pub(crate) fn new(
        (snapshot, quota): (&'a Snapshot, Quota),
        (facts, profile): (&'a QueryFacts, &'a Profile),
        candidates: &[Candidate],
        scored: impl Fn(&Candidate) -> Option<f32>,
    ) -> Self {
        let mut ascending = candidates.to_vec();
        ascending.sort_unstable_by_key(Candidate::address);
        let proximity = max_of_proximity(facts, profile);
        let mut candidates =
            Self { snapshot, facts, profile, quota, all: Vec::with_capacity(candidates.len()) };
        for group in ascending.chunk_by(|a, b| a.segment == b.segment) {
            let number = group.first().map_or(0, |candidate| candidate.segment);
            let Some(here) = SegmentView::of(snapshot, number) else { continue };
            for &candidate in group {
                candidates.push(here, candidate, scored(&candidate), proximity);
            }
        }
        candidates
    }

    /// Where it was not studied, proximity adds at most that much.
    fn push(
        &mut self,
        here: SegmentView<'_>,
        candidate: Candidate,
        scored: Option<f32>,
        proximity: f32,
    ) {
        let place = here.place(candidate.passage);
        let label = self.profile.labels.of(here.label(&place));
        let norms = LengthNorms::of(here.lengths(&place), self.facts, self.profile);
        // Where a label leaves nothing, nothing else counts either.
        let first = if label > 0.0 { candidate.score / label } else { 0.0 };
        let lower = scored.unwrap_or(first);
        let upper = scored.unwrap_or(first + proximity);
        self.all.push(BoundedCandidate { candidate, place, label, norms, lower, upper });
    }

    /// Adds what was learnt, and drops those that it cannot lift among the
    /// best.
    pub(crate) fn add_learnt(&mut self, postings: &[ConceptPostings]) -> tantivy::Result<()> {
        let terms = &self.facts.learnt;
        let mut rest: f32 = terms.iter().map(|term| max_of_learnt(term, self.profile)).sum();
        self.prune(rest);
        for (number, (term, postings)) in (1..).zip(terms.iter().zip(postings)) {
            let profile = self.profile;
            for group in self.all.chunk_by_mut(|a, b| a.candidate.segment == b.candidate.segment) {
                let number = group.first().map_or(0, |contender| contender.candidate.segment);
                let Some(here) = SegmentView::of(self.snapshot, number) else { continue };
                let Some(postings) = postings.segments.get(number as usize) else { continue };
                here.frequencies(postings, group, |contender, found| {
                    let value = learnt(term, &found, &contender.norms, profile);
                    contender.lower += value;
                    contender.upper += value;
                })?;
            }
            rest -= max_of_learnt(term, profile);
            if number % TERMS_A_LOOK == 0 || number == terms.len() {
                self.prune(rest);
            }
        }
        Ok(())
    }

    /// Drops those that cannot be among the wanted with that much more.
    pub(crate) fn prune(&mut self, rest: f32) {
        let lower = self.least_wanted() / ROUNDING;
        // What was taken off the rest piece by piece may end below nothing.
        let rest = rest.max(0.0);
        self.all.retain(|one| (one.upper + rest) * one.label * ROUNDING >= lower);
    }

    /// What the last of those that are wanted scores at least.
    fn least_wanted(&self) -> f32 {
        let Quota { count, per_document } = self.quota;
        if count == 0 || count > self.all.len() {
            return f32::NEG_INFINITY;
        }
        let mut lower = Vec::with_capacity(self.all.len());
        let document = |one: &BoundedCandidate| (one.candidate.segment, one.place.document);
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

    /// Those that are left.
    pub(crate) fn into_candidates(self) -> Vec<Candidate> {
        self.all.into_iter().map(|contender| contender.candidate).collect()
    }
}
