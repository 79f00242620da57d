//! The stretches of words that two documents share.

use std::collections::BTreeMap;

use super::details::SharedPlace;
use super::winnow::{RUN_WORDS, winnow};
use super::words::StoryWord;
use crate::span::Span;

/// The stretches of words that two texts share, in the order of the first one, not
/// overlapping there: each from a fingerprint on, as far as the words are the same.
///
/// Cost: linear in the words, but for sorting.
pub(crate) fn shared_places(own: &[StoryWord], other: &[StoryWord]) -> Vec<SharedPlace> {
    let mut of_other = BTreeMap::new();
    for print in winnow(other) {
        of_other.entry(print.hash).or_insert(print.at);
    }
    let mut places = Vec::new();
    let mut from = 0;
    for print in winnow(own) {
        let Some(&at) = of_other.get(&print.hash).filter(|_| print.at >= from) else { continue };
        let before = own.get(from..print.at).unwrap_or_default();
        let back = same(before.iter().rev(), other.get(..at).unwrap_or_default().iter().rev());
        let after = (print.at + RUN_WORDS, at + RUN_WORDS);
        let on = same(own.iter().skip(after.0), other.iter().skip(after.1));
        let span = |words: &[StoryWord], first: usize, last: usize| {
            Some(Span::new(words.get(first)?.span.start, words.get(last)?.span.end))
        };
        let own_span = span(own, print.at - back, after.0 + on - 1);
        let other_span = span(other, at - back, after.1 + on - 1);
        places.extend(own_span.zip(other_span).map(|(own, other)| SharedPlace { own, other }));
        from = after.0 + on;
    }
    places
}

/// How many words of two texts are the same from the beginning on.
fn same<'a>(
    one: impl Iterator<Item = &'a StoryWord>,
    other: impl Iterator<Item = &'a StoryWord>,
) -> usize {
    one.zip(other).take_while(|(one, other)| one.hash == other.hash).count()
}
