//! Finds the sentence bounds of UAX #29, reading only the text around the
//! characters that can cause one.

use std::iter;

use unicode_segmentation::UnicodeSegmentation;

/// The sentence bounds of a text as byte offsets, without its start and end.
/// They are those of [`UnicodeSegmentation`], found many times faster in text
/// that is mostly ASCII.
///
/// Whether a full stop causes a bound depends on the character before it and
/// on the text up to the next letter. Only such windows are segmented. A
/// window begins and ends with an ASCII character, so that no combining mark
/// is separated from its letter.
pub(super) fn bounds(text: &str) -> impl Iterator<Item = usize> {
    let mut previous_end = 0;
    let windows = iter::from_fn(move || {
        let mark = find(text, previous_end, may_cause_bound)?;
        let start = window_start(text, previous_end, mark);
        let end = find(text, mark, |c| c.is_ascii_alphabetic()).map_or(text.len(), |end| end + 1);
        let covered = previous_end;
        previous_end = end;
        Some((start, end, covered))
    });
    windows.flat_map(move |(start, end, covered)| {
        let window = text.get(start..end).unwrap_or_default();
        // The first bound is the window's own start.
        let inner = window.split_sentence_bound_indices().skip(1);
        // Windows overlap by one character: a bound is taken once.
        inner.map(move |(bound, _)| start + bound).filter(move |&bound| bound > covered)
    })
}

/// The byte offset of the last ASCII character before `mark`, no earlier than
/// the last character of the previous window.
fn window_start(text: &str, previous_end: usize, mark: usize) -> usize {
    let earliest = previous_end.saturating_sub(1);
    let before = text.as_bytes().get(earliest..mark).unwrap_or_default();
    before.iter().rposition(u8::is_ascii).map_or(earliest, |offset| earliest + offset)
}

/// The byte offset of the first matching character from `start` on.
fn find(text: &str, start: usize, is_match: impl Fn(char) -> bool) -> Option<usize> {
    text.get(start..)?.find(is_match).map(|offset| start + offset)
}

/// Whether a character can cause a sentence bound. True for any character
/// that only Unicode's tables could rule out.
fn may_cause_bound(c: char) -> bool {
    match c {
        '.' | '!' | '?' | '\n' | '\r' => true,
        '\0'..='\u{7f}' | '\u{a0}'..='\u{ff}' | '–' | '—' | '‘' | '’' | '“' | '”' => {
            false
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(text: &str) -> Vec<usize> {
        text.split_sentence_bound_indices().skip(1).map(|(bound, _)| bound).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn same_as_the_segmentation(text in "[aBé1 .!?\"”)\u{301}\u{ad}\u{a0}\u{85}…。飞Ж,\r\n-]{0,24}") {
            prop_assert_eq!(bounds(&text).collect::<Vec<_>>(), naive(&text));
        }

        #[test]
        fn same_on_any_text(text in any::<String>()) {
            prop_assert_eq!(bounds(&text).collect::<Vec<_>>(), naive(&text));
        }
    }
}
