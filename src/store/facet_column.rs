//! The values of a facet in a segment: which passages or documents have which.
//!
//! A column is made when it is first asked for; see `facet_reader`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::date::DayRange;
use crate::facet::kind::Facet;

/// Columns that a segment keeps at most: a program may ask for any extra field.
const MAX_COLUMNS: usize = 64;

/// What the values of a column belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    Documents,
    Passages,
}

/// The values of a facet by passage or by document of a segment.
#[derive(Debug)]
pub(crate) struct FacetColumn {
    pub(crate) rows: RowKind,
    /// The different values, by number.
    pub(crate) values: Vec<String>,
    /// The days of each value, of a facet of dates.
    pub(crate) days: Vec<DayRange>,
    /// Rows with the numbers of their values, ascending, each pair once.
    pub(super) pairs: Vec<(u32, u32)>,
}

impl FacetColumn {
    /// The values of a row. `at` is where the last call ended; rows do not descend
    /// from call to call.
    ///
    /// Cost: logarithmic in the rows passed over.
    pub(crate) fn values_of(&self, row: u32, at: &mut usize) -> &[(u32, u32)] {
        let unread = self.pairs.get(*at..).unwrap_or_default();
        let start = gallop(unread, row);
        let of_row = unread.get(start..).unwrap_or_default();
        let count = of_row.iter().take_while(|(other, _)| *other == row).count();
        *at += start;
        of_row.get(..count).unwrap_or_default()
    }

    /// The rows that have a value, ascending.
    pub(crate) fn rows_of(&self, value: &str) -> impl Iterator<Item = u32> {
        let number = self.values.iter().position(|other| other == value);
        let pairs = number.map_or(&[][..], |_| &self.pairs);
        let has = move |(_, other): &&(u32, u32)| number == Some(*other as usize);
        pairs.iter().filter(has).map(|(row, _)| *row)
    }

    /// The rows, of so many, that have one of the values; where the empty value is
    /// among these, also those that have none. Ascending.
    pub(crate) fn rows_with(&self, rows: u32, is_wanted: &dyn Fn(&str) -> bool) -> Vec<u32> {
        let wanted: Vec<bool> = self.values.iter().map(|value| is_wanted(value)).collect();
        let has = |number: u32| wanted.get(number as usize).copied().unwrap_or(false);
        if !is_wanted("") {
            let mut with: Vec<u32> =
                self.pairs.iter().filter(|(_, value)| has(*value)).map(|(row, _)| *row).collect();
            with.dedup();
            return with;
        }
        let mut at = 0;
        let mut passes = |row: &u32| {
            let values = self.values_of(*row, &mut at);
            values.is_empty() || values.iter().any(|(_, value)| has(*value))
        };
        (0..rows).filter(|row| passes(row)).collect()
    }
}

/// How many of the pairs are of rows before this one.
fn gallop(pairs: &[(u32, u32)], row: u32) -> usize {
    let mut end = 1;
    while pairs.get(end - 1).is_some_and(|(other, _)| *other < row) {
        end *= 2;
    }
    let start = end / 2;
    let range = pairs.get(start..end.min(pairs.len())).unwrap_or_default();
    start + range.partition_point(|(other, _)| *other < row)
}

/// A column in the making.
#[derive(Default)]
pub(super) struct Builder {
    numbers: BTreeMap<String, u32>,
    pub(super) pairs: Vec<(u32, u32)>,
}

impl Builder {
    pub(super) fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        // A segment has under 2³¹ passages, and few values each.
        let number = self.numbers.len() as u32;
        self.numbers.insert(value.to_owned(), number);
        number
    }

    /// Adds a value to a row; the empty value is none.
    pub(super) fn push(&mut self, row: u32, value: &str) {
        if !value.is_empty() {
            let number = self.number(value);
            self.pairs.push((row, number));
        }
    }

    pub(super) fn finish(mut self, rows: RowKind) -> FacetColumn {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.pairs.shrink_to_fit();
        let mut values = vec![String::new(); self.numbers.len()];
        for (value, number) in self.numbers {
            if let Some(slot) = values.get_mut(number as usize) {
                *slot = value;
            }
        }
        FacetColumn { rows, values, days: Vec::new(), pairs: self.pairs }
    }
}

/// The columns that a segment has made.
#[derive(Debug, Default)]
pub(super) struct FacetCache(Mutex<BTreeMap<Facet, Arc<FacetColumn>>>);

impl FacetCache {
    /// The columns of these facets, as far as they are made.
    pub(super) fn kept(&self, facets: &[&Facet]) -> Vec<Option<Arc<FacetColumn>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        facets.iter().map(|facet| kept.get(*facet).cloned()).collect()
    }

    /// Keeps a column. Two threads may make one; both make the same.
    pub(super) fn keep(&self, facet: &Facet, column: &Arc<FacetColumn>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_COLUMNS {
            kept.clear();
        }
        kept.insert(facet.clone(), Arc::clone(column));
    }
}
