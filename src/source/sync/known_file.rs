//! What an index says of a file of a folder.

use std::collections::BTreeSet;

/// A file that documents of the index were read from.
#[derive(Debug)]
pub(super) struct KnownFile {
    /// The ids of its documents.
    pub(super) ids: BTreeSet<String>,
    /// What their ids begin with: the file's own.
    pub(super) id: String,
    /// The folder it was read from.
    pub(super) folder: String,
    pub(super) path: String,
    pub(super) stamp: String,
    /// Whether the readers that made its documents are those of today.
    pub(super) is_current: bool,
}
