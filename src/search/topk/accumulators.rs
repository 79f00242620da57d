//! What passages that lie side by side have so far, and which of them were
//! added to.

use std::ops::Range;

use super::role::{Role, UpperBound};
use crate::search::matching::posting::Posting;
use crate::store::segment::NO_DOCUMENT;

/// Places that are looked through and cleared together.
pub(super) const CHUNK: usize = 64;

/// One list for each amount, 0 where nothing was added.
#[derive(Default)]
pub(super) struct Accumulators {
    pub(super) typed: Vec<f32>,
    covered: Vec<f32>,
    learnt: Vec<f32>,
}

impl Accumulators {
    /// Makes room for so many of what lanes of that role add.
    pub(super) fn grow(&mut self, role: Role, len: usize) {
        let (scores, covered) = self.of(role);
        for list in [scores, covered].into_iter().filter(|list| list.len() < len) {
            list.resize(len, 0.0);
        }
    }

    pub(super) fn clear(&mut self, range: &Range<usize>) {
        for list in [&mut self.typed, &mut self.covered, &mut self.learnt] {
            list.get_mut(range.clone()).into_iter().for_each(|part| part.fill(0.0));
        }
    }

    /// What was added at a place.
    pub(super) fn at(&self, at: usize) -> UpperBound {
        let value = |list: &[f32]| list.get(at).copied().unwrap_or(0.0);
        let (typed, covered) = (value(&self.typed), value(&self.covered));
        UpperBound { document: NO_DOCUMENT, typed, covered, learnt: value(&self.learnt) }
    }

    /// Adds to a score and to what is covered.
    pub(super) fn add(&mut self, role: Role, at: usize, score: f32, covers: f32) {
        let (scores, covered) = self.of(role);
        if let (Some(sum), Some(covered)) = (scores.get_mut(at), covered.get_mut(at)) {
            *sum += score;
            *covered += covers;
        }
    }

    /// Adds the values of postings and what they cover. The lengths are those
    /// of the passages from `first` on, which is at place 0.
    pub(super) fn add_each(
        &mut self,
        role: Role,
        (first, lengths): (u32, &[u8]),
        postings: &[Posting],
        covers: f32,
        value: impl Fn(u8, f32) -> f32,
    ) {
        let (scores, covered) = self.of(role);
        // All equally long: so one comparison tells that a place is in all.
        let capacity = lengths.len().min(scores.len()).min(covered.len());
        let (Some(lengths), Some(scores), Some(covered)) =
            (lengths.get(..capacity), scores.get_mut(..capacity), covered.get_mut(..capacity))
        else {
            return;
        };
        for &(passage, frequency) in postings {
            let at = (passage - first) as usize;
            if let (Some(&length), Some(score), Some(covered)) =
                (lengths.get(at), scores.get_mut(at), covered.get_mut(at))
            {
                *score += value(length, frequency);
                *covered += covers * frequency.min(1.0);
            }
        }
    }

    /// The list of scores for a role, and that of weights.
    fn of(&mut self, role: Role) -> (&mut Vec<f32>, &mut Vec<f32>) {
        match role {
            Role::Learnt(_) => (&mut self.learnt, &mut self.covered),
            _ => (&mut self.typed, &mut self.covered),
        }
    }
}

/// A bit for each chunk of places that something was added to.
#[derive(Default)]
pub(super) struct TouchedBlocks(Vec<u64>);

/// Chunks that a word has the bits of.
const CHUNKS_A_WORD: usize = u64::BITS as usize;

/// So many postings a chunk leave few chunks out.
const DENSE: usize = 2;

impl TouchedBlocks {
    /// Makes room for so many places.
    pub(super) fn grow(&mut self, places: usize) {
        let words = places.div_ceil(CHUNK * CHUNKS_A_WORD);
        self.0.resize(words.max(self.0.len()), 0);
    }

    pub(super) fn touch(&mut self, at: usize) {
        self.touch_chunk(at / CHUNK);
    }

    /// Touches ascending places, and perhaps some between them.
    pub(super) fn touch_each(
        &mut self,
        places: impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + Clone,
    ) {
        let (Some(first), Some(last)) = (places.clone().next(), places.clone().next_back()) else {
            return;
        };
        let (first, last) = (first / CHUNK, last / CHUNK);
        if places.len() >= DENSE * (last + 1 - first) {
            (first..=last).for_each(|chunk| self.touch_chunk(chunk));
        } else {
            places.for_each(|at| self.touch(at));
        }
    }

    fn touch_chunk(&mut self, chunk: usize) {
        if let Some(word) = self.0.get_mut(chunk / CHUNKS_A_WORD) {
            *word |= 1 << (chunk % CHUNKS_A_WORD);
        }
    }

    /// The places of each chunk touched.
    pub(super) fn for_each_chunk(&self, mut give: impl FnMut(Range<usize>)) {
        for (number, &bits) in self.0.iter().enumerate() {
            let mut bits = bits;
            while bits != 0 {
                let start = (number * CHUNKS_A_WORD + bits.trailing_zeros() as usize) * CHUNK;
                bits &= bits - 1;
                give(start..start + CHUNK);
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }
}
