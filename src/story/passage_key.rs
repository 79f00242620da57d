//! What passages of the same words have in common.

use super::hash::run_hash;
use crate::analysis::token::Analysis;
use crate::util::fnv::fnv_1a;

/// Fewest words of a passage that can be another's copy: a headline of three words may
/// be that of another report.
const MIN_WORDS: usize = 5;

/// The hash of a passage's folded words and how many there are.
pub(crate) type PassageKey = (u64, usize);

/// The key of a passage's words; `None` of too few.
pub(crate) fn passage_key(words: &Analysis) -> Option<PassageKey> {
    let hashes = words.words().map(|word| fnv_1a(word.surface.as_bytes()));
    (words.len() >= MIN_WORDS).then(|| (run_hash(hashes), words.len()))
}
