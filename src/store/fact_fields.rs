//! Facts of a passage as fields of its record.

use super::fact_codec::encode;
use super::memory_limit::PassageFields;
use super::schema::Fields;
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
