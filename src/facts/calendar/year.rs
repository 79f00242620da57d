//! Years, ranges of years, decades and seasons of a year.

use super::civil::{months, parts, years};
use super::form::{Context, DateMatch};
use super::named::year_at;
use super::names::{part, season};
use super::period::part_of;
use crate::date::DayRange;
use crate::facts::fact::Precision;
use crate::facts::label::is_labelled;
use crate::facts::token::Tokens;

/// Words before a number that make it a year, however it goes on.
const BEFORE_YEARS: &[&str] = &[
    "in", "since", "until", "by", "year", "from", "of", "early", "late", "mid", "before", "after",
    "during", "through", "circa", "fiscal", "for", "between", "the", "and", "to", "till", "summer",
    "winter", "spring", "autumn", "fall", "its",
];

/// "early 2015", "late in 1986", "mid-1987", "year 2000".
pub(super) fn part_of_year(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    if tokens.is(at, "year")
        && let Some(year) = year_at(tokens, at + 1)
    {
        return Some(DateMatch::written(at + 2, DayRange::year(year)?, Precision::Year));
    }
    let part = part(tokens.word(at))?;
    let start =
        at + 1 + usize::from(tokens.is_dash(at + 1) || tokens.is_any(at + 1, &["in", "of"]));
    let year = year_at(tokens, start)?;
    let days = part_of(DayRange::year(year)?, Precision::Year, part, context.day)?;
    Some(DateMatch::written(start + 1, days, Precision::Year))
}

/// A decade: "the late 1970s", "1960's", "the '50s".
pub(super) fn decade(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let part = part(tokens.word(at));
    let joint = part.is_some() && (tokens.is_dash(at + 1) || tokens.is(at + 1, "to"));
    let start = at + usize::from(part.is_some()) + usize::from(joint);
    let (first, end) = decade_at(tokens, start)?;
    let days = years(first, first + 9)?;
    let days = match part {
        Some(part) => part_of(days, Precision::Decade, part, context.day)?,
        None => days,
    };
    Some(DateMatch::written(end, days, Precision::Decade))
}

/// The first year of a decade, and the place behind it.
fn decade_at(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let is_short = tokens.is_any(at, &["'", "’"]) && tokens.touches(at);
    let digits = at + usize::from(is_short);
    let length = tokens.word(digits).len();
    let number: i32 = tokens.word(digits).parse().ok().filter(|_| tokens.is_digits(digits))?;
    let ends = |place: usize| tokens.touches(place - 1) && tokens.is(place, "s");
    let end = if ends(digits + 1) {
        digits + 2
    } else if tokens.touches(digits) && tokens.is_any(digits + 1, &["'", "’"]) && ends(digits + 2)
    {
        digits + 3
    } else {
        return None;
    };
    let is_decade = number % 10 == 0;
    match (length, is_short) {
        (4, false) if is_decade && (1500..2200).contains(&number) => Some((number, end)),
        (2, true) if is_decade => Some((1900 + number, end)),
        _ => None,
    }
}

/// Years joined by a mark: "2008-09", "1994/95", "2003–2005".
pub(super) fn year_range(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let first = year_at(tokens, at)?;
    let joins = (tokens.is_dash(at + 1) || tokens.is_mark(at + 1, '/'))
        && tokens.touches(at)
        && tokens.touches(at + 1)
        && tokens.is_digits(at + 2);
    let goes_on = tokens.touches(at + 2)
        && (tokens.is_word(at + 3) || tokens.is_dash(at + 3) || tokens.is_mark(at + 3, '/'));
    if !joins || goes_on {
        return None;
    }
    let second: i32 = tokens.word(at + 2).parse().ok()?;
    let last = match tokens.word(at + 2).len() {
        4 => second,
        2 => first - first % 100 + second,
        _ => return None,
    };
    let last = if last < first && first % 100 == 99 { last + 100 } else { last };
    let is_range = last > first && last - first < 100;
    is_range.then(|| Some(DateMatch::written(at + 3, years(first, last)?, Precision::Range)))?
}

/// "the summer of 1990", "summer 1990", "spring of this year".
pub(super) fn season_of_year(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let month = season(tokens.word(at))?;
    let of = at + 1 + usize::from(tokens.is(at + 1, "of"));
    if let Some(year) = year_at(tokens, of) {
        return Some(DateMatch::written(of + 1, months(year, month, 3)?, Precision::Season));
    }
    let (shift, end) = year_word(tokens, of).filter(|_| of > at + 1)?;
    let year = context.day.and_then(parts).map(|(year, ..)| year + shift);
    let days = year.and_then(|year| months(year, month, 3));
    Some(DateMatch::relative(end, days, Precision::Season))
}

/// "this year", "last year": how many years on, and the place behind it.
pub(super) fn year_word(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let shift = match tokens.word(at) {
        "last" => -1,
        "this" | "the" => 0,
        "next" => 1,
        _ => return None,
    };
    tokens.is(at + 1, "year").then_some((shift, at + 2))
}

/// A year alone. A round number before a plural noun counts it, unless a word
/// before it shows a year: "2000 helicopters" and "in 2000".
pub(super) fn bare_year(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let year = year_at(tokens, at)?;
    let before = tokens.word(at.wrapping_sub(1));
    let is_cued = BEFORE_YEARS.contains(&before);
    let is_attached = tokens.touches(at.wrapping_sub(1))
        && (tokens.is_word(at.wrapping_sub(1))
            || !matches!(before, "(" | "[" | "'" | "\"" | "-" | "–" | "—" | "/" | "‘" | "“"));
    let follows_dash = tokens.touches(at.wrapping_sub(1))
        && matches!(before, "-" | "/")
        && tokens.touches(at.wrapping_sub(2));
    let goes_on = tokens.touches(at)
        && (tokens.is_any(at + 1, &["/", ":", "%"])
            || tokens.is_dash(at + 1) && tokens.touches(at + 1) && tokens.is_digits(at + 2));
    let is_usual = (1900..2100).contains(&year) || is_cued;
    let is_other = is_attached
        || follows_dash
        || goes_on
        || is_labelled(tokens, at)
        || is_quantity(context, at, is_cued);
    (is_usual && !is_other)
        .then(|| Some(DateMatch::written(at + 1, DayRange::year(year)?, Precision::Year)))?
}

/// Whether the number has a unit, a scale, a time zone or counted things behind it.
fn is_quantity(context: &Context<'_, '_>, at: usize, is_cued: bool) -> bool {
    const BEHIND: &[&str] = &[
        "gmt", "edt", "est", "utc", "hours", "hrs", "million", "mln", "billion", "thousand", "of",
    ];
    let tokens = &context.reading.tokens;
    let next = tokens.word(at + 1);
    let has_unit = BEHIND.contains(&next) || context.reading.vocabulary.measures.contains_key(next);
    let is_round = tokens.word(at).ends_with("00") || tokens.word(at).ends_with("50");
    let is_plural = next.len() > 3 && next.ends_with('s') && !next.ends_with("ss")
        || next == "people"
        || next == "aircraft";
    let counts = !is_cued && is_round && tokens.is_word(at + 1) && is_plural;
    has_unit && !is_cued || counts
}
