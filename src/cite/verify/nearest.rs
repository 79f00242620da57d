//! The passage of a document that is nearest to a quotation.

use std::collections::BTreeMap;

use super::super::folded::folded;
use super::difference::{difference, words_in_order};
use super::lined::Lined;
use super::runs::words;
use super::verdict::NearestText;
use crate::passage::Passage;
use crate::span::Span;
use crate::util::fnv::fnv_1a;

/// A passage is like a quotation from this similarity on.
const LEAST: f64 = 0.5;

/// A passage that is like a quotation.
#[derive(Debug, Clone)]
pub(super) struct Nearest {
    /// Twice the words in the same order over the words of both, 0 to 1. A passage counts
    /// as at most twice as long as the quotation, which may be a part of it.
    pub(super) similarity: f64,
    pub(super) text: NearestText,
}

/// A passage as the hashes of its words.
#[derive(Debug)]
pub(super) struct Worded {
    span: Span,
    words: Vec<u64>,
}

/// The passages of a document, to be compared with many quotations.
pub(super) fn worded(lined: &Lined<'_>, passages: &[Passage]) -> Vec<Worded> {
    let worded = |passage: &Passage| Worded {
        span: passage.span,
        words: hashed(lined.text_of(passage.span)),
    };
    passages.iter().map(worded).collect()
}

fn hashed(text: &str) -> Vec<u64> {
    words(&folded(text)).iter().map(|word| fnv_1a(word.as_bytes())).collect()
}

/// The nearest passage to a quotation that is like it.
pub(super) fn nearest(lined: &Lined<'_>, passages: &[Worded], quotation: &str) -> Option<Nearest> {
    let quoted = hashed(quotation);
    let mut top: Option<(f64, Span)> = None;
    for Worded { span, words } in passages {
        let least = top.map_or(LEAST, |(similarity, _)| similarity);
        let can_be = |shared: usize| similarity(shared, &quoted, words) >= least;
        // In any order they share at least as many words.
        if !can_be(quoted.len().min(words.len())) || !can_be(shared(&quoted, words)) {
            continue;
        }
        let similarity = similarity(words_in_order(&quoted, words), &quoted, words);
        if similarity >= LEAST && top.is_none_or(|(before, _)| similarity > before) {
            top = Some((similarity, *span));
        }
    }
    let (similarity, span) = top?;
    Some(Nearest { similarity, text: text_at(lined, span, quotation) })
}

/// The text at a place beside what was quoted.
pub(super) fn text_at(lined: &Lined<'_>, span: Span, quotation: &str) -> NearestText {
    let text = lined.text_of(span);
    let difference = if quotation.is_empty() { Vec::new() } else { difference(quotation, text) };
    NearestText { at: lined.place(span), text: text.to_owned(), difference }
}

fn similarity(shared: usize, quoted: &[u64], text: &[u64]) -> f64 {
    let (quoted, text) = (quoted.len(), text.len());
    let both = quoted + text.min(2 * quoted);
    if both == 0 { 0.0 } else { 2.0 * shared as f64 / both as f64 }
}

/// How many words two texts share, whatever their order.
fn shared(quoted: &[u64], text: &[u64]) -> usize {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for word in quoted {
        *counts.entry(*word).or_default() += 1;
    }
    let mut shared = 0;
    for word in text {
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared
}
