//! Many bounds of one range field, merged so that a value is compared with few
//! of them.

use crate::range::{RangeBound, ValueRange};

/// Bounds of which a passage's values must overlap at least one.
#[derive(Debug)]
pub(crate) struct AnyBound {
    /// Ascending; no two overlap or touch.
    allowed: Vec<ValueRange>,
}

impl AnyBound {
    /// Merges the bounds. The parser refuses a bound that ends before it
    /// begins; here it allows nothing.
    pub(super) fn new(bounds: &[RangeBound]) -> Self {
        let closed = |bound: &RangeBound| ValueRange {
            first: bound.first.unwrap_or(i64::MIN),
            last: bound.last.unwrap_or(i64::MAX),
        };
        let mut allowed: Vec<ValueRange> =
            bounds.iter().map(closed).filter(|bound| bound.first <= bound.last).collect();
        allowed.sort_unstable_by_key(|bound| (bound.first, bound.last));
        allowed.dedup_by(|later, earlier| {
            // Whole numbers: no value lies between neighbours. Saturating, as
            // an open end is `i64::MAX`.
            let touches = later.first <= earlier.last.saturating_add(1);
            if touches {
                earlier.last = earlier.last.max(later.last);
            }
            touches
        });
        Self { allowed }
    }

    /// Whether one of the values overlaps one of the bounds.
    ///
    /// Cost: a binary search for each value.
    pub(super) fn is_met_by(&self, values: &[ValueRange]) -> bool {
        values.iter().any(|value| {
            let at = self.allowed.partition_point(|bound| bound.last < value.first);
            self.allowed.get(at).is_some_and(|bound| bound.first <= value.last)
        })
    }
}

/// Bounds each of which a passage's values must overlap.
#[derive(Debug)]
pub(crate) struct EachBound {
    bounds: Vec<RangeBound>,
    /// The highest of the lower ends with the lowest of the upper ends. Of
    /// disjoint bounds it is reversed; a wide value overlaps it nevertheless.
    strictest: RangeBound,
}

impl EachBound {
    /// The bounds, and the ends that decide for a single value.
    pub(super) fn new(bounds: Vec<RangeBound>) -> Self {
        let first = bounds.iter().filter_map(|bound| bound.first).max();
        let last = bounds.iter().filter_map(|bound| bound.last).min();
        Self { bounds, strictest: RangeBound::new(first, last) }
    }

    /// Whether each of the bounds overlaps one of the values.
    ///
    /// Cost: two comparisons for a single value; of several values the product
    /// of both numbers at worst.
    pub(super) fn is_met_by(&self, values: &[ValueRange]) -> bool {
        match values {
            // A value overlaps each bound if it overlaps those whose ends are
            // the strictest: each end is compared by itself.
            [value] => self.strictest.overlaps(*value),
            several => {
                self.bounds.iter().all(|bound| several.iter().any(|value| bound.overlaps(*value)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bound() -> impl Strategy<Value = RangeBound> {
        let end = || prop::option::weighted(0.8, -20i64..20);
        (end(), end()).prop_map(|(one, other)| match (one, other) {
            (Some(one), Some(other)) => RangeBound::new(Some(one.min(other)), Some(one.max(other))),
            (first, last) => RangeBound::new(first, last),
        })
    }

    fn value() -> impl Strategy<Value = ValueRange> {
        (-25i64..25, 0i64..8).prop_map(|(first, width)| ValueRange { first, last: first + width })
    }

    proptest! {
        #[test]
        fn merged_bounds_are_met_as_one_by_one(
            bounds in prop::collection::vec(bound(), 0..12),
            values in prop::collection::vec(value(), 0..4),
        ) {
            let meets = |bound: &RangeBound| values.iter().any(|value| bound.overlaps(*value));
            let any = AnyBound::new(&bounds);
            prop_assert_eq!(any.is_met_by(&values), bounds.iter().any(meets), "{:?}", any);
            let each = EachBound::new(bounds.clone());
            prop_assert_eq!(each.is_met_by(&values), bounds.iter().all(meets), "{:?}", each);
        }
    }

    #[test]
    fn extreme_ends() {
        let everything = AnyBound::new(&[RangeBound::new(None, None), RangeBound::new(None, None)]);
        assert_eq!(everything.allowed.len(), 1);
        let ends = [i64::MIN, 0, i64::MAX].map(|end| ValueRange { first: end, last: end });
        assert!(ends.iter().all(|value| everything.is_met_by(&[*value])));
        assert!(!everything.is_met_by(&[]));
    }
}
