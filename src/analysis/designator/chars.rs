//! Characters as designations use them: letters, digits, dashes, blanks.

/// The ASCII character that a full-width form stands for; any other
/// character as it is.
pub(super) fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Every dash, the minus sign and the soft hyphen.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{ad}' | '\u{58a}' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}'
    )
}

/// A dash that can stand inside a designation: the long ones part clauses.
pub(super) fn is_inner_dash(c: char) -> bool {
    is_dash(c) && !matches!(c, '\u{2014}' | '\u{2015}' | '\u{fe58}')
}

/// A blank within a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Straight, curly and modifier apostrophes, and the accents typed for them.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{b4}' | '\u{2bc}' | '\u{2018}' | '\u{2019}')
}

/// A letter that a designation can have: ASCII or Cyrillic.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{400}'..='\u{45f}' | 'Ґ' | 'ґ')
}

/// A letter or digit of a designation.
pub(super) fn is_glyph(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit()
}

/// A character that runs on with a designation into one longer word.
///
/// Only alphabets with blanks between words count: Chinese or Arabic text
/// stands next to a Latin designation without one.
pub(super) fn is_word(c: char) -> bool {
    c == '_'
        || c.is_ascii_alphanumeric()
        || ((c < '\u{530}' || ('\u{1e00}'..'\u{2000}').contains(&c)) && c.is_alphanumeric())
}

/// The character at byte `at`, made plain, and where the next one starts.
pub(super) fn next(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(at..)?.chars().next()?;
    Some((plain(c), at + c.len_utf8()))
}

/// The character before byte `at`, made plain, and where it starts.
pub(super) fn prev(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(..at)?.chars().next_back()?;
    Some((plain(c), at - c.len_utf8()))
}

/// The characters from byte `at` on for which `keep` holds, made plain, at
/// most `most` of them, and the byte after the last.
pub(super) fn run(
    text: &str,
    at: usize,
    most: usize,
    keep: impl Fn(char) -> bool,
) -> (String, usize) {
    let mut found = String::new();
    let mut end = at;
    for _ in 0..most {
        let Some((c, after)) = next(text, end).filter(|&(c, _)| keep(c)) else { break };
        found.push(c);
        end = after;
    }
    (found, end)
}

/// Whether a word could end at byte `at`: nothing runs on after it.
pub(super) fn is_end(text: &str, at: usize) -> bool {
    next(text, at).is_none_or(|(c, _)| !is_word(c))
}

/// Whether a word could start at byte `at`: no word runs into it, not even
/// over an apostrophe ("RUSSIA'S 400").
pub(super) fn is_start(text: &str, at: usize) -> bool {
    let Some((c, before)) = prev(text, at) else { return true };
    let over_apostrophe =
        || is_apostrophe(c) && prev(text, before).is_some_and(|(c, _)| is_word(c));
    !is_word(c) && !over_apostrophe()
}

/// Whether the word that ends at byte `at` has small letters only ("ex", "anti").
pub(super) fn is_small_word(text: &str, mut at: usize) -> bool {
    for _ in 0..12 {
        match prev(text, at).filter(|&(c, _)| is_word(c)) {
            Some((c, before)) if c.is_lowercase() => at = before,
            Some(_) => return false,
            None => return true,
        }
    }
    false
}

/// The bit of an ASCII letter in either case, or of a sign.
pub(super) fn bit(ascii: u8) -> u128 {
    1 << (ascii.to_ascii_lowercase() & 127)
}
