//! Weeks of a month or year, and weekdays with a day of the month.

use super::civil::{parts, plus_days, week, weekday as weekday_of};
use super::form::{Context, DateMatch};
use super::named::{bare_month, month_at, month_with_year};
use super::names::{short_weekday, weekday};
use super::relative::relative;
use super::tense::{Direction, direction};
use super::year::bare_year;
use crate::date::{Day, DayRange};
use crate::facts::fact::Precision;
use crate::facts::number::words::ordinal;
use crate::facts::token::Tokens;

/// Which week of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WhichWeek {
    /// Counted from 1.
    Number(i32),
    Last,
}

/// A week of a month or year: "the third week of May", "week 12 of 2019".
pub(super) fn week_of_period(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let (which, of) = which_week(tokens, at)?;
    if !tokens.is(of, "of") {
        return None;
    }
    let forms = [month_with_year, relative, bare_month, bare_year];
    let period = forms.iter().find_map(|form| form(context, of + 1))?;
    if !matches!(period.precision, Precision::Month | Precision::Year) {
        return None;
    }
    let days = period.days.and_then(|days| week_in(days, which));
    Some(DateMatch { end: period.end, days, precision: Precision::Week, basis: period.basis })
}

/// The week, and the place behind its words.
fn which_week(tokens: &Tokens<'_>, at: usize) -> Option<(WhichWeek, usize)> {
    if tokens.is(at, "week") {
        let number = tokens.word(at + 1).parse().ok().filter(|_| tokens.is_digits(at + 1))?;
        return (1..=53).contains(&number).then_some((WhichWeek::Number(number), at + 2));
    }
    if tokens.is(at, "last") && tokens.is(at + 1, "week") {
        return Some((WhichWeek::Last, at + 2));
    }
    let (number, end) = ordinal_at(tokens, at)?;
    tokens.is(end, "week").then_some((WhichWeek::Number(i32::from(number)), end + 1))
}

/// `3rd` or "third", and the place behind it.
fn ordinal_at(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    if let Some(number) = ordinal(tokens.word(at)) {
        return Some((number, at + 1));
    }
    let has_ending = tokens.touches(at) && tokens.is_any(at + 1, &["st", "nd", "rd", "th"]);
    let number = tokens.word(at).parse().ok().filter(|_| has_ending && tokens.is_digits(at))?;
    Some((number, at + 2))
}

/// A week belongs to the month or year that most of its days are in, as in
/// ISO 8601.
fn week_in(period: DayRange, which: WhichWeek) -> Option<DayRange> {
    match which {
        WhichWeek::Number(number) => {
            let days = week(plus_days(period.first, 3)?, number - 1)?;
            (days.first <= period.last).then_some(days)
        }
        WhichWeek::Last => week(plus_days(period.last, -3)?, 0),
    }
}

/// "Friday the 13th", "Mon 13th": the nearest month in which that day is that
/// weekday.
pub(super) fn weekday_and_day(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let index = weekday(tokens.word(at)).or_else(|| short_weekday(tokens.word(at)))?;
    let start = at + 1 + usize::from(tokens.is(at + 1, "the"));
    let (number, end) = ordinal_at(tokens, start)?;
    let is_other =
        month_at(tokens, end).is_some() || tokens.is(end, "of") || tokens.is(end, "week");
    if is_other || !(1..=31).contains(&number) {
        return None;
    }
    let way = direction(tokens, at, end);
    let day = context.day.and_then(|reference| nearest(reference, index, number, way));
    Some(DateMatch::relative(end, day.map(DayRange::day), Precision::Day))
}

fn nearest(reference: Day, index: i32, number: u8, way: Direction) -> Option<Day> {
    let (year, month, _) = parts(reference)?;
    let months = (-24..=24).filter_map(|shift| super::civil::month_plus(year, month, shift));
    let days = months.filter_map(|(year, month)| Day::new(year, month, number));
    let days = days.filter(|day| weekday_of(*day) == index);
    match way {
        Direction::Forward => days.filter(|day| *day >= reference).min(),
        _ => days.filter(|day| *day <= reference).max(),
    }
}
