//! Numbers in digits: groups, decimals, fractions.

use super::words::vulgar;
use crate::facts::token::Tokens;
use crate::facts::token_kind::TokenKind;

/// A number has at most this many groups of digits.
const MAX_GROUPS: usize = 8;

/// A number in digits, without a scale word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DigitNumber {
    pub(super) value: f64,
    /// The place behind its last token.
    pub(super) end: usize,
    /// Whether it is a single run of digits.
    pub(super) is_plain: bool,
}

/// The number that starts at a place.
pub(super) fn digits_at(tokens: &Tokens<'_>, at: usize) -> Option<DigitNumber> {
    if let Some(TokenKind::Mark(mark)) = tokens.kind(at) {
        if let Some(value) = vulgar(mark) {
            return Some(DigitNumber { value, end: at + 1, is_plain: false });
        }
        return leading_point(tokens, at);
    }
    if !tokens.is_digits(at) {
        return None;
    }
    let whole = grouped(tokens, at)?;
    Some(with_fraction(tokens, at, whole))
}

/// `.08`.
fn leading_point(tokens: &Tokens<'_>, at: usize) -> Option<DigitNumber> {
    let is_free = !tokens.touches(at.wrapping_sub(1))
        || matches!(
            tokens.kind(at.wrapping_sub(1)),
            Some(TokenKind::Mark('$' | '£' | '€' | '(' | '-'))
        );
    if !tokens.is_mark(at, '.') || !is_free || !tokens.touches(at) || !tokens.is_digits(at + 1) {
        return None;
    }
    let value = format!("0.{}", tokens.word(at + 1)).parse().ok()?;
    Some(DigitNumber { value, end: at + 2, is_plain: false })
}

/// A run of digits with its groups and decimals.
fn grouped(tokens: &Tokens<'_>, at: usize) -> Option<DigitNumber> {
    for separators in [[',', '.'], ['.', ',']] {
        let (whole, end) = groups(tokens, at, separators.first().copied()?);
        let decimals = decimals(tokens, end, separators.last().copied()?, end > at + 1);
        if end == at + 1 && decimals.is_none() {
            continue;
        }
        let (text, end) = match decimals {
            Some((decimals, end)) => (format!("{whole}.{decimals}"), end),
            None => (whole, end),
        };
        return Some(DigitNumber { value: text.parse().ok()?, end, is_plain: false });
    }
    if let Some((whole, end)) = blank_groups(tokens, at) {
        let (text, end) = match decimals(tokens, end, '.', true) {
            Some((decimals, end)) => (format!("{whole}.{decimals}"), end),
            None => (whole, end),
        };
        return Some(DigitNumber { value: text.parse().ok()?, end, is_plain: false });
    }
    let value = tokens.word(at).parse().ok()?;
    Some(DigitNumber { value, end: at + 1, is_plain: true })
}

/// The digits of `1,234,567` or `12,34,567` and the place behind them.
fn groups(tokens: &Tokens<'_>, at: usize, separator: char) -> (String, usize) {
    let mut digits = tokens.word(at).to_owned();
    let mut end = at + 1;
    let mut lengths = Vec::new();
    while tokens.is_mark(end, separator)
        && tokens.touches(end - 1)
        && tokens.touches(end)
        && tokens.is_digits(end + 1)
        && matches!(tokens.word(end + 1).len(), 2 | 3)
        && lengths.len() < MAX_GROUPS
    {
        lengths.push(tokens.word(end + 1).len());
        digits.push_str(tokens.word(end + 1));
        end += 2;
    }
    let has_last_of_three = lengths.last() == Some(&3);
    let is_even = lengths.iter().all(|length| *length == 3)
        || lengths.split_last().is_some_and(|(_, before)| before.iter().all(|length| *length == 2));
    // A single `1.234` is a decimal number in English.
    let is_decimal = separator == '.' && lengths.len() < 2 && !tokens.is_mark(end, ',');
    let is_grouped = has_last_of_three && is_even && tokens.word(at).len() <= 3 && !is_decimal;
    if is_grouped { (digits, end) } else { (tokens.word(at).to_owned(), at + 1) }
}

