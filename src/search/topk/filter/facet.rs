//! What has a value of a facet in one segment, as a list.

use crate::facet::kind::Facet;
use crate::search::facets::rows::rows_with;
use crate::store::facet_column::RowKind;
use crate::store::segment::Segment;

/// The rows that have one of the values, ascending, with what they are.
///
/// Cost: a pass over the column, which the first call makes.
pub(super) fn rows_of(
    segment: &Segment,
    facet: &Facet,
    values: &[String],
) -> tantivy::Result<Option<(RowKind, Vec<u32>)>> {
    let columns = segment.facet_columns(&[facet])?;
    Ok(columns.first().map(|column| (column.rows, rows_with(segment, column, values))))
}
