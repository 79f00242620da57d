//! The letters before a number: `Mi-`, `F/A-`, `SS-N-`, `Su `.

use super::chars::{
    is_blank, is_dash, is_letter, is_word_char, is_word_start, next_char, prev_char, to_half_width,
};

/// The middle part of a missile class in NATO and US lists ("SS-N-22"): navy,
/// experimental or cruise.
const MISSILE_ROLES: [&str; 5] = ["N", "NX", "X", "C", "CX"];
/// The first part of such a class: where a missile is launched and what it hits.
const MISSILE_CLASSES: [&str; 6] = ["SS", "SA", "AA", "AS", "AT", "SH"];

/// How the letters and the number are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// `MI35`.
    Glued,
    /// `Mi-35`, with any dash.
    Dashed,
    /// `A.109`.
    Dotted,
    /// `Mi 35`, also with a stray dash (`Mi -35`).
    Spaced,
}

/// The case of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `S`, `AH`, `MI`.
    Upper,
    /// `Mi`.
    Capital,
    /// `MiG`.
    Mixed,
    /// `mi`, and any prefix that does not start with a capital.
    Lower,
}

/// The letters before a number.
#[derive(Debug)]
pub(super) struct Letters {
    /// The byte of the first letter.
    pub(super) start: usize,
    /// The letters, without the signs between them ("FA" for `F/A-18`).
    pub(super) text: String,
    pub(super) separator: Separator,
    pub(super) case: Case,
}

impl Letters {
    /// The letters before the number that starts at byte `number_start`.
    ///
    /// `None` if there are none or more than `max_letters`, or if they are the
    /// end of a longer word.
    pub(super) fn before(text: &str, number_start: usize, max_letters: usize) -> Option<Self> {
        let (separator, end) = separator_before(text, number_start)?;
        let mut start = letters_start(text, end, max_letters)?;
        start = start_before_slash(text, start, end).unwrap_or(start);
        if separator == Separator::Dashed {
            start = start_of_missile_class(text, start, end).unwrap_or(start);
        }
        let follows_letter = prev_char(text, start).is_some_and(|(c, _)| is_letter(c));
        if !is_word_start(text, start) || follows_letter {
            return None;
        }
        let text: String =
            text.get(start..end)?.chars().map(to_half_width).filter(|&c| is_letter(c)).collect();
        let case = case_of(&text);
        Some(Self { start, text, separator, case })
    }
}

/// Whether a prefix may stand before the number at byte `number_start`; `false` is
/// certain. It reads a few bytes and rejects most numbers of a text.
///
/// With `accepts_lower`, a word in lower case before a blank may be a prefix.
pub(super) fn may_have_prefix(
    text: &str,
    number_start: usize,
    max_letters: usize,
    accepts_lower: bool,
) -> bool {
    let before = text.as_bytes().get(..number_start).unwrap_or_default();
    let Some((&last, before)) = before.split_last() else { return false };
    match last {
        b'-' | b'.' => before.last().is_some_and(|byte| !byte.is_ascii_digit()),
        b' ' | b'\t' => accepts_lower || may_end_in_prefix(before, max_letters),
        _ => last.is_ascii_alphabetic() || !last.is_ascii(),
    }
}

/// Whether `before`, which a blank and a number follow, may end in a prefix
/// with a capital.
fn may_end_in_prefix(before: &[u8], max_letters: usize) -> bool {
    let starts_upper = |letters: usize| {
        let first = before.iter().rev().nth(letters.saturating_sub(1));
        first.is_some_and(u8::is_ascii_uppercase)
    };
    let mut last_bytes = before.iter().rev().take(max_letters + 1);
    match last_bytes.position(|byte| !byte.is_ascii_alphabetic()) {
        // A stray dash or another script may still be a prefix; these bytes are
        // the ones that never are.
        Some(0) => {
            !before.last().is_some_and(|byte| byte.is_ascii_digit() || b",;:)".contains(byte))
        }
        Some(letters) => starts_upper(letters),
        // The letters reach back to the start of the text, or they are too many.
        None => before.len() <= max_letters && starts_upper(before.len()),
    }
}

/// How the number at byte `number_start` is joined to the letters before it,
/// and the byte after those letters.
fn separator_before(text: &str, number_start: usize) -> Option<(Separator, usize)> {
    let (c, at) = prev_char(text, number_start)?;
    if is_letter(c) {
        return Some((Separator::Glued, number_start));
    }
    let follows_letter = |at| prev_char(text, at).is_some_and(|(c, _)| is_letter(c));
    if follows_letter(at) {
        return match c {
            c if is_dash(c) => Some((Separator::Dashed, at)),
            c if is_blank(c) => Some((Separator::Spaced, at)),
            '.' => Some((Separator::Dotted, at)),
            _ => None,
        };
    }
    start_of_stray_blanks(text, number_start)
        .filter(|&end| follows_letter(end))
        .map(|end| (Separator::Spaced, end))
}

