//! Reads the speaker's name at the start of a line: "ANN LEE: Six tugs."

use super::shape::starts_large;
use crate::passage::layout::line::is_blank;

/// A speaker's name with the time before it has at most this many bytes.
const MAX_NAME_BYTES: usize = 64;

/// The time, the name and the first word said are in this many bytes.
const MAX_OPENING_BYTES: usize = 128;

/// A speaker's name has at most this many words.
const MAX_NAME_WORDS: usize = 5;

/// Forms of address before a name in capitals: "Mr. LEE. I yield."
const ADDRESSES: &[&str] = &[
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "the",
    "senator",
    "sen.",
    "rep.",
    "general",
    "gen.",
    "admiral",
    "adm.",
    "ambassador",
    "chairman",
    "chairwoman",
    "col.",
    "lt.",
];

/// The speaker that a line names at its start: "ANN LEE: ", "Q: ", "Mr. LEE. ",
/// "[00:12:13] Speaker 1: ".
pub(crate) fn speaker(line: &str) -> Option<&str> {
    if let Some(name) = alone(line) {
        return Some(name);
    }
    let line = without_time(opening(line)).trim_start_matches(['*', '_', '-', '–', '—', ' ']);
    // Most lines begin with no name: these are read no further.
    line.starts_with(char::is_uppercase).then_some(())?;
    before_colon(line).or_else(|| addressed(line)).or_else(|| of_examination(line))
}

/// The name in capitals that stands with the time of a recording above what is said:
/// "00:12:13 ANN LEE".
pub(super) fn alone(line: &str) -> Option<&str> {
    // Most lines begin with no time: these are read no further.
    if !line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(')) {
        return None;
    }
    let line = opening(line).split(['\n', '\r']).next()?;
    let name = without_time(line);
    (name.len() < line.len() && is_speaker(name) && name.chars().all(is_capital)).then_some(name)
}

/// The bytes in which a line names its speaker: paragraphs are long.
fn opening(line: &str) -> &str {
    (0..=MAX_OPENING_BYTES.min(line.len())).rev().find_map(|end| line.get(..end)).unwrap_or(line)
}

/// The line without a time of the recording before it.
fn without_time(line: &str) -> &str {
    let is_clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
    let inner = line.strip_prefix(['[', '(']).unwrap_or(line);
    let after = inner.trim_start_matches(is_clock);
    let has_time = after.len() < inner.len() && inner.contains(':');
    if has_time { after.trim_start_matches([']', ')', ' ', '-', '–']) } else { line }
}

/// The name before the first colon.
fn before_colon(line: &str) -> Option<&str> {
    let (name, said) = line.split_once(':').filter(|(name, _)| name.len() <= MAX_NAME_BYTES)?;
    let said = said.trim_start_matches(['*', '_']);
    let name = name.split_once(" (").map_or(name, |(name, _)| name).trim_matches(['*', '_', ' ']);
    let may_follow = said.is_empty() || said.starts_with(is_blank);
    (may_follow && is_speaker(name)).then_some(name)
}

/// Words with capitals; the last one may be a number: "Speaker 2".
fn is_speaker(name: &str) -> bool {
    let is_particle = |word: &str| matches!(word, "de" | "van" | "von" | "of" | "for" | "the");
    let is_marks = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '\'' | '’' | '-');
    let words = || name.split(is_blank).filter(|word| !word.is_empty());
    (1..=MAX_NAME_WORDS).contains(&words().count())
        && name.starts_with(char::is_uppercase)
        && name.chars().all(|c| is_marks(c) || is_blank(c))
        && words().all(|word| starts_large(word) || is_particle(word))
}

/// "Mr. LEE. I yield.", "The CHAIRMAN. So ordered."
fn addressed(line: &str) -> Option<&str> {
    let (address, after) = line.split_once(' ')?;
    let is_address = ADDRESSES.iter().any(|listed| listed.eq_ignore_ascii_case(address));
    let (name, said) = after.split_once(". ").filter(|_| is_address)?;
    let is_name = name.len() <= MAX_NAME_BYTES && name.chars().all(is_capital);
    (is_name && starts_large(said)).then_some(name)
}

/// Whether a character stands in a name in capitals.
fn is_capital(c: char) -> bool {
    c.is_uppercase() || !c.is_alphabetic()
}

/// "Q. Did it sail?" and "A. It did."
fn of_examination(line: &str) -> Option<&str> {
    let (name, said) = line.split_once(". ")?;
    (matches!(name, "Q" | "A") && starts_large(said.trim_start())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers() {
        let check =
            |line: &str, expected: Option<&str>| assert_eq!(speaker(line), expected, "{line}");
        check("ANN LEE: Six tugs.", Some("ANN LEE"));
        check("Ann Lee (Yard Co): Six tugs.", Some("Ann Lee"));
        check("**Ann Lee:** Six tugs.", Some("Ann Lee"));
        check("Q: Did it sail?", Some("Q"));
        check("A. It did.", Some("A"));
        check("[00:12:13] Speaker 2: It did.", Some("Speaker 2"));
        check("00:12 ANN: It did.", Some("ANN"));
        check("Mr. LEE. I yield.", Some("LEE"));
        check("The CHAIRMAN. So ordered.", Some("CHAIRMAN"));
        check("00:12:13 ANN LEE", Some("ANN LEE"));
        check("00:12:13 ANN LEE\nSix tugs.", Some("ANN LEE"));
        check("ANN LEE", None);
        check("00:12:13 Six tugs", None);
        check("The yard. It was sold.", None);
        check("The minister said: “Six tugs.”", None);
        check("It sailed at 12:30 from the port.", None);
        check("https://a.example/b", None);
        check("", None);
    }
}