/// `1 234 567`: at least two groups of three digits, or narrow blanks.
fn blank_groups(tokens: &Tokens<'_>, at: usize) -> Option<(String, usize)> {
    if tokens.word(at).len() > 3 {
        return None;
    }
    let mut digits = tokens.word(at).to_owned();
    let mut end = at + 1;
    let mut is_narrow = true;
    while tokens.is_digits(end) && tokens.word(end).len() == 3 && end < at + MAX_GROUPS {
        let between = tokens.span(end - 1).end..tokens.span(end).start;
        let blanks = tokens.text().get(between)?;
        if !matches!(blanks, " " | "\u{a0}" | "\u{202f}" | "\u{2009}") {
            break;
        }
        is_narrow &= blanks != " ";
        digits.push_str(tokens.word(end));
        end += 1;
    }
    let enough = if is_narrow { 1 } else { 2 };
    (end > at + enough).then_some((digits, end))
}

/// The digits behind a decimal point and the place behind them.
fn decimals(
    tokens: &Tokens<'_>,
    end: usize,
    point: char,
    is_grouped: bool,
) -> Option<(String, usize)> {
    let is_point = tokens.is_mark(end, point)
        && tokens.touches(end.wrapping_sub(1))
        && tokens.touches(end)
        && tokens.is_digits(end + 1);
    // The `.111` of `1.111,11` is a group.
    let is_group = point == '.'
        && tokens.word(end + 1).len() == 3
        && (tokens.touches(end + 1) && tokens.is_mark(end + 2, ',') && tokens.touches(end + 2))
        && tokens.is_digits(end + 3);
    // `192.168.1.2` and `1,2,3` are no decimals.
    let goes_on = tokens.touches(end + 1)
        && (tokens.is_mark(end + 2, point) && tokens.touches(end + 2))
        && tokens.is_digits(end + 3);
    let before = end.wrapping_sub(2);
    let came_on = tokens.is_mark(before, point) && tokens.touches(before) && !is_grouped;
    let is_short = point == '.' || is_grouped || tokens.word(end + 1).len() <= 2;
    (is_point && !is_group && !goes_on && !came_on && is_short)
        .then(|| (tokens.word(end + 1).to_owned(), end + 2))
}

/// Adds a fraction: `6-1/2`, `2 1/4`, `3½`; or divides: `3/4`.
fn with_fraction(tokens: &Tokens<'_>, at: usize, whole: DigitNumber) -> DigitNumber {
    if let Some(TokenKind::Mark(mark)) = tokens.kind(whole.end)
        && let Some(part) = vulgar(mark)
    {
        return DigitNumber { value: whole.value + part, end: whole.end + 1, is_plain: false };
    }
    if !whole.is_plain {
        return whole;
    }
    if let Some((value, end)) = slashed(tokens, at) {
        return DigitNumber { value, end, is_plain: false };
    }
    let part_at = whole.end + usize::from(tokens.is_dash(whole.end) && tokens.touches(at));
    match slashed(tokens, part_at) {
        Some((part, end)) if part < 1.0 => {
            DigitNumber { value: whole.value + part, end, is_plain: false }
        }
        _ => whole,
    }
}

/// `3/4`: the value and the place behind it. Only what prices and rates are
/// divided by: `24/7` and `2014/15` are no fractions.
fn slashed(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    let is_fraction = tokens.is_digits(at)
        && tokens.is_mark(at + 1, '/')
        && tokens.touches(at)
        && tokens.touches(at + 1)
        && tokens.is_any(at + 2, &["2", "3", "4", "5", "6", "8", "16", "32", "64"])
        && !(tokens.touches(at + 2) && tokens.is_mark(at + 3, '/'));
    if !is_fraction {
        return None;
    }
    let above: f64 = tokens.word(at).parse().ok()?;
    let below: f64 = tokens.word(at + 2).parse().ok()?;
    (above < below).then_some((above / below, at + 3))
}
