//! Dates as the metadata of files write them.

use crate::date::DayRange;
use crate::passage::labels::dateline::parse_date;

/// The day of a date such as "2024-03-11T06:00:00Z", or any other that is read in
/// texts.
pub(super) fn day(text: &str) -> Option<DayRange> {
    let text = text.trim();
    let iso = text.get(..10).filter(|day| day.as_bytes().get(4) == Some(&b'-'));
    iso.and_then(DayRange::parse).or_else(|| parse_date(text))
}

/// A day by its numbers, unless there is none.
pub(super) fn of_numbers(year: u32, month: u32, day: u32) -> Option<DayRange> {
    DayRange::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let cases = [
            ("2024-03-11T06:00:00Z", Some("2024-03-11")),
            (" 2024-03-11 ", Some("2024-03-11")),
            ("Mon, 11 Mar 2024 08:00:00 +0000", Some("2024-03-11")),
            ("soon", None),
            ("2024-13-11T06:00", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let read = day(text).map(|day| day.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        assert_eq!(
            of_numbers(2023, 10, 2).map(|day| day.to_string()).as_deref(),
            Some("2023-10-02")
        );
        assert_eq!(of_numbers(2023, 13, 2), None);
    }
}
