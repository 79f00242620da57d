//! Dates with a month or weekday by name: `June 14, 2016`, `mid-April`, `Friday`.

use super::civil::{parts, plus_days, week, weekday as weekday_of};
use super::form::{Context, DateMatch};
use super::names::{Part, month, part, short_weekday, weekday as weekday_name};
use super::period::part_of;
use super::tense::{Direction, direction};
use crate::date::{Day, DayRange};
use crate::facts::fact::Precision;
use crate::facts::number::words::ordinal;
use crate::facts::token::Tokens;

/// Nouns behind a weekday's name that make it the name of something else.
const AFTER_NAMES: &[&str] = &[
    "times",
    "paper",
    "papers",
    "newspaper",
    "telegraph",
    "express",
    "mirror",
    "herald",
    "tribune",
    "mail",
    "school",
    "reported",
    "edition",
    "post",
    "observer",
    "magazine",
    "agreement",
    "fair",
    "meeting's",
];

/// Words before a month's name that show it to be one, where it is a word or
/// name as well.
const BEFORE_MONTHS: &[&str] = &[
    "in", "by", "since", "until", "till", "last", "next", "of", "this", "through", "from", "early",
    "late", "mid", "during", "before", "after", "between", "and", "to", "for", "end", "every",
    "each",
];

/// A month's name at a place and the place behind it, with its full stop.
pub(super) fn month_at(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let (number, is_full) = month(tokens.word(at)).filter(|_| tokens.is_word(at))?;
    let is_common = tokens.is_any(at, &["may", "march", "mar", "jan", "sep", "august"]);
    if is_common && !tokens.is_capital(at) {
        return None;
    }
    let has_stop = !is_full && tokens.is_mark(at + 1, '.') && tokens.touches(at);
    Some((number, at + 1 + usize::from(has_stop)))
}

/// A year of four digits at a place.
pub(super) fn year_at(tokens: &Tokens<'_>, at: usize) -> Option<i32> {
    let is_year = tokens.is_digits(at) && tokens.word(at).len() == 4;
    let goes_on = tokens.touches(at)
        && (tokens.is_word(at + 1)
            || tokens.is_any(at + 1, &[",", "."])
                && tokens.touches(at + 1)
                && tokens.is_digits(at + 2));
    let year = tokens.word(at).parse().ok().filter(|_| is_year && !goes_on)?;
    (1500..2200).contains(&year).then_some(year)
}

/// A year behind a month: also `of 87` and `'87`.
fn year_behind(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let mut start = at;
    if tokens.is_any(start, &[",", "-", "/", "of", "in"]) {
        start += 1;
    }
    if let Some(year) = year_at(tokens, start) {
        return Some((year, start + 1));
    }
    let is_short = tokens.is(at, "of") || tokens.is_any(start, &["'", "’"]);
    let digits = start + usize::from(tokens.is_any(start, &["'", "’"]));
    let year: i32 = tokens.word(digits).parse().ok()?;
    let is_year = is_short && tokens.is_digits(digits) && tokens.word(digits).len() == 2;
    is_year.then_some((if year < 30 { 2000 + year } else { 1900 + year }, digits + 1))
}

/// The day of a month at a place: `3`, `3rd`, `third`.
fn day_at(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    if tokens.is_word(at) {
        let day = ordinal(tokens.word(at))?;
        return Some((day, at + 1));
    }
    let is_day = tokens.is_digits(at) && tokens.word(at).len() <= 2;
    let day: u8 = tokens.word(at).parse().ok().filter(|_| is_day)?;
    let has_ending = tokens.touches(at) && tokens.is_any(at + 1, &["st", "nd", "rd", "th"]);
    let end = at + 1 + usize::from(has_ending);
    let goes_on = tokens.touches(end - 1)
        && (tokens.is_word(end)
            || tokens.is_any(end, &[":", "%"])
            || tokens.is_any(end, &[".", ","]) && tokens.touches(end) && tokens.is_digits(end + 1));
    (!goes_on && (1..=31).contains(&day)).then_some((day, end))
}

/// `Friday, June 14, 2016`: the weekday adds nothing.
pub(super) fn weekday_with_date(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    weekday_name(tokens.word(at)).or_else(|| short_weekday(tokens.word(at)))?;
    let mut start = at + 1;
    while tokens.is_any(start, &[",", ".", "the", "on"]) && start < at + 3 {
        start += 1;
    }
    day_and_month(context, start)
}

