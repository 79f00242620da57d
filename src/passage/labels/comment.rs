//! Recognises readers' comments under an article.

use super::cue::{after, is_only};
use super::shape::{ends_sentence, words};
use super::teaser::is_imprint;
use super::writer::is_attribution;
use crate::passage::layout::block::{Block, LineMark};
use crate::passage::layout::line::is_blank;

/// Which part of the readers' comments a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ThreadPart {
    /// Not in the comments.
    Outside,
    /// The first block of a comment.
    Start,
    /// A further block of a comment.
    Continuation,
}

/// Headings of a thread have at most this many bytes.
const MAX_HEADING_BYTES: usize = 64;

/// The line above a comment that names its author has at most this many bytes.
const MAX_AUTHOR_LINE_BYTES: usize = 64;

const THREAD_HEADINGS: &[&str] = &[
    "comments",
    "comment",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "add a comment",
    "add comment",
    "write a comment",
    "join the conversation",
    "join the discussion",
    "view comments",
    "readers' comments",
    "reader comments",
    "comments are closed",
    "no comments yet",
    "be the first to comment",
    "facebook comments",
];

/// The thread part of each block.
///
/// `is_below_prose` tells whether some of the article's prose stands above
/// the block with this index: comments only begin below it.
pub(super) fn thread_parts(
    text: &str,
    blocks: &[Block],
    is_below_prose: impl Fn(usize) -> bool,
) -> Vec<ThreadPart> {
    let mut parts = vec![ThreadPart::Outside; blocks.len()];
    let block_text = |index: usize| blocks.get(index).map_or("", |block| block.of(text));
    let starts_thread = |&index: &usize| {
        is_below_prose(index)
            && (is_thread_heading(block_text(index)) || starts_comment(text, blocks, index))
    };
    let Some(first) = (0..blocks.len()).find(starts_thread) else {
        return parts;
    };
    let has_heading = is_thread_heading(block_text(first));
    // Only bulleted comments have an end that can be seen.
    let is_bulleted = !has_heading && !is_attribution(block_text(first));
    let end = if is_bulleted { bullets_end(blocks, first) } else { blocks.len() };
    for (index, part) in parts.iter_mut().enumerate().take(end).skip(first) {
        // Below a heading the first comment starts, whatever it looks like.
        let starts = index == first || (has_heading && index == first + 1);
        *part = if is_imprint(block_text(index)) {
            ThreadPart::Outside
        } else if starts || starts_comment(text, blocks, index) {
            ThreadPart::Start
        } else {
            ThreadPart::Continuation
        };
    }
    parts
}

/// Whether a comment starts at the block: with "Name says:", or with a
/// bulleted name above indented text.
fn starts_comment(text: &str, blocks: &[Block], index: usize) -> bool {
    let block = blocks.get(index).copied();
    // Above a quote it names the writer of that.
    let is_quoting = blocks.get(index + 1).is_some_and(|next| next.mark == LineMark::Quote);
    block.is_some_and(|block| !is_quoting && is_attribution(block.of(text)))
        || is_aged_name(text, blocks, index)
        || is_bulleted_name(text, blocks, index)
}

/// A name with the age of the comment right below it: "Ann", "3 hours ago".
fn is_aged_name(text: &str, blocks: &[Block], index: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(index), blocks.get(index + 1)) else {
        return false;
    };
    let line = block.of(text);
    block.mark == LineMark::None
        && block.blank_before
        && !next.blank_before
        && is_age(next.of(text))
        && line.len() <= MAX_AUTHOR_LINE_BYTES
        && words(line).count() <= 3
}

/// A bullet with a name and nothing else; below it, after a blank line, text
/// that is indented further.
fn is_bulleted_name(text: &str, blocks: &[Block], index: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(index), blocks.get(index + 1)) else {
        return false;
    };
    let line = block.of(text);
    let is_name =
        line.len() <= MAX_AUTHOR_LINE_BYTES && words(line).count() <= 4 && !ends_sentence(line);
    let has_text_below =
        next.blank_before && next.mark == LineMark::None && next.indent > block.indent;
    block.mark == LineMark::Item && block.blank_before && is_name && has_text_below
}

