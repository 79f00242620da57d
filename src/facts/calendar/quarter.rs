//! Quarters and halves of a year: `Q3 2014`, "the second quarter of last year".

use super::civil::{months, parts};
use super::form::{Context, DateMatch};
use super::named::year_at;
use super::year::year_word;
use crate::facts::fact::Precision;
use crate::facts::number::words::ordinal;
use crate::facts::token::Tokens;

/// The months of a quarter or half.
#[derive(Debug, Clone, Copy)]
struct PartOfYear {
    first_month: u8,
    months: i32,
    end: usize,
}

/// A quarter or half with its year.
pub(super) fn quarter(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    if let Some(year) = year_at(tokens, at) {
        let short = short_part(tokens, at + 1)?;
        let days = months(year, short.first_month, short.months)?;
        return Some(DateMatch::written(short.end, days, Precision::Quarter));
    }
    let part = short_part(tokens, at).or_else(|| long_part(tokens, at))?;
    let mut start = part.end;
    while tokens.is_any(start, &["of", "in", "-", "/"]) && start < part.end + 2 {
        start += 1;
    }
    if let Some(year) = year_at(tokens, start) {
        let days = months(year, part.first_month, part.months)?;
        return Some(DateMatch::written(start + 1, days, Precision::Quarter));
    }
    let (shift, end) = year_word(tokens, start)?;
    let year = context.day.and_then(parts).map(|(year, ..)| year + shift);
    let days = year.and_then(|year| months(year, part.first_month, part.months));
    Some(DateMatch::relative(end, days, Precision::Quarter))
}

/// `Q3`, `H1`.
fn short_part(tokens: &Tokens<'_>, at: usize) -> Option<PartOfYear> {
    let digits = at + 1;
    let number: u8 = tokens.word(digits).parse().ok().filter(|_| tokens.touches(at))?;
    let is_free = !(tokens.touches(digits) && tokens.is_word(digits + 1));
    part(tokens.word(at), number, digits + 1).filter(|_| is_free)
}

/// "third quarter", "first half", "first-half".
fn long_part(tokens: &Tokens<'_>, at: usize) -> Option<PartOfYear> {
    let number = ordinal(tokens.word(at))?;
    let noun = at + 1 + usize::from(tokens.is_dash(at + 1));
    let letter = match tokens.word(noun) {
        "quarter" => "q",
        "half" => "h",
        _ => return None,
    };
    part(letter, number, noun + 1)
}

fn part(letter: &str, number: u8, end: usize) -> Option<PartOfYear> {
    match (letter, number) {
        ("q", 1..=4) => Some(PartOfYear { first_month: number * 3 - 2, months: 3, end }),
        ("h", 1..=2) => Some(PartOfYear { first_month: number * 6 - 5, months: 6, end }),
        _ => None,
    }
}
