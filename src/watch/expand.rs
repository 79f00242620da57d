//! Prefixes and fuzzy words of a watch, expanded to the words of one passage.

use std::collections::BTreeSet;

use crate::analysis::token::{Analysis, KeyKind};
use crate::query::plan::{Alternative, Concept, Matcher};
use crate::search::expand::prefix_fuzzy::alternative_for;

/// Whether an alternative stands for words that only a text can tell.
pub(super) fn is_open(matcher: &Matcher) -> bool {
    matches!(
        matcher,
        Matcher::Prefix(_)
            | Matcher::PhrasePrefix { .. }
            | Matcher::ExactPrefix(_)
            | Matcher::Fuzzy { .. }
    )
}

/// The concepts with the words of these texts in place of prefixes and fuzzy words.
pub(super) fn expanded(concepts: &[Concept], texts: &[&Analysis]) -> Vec<Concept> {
    let (mut words, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for text in texts {
        text.for_each_term(|word| {
            words.insert(word.surface.to_owned());
        });
        let exact = text.keys().filter(|key| key.kind == KeyKind::Exact);
        keys.extend(exact.map(|key| key.term.to_owned()));
    }
    let stands_for = |alternative: &Alternative| -> Vec<Alternative> {
        let alternatives = |terms: &BTreeSet<String>, is_meant: &dyn Fn(&str) -> bool| {
            let meant = terms.iter().filter(|term| is_meant(term));
            meant.map(|term| alternative_for(term, alternative)).collect()
        };
        match &alternative.matcher {
            Matcher::Prefix(prefix) | Matcher::PhrasePrefix { prefix, .. } => {
                alternatives(&words, &|word| word.starts_with(prefix))
            }
            Matcher::ExactPrefix(prefix) => alternatives(&keys, &|key| key.starts_with(prefix)),
            Matcher::Fuzzy { surface, edits } => {
                alternatives(&words, &|word| is_within_edits(surface, word, usize::from(*edits)))
            }
            _ => vec![alternative.clone()],
        }
    };
    let concept = |concept: &Concept| Concept {
        alternatives: concept.alternatives.iter().flat_map(stands_for).collect(),
        ..concept.clone()
    };
    concepts.iter().map(concept).collect()
}

/// Whether so many insertions, deletions, changes and transpositions of neighbours make
/// one word of the other (Damerau 1964, no part edited twice).
fn is_within_edits(one: &str, other: &str, edits: usize) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > edits {
        return false;
    }
    // Rows of the table of distances: two before, one before, and the current one.
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, c) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, d) in other.iter().enumerate() {
            let at =
                |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let mut least = at(&above, column) + usize::from(c != d);
            least = least.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            let is_transposed = row > 0
                && column > 0
                && one.get(row - 1) == Some(d)
                && other.get(column - 1) == Some(c);
            if is_transposed {
                least = least.min(at(&before, column - 1) + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().is_some_and(|&distance| distance <= edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits() {
        let check = |one: &str, other: &str, distance: usize| {
            for edits in 0..4 {
                let expected = distance <= edits;
                assert_eq!(is_within_edits(one, other, edits), expected, "{one} {other} {edits}");
                assert_eq!(is_within_edits(other, one, edits), expected, "{other} {one} {edits}");
            }
        };
        check("", "", 0);
        check("tug", "tug", 0);
        check("tug", "tugs", 1);
        check("tug", "bug", 1);
        check("tug", "tgu", 1);
        check("tug", "gut", 2);
        check("", "tug", 3);
        check("pakistan", "pakstan", 1);
        check("pakistan", "paksitna", 2);
        // No part is edited twice.
        check("ca", "abc", 3);
        check("é", "e", 1);
    }
}