/// Index of the block after bulleted comments: the first one that is not
/// indented under a bullet of the same column.
fn bullets_end(blocks: &[Block], first: usize) -> usize {
    let indent = blocks.get(first).map_or(0, |block| block.indent);
    let is_inside = |block: &Block| {
        block.indent > indent || (block.mark == LineMark::Item && block.indent == indent)
    };
    let following = blocks.iter().skip(first + 1);
    first + 1 + following.take_while(|block| is_inside(block)).count()
}

/// "Comments", "Comments (12)", "12 Comments", "Leave a comment".
pub(super) fn is_thread_heading(line: &str) -> bool {
    if line.len() > MAX_HEADING_BYTES {
        return false;
    }
    let line = line.trim_start_matches(['#', '*', ' ']);
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let has_count = after_digits.len() < line.len();
    let counted = after_digits.trim_start_matches(is_blank);
    is_only(line, THREAD_HEADINGS)
        || (has_count && is_only(counted, &["comment", "comments", "responses", "replies"]))
        || after(line, "comments").is_some_and(is_count)
}

fn is_count(after_comments: &str) -> bool {
    let is_frame = |c| is_blank(c) || matches!(c, '(' | ')' | '[' | ']' | ':');
    let digits = after_comments.trim_matches(is_frame);
    digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "3 hours ago", "a day ago".
fn is_age(line: &str) -> bool {
    line.len() <= 32
        && line.ends_with(" ago")
        && (line.starts_with(|c: char| c.is_ascii_digit()) || line.starts_with('a'))
}

/// Buttons and times of a thread: "Reply", "3 hours ago".
pub(super) fn is_thread_furniture(line: &str) -> bool {
    is_age(line)
        || is_only(line, &["reply", "report abuse", "like reply", "upvote", "log in to reply"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::block::tests::blocks;

    fn check(text: &str, expected: &str) {
        let blocks = blocks(text);
        let parts: String = thread_parts(text, &blocks, |index| index > 0)
            .iter()
            .map(|part| match part {
                ThreadPart::Outside => '-',
                ThreadPart::Start => 'S',
                ThreadPart::Continuation => 'c',
            })
            .collect();
        assert_eq!(parts, expected, "{text}");
    }

    #[test]
    fn threads() {
        check("Text.\n\nComments (2)\n\nAnn\n\nNice tug.", "-SSc");
        check("Text.\n\n  • Ann\n\n    Nice.\n\n    Tug.\n\n  • Bo\n\n    No.\n\nText.", "-SccSc-");
        check("Text.\n\nAnn Lee says:\n\nNice tug.\n\nBo says:\n\nNo.", "-ScSc");
        check(
            "Text.\n\nComments (2)\n\nann\n2 hours ago\nSix.\n\nbo\n1 hour ago\nNo.\n\n© 2012 A",
            "-SSccScc-",
        );
        check("Comments\n\nText.", "--");
        check("Text.\n\n• Tugs were sold.\n\n• Barges were sold.", "---");
        check("Text.\n\n• Tugs\n• Barges\n\nText.", "----");
        check("Text.\n\nThe minister said:\n\n“Text.”", "---");
    }

    #[test]
    fn headings_and_furniture() {
        let yes = ["Comments", "Comments (12)", "12 Comments", "Leave a Comment", "COMMENTS:"];
        assert!(yes.iter().all(|line| is_thread_heading(line)));
        let no = ["Comments by the yard", "12 comments were made", "Comment is free", "12"];
        assert!(!no.iter().any(|line| is_thread_heading(line)));
        assert!(is_thread_furniture("3 hours ago") && is_thread_furniture("Reply"));
        assert!(
            !is_thread_furniture("It was sold 3 years ago") && !is_thread_furniture("Reply to Ann")
        );
    }
}
