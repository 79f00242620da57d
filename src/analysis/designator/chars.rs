//! Character classes of designations, and steps over the characters of a text.

/// The most digits that a designation's number has.
pub(super) const MAX_DIGITS: usize = 4;

/// The ASCII character for a full-width form; any other character as it is.
pub(super) fn to_half_width(c: char) -> char {
    match c {
        // Full-width forms lie at a fixed distance above ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Whether `c` is a dash of any length, the minus sign or the soft hyphen.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{ad}' | '\u{58a}' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}'
    )
}

/// Whether `c` is a dash that can stand inside a designation: the long dashes
/// separate clauses.
pub(super) fn is_inner_dash(c: char) -> bool {
    is_dash(c) && !matches!(c, '\u{2014}' | '\u{2015}' | '\u{fe58}')
}

/// Whether `c` is a blank within a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Whether `c` is an apostrophe (straight, curly or modifier), or an accent
/// that is typed in its place.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{b4}' | '\u{2bc}' | '\u{2018}' | '\u{2019}')
}

/// Whether `c` is a letter that a designation can have: ASCII or Cyrillic.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{400}'..='\u{45f}' | 'Ґ' | 'ґ')
}

/// Whether `c` is a letter or digit of a designation.
pub(super) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit()
}

/// Whether `c`, next to a designation, makes it part of a longer word.
///
/// Only alphabets that separate words by blanks count: Chinese text stands
/// directly next to a Latin designation.
pub(super) fn is_word_char(c: char) -> bool {
    c == '_'
        || c.is_ascii_alphanumeric()
        || ((c < '\u{530}' || ('\u{1e00}'..'\u{2000}').contains(&c)) && c.is_alphanumeric())
}

/// The character at byte `at` in half width, and the byte after it.
pub(super) fn next_char(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(at..)?.chars().next()?;
    Some((to_half_width(c), at + c.len_utf8()))
}

/// The character that ends at byte `at` in half width, and its first byte.
pub(super) fn prev_char(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(..at)?.chars().next_back()?;
    Some((to_half_width(c), at - c.len_utf8()))
}

/// The characters from byte `at` on for which `keep` holds, in half width and
/// at most `max_chars` of them, and the byte after the last.
///
/// The limit keeps the cost of each candidate constant on hostile texts.
pub(super) fn take_run(
    text: &str,
    at: usize,
    max_chars: usize,
    keep: impl Fn(char) -> bool,
) -> (String, usize) {
    let mut taken = String::new();
    let mut end = at;
    for _ in 0..max_chars {
        let Some((c, after)) = next_char(text, end).filter(|&(c, _)| keep(c)) else { break };
        taken.push(c);
        end = after;
    }
    (taken, end)
}

/// At most `max_digits` ASCII digits from byte `at` on, and the byte after them.
pub(super) fn take_digits(text: &str, at: usize, max_digits: usize) -> (String, usize) {
    take_run(text, at, max_digits, |c| c.is_ascii_digit())
}

/// Whether a word can end at byte `at`: no word character follows.
pub(super) fn is_word_end(text: &str, at: usize) -> bool {
    next_char(text, at).is_none_or(|(c, _)| !is_word_char(c))
}

/// Whether a word can start at byte `at`: no word character comes before, not
/// even before an apostrophe ("RUSSIA'S 400").
pub(super) fn is_word_start(text: &str, at: usize) -> bool {
    let Some((c, before)) = prev_char(text, at) else { return true };
    let is_after_possessive =
        || is_apostrophe(c) && prev_char(text, before).is_some_and(|(c, _)| is_word_char(c));
    !is_word_char(c) && !is_after_possessive()
}

/// Whether the word that ends at byte `at` is in lower case ("ex", "anti"). A
/// word of twelve characters or more counts as not being one.
pub(super) fn is_lower_case_word_before(text: &str, mut at: usize) -> bool {
    for _ in 0..12 {
        match prev_char(text, at).filter(|&(c, _)| is_word_char(c)) {
            Some((c, before)) if c.is_lowercase() => at = before,
            Some(_) => return false,
            None => return true,
        }
    }
    false
}

/// One bit of 128 for an ASCII character; a letter has the same bit in either
/// case.
pub(super) fn ascii_bit(ascii: u8) -> u128 {
    1 << (ascii.to_ascii_lowercase() & 127)
}
