//! The values that one side of a range names: dates as documents have them.

use super::quote::is_quote;
use crate::passage::calendar::day_and_month;
use crate::passage::labels::dateline::parse_date;
use crate::range::{RangeField, ValueRange};

/// What a text names: one value, or two where it can be read in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Values {
    /// The value; of two, the one with the day before the month.
    pub(super) value: ValueRange,
    /// The other way to read it: 2.6.2014 with the month first.
    pub(super) other: Option<ValueRange>,
}

impl Values {
    /// From the first of the values to the last.
    pub(super) fn hull(self) -> ValueRange {
        let Self { value, other } = self;
        let other = other.unwrap_or(value);
        ValueRange { first: value.first.min(other.first), last: value.last.max(other.last) }
    }
}

/// Reads the values of a text, which may stand in quotes. Dates are those that
/// are read in documents.
pub(super) fn read(field: RangeField, text: &str) -> Option<Values> {
    let text = text.trim().trim_matches(is_quote).trim();
    let text = text.trim_end_matches([',', ';', '?', '!']);
    let text = text.strip_suffix('.').filter(|text| !text.ends_with('.')).unwrap_or(text);
    if let Some(value) = field.definition().parse(text) {
        return Some(Values { value, other: None });
    }
    if field != RangeField::DATE && field != RangeField::MENTIONS {
        return None;
    }
    if let Some(days) = parse_date(text) {
        return Some(Values { value: days.into(), other: None });
    }
    let [day_first, month_first] = day_and_month(text)?;
    Some(Values { value: day_first.into(), other: Some(month_first.into()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_documents_are_dates_of_queries() {
        let check = |text: &str, expected: &[&str]| {
            let values = read(RangeField::DATE, text);
            let printed = values
                .into_iter()
                .flat_map(|Values { value, other }| [Some(value), other].into_iter().flatten());
            let printed: Vec<String> =
                printed.map(|value| RangeField::DATE.definition().print(value)).collect();
            assert_eq!(printed, expected, "{text}");
        };
        check("2014", &["2014"]);
        check("2014-06", &["2014-06"]);
        check("June 2014", &["2014-06"]);
        check("\"June 2014\"", &["2014-06"]);
        check("Sept. 2014", &["2014-09"]);
        check("20140602", &["2014-06-02"]);
        check("2014/06/02", &["2014-06-02"]);
        check("2 June 2014", &["2014-06-02"]);
        check("June 2nd, 2014.", &["2014-06-02"]);
        check("Mon, 02 Jun 2014", &["2014-06-02"]);
        check("Mon, 02 Jun 2014 10:00:00 GMT", &["2014-06-02"]);
        check("26-FEB-1987", &["1987-02-26"]);
        check("2014-06-02T10:00:00Z", &["2014-06-02"]);
        // The day is over 12, or both readings are one day.
        check("25.12.2014", &["2014-12-25"]);
        check("12/25/2014", &["2014-12-25"]);
        check("6.6.2014", &["2014-06-06"]);
        check("2.6.2014", &["2014-06-02", "2014-02-06"]);
        check("2/6/2014", &["2014-06-02", "2014-02-06"]);
        check("2.6/2014", &[]);
        // No dates.
        check("31.2.2014", &[]);
        check("20141302", &[]);
        check("June", &[]);
        check("June 5", &[]);
        check("Mayor 2014", &[]);
        check("tanks 2014", &[]);
        check("", &[]);
    }
}
