//! The size of what is stored of a passage, bounded so that a reader need not
//! believe any length.

use super::text_blocks::MAX_STORED_BYTES;
use crate::document::Document;
use crate::passage::Passage;

/// Bytes of a record beside the texts in it, at the most.
const RECORD_BYTES: usize = 1 << 10;

/// Bytes of the lengths of a name and a value.
const PAIR_BYTES: usize = 10;

/// Whether the stored fields of each passage can be read back: its text with the
/// blanks before it and, of the first passage, the record, with `taken` bytes of
/// title and of blanks that are taken from the text.
pub(super) fn is_storable(document: &Document, passages: &[Passage], taken: usize) -> bool {
    let Document { id, title, source, extra, .. } = document;
    let extra = extra.iter().map(|(name, value)| name.len() + value.len() + PAIR_BYTES);
    let record = RECORD_BYTES + id.len() + title.len() + source.len() + extra.sum::<usize>();
    let ends = passages.iter().map(|passage| passage.span.end);
    let begins = std::iter::once(0).chain(ends.clone());
    let longest = ends.zip(begins).map(|(end, begin)| end.saturating_sub(begin)).max();
    record + taken + longest.unwrap_or(0) <= MAX_STORED_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::label::Label;
    use crate::span::Span;

    #[test]
    fn what_is_over_the_limit_is_not_storable() {
        let passage =
            |start, end| Passage { ordinal: 0, span: Span::new(start, end), label: Label::Body };
        let check = |document: Document, ends: &[(usize, usize)], expected: bool| {
            let passages: Vec<Passage> =
                ends.iter().map(|&(start, end)| passage(start, end)).collect();
            assert_eq!(is_storable(&document, &passages, 9), expected, "{ends:?}");
        };
        let plain = || Document::new("a", "");
        let half = || " ".repeat(MAX_STORED_BYTES / 2);
        check(plain(), &[], true);
        check(
            plain(),
            &[(0, MAX_STORED_BYTES / 2), (MAX_STORED_BYTES, MAX_STORED_BYTES + 9)],
            true,
        );
        check(plain(), &[(MAX_STORED_BYTES, MAX_STORED_BYTES + 9)], false);
        check(plain().with_title(half()), &[(0, 9)], true);
        check(plain().with_title(half()).with_source(half()), &[], false);
        check(plain().with_extra("desk", half()).with_source(half()), &[], false);
    }
}
