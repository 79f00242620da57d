//! The passage of a document that is nearest to a quotation.

use std::collections::BTreeMap;

use super::super::folded::folded;
use super::difference::{difference, words_in_order};
use super::runs::words;
use super::verdict::{NearestText, TextPlace};
use crate::document::Document;
use crate::passage::Passage;
use crate::span::Span;

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

/// The nearest passage to a quotation that is like it.
pub(super) fn nearest(
    document: &Document,
    passages: &[Passage],
    quotation: &str,
) -> Option<Nearest> {
    let quoted = words(&folded(quotation));
    let mut top: Option<(f64, Span)> = None;
    for passage in passages {
        let text = words(&folded(passage.span.of(&document.text)?));
        let least = top.map_or(LEAST, |(similarity, _)| similarity);
        // In any order they share at least as many words.
        if similarity(shared(&quoted, &text), &quoted, &text) < least {
            continue;
        }
        let similarity = similarity(words_in_order(&quoted, &text), &quoted, &text);
        if similarity >= LEAST && top.is_none_or(|(before, _)| similarity > before) {
            top = Some((similarity, passage.span));
        }
    }
    let (similarity, span) = top?;
    Some(Nearest { similarity, text: text_at(document, span, quotation) })
}

/// The text at a place beside what was quoted.
pub(super) fn text_at(document: &Document, span: Span, quotation: &str) -> NearestText {
    let text = span.of(&document.text).unwrap_or_default();
    let difference = if quotation.is_empty() { Vec::new() } else { difference(quotation, text) };
    NearestText { at: place(document, span), text: text.to_owned(), difference }
}

/// The place of a span in a document.
pub(super) fn place(document: &Document, span: Span) -> TextPlace {
    let before = document.text.get(..span.start).unwrap_or_default();
    let returns = before.matches('\r').count() - before.matches("\r\n").count();
    let line = 1 + before.matches('\n').count() + returns;
    TextPlace { document: document.id.clone(), span, line }
}

fn similarity(shared: usize, quoted: &[String], text: &[String]) -> f64 {
    let (quoted, text) = (quoted.len(), text.len());
    let both = quoted + text.min(2 * quoted);
    if both == 0 { 0.0 } else { 2.0 * shared as f64 / both as f64 }
}

/// How many words two texts share, whatever their order.
fn shared(quoted: &[String], text: &[String]) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in quoted {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in text {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared
}
