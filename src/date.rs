//! Days and closed ranges of days. A date in ibid is never an instant, so no
//! time zone can move it.

pub(crate) mod axis;
mod civil;
mod json;
pub(crate) mod names;
mod text;

pub use text::DateError;

use time::{Date, Month};

/// A day of the Gregorian calendar, stored as days since 1970-01-01; the earlier
/// day is the lesser one. It displays as ISO 8601 writes it, is read from that text
/// with `parse`, and serde writes that text, `"2014-06-02"`.
///
/// ```
/// use ibid::Day;
///
/// let day = Day::new(2014, 6, 2).unwrap();
/// assert_eq!(day.to_string(), "2014-06-02");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// The Julian day number of 1970-01-01.
const EPOCH_JULIAN_DAY: i32 = 2_440_588;

impl Day {
    /// The day of a year (−9999 to 9999), month (1 to 12) and day of the
    /// month, or `None` if the calendar has no such day.
    ///
    /// ```
    /// use ibid::Day;
    ///
    /// assert_eq!(Day::new(2016, 2, 29).unwrap().to_string(), "2016-02-29");
    /// assert_eq!(Day::new(2014, 2, 29), None);
    /// ```
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self::from_date)
    }

    /// Days since 1970-01-01; negative for days before it.
    ///
    /// ```
    /// use ibid::Day;
    ///
    /// assert_eq!(Day::new(1970, 1, 1).unwrap().days_since_epoch(), 0);
    /// assert_eq!(Day::new(1969, 12, 31).unwrap().days_since_epoch(), -1);
    /// ```
    #[must_use]
    pub fn days_since_epoch(self) -> i32 {
        self.0
    }

    /// The day `days` days after 1970-01-01, or before it if negative. A day
    /// beyond the year 9999 is written as its number.
    ///
    /// ```
    /// use ibid::Day;
    ///
    /// assert_eq!(Day::from_days_since_epoch(31).to_string(), "1970-02-01");
    /// assert_eq!(Day::from_days_since_epoch(i32::MAX).to_string(), "day 2147483647");
    /// ```
    #[must_use]
    pub fn from_days_since_epoch(days: i32) -> Self {
        Self(days)
    }

    /// Its year, month from 1 and day of the month; `None` beyond the year 9999.
    pub(crate) fn civil(self) -> Option<(i32, u8, u8)> {
        let date = self.date()?;
        Some((date.year(), u8::from(date.month()), date.day()))
    }

    fn from_date(date: Date) -> Self {
        Self(date.to_julian_day() - EPOCH_JULIAN_DAY)
    }

    fn date(self) -> Option<Date> {
        // Checked: the number can come from a file.
        Date::from_julian_day(self.0.checked_add(EPOCH_JULIAN_DAY)?).ok()
    }
}

impl std::fmt::Display for Day {
    /// As `2014-06-02`; a year before 0 has a sign, and a day beyond the year 9999
    /// is written as `day 5000000`, its number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.date().is_none() {
            return write!(f, "day {}", self.0);
        }
        let sign = if self.year() < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year().abs(), self.month(), self.day())
    }
}

/// A closed range of days: `first`, `last` and all days between them. Its
/// length tells how precisely a date is known: "2014" is a year, "2014-06" a
/// month. It displays as the shortest text that `parse` reads back. Serde writes
/// that text, and reads the days' numbers as well.
///
/// ```
/// use ibid::DayRange;
///
/// let june = DayRange::parse("2014-06").unwrap();
/// assert_eq!(june.first.to_string(), "2014-06-01");
/// assert_eq!(june.last.to_string(), "2014-06-30");
/// assert_eq!(june.to_string(), "2014-06");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayRange {
    /// First day of the range.
    pub first: Day,
    /// Last day of the range, not before `first`.
    pub last: Day,
}

