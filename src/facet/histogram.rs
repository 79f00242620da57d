//! Passages by the dates of their documents.

use serde::Serialize;

use super::count::Count;
use super::date_unit::DateUnit;
use crate::date::DayRange;

/// The passages that match by the dates of their documents, one bar for each year,
/// month or day that has some.
///
/// ```
/// use ibid::facet::FacetOptions;
/// use ibid::{DayRange, Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// for (id, date) in [("a", "2014-06-02"), ("b", "2014-06-30"), ("c", "2015"), ("d", "2016-01")] {
///     let date = DayRange::parse(date).unwrap();
///     writer.add(&Document::new(id, "One tug.").with_date(date))?;
/// }
/// writer.add(&Document::new("e", "One tug."))?;
/// writer.commit()?;
///
/// let options = FacetOptions::default().with_histogram();
/// let histogram = index.facets(&Query::new("tug"), &options)?.histogram.unwrap();
/// let bars: Vec<_> = histogram.bars.iter().map(|bar| (&*bar.value, bar.passages)).collect();
/// // What is known to the year is not put on its first of January.
/// assert_eq!(bars, [("2014-06", 2), ("2015", 1), ("2016-01", 1)]);
/// assert_eq!(histogram.undated.unwrap().passages, 1);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Histogram {
    /// The unit of the bars.
    pub unit: DateUnit,
    /// The bars by their first days; of bars with one first day the longer comes
    /// first. A unit without a passage has none.
    pub bars: Vec<Bar>,
    /// Passages of documents without a date, if there are some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undated: Option<Bar>,
}

/// The passages of one year, month or day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Bar {
    /// Its days: one unit, or more where dates are not known to the unit. `None` of
    /// passages without a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<DayRange>,
    /// What [`Query::narrowed_by`](crate::Query::narrowed_by) takes with the
    /// [facet of the unit](DateUnit::facet): `2014-06`; empty of passages without a
    /// date.
    pub value: String,
    /// Whether its days are one unit of the histogram. Others are dates that are known
    /// less precisely, such as a year among months.
    pub is_of_unit: bool,
    /// Passages.
    pub passages: u64,
    /// Documents with such a passage.
    pub documents: u64,
    /// Whether the query is narrowed to it.
    pub is_chosen: bool,
}

impl Histogram {
    /// A histogram of counts by days, the undated ones among them.
    pub(crate) fn new(
        unit: DateUnit,
        counts: impl IntoIterator<Item = (Option<DayRange>, Count)>,
        is_chosen: &dyn Fn(&str) -> bool,
    ) -> Self {
        let (mut bars, mut undated) = (Vec::new(), None);
        for (days, count) in counts {
            let value = days.map_or_else(String::new, |days| unit.value(days));
            let bar = Bar {
                days,
                is_of_unit: days
                    .is_none_or(|days| unit.rounded(DayRange::day(days.first)).last == days.last),
                is_chosen: is_chosen(&value),
                value,
                passages: count.passages,
                documents: count.documents,
            };
            if days.is_some() { bars.push(bar) } else { undated = Some(bar) }
        }
        let order = |bar: &Bar| bar.days.map(|days| (days.first, std::cmp::Reverse(days.last)));
        bars.sort_by_key(order);
        Self { unit, bars, undated }
    }
}
