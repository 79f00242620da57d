//! Counts of what matches by the values of facets, and filters by such values.
//!
//! All passages that match what was typed are listed once. What is chosen is then held
//! against each: a passage that fails in one facet alone counts for that facet, whose
//! own choice does not count there.

pub(crate) mod matches;
pub(crate) mod narrowed;
pub(crate) mod rows;
mod speakers;
mod tally;

use std::collections::BTreeMap;

use self::matches::{Matches, NarrowedMatches};
use self::narrowed::{Selection, name};
use self::speakers::name_speakers;
use self::tally::{Counted, tally};
use super::clock::Clock;
use super::topk::top_k::Candidate;
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::facet::count::Count;
use crate::facet::counts::{FacetCounts, Facets};
use crate::facet::date_unit::DateUnit;
use crate::facet::histogram::Histogram;
use crate::facet::kind::Facet;
use crate::facet::options::FacetOptions;
use crate::store::snapshot::Snapshot;

/// What facets are counted of.
pub(super) struct FacetSearch<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) selections: &'a [Selection],
    pub(super) options: &'a FacetOptions,
    pub(super) clock: &'a Clock,
    pub(super) analyzer: &'a Analyzer,
}

impl FacetSearch<'_> {
    /// Counts the passages that match what was typed.
    ///
    /// Cost: one look at each facet of each passage. Columns are made when they are
    /// first asked for.
    pub(super) fn counts(&self, candidates: &[Candidate]) -> Result<Facets> {
        let matches = NarrowedMatches::new(self.snapshot, candidates, self.selections);
        let matches = matches.map_err(|error| self.snapshot.read_error(error))?;
        let unit = self.options.has_histogram().then(|| {
            self.options
                .histogram_unit()
                .unwrap_or_else(|| DateUnit::fitting(matches.span_of_dates(self.snapshot)))
        });
        let mut wanted: Vec<&Facet> = self.options.facets().iter().collect();
        let by_date = unit.map(DateUnit::facet);
        wanted.extend(by_date.iter().filter(|facet| !self.options.facets().contains(facet)));
        let counted = self.counted(&matches, &wanted)?;
        let total = matches.total();
        let facets = self.listed(&counted)?;
        Ok(Facets {
            commit: self.snapshot.commit,
            passages: total.passages,
            documents: total.documents,
            facets,
            histogram: unit.map(|unit| self.histogram(unit, &counted)),
            is_complete: !self.clock.has_stopped(),
        })
    }

    /// The page of values of each facet that was asked for.
    fn listed(&self, counted: &BTreeMap<&Facet, Counted>) -> Result<Vec<FacetCounts>> {
        let name = |facet: &Facet, value: &str| name(facet, value, self.analyzer);
        let mut listed = Vec::with_capacity(self.options.facets().len());
        for facet in self.options.facets() {
            let none = BTreeMap::new();
            let values = counted.get(facet).map_or(&none, |counted| &counted.values);
            let choices = self.choices(facet);
            let mut counts = FacetCounts::new(facet, values, choices, self.options, &name);
            if *facet == Facet::Speaker {
                name_speakers(self.snapshot, self.analyzer, &mut counts)?;
            }
            listed.push(counts);
        }
        Ok(listed)
    }

    /// The counts by each facet, over all segments.
    fn counted<'f>(
        &self,
        matches: &NarrowedMatches,
        wanted: &[&'f Facet],
    ) -> Result<BTreeMap<&'f Facet, Counted>> {
        let mut counted: BTreeMap<&Facet, Counted> =
            wanted.iter().map(|facet| (*facet, Counted::default())).collect();
        for (segment, of_segment) in self.snapshot.segments.iter().zip(&matches.segments) {
            if of_segment.passages.is_empty() || self.clock.is_over() {
                continue;
            }
            let columns = segment.facet_columns(wanted);
            let columns = columns.map_err(|error| self.snapshot.read_error(error))?;
            for (&facet, column) in wanted.iter().zip(&columns) {
                let own = self.selections.iter().position(|selection| selection.facet == *facet);
                let Some(counted) = counted.get_mut(facet) else { continue };
                tally(of_segment, column, own, counted);
            }
        }
        Ok(counted)
    }

    fn choices(&self, facet: &Facet) -> &[Vec<String>] {
        let own = self.selections.iter().find(|selection| selection.facet == *facet);
        own.map_or(&[], |selection| &selection.choices)
    }

    fn histogram(&self, unit: DateUnit, counted: &BTreeMap<&Facet, Counted>) -> Histogram {
        let facet = unit.facet();
        let chosen = self.choices(&facet);
        let is_chosen = |value: &str| chosen.iter().flatten().any(|other| other == value);
        let counts = counted.get(&facet).into_iter().flat_map(|counted| {
            counted.values.iter().map(|(value, count)| (counted.days.get(value).copied(), *count))
        });
        Histogram::new(unit, counts, &is_chosen)
    }
}

impl Matches {
    /// Adds passages that pass all that is chosen, by document.
    fn count_all(&self) -> Count {
        let mut count = Count::default();
        let mut last = None;
        for matched in self.passages.iter().filter(|matched| matched.fails.is_none()) {
            count.passages += 1;
            count.documents += u64::from(last != Some(matched.document));
            last = Some(matched.document);
        }
        count
    }
}
