//! Text to sentences.

use super::bounds::bounds;
use crate::passage::labels::shape::ends_sentence;
use crate::passage::layout::line::{is_blank, trimmed};
use crate::passage::sizing::abbreviation;
use crate::span::Span;

/// How far, in bytes, a word before or after a sentence bound is looked at:
/// longer ones are no abbreviation.
const LOOK: usize = 32;

/// Lines below this many bytes that stop without a full stop are a table's or
/// list's, not wrapped prose.
const SHORT_LINE: usize = 30;

/// The sentences of a text: byte spans in order that do not overlap, without
/// blanks at their ends, with nothing but blanks between them.
///
/// They follow the Unicode sentence bounds (UAX #29), except that no sentence
/// ends after an abbreviation such as `Gen.` or `Sept.`, within a word, or at
/// the end of a hard-wrapped line. Where an abbreviation may also end a
/// sentence (`U.S.`, `Inc.`), the next word decides. Never panics; linear in
/// the length of `text`.
///
/// ```
/// use ibid::passage::sentences;
///
/// let text = "Lt. Gen. Lee flew at 9 a.m. today. “It went well.” It cost $1.5 million.";
/// let found: Vec<_> = sentences(text).iter().filter_map(|span| span.of(text)).collect();
/// assert_eq!(found, [
///     "Lt. Gen. Lee flew at 9 a.m. today.",
///     "“It went well.”",
///     "It cost $1.5 million.",
/// ]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for bound in bounds(text) {
        if !goes_on(text, bound) {
            push(text, Span::new(start, bound), &mut sentences);
            start = bound;
        }
    }
    push(text, Span::new(start, text.len()), &mut sentences);
    sentences
}

fn push(text: &str, span: Span, sentences: &mut Vec<Span>) {
    let span = trimmed(text, span);
    if !span.is_empty() {
        sentences.push(span);
    }
}

/// Whether the sentence goes on past a bound of UAX #29.
fn goes_on(text: &str, bound: usize) -> bool {
    let (before, after) = (tail(text, bound), head(text, bound));
    let said = before.trim_end_matches(is_blank);
    let gap = before.get(said.len()..).unwrap_or_default();
    let Some(last) = said.chars().next_back() else {
        return false;
    };
    if gap.is_empty() {
        return last.is_ascii() || !matches!(last, '。' | '！' | '？' | '」' | '』');
    }
    let next = after.split(is_blank).find(|word| !word.is_empty()).unwrap_or_default();
    if ends_sentence(said) {
        return abbreviation::ends(said, next);
    }
    is_wrapped(text, bound, gap, next)
}

/// Whether a line break without a full stop before it is a wrap.
fn is_wrapped(text: &str, bound: usize, gap: &str, next: &str) -> bool {
    let breaks = gap.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\r')).count();
    let line = text.get(..bound).unwrap_or_default().trim_end_matches(is_blank);
    let short = line.bytes().rev().take(SHORT_LINE).any(|byte| matches!(byte, b'\n' | b'\r'))
        || line.len() < SHORT_LINE;
    let small = next.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
    breaks == 1 && (small || !short)
}

/// At most [`LOOK`] bytes before `bound`.
fn tail(text: &str, bound: usize) -> &str {
    let from = (bound.saturating_sub(LOOK)..=bound).find(|&at| text.is_char_boundary(at));
    text.get(from.unwrap_or(bound)..bound).unwrap_or_default()
}

/// At most [`LOOK`] bytes from `bound`.
fn head(text: &str, bound: usize) -> &str {
    let longest = (bound + LOOK).min(text.len());
    let to = (bound..=longest).rev().find(|&at| text.is_char_boundary(at));
    text.get(bound..to.unwrap_or(bound)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        sentences(text).into_iter().filter_map(|span| span.of(text)).collect()
    }

    #[test]
    fn abbreviations_and_quotes() {
        let check = |parts: &[&str]| assert_eq!(found(&parts.join(" ")), parts, "{parts:?}");
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
        assert_eq!(found("飞了。飞了。"), ["飞了。", "飞了。"]);
    }

    #[test]
    fn lines() {
        let check = |text: &str, count: usize| assert_eq!(found(text).len(), count, "{text:?}");
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
