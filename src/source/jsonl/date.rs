//! Reads the date of a line, under the names and in the forms that feeds have.

use serde_json::{Map, Value};

use crate::date::{Day, DayRange};
use crate::passage::calendar::day_and_month;
use crate::passage::labels::dateline::parse_date;

/// Fields that hold the day of publication, the first in this order first.
pub(super) const NAMES: [&str; 9] = [
    "date",
    "published",
    "pubDate",
    "date_published",
    "datePublished",
    "published_at",
    "publishedAt",
    "publication_date",
    "pubdate",
];

/// A date, and whether it can be read as another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadDate {
    pub(super) days: DayRange,
    /// Whether day and month can be meant the other way round: `days` reaches
    /// from the one reading to the other.
    pub(super) has_two_readings: bool,
}

/// Takes the first field out that can be read. One with two readings stays, so
/// that it can be told.
pub(super) fn take(fields: &mut Map<String, Value>) -> Option<DayRange> {
    let (name, read) =
        NAMES.iter().find_map(|name| Some((*name, of_value(fields.get(*name)?)?)))?;
    if !read.has_two_readings {
        fields.remove(name);
    }
    Some(read.days)
}

/// A date as text, as a number (2014, 20140602, seconds or milliseconds since
/// 1970), or as [`DayRange`] is written with serde.
fn of_value(value: &Value) -> Option<ReadDate> {
    match value {
        Value::String(text) => of_text(text),
        Value::Number(number) => of_text(&number.to_string()),
        other => written(other),
    }
}

/// A date in a text.
pub(super) fn of_text(text: &str) -> Option<ReadDate> {
    let text = text.trim();
    if let Some([day_first, month_first]) = day_and_month(text) {
        let (first, last) = (day_first.min(month_first), day_first.max(month_first));
        let days = DayRange { first: first.first, last: last.last };
        return Some(ReadDate { days, has_two_readings: true });
    }
    let days = parse_date(text).or_else(|| since_1970(text));
    let days = days.map(|days| ReadDate { days, has_two_readings: false });
    days.or_else(|| written(&Value::String(text.to_owned())))
}

/// The two readings of a text that has two: with the day first, and with the
/// month first.
pub(super) fn readings(text: &str) -> Option<[DayRange; 2]> {
    day_and_month(text.trim())
}

fn written(value: &Value) -> Option<ReadDate> {
    let days: DayRange = serde_json::from_value(value.clone()).ok()?;
    (days.first <= days.last).then_some(ReadDate { days, has_two_readings: false })
}

/// The day, in UTC, of nine or ten digits as seconds since 1970 (from 1973 on),
/// of twelve or thirteen as milliseconds. A fraction is dropped.
fn since_1970(text: &str) -> Option<DayRange> {
    const SECONDS_PER_DAY: i64 = 86_400;
    let whole = text.split_once('.').map_or(text, |(whole, fraction)| {
        if fraction.bytes().all(|byte| byte.is_ascii_digit()) { whole } else { "" }
    });
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let units_per_second = match whole.len() {
        9 | 10 => 1,
        12 | 13 => 1000,
        _ => return None,
    };
    let units: i64 = whole.parse().ok()?;
    let days = i32::try_from(units / units_per_second / SECONDS_PER_DAY).ok()?;
    Some(DayRange::day(Day::from_days_since_epoch(days)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let cases = [
            ("2014-11-21", Some("2014-11-21")),
            ("Fri, 21 Nov 2014 10:00:00 GMT", Some("2014-11-21")),
            ("25/12/2014", Some("2014-12-25")),
            ("12/25/2014", Some("2014-12-25")),
            ("03/03/2014", Some("2014-03-03")),
            ("03/04/2014", Some("2014-03-04..2014-04-03")),
            ("3.4.2014", Some("2014-03-04..2014-04-03")),
            ("2014-06-03..2014-07-01", Some("2014-06-03..2014-07-01")),
            ("1416578400", Some("2014-11-21")),
            ("1416578400.75", Some("2014-11-21")),
            ("1416578400000", Some("2014-11-21")),
            ("100000000", Some("1973-03-03")),
            ("20141121", Some("2014-11-21")),
            ("2014.5", None),
            ("14165784001", None),
            ("1416578400.x", None),
            ("-1416578400", None),
            ("soon", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let read = of_text(text).map(|read| read.days.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
