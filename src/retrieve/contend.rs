//! Which candidates can be among the best by all there is to know of them.
//!
//! The first stage says what a passage scores but for how close the words
//! stand and for what was learnt. Neither takes anything away, and of both it
//! is known how much it can add. So each candidate has a least and a most
//! that it can score, and one that cannot reach those that are wanted is
//! dropped before its positions are read. What was learnt is looked up term
//! by term, the strongest first, for those alone that are left.

use super::ROUNDING;
use super::best::Candidate;
use super::collect::{At, Here, Place};
use super::evidence::QueryFacts;
use super::gather::Gathered;
use crate::index::Snapshot;
use crate::rank::{Norms, Profile, learnt, most_of_learnt, most_of_proximity};

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
pub(super) struct Contenders<'a> {
    snapshot: &'a Snapshot,
    facts: &'a QueryFacts,
    profile: &'a Profile,
    quota: Quota,
    /// Ascending by segment and passage.
    all: Vec<Contender>,
}

/// A candidate with the least and the most that it can score, before its label
/// counts and but for the learnt terms that were not looked up yet.
struct Contender {
    candidate: Candidate,
    place: Place,
    label: f32,
    norms: Norms,
    least: f32,
    most: f32,
}

impl At for Contender {
    fn place(&self) -> &Place {
        &self.place
    }
}

impl<'a> Contenders<'a> {
    /// Candidates with their scores of the first stage. `studied` gives what
    /// one scores exactly without what was learnt, where that is known.
    pub(super) fn new(
        (snapshot, quota): (&'a Snapshot, Quota),
        (facts, profile): (&'a QueryFacts, &'a Profile),
        candidates: &[Candidate],
        studied: impl Fn(&Candidate) -> Option<f32>,
    ) -> Self {
        let mut ascending = candidates.to_vec();
        ascending.sort_unstable_by_key(Candidate::address);
        let proximity = most_of_proximity(facts, profile);
        let mut contenders =
            Self { snapshot, facts, profile, quota, all: Vec::with_capacity(candidates.len()) };
        for group in ascending.chunk_by(|a, b| a.segment == b.segment) {
            let number = group.first().map_or(0, |candidate| candidate.segment);
            let Some(here) = Here::of(snapshot, number) else { continue };
            for &candidate in group {
                contenders.push(here, candidate, studied(&candidate), proximity);
            }
        }
        contenders
    }

    /// Where it was not studied, proximity adds at most that much.
    fn push(&mut self, here: Here<'_>, candidate: Candidate, studied: Option<f32>, proximity: f32) {
        let place = here.place(candidate.passage);
        let label = self.profile.labels.of(here.label(&place));
        let norms = Norms::of(here.lengths(&place), self.facts, self.profile);
        // Where a label leaves nothing, nothing else counts either.
        let first = if label > 0.0 { candidate.score / label } else { 0.0 };
        let least = studied.unwrap_or(first);
        let most = studied.unwrap_or(first + proximity);
        self.all.push(Contender { candidate, place, label, norms, least, most });
    }

    /// Adds what was learnt, and drops those that it cannot lift among the
    /// best.
    pub(super) fn add_learnt(&mut self, gathered: &[Gathered]) -> tantivy::Result<()> {
        let terms = &self.facts.learnt;
        let mut rest: f32 = terms.iter().map(|term| most_of_learnt(term, self.profile)).sum();
        self.drop_hopeless(rest);
        for (number, (term, gathered)) in (1..).zip(terms.iter().zip(gathered)) {
            let profile = self.profile;
            for group in self.all.chunk_by_mut(|a, b| a.candidate.segment == b.candidate.segment) {
                let number = group.first().map_or(0, |contender| contender.candidate.segment);
                let Some(here) = Here::of(self.snapshot, number) else { continue };
                let Some(postings) = gathered.segments.get(number as usize) else { continue };
                here.frequencies(postings, group, |contender, found| {
                    let value = learnt(term, &found, &contender.norms, profile);
                    contender.least += value;
                    contender.most += value;
                })?;
            }
            rest -= most_of_learnt(term, profile);
            if number % TERMS_A_LOOK == 0 || number == terms.len() {
                self.drop_hopeless(rest);
            }
        }
        Ok(())
    }

    /// Drops those that cannot be among the wanted with that much more.
    pub(super) fn drop_hopeless(&mut self, rest: f32) {
        let least = self.least_wanted() / ROUNDING;
        // What was taken off the rest piece by piece may end below nothing.
        let rest = rest.max(0.0);
        self.all.retain(|one| (one.most + rest) * one.label * ROUNDING >= least);
    }

    /// What the last of those that are wanted scores at least.
    fn least_wanted(&self) -> f32 {
        let Quota { count, per_document } = self.quota;
        if count == 0 || count > self.all.len() {
            return f32::NEG_INFINITY;
        }
        let mut least = Vec::with_capacity(self.all.len());
        let document = |one: &Contender| (one.candidate.segment, one.place.document);
        for group in self.all.chunk_by(|a, b| document(a) == document(b)) {
            let first = least.len();
            least.extend(group.iter().map(|one| one.least * one.label));
            if group.len() > per_document {
                let of_document = least.get_mut(first..).unwrap_or_default();
                of_document.sort_unstable_by(|a, b| b.total_cmp(a));
                least.truncate(first + per_document);
            }
        }
        if count > least.len() {
            return f32::NEG_INFINITY;
        }
        *least.select_nth_unstable_by(count - 1, |a, b| b.total_cmp(a)).1
    }

    /// Those that are left.
    pub(super) fn into_candidates(self) -> Vec<Candidate> {
        self.all.into_iter().map(|contender| contender.candidate).collect()
    }
}
