//! The facts of one kind in the passages of a segment: a dictionary of values, and
//! for each passage the numbers of its values.
//!
//! Few queries ask for facts. So a column is opened when the first one does, and
//! its dictionary is then decoded once.

use std::sync::{Arc, OnceLock};

use tantivy::columnar::{BytesColumn, Cardinality, ColumnValues};
use tantivy::{DocId, SegmentReader};

use super::fact_codec::decode;
use super::schema::fact_column_name;
use crate::facts::condition::FactCondition;
use crate::facts::value::{FactKind, FactValue};

/// Numbers that are read at once.
const CHUNK: usize = 1024;

/// The facts of one kind.
pub(crate) struct FactColumn {
    column: Option<BytesColumn>,
    /// By number; `None` of bytes that are no fact.
    values: Vec<Option<FactValue>>,
    /// How many passages have each value, deleted ones among them.
    frequencies: Vec<u32>,
}

/// The numbers of those values of a column that meet a condition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct AcceptedValues {
    /// A bit for each number.
    bits: Vec<u64>,
    /// An upper bound of how many passages have one of them.
    pub(crate) max_passages: usize,
}

impl AcceptedValues {
    fn has(&self, number: u64) -> bool {
        // The column and its dictionary are of one file; a wrong number is none.
        self.bits.get((number / 64) as usize).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// Adds the values of another condition on the same column.
    pub(crate) fn add(&mut self, other: &Self) {
        for (bits, more) in self.bits.iter_mut().zip(&other.bits) {
            *bits |= more;
        }
        self.max_passages = self.max_passages.saturating_add(other.max_passages);
    }
}

impl FactColumn {
    /// Opens the column of a kind and decodes its dictionary.
    pub(super) fn open(reader: &SegmentReader, kind: FactKind) -> tantivy::Result<Self> {
        let column = reader.fast_fields().bytes(fact_column_name(kind))?;
        let (mut values, mut frequencies) = (Vec::new(), Vec::new());
        if let Some(column) = &column {
            let mut terms = column.dictionary().stream()?;
            while terms.advance() {
                values.push(decode(kind, terms.key()));
            }
            frequencies.resize(values.len(), 0);
            for_each(&column.ords().values, |_, number| {
                if let Some(frequency) = frequencies.get_mut(number as usize) {
                    *frequency += 1;
                }
            });
        }
        Ok(Self { column, values, frequencies })
    }

    /// The values that meet a condition.
    ///
    /// Cost: one comparison for each different value.
    pub(crate) fn accepted(&self, condition: &FactCondition) -> AcceptedValues {
        let mut bits = vec![0_u64; self.values.len().div_ceil(64)];
        let mut max_passages = 0_usize;
        for ((number, value), frequency) in self.values.iter().enumerate().zip(&self.frequencies) {
            if value.as_ref().is_some_and(|value| condition.is_met_by(value)) {
                if let Some(word) = bits.get_mut(number / 64) {
                    *word |= 1 << (number % 64);
                }
                max_passages = max_passages.saturating_add(*frequency as usize);
            }
        }
        AcceptedValues { bits, max_passages }
    }

    /// Whether a passage has one of the values.
    pub(crate) fn has(&self, passage: DocId, accepted: &AcceptedValues) -> bool {
        let Some(column) = &self.column else { return false };
        column.term_ords(passage).any(|number| accepted.has(number))
    }

    /// The passages that have one of the values, ascending, deleted ones among them.
    ///
    /// Cost: one look at each value of each passage.
    pub(crate) fn passages(&self, accepted: &AcceptedValues) -> Vec<DocId> {
        let Some(column) = &self.column else { return Vec::new() };
        let ords = column.ords();
        let mut rows = Vec::with_capacity(accepted.max_passages);
        for_each(&ords.values, |row, number| {
            if accepted.has(number) {
                rows.push(row);
            }
        });
        if ords.get_cardinality() != Cardinality::Full {
            ords.index.select_batch_in_place(0, &mut rows);
        }
        rows
    }

    /// The values of a passage.
    pub(crate) fn of_passage(&self, passage: DocId) -> impl Iterator<Item = Option<&FactValue>> {
        let numbers = self.column.iter().flat_map(move |column| column.term_ords(passage));
        numbers.map(|number| self.values.get(number as usize)?.as_ref())
    }
}

/// Emits each row with its number.
fn for_each(values: &Arc<dyn ColumnValues<u64>>, mut emit: impl FnMut(u32, u64)) {
    let mut numbers = [0; CHUNK];
    let rows = values.num_vals();
    for start in (0..rows).step_by(CHUNK) {
        let chunk = start..rows.min(start + CHUNK as u32);
        let numbers = numbers.get_mut(..chunk.len()).unwrap_or_default();
        values.get_range(u64::from(start), numbers);
        for (row, number) in chunk.zip(numbers) {
            emit(row, *number);
        }
    }
}

/// The columns of a segment, each opened when it is first needed.
#[derive(Default)]
pub(super) struct FactColumns([OnceLock<FactColumn>; FactKind::ALL.len()]);

impl FactColumns {
    /// The column of a kind.
    ///
    /// Cost: the first time one pass over the column.
    pub(super) fn column(
        &self,
        reader: &SegmentReader,
        kind: FactKind,
    ) -> tantivy::Result<&FactColumn> {
        let slot = FactKind::ALL.iter().zip(&self.0).find(|(other, _)| **other == kind);
        let (_, slot) = slot.unwrap_or((&kind, &self.0[0]));
        if let Some(column) = slot.get() {
            return Ok(column);
        }
        let column = FactColumn::open(reader, kind)?;
        // Another thread may have been first; both read the same.
        Ok(slot.get_or_init(|| column))
    }
}
