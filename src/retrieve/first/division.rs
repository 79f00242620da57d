//! What lists can add at most, and which of them are left out for it.

use std::ops::Range;

use super::super::ROUNDING;
use super::super::lane::{Lane, Role, between};
use super::super::postings::Posting;
use super::super::promise::Promise;
use super::super::sums::Formula;

impl Lane<'_> {
    /// The most that the list adds to a passage of a document; `None` where
    /// it does not have the document.
    pub(super) fn look_up(
        &mut self,
        formula: Formula<'_>,
        document: u32,
        passages: &Range<u32>,
    ) -> Option<Promise> {
        if formula.segment.is_flat {
            let frequency = self.frequency_in(passages.start);
            let has = frequency > 0.0 || self.is_titled(passages.start);
            return has.then(|| self.value(formula, passages.start, frequency));
        }
        self.take(passages.start, passages.end);
        formula.most_of(
            self.role,
            document,
            &self.here,
            between(self.titles, document, document + 1),
        )
    }
}

impl Formula<'_> {
    /// Whether a promise can reach `least` with the most that there may be
    /// besides.
    pub(super) fn reaches(&self, promise: &Promise, rest: &Promise, least: f32) -> bool {
        // What was taken off the rest piece by piece may end below nothing.
        let covered = (promise.covered + rest.covered.max(0.0)).min(self.total);
        let typed = (promise.typed + rest.typed.max(0.0)) * self.kept(covered);
        (typed + promise.learnt + rest.learnt.max(0.0)) * ROUNDING >= least
    }

    /// The most that a list adds to a passage of a document of several, of
    /// which it has those postings.
    fn most_of(
        &self,
        role: Role,
        document: u32,
        here: &[Posting],
        titles: &[Posting],
    ) -> Option<Promise> {
        let (weight, _) = role.weights();
        if here.is_empty() && titles.is_empty() {
            return None;
        }
        let nearly = self.nearly(weight);
        let in_passage = here.iter().map(|&(passage, frequency)| nearly(passage, frequency));
        let most = in_passage.fold(0.0, f32::max) + self.most_in_document(weight);
        Some(Promise { document, ..role.promise(most) })
    }
}

/// Which lanes are left out of a window.
#[derive(Default)]
pub(super) struct Division {
    /// By lane.
    pub(super) is_left_out: Vec<bool>,
    /// The lanes left out, the strongest first, with the most that each adds.
    pub(super) left_out: Vec<(usize, f32)>,
    /// Of these so many, the first ones, must have a document.
    pub(super) required: usize,
    /// The most that these can add together.
    pub(super) rest: Promise,
    /// The most that each typed lane can add, and its number, the least first.
    pub(super) typed: Vec<(f32, usize)>,
}

impl Division {
    pub(super) fn clear(&mut self) {
        self.left_out.clear();
        self.is_left_out.fill(false);
        self.rest = Promise::default();
        self.typed.clear();
    }

    pub(super) fn leave_out(&mut self, number: usize, role: Role, most: f32) {
        self.rest.take_off(role, -most);
        self.left_out.push((number, most));
        self.is_left_out.get_mut(number).into_iter().for_each(|slot| *slot = true);
    }
}
