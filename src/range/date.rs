//! The field `date:`: days of documents, as days since 1970-01-01.

use super::{Definition, Owner, RangeField, ValueRange, Wording};
use crate::date::{Day, DayRange};

struct Date;

impl RangeField {
    /// `date:`, the days of a document.
    pub const DATE: Self = Self(&Date);
}

/// 0000-01-01 and 9999-12-31: a year in a query has four digits.
pub(super) const DOMAIN: ValueRange = ValueRange { first: -719_528, last: 2_932_896 };

impl Definition for Date {
    fn name(&self) -> &'static str {
        "date"
    }

    fn domain(&self) -> ValueRange {
        DOMAIN
    }

    fn wording(&self) -> Wording {
        Wording {
            value: "date",
            domain: "the years 0000 to 9999",
            examples: "2014, 2014-06, 2014-06-05, \"June 2014\", 2014..2016, >=2014 or <2015",
            lacking: "date",
        }
    }

    fn parse(&self, text: &str) -> Option<ValueRange> {
        DayRange::parse(text).map(ValueRange::from)
    }

    fn print(&self, values: ValueRange) -> String {
        DayRange { first: day(values.first), last: day(values.last) }.to_string()
    }

    fn owner(&self) -> Owner {
        Owner::Document
    }

    fn of_document(&self, date: Option<DayRange>) -> Option<ValueRange> {
        date.map(ValueRange::from)
    }
}

impl From<DayRange> for ValueRange {
    fn from(days: DayRange) -> Self {
        Self {
            first: i64::from(days.first.days_since_epoch()),
            last: i64::from(days.last.days_since_epoch()),
        }
    }
}

/// The day of a value. A value beyond the days that [`Day`] can number, which
/// only a caller can make, is the nearest that it can.
pub(crate) fn day(value: i64) -> Day {
    // Lossless: the value was clamped to an `i32`.
    Day::from_days_since_epoch(value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domain_is_that_of_four_digits() {
        assert_eq!(Date.parse("0000").map(|year| year.first), Some(DOMAIN.first));
        assert_eq!(Date.parse("9999").map(|year| year.last), Some(DOMAIN.last));
    }

    #[test]
    fn printed_values_are_read_again() {
        for text in ["2014", "2014-06", "2014-06-05", "0000", "9999-12-31"] {
            assert_eq!(Date.parse(text).map(|values| Date.print(values)).as_deref(), Some(text));
        }
    }
}
