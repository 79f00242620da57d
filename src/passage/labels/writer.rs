//! Recognises the line that names the writer of a post or comment.

use super::cue::{after_any, is_before_colon};
use super::dateline::line_date;
use super::shape::{ends_sentence, is_name, words};
use crate::passage::layout::line::is_blank;

/// The line that names a post's writer has at most this many bytes.
const MAX_HEAD_BYTES: usize = 110;

/// A line such as "Ann Lee says:" has at most this many bytes.
const MAX_ATTRIBUTION_BYTES: usize = 64;

/// A writer's name has at most this many words.
const MAX_NAME_WORDS: usize = 3;

/// What stands before a writer's name.
const BEFORE_WRITER: &[&str] =
    &["posted by", "post by", "reply by", "replied by", "reply from", "post from", "message from"];

/// What stands before a colon and a writer's name.
const FIELDS: &[&str] = &["user", "username", "author", "poster", "posted by", "writer"];

/// Whether a line names the writer of the post below it: "Posted by bo77 on 12
/// March 2011", "by bo77 » 12 Mar 2011", "#3 bo77", "bo77, 12 March 2011, 10:13".
pub(crate) fn is_head(line: &str) -> bool {
    if line.len() > MAX_HEAD_BYTES || !may_be_head(line) {
        return false;
    }
    if ends_sentence(line) {
        return is_said(line);
    }
    is_attribution(line)
        || after_any(line, BEFORE_WRITER).is_some_and(|name| words(name).next().is_some())
        || (is_before_colon(line, FIELDS) && !line.ends_with(':'))
        || is_numbered(line)
        || (line.contains('»') && line_date(line).is_some())
        || is_timed(line)
        || is_clocked(line)
        || has_account(line)
}

/// Whether the line has a figure or a mark that heads have, or a word before a
/// name: most lines of prose are read no further.
fn may_be_head(line: &str) -> bool {
    let is_mark = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'#' | b'@');
    line.bytes().any(is_mark)
        || line.contains(" by ")
        || line.contains(" from ")
        || line.contains("said")
}

/// "bo77 said...", as blogs head their comments.
fn is_said(line: &str) -> bool {
    let name = ["said...", "said…"].iter().find_map(|said| line.strip_suffix(said));
    name.is_some_and(|name| is_handle(name.trim_end()))
}

/// "#3", "#3 bo77", "Post #3", "Reply #12".
fn is_numbered(line: &str) -> bool {
    let number = after_any(line, &["post", "reply", "message"]).unwrap_or(line).trim_start();
    number.strip_prefix('#').is_some_and(|number| {
        let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
        after.len() < number.len()
            && (after.is_empty() || after.starts_with(is_blank))
            && words(after).count() <= MAX_NAME_WORDS + 4
    })
}

/// A name, a mark, a date and a time of day: "bo77, 12 March 2011, 10:13".
fn is_timed(line: &str) -> bool {
    let Some(at) = line.find([',', '|', '(', '·', '•', '—', '–']) else {
        return false;
    };
    let (name, when) = line.split_at(at);
    has_clock(when) && is_handle(name.trim_end()) && line_date(when).is_some()
}

/// A name, an account and a day: "Ann Lee @annlee · Mar 5".
fn has_account(line: &str) -> bool {
    let Some((name, account)) = line.split_once('@') else {
        return false;
    };
    let (account, when) = account.split_once('·').unwrap_or((account, ""));
    words(when).count() > 0 && words(account).count() == 1 && words(name).count() <= MAX_NAME_WORDS
}

/// A name and a time of day: "Ann Lee  10:13 AM", "bo77 [10:13]".
fn is_clocked(line: &str) -> bool {
    if !has_clock(line) {
        return false;
    }
    let bare = line.trim_end_matches([']', ')']);
    let half = ["AM", "PM", "am", "pm"].iter().find_map(|half| bare.strip_suffix(half));
    let bare = half.unwrap_or(bare).trim_end();
    let Some((name, clock)) = bare.rsplit_once([' ', '[', '(', '\t']) else {
        return false;
    };
    let is_clock = clock.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    is_clock && has_clock(clock) && is_writer(name.trim_end_matches(['[', '(', ',', ' ', '\t']))
}

/// Whether two digits stand on each side of a colon, or one before it.
pub(super) fn has_clock(line: &str) -> bool {
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
pub(super) fn is_writer(line: &str) -> bool {
    line.len() <= MAX_HEAD_BYTES / 2
        && is_handle(line)
        && !ends_sentence(line)
        && (is_name(line)
            || (words(line).count() == 1
                && (line.contains(['_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
                    || line.starts_with(char::is_lowercase))))
}

/// "Ann Lee says:", "Ann Lee writes:". "Said" introduces a quotation of the
/// article's own.
pub(super) fn is_attribution(line: &str) -> bool {
    let has_verb = [" says:", " wrote:", " writes:"].iter().any(|verb| line.ends_with(verb));
    let starts_with_name = line.chars().next().is_some_and(char::is_alphanumeric);
    has_verb
        && starts_with_name
        && line.len() <= MAX_ATTRIBUTION_BYTES
        && words(line).count() <= 5
        && !line.contains([',', '"', '“'])
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "User: bo_77",
            "bo_77 wrote:",
            "Ann Lee said...",
            "Ann Lee  10:13 AM",
            "bo_77 [10:13]",
            "Ann Lee @annlee · Mar 5",
        ];
        let no = [
            "Posted by",
            "Author:",
            "User fees rise",
            "The minister said:",
            "The yard, he said...",
            "#Tugs",
            "Oslo, 12 March 2011",
            "The tug sailed at 10:13",
            "The yard has sold six tugs, 12 March 2011, 10:13",
            "Posted by mistake in March, it was sold.",
            "Oslo 10:13",
            "ann@yard.example",
            "Ann, @annlee, sold six tugs · he said so",
            "Tug sails 10:13",
            "",
        ];
        let missed: Vec<_> = yes.iter().filter(|line| !is_head(line)).collect();
        let wrong: Vec<_> = no.iter().filter(|line| is_head(line)).collect();
        assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:?}, wrong {wrong:?}");
    }
}
