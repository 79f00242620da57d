//! Adverbs that stand between a subject and its verb.

use crate::facts::token::Tokens;

/// Words in "ly" that are no adverbs.
const NOUNS: &[&str] = &[
    "ally", "anomaly", "assembly", "family", "fly", "monopoly", "only", "rally", "reply", "supply",
];

/// Whether a word is an adverb in "ly": "formally", "reluctantly". A name in
/// capitals is none.
pub(super) fn is_adverb(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    word.len() > 4 && word.ends_with("ly") && !NOUNS.contains(&word) && !tokens.is_capital(at)
}
