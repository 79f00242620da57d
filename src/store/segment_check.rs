//! Counts that a segment's files must agree on before memory is taken for so many.

use tantivy::columnar::StrColumn;
use tantivy::error::DataCorruption;
use tantivy::{SegmentReader, TantivyError};

use super::schema::fact_column_name;
use crate::facts::value::FactKind;

/// Compares how many passages the commit says a segment has with how many its
/// columns have, before memory for so many is taken.
pub(super) fn check_passages(reader: &SegmentReader) -> tantivy::Result<()> {
    let passages = reader.fast_fields().u64("ordinal")?.num_docs();
    if passages == reader.max_doc() {
        return Ok(());
    }
    let in_commit = reader.max_doc();
    Err(damage(reader, &format!("has {passages} passages, the commit says {in_commit}")))
}

/// Compares how many ids the dictionary says that it has with what passages can
/// have: a merge takes memory for so many.
pub(super) fn check_ids(reader: &SegmentReader, ids: Option<&StrColumn>) -> tantivy::Result<()> {
    let (ids, passages) = (ids.map_or(0, |ids| ids.num_terms() as u64), reader.max_doc());
    if ids <= u64::from(passages) {
        return Ok(());
    }
    Err(damage(reader, &format!("has {ids} ids for {passages} passages")))
}

/// Compares how many facts the dictionaries say that they have with how many values
/// the passages have, as [`check_ids`] does with ids. Only a writer merges.
pub(super) fn check_facts(reader: &SegmentReader) -> tantivy::Result<()> {
    for kind in FactKind::ALL {
        let name = fact_column_name(kind);
        let Some(column) = reader.fast_fields().bytes(name)? else { continue };
        let (facts, values) = (column.num_terms() as u64, column.ords().values.num_vals());
        if facts > u64::from(values) {
            return Err(damage(reader, &format!("has {facts} {name} for {values} values")));
        }
    }
    Ok(())
}

fn damage(reader: &SegmentReader, what: &str) -> TantivyError {
    let damage = format!("segment {} {what}", reader.segment_id().uuid_string());
    TantivyError::DataCorruption(DataCorruption::comment_only(damage))
}
