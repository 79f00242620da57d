//! Days and ranges of days as serde writes them: as ISO 8601 text.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Day, DayRange};

impl Day {
    /// Whether its text is a date with a year of four digits, as ISO 8601 has it.
    fn is_of_four_digits(self) -> bool {
        DayRange::parse(&self.to_string()).is_some()
    }
}

/// As it can be in a text: written as ISO 8601, or as numbers of days since
/// 1970-01-01, as indexes of format 1 have it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenRange {
    Text(String),
    Days { first: Day, last: Day },
}

/// A text, or a number of days since 1970-01-01.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenDay {
    Text(String),
    Days(i32),
}

impl Serialize for Day {
    /// `"2014-11-21"`; a day that has no such text as its number of days.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_of_four_digits() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i32(self.days_since_epoch())
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match WrittenDay::deserialize(deserializer)? {
            WrittenDay::Days(days) => Ok(Self::from_days_since_epoch(days)),
            WrittenDay::Text(text) => text.parse().map_err(D::Error::custom),
        }
    }
}

impl Serialize for DayRange {
    /// As it is displayed: `"2014"`, `"2014-06"`, `"2014-11-21"` or
    /// `"2014-06-03..2014-07-01"`; days without such a text as their numbers.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { first, last } = *self;
        if first <= last && first.is_of_four_digits() && last.is_of_four_digits() {
            return serializer.collect_str(self);
        }
        WrittenRange::Days { first, last }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for DayRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match WrittenRange::deserialize(deserializer)? {
            WrittenRange::Days { first, last } => Ok(Self { first, last }),
            WrittenRange::Text(text) => text.parse().map_err(D::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn written_as_text() {
        let days = |first, last| DayRange {
            first: Day::from_days_since_epoch(first),
            last: Day::from_days_since_epoch(last),
        };
        let cases = [
            (DayRange::parse("2014"), r#""2014""#),
            (DayRange::parse("2014-06"), r#""2014-06""#),
            (DayRange::parse("2014-11-21"), r#""2014-11-21""#),
            (Some(days(0, 40)), r#""1970-01-01..1970-02-10""#),
            (Some(days(i32::MAX, i32::MAX)), r#"{"first":2147483647,"last":2147483647}"#),
            (Some(days(40, 0)), r#"{"first":"1970-02-10","last":"1970-01-01"}"#),
        ];
        for (range, json) in cases {
            let range = range.unwrap();
            assert_eq!(serde_json::to_string(&range).unwrap(), json);
            assert_eq!(serde_json::from_str::<DayRange>(json).unwrap(), range);
        }
        // As formats before wrote it.
        let range: DayRange = serde_json::from_str(r#"{"first":0,"last":30}"#).unwrap();
        assert_eq!(range.to_string(), "1970-01");
    }

    #[test]
    fn what_is_no_date_is_named() {
        let cases = [
            (r#""soon""#, "\"soon\" is no date: write YYYY, YYYY-MM, YYYY-MM-DD"),
            (r#""2014-02-30""#, "is no date"),
            (r#""2014-02-03..2014-01-01""#, "ends before it begins"),
        ];
        for (json, expected) in cases {
            let error = serde_json::from_str::<DayRange>(json).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        let error = serde_json::from_str::<Day>(r#""2014""#).unwrap_err().to_string();
        assert!(error.contains("\"2014\" is no day: write YYYY-MM-DD"), "{error}");
    }

    proptest! {
        #[test]
        fn written_and_read(first: i32, last: i32) {
            let day = Day::from_days_since_epoch;
            for (first, last) in [(first, last), (first % 1_000_000, last % 1_000_000)] {
                let range = DayRange { first: day(first), last: day(last) };
                let json = serde_json::to_string(&range).unwrap();
                prop_assert_eq!(serde_json::from_str::<DayRange>(&json).unwrap(), range);
            }
        }
    }
}
