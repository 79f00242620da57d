//! Facts of a passage: written to the columns of its record, and read back.

use tantivy::DocId;

use super::fact_codec::encode;
use super::memory_limit::PassageFields;
use super::ordinals::SegmentOrd;
use super::schema::Fields;
use super::snapshot::Snapshot;
use crate::error::Result;
use crate::facts::value::{FactKind, FactValue};

/// Adds the values of a passage, each to the column of its kind.
pub(super) fn add_facts(record: &mut PassageFields, values: &[FactValue], fields: Fields) {
    for value in values {
        let mut columns = FactKind::ALL.into_iter().zip(fields.facts);
        if let Some((_, field)) = columns.find(|(kind, _)| *kind == value.kind()) {
            record.add_bytes(field, encode(value));
        }
    }
}

/// The values of a passage as they were added.
pub(super) fn facts_of(
    snapshot: &Snapshot,
    segment: SegmentOrd,
    passage: DocId,
) -> Result<Vec<FactValue>> {
    let mut values = Vec::new();
    let Some(segment) = snapshot.segments.get(segment.index()) else { return Ok(values) };
    for kind in FactKind::ALL {
        let column = segment.facts(kind).map_err(|error| snapshot.read_error(error))?;
        for value in column.of_passage(passage) {
            let damage = || snapshot.corrupt("a fact cannot be read".to_owned());
            values.push(value.cloned().ok_or_else(damage)?);
        }
    }
    Ok(values)
}
