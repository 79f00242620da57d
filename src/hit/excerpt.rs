//! A part of a passage that shows its marks, as pieces.

use serde::Serialize;

use super::piece::{Piece, joined};
use crate::span::Span;

/// A part of a passage, as [`Hit::excerpt`](super::Hit::excerpt) cuts it.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "Two barges were not sold, but six tugs were."))?;
/// writer.commit()?;
/// let hits = index.search(&Query::new("tug"))?;
/// assert_eq!(hits[0].excerpt(20).marked("<", ">"), "… six <tugs> were.");
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Excerpt<'t> {
    /// Its bytes in the **document's** text. It neither begins nor ends with a
    /// blank.
    pub span: Span,
    /// Whether text of the passage stands before it.
    pub is_cut_before: bool,
    /// Whether text of the passage stands after it.
    pub is_cut_after: bool,
    /// Its text, cut at the marks. A mark that reaches over an end is cut there.
    pub pieces: Vec<Piece<'t>>,
}

impl Excerpt<'_> {
    /// The text with each mark between `open` and `close`, and with an ellipsis
    /// where text is cut off. Nothing is escaped.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs were sold."))?;
    /// writer.commit()?;
    /// let hits = index.search(&Query::new("tug"))?;
    /// assert_eq!(hits[0].excerpt(9).marked("*", "*"), "… *tugs* …");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn marked(&self, open: &str, close: &str) -> String {
        let before = if self.is_cut_before { "… " } else { "" };
        let after = if self.is_cut_after { " …" } else { "" };
        format!("{before}{}{after}", joined(&self.pieces, open, close))
    }
}
