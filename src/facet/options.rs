//! What is counted, and how much of it is listed.

use super::date_unit::DateUnit;
use super::kind::Facet;

/// Values that are listed unless another number is asked for.
const DEFAULT_LIMIT: usize = 10;

/// Which facets are counted, and which of their values are listed.
///
/// ```
/// use ibid::facet::{Facet, FacetOptions};
///
/// let options = FacetOptions::default().facet(Facet::Source).facet(Facet::Year).limit(5);
/// assert_eq!(options.facets(), [Facet::Source, Facet::Year]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct FacetOptions {
    facets: Vec<Facet>,
    limit: usize,
    offset: usize,
    histogram: HistogramUnit,
}

/// What a histogram is by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HistogramUnit {
    /// There is no histogram.
    None,
    /// What fits the dates.
    Fitting,
    Of(DateUnit),
}

impl Default for FacetOptions {
    /// No facet and no histogram: only what matches is counted.
    fn default() -> Self {
        Self { facets: Vec::new(), limit: DEFAULT_LIMIT, offset: 0, histogram: HistogramUnit::None }
    }
}

impl FacetOptions {
    /// Counts by this facet as well.
    pub fn facet(mut self, facet: Facet) -> Self {
        if !self.facets.contains(&facet) {
            self.facets.push(facet);
        }
        self
    }

    /// Lists at most so many values of each facet; 10 by default.
    pub fn limit(mut self, values: usize) -> Self {
        self.limit = values;
        self
    }

    /// Leaves out so many of the first values of each facet; none by default.
    pub fn offset(mut self, values: usize) -> Self {
        self.offset = values;
        self
    }

    /// Counts by date as well: by the unit that fits the dates, some ninety bars at
    /// most but for years.
    ///
    /// ```
    /// use ibid::facet::FacetOptions;
    ///
    /// assert!(FacetOptions::default().with_histogram().has_histogram());
    /// ```
    pub fn with_histogram(mut self) -> Self {
        self.histogram = HistogramUnit::Fitting;
        self
    }

    /// Counts by date as well, by this unit.
    pub fn with_histogram_by(mut self, unit: DateUnit) -> Self {
        self.histogram = HistogramUnit::Of(unit);
        self
    }

    /// The facets that are counted.
    #[must_use]
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// How many values of each facet are listed at most.
    #[must_use]
    pub fn get_limit(&self) -> usize {
        self.limit
    }

    /// How many of the first values of each facet are left out.
    #[must_use]
    pub fn get_offset(&self) -> usize {
        self.offset
    }

    /// Whether passages are counted by date.
    #[must_use]
    pub fn has_histogram(&self) -> bool {
        self.histogram != HistogramUnit::None
    }

    /// The unit of the histogram; `None` where the dates choose it, or where there is
    /// none.
    #[must_use]
    pub fn histogram_unit(&self) -> Option<DateUnit> {
        match self.histogram {
            HistogramUnit::Of(unit) => Some(unit),
            _ => None,
        }
    }
}
