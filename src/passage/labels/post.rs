//! Finds the posts of a forum thread.

use super::comment::ThreadPart;
use super::dateline::line_date;
use super::writer::{has_clock, is_attribution, is_head, is_writer};
use crate::passage::layout::block::{Block, LineMark};

/// A thread has at least this many posts.
const MIN_POSTS: usize = 2;

/// Whether each block begins a post; none does outside of threads.
pub(super) fn starts(text: &str, blocks: &[Block]) -> Vec<bool> {
    let block_text = |index: usize| blocks.get(index).map_or("", |block| block.of(text));
    let mut starts: Vec<bool> = (0..blocks.len())
        .map(|index| {
            let line = block_text(index);
            let is_quoting = blocks.get(index + 1).is_some_and(|next| next.mark == LineMark::Quote);
            (is_head(line) && !(is_quoting && is_attribution(line)))
                || (is_writer(line) && is_date_below(text, blocks, index))
        })
        .collect();
    // A head right below another belongs to the same post: "#2", then "bo_77 wrote:".
    for index in (1..starts.len()).rev() {
        let follows_head = starts.get(index - 1).copied().unwrap_or_default();
        if let Some(start) = starts.get_mut(index).filter(|_| follows_head) {
            *start = false;
        }
    }
    if starts.iter().filter(|&&start| start).count() < MIN_POSTS {
        starts.fill(false);
    }
    starts
}

/// The thread parts of blocks where posts begin; `None` if none does. What stands
/// above the first post is outside.
pub(super) fn parts(starts: &[bool]) -> Option<Vec<ThreadPart>> {
    let first = starts.iter().position(|&start| start)?;
    let part = |(index, &start): (usize, &bool)| match start {
        true => ThreadPart::Start,
        false if index < first => ThreadPart::Outside,
        false => ThreadPart::Continuation,
    };
    Some(starts.iter().enumerate().map(part).collect())
}

/// Whether a line with nothing but a date and a time stands below the block.
fn is_date_below(text: &str, blocks: &[Block], index: usize) -> bool {
    let below = blocks.get(index + 1).filter(|block| block.mark == LineMark::None);
    below.is_some_and(|block| {
        let line = block.of(text);
        has_clock(line) && line_date(line).is_some_and(|date| date.is_dateline)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::block::tests::blocks;

    #[test]
    fn threads() {
        let check = |text: &str, expected: &[bool]| {
            assert_eq!(starts(text, &blocks(text)), expected, "{text}");
        };
        check("Tugs\n\n#1 ann\nSix.\n\n#2 bo\nNo.", &[false, true, false, true, false]);
        check(
            "bo_77\n12 March 2011 10:13\n\nSix.\n\nAnn Lee\n12 March 2011 11:13\n\nNo.",
            &[true, false, false, true, false, false],
        );
        check("Ann Lee\n12 March 2011 10:13\n\nSix tugs.", &[false; 3]);
        check("Posted by ann\n\nSix tugs.", &[false; 2]);
    }
}
