//! Names of months, weekdays, seasons and units of time.

/// The number of a month, from 1, and whether the name is written in full.
pub(in crate::facts) fn month(word: &str) -> Option<(u8, bool)> {
    let number = match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    };
    Some((number, word.len() > 4 || matches!(word, "may" | "june" | "july")))
}

/// 0 for a Monday to 6 for a Sunday, by the full name.
pub(in crate::facts) fn weekday(word: &str) -> Option<i32> {
    Some(match word {
        "monday" => 0,
        "tuesday" => 1,
        "wednesday" => 2,
        "thursday" => 3,
        "friday" => 4,
        "saturday" => 5,
        "sunday" => 6,
        _ => return None,
    })
}

/// As [`weekday`], by the short name.
pub(in crate::facts) fn short_weekday(word: &str) -> Option<i32> {
    Some(match word {
        "mon" => 0,
        "tue" | "tues" => 1,
        "wed" => 2,
        "thu" | "thur" | "thurs" => 3,
        "fri" => 4,
        "sat" => 5,
        "sun" => 6,
        _ => return None,
    })
}

/// The first month of a season of the north; winter begins in December.
pub(in crate::facts) fn season(word: &str) -> Option<u8> {
    Some(match word {
        "spring" => 3,
        "summer" => 6,
        "fall" | "autumn" => 9,
        "winter" => 12,
        _ => return None,
    })
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeUnit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The unit, and whether the word is its plural.
pub(super) fn time_unit(word: &str) -> Option<(TimeUnit, bool)> {
    let (singular, is_plural) = match word.strip_suffix('s') {
        Some(singular) => (singular, true),
        None => (word, false),
    };
    let unit = match singular {
        "day" => TimeUnit::Day,
        "week" => TimeUnit::Week,
        "month" => TimeUnit::Month,
        "quarter" => TimeUnit::Quarter,
        "year" => TimeUnit::Year,
        "decade" => TimeUnit::Decade,
        "century" => TimeUnit::Century,
        _ => return None,
    };
    Some((unit, is_plural))
}

/// Which part of a period a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum Part {
    /// The first third.
    Early,
    /// The second third.
    Mid,
    /// The last third.
    Late,
    /// Up to the document's day.
    Earlier,
    /// From the document's day on.
    Later,
}

pub(in crate::facts) fn part(word: &str) -> Option<Part> {
    Some(match word {
        "early" => Part::Early,
        "mid" | "middle" => Part::Mid,
        "late" => Part::Late,
        "earlier" => Part::Earlier,
        "later" => Part::Later,
        _ => return None,
    })
}
