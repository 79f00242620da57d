//! Labels and joins that depend on the labels of other blocks.

use super::labelled::{Joining, LabelledBlock};
use super::outline::Layout;
use super::shape::{ends_sentence, starts_small};
use super::teaser;
use crate::passage::label::Label;
use crate::passage::layout::line::is_blank;
use crate::passage::layout::wrap::ends_in_binding_word;
use crate::passage::sizing::abbreviation;

/// Titles in a list below "Also read" are teasers as well, up to the next
/// prose.
pub(super) fn label_listed_teasers(layout: &Layout<'_>, labelled: &mut [LabelledBlock]) {
    let mut is_in_list = false;
    for (index, block) in labelled.iter_mut().enumerate() {
        let may_be_teaser = matches!(block.label, Label::Body | Label::Headline | Label::Caption);
        let is_below_prose = index > layout.first_prose && !layout.is_prose(index);
        if block.label == Label::Teaser {
            is_in_list = teaser::is_list_heading(layout.block_text(index));
        } else if is_in_list && is_below_prose && may_be_teaser && layout.is_title_like(index) {
            block.label = Label::Teaser;
        } else {
            is_in_list = false;
        }
    }
}

/// A headline that is repeated at once joins the first one; repeated further
/// down it is a teaser for the article itself.
pub(super) fn join_repeated_headlines(layout: &Layout<'_>, labelled: &mut [LabelledBlock]) {
    let Some(first) = labelled.iter().position(|block| block.label == Label::Headline) else {
        return;
    };
    let title = layout.block_text(first);
    for (index, block) in labelled.iter_mut().enumerate().skip(first + 1) {
        let is_apart = block.label == Label::Comment || layout.mail_line(index).is_some();
        if is_apart || layout.block_text(index) != title {
            continue;
        }
        if index == first + 1 {
            (block.label, block.joining) = (Label::Headline, Joining::WhileFits);
        } else {
            block.label = Label::Teaser;
        }
    }
}

/// Rules, ornaments and the marks of pages join the block before them.
pub(super) fn join_wordless(layout: &Layout<'_>, labelled: &mut [LabelledBlock]) {
    let mut previous = None;
    for (index, block) in labelled.iter_mut().enumerate() {
        // Symbols beyond ASCII (an emoji, say) can be a reader's comment.
        let is_mark = |c: char| !c.is_alphanumeric() && (c.is_ascii_punctuation() || is_blank(c));
        let is_wordless =
            layout.is_page_mark(index) || layout.block_text(index).chars().all(is_mark);
        match previous {
            Some(label) if is_wordless => {
                (block.label, block.joining) = (label, Joining::WhileFits);
            }
            _ => previous = Some(block.label),
        }
    }
}

/// The paragraphs of a quotation share a passage as long as they fit: all open
/// with a quotation mark, and only the last one closes it.
pub(super) fn join_quotations(layout: &Layout<'_>, labelled: &mut [LabelledBlock]) {
    let mut is_open = false;
    for (index, block) in labelled.iter_mut().enumerate() {
        let text = layout.block_text(index);
        let opens = text.starts_with(OPENING_MARKS);
        if is_open && opens && block.joining == Joining::IfShort {
            block.joining = Joining::WhileFits;
        }
        is_open = opens && !closes_quotation(text);
    }
}

/// A block that goes on with the sentence of the one before it shares its passage
/// as long as they fit: a line of unwrapped text, or a paragraph torn apart.
pub(super) fn join_unfinished(layout: &Layout<'_>, labelled: &mut [LabelledBlock]) {
    let mut previous = "";
    for (index, block) in labelled.iter_mut().enumerate() {
        let text = layout.block_text(index);
        let is_unfinished = || !ends_sentence(previous) || abbreviation::ends(previous, text);
        // The sentence goes on behind the mark of a page.
        if layout.is_page_mark(index) {
            continue;
        }
        let may_join = index > 0 && block.joining == Joining::IfShort;
        let goes_on = starts_small(text) || ends_in_binding_word(previous);
        if may_join && goes_on && is_unfinished() {
            block.joining = Joining::WhileFits;
        }
        previous = text;
    }
}

/// Marks that open a quotation.
const OPENING_MARKS: [char; 4] = ['“', '"', '«', '„'];

/// Whether the quotation that opens a paragraph is closed within it.
pub(super) fn closes_quotation(paragraph: &str) -> bool {
    match paragraph.chars().next() {
        Some('"') => paragraph.matches('"').count().is_multiple_of(2),
        Some('«') => paragraph.contains('»'),
        Some('„') => paragraph.contains(['“', '”']),
        _ => paragraph.contains('”'),
    }
}
