//! The terms of a query by their letters, for looking up every word of a text.

use std::collections::HashMap;

use crate::util::fnv::ByFnv;

/// The terms of a query, each with what it is there. Most words of
/// a text are none of them; a word's first byte and length rule most of these
/// out without hashing.
pub(super) struct TermIndex<'q, T> {
    /// By first byte, a bit for each length in bytes. Bit 63 is for all longer
    /// terms.
    lengths: [u64; 256],
    parts: HashMap<&'q str, Vec<T>, ByFnv>,
}

impl<T> Default for TermIndex<'_, T> {
    fn default() -> Self {
        Self { lengths: [0; 256], parts: HashMap::default() }
    }
}

impl<'q, T> TermIndex<'q, T> {
    pub(super) fn add(&mut self, term: &'q str, part: T) {
        let (first_byte, length_bit) = Self::shape(term);
        if let Some(lengths) = self.lengths.get_mut(first_byte) {
            *lengths |= length_bit;
        }
        self.parts.entry(term).or_default().push(part);
    }

    pub(super) fn of(&self, term: &str) -> &[T] {
        let (first_byte, length_bit) = Self::shape(term);
        if self.lengths.get(first_byte).is_none_or(|lengths| lengths & length_bit == 0) {
            return &[];
        }
        self.parts.get(term).map_or(&[], Vec::as_slice)
    }

    /// The first byte of a term, and the bit of its length.
    fn shape(term: &str) -> (usize, u64) {
        (usize::from(term.bytes().next().unwrap_or_default()), 1 << term.len().min(63))
    }
}
