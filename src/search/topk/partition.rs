//! What lists can add at most, and which of them are left out for it.

use std::ops::Range;

use super::document_scorer::Formula;
use super::role::{ROUNDING, Role, UpperBound};
use super::scored_cursor::{ScoredCursor, between};
use crate::search::matching::posting::Posting;

impl ScoredCursor<'_> {
    /// The most that the list adds to a passage of a document; `None` where
    /// it does not have the document.
    pub(super) fn look_up(
        &mut self,
        formula: Formula<'_>,
        document: u32,
        passages: &Range<u32>,
    ) -> Option<UpperBound> {
        if formula.segment.one_passage_per_document {
            let frequency = self.frequency_in(passages.start);
            let has = frequency > 0.0 || self.is_titled(passages.start);
            return has.then(|| self.value(formula, passages.start, frequency));
        }
        self.take(passages.start, passages.end);
        formula.max_of_frequency(
            self.role,
            document,
            &self.postings,
            between(self.titles, document, document + 1),
        )
    }
}

impl Formula<'_> {
    /// Whether a promise can reach `threshold` with the most that there may be
    /// besides.
    pub(super) fn reaches(
        &self,
        bound: &UpperBound,
        remaining_bound: &UpperBound,
        threshold: f32,
    ) -> bool {
        // What was taken off the rest piece by piece may end below nothing.
        let covered = (bound.covered + remaining_bound.covered.max(0.0)).min(self.total);
        let typed = (bound.typed + remaining_bound.typed.max(0.0)) * self.kept(covered);
        (typed + bound.learnt + remaining_bound.learnt.max(0.0)) * ROUNDING >= threshold
    }

    /// The most that a list adds to a passage of a document of several, of
    /// which it has those postings.
    fn max_of_frequency(
        &self,
        role: Role,
        document: u32,
        postings: &[Posting],
        titles: &[Posting],
    ) -> Option<UpperBound> {
        let (weight, _) = role.weights();
        if postings.is_empty() && titles.is_empty() {
            return None;
        }
        let approximate = self.approximate(weight);
        let in_passage =
            postings.iter().map(|&(passage, frequency)| approximate(passage, frequency));
        let upper_bound = in_passage.fold(0.0, f32::max) + self.max_in_document(weight);
        Some(UpperBound { document, ..role.bound(upper_bound) })
    }
}

/// Which lanes are left out of a window.
#[derive(Default)]
pub(super) struct Partition {
    /// By lane.
    pub(super) is_non_essential: Vec<bool>,
    /// The lanes left out, the strongest first, with the most that each adds.
    pub(super) non_essential: Vec<(usize, f32)>,
    /// Of these so many, the first ones, must have a document.
    pub(super) required: usize,
    /// The most that these can add together.
    pub(super) remaining_bound: UpperBound,
    /// The most that each typed lane can add, and its number, the least first.
    pub(super) typed: Vec<(f32, usize)>,
}

impl Partition {
    pub(super) fn clear(&mut self) {
        self.non_essential.clear();
        self.is_non_essential.fill(false);
        self.remaining_bound = UpperBound::default();
        self.typed.clear();
    }

    pub(super) fn make_non_essential(&mut self, number: usize, role: Role, upper_bound: f32) {
        self.remaining_bound.take_off(role, -upper_bound);
        self.non_essential.push((number, upper_bound));
        self.is_non_essential.get_mut(number).into_iter().for_each(|slot| *slot = true);
    }
}
