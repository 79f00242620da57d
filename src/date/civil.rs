//! The calendar date of a day number, for every number that a day can have.

use super::Day;

/// Days of 400 years, after which the calendar repeats itself.
const DAYS_OF_ERA: i64 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// A year, month and day of the month.
struct Civil {
    year: i32,
    month: u8,
    day: u8,
}

impl Civil {
    /// The date of a day: `civil_from_days` of Howard Hinnant, *chrono-Compatible
    /// Low-Level Date Algorithms*, 2013. Its years begin in March, so that a leap
    /// day is the last of its year.
    fn of(day: Day) -> Self {
        let days = i64::from(day.days_since_epoch()) + EPOCH;
        let (era, of_era) = (days.div_euclid(DAYS_OF_ERA), days.rem_euclid(DAYS_OF_ERA));
        let year_of_era =
            (of_era - of_era / 1460 + of_era / 36_524 - of_era / (DAYS_OF_ERA - 1)) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        // Lossless: the year of an `i32` of days has seven digits at most, and the
        // others are at most 31.
        let small = |number: i64| u8::try_from(number).unwrap_or_default();
        Self { year: year as i32, month: small(month), day: small(day) }
    }
}

impl Day {
    /// The year, which is negative before the year 0; that is the year before 1.
    ///
    /// Never panics: days beyond the year 9999 have a year, too.
    ///
    /// ```
    /// use ibid::Day;
    ///
    /// assert_eq!(Day::new(2014, 6, 2).unwrap().year(), 2014);
    /// assert_eq!(Day::new(-1, 12, 31).unwrap().year(), -1);
    /// assert_eq!(Day::from_days_since_epoch(i32::MAX).year(), 5_881_580);
    /// ```
    #[must_use]
    pub fn year(self) -> i32 {
        Civil::of(self).year
    }

    /// The month, 1 to 12.
    ///
    /// ```
    /// assert_eq!(ibid::Day::new(2014, 6, 2).unwrap().month(), 6);
    /// ```
    #[must_use]
    pub fn month(self) -> u8 {
        Civil::of(self).month
    }

    /// The day of the month, 1 to 31.
    ///
    /// ```
    /// assert_eq!(ibid::Day::new(2016, 2, 29).unwrap().day(), 29);
    /// ```
    #[must_use]
    pub fn day(self) -> u8 {
        Civil::of(self).day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_of_days() {
        for (days, expected) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (-25_509, (1900, 2, 28)),
            (-25_508, (1900, 3, 1)),
            (-719_528, (0, 1, 1)),
            (-719_529, (-1, 12, 31)),
            (2_932_896, (9999, 12, 31)),
            (2_932_897, (10_000, 1, 1)),
            (i32::MAX, (5_881_580, 7, 11)),
            (i32::MIN, (-5_877_641, 6, 23)),
        ] {
            let day = Day::from_days_since_epoch(days);
            assert_eq!((day.year(), day.month(), day.day()), expected, "{days}");
        }
    }

    proptest! {
        /// The days that can be made of a date have that date.
        #[test]
        fn dates_are_those_given(year in -9999..=9999, month in 1..=12_u8, day in 1..=31_u8) {
            if let Some(made) = Day::new(year, month, day) {
                prop_assert_eq!((made.year(), made.month(), made.day()), (year, month, day));
            }
        }

        /// A day later is the next day, the first of a month, or New Year.
        #[test]
        fn days_follow_one_another(days in i32::MIN..i32::MAX) {
            let (day, next) = (Day::from_days_since_epoch(days), Day::from_days_since_epoch(days + 1));
            let same_month = (next.year(), next.month()) == (day.year(), day.month());
            prop_assert!((28..=31).contains(&day.day()) || same_month, "{days}");
            let expected = if same_month { day.day() + 1 } else { 1 };
            prop_assert_eq!(next.day(), expected);
        }
    }
}
