//! Finds the headings of sections by what stands around them.

use super::outline::Layout;
use super::section::{HeadingKind, kind};
use super::shape::is_title_like;
use crate::passage::layout::block::LineMark;
use crate::passage::layout::line::is_blank;

/// A heading can stand above at most this many others.
const MAX_NESTED: usize = 3;

/// Whether the block is the heading of a section: it stands alone, with text or
/// further headings below it.
pub(super) fn is_heading(layout: &Layout<'_>, index: usize) -> bool {
    let kind_of = |index: usize| kind(layout.block_text(index));
    let Some((kind, block)) = kind_of(index).zip(layout.blocks.get(index)) else {
        return false;
    };
    if layout.is_page_mark(index) {
        return false;
    }
    let is_markless = matches!(block.mark, LineMark::None)
        || (kind == HeadingKind::Item && block.mark == LineMark::Item);
    let next_is_apart = layout.blocks.get(index + 1).is_some_and(|next| next.blank_before);
    let is_row =
        |index: usize| layout.blocks.get(index).is_some_and(|block| block.mark == LineMark::Row);
    let is_marked = |kind| kind != HeadingKind::Plain;
    let stands_apart = match kind {
        HeadingKind::Numbered | HeadingKind::Capitals => index > 0,
        HeadingKind::Item => {
            let below = layout.block_text(index + 1);
            let is_nested =
                kind_of(index + 1) == Some(HeadingKind::Numbered) || begins_series(below);
            next_is_apart && (layout.is_prose(index + 1) || is_nested)
        }
        HeadingKind::Plain => {
            let is_below_heading = index > 0 && kind_of(index - 1).is_some_and(is_marked);
            next_is_apart && layout.is_between_paragraphs(index, is_below_heading)
        }
    };
    let below = (index + 1..=index + MAX_NESTED)
        .find(|&below| layout.is_prose(below) || is_row(below) || kind_of(below).is_none());
    let has_text_below = below.is_some_and(|below| layout.begins_section(below));
    is_markless && block.blank_before && stands_apart && has_text_below
}

/// A heading between marks has at most this many bytes.
const MAX_MARKED_BYTES: usize = 120;

/// "**Who pays?**", "== Deliveries ==": nothing but a title between marks.
pub(super) fn is_between_marks(line: &str) -> bool {
    let between = |mark: &str| line.strip_prefix(mark)?.strip_suffix(mark);
    let title = ["===", "==", "**", "__"].into_iter().find_map(between).unwrap_or_default();
    line.len() <= MAX_MARKED_BYTES
        && is_title_like(title.trim_matches(is_blank))
        && !title.contains(['*', '=', '\n', '\r'])
}

/// Whether a line is a heading with the first number of a series.
fn begins_series(line: &str) -> bool {
    let has_first = ["1.", "1)", "A.", "A)", "I."]
        .iter()
        .any(|number| line.strip_prefix(number).is_some_and(|title| title.starts_with(is_blank)));
    has_first && kind(line) == Some(HeadingKind::Item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_headings() {
        for line in ["**Who pays?**", "== Deliveries ==", "=== Losses ===", "__The buyer__"] {
            assert!(is_between_marks(line), "{line}");
        }
        for line in
            ["**Note:**", "**Six** or **seven**", "=====", "** six **", "**It sailed.**", ""]
        {
            assert!(!is_between_marks(line), "{line}");
        }
    }
}
