//! Reads the writer of a line of chat: "[12:03] ann: six tugs".

use super::writer::has_clock;
use crate::passage::layout::line::is_blank;

/// The date and time before a writer have at most this many bytes.
const MAX_TIME_BYTES: usize = 32;

/// A writer's name has at most this many bytes.
const MAX_NAME_BYTES: usize = 48;

/// A writer's name has at most this many words.
const MAX_NAME_WORDS: usize = 4;

/// The writer of a line in which the chat itself tells something: "* ann has left".
const NOBODY: &str = "*";

/// The writer of a line that begins with a time: "[12:03] ann: ", "12:03 <ann> ",
/// "05/06/2012, 12:03 - Ann Lee: ". [`NOBODY`] for what the chat itself tells.
pub(crate) fn writer(line: &str) -> Option<&str> {
    let said = after_time(line)?;
    if let Some(said) = said.strip_prefix('<') {
        let (name, _) = said.split_once('>')?;
        return Some(name.trim_matches(|c| matches!(c, '@' | '+') || is_blank(c)))
            .filter(|name| is_name(name));
    }
    if said.starts_with("* ") || said.starts_with("-!- ") || said.starts_with("*** ") {
        return Some(NOBODY);
    }
    let at = said.bytes().take(MAX_NAME_BYTES).position(|byte| byte == b':')?;
    let (name, words) = (said.get(..at)?, said.get(at + 1..)?);
    let is_apart = words.is_empty() || words.starts_with(is_blank);
    Some(name).filter(|name| is_apart && is_name(name))
}

/// What stands behind the time at the start of a line.
fn after_time(line: &str) -> Option<&str> {
    // Most lines begin with no figure and no bracket: these are read no further.
    let first = *line.as_bytes().first()?;
    if !first.is_ascii_digit() && !matches!(first, b'[' | b'(') {
        return None;
    }
    let is_time = |byte: u8| byte.is_ascii_digit() || b"[]()/.:,- ".contains(&byte);
    let length = line.bytes().take(MAX_TIME_BYTES).take_while(|&byte| is_time(byte)).count();
    let (time, after) = line.split_at_checked(length)?;
    let half = ["AM", "PM", "am", "pm"].iter().find_map(|half| after.strip_prefix(*half));
    let said = half.map_or(after, |after| after.trim_start_matches([']', ')', ' ', '-']));
    let is_event = time.trim_end().ends_with('-') && said.starts_with("!- ");
    if is_event {
        return line.get(time.trim_end().len() - 1..).filter(|_| has_clock(time));
    }
    let is_apart = half.is_some() || time.ends_with([' ', ']']);
    (has_clock(time) && is_apart).then_some(said)
}

fn is_name(name: &str) -> bool {
    let is_part = |c: char| {
        c.is_alphanumeric() || is_blank(c) || matches!(c, '_' | '-' | '.' | '\'' | '’' | '+')
    };
    (1..=MAX_NAME_BYTES).contains(&name.len())
        && name.chars().all(is_part)
        && name.contains(char::is_alphanumeric)
        && name.split(is_blank).filter(|word| !word.is_empty()).count() <= MAX_NAME_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers() {
        let cases = [
            ("[12:03] ann: six tugs", Some("ann")),
            ("[12:03:10] bo_77: six", Some("bo_77")),
            ("12:03 <bo77> six", Some("bo77")),
            ("12:03 <@bo77> six", Some("bo77")),
            ("05/06/2012, 12:03 - Ann Lee: six", Some("Ann Lee")),
            ("[05.06.12, 12:03:10] Ann Lee: six", Some("Ann Lee")),
            ("2012-06-05 12:03:10 ann: six", Some("ann")),
            ("12/3/11, 9:05 PM - Bo: six", Some("Bo")),
            ("12:03 * ann has left", Some(NOBODY)),
            ("12:03 -!- ann has left", Some(NOBODY)),
            ("12:03 the yard that sold all of its tugs: it was late", None),
            ("12:03 It sailed.", None),
            ("ann: six tugs", None),
            ("<Harbour Yard> said", None),
            ("1. ann: six", None),
            ("2012: a year", None),
            ("12:03", None),
            ("[12:03]é: six", Some("é")),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(writer(line), expected, "{line}");
        }
    }
}
