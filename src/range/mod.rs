//! Range fields: the fields of the query language whose values have an order,
//! as in `date:2014..2016`. Each field is one file of this folder.
//!
//! A value is a closed range of whole numbers, such as days since 1970-01-01.
//! "2014" is known to the year, so it is a range of 365 days. A query gives a
//! bound, and a passage matches where one of its values overlaps the bound. Values
//! in texts are facts, which the recognisers find.
//!
//! A new field needs its file with a [`Definition`], its `mod` line and its
//! entry in [`RangeField::ALL`] here, and its columns in `store::schema`.

pub(crate) mod date;
mod mentions;
mod page;

use crate::date::DayRange;

/// A closed range of a field's values, both ends in it. One value is a range
/// whose ends are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ValueRange {
    /// The lowest value.
    pub(crate) first: i64,
    /// The highest value, not below `first`.
    pub(crate) last: i64,
}

/// The values that a query allows, from `first` to `last`, both in it. An end
/// that is `None` is open.
///
/// The unit is the field's: days since 1970-01-01 for `date:`, which
/// [`DaysBound`](crate::query::DaysBound) turns into days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RangeBound {
    /// The lowest value allowed, or open.
    pub first: Option<i64>,
    /// The highest value allowed, or open.
    pub last: Option<i64>,
}

impl RangeBound {
    pub(crate) fn new(first: Option<i64>, last: Option<i64>) -> Self {
        Self { first, last }
    }

    /// Whether some value lies both in the bound and in the range. An end that
    /// equals an end of the other counts as inside.
    pub(crate) fn overlaps(self, values: ValueRange) -> bool {
        self.first.is_none_or(|first| first <= values.last)
            && self.last.is_none_or(|last| values.first <= last)
    }

    /// The values that both bounds allow; `None` where there is none.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        let ends = |one: Option<i64>, other: Option<i64>| [one, other].into_iter().flatten();
        let first = ends(self.first, other.first).max();
        let last = ends(self.last, other.last).min();
        let is_empty = first.zip(last).is_some_and(|(first, last)| last < first);
        (!is_empty).then(|| Self::new(first, last))
    }

    /// Whether one end is open. Two half-open bounds side by side delimit one
    /// range, so that both must hold; of two closed ones either may.
    pub(crate) fn is_half_open(self) -> bool {
        self.first.is_none() || self.last.is_none()
    }
}

/// A field of the query language that takes a [`RangeBound`].
///
/// ```
/// use ibid::query::{Node, Query, RangeField};
///
/// let query = Query::new("date:2014");
/// let Node::Range { field, .. } = query.clauses()[0].node else { panic!() };
/// assert_eq!(field, RangeField::DATE);
/// assert_eq!(field.name(), "date");
/// ```
#[derive(Clone, Copy)]
pub struct RangeField(&'static dyn Definition);

/// All that distinguishes one range field from another.
pub(crate) trait Definition: Sync {
    /// What stands before the colon in a query, in lower case.
    fn name(&self) -> &'static str;

    /// The lowest and the highest value that can be written in a query.
    fn domain(&self) -> ValueRange;

    /// The field's part of messages.
    fn wording(&self) -> Wording;

    /// The values that a text names, or `None` where it names none.
    fn parse(&self, text: &str) -> Option<ValueRange>;

    /// The shortest text that [`parse`](Self::parse), or a parse of its two
    /// sides around `..`, reads as these values.
    fn print(&self, values: ValueRange) -> String;

    /// What the field's values belong to.
    fn owner(&self) -> Owner {
        Owner::Text
    }

    /// The value of a document with that date.
    fn of_document(&self, _date: Option<DayRange>) -> Option<ValueRange> {
        None
    }

    /// The value of a passage that stands on those pages, from the first to the last.
    fn of_pages(&self, _pages: (usize, usize)) -> Option<ValueRange> {
        None
    }
}

/// What the values of a field belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A document, as its date does.
    Document,
    /// A passage by where it stands in a file.
    Place,
    /// A passage by what its text says: the values are facts.
    Text,
}

/// What messages say of a field's values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wording {
    /// One value: "date".
    pub(crate) value: &'static str,
    /// The domain: "the years 0000 to 9999".
    pub(crate) domain: &'static str,
    /// What can be written: "2014, 2014-06 or <2015".
    pub(crate) examples: &'static str,
    /// What a document without a value does not have, in "has no date".
    pub(crate) lacking: &'static str,
}

impl RangeField {
    /// Every range field, in the order in which messages list them.
    pub(crate) const ALL: &'static [Self] = &[Self::DATE, Self::MENTIONS, Self::PAGE];

    /// The field's name in queries, in lower case.
    ///
    /// ```
    /// assert_eq!(ibid::query::RangeField::DATE.name(), "date");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// All else that is known of the field.
    pub(crate) fn definition(self) -> &'static dyn Definition {
        self.0
    }
}

/// Fields are equal where their names are: a query tells them apart by these.
impl PartialEq for RangeField {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for RangeField {}

impl std::fmt::Debug for RangeField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RangeField({})", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lower_case() {
        for (at, field) in RangeField::ALL.iter().enumerate() {
            assert_eq!(RangeField::ALL.iter().position(|other| other == field), Some(at));
            assert_eq!(field.name(), field.name().to_lowercase());
        }
    }

    #[test]
    fn bounds_overlap_as_value_by_value() {
        let ends = [None, Some(3), Some(5)];
        let bounds = ends.iter().flat_map(|first| ends.iter().map(|last| (*first, *last)));
        for (first, last) in bounds.filter(|(first, last)| first <= last || last.is_none()) {
            let bound = RangeBound::new(first, last);
            let allows =
                |value: i64| first.is_none_or(|f| f <= value) && last.is_none_or(|l| value <= l);
            for (low, high) in (1..=7).flat_map(|low| (low..=7).map(move |high| (low, high))) {
                let values = ValueRange { first: low, last: high };
                assert_eq!(
                    bound.overlaps(values),
                    (low..=high).any(allows),
                    "{bound:?} {values:?}"
                );
            }
        }
    }
}
