//! A window: whole documents that lie side by side in a segment.

use std::ops::Range;

use tantivy::DocId;

use crate::store::ordinals::DocumentOrd;
use crate::store::segment::Segment;

/// Passages of a window, at most: bounds of one window fit into the cache.
pub(super) const MAX_STRETCH: u32 = 1 << 16;

/// Documents with their passages.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Window {
    pub(super) passages: Range<DocId>,
    pub(super) documents: Range<DocumentOrd>,
}

impl Window {
    /// The documents from `start` up to, not including, `end`. Deleted
    /// passages between two of them are within, as they belong to none.
    pub(super) fn of(segment: &Segment, documents: Range<DocumentOrd>) -> Self {
        let end = segment.document_of.len() as u32;
        let first = |document: DocumentOrd| segment.first_passage_of(document).unwrap_or(end);
        Self { passages: first(documents.start)..first(documents.end), documents }
    }

    /// How many documents it has.
    pub(super) fn document_count(&self) -> usize {
        self.documents.end.index().saturating_sub(self.documents.start.index())
    }
}

/// The passages of a document. Deleted passages after it may be within, unless
/// the document is one passage.
pub(super) fn passages_of(segment: &Segment, document: DocumentOrd) -> Range<DocId> {
    let passages = Window::of(segment, document..document.next()).passages;
    if segment.one_passage_per_document { passages.start..passages.start + 1 } else { passages }
}
