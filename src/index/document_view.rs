//! A document as a query sees it.

use super::Index;
use crate::error::Result;
use crate::hit::document_view::{DocumentView, DocumentWindow};
use crate::query::Query;
use crate::rank::profile::Profile;

impl Index {
    /// Passages of the document with that id, with their labels, places and what the
    /// query matched in each; and which of all its passages match. `None` where there
    /// is no such document. A query without words marks nothing.
    ///
    /// Cost: a search within the document, and the passages of the window, each read
    /// and analysed.
    ///
    /// ```
    /// use ibid::hit::DocumentWindow;
    /// use ibid::{Document, Index, Query};
    ///
    /// let text = "The yard has sold six tugs to the port, it said.\n\n\
    ///             The embargo on gunships was lifted on Friday.";
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", text).with_title("A yard"))?;
    /// writer.commit()?;
    ///
    /// let (query, window) = (Query::new("embargo"), DocumentWindow::default());
    /// let view = index.document_view("a", &query, &window)?.unwrap();
    /// assert_eq!((view.total, view.hits.as_slice()), (2, &[1][..]));
    /// let marked = |number: usize| view.passages[number].marks[0].span.of(text);
    /// assert_eq!(marked(1), Some("embargo"));
    /// assert!(view.passages[1].is_hit && !view.passages[0].is_hit);
    /// assert_eq!(view.title_pieces()[0].text, "A yard");
    /// assert!(index.document_view("b", &query, &window)?.is_none());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn document_view(
        &self,
        id: &str,
        query: &Query,
        window: &DocumentWindow,
    ) -> Result<Option<DocumentView>> {
        self.guard(|| self.planned(query, &Profile::fast())?.document_view(id, window))
    }
}
