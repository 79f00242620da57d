//! How many passages have a word.

use super::matching::gather::gather_stem;
use crate::error::Result;
use crate::store::snapshot::Snapshot;

/// The passages whose text has a stem.
pub(crate) fn with_stem(snapshot: &Snapshot, stem: &str) -> Result<u64> {
    let postings = gather_stem(snapshot, stem).map_err(|error| snapshot.read_error(error))?;
    Ok(postings.passage_frequency)
}
