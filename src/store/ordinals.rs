//! Types for the numbers of documents and segments, so that neither is mistaken
//! for a passage, whose number is tantivy's `DocId`.

/// Number of a document in its segment, in the order of first passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct DocumentOrd(pub(crate) u32);

impl DocumentOrd {
    /// Stands for no document: a deleted passage belongs to none.
    pub(crate) const NONE: Self = Self(u32::MAX);

    /// Its index in a list with one entry a document.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    /// The document after it; [`NONE`](Self::NONE) after itself.
    pub(crate) fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// Number of a segment in its snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct SegmentOrd(pub(crate) u32);

impl SegmentOrd {
    /// Its index in a list with one entry a segment.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}
