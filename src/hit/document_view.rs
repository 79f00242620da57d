//! A document as its passages, with what a query matched in each.

use serde::Serialize;

use super::citation::Citation;
use super::highlight::Mark;
use super::piece::{self, Piece};
use crate::commit::CommitName;
use crate::document::DocumentInfo;
use crate::passage::label::Label;
use crate::span::Span;

/// Passages that are shown unless another number is asked for.
const DEFAULT_LIMIT: usize = 200;

/// Which passages of a document are wanted: those from a number on, or those around a
/// byte.
///
/// ```
/// use ibid::hit::DocumentWindow;
///
/// let window = DocumentWindow::default().around_byte(775).limit(50);
/// assert_eq!(window.get_limit(), 50);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct DocumentWindow {
    offset: usize,
    around: Option<usize>,
    limit: usize,
}

impl Default for DocumentWindow {
    /// The first 200 passages.
    fn default() -> Self {
        Self { offset: 0, around: None, limit: DEFAULT_LIMIT }
    }
}

impl DocumentWindow {
    /// Begins behind so many passages.
    pub fn offset(mut self, passages: usize) -> Self {
        (self.offset, self.around) = (passages, None);
        self
    }

    /// Has the passage with this byte of the text in its middle, as far as the
    /// document goes; of a byte between two passages the one before it.
    pub fn around_byte(mut self, byte: usize) -> Self {
        self.around = Some(byte);
        self
    }

    /// Has at most so many passages; 200 by default.
    pub fn limit(mut self, passages: usize) -> Self {
        self.limit = passages;
        self
    }

    /// How many passages it has at most.
    #[must_use]
    pub fn get_limit(&self) -> usize {
        self.limit
    }

    /// The byte that it is to be around.
    pub(crate) fn byte(&self) -> Option<usize> {
        self.around
    }

    /// How many of `total` passages are left out before it. `middle` is the passage
    /// that it is around.
    pub(crate) fn start(&self, total: usize, middle: Option<usize>) -> usize {
        match middle {
            None => self.offset.min(total),
            Some(middle) => {
                let last_start = total.saturating_sub(self.limit);
                middle.saturating_sub(self.limit / 2).min(last_start)
            }
        }
    }
}

/// Passages of a document, with what a query matched in them.
///
/// Its passages with the [blanks](ViewedPassage::blanks) before each are the text, byte
/// for byte, from the first of them to the last.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DocumentView {
    /// The state of the index that it was read from.
    pub commit: CommitName,
    /// The document without its text.
    pub document: DocumentInfo,
    /// The parts of the title that the query matched, in bytes of the title.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title_marks: Vec<Mark>,
    /// The passages of the window, in order.
    pub passages: Vec<ViewedPassage>,
    /// How many passages stand before these.
    pub offset: usize,
    /// How many passages the document has.
    pub total: usize,
    /// The numbers of all passages of the document that match the query, ascending,
    /// also of those outside the window.
    pub hits: Vec<u32>,
}

impl DocumentView {
    /// The title cut at its marks; no piece where there is no title.
    #[must_use]
    pub fn title_pieces(&self) -> Vec<Piece<'_>> {
        let title = &self.document.title;
        piece::pieces(title, Span::new(0, title.len()), &self.title_marks, 0)
    }

    /// How many passages stand behind those of the window.
    #[must_use]
    pub fn after(&self) -> usize {
        self.total.saturating_sub(self.offset + self.passages.len())
    }
}

/// A passage of a document that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ViewedPassage {
    /// Its position in the document.
    pub citation: Citation,
    /// Which part of the document it is.
    pub label: Label,
    /// The blanks between it and the passage before.
    pub blanks: String,
    /// Its text.
    pub text: String,
    /// The parts of the text that the query matched, as of a
    /// [hit](super::Hit::marks).
    pub marks: Vec<Mark>,
    /// Whether it matches the query.
    pub is_hit: bool,
}

impl ViewedPassage {
    /// The text cut at its marks; escaped piece by piece it is safe HTML.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let whole = Span::new(0, self.text.len());
        piece::pieces(&self.text, whole, &self.marks, self.citation.span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_stay_within_the_document() {
        let start = |window: DocumentWindow, middle| window.start(10, middle);
        let four = DocumentWindow::default().limit(4);
        assert_eq!([0, 3, 10, 11].map(|offset| start(four.offset(offset), None)), [0, 3, 10, 10]);
        let around = |middle| start(four.around_byte(0), Some(middle));
        assert_eq!([0, 1, 2, 5, 8, 9].map(around), [0, 0, 0, 3, 6, 6]);
        assert_eq!(start(DocumentWindow::default().limit(99), Some(9)), 0);
        assert_eq!(start(DocumentWindow::default().limit(0), Some(9)), 9);
    }
}
