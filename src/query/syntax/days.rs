//! The bound of `date:` in days, for callers that read a query's tree.

use super::range;
use crate::date::{Day, DayRange};
use crate::range::date::day;
use crate::range::{RangeBound, RangeField};

/// From a first to a last day, both in it; a side that is `None` is open.
///
/// ```
/// use ibid::query::{DaysBound, Node, Query};
///
/// let query = Query::new("date:<2014-06");
/// let Node::Range { bound, .. } = query.clauses()[0].node else { panic!() };
/// let days = DaysBound::from(bound);
/// assert_eq!(days.to_string(), "..2014-05-31");
/// assert_eq!(days.first, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DaysBound {
    /// First day, or open.
    pub first: Option<Day>,
    /// Last day, or open.
    pub last: Option<Day>,
}

impl DaysBound {
    /// Whether the bound and a document's days share a day.
    ///
    /// ```
    /// use ibid::{DayRange, query::{DaysBound, Node, Query}};
    ///
    /// let query = Query::new("date:2014-06..");
    /// let Node::Range { bound, .. } = query.clauses()[0].node else { panic!() };
    /// let days = DaysBound::from(bound);
    /// assert!(days.overlaps(DayRange::parse("2014").unwrap()));
    /// assert!(!days.overlaps(DayRange::parse("2014-05").unwrap()));
    /// ```
    pub fn overlaps(self, days: DayRange) -> bool {
        RangeBound::from(self).overlaps(days.into())
    }
}

impl From<DayRange> for DaysBound {
    fn from(days: DayRange) -> Self {
        Self { first: Some(days.first), last: Some(days.last) }
    }
}

/// Takes the values for days since 1970-01-01, as those of `date:` are. A
/// value beyond [`Day`] becomes the nearest day.
impl From<RangeBound> for DaysBound {
    fn from(bound: RangeBound) -> Self {
        Self { first: bound.first.map(day), last: bound.last.map(day) }
    }
}

/// The same bound in days since 1970-01-01.
impl From<DaysBound> for RangeBound {
    fn from(days: DaysBound) -> Self {
        let value = |day: Day| i64::from(day.days_since_epoch());
        Self::new(days.first.map(value), days.last.map(value))
    }
}

/// Writes the bound as a query has it.
impl std::fmt::Display for DaysBound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        range::print(RangeField::DATE, (*self).into(), f)
    }
}
