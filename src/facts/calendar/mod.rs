//! Dates: written in full, or completed by the document's own date.

mod civil;
mod form;
mod named;
pub(super) mod names;
mod numeric;
mod period;
mod quarter;
mod relative;
mod tense;
pub(super) mod tense_words;
mod weeks;
mod year;

#[cfg(test)]
mod tests;

use super::fact::{Dated, Fact};
use super::reading::Reading;
use super::token::Tokens;
use super::trigger::Triggers;
use crate::date::Day;
use form::{Context, DateMatch};

/// The forms of a date that can start at a place; longer ones come first.
const FORMS: &[fn(&Context<'_, '_>, usize) -> Option<DateMatch>] = &[
    numeric::numeric,
    quarter::quarter,
    named::weekday_with_date,
    weeks::weekday_and_day,
    weeks::week_of_period,
    named::day_and_month,
    named::month_with_year,
    relative::relative,
    year::part_of_year,
    year::decade,
    year::year_range,
    year::season_of_year,
    named::bare_month,
    named::weekday,
    year::bare_year,
];

/// Recognises the dates of a text and takes their tokens.
pub(super) fn recognise(reading: &mut Reading<'_>) {
    reading.walk(recognise_at);
}

/// Adds the date at a place; the place behind it, or behind an impossible one.
fn recognise_at(reading: &mut Reading<'_>, at: usize) -> Option<usize> {
    if !may_start(&reading.tokens, at) {
        return None;
    }
    match date_at(reading, at) {
        Some(matched) => Some(push(reading, at, matched)),
        None => named::behind_impossible_day(&reading.tokens, at),
    }
}

fn push(reading: &mut Reading<'_>, at: usize, matched: DateMatch) -> usize {
    let DateMatch { end, days, precision, basis } = matched;
    let span = reading.tokens.span_of(at, end);
    reading.facts.push(Fact::Date(Dated { span, days, precision, basis }));
    reading.take(at, end);
    end
}

/// Whether a date may start at a place. Of numbers these are years, days of a
/// month and parts of dates in figures, and any number before "ago".
fn may_start(tokens: &Tokens<'_>, at: usize) -> bool {
    if !tokens.starts(at, Triggers::DATE) {
        return false;
    }
    if !tokens.starts(at, Triggers::NUMBER) || tokens.has_ago() {
        return true;
    }
    if !tokens.is_digits(at) {
        return false;
    }
    match tokens.word(at).len() {
        4 => true,
        1 | 2 => {
            let is_joined = tokens.touches(at)
                && tokens.is_any(at + 1, &["/", "-", ".", "st", "nd", "rd", "th"]);
            is_joined || tokens.is(at + 1, "of") || named::month_at(tokens, at + 1).is_some()
        }
        _ => false,
    }
}

/// The date at a place where one may start. Where the document's date is more than a day, a date
/// is resolved only if all of its days agree.
fn date_at(reading: &Reading<'_>, at: usize) -> Option<DateMatch> {
    let before = at.wrapping_sub(1);
    let is_attached = reading.tokens.is_word(before) && reading.tokens.touches(before);
    if reading.is_taken(at) || is_attached {
        return None;
    }
    let published = reading.published;
    let matched = match_with(reading, published.map(|days| days.first), at)?;
    if published.is_none_or(|days| days.first == days.last) {
        return Some(matched);
    }
    let other = match_with(reading, published.map(|days| days.last), at);
    let agrees = other.is_some_and(|other| other.days == matched.days);
    Some(if agrees { matched } else { DateMatch { days: None, ..matched } })
}

fn match_with(reading: &Reading<'_>, day: Option<Day>, at: usize) -> Option<DateMatch> {
    let context = Context { reading, day };
    let matched = FORMS.iter().find_map(|form| form(&context, at))?;
    (!reading.any_taken(at, matched.end)).then_some(matched)
}
