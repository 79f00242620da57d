//! Names of months, weekdays, seasons and units of time.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::date::names::{MONTHS, WEEKDAYS};
use crate::util::fnv::ByFnv;

/// What a word means in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    /// The number of a month, from 1, and whether the name is written in full.
    Month(u8, bool),
    /// 0 for a Monday to 6 for a Sunday, by the full name.
    Weekday(i32),
    /// Likewise by the short name.
    ShortWeekday(i32),
}

/// Short names that are not the first three letters.
const LONGER: [(&str, Name); 4] = [
    ("sept", Name::Month(9, false)),
    ("tues", Name::ShortWeekday(1)),
    ("thur", Name::ShortWeekday(3)),
    ("thurs", Name::ShortWeekday(3)),
];

/// The months and weekdays by their full and short names.
static NAMES: LazyLock<HashMap<&str, Name, ByFnv>> = LazyLock::new(|| {
    let short = |name: &'static str| name.get(..3).unwrap_or(name);
    let mut names: HashMap<&str, Name, ByFnv> = LONGER.into_iter().collect();
    for (number, name) in (1..).zip(MONTHS) {
        names.insert(short(name), Name::Month(number, false));
        names.insert(name, Name::Month(number, true));
    }
    for (number, name) in (0..).zip(WEEKDAYS) {
        names.insert(short(name), Name::ShortWeekday(number));
        names.insert(name, Name::Weekday(number));
    }
    names
});

/// Every name of a month or weekday.
pub(in crate::facts) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.keys().copied()
}

/// Whether a word names a month or weekday.
pub(in crate::facts) fn is_name(word: &str) -> bool {
    NAMES.contains_key(word)
}

/// The number of a month, from 1, and whether the name is written in full.
pub(super) fn month(word: &str) -> Option<(u8, bool)> {
    match NAMES.get(word)? {
        Name::Month(number, is_full) => Some((*number, *is_full)),
        _ => None,
    }
}

/// 0 for a Monday to 6 for a Sunday, by the full name.
pub(super) fn weekday(word: &str) -> Option<i32> {
    match NAMES.get(word)? {
        Name::Weekday(number) => Some(*number),
        _ => None,
    }
}

/// As [`weekday`], by the short name.
pub(super) fn short_weekday(word: &str) -> Option<i32> {
    match NAMES.get(word)? {
        Name::ShortWeekday(number) => Some(*number),
        _ => None,
    }
}

/// The words of seasons.
pub(in crate::facts) const SEASONS: [&str; 5] = ["spring", "summer", "fall", "autumn", "winter"];

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

/// The words of parts.
pub(in crate::facts) const PARTS: [&str; 6] =
    ["early", "mid", "middle", "late", "earlier", "later"];

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
