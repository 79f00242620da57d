//! Days along an axis, with marks at years or months.

use super::{Day, DayRange};

/// The most marks of an axis.
const MAX_TICKS: i32 = 6;

/// Days along a length, from the first to the last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    first: i32,
    last: i32,
    length: i32,
}

impl Axis {
    /// An axis of that length for all of the ranges.
    pub(crate) fn of(ranges: impl Iterator<Item = DayRange> + Clone, length: i32) -> Self {
        let first = ranges.clone().map(|days| days.first.days_since_epoch()).min().unwrap_or(0);
        let last = ranges.map(|days| days.last.days_since_epoch()).max().unwrap_or(0);
        Self { first, last: last.max(first.saturating_add(1)), length }
    }

    /// How far from the start the day begins.
    pub(crate) fn at(&self, day: i32) -> i32 {
        let width = i64::from(self.last) - i64::from(self.first) + 1;
        let days = (i64::from(day) - i64::from(self.first)).clamp(0, width);
        i32::try_from(days * i64::from(self.length) / width).unwrap_or(0)
    }

    /// The first days of years or months, with their names.
    pub(crate) fn ticks(&self) -> Vec<(i32, String)> {
        let bound = |day: i32| {
            let (year, month, _) = Day::from_days_since_epoch(day).civil().unwrap_or((1970, 1, 1));
            year * 12 + i32::from(month) - 1
        };
        let (first, last) = (bound(self.first), bound(self.last));
        let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 60_000];
        let fits = |step: &&i32| (last - first) / **step < MAX_TICKS;
        let step = steps.iter().find(fits).copied().unwrap_or(120_000);
        let mut month = first.div_euclid(step) * step;
        let mut ticks = Vec::new();
        while month <= last {
            let year = month.div_euclid(12);
            let of_year = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
            let day = Day::new(year, of_year, 1).map(Day::days_since_epoch);
            if let Some(day) = day.filter(|day| *day >= self.first) {
                let named =
                    if step < 12 { format!("{year}-{of_year:02}") } else { year.to_string() };
                ticks.push((day, named));
            }
            month += step;
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_few_marks() {
        let check = |first: &str, last: &str, expected: &[&str]| {
            let ranges =
                [first, last].map(|text| DayRange::day(DayRange::parse(text).unwrap().first));
            let ticks = Axis::of(ranges.into_iter(), 300).ticks();
            let names: Vec<&str> = ticks.iter().map(|(_, name)| name.as_str()).collect();
            assert_eq!(names, expected, "{first} {last}");
        };
        check("2014-06-01", "2017-08-29", &["2015", "2016", "2017"]);
        check("2014-06-03", "2014-09-29", &["2014-07", "2014-08", "2014-09"]);
        check("1911", "2014", &["1920", "1940", "1960", "1980", "2000"]);
        check("0001", "9999", &["5000"]);
    }

    #[test]
    fn days_lie_along_the_length() {
        let year = DayRange::parse("2014").unwrap();
        let axis = Axis::of([year].into_iter(), 365);
        let first = year.first.days_since_epoch();
        assert_eq!(
            [-9, 0, 31, 364, 365, 9999].map(|day| axis.at(first + day)),
            [0, 0, 31, 364, 365, 365]
        );
        assert_eq!(Axis::of([].into_iter(), 100).at(0), 0);
    }
}