/// A day of a month, in either order, with or without a year.
pub(super) fn day_and_month(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let (month, day, end) = month_day(tokens, at).or_else(|| day_month(tokens, at))?;
    if let Some((year, year_end)) = year_behind(tokens, end) {
        let day = Day::new(year, month, day)?;
        return Some(DateMatch::written(year_end, DayRange::day(day), Precision::Day));
    }
    // As a leap year, 2000 has every day of the calendar.
    Day::new(2000, month, day)?;
    let way = direction(tokens, at, end);
    let day = context.day.and_then(|reference| nearest_day(reference, month, day, way));
    Some(DateMatch::relative(end, day.map(DayRange::day), Precision::Day))
}

/// The place behind a day that the calendar does not have, as "31 April": no
/// part of it is a date.
pub(super) fn behind_impossible_day(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let (month, day, end) = month_day(tokens, at).or_else(|| day_month(tokens, at))?;
    match year_behind(tokens, end) {
        Some((year, end)) => Day::new(year, month, day).is_none().then_some(end),
        None => Day::new(2000, month, day).is_none().then_some(end),
    }
}

/// `June 14`, `Oct/2`. "In June 20 jets came" has no day.
fn month_day(tokens: &Tokens<'_>, at: usize) -> Option<(u8, u8, usize)> {
    let (month, end) = month_at(tokens, at)?;
    let start = end + usize::from(tokens.is_any(end, &["/", "-"]) && tokens.touches(end - 1));
    let start = start + usize::from(tokens.is(start, "the"));
    let (day, day_end) = day_at(tokens, start)?;
    let next = tokens.word(day_end);
    let is_count = tokens.is(at.wrapping_sub(1), "in")
        && tokens.is_word(day_end)
        && !tokens.is_capital(day_end)
        && next.len() > 3
        && next.ends_with('s');
    let is_ordinal_noun = tokens.is_word(start) && year_behind(tokens, day_end).is_none();
    (!is_count && !is_ordinal_noun).then_some((month, day, day_end))
}

/// `14 June`, `17th of May`, `23/Sep`.
fn day_month(tokens: &Tokens<'_>, at: usize) -> Option<(u8, u8, usize)> {
    let (day, end) = day_at(tokens, at)?;
    let is_joined = tokens.is_any(end, &["/", "-", "."]) && tokens.touches(end - 1);
    let start = end + usize::from(is_joined || tokens.is(end, "of"));
    let (month, month_end) = month_at(tokens, start)?;
    Some((month, day, month_end))
}

/// The day without a year that the direction means.
fn nearest_day(reference: Day, month: u8, day: u8, way: Direction) -> Option<Day> {
    let (year, ..) = parts(reference)?;
    // A 29 February may be four years away, or eight around 1900.
    let candidates = (-8..=8).filter_map(|years| Day::new(year + years, month, day));
    let distance = |candidate: &Day| candidate.days_since_epoch() - reference.days_since_epoch();
    match way {
        Direction::Back => candidates.filter(|day| *day <= reference).max(),
        Direction::Forward => candidates.filter(|day| *day >= reference).min(),
        Direction::Open => candidates.min_by_key(|day| distance(day).abs()),
    }
}

/// A month with a year: `June 2014`, `mid-April 1987`, `August this year`.
pub(super) fn month_with_year(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let (part, start) = part_before(tokens, at);
    if let Some(year) = year_at(tokens, start)
        && let Some((month, end)) = month_at(tokens, start + 1)
        && year_behind(tokens, end).is_none()
        && day_at(tokens, end).is_none()
    {
        return dated_month(context, (year, month), part, end, true);
    }
    let (month, end) = month_at(tokens, start)?;
    if let Some((year, year_end)) = year_behind(tokens, end) {
        return dated_month(context, (year, month), part, year_end, true);
    }
    let of = end + usize::from(tokens.is_any(end, &["of", "in"]));
    let shift = match tokens.word(of) {
        "last" => -1,
        "this" | "that" => 0,
        "next" => 1,
        _ => return shared_year(context, start, month, end, part),
    };
    if !tokens.is(of + 1, "year") || tokens.is(of, "that") {
        return None;
    }
    let Some((year, ..)) = context.day.and_then(parts) else {
        return Some(DateMatch::relative(of + 2, None, Precision::Month));
    };
    dated_month(context, (year + shift, month), part, of + 2, false)
}

