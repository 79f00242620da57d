//! Dates in figures: `2011-03-08`, `17/5/2009`, `28.02.2016`, `9/11`.

use super::form::{Context, DateMatch};
use crate::date::{Day, DayRange};
use crate::facts::fact::{Basis, Precision};
use crate::facts::token::Tokens;

/// The years that a date in figures can have.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2199;

/// A date in figures that starts at a place.
pub(super) fn numeric(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    if !tokens.is_digits(at) || is_joined_before(tokens, at) {
        return None;
    }
    three_parts(tokens, at)
        .or_else(|| attack_of_2001(tokens, at))
        .or_else(|| year_and_month(tokens, at))
}

/// Whether the figures go on to the left: `1-800-555`.
fn is_joined_before(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    tokens.touches(before)
        && (tokens.is_dash(before) || tokens.is_any(before, &["/", ".", ":", ","]))
        && tokens.touches(before.wrapping_sub(1))
        && tokens.is_digits(before.wrapping_sub(1))
}

/// Three numbers with the same separator: `2011-03-08`, `17/5/2009`.
fn three_parts(tokens: &Tokens<'_>, at: usize) -> Option<DateMatch> {
    let separator = tokens.word(at + 1);
    let joins = |place: usize| tokens.touches(place) && tokens.touches(place + 1);
    let is_date = matches!(separator, "-" | "/" | ".")
        && tokens.is(at + 3, separator)
        && joins(at)
        && joins(at + 2)
        && tokens.is_digits(at + 2)
        && tokens.is_digits(at + 4);
    let goes_on = tokens.touches(at + 4)
        && (tokens.is_word(at + 5)
            || tokens.is_any(at + 5, &["/"])
            || tokens.is_dash(at + 5) && tokens.touches(at + 5));
    if !is_date || goes_on {
        return None;
    }
    let lengths = [0, 2, 4].map(|offset| tokens.word(at + offset).len());
    let [first, second, third] =
        [0, 2, 4].map(|offset| tokens.word(at + offset).parse::<i32>().ok());
    let (first, second, third) = (first?, second?, third?);
    match lengths {
        [4, 1 | 2, 1 | 2] => written(at + 5, day(first, second, third)?),
        [1 | 2, 1 | 2, 4] => either(at + 5, third, first, second, separator == "."),
        [1 | 2, 1 | 2, 2] if separator == "/" => {
            either(at + 5, third + if third < 50 { 2000 } else { 1900 }, first, second, false)
        }
        _ => None,
    }
}

/// A day and a month in the order that is a date. Where both are, the other
/// reading is kept.
fn either(end: usize, year: i32, first: i32, second: i32, day_first: bool) -> Option<DateMatch> {
    let (american, european) = (day(year, first, second), day(year, second, first));
    let (main, other) = if day_first { (european, american) } else { (american, european) };
    match (main, other) {
        (Some(main), Some(other)) if main != other => {
            let basis = Basis::Ambiguous(other);
            Some(DateMatch { basis, ..DateMatch::written(end, main, Precision::Day) })
        }
        (Some(only), _) | (None, Some(only)) => written(end, only),
        (None, None) => None,
    }
}

/// `9/11`, which names a day.
fn attack_of_2001(tokens: &Tokens<'_>, at: usize) -> Option<DateMatch> {
    let is_named =
        tokens.phrase_of(at, 3) == "9/11" && !(tokens.touches(at + 2) && tokens.is(at + 3, "/"));
    if is_named { written(at + 3, day(2001, 9, 11)?) } else { None }
}

/// `2015-12` and `12-2015`, where they are no range of years.
fn year_and_month(tokens: &Tokens<'_>, at: usize) -> Option<DateMatch> {
    let is_pair = tokens.is(at + 1, "-")
        && tokens.touches(at)
        && tokens.touches(at + 1)
        && tokens.is_digits(at + 2)
        && !tokens.touches(at + 2);
    if !is_pair {
        return None;
    }
    let (first, second) = (tokens.word(at), tokens.word(at + 2));
    let (year, month) = match (first.len(), second.len()) {
        (4, 1 | 2) => (first, second),
        (1 | 2, 4) => (second, first),
        _ => return None,
    };
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    let is_range = second.len() == 2 && month == (year + 1) % 100;
    let days = DayRange::month(year, u8::try_from(month).ok()?)?;
    (YEARS.contains(&year) && !is_range).then(|| DateMatch::written(at + 3, days, Precision::Month))
}

fn day(year: i32, month: i32, day: i32) -> Option<DayRange> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    YEARS.contains(&year).then(|| Day::new(year, month, day).map(DayRange::day))?
}

#[allow(clippy::unnecessary_wraps)] // The forms return options.
fn written(end: usize, days: DayRange) -> Option<DateMatch> {
    Some(DateMatch::written(end, days, Precision::Day))
}
