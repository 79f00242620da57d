//! Periods with a part: "early 2015", "later this week".

use super::civil::{months, parts, plus_days, years};
use super::names::Part;
use crate::date::{Day, DayRange};
use crate::facts::fact::Precision;

/// The part of a period. "earlier" and "later" need the document's day, and
/// mean the whole period where that day is not in it.
pub(super) fn part_of(
    period: DayRange,
    precision: Precision,
    part: Part,
    reference: Option<Day>,
) -> Option<DayRange> {
    let inside = reference.filter(|day| period.first <= *day && *day <= period.last);
    match (part, inside) {
        (Part::Earlier, Some(day)) => return Some(DayRange { last: day, ..period }),
        (Part::Later, Some(day)) => return Some(DayRange { first: day, ..period }),
        (Part::Earlier | Part::Later, None) => return Some(period),
        _ => {}
    }
    let (year, month, _) = parts(period.first)?;
    let third = match part {
        Part::Early => 0,
        Part::Mid => 1,
        _ => 2,
    };
    match precision {
        Precision::Week => days(period, [(0, 2), (1, 3), (3, 6)].get(third).copied()?),
        Precision::Month => {
            let length = period.last.days_since_epoch() - period.first.days_since_epoch();
            days(period, [(0, 9), (10, 19), (20, length)].get(third).copied()?)
        }
        Precision::Year => months(year, [1, 5, 9].get(third).copied()?, 4),
        Precision::Quarter | Precision::Season => months(year, month, 3),
        Precision::Decade => {
            let (first, last) = [(0, 3), (4, 6), (7, 9)].get(third).copied()?;
            years(year + first, year + last)
        }
        _ => Some(period),
    }
}

/// The days of a period from one to another, counted from 0.
fn days(period: DayRange, (first, last): (i32, i32)) -> Option<DayRange> {
    Some(DayRange { first: plus_days(period.first, first)?, last: plus_days(period.first, last)? })
}
