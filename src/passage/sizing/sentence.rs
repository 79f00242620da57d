//! Splits a text into sentences.

use std::iter;

use super::bounds::bounds;
use crate::passage::labels::shape::ends_sentence;
use crate::passage::layout::line::{is_blank, trimmed};
use crate::passage::sizing::abbreviation;
use crate::span::Span;

/// How many bytes before and after a bound are read to decide on it. Longer
/// words are no abbreviations.
const CONTEXT_BYTES: usize = 32;

/// Shorter lines, in bytes, that end without a full stop belong to a table or
/// list: they are not wrapped prose.
const MIN_WRAPPED_BYTES: usize = 30;

/// The sentences of a text: byte spans in order that do not overlap. They have
/// no blanks at either end, and only blanks stand between them.
///
/// They follow the Unicode sentence bounds (UAX #29), with three exceptions:
/// no sentence ends after an abbreviation such as `Gen.` or `Sept.`, within a
/// word, or at the end of a hard-wrapped line. After an abbreviation that can
/// also end a sentence (`U.S.`, `Inc.`) the next word decides. Never panics;
/// linear in the length of `text`.
///
/// ```
/// use ibid::passage::sentences;
///
/// let text = "Lt. Gen. Lee flew at 9 a.m. today. “It went well.” It cost $1.5 million.";
/// let sentences: Vec<_> = sentences(text).iter().filter_map(|span| span.of(text)).collect();
/// assert_eq!(sentences, [
///     "Lt. Gen. Lee flew at 9 a.m. today.",
///     "“It went well.”",
///     "It cost $1.5 million.",
/// ]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    sentences_in(text).collect()
}

/// As [`sentences`], each found when it is asked for.
pub(super) fn sentences_in(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    bounds(text).chain(iter::once(text.len())).filter_map(move |bound| {
        if bound < text.len() && is_within_sentence(text, bound) {
            return None;
        }
        let span = trimmed(text, Span::new(start, bound));
        start = bound;
        (!span.is_empty()).then_some(span)
    })
}

/// Whether the sentence continues after a bound of UAX #29.
fn is_within_sentence(text: &str, bound: usize) -> bool {
    let (before, after) = (bytes_before(text, bound), bytes_after(text, bound));
    let content = before.trim_end_matches(is_blank);
    let gap = before.get(content.len()..).unwrap_or_default();
    let Some(last) = content.chars().next_back() else {
        return false;
    };
    if gap.is_empty() {
        // Scripts that are written without spaces end sentences so.
        return last.is_ascii() || !matches!(last, '。' | '！' | '？' | '」' | '』');
    }
    let next_word = after.split(is_blank).find(|word| !word.is_empty()).unwrap_or_default();
    if ends_sentence(content) {
        return abbreviation::ends(content, next_word);
    }
    is_wrapped(text, bound, gap, next_word)
}

/// Whether a line break without a full stop before it wraps a line; `gap` has
/// the blanks before the bound.
fn is_wrapped(text: &str, bound: usize, gap: &str, next_word: &str) -> bool {
    let is_break = |c: &char| matches!(c, '\n' | '\r');
    let breaks = gap.replace("\r\n", "\n").chars().filter(is_break).count();
    let before = text.get(..bound).unwrap_or_default().trim_end_matches(is_blank);
    // A bounded look back: the whole line could make this quadratic.
    let last_bytes = before.bytes().rev().take(MIN_WRAPPED_BYTES);
    let is_short_line = before.len() < MIN_WRAPPED_BYTES
        || last_bytes.into_iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    let continues_small = next_word.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
    breaks == 1 && (continues_small || !is_short_line)
}

/// At most [`CONTEXT_BYTES`] before `bound`.
fn bytes_before(text: &str, bound: usize) -> &str {
    let earliest = bound.saturating_sub(CONTEXT_BYTES);
    let start = (earliest..=bound).find(|&at| text.is_char_boundary(at));
    text.get(start.unwrap_or(bound)..bound).unwrap_or_default()
}

/// At most [`CONTEXT_BYTES`] after `bound`.
fn bytes_after(text: &str, bound: usize) -> &str {
    let latest = (bound + CONTEXT_BYTES).min(text.len());
    let end = (bound..=latest).rev().find(|&at| text.is_char_boundary(at));
    text.get(bound..end.unwrap_or(bound)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        sentences(text).into_iter().filter_map(|span| span.of(text)).collect()
    }

    #[test]
    fn abbreviations_and_quotes() {
        let check = |parts: &[&str]| assert_eq!(texts(&parts.join(" ")), parts, "{parts:?}");
        check(&[]);
        check(&["It was sold on Sept. 11 by Acme Corp. of Oslo."]);
        check(&["It was sold in the U.S. Navy yard."]);
        check(&["It was sold in the U.S.", "The deal is done."]);
        check(&["Acme Inc. and J. Smith paid, i.e. Gen. Lee paid.", "He left."]);
        check(&["It cost $1.5 million, No. 5 of 7.", "No.", "Tugs came."]);
        check(&["“It flew.”", "“It did not.”", "He left at 5 p.m.", "It rained."]);
        check(&["Well... it flew.", "Did it?", "Yes!", "So it did…"]);
        check(&["See para. 12 of Res. 1929 vs. The Tug."]);
        check(&["It 🚁 flew e\u{301}.", "Nice.\u{a0}"].map(str::trim));
        assert_eq!(texts("飞了。飞了。"), ["飞了。", "飞了。"]);
    }

    #[test]
    fn lines() {
        let check = |text: &str, count: usize| assert_eq!(texts(text).len(), count, "{text:?}");
        check("The yard said on Monday that the\nPort had paid.", 1);
        check("The yard said on Monday that the\r\nport had paid.", 1);
        check("Tugs 12\nBarges 3", 2);
        check("The yard said on Monday that the\n\nPort had paid.", 2);
        check("See https://a.example/b?c=d.e now.", 1);
    }

    #[test]
    fn hostile_text_takes_linear_time() {
        let text = "?a".repeat(200_000) + &" U.S. \n".repeat(50_000) + &"\n".repeat(100_000);
        assert!(!sentences(&text).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn only_blanks_between(text in "(\\PC|[ .?!\"\r\n\u{a0}\u{feff}]|U\\.S\\. |Gen\\. ){0,60}") {
            let mut at = 0;
            for span in sentences(&text) {
                proptest::prop_assert!(text[at..span.start].chars().all(is_blank));
                proptest::prop_assert!(!span.is_empty());
                proptest::prop_assert_eq!(trimmed(&text, span), span);
                at = span.end;
            }
            proptest::prop_assert!(text[at..].chars().all(is_blank));
        }
    }
}
