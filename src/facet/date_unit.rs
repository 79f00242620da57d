//! Dates of documents by year, month or day, each with its own precision.

use serde::Serialize;

use crate::date::{Day, DayRange};

/// A unit that dates are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateUnit {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Days.
    Day,
}

/// Days that are shown by day, at most: three months.
const MAX_DAYS_BY_DAY: i32 = 92;

/// Days that are shown by month, at most: five years.
const MAX_DAYS_BY_MONTH: i32 = 1827;

impl DateUnit {
    /// Its name: `year`, `month` or `day`.
    ///
    /// ```
    /// assert_eq!(ibid::facet::DateUnit::Month.name(), "month");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// The unit with this name; `None` where there is none.
    ///
    /// ```
    /// use ibid::facet::DateUnit;
    ///
    /// assert_eq!(DateUnit::from_name("Year"), Some(DateUnit::Year));
    /// assert_eq!(DateUnit::from_name("week"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        [Self::Year, Self::Month, Self::Day].into_iter().find(|unit| unit.name() == name)
    }

    /// The unit that shows a span in some ninety bars at most, or by years.
    pub(crate) fn fitting(span: Option<DayRange>) -> Self {
        let Some(DayRange { first, last }) = span else { return Self::Year };
        let days = last.days_since_epoch().saturating_sub(first.days_since_epoch());
        if days < MAX_DAYS_BY_DAY {
            Self::Day
        } else if days < MAX_DAYS_BY_MONTH {
            Self::Month
        } else {
            Self::Year
        }
    }

    /// The days of the units that a date is in. One that is not known to the unit
    /// stays as long as it is.
    pub(crate) fn rounded(self, days: DayRange) -> DayRange {
        let DayRange { first, last } = days;
        let (start, end) = match self {
            Self::Day => return days,
            Self::Month => {
                let month = |day: Day| DayRange::month(day.year(), day.month());
                (month(first), month(last))
            }
            Self::Year => (DayRange::year(first.year()), DayRange::year(last.year())),
        };
        // Beyond the year 9999 days have no unit and stand for themselves.
        DayRange {
            first: start.map_or(first, |unit| unit.first),
            last: end.map_or(last, |unit| unit.last),
        }
    }

    /// What rounded days are called: `2014`, `2014-06`, `2013-12..2014-01`.
    pub(crate) fn value(self, rounded: DayRange) -> String {
        let shown = rounded.to_string();
        if !shown.contains("..") {
            return shown;
        }
        let (first, last) = (self.text(rounded.first), self.text(rounded.last));
        if first == last { first } else { format!("{first}..{last}") }
    }

    /// The unit of a day as ISO 8601 writes it.
    fn text(self, day: Day) -> String {
        let sign = if day.year() < 0 { "-" } else { "" };
        match self {
            Self::Year => format!("{sign}{:04}", day.year().abs()),
            Self::Month => format!("{sign}{:04}-{:02}", day.year().abs(), day.month()),
            Self::Day => day.to_string(),
        }
    }
}

impl std::fmt::Display for DateUnit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(text: &str) -> DayRange {
        text.parse().unwrap()
    }

    #[test]
    fn dates_have_their_own_precision() {
        let check = |date: &str, year: &str, month: &str, day: &str| {
            let units = [DateUnit::Year, DateUnit::Month, DateUnit::Day];
            let values = units.map(|unit| unit.value(unit.rounded(days(date))));
            assert_eq!(values, [year, month, day], "{date}");
        };
        check("2014-06-02", "2014", "2014-06", "2014-06-02");
        check("2014-06", "2014", "2014-06", "2014-06");
        check("2014", "2014", "2014", "2014");
        check("2013-12-30..2014-01-02", "2013..2014", "2013-12..2014-01", "2013-12-30..2014-01-02");
        check("2014-06-20..2014-07-03", "2014", "2014-06..2014-07", "2014-06-20..2014-07-03");
        check("2010..2019", "2010..2019", "2010-01..2019-12", "2010-01-01..2019-12-31");
        check("0001-01-01", "0001", "0001-01", "0001-01-01");
        check("9999", "9999", "9999", "9999");
    }

    #[test]
    fn the_unit_fits_the_span() {
        let check = |span: &str, unit: DateUnit| {
            assert_eq!(DateUnit::fitting(Some(days(span))), unit, "{span}");
        };
        check("2014-06-02", DateUnit::Day);
        check("2014-06..2014-08", DateUnit::Day);
        check("2014-12-20..2015-01-09", DateUnit::Day);
        check("2014", DateUnit::Month);
        check("2010..2014", DateUnit::Month);
        check("2010..2016", DateUnit::Year);
        check("0001..2014", DateUnit::Year);
        assert_eq!(DateUnit::fitting(None), DateUnit::Year);
    }

    proptest! {
        /// Whatever the days, they lie in what they are rounded to, which is rounded.
        #[test]
        fn rounding_is_outward(first: i32, length in 0..2000_i32) {
            let day = Day::from_days_since_epoch;
            let date = DayRange { first: day(first), last: day(first.saturating_add(length)) };
            for unit in [DateUnit::Year, DateUnit::Month, DateUnit::Day] {
                let rounded = unit.rounded(date);
                prop_assert!(rounded.first <= date.first && date.last <= rounded.last);
                prop_assert_eq!(unit.rounded(rounded), rounded);
                prop_assert!(!unit.value(rounded).is_empty());
            }
        }
    }
}
