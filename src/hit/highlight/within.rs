//! Whether a word stands within a longer name.

use crate::analysis::token::{Analysis, Word};

/// Whether the word is part of one of these names, which are stems.
pub(super) fn is_within(analysis: &Analysis, word: Word<'_>, names: &[Vec<String>]) -> bool {
    let position = word.position as usize;
    let stands_at = |name: &[String], start: usize| {
        (start..).zip(name).all(|(at, stem)| analysis.word(at).is_some_and(|of| of.stem == stem))
    };
    names.iter().any(|name| {
        let own = name.iter().enumerate().filter(|(_, stem)| *stem == word.stem);
        own.filter_map(|(place, _)| position.checked_sub(place)).any(|start| stands_at(name, start))
    })
}
