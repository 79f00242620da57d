//! The letters before a number: `Mi-`, `F/A-`, `SS-N-`, `Su `.

use super::chars::{is_blank, is_dash, is_letter, is_start, is_word, prev};

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

/// How the letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `S`, `AH`, `MI`.
    Upper,
    /// `Mi`.
    Capital,
    /// `MiG`.
    Mixed,
    /// `mi`, and all that does not start with a capital.
    Lower,
}

/// The letters before a number.
#[derive(Debug)]
pub(super) struct Letters {
    /// Byte of the first letter.
    pub(super) start: usize,
    /// The letters, without the signs between them ("FA" for `F/A-18`).
    pub(super) letters: String,
    pub(super) form: Separator,
    pub(super) case: Case,
}

/// The letters that stand before the digits at byte `digits`, at most `most`.
///
/// `None` where none do, where there are more, or where they are the end of a
/// longer word.
pub(super) fn look_back(text: &str, digits: usize, most: usize) -> Option<Letters> {
    let (form, end) = separator(text, digits)?;
    let mut start = letters_before(text, end, most)?;
    start = over_slash(text, start, end).unwrap_or(start);
    if form == Separator::Dashed {
        start = over_missile_class(text, start, end).unwrap_or(start);
    }
    if !is_start(text, start) || is_letter(prev(text, start).map_or(' ', |(c, _)| c)) {
        return None;
    }
    let letters: String =
        text.get(start..end)?.chars().map(super::chars::plain).filter(|&c| is_letter(c)).collect();
    let case = case_of(&letters);
    Some(Letters { start, letters, form, case })
}

/// Whether a prefix can stand before the digits at byte `digits`: a look at a
/// few bytes that turns most numbers of a text away. `small` lets a word in
/// small letters before a blank be one.
pub(super) fn may_have_prefix(text: &str, digits: usize, most: usize, small: bool) -> bool {
    let before = text.as_bytes().get(..digits).unwrap_or_default();
    let Some((&last, before)) = before.split_last() else { return false };
    match last {
        b'-' | b'.' => !before.last().is_none_or(u8::is_ascii_digit),
        b' ' | b'\t' if small => true,
        b' ' | b'\t' => {
            match before.iter().rev().take(most + 1).position(|b| !b.is_ascii_alphabetic()) {
                // A sign or another script before the blank is looked at in full.
                Some(0) => {
                    !before.last().is_some_and(|b| b.is_ascii_digit() || b",;:)".contains(b))
                }
                Some(letters) => starts_large(before, letters),
                None => before.len() <= most && starts_large(before, before.len()),
            }
        }
        _ => last.is_ascii_alphabetic() || !last.is_ascii(),
    }
}

/// Whether the last `letters` of `word` start with a capital.
fn starts_large(word: &[u8], letters: usize) -> bool {
    word.iter().rev().nth(letters.saturating_sub(1)).is_some_and(u8::is_ascii_uppercase)
}

/// What joins the digits to the letters before them, and where those end.
fn separator(text: &str, digits: usize) -> Option<(Separator, usize)> {
    let (c, at) = prev(text, digits)?;
    if is_letter(c) {
        return Some((Separator::Glued, digits));
    }
    let letter_before = |at| prev(text, at).is_some_and(|(c, _)| is_letter(c));
    if letter_before(at) {
        return match c {
            c if is_dash(c) => Some((Separator::Dashed, at)),
            c if is_blank(c) => Some((Separator::Spaced, at)),
            '.' => Some((Separator::Dotted, at)),
            _ => None,
        };
    }
    stray_blanks(text, digits).filter(|&end| letter_before(end)).map(|end| (Separator::Spaced, end))
}

/// Skips back over one or two blanks with at most one dash among them.
fn stray_blanks(text: &str, digits: usize) -> Option<usize> {
    let (mut at, mut blanks, mut dashes) = (digits, 0, 0);
    while let Some((c, before)) = prev(text, at) {
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

/// Start of the run of letters that ends at `end`.
fn letters_before(text: &str, end: usize, most: usize) -> Option<usize> {
    let mut start = end;
    for _ in 0..=most {
        match prev(text, start).filter(|&(c, _)| is_letter(c)) {
            Some((_, before)) => start = before,
            None => return (start < end).then_some(start),
        }
    }
    None
}

/// `F/A-18`: one more letter before a slash, if it is of the same case.
fn over_slash(text: &str, start: usize, end: usize) -> Option<usize> {
    if text.get(start..end)?.chars().count() > 2 {
        return None;
    }
    let (_, slash) = prev(text, start).filter(|&(c, _)| c == '/')?;
    let (letter, first) = prev(text, slash).filter(|&(c, _)| is_letter(c))?;
    let (after, _) = super::chars::next(text, start)?;
    let apart = prev(text, first).is_none_or(|(c, _)| !is_word(c) && c != '/' && !is_dash(c));
    (apart && letter.is_uppercase() == after.is_uppercase()).then_some(first)
}

/// `SS-N-22`: the classes of missiles in NATO and US lists, where the middle
/// letter says navy, experimental or cruise.
fn over_missile_class(text: &str, start: usize, end: usize) -> Option<usize> {
    let middle = text.get(start..end)?;
    if !["N", "NX", "X", "C", "CX"].iter().any(|class| class.eq_ignore_ascii_case(middle)) {
        return None;
    }
    let (_, dash) = prev(text, start).filter(|&(c, _)| is_dash(c))?;
    let first = letters_before(text, dash, 2)?;
    let class = text.get(first..dash)?;
    ["SS", "SA", "AA", "AS", "AT", "SH"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(class))
        .then_some(first)
}

fn case_of(letters: &str) -> Case {
    let mut chars = letters.chars();
    if !chars.next().is_some_and(char::is_uppercase) {
        return Case::Lower;
    }
    let rest: Vec<bool> = chars.map(char::is_uppercase).collect();
    match (rest.iter().all(|&upper| upper), rest.iter().any(|&upper| upper)) {
        (true, _) => Case::Upper,
        (false, false) => Case::Capital,
        (false, true) => Case::Mixed,
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
            let digits = text.find("35").unwrap();
            let found = look_back(text, digits, 4);
            let found = found.as_ref().map(|h| (h.letters.as_str(), h.form, h.case, h.start));
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
