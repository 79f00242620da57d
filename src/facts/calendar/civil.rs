//! Arithmetic of days, weeks, months and years.

use crate::date::{Day, DayRange};

/// Year, month (from 1) and day of the month.
pub(super) fn parts(day: Day) -> Option<(i32, u8, u8)> {
    day.civil()
}

/// The day so many days later, or earlier.
pub(super) fn plus_days(day: Day, days: i32) -> Option<Day> {
    Some(Day::from_days_since_epoch(day.days_since_epoch().checked_add(days)?))
}

/// The year and month so many months later, or earlier.
pub(super) fn month_plus(year: i32, month: u8, months: i32) -> Option<(i32, u8)> {
    let index = year.checked_mul(12)?.checked_add(i32::from(month) - 1)?.checked_add(months)?;
    Some((index.div_euclid(12), u8::try_from(index.rem_euclid(12) + 1).ok()?))
}

/// The same day of the month so many months later; the last one of a shorter
/// month.
pub(super) fn plus_months(day: Day, months: i32) -> Option<Day> {
    let (year, month, day) = parts(day)?;
    let (year, month) = month_plus(year, month, months)?;
    let (_, _, length) = parts(DayRange::month(year, month)?.last)?;
    Day::new(year, month, day.min(length))
}

/// 0 for a Monday to 6 for a Sunday.
pub(super) fn weekday(day: Day) -> i32 {
    // 1970-01-01 was a Thursday.
    (day.days_since_epoch().rem_euclid(7) + 3) % 7
}

/// The week of a day, from Monday to Sunday, so many weeks later.
pub(super) fn week(day: Day, weeks: i32) -> Option<DayRange> {
    let first = plus_days(day, weeks.checked_mul(7)?.checked_sub(weekday(day))?)?;
    Some(DayRange { first, last: plus_days(first, 6)? })
}

/// Whole months from the first day of one to the last day of another.
pub(super) fn months(year: i32, month: u8, count: i32) -> Option<DayRange> {
    let first = DayRange::month(year, month)?.first;
    let (last_year, last_month) = month_plus(year, month, count - 1)?;
    Some(DayRange { first, last: DayRange::month(last_year, last_month)?.last })
}

/// The years from one to another.
pub(super) fn years(first: i32, last: i32) -> Option<DayRange> {
    Some(DayRange { first: DayRange::year(first)?.first, last: DayRange::year(last)?.last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic() {
        let day = |text: &str| DayRange::parse(text).unwrap().first;
        assert_eq!(parts(day("2014-11-21")), Some((2014, 11, 21)));
        assert_eq!(weekday(day("2014-11-21")), 4);
        assert_eq!(weekday(day("1969-12-29")), 0);
        assert_eq!(week(day("2014-11-23"), -1).unwrap().to_string(), "2014-11-10..2014-11-16");
        assert_eq!(plus_months(day("2014-01-31"), 1), Some(day("2014-02-28")));
        assert_eq!(plus_months(day("2014-01-31"), -2), Some(day("2013-11-30")));
        assert_eq!(months(2013, 12, 3).unwrap().to_string(), "2013-12-01..2014-02-28");
        assert_eq!(plus_days(Day::from_days_since_epoch(i32::MAX), 1), None);
        assert_eq!(parts(Day::from_days_since_epoch(i32::MAX)), None);
    }
}
