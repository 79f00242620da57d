//! The rows of a facet's column in a segment that have chosen values.

use crate::store::facet_column::{FacetColumn, RowKind};
use crate::store::segment::Segment;

/// The passages or documents that have one of the values, ascending.
pub(crate) fn rows_with(segment: &Segment, column: &FacetColumn, values: &[String]) -> Vec<u32> {
    let rows = match column.rows {
        RowKind::Documents => segment.first_passage.len(),
        RowKind::Passages => segment.document_of.len(),
    };
    // A segment has under 2³¹ passages.
    column.rows_with(rows as u32, &|value| values.iter().any(|other| other == value))
}

/// A bit for each row of a segment.
pub(super) struct RowSet {
    bits: Vec<u64>,
    rows: RowKind,
}

impl RowSet {
    pub(super) fn new(segment: &Segment, column: &FacetColumn, values: &[String]) -> Self {
        let mut bits = vec![0_u64; segment.document_of.len().div_ceil(64)];
        for row in rows_with(segment, column, values) {
            if let Some(word) = bits.get_mut(row as usize / 64) {
                *word |= 1 << (row % 64);
            }
        }
        Self { bits, rows: column.rows }
    }

    /// Whether a passage, or its document, is in it.
    pub(super) fn has(&self, passage: u32, document: u32) -> bool {
        let row = match self.rows {
            RowKind::Documents => document,
            RowKind::Passages => passage,
        };
        self.bits.get(row as usize / 64).is_some_and(|bits| bits >> (row % 64) & 1 == 1)
    }
}
