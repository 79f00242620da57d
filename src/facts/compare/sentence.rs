//! The sentences of a text, cut where they are too long, with their parties.

use super::party::{Party, parties};
use crate::facts::reading::Reading;

/// A sentence has at most this many tokens. Statements look through whole
/// sentences, so that a text without full stops would cost the square of its
/// length.
pub(super) const MAX_SENTENCE: usize = 200;

/// A sentence by its tokens.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) parties: Vec<Party>,
}

/// The sentences of a text in order.
pub(super) fn sentences(reading: &Reading<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    while first < reading.tokens.len() {
        let end = reading.tokens.sentence_end(first).clamp(first + 1, first + MAX_SENTENCE);
        sentences.push(Sentence { first, end, parties: parties(reading, first, end) });
        first = end;
    }
    sentences
}
