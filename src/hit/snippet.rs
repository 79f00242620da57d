//! Chooses the part of a passage that shows its marks best.

use crate::span::Span;

/// The part of `text`, at most `max_chars` characters, that covers the most
/// marks; the first of several. The whole text if it fits.
///
/// `marks` are in bytes of `text` and ascend. The part is cut between words; a
/// single word longer than `max_chars` is cut within.
pub(super) fn window(text: &str, marks: &[Span], max_chars: usize) -> Span {
    if text.chars().count() <= max_chars {
        return Span::new(0, text.len());
    }
    // 0 last: without a mark the text's beginning is shown.
    let starts = marks.iter().map(|mark| mark.start).chain([0]);
    let windows = starts.map(|start| window_around(text, start, max_chars));
    let covered = |window: &Span| marks.iter().filter(|&&mark| window.contains(mark)).count();
    // `max_by_key` takes the last of equals: reversed, that is the first.
    windows.rev().max_by_key(covered).unwrap_or_default()
}

/// The window without the blanks at its ends.
pub(super) fn trimmed(text: &str, window: Span) -> Span {
    let inside = window.of(text).unwrap_or_default();
    let start = window.start + (inside.len() - inside.trim_start().len());
    Span::new(start, start + inside.trim().len())
}

/// A window that begins a quarter of its size before `start`.
fn window_around(text: &str, start: usize, max_chars: usize) -> Span {
    let before = text.get(..start).unwrap_or_default();
    let lead_chars = max_chars / 4;
    let lead = before.char_indices().rev().take(lead_chars).last().map_or(start, |(at, _)| at);
    // The start of the text needs no cut between words.
    let from = if lead == 0 { 0 } else { next_word_start(text, lead, start) };
    let after = text.get(from..).unwrap_or_default();
    match after.char_indices().nth(max_chars) {
        Some((length, _)) => Span::new(from, last_word_end(text, from, from + length)),
        None => Span::new(from, text.len()),
    }
}

/// The start of the first whole word after `from`, at most `limit`.
fn next_word_start(text: &str, from: usize, limit: usize) -> usize {
    let stretch = text.get(from..limit).unwrap_or_default();
    let blank = stretch.char_indices().find(|(_, c)| c.is_whitespace());
    blank.map_or(limit, |(offset, c)| from + offset + c.len_utf8())
}

/// The end of the last whole word between `from` and `limit`; `limit` if
/// there is none.
fn last_word_end(text: &str, from: usize, limit: usize) -> usize {
    let stretch = text.get(from..limit).unwrap_or_default();
    let blank = stretch.char_indices().rev().find(|(_, c)| c.is_whitespace());
    blank.map(|(offset, _)| from + offset).filter(|&end| end > from).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows() {
        let text = "alpha beta gamma délta epsilon zeta eta theta";
        let check = |marks: &[Span], max_chars: usize, expected: &str| {
            assert_eq!(window(text, marks, max_chars).of(text), Some(expected), "{max_chars}");
        };
        check(&[], 100, text);
        check(&[], 12, "alpha beta");
        check(&[Span::new(32, 36), Span::new(37, 40)], 16, "zeta eta theta");
        check(&[Span::new(17, 23)], 12, "délta");
        check(&[], 3, "alp");
    }

    #[test]
    fn windows_without_blanks() {
        for (text, expected) in [("", ""), (" \n", ""), (" a b\u{a0}", "a b"), ("é ", "é")] {
            let window = trimmed(text, Span::new(0, text.len()));
            assert_eq!(window.of(text), Some(expected), "{text:?}");
        }
    }
}
