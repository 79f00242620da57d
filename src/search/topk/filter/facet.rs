//! What has a value of a facet in one segment, as a list.

use super::FilterTest;
use crate::facet::kind::Facet;
use crate::search::facets::rows::rows_with;
use crate::store::facet_column::RowKind;
use crate::store::ordinals::DocumentOrd;
use crate::store::segment::Segment;

/// The test for one of the values; `None` where the segment has no such column.
///
/// Cost: a pass over the column, which the first call makes.
pub(super) fn facet_test(
    segment: &Segment,
    facet: &Facet,
    values: &[String],
) -> tantivy::Result<Option<FilterTest>> {
    let columns = segment.facet_columns(&[facet])?;
    Ok(columns.first().map(|column| {
        let rows = rows_with(segment, column, values);
        match column.rows {
            RowKind::Passages => FilterTest::Passages(rows),
            RowKind::Documents => {
                FilterTest::Documents(rows.into_iter().map(DocumentOrd).collect())
            }
        }
    }))
}
