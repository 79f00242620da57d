//! Readers' comments under an article.

use super::cue::{after, is_only};
use super::shape::{ends_sentence, words};
use crate::passage::layout::block::{Block, LineMark};
use crate::passage::layout::line::is_blank;

/// Where a block stands with regard to the comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ThreadPart {
    /// Not in a thread.
    Outside,
    /// Begins a comment.
    Opens,
    /// Goes on with one.
    Goes,
}

/// Heads of a thread are not longer than this many bytes.
const LONGEST_HEAD: usize = 64;

const THREAD_HEADS: &[&str] = &[
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

/// The turn of each block. `after_prose` says of a block whether some of the
/// article's text stands before it: no thread begins without.
pub(super) fn turns(
    text: &str,
    blocks: &[Block],
    after_prose: impl Fn(usize) -> bool,
) -> Vec<ThreadPart> {
    let mut turns = vec![ThreadPart::Outside; blocks.len()];
    let is_head = |&place: &usize| {
        let line = blocks.get(place).map_or("", |block| block.of(text));
        after_prose(place) && (is_thread_head(line) || is_turn(text, blocks, place))
    };
    let Some(first) = (0..blocks.len()).find(is_head) else {
        return turns;
    };
    let head = blocks.get(first).map_or("", |block| block.of(text));
    let last = if is_thread_head(head) || is_said(head) {
        blocks.len()
    } else {
        end_of_bullets(blocks, first)
    };
    for (place, turn) in turns.iter_mut().enumerate().take(last).skip(first) {
        let opens = place == first || place == first + 1 && is_thread_head(head);
        *turn = if opens || is_turn(text, blocks, place) {
            ThreadPart::Opens
        } else {
            ThreadPart::Goes
        };
    }
    turns
}

/// Whether a comment begins at that block: with a bulleted name above
/// indented text, or with "Name says:".
fn is_turn(text: &str, blocks: &[Block], place: usize) -> bool {
    let block = blocks.get(place).copied();
    block.is_some_and(|block| is_said(block.of(text))) || is_bulleted_name(text, blocks, place)
}

/// A bullet with a name and nothing else; below it, after a blank line, text
/// that is indented further.
fn is_bulleted_name(text: &str, blocks: &[Block], place: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(place), blocks.get(place + 1)) else {
        return false;
    };
    let line = block.of(text);
    let short = line.len() <= 64 && words(line).count() <= 4 && !ends_sentence(line);
    let below = next.blank_before && next.mark == LineMark::None && next.indent > block.indent;
    block.mark == LineMark::Item && block.blank_before && short && below
}

/// Bulleted comments end where the text returns to the left of them.
fn end_of_bullets(blocks: &[Block], first: usize) -> usize {
    let indent = blocks.get(first).map_or(0, |block| block.indent);
    let inside = |block: &Block| {
        block.indent > indent || (block.mark == LineMark::Item && block.indent == indent)
    };
    let rest = blocks.iter().skip(first + 1);
    first + 1 + rest.take_while(|block| inside(block)).count()
}

/// "Ann Lee says:", "Ann wrote on June 5:".
fn is_said(line: &str) -> bool {
    let said = [" says:", " said:", " wrote:", " writes:"].iter().any(|said| line.ends_with(said));
    let named = line.chars().next().is_some_and(char::is_alphanumeric);
    said && named
        && line.len() <= 64
        && words(line).count() <= 5
        && !line.contains([',', '"', '“'])
        && !line.ends_with(" said:")
}

/// "Comments", "Comments (12)", "12 Comments", "Leave a comment".
pub(super) fn is_thread_head(line: &str) -> bool {
    if line.len() > LONGEST_HEAD {
        return false;
    }
    let line = line.trim_start_matches(['#', '*', ' ']);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = digits.trim_start_matches(is_blank);
    let has_count = digits.len() < line.len();
    is_only(line, THREAD_HEADS)
        || (has_count && is_only(counted, &["comment", "comments", "responses", "replies"]))
        || after(line, "comments").is_some_and(is_count)
}

fn is_count(rest: &str) -> bool {
    let inner = rest.trim_matches(|c| is_blank(c) || matches!(c, '(' | ')' | '[' | ']' | ':'));
    inner.len() <= 6 && inner.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line of a thread's furniture: "Reply", "3 hours ago".
pub(super) fn is_furniture(line: &str) -> bool {
    let ago = line.len() <= 32
        && line.ends_with(" ago")
        && (line.starts_with(|c: char| c.is_ascii_digit()) || line.starts_with('a'));
    ago || is_only(line, &["reply", "report abuse", "like reply", "upvote", "log in to reply"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::block::blocks;

    fn check(text: &str, expected: &str) {
        let blocks = blocks(text);
        let found: String = turns(text, &blocks, |place| place > 0)
            .iter()
            .map(|turn| match turn {
                ThreadPart::Outside => '-',
                ThreadPart::Opens => 'O',
                ThreadPart::Goes => 'g',
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn threads() {
        check("Text.\n\nComments (2)\n\nAnn\n\nNice tug.", "-OOg");
        check("Text.\n\n  • Ann\n\n    Nice.\n\n    Tug.\n\n  • Bo\n\n    No.\n\nText.", "-OggOg-");
        check("Text.\n\nAnn Lee says:\n\nNice tug.\n\nBo says:\n\nNo.", "-OgOg");
        check("Comments\n\nText.", "--");
        check("Text.\n\n• Tugs were sold.\n\n• Barges were sold.", "---");
        check("Text.\n\n• Tugs\n• Barges\n\nText.", "----");
        check("Text.\n\nThe minister said:\n\n“Text.”", "---");
    }

    #[test]
    fn heads_and_furniture() {
        let yes = ["Comments", "Comments (12)", "12 Comments", "Leave a Comment", "COMMENTS:"];
        assert!(yes.iter().all(|line| is_thread_head(line)));
        let no = ["Comments by the yard", "12 comments were made", "Comment is free", "12"];
        assert!(!no.iter().any(|line| is_thread_head(line)));
        assert!(is_furniture("3 hours ago") && is_furniture("Reply"));
        assert!(!is_furniture("It was sold 3 years ago") && !is_furniture("Reply to Ann"));
    }
}
