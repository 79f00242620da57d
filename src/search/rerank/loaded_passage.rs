//! A passage as a search reads it from the store.

use crate::analysis::token::Analysis;
use crate::store::decode::{DocumentRecord, PassageRecord};

/// A passage that was read, with its document, and its words
/// and keys.
pub(crate) struct LoadedPassage {
    pub(crate) passage: PassageRecord,
    pub(crate) document: DocumentRecord,
    pub(crate) analysis: Analysis,
}
