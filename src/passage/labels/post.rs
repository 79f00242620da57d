//! Finds the posts of a forum thread.

use super::comment::ThreadPart;
use super::dateline::line_date;
use super::mail_line::MailLine;
use super::shape::ends_sentence;
use super::writer::{has_clock, is_attribution, is_head, is_writer};
use crate::passage::layout::block::{Block, LineMark};
use crate::passage::layout::line::is_blank;

/// A thread has at least this many posts.
const MIN_POSTS: usize = 2;

/// Lines about a post's writer, between the name and the date, are at most this many.
const MAX_PROFILE_LINES: usize = 5;

/// Such a line has at most this many bytes.
const MAX_PROFILE_BYTES: usize = 48;

/// The title of a post has at most this many bytes.
const MAX_TITLE_BYTES: usize = 120;

/// Whether each block begins a post; none does outside of threads.
pub(super) fn starts(text: &str, blocks: &[Block], mail: &[Option<MailLine>]) -> Vec<bool> {
    let block_text = |index: usize| blocks.get(index).map_or("", |block| block.of(text));
    let mut starts: Vec<bool> = (0..blocks.len())
        .map(|index| {
            let line = block_text(index);
            if mail.get(index).is_some_and(Option::is_some) {
                return false;
            }
            let is_quoting = blocks.get(index + 1).is_some_and(|next| next.mark == LineMark::Quote);
            (is_head(line) && !(is_quoting && is_attribution(line)))
                || (is_writer(line) && is_date_below(text, blocks, index))
        })
        .collect();
    // A day that is ruled off begins what was written on it.
    let first = starts.iter().position(|&start| start).unwrap_or(starts.len());
    for (index, start) in starts.iter_mut().enumerate().skip(first) {
        *start |= is_ruled_day(block_text(index));
    }
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
    move_to_titles(text, blocks, &mut starts);
    starts
}

/// A post begins with the title right above its head. Above the first post it is the
/// title of the thread.
fn move_to_titles(text: &str, blocks: &[Block], starts: &mut [bool]) {
    let first = starts.iter().position(|&start| start).unwrap_or(starts.len());
    for index in first + 2..starts.len() {
        let (Some(above), Some(head)) = (blocks.get(index - 1), blocks.get(index)) else {
            return;
        };
        let line = above.of(text);
        let is_title = above.blank_before
            && !head.blank_before
            && above.mark == LineMark::None
            && line.len() <= MAX_TITLE_BYTES
            && !ends_sentence(line)
            && !line.contains(['\n', '\r']);
        if is_title && starts.get(index) == Some(&true) {
            starts.swap(index - 1, index);
        }
    }
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

/// Whether a line with nothing but a date and a time stands below the block, or below
/// the lines of the writer's profile: "Joined: 2008", "Posts: 412".
fn is_date_below(text: &str, blocks: &[Block], index: usize) -> bool {
    let is_date = |line: &str| has_clock(line) && line_date(line).is_some_and(|d| d.is_dateline);
    for block in blocks.iter().skip(index + 1).take(1 + MAX_PROFILE_LINES) {
        let line = block.of(text);
        if block.mark != LineMark::None || is_date(line) {
            return block.mark == LineMark::None;
        }
        let is_profile = !block.blank_before && is_field(line);
        if !is_profile {
            return false;
        }
    }
    false
}

/// "---- 5 June 2012 ----".
fn is_ruled_day(line: &str) -> bool {
    let inner = line.trim_matches(|c: char| matches!(c, '-' | '–' | '—') || is_blank(c));
    line.len() <= MAX_PROFILE_BYTES
        && line.len() >= inner.len() + 4
        && line_date(inner).is_some_and(|date| date.is_dateline)
}

/// "Posts: 412", "Location: Oslo".
fn is_field(line: &str) -> bool {
    let is_word = |name: &str| name.chars().all(char::is_alphabetic);
    line.len() <= MAX_PROFILE_BYTES
        && line.split_once(": ").is_some_and(|(name, _)| is_word(name) && !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::block::tests::blocks;

    #[test]
    fn threads() {
        let check = |text: &str, expected: &[bool]| {
            let blocks = blocks(text);
            let no_mail = vec![None; blocks.len()];
            assert_eq!(starts(text, &blocks, &no_mail), expected, "{text}");
        };
        check("Tugs\n\n#1 ann\nSix.\n\n#2 bo\nNo.", &[false, true, false, true, false]);
        check(
            "bo_77\n12 March 2011 10:13\n\nSix.\n\nAnn Lee\n12 March 2011 11:13\n\nNo.",
            &[true, false, false, true, false, false],
        );
        check(
            "bo_77\nJoined: 2008\nPosts: 4\nPosted: 12 March 2011 10:13\n\nSix.\n\nann\nPosted: 12 \
             March 2011 11:13\n\nNo.",
            &[true, false, false, false, false, true, false, false],
        );
        check(
            "Re: Tugs\n#1 ann\nSix.\n\nRe: Tugs\n#2 bo\nNo.",
            &[false, true, false, true, false, false],
        );
        check("Ann Lee\n12 March 2011 10:13\n\nSix tugs.", &[false; 3]);
        check(
            "ann [10:13]\nSix.\n--- 5 June 2012 ---\nbo [9:13]\nNo.",
            &[true, false, true, false, false],
        );
        check("Posted by ann\n\nSix tugs.", &[false; 2]);
    }
}
