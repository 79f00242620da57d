//! Whether two documents were published at one time.

use crate::date::DayRange;

/// Days between two dates; 0 where they overlap, `None` where one is not known.
fn days_between(one: Option<DayRange>, other: Option<DayRange>) -> Option<u32> {
    let (one, other) = (one?, other?);
    let gap = |first: DayRange, second: DayRange| {
        i64::from(second.first.days_since_epoch()) - i64::from(first.last.days_since_epoch())
    };
    u32::try_from(gap(one, other).max(gap(other, one)).max(0)).ok()
}

/// Whether at most so many days lie between two dates. A date that is not known is
/// near to all.
pub(crate) fn is_near(one: Option<DayRange>, other: Option<DayRange>, max_days: u32) -> bool {
    days_between(one, other).is_none_or(|days| days <= max_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_near_by_the_days_between_them() {
        let cases = [
            ("2014-06-01", "2014-06-01", 0, true),
            ("2014-06-01", "2014-06-04", 3, true),
            ("2014-06-04", "2014-06-01", 3, true),
            ("2014-06-01", "2014-06-05", 3, false),
            ("2014-06", "2014-06-30", 0, true),
            ("2014", "2015-01-02", 1, false),
            ("2014", "2015-01-02", 2, true),
            ("", "2015-01-02", 0, true),
            ("", "", 0, true),
        ];
        for (one, other, max_days, expected) in cases {
            let near = is_near(DayRange::parse(one), DayRange::parse(other), max_days);
            assert_eq!(near, expected, "{one:?} {other:?} {max_days}");
        }
    }
}
