//! How many passages have a word.

use tantivy::Term;

use super::matching::gather::{gather_stem, gather_term};
use crate::error::Result;
use crate::store::schema::KeyTerm;
use crate::store::snapshot::Snapshot;

/// The passages whose text has a stem.
pub(crate) fn with_stem(snapshot: &Snapshot, stem: &str) -> Result<u64> {
    let postings = gather_stem(snapshot, stem).map_err(|error| snapshot.read_error(error))?;
    Ok(postings.passage_frequency)
}

/// The passages whose text has a designator of a family.
pub(crate) fn with_family(snapshot: &Snapshot, family: &str) -> Result<u64> {
    let term = Term::from_field_text(snapshot.fields.keys, &KeyTerm::Family(family).text());
    let postings = gather_term(snapshot, &term).map_err(|error| snapshot.read_error(error))?;
    Ok(postings.passage_frequency)
}
