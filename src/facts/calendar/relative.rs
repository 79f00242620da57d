//! Dates against the document's day: "yesterday", "late last year", "three
//! years ago", "the next four years".

use super::civil::{months, parts, plus_days, plus_months, week, years};
use super::form::{Context, DateMatch};
use super::named::{month_at, near_weekday};
use super::names::{Part, TimeUnit, part, season, time_unit, weekday};
use super::period::part_of;
use crate::date::{Day, DayRange};
use crate::facts::fact::Precision;
use crate::facts::number::numeral::number_at;
use crate::facts::token::Tokens;

/// Which of several periods is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Last,
    This,
    Next,
    /// The time up to the document's day: "the past year".
    Past,
}

/// A number of units is at most this: a thousand years ago is no date.
const MAX_UNITS: f64 = 600.0;

/// A date against the document's day.
pub(super) fn relative(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    adverb(context, at).or_else(|| deictic(context, at)).or_else(|| ago(context, at))
}

/// "today", "yesterday", "tomorrow".
fn adverb(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let shift = match context.reading.tokens.word(at) {
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    let day = context.day.and_then(|day| plus_days(day, shift)).map(DayRange::day);
    Some(DateMatch::relative(at + 1, day, Precision::Day))
}

/// "last Friday", "late last year", "next four years", "earlier this week".
fn deictic(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let part = part(tokens.word(at));
    let mut start = at + usize::from(part.is_some());
    start += usize::from(part.is_some() && (tokens.is_dash(start) || tokens.is(start, "in")));
    let which = match tokens.word(start) {
        "last" => Which::Last,
        "this" | "current" => Which::This,
        "next" | "coming" => Which::Next,
        "past" => Which::Past,
        _ => return None,
    };
    let noun = start + 1;
    if let Some((unit, is_plural)) = time_unit(tokens.word(noun)) {
        return if is_plural { None } else { one_unit(context, which, unit, part, noun + 1) };
    }
    if let Some(index) = weekday(tokens.word(noun)) {
        return Some(one_weekday(context, which, index, noun + 1));
    }
    if tokens.is(noun, "weekend") {
        return Some(one_weekend(context, which, noun + 1));
    }
    if let Some((month, end)) = month_at(tokens, noun) {
        return Some(one_month(context, which, month, part, end));
    }
    if let Some(month) = season(tokens.word(noun)) {
        return Some(one_season(context, which, month, noun + 1));
    }
    several(context, which, noun)
}

/// The unit that a word points at: "this week", "last year".
fn one_unit(
    context: &Context<'_, '_>,
    which: Which,
    unit: TimeUnit,
    part: Option<Part>,
    end: usize,
) -> Option<DateMatch> {
    let precision = precision_of(unit)?;
    if which == Which::Past || unit == TimeUnit::Decade && which != Which::This {
        let which = if which == Which::Next { which } else { Which::Past };
        return Some(span_of_units(context, which, unit, 1, end));
    }
    let shift = match which {
        Which::Last | Which::Past => -1,
        Which::This => 0,
        Which::Next => 1,
    };
    let days = context.day.and_then(|day| {
        let period = period(day, unit, shift)?;
        part.map_or(Some(period), |part| part_of(period, precision, part, Some(day)))
    });
    Some(DateMatch::relative(end, days, precision))
}

/// "this day" is no date; neither is "this century".
fn precision_of(unit: TimeUnit) -> Option<Precision> {
    match unit {
        TimeUnit::Week => Some(Precision::Week),
        TimeUnit::Month => Some(Precision::Month),
        TimeUnit::Quarter => Some(Precision::Quarter),
        TimeUnit::Year => Some(Precision::Year),
        TimeUnit::Decade => Some(Precision::Decade),
        TimeUnit::Day | TimeUnit::Century => None,
    }
}

/// The period around a day, so many units on.
fn period(day: Day, unit: TimeUnit, shift: i32) -> Option<DayRange> {
    let (year, month, _) = parts(day)?;
    match unit {
        TimeUnit::Day => plus_days(day, shift).map(DayRange::day),
        TimeUnit::Week => week(day, shift),
        TimeUnit::Month => {
            let (year, month) = super::civil::month_plus(year, month, shift)?;
            DayRange::month(year, month)
        }
        TimeUnit::Quarter => {
            let first = (month - 1) / 3 * 3 + 1;
            let (year, month) = super::civil::month_plus(year, first, shift.checked_mul(3)?)?;
            months(year, month, 3)
        }
        TimeUnit::Year => DayRange::year(year.checked_add(shift)?),
        TimeUnit::Decade => {
            let first = year.div_euclid(10).checked_add(shift)?.checked_mul(10)?;
            years(first, first + 9)
        }
        TimeUnit::Century => None,
    }
}

fn one_weekday(context: &Context<'_, '_>, which: Which, index: i32, end: usize) -> DateMatch {
    let day = context.day.and_then(|day| match which {
        Which::Last | Which::Past => near_weekday(day, index, false, true),
        Which::Next => near_weekday(day, index, true, true),
        Which::This => plus_days(week(day, 0)?.first, index),
    });
    DateMatch::relative(end, day.map(DayRange::day), Precision::Day)
}

/// "last weekend": the last Saturday and Sunday that are over.
fn one_weekend(context: &Context<'_, '_>, which: Which, end: usize) -> DateMatch {
    let days = context.day.and_then(|day| {
        let this = plus_days(week(day, 0)?.first, 5)?;
        let is_over = plus_days(this, 1)? < day;
        let first = match which {
            Which::Last | Which::Past if !is_over => plus_days(this, -7)?,
            Which::Next => plus_days(this, 7)?,
            _ => this,
        };
        Some(DayRange { first, last: plus_days(first, 1)? })
    });
    DateMatch::relative(end, days, Precision::Week)
}

/// "last June": the one before the document's month.
fn one_month(
    context: &Context<'_, '_>,
    which: Which,
    month: u8,
    part: Option<Part>,
    end: usize,
) -> DateMatch {
    let days = context.day.and_then(|day| {
        let (year, now, _) = parts(day)?;
        let year = match which {
            Which::Last | Which::Past if month >= now => year - 1,
            Which::Next if month <= now => year + 1,
            _ => year,
        };
        let days = DayRange::month(year, month)?;
        part.map_or(Some(days), |part| part_of(days, Precision::Month, part, Some(day)))
    });
    DateMatch::relative(end, days, Precision::Month)
}

/// The season before this one: "last spring" is over.
fn one_season(context: &Context<'_, '_>, which: Which, month: u8, end: usize) -> DateMatch {
    let days = context.day.and_then(|day| {
        let (year, ..) = parts(day)?;
        let seasons = (-2..=2).filter_map(|shift| months(year + shift, month, 3));
        match which {
            Which::Last | Which::Past => seasons.filter(|season| season.last < day).max(),
            Which::This => seasons.min_by_key(|season| {
                let middle =
                    i32::midpoint(season.first.days_since_epoch(), season.last.days_since_epoch());
                (middle - day.days_since_epoch()).abs()
            }),
            Which::Next => seasons.filter(|season| season.first > day).min(),
        }
    });
    DateMatch::relative(end, days, Precision::Season)
}

/// "last 10 years", "past five weeks", "next four months".
fn several(context: &Context<'_, '_>, which: Which, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let number = number_at(tokens, at).filter(|number| !number.is_vague)?;
    let (unit, _) = time_unit(tokens.word(number.end))?;
    let count = whole(number.value)?;
    let which = match which {
        Which::Last | Which::Past => Which::Past,
        Which::Next => Which::Next,
        Which::This => return None,
    };
    Some(span_of_units(context, which, unit, count, number.end + 1))
}

/// The days from or to the document's day. Quarters are whole ones.
fn span_of_units(
    context: &Context<'_, '_>,
    which: Which,
    unit: TimeUnit,
    count: i32,
    end: usize,
) -> DateMatch {
    let signed = if which == Which::Next { count } else { -count };
    let days = context.day.and_then(|day| {
        if unit == TimeUnit::Quarter {
            let (one, other) = (period(day, unit, signed)?, period(day, unit, signed.signum())?);
            return Some(DayRange {
                first: one.first.min(other.first),
                last: one.last.max(other.last),
            });
        }
        let other = shifted(day, unit, signed)?;
        Some(DayRange { first: day.min(other), last: day.max(other) })
    });
    DateMatch::relative(end, days, Precision::Range)
}

fn shifted(day: Day, unit: TimeUnit, count: i32) -> Option<Day> {
    match unit {
        TimeUnit::Day => plus_days(day, count),
        TimeUnit::Week => plus_days(day, count * 7),
        TimeUnit::Month => plus_months(day, count),
        TimeUnit::Quarter => plus_months(day, count * 3),
        TimeUnit::Year => plus_months(day, count * 12),
        TimeUnit::Decade => plus_months(day, count * 120),
        TimeUnit::Century => None,
    }
}

/// "three years ago": that year; "a decade ago": the year ten years before.
fn ago(context: &Context<'_, '_>, at: usize) -> Option<DateMatch> {
    let tokens = &context.reading.tokens;
    let (count, noun) = units_at(tokens, at)?;
    let (unit, _) = time_unit(tokens.word(noun))?;
    if !tokens.is(noun + 1, "ago") {
        return None;
    }
    let (unit, count) = match unit {
        TimeUnit::Decade => (TimeUnit::Year, count * 10),
        TimeUnit::Century => (TimeUnit::Year, count * 100),
        unit => (unit, count),
    };
    let precision = precision_of(unit).unwrap_or(Precision::Day);
    let days = context.day.and_then(|day| period(day, unit, -count));
    Some(DateMatch::relative(noun + 2, days, precision))
}

/// A number of units before their noun: "three", "a".
fn units_at(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    if let Some(number) = number_at(tokens, at).filter(|number| !number.is_vague) {
        return Some((whole(number.value)?, number.end));
    }
    tokens.is_any(at, &["a", "an"]).then_some((1, at + 1))
}

fn whole(value: f64) -> Option<i32> {
    (value.fract() == 0.0 && (1.0..=MAX_UNITS).contains(&value)).then_some(value as i32)
}
