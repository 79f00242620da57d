//! Recognises a title that stands alone above a text of any shape.

use super::comment::{is_thread_furniture, is_thread_heading};
use super::features::BlockFeatures;
use super::shape::{ends_sentence, is_all_capitals, is_title_case, is_title_like};
use crate::passage::layout::block::{Block, LineMark};

/// A title and the lines stacked below it are at most this many.
const MAX_STACKED: usize = 3;

/// Lines stacked below a title have at most this many bytes.
const MAX_STACKED_BYTES: usize = 80;

/// The text below a title has at least this many bytes.
const MIN_TEXT_BYTES: usize = 12;

/// The first block of a text, below front matter, if it is its title: a short
/// line with a blank line below it and more text after that, be it a table, a
/// list or prose that no rule takes for prose.
pub(super) fn title(
    text: &str,
    blocks: &[Block],
    features: &[BlockFeatures],
    page_marks: &[bool],
) -> Option<usize> {
    let is_text =
        |(block, &is_mark): (&Block, &bool)| block.mark != LineMark::FrontMatter && !is_mark;
    let index = blocks.iter().zip(page_marks).position(is_text)?;
    let (first, next) = (blocks.get(index)?, blocks.get(index + 1)?);
    let line = first.of(text);
    let is_apart = next.blank_before || is_stacked(text, blocks.get(index..)?);
    let has_text_below = text.len() - next.span.start >= MIN_TEXT_BYTES;
    let is_title = features.get(index)?.label.is_none()
        && first.mark == LineMark::None
        && is_apart
        && has_text_below
        && !line.contains(['\n', '\r'])
        && !is_thread_heading(line)
        && !is_thread_furniture(line)
        && is_title_line(line, next.of(text));
    is_title.then_some(index)
}

/// Whether a title stands above one or two further lines, such as the version of
/// a report and its day, with a blank line below. No table begins so.
fn is_stacked(text: &str, blocks: &[Block]) -> bool {
    let Some(height) =
        (1..=MAX_STACKED).find(|&index| blocks.get(index).is_some_and(|block| block.blank_before))
    else {
        return false;
    };
    let lines = || blocks.iter().take(height).map(|block| block.of(text));
    let is_short = |line: &str| line.len() <= MAX_STACKED_BYTES && !ends_sentence(line);
    let with_figures = lines().filter(|line| line.contains(char::is_numeric)).count();
    lines().all(is_short)
        && 2 * with_figures <= height
        && lines().next().is_some_and(|line| is_all_capitals(line) || is_title_case(line))
}

/// A line in capitals above a text that is not may end in a full stop.
fn is_title_line(line: &str, below: &str) -> bool {
    let is_in_capitals = || is_all_capitals(line) && !is_all_capitals(below);
    is_title_like(line) || (is_title_like(line.trim_end_matches('.')) && is_in_capitals())
}