/// Months with one year, which is that of both: "May and July 2003".
fn shared_year(
    context: &Context<'_, '_>,
    at: usize,
    month: u8,
    end: usize,
    part: Option<Part>,
) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let joint = tokens.is_any(end, &["and", "or", "to", "through", ","]) || tokens.is_dash(end);
    let (second, second_end) = month_at(tokens, end + 1).filter(|_| joint && at < end)?;
    let (year, _) = year_behind(tokens, second_end)?;
    let year = if second < month { year - 1 } else { year };
    dated_month(context, (year, month), part, end, true)
}

/// "early", "mid-" before a month, and the month's place.
fn part_before(tokens: &Tokens<'_>, at: usize) -> (Option<Part>, usize) {
    let Some(part) = part(tokens.word(at)) else { return (None, at) };
    let is_joined = tokens.is_dash(at + 1);
    let of = at + 1 + usize::from(is_joined || tokens.is_any(at + 1, &["in", "of"]));
    (Some(part), of)
}

fn dated_month(
    context: &Context<'_, '_>,
    (year, month): (i32, u8),
    part: Option<Part>,
    end: usize,
    is_written: bool,
) -> Option<DateMatch> {
    let days = DayRange::month(year, month)?;
    let days = match part {
        Some(part) => part_of(days, Precision::Month, part, context.day)?,
        None => days,
    };
    Some(if is_written {
        DateMatch::written(end, days, Precision::Month)
    } else {
        DateMatch::relative(end, Some(days), Precision::Month)
    })
}

/// A month alone: "in June". "May", "March" and short names need a word before
/// them that shows a date.
pub(super) fn bare_month(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let (part, start) = part_before(tokens, at);
    let (number, end) = month_at(tokens, start)?;
    let is_sure =
        !tokens.is_any(start, &["may", "march", "august"]) && tokens.word(start).len() > 3;
    let is_cued = part.is_some() || BEFORE_MONTHS.contains(&tokens.word(at.wrapping_sub(1)));
    // "June Carter": a name goes on in capitals, a month rarely does.
    let is_attached = tokens.touches(at.wrapping_sub(1))
        && tokens.is_dash(at.wrapping_sub(1))
        && tokens.is_capital(at.wrapping_sub(2));
    if !(is_sure || is_cued) || is_attached {
        return None;
    }
    let way = direction(tokens, start, end);
    let Some(reference) = context.day else {
        return Some(DateMatch::relative(end, None, Precision::Month));
    };
    let (year, now, _) = parts(reference)?;
    let back = if number <= now { year } else { year - 1 };
    let forward = if number >= now { year } else { year + 1 };
    let ahead = (i32::from(number) - i32::from(now)).rem_euclid(12);
    let is_ahead = way == Direction::Forward || way == Direction::Open && ahead <= 6;
    let year = if is_ahead { forward } else { back };
    dated_month(context, (year, number), part, end, false)
}

/// A weekday alone, or of a week: "Friday", "Friday of next week".
pub(super) fn weekday(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let index = weekday_name(tokens.word(at))?;
    let is_name = AFTER_NAMES.contains(&tokens.word(at + 1))
        || tokens.is_any(at.wrapping_sub(1), &["good", "black", "bloody"])
            && tokens.is_capital(at.wrapping_sub(1));
    if is_name {
        return None;
    }
    if let Some((weeks, end)) = week_behind(tokens, at + 1) {
        let first = context.day.and_then(|day| week(day, weeks)).map(|week| week.first);
        let day = first.and_then(|first| plus_days(first, index)).map(DayRange::day);
        return Some(DateMatch::relative(end, day, Precision::Day));
    }
    let way = direction(tokens, at, at + 1);
    let day =
        context.day.and_then(|day| near_weekday(day, index, way == Direction::Forward, false));
    Some(DateMatch::relative(at + 1, day.map(DayRange::day), Precision::Day))
}

/// "of next week", "last week": how many weeks on, and the place behind it.
fn week_behind(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let start = at + usize::from(tokens.is(at, "of"));
    let weeks = match tokens.word(start) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    tokens.is(start + 1, "week").then_some((weeks, start + 2))
}

/// The weekday nearest to a day: after it, or before it. The day itself counts
/// only as the past, and not where `is_strict`.
pub(super) fn near_weekday(day: Day, index: i32, is_ahead: bool, is_strict: bool) -> Option<Day> {
    let back = (weekday_of(day) - index).rem_euclid(7);
    match (is_ahead, is_strict) {
        (true, _) => plus_days(day, 7 - back),
        (false, true) if back == 0 => plus_days(day, -7),
        (false, _) => plus_days(day, -back),
    }
}
