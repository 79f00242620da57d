//! The days that a query asks for.

use crate::date::{Day, DayRange};

/// From a first to a last day, both in it; a side that is `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DaysBound {
    /// First day, or open.
    pub first: Option<Day>,
    /// Last day, or open.
    pub last: Option<Day>,
}

/// Why a text names no days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadDate {
    /// It, or a side of it, is no date.
    NotADate,
    /// Its last day lies before its first.
    Reversed,
    /// No day from year 0 to 9999 lies on that side.
    NoSuchDay,
}

impl DaysBound {
    /// Whether a document of these days may be one that is asked for.
    ///
    /// ```
    /// use ibid::{DayRange, query::{Node, Query}};
    ///
    /// let query = Query::new("date:2014-06..");
    /// let Node::Date { days, .. } = &query.clauses()[0].node else { panic!() };
    /// assert!(days.overlaps(DayRange::parse("2014").unwrap()));
    /// assert!(!days.overlaps(DayRange::parse("2014-05").unwrap()));
    /// ```
    pub fn overlaps(self, days: DayRange) -> bool {
        self.first.is_none_or(|first| first <= days.last)
            && self.last.is_none_or(|last| days.first <= last)
    }

    /// Reads a date (`2014`, `2014-06`, `2014-06-05`), two of them around
    /// `..` of which one may be missing, or one after `<`, `<=`, `>`, `>=`.
    pub(super) fn parse(text: &str) -> Result<Self, BadDate> {
        for (sign, bound) in COMPARISONS {
            if let Some(rest) = text.strip_prefix(sign) {
                return bound(date(rest)?);
            }
        }
        let Some((first, last)) = text.split_once("..") else {
            return date(text).map(Self::from);
        };
        if first.is_empty() && last.is_empty() {
            return Err(BadDate::NotADate);
        }
        let side = |text: &str| if text.is_empty() { Ok(None) } else { date(text).map(Some) };
        let (first, last) = (side(first)?, side(last)?);
        Self { first: first.map(|days| days.first), last: last.map(|days| days.last) }.ordered()
    }

    fn ordered(self) -> Result<Self, BadDate> {
        match (self.first, self.last) {
            (Some(first), Some(last)) if last < first => Err(BadDate::Reversed),
            _ => Ok(self),
        }
    }

    fn from_day(days: i32) -> Result<Self, BadDate> {
        let day = Day::from_days_since_epoch(days);
        let last = Day::new(9999, 12, 31).ok_or(BadDate::NoSuchDay)?;
        if day > last { Err(BadDate::NoSuchDay) } else { Ok(Self { first: Some(day), last: None }) }
    }

    fn to_day(days: i32) -> Result<Self, BadDate> {
        let day = Day::from_days_since_epoch(days);
        let first = Day::new(0, 1, 1).ok_or(BadDate::NoSuchDay)?;
        if day < first {
            Err(BadDate::NoSuchDay)
        } else {
            Ok(Self { first: None, last: Some(day) })
        }
    }
}

type Bound = fn(DayRange) -> Result<DaysBound, BadDate>;

/// The longer signs first, so that `<=` is not read as `<`.
const COMPARISONS: [(&str, Bound); 6] = [
    (">=", |days| DaysBound::from_day(days.first.days_since_epoch())),
    ("<=", |days| DaysBound::to_day(days.last.days_since_epoch())),
    ("≥", |days| DaysBound::from_day(days.first.days_since_epoch())),
    ("≤", |days| DaysBound::to_day(days.last.days_since_epoch())),
    (">", |days| DaysBound::from_day(days.last.days_since_epoch() + 1)),
    ("<", |days| DaysBound::to_day(days.first.days_since_epoch() - 1)),
];

fn date(text: &str) -> Result<DayRange, BadDate> {
    DayRange::parse(text).ok_or(BadDate::NotADate)
}

impl From<DayRange> for DaysBound {
    fn from(days: DayRange) -> Self {
        Self { first: Some(days.first), last: Some(days.last) }
    }
}

impl std::fmt::Display for DaysBound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) => DayRange { first, last }.fmt(f),
            (Some(first), None) => write!(f, "{first}.."),
            (None, Some(last)) => write!(f, "..{last}"),
            (None, None) => f.write_str(".."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_and_written() {
        let cases = [
            ("2014", Ok("2014")),
            ("2014-06", Ok("2014-06")),
            ("2014-06-05", Ok("2014-06-05")),
            ("2014..2014", Ok("2014")),
            ("2014..2016", Ok("2014-01-01..2016-12-31")),
            ("2014-06..2016", Ok("2014-06-01..2016-12-31")),
            ("..2016-02", Ok("..2016-02-29")),
            ("2014..", Ok("2014-01-01..")),
            (">=2014", Ok("2014-01-01..")),
            (">2014", Ok("2015-01-01..")),
            ("<2015", Ok("..2014-12-31")),
            ("≤2015-02-01", Ok("..2015-02-01")),
            ("2016..2014", Err(BadDate::Reversed)),
            ("..", Err(BadDate::NotADate)),
            ("", Err(BadDate::NotADate)),
            ("2014-2016", Err(BadDate::NotADate)),
            ("2014...2016", Err(BadDate::NotADate)),
            ("2014-06-31", Err(BadDate::NotADate)),
            ("2014..soon", Err(BadDate::NotADate)),
            (">9999", Err(BadDate::NoSuchDay)),
            ("<0000", Err(BadDate::NoSuchDay)),
        ];
        for (text, expected) in cases {
            let days = DaysBound::parse(text);
            assert_eq!(days.map(|days| days.to_string()), expected.map(str::to_owned), "{text}");
            if let Ok(days) = days {
                assert_eq!(DaysBound::parse(&days.to_string()), Ok(days), "{text}");
            }
        }
    }

    #[test]
    fn overlaps_as_day_by_day() {
        let day = |text: &str| DayRange::parse(text).unwrap().first;
        let sides = [None, Some(day("2014-06-03")), Some(day("2014-06-05"))];
        let days: Vec<Day> = (1..=9).filter_map(|d| Day::new(2014, 6, d)).collect();
        for (first, last) in sides.iter().flat_map(|a| sides.iter().map(|b| (*a, *b))) {
            let bound = DaysBound { first, last };
            let holds = |d: Day| first.is_none_or(|f| f <= d) && last.is_none_or(|l| d <= l);
            for window in (1..=3).flat_map(|n| days.windows(n)) {
                let range = DayRange { first: window[0], last: window[window.len() - 1] };
                if first <= last || last.is_none() {
                    assert_eq!(bound.overlaps(range), window.iter().any(|d| holds(*d)), "{bound}");
                }
            }
        }
    }
}