impl DayRange {
    /// The range of a single day.
    ///
    /// ```
    /// use ibid::{Day, DayRange};
    ///
    /// let day = Day::new(2014, 11, 21).unwrap();
    /// assert_eq!(DayRange::day(day).to_string(), "2014-11-21");
    /// ```
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self { first: day, last: day }
    }

    /// The range of a year, or `None` outside −9999 to 9999.
    ///
    /// ```
    /// use ibid::DayRange;
    ///
    /// assert_eq!(DayRange::year(2014).unwrap().last.to_string(), "2014-12-31");
    /// assert_eq!(DayRange::year(10_000), None);
    /// ```
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Some(Self { first: Day::new(year, 1, 1)?, last: Day::new(year, 12, 31)? })
    }

    /// The range of a month (1 to 12), or `None` if there is no such month or
    /// the year is outside −9999 to 9999.
    ///
    /// ```
    /// use ibid::DayRange;
    ///
    /// assert_eq!(DayRange::month(2016, 2).unwrap().last.to_string(), "2016-02-29");
    /// assert_eq!(DayRange::month(2016, 13), None);
    /// ```
    #[must_use]
    pub fn month(year: i32, month: u8) -> Option<Self> {
        let length = Month::try_from(month).ok()?.length(year);
        Some(Self { first: Day::new(year, month, 1)?, last: Day::new(year, month, length)? })
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for any other text and
    /// for a day that the calendar does not have.
    /// `parse` of strings reads ranges as well and says what is wrong;
    /// [`passage::parse_date`](crate::passage::parse_date) reads more forms.
    ///
    /// ```
    /// use ibid::DayRange;
    ///
    /// assert_eq!(DayRange::parse("2014").unwrap().to_string(), "2014");
    /// assert_eq!(DayRange::parse("2014-11-31"), None);
    /// assert_eq!(DayRange::parse("June 2014"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2));
        let day = parts.next().map(|part| digits(part, 2));
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, u8::try_from(month?).ok()?),
            (Some(month), Some(day)) => {
                let (month, day) = (u8::try_from(month?).ok()?, u8::try_from(day?).ok()?);
                Day::new(year, month, day).map(Self::day)
            }
        }
    }

    /// Whether both ranges have a day in common.
    ///
    /// ```
    /// use ibid::DayRange;
    ///
    /// let june = DayRange::parse("2014-06").unwrap();
    /// assert!(june.overlaps(DayRange::parse("2014").unwrap()));
    /// assert!(!june.overlaps(DayRange::parse("2014-07-01").unwrap()));
    /// ```
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// The value of a text of exactly `length` digits. Other forms of numbers
/// that `parse` would accept (`+014`) are no years.
fn digits(text: &str, length: usize) -> Option<i32> {
    let all_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() == length && all_digits { text.parse().ok() } else { None }
}

impl std::fmt::Display for DayRange {
    /// A year as `2014`, a month as `2014-06`, a day as `2014-11-21`, any
    /// other range as `2014-06-03..2014-07-01`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last {
            return self.first.fmt(f);
        }
        let (first, last) = (self.first.to_string(), self.last.to_string());
        // `YYYY` and `YYYY-MM`.
        for length in [4, 7] {
            if let Some(shorter) = first.get(..length)
                && Self::parse(shorter) == Some(*self)
            {
                return f.write_str(shorter);
            }
        }
        write!(f, "{first}..{last}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_and_parses() {
        let cases = [
            ("2014", Some(("2014-01-01", "2014-12-31", "2014"))),
            ("2016-02", Some(("2016-02-01", "2016-02-29", "2016-02"))),
            ("2014-11-21", Some(("2014-11-21", "2014-11-21", "2014-11-21"))),
            ("2014-1", None),
            ("14", None),
            ("2014-11-31", None),
            ("2014-11-21-1", None),
            ("", None),
            ("+014", None),
        ];
        for (text, expected) in cases {
            let range = DayRange::parse(text);
            let parsed = range.map(|r| (r.first.to_string(), r.last.to_string(), r.to_string()));
            let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
            assert_eq!(parsed, expected, "{text}");
        }
    }

    #[test]
    fn ranges_of_no_calendar_unit() {
        let (first, last) = (Day::new(2014, 6, 3).unwrap(), Day::new(2014, 7, 1).unwrap());
        assert_eq!(DayRange { first, last }.to_string(), "2014-06-03..2014-07-01");
    }
}
