//! Whether copies of a passage are folded into one hit.

use super::Query;

impl Query {
    /// Folds passages of the same words, of different documents, into the best of them,
    /// whose [`copies`](crate::Hit::copies) name the others' documents. The other hits
    /// keep their scores and their order.
    ///
    /// Passages of fewer than five words are not folded, nor are those of documents whose
    /// dates lie more than three days apart: the same words at another time are another
    /// report.
    ///
    /// Cost: reads the text of each passage up to the end of the page, and the lists of
    /// the rarest words of each hit.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for id in ["wire", "paper", "weekly"] {
    ///     writer.add(&Document::new(id, "The arms embargo was lifted on Friday."))?;
    /// }
    /// writer.commit()?;
    ///
    /// assert_eq!(index.search(&Query::new("embargo"))?.len(), 3);
    /// let hits = index.search(&Query::new("embargo").fold_copies())?;
    /// assert_eq!((hits.len(), hits[0].citation.document.as_str()), (1, "paper"));
    /// assert_eq!(hits[0].copies, ["weekly", "wire"]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn fold_copies(mut self) -> Self {
        self.folds_copies = true;
        self
    }

    /// Whether copies are folded.
    ///
    /// ```
    /// assert!(!ibid::Query::new("deal").folds_copies());
    /// ```
    #[must_use]
    pub fn folds_copies(&self) -> bool {
        self.folds_copies
    }
}
