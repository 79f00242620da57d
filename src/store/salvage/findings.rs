//! What a salvage finds: damage, losses, and what cannot be proven.

use std::collections::{BTreeMap, BTreeSet};

/// What was found while reading.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Damaged files and what it means, in words.
    pub(crate) damage: Vec<String>,
    /// Why each document that is lost is lost, by its id or, where that is lost
    /// as well, its place.
    pub(crate) lost: BTreeMap<String, String>,
    /// Ids of documents of former formats, whose passages have no checksum, in a
    /// file with a wrong one. They could be read and stand where they are cited.
    pub(crate) unproven: BTreeSet<String>,
}

impl Findings {
    /// A document is lost.
    pub(super) fn lose(&mut self, document: String, reason: &str) {
        self.lost.entry(document).or_insert_with(|| reason.to_owned());
    }

    /// A document was read whole after all, from another segment.
    pub(super) fn keep(&mut self, id: &str, is_proven: bool) {
        self.lost.remove(id);
        self.unproven.remove(id);
        if !is_proven {
            self.unproven.insert(id.to_owned());
        }
    }
}
