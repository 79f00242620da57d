//! A number of passages with that of their documents.

/// Passages and documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Count {
    pub(crate) passages: u64,
    pub(crate) documents: u64,
}

impl Count {
    /// Adds what another segment has: no document is in two.
    pub(crate) fn add(&mut self, other: Self) {
        self.passages += other.passages;
        self.documents += other.documents;
    }
}
