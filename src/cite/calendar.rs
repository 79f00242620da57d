//! Dates of publication as year, month and day, no finer than they are known.

use crate::date::{Day, DayRange};

/// A year; a year and a month; or a year, a month and a day.
pub(super) type Parts = Vec<i32>;

/// The first and the last day of a date, as precisely as it is known. There is no last one
/// where the date is one year, month or day. `None` beyond the year 9999.
pub(super) fn ends(date: DayRange) -> Option<(Parts, Option<Parts>)> {
    let (first, last) = (parts(date.first)?, parts(date.last)?);
    let (y, m) = (*first.first()?, *first.get(1)?);
    let (last_y, last_m) = (*last.first()?, *last.get(1)?);
    let month = |y: i32, m: i32| DayRange::month(y, u8::try_from(m).ok()?);
    let is_of_months = month(y, m).is_some_and(|of| of.first == date.first)
        && month(last_y, last_m).is_some_and(|of| of.last == date.last);
    let length = match (date.first == date.last, is_of_months, m == 1 && last_m == 12) {
        (true, _, _) | (false, false, _) => 3,
        (false, true, true) => 1,
        (false, true, false) => 2,
    };
    let cut = |parts: Parts| parts.into_iter().take(length).collect::<Parts>();
    let (first, last) = (cut(first), cut(last));
    let last = (first != last).then_some(last);
    Some((first, last))
}

/// The year, month and day that all days of a date share; none where they are of several
/// years.
pub(super) fn shared(date: DayRange) -> Parts {
    let (Some(first), Some(last)) = (parts(date.first), parts(date.last)) else {
        return Parts::new();
    };
    let pairs = first.into_iter().zip(last);
    pairs.take_while(|(first, last)| first == last).map(|(first, _)| first).collect()
}

/// The date of a form that knows days alone.
pub(super) fn parts(day: Day) -> Option<Parts> {
    let (year, month, day) = day.civil()?;
    Some(vec![year, i32::from(month), i32::from(day)])
}

/// The parts as ISO 8601 writes them, with that sign between them.
pub(super) fn joined(parts: &[i32], sign: &str) -> String {
    let number = |(at, part): (usize, &i32)| match (at, *part < 0) {
        (0, false) => format!("{part:04}"),
        (0, true) => format!("-{:04}", part.unsigned_abs()),
        _ => format!("{part:02}"),
    };
    parts.iter().enumerate().map(number).collect::<Vec<_>>().join(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_they_are_known() {
        let range = |first: &str, last: &str| {
            let end = |text: &str| DayRange::parse(text).unwrap();
            DayRange { first: end(first).first, last: end(last).last }
        };
        let cases = [
            (range("2014", "2014"), "2014", None, "2014"),
            (range("2014-06", "2014-06"), "2014-06", None, "2014-06"),
            (range("2014-06-03", "2014-06-03"), "2014-06-03", None, "2014-06-03"),
            (range("2014", "2016"), "2014", Some("2016"), ""),
            (range("2014-11", "2015-02"), "2014-11", Some("2015-02"), ""),
            (range("2014-02", "2014-12"), "2014-02", Some("2014-12"), "2014"),
            (range("2014-06-03", "2014-06-09"), "2014-06-03", Some("2014-06-09"), "2014-06"),
            (range("2014-06-01", "2014-07-09"), "2014-06-01", Some("2014-07-09"), "2014"),
            (range("0001", "0001"), "0001", None, "0001"),
        ];
        for (date, first, last, common) in cases {
            let (from, to) = ends(date).unwrap();
            assert_eq!(joined(&from, "-"), first, "{date}");
            assert_eq!(to.map(|to| joined(&to, "-")).as_deref(), last, "{date}");
            assert_eq!(joined(&shared(date), "-"), common, "{date}");
        }
        let beyond = DayRange::day(Day::from_days_since_epoch(i32::MAX));
        assert_eq!((ends(beyond), shared(beyond)), (None, Vec::new()));
        let before = DayRange::year(-44).unwrap();
        assert_eq!(joined(&ends(before).unwrap().0, "-"), "-0044");
    }
}
