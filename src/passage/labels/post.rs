//! Recognises the posts of a forum thread by the line that names the writer.

use super::comment::{ThreadPart, is_attribution};
use super::cue::after_any;
use super::dateline::line_date;
use super::shape::{ends_sentence, words};
use crate::passage::layout::block::{Block, LineMark};
use crate::passage::layout::line::is_blank;

/// The line that names a post's writer has at most this many bytes.
const MAX_HEAD_BYTES: usize = 110;

/// A writer's name has at most this many words.
const MAX_NAME_WORDS: usize = 3;

/// A thread has at least this many posts.
const MIN_POSTS: usize = 2;

/// What stands before a writer's name.
const BEFORE_WRITER: &[&str] =
    &["posted by", "post by", "reply by", "replied by", "reply from", "post from", "message from"];

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

/// Whether a line names the writer of the post below it: "Posted by bo_77 on 12
/// March 2011", "by bo_77 » 12 Mar 2011", "#3 bo_77", "bo_77, 12 March 2011, 10:13".
pub(crate) fn is_head(line: &str) -> bool {
    if line.len() > MAX_HEAD_BYTES {
        return false;
    }
    if ends_sentence(line) {
        return is_said(line);
    }
    is_attribution(line)
        || after_any(line, BEFORE_WRITER).is_some_and(|name| words(name).next().is_some())
        || is_numbered(line)
        || (line.contains('»') && line_date(line).is_some())
        || is_timed(line)
}

/// "bo_77 said...", as blogs head their comments.
fn is_said(line: &str) -> bool {
    let name = ["said...", "said…"].iter().find_map(|said| line.strip_suffix(said));
    name.is_some_and(|name| is_handle(name.trim_end()))
}

/// "#3", "#3 bo_77", "Post #3", "Reply #12".
fn is_numbered(line: &str) -> bool {
    let number = after_any(line, &["post", "reply", "message"]).unwrap_or(line).trim_start();
    number.strip_prefix('#').is_some_and(|number| {
        let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
        after.len() < number.len()
            && (after.is_empty() || after.starts_with(is_blank))
            && words(after).count() <= MAX_NAME_WORDS + 4
    })
}

/// A name, a mark, a date and a time of day: "bo_77, 12 March 2011, 10:13".
fn is_timed(line: &str) -> bool {
    let Some(at) = line.find([',', '|', '(', '·', '•', '—', '–']) else {
        return false;
    };
    let (name, when) = line.split_at(at);
    has_clock(when) && is_handle(name.trim_end()) && line_date(when).is_some()
}

/// Whether two digits stand on each side of a colon, or one before it.
fn has_clock(line: &str) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = line.as_bytes();
    line.match_indices(':').any(|(at, _)| {
        is_digit(at.checked_sub(1).and_then(|at| bytes.get(at)))
            && is_digit(bytes.get(at + 1))
            && is_digit(bytes.get(at + 2))
    })
}

/// One to three words, the last without a full stop.
fn is_handle(name: &str) -> bool {
    (1..=MAX_NAME_WORDS).contains(&words(name).count())
        && !name.ends_with(['.', ':', ';'])
        && !name.contains(',')
        && words(name).count() == name.split(is_blank).filter(|word| !word.is_empty()).count()
}

/// Whether a line is a writer's name alone. A name of one word needs a digit or
/// an underscore, or a small letter at its start: a place has none.
fn is_writer(line: &str) -> bool {
    line.len() <= MAX_HEAD_BYTES / 2
        && is_handle(line)
        && !ends_sentence(line)
        && (super::shape::is_name(line)
            || (words(line).count() == 1
                && (line.contains(['_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
                    || line.starts_with(char::is_lowercase))))
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
    fn heads() {
        let yes = [
            "Posted by bo_77 on 12 March 2011",
            "by bo_77 » 12 Mar 2011, 10:13",
            "Ann Lee » Tue Mar 12, 2011 10:13 am",
            "#3 bo_77",
            "Post #3",
            "bo_77, 12 March 2011, 10:13",
            "bo_77 (12 March 2011 10:13)",
            "bo_77 wrote:",
            "Ann Lee said...",
        ];
        let no = [
            "Posted by",
            "The minister said:",
            "The yard, he said...",
            "#Tugs",
            "Oslo, 12 March 2011",
            "The tug sailed at 10:13",
            "The yard has sold six tugs, 12 March 2011, 10:13",
            "Posted by mistake in March, it was sold.",
            "",
        ];
        let missed: Vec<_> = yes.iter().filter(|line| !is_head(line)).collect();
        let wrong: Vec<_> = no.iter().filter(|line| is_head(line)).collect();
        assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:?}, wrong {wrong:?}");
    }

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
