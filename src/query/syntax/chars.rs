//! What characters and short texts of a query can be: operators, signs, names
//! of fields.

use super::quote::is_quote;
use super::token::TokenKind;
use crate::span::Span;

/// The operator that the word is, or `None`.
pub(super) fn operator(word: &str) -> Option<TokenKind> {
    match word {
        "AND" | "&&" => Some(TokenKind::And),
        "OR" | "||" => Some(TokenKind::Or),
        "NOT" => Some(TokenKind::Not),
        "NEAR" => Some(TokenKind::Near(None)),
        _ => distance(word).map(|words| TokenKind::Near(Some(words))),
    }
}

/// The names before the number of a distance, as in `NEAR/5`, in any case.
const DISTANCES: [&str; 6] = ["near", "onear", "w", "within", "pre", "adj"];

/// The 5 of `NEAR/5` or `w/5`.
fn distance(word: &str) -> Option<u32> {
    let (name, number) = word.split_once('/')?;
    let is_distance = DISTANCES.iter().any(|known| known.eq_ignore_ascii_case(name));
    let is_number = !number.is_empty() && leading_digits(number) == number.len();
    // Only digits: what does not parse is too large.
    (is_distance && is_number).then(|| number.parse().unwrap_or(u32::MAX))
}

/// `&&` or `||` at the start of a text, which needs no blanks around it.
pub(super) fn doubled_sign(text: &str) -> Option<&str> {
    text.get(..2).filter(|sign| matches!(*sign, "&&" | "||"))
}

/// The length in bytes of the boosts that the text begins with, such as `^2` or
/// `^0.5`, if nothing but a blank or mark follows them.
pub(super) fn boost_length(text: &str) -> Option<usize> {
    let mut length = 0;
    while let Some(number) = text.get(length..)?.strip_prefix('^') {
        let digits = number_length(number);
        if digits == 0 {
            return None;
        }
        length += 1 + digits;
    }
    let after = text.get(length..).unwrap_or_default();
    let is_mark = |c: char| c.is_whitespace() || is_quote(c) || "()],;".contains(c);
    let is_end = after.chars().next().is_none_or(is_mark) || doubled_sign(after).is_some();
    (length > 0 && is_end).then_some(length)
}

/// The length of the word without the boosts that it ends in. A small number has
/// none: "10^6" is a power.
pub(super) fn without_boost(word: &str) -> usize {
    let is_boosted = |base: &str| {
        base.contains(char::is_alphabetic) || base.chars().filter(|c| c.is_numeric()).count() > 3
    };
    let mut base = word.trim_end_matches([']', ',', ';']);
    let end = base.len();
    while let Some((before, number)) = base.rsplit_once('^')
        && !number.is_empty()
        && number_length(number) == number.len()
    {
        base = before;
    }
    if base.len() < end && is_boosted(base) { base.len() } else { word.len() }
}

/// The length in bytes of the number that the text begins with: "2", "0.5".
pub(super) fn number_length(text: &str) -> usize {
    let whole = leading_digits(text);
    let fraction = text.get(whole..).and_then(|after| after.strip_prefix('.'));
    match fraction.map(leading_digits) {
        Some(digits @ 1..) if whole > 0 => whole + 1 + digits,
        _ => whole,
    }
}

/// Whether the text is a regular expression between slashes, and no path.
pub(super) fn is_regex(text: &str) -> bool {
    let inside = text.strip_prefix('/').and_then(|text| text.strip_suffix('/'));
    inside
        .is_some_and(|inside| inside.contains(['*', '+', '?', '[', '(', '|', '^', '$', '\\', '.']))
}

pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '!')
}

/// Whether a sign may stand before this character: not in "->", "-/-", "--x".
pub(super) fn may_be_signed(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_sign(c) && !")*~/:|&<>,;.?".contains(c)
}

/// Whether `=` before this character asks for an exact form.
pub(super) fn begins_word(c: char) -> bool {
    let beyond_ascii = !c.is_ascii() && !c.is_whitespace() && !is_quote(c);
    c.is_ascii_alphanumeric() || beyond_ascii || matches!(c, '$' | '#' | '@' | '_')
}

/// The name that the text begins with, if a colon follows it.
pub(super) fn field_name(text: &str) -> Option<&str> {
    let name = text.get(..text.find(|c: char| !c.is_alphanumeric() && c != '_')?)?;
    let is_name = name.starts_with(char::is_alphabetic) && operator(name).is_none();
    (is_name && text.get(name.len()..)?.starts_with(':')).then_some(name)
}

/// The length in bytes of a backslash with the sign that it escapes, or of the
/// backslash alone.
pub(super) fn escape_length(after: &str) -> usize {
    let escaped = after.chars().next().filter(char::is_ascii_punctuation);
    1 + escaped.map_or(0, char::len_utf8)
}

/// The length up to and with the `)` that closes a parenthesis within a word.
pub(super) fn inner_parenthesis(text: &str) -> Option<usize> {
    let at = text.find(|c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')'))?;
    text.get(at..)?.starts_with(')').then_some(at + 1)
}

/// Whether the word has a colon before its first star: the star cuts off the
/// rest.
pub(super) fn has_colon(word: &str) -> bool {
    word.split('*').next().is_some_and(|kept| kept.contains(':'))
}

/// Whether a word ends before this text.
pub(super) fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c.is_whitespace() || c == ')')
}

/// The length in bytes of the digits that the text begins with.
pub(super) fn leading_digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

/// The span without the blanks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let quoted = span.of(text).unwrap_or_default();
    let start = span.start + (quoted.len() - quoted.trim_start().len());
    Span::new(start, start + quoted.trim().len())
}
