//! Counts of one facet in one segment.

use std::collections::BTreeMap;

use super::matches::Matches;
use crate::date::DayRange;
use crate::facet::count::Count;
use crate::store::facet_column::{FacetColumn, RowKind};
use crate::store::ordinals::DocumentOrd;

/// Counts by value, with the days of values that have some.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) values: BTreeMap<String, Count>,
    pub(super) days: BTreeMap<String, DayRange>,
}

/// What has one value so far.
#[derive(Clone, Copy)]
struct Tally {
    count: Count,
    /// The document that was counted last: a document's passages come together.
    last: DocumentOrd,
}

impl Tally {
    const NONE: Self = Self { count: Count { passages: 0, documents: 0 }, last: DocumentOrd::NONE };

    fn add(&mut self, document: DocumentOrd) {
        self.count.passages += 1;
        if self.last != document {
            self.count.documents += 1;
            self.last = document;
        }
    }
}

/// Adds the counts of a facet, whose own selection has the number `own`, in one
/// segment.
///
/// Cost: one look at the column for each passage.
pub(super) fn tally(
    matches: &Matches,
    column: &FacetColumn,
    own: Option<usize>,
    counted: &mut Counted,
) {
    let mut tallies = vec![Tally::NONE; column.values.len()];
    let mut without = Tally::NONE;
    let mut at = 0;
    for matching in matches.passages.iter().filter(|matching| matching.fails.counts_for(own)) {
        let row = match column.rows {
            RowKind::Documents => matching.document.0,
            RowKind::Passages => matching.passage,
        };
        let values = column.values_of(row, &mut at);
        if values.is_empty() {
            without.add(matching.document);
        }
        for (_, value) in values {
            if let Some(tally) = tallies.get_mut(*value as usize) {
                tally.add(matching.document);
            }
        }
    }
    let named = column.values.iter().zip(&tallies).map(|(value, tally)| (value.as_str(), tally));
    for (value, tally) in named.chain([("", &without)]) {
        if tally.count.passages > 0 {
            counted.values.entry(value.to_owned()).or_default().add(tally.count);
        }
    }
    for (value, days) in column.values.iter().zip(&column.days) {
        // Beyond the calendar several days have one name; the first stands for them.
        let known = counted.days.entry(value.clone()).or_insert(*days);
        *known = (*known).min(*days);
    }
}
