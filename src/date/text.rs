//! Days and ranges of days read from the texts that they display as.

use std::str::FromStr;

use super::{Day, DayRange, digits};

/// Why a text is no [`Day`] or no [`DayRange`].
///
/// ```
/// use ibid::{DateError, Day, DayRange};
///
/// let error = "soon".parse::<DayRange>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "\"soon\" is no date: write YYYY, YYYY-MM, YYYY-MM-DD or two of these with .. between",
/// );
/// assert!(matches!("2014".parse::<Day>(), Err(DateError::NotADay { .. })));
/// assert!(matches!("2016..2014".parse::<DayRange>(), Err(DateError::Reversed { .. })));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// The text is no day of the calendar.
    #[error("{text:?} is no day: write YYYY-MM-DD, as in 2014-06-02")]
    NotADay {
        /// The text.
        text: String,
    },
    /// The text is no range of days.
    #[error("{text:?} is no date: write YYYY, YYYY-MM, YYYY-MM-DD or two of these with .. between")]
    NotARange {
        /// The text.
        text: String,
    },
    /// The last day of the range comes before its first.
    #[error("{text:?} ends before it begins: write the earlier date before ..")]
    Reversed {
        /// The text.
        text: String,
    },
}

/// Reads what `Display` writes of any day: `2014-06-02`, `-0044-03-15` before the
/// year 0, and `day 5000000` beyond the year 9999.
///
/// ```
/// use ibid::Day;
///
/// let day: Day = "2014-06-02".parse()?;
/// assert_eq!((day.year(), day.month(), day.day()), (2014, 6, 2));
/// assert!("2014-06".parse::<Day>().is_err());
/// # Ok::<(), ibid::DateError>(())
/// ```
impl FromStr for Day {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let not_a_day = || DateError::NotADay { text: text.to_owned() };
        if let Some(days) = text.strip_prefix("day ") {
            let days = days.parse().map_err(|_| not_a_day())?;
            return Some(Self::from_days_since_epoch(days))
                .filter(|day| day.to_string() == text)
                .ok_or_else(not_a_day);
        }
        let range = parsed(text).filter(|range| range.first == range.last);
        range.map(|range| range.first).ok_or_else(not_a_day)
    }
}

/// Reads what `Display` writes of any range that does not end before it begins, and
/// two dates of any precision with `..` between them. What [`DayRange::parse`] reads is read the same.
///
/// ```
/// use ibid::DayRange;
///
/// let range: DayRange = "2014-06..2016".parse()?;
/// assert_eq!(range.to_string(), "2014-06-01..2016-12-31");
/// assert_eq!("2014-06".parse::<DayRange>()?, DayRange::month(2014, 6).unwrap());
/// assert!("June 2014".parse::<DayRange>().is_err());
/// # Ok::<(), ibid::DateError>(())
/// ```
impl FromStr for DayRange {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let not_a_range = || DateError::NotARange { text: text.to_owned() };
        let side = |side: &str| -> Result<Self, DateError> {
            let day = || side.parse().ok().map(Self::day);
            parsed(side).or_else(day).ok_or_else(not_a_range)
        };
        let Some((first, last)) = text.split_once("..") else { return side(text) };
        let range = Self { first: side(first)?.first, last: side(last)?.last };
        if range.last < range.first {
            return Err(DateError::Reversed { text: text.to_owned() });
        }
        Ok(range)
    }
}

/// As [`DayRange::parse`], and of days before the year 0 as well.
fn parsed(text: &str) -> Option<DayRange> {
    let Some(positive) = text.strip_prefix('-') else { return DayRange::parse(text) };
    let mut parts = positive.split('-');
    let mut next = |length: usize| digits(parts.next()?, length);
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let day = Day::new(-year, month, day).filter(|_| year > 0)?;
    parts.next().is_none().then(|| DayRange::day(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_of_ranges() {
        let no_date = |text: &str| {
            format!(
                "{text:?} is no date: write YYYY, YYYY-MM, YYYY-MM-DD or two of these with .. \
                 between"
            )
        };
        let cases = [
            ("2014", Ok("2014")),
            ("2014-06", Ok("2014-06")),
            ("2014-06-02", Ok("2014-06-02")),
            ("2014-06-03..2014-07-01", Ok("2014-06-03..2014-07-01")),
            ("2014..2016", Ok("2014-01-01..2016-12-31")),
            ("2014..2014", Ok("2014")),
            ("-0044-03-15", Ok("-0044-03-15")),
            ("-0044-03-15..0001", Ok("-0044-03-15..0001-12-31")),
            ("day 5000000", Ok("day 5000000")),
            ("9999..day 5000000", Ok("9999-01-01..day 5000000")),
            (
                "2016..2014",
                Err("\"2016..2014\" ends before it begins: write the earlier date before .."
                    .to_owned()),
            ),
            ("", Err(no_date(""))),
            ("soon", Err(no_date("soon"))),
            ("2014..", Err(no_date("2014.."))),
            ("..2014", Err(no_date("..2014"))),
            (" 2014", Err(no_date(" 2014"))),
            ("2014-02-30", Err(no_date("2014-02-30"))),
            ("-0000-01-01", Err(no_date("-0000-01-01"))),
            ("-0044-03-15-1", Err(no_date("-0044-03-15-1"))),
            ("-44-03-15", Err(no_date("-44-03-15"))),
            ("day 0", Err(no_date("day 0"))),
            ("day +5000000", Err(no_date("day +5000000"))),
        ];
        for (text, expected) in cases {
            let read = text.parse::<DayRange>().map(|range| range.to_string());
            assert_eq!(
                read.map_err(|error| error.to_string()),
                expected.map(str::to_owned),
                "{text}"
            );
        }
    }

    #[test]
    fn texts_of_days() {
        for (text, is_day) in [
            ("2014-06-02", true),
            ("0000-01-01", true),
            ("-9999-01-01", true),
            ("day -5000000", true),
            ("2014", false),
            ("2014-06-31", false),
            ("day 99999999999", false),
            ("2014-06-02..2014-06-02", false),
        ] {
            let read = text.parse::<Day>();
            let expected = format!("{text:?} is no day: write YYYY-MM-DD, as in 2014-06-02");
            match read {
                Ok(day) => assert_eq!((day.to_string().as_str(), is_day), (text, true)),
                Err(error) => assert_eq!((error.to_string(), is_day), (expected, false)),
            }
        }
    }

    proptest! {
        #[test]
        fn displayed_and_read(first: i32, last: i32) {
            for (first, last) in [(first, last), (first % 1_000_000, last % 1_000_000)] {
                let (first, last) = (first.min(last), first.max(last));
                let day = Day::from_days_since_epoch;
                prop_assert_eq!(day(first).to_string().parse(), Ok(day(first)));
                let range = DayRange { first: day(first), last: day(last) };
                prop_assert_eq!(range.to_string().parse(), Ok(range));
            }
        }

        #[test]
        fn years_and_months_are_read_back(year in 0..=9999, month in 1..=12_u8) {
            for range in [DayRange::year(year), DayRange::month(year, month)] {
                let range = range.unwrap();
                prop_assert_eq!(range.to_string().parse(), Ok(range));
            }
        }
    }
}
