//! Term-at-a-time accumulators over the passages or documents of a window, and
//! which chunks of them were added to.

use std::ops::Range;

use super::role::{Role, UpperBound};
use crate::search::matching::posting::Posting;
use crate::store::ordinals::DocumentOrd;

/// Slots that are read and cleared together.
pub(super) const CHUNK: usize = 64;

/// One column for each part of a score, 0 where nothing was added. Columns, not
/// one list of structs: most windows add to two of them.
#[derive(Default)]
pub(super) struct Accumulators {
    pub(super) typed: Vec<f32>,
    covered: Vec<f32>,
    bonus: Vec<f32>,
}

/// The lengths of a window's passages: the first passage, which has slot 0,
/// and the fieldnorm ids from there on.
#[derive(Clone, Copy)]
pub(super) struct WindowLengths<'a> {
    pub(super) first: u32,
    pub(super) length_ids: &'a [u8],
}

impl Accumulators {
    /// Makes `len` slots in the columns that lists of that role add to.
    pub(super) fn grow(&mut self, role: Role, len: usize) {
        let (scores, covered) = self.columns(role);
        for column in [scores, covered].into_iter().filter(|column| column.len() < len) {
            column.resize(len, 0.0);
        }
    }

    pub(super) fn clear(&mut self, slots: &Range<usize>) {
        for column in [&mut self.typed, &mut self.covered, &mut self.bonus] {
            if let Some(slots) = column.get_mut(slots.clone()) {
                slots.fill(0.0);
            }
        }
    }

    /// The sums of a slot.
    pub(super) fn at(&self, slot: usize) -> UpperBound {
        let value = |column: &[f32]| column.get(slot).copied().unwrap_or(0.0);
        let (typed, covered) = (value(&self.typed), value(&self.covered));
        UpperBound { document: DocumentOrd::NONE, typed, covered, bonus: value(&self.bonus) }
    }

    /// Adds a score and the weight that it covers.
    pub(super) fn add(&mut self, role: Role, slot: usize, score: f32, covers: f32) {
        let (scores, covered) = self.columns(role);
        if let (Some(sum), Some(covered)) = (scores.get_mut(slot), covered.get_mut(slot)) {
            *sum += score;
            *covered += covers;
        }
    }

    /// Adds the values of postings, and the weight that each covers.
    pub(super) fn add_each(
        &mut self,
        role: Role,
        window: WindowLengths<'_>,
        postings: &[Posting],
        covers: f32,
        value: impl Fn(u8, f32) -> f32,
    ) {
        let WindowLengths { first, length_ids } = window;
        let (scores, covered) = self.columns(role);
        // All cut to one length: one comparison then bounds a slot in all three.
        let len = length_ids.len().min(scores.len()).min(covered.len());
        let (Some(length_ids), Some(scores), Some(covered)) =
            (length_ids.get(..len), scores.get_mut(..len), covered.get_mut(..len))
        else {
            return;
        };
        for &(passage, frequency) in postings {
            let slot = (passage - first) as usize;
            if let (Some(&length_id), Some(score), Some(covered)) =
                (length_ids.get(slot), scores.get_mut(slot), covered.get_mut(slot))
            {
                *score += value(length_id, frequency);
                *covered += covers * frequency.min(1.0);
            }
        }
    }

    /// The column of scores that a role adds to, and that of weights.
    fn columns(&mut self, role: Role) -> (&mut Vec<f32>, &mut Vec<f32>) {
        match role {
            Role::Form(_) | Role::Learnt(_) => (&mut self.bonus, &mut self.covered),
            _ => (&mut self.typed, &mut self.covered),
        }
    }
}

/// A bit for each chunk of slots that something was added to.
#[derive(Default)]
pub(super) struct TouchedBlocks(Vec<u64>);

/// Chunks with a bit in one word.
const CHUNKS_PER_WORD: usize = u64::BITS as usize;

/// From this many postings a chunk on, few chunks lie untouched between them.
const DENSE: usize = 2;

impl TouchedBlocks {
    /// Makes bits for that many slots.
    pub(super) fn grow(&mut self, slots: usize) {
        let words = slots.div_ceil(CHUNK * CHUNKS_PER_WORD);
        self.0.resize(words.max(self.0.len()), 0);
    }

    pub(super) fn touch(&mut self, slot: usize) {
        self.touch_chunk(slot / CHUNK);
    }

    /// Touches ascending slots. Where they are dense, every chunk between the
    /// first and the last: an untouched one costs a read of zeros, no more.
    pub(super) fn touch_each(
        &mut self,
        slots: impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + Clone,
    ) {
        let (Some(first), Some(last)) = (slots.clone().next(), slots.clone().next_back()) else {
            return;
        };
        let (first, last) = (first / CHUNK, last / CHUNK);
        if slots.len() >= DENSE * (last + 1 - first) {
            (first..=last).for_each(|chunk| self.touch_chunk(chunk));
        } else {
            slots.for_each(|slot| self.touch(slot));
        }
    }

    fn touch_chunk(&mut self, chunk: usize) {
        if let Some(word) = self.0.get_mut(chunk / CHUNKS_PER_WORD) {
            *word |= 1 << (chunk % CHUNKS_PER_WORD);
        }
    }

    /// The slots of each touched chunk, ascending.
    pub(super) fn for_each_chunk(&self, mut emit: impl FnMut(Range<usize>)) {
        for (number, &word) in self.0.iter().enumerate() {
            let mut bits = word;
            while bits != 0 {
                let chunk = number * CHUNKS_PER_WORD + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                emit(chunk * CHUNK..(chunk + 1) * CHUNK);
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }
}
