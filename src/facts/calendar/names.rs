//! Names of months, weekdays, seasons and units of time.

/// The number of a month, from 1, and whether the name is written in full.
pub(super) fn month(word: &str) -> Option<(u8, bool)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = MONTHS.iter().position(|month| {
        *month == word || (word.len() == 3 || word == "sept") && month.starts_with(word)
    })?;
    let is_full = MONTHS.get(index).is_some_and(|month| *month == word);
    Some((u8::try_from(index + 1).ok()?, is_full))
}

/// 0 for a Monday to 6 for a Sunday, by the full name.
pub(super) fn weekday(word: &str) -> Option<i32> {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.iter().zip(0..).find(|(day, _)| **day == word).map(|(_, index)| index)
}

/// As [`weekday`], by the short name.
pub(super) fn short_weekday(word: &str) -> Option<i32> {
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
pub(super) fn season(word: &str) -> Option<u8> {
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
pub(super) enum Part {
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

pub(super) fn part(word: &str) -> Option<Part> {
    Some(match word {
        "early" => Part::Early,
        "mid" | "middle" => Part::Mid,
        "late" => Part::Late,
        "earlier" => Part::Earlier,
        "later" => Part::Later,
        _ => return None,
    })
}
