//! The stretch of a passage that shows its matches best.

use super::highlight::Mark;
use crate::span::Span;

/// A stretch of at most `most_chars` characters of `text`, cut between words,
/// that covers as many marks as fit; the whole text where it fits. Spans are
/// bytes of `text`, as are those of the marks, which must ascend.
///
/// A single word longer than `most_chars` is cut within.
pub(super) fn window(text: &str, marks: &[Mark], most_chars: usize) -> Span {
    if text.chars().count() <= most_chars {
        return Span::new(0, text.len());
    }
    let starts = marks.iter().map(|mark| mark.span.start).chain([0]);
    let candidates = starts.map(|start| around(text, start, most_chars));
    let covered = |window: &Span| marks.iter().filter(|mark| window.contains(mark.span)).count();
    // The first of the best: `max_by_key` would give the last.
    let mut best = Span::new(0, 0);
    let mut most = None;
    for window in candidates {
        let marks = covered(&window);
        if most.is_none_or(|before| marks > before) {
            (best, most) = (window, Some(marks));
        }
    }
    best
}

/// A window that begins a little before `start`.
fn around(text: &str, start: usize, most_chars: usize) -> Span {
    let lead = most_chars / 4;
    let before = text.get(..start).unwrap_or_default();
    let back = before.char_indices().rev().take(lead).last().map_or(start, |(at, _)| at);
    let from = if back == 0 { 0 } else { next_word(text, back, start) };
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.char_indices().nth(most_chars).map_or(text.len(), |(at, _)| from + at);
    let to = if end == text.len() { end } else { last_blank(text, from, end) };
    Span::new(from, to)
}

fn next_word(text: &str, from: usize, limit: usize) -> usize {
    let stretch = text.get(from..limit).unwrap_or_default();
    let blank = stretch.char_indices().find(|(_, c)| c.is_whitespace());
    blank.map_or(limit, |(at, c)| from + at + c.len_utf8())
}

fn last_blank(text: &str, from: usize, end: usize) -> usize {
    let stretch = text.get(from..end).unwrap_or_default();
    let blank = stretch.char_indices().rev().find(|(_, c)| c.is_whitespace());
    blank.map(|(at, _)| from + at).filter(|&at| at > from).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::plan::Reason;

    fn mark(start: usize, end: usize) -> Mark {
        Mark { span: Span::new(start, end), typed: String::new(), reason: Reason::Word }
    }

    #[test]
    fn windows() {
        let text = "alpha beta gamma délta epsilon zeta eta theta";
        let check = |marks: &[Mark], most: usize, expected: &str| {
            assert_eq!(window(text, marks, most).of(text), Some(expected), "{most}");
        };
        check(&[], 100, text);
        check(&[], 12, "alpha beta");
        check(&[mark(32, 36), mark(37, 40)], 16, "zeta eta theta");
        check(&[mark(17, 23)], 12, "délta");
        check(&[], 3, "alp");
    }
}