/// The first byte of the one or two blanks, with at most one dash among them,
/// that end at byte `end`; `None` for more of either.
fn start_of_stray_blanks(text: &str, end: usize) -> Option<usize> {
    let (mut at, mut blanks, mut dashes) = (end, 0, 0);
    while let Some((c, before)) = prev_char(text, at) {
        match c {
            c if is_blank(c) => blanks += 1,
            c if is_dash(c) => dashes += 1,
            _ => break,
        }
        if blanks > 2 || dashes > 1 {
            return None;
        }
        at = before;
    }
    Some(at)
}

/// The first byte of the run of letters that ends at byte `end`; `None` if there
/// is no letter or more than `max_letters`.
fn letters_start(text: &str, end: usize, max_letters: usize) -> Option<usize> {
    let mut start = end;
    // One step more than allowed, so that a longer run is noticed.
    for _ in 0..=max_letters {
        match prev_char(text, start).filter(|&(c, _)| is_letter(c)) {
            Some((_, before)) => start = before,
            None => return (start < end).then_some(start),
        }
    }
    None
}

/// `F/A-18`: the start of one more letter before a slash, if it has the same case.
fn start_before_slash(text: &str, start: usize, end: usize) -> Option<usize> {
    if text.get(start..end)?.chars().count() > 2 {
        return None;
    }
    let (_, slash) = prev_char(text, start).filter(|&(c, _)| c == '/')?;
    let (letter, first) = prev_char(text, slash).filter(|&(c, _)| is_letter(c))?;
    let (after_slash, _) = next_char(text, start)?;
    let is_single =
        prev_char(text, first).is_none_or(|(c, _)| !is_word_char(c) && c != '/' && !is_dash(c));
    (is_single && letter.is_uppercase() == after_slash.is_uppercase()).then_some(first)
}

/// `SS-N-22`: the start of a missile class, if the letters are its middle part.
fn start_of_missile_class(text: &str, start: usize, end: usize) -> Option<usize> {
    let is_in = |list: &[&str], part: &str| list.iter().any(|own| own.eq_ignore_ascii_case(part));
    if !is_in(&MISSILE_ROLES, text.get(start..end)?) {
        return None;
    }
    let (_, dash) = prev_char(text, start).filter(|&(c, _)| is_dash(c))?;
    let first = letters_start(text, dash, 2)?;
    is_in(&MISSILE_CLASSES, text.get(first..dash)?).then_some(first)
}

/// The case of a prefix's letters.
fn case_of(letters: &str) -> Case {
    let mut chars = letters.chars();
    if !chars.next().is_some_and(char::is_uppercase) {
        return Case::Lower;
    }
    let after_first = chars.as_str();
    if after_first.chars().all(char::is_uppercase) {
        Case::Upper
    } else if after_first.chars().any(char::is_uppercase) {
        Case::Mixed
    } else {
        Case::Capital
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_before_a_number() {
        use Separator::{Dashed, Dotted, Glued, Spaced};
        for (text, expected) in [
            ("Mi-35", Some(("Mi", Dashed, Case::Capital, 0))),
            ("the MiG–35", Some(("MiG", Dashed, Case::Mixed, 4))),
            ("F/A-35", Some(("FA", Dashed, Case::Upper, 0))),
            ("SS-N-35", Some(("SSN", Dashed, Case::Upper, 0))),
            ("US-N-35", Some(("N", Dashed, Case::Upper, 3))),
            ("A.35", Some(("A", Dotted, Case::Upper, 0))),
            ("Su\u{a0}35", Some(("Su", Spaced, Case::Capital, 0))),
            ("Su -35", Some(("Su", Spaced, Case::Capital, 0))),
            ("su35", Some(("su", Glued, Case::Lower, 0))),
            ("Abcde-35", None),
            ("Su\n35", None),
            ("Su. 35", None),
            ("Su   35", None),
            ("RUSSIA’S 35", None),
            ("3F-35", None),
            ("-35", None),
            ("35", None),
        ] {
            let number_start = text.find("35").unwrap();
            let letters = Letters::before(text, number_start, 4);
            let letters = letters.as_ref().map(|l| (l.text.as_str(), l.separator, l.case, l.start));
            assert_eq!(letters, expected, "{text:?}");
        }
    }
}
