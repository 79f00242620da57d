//! What comes with each hit: neighbours, facts, and the copies that are folded into it.

use super::Query;

impl Query {
    /// Sets how many passages before and after each hit come with it; none by
    /// default. A document has no more than it has.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let text = "The yard has sold six tugs to the port, it said.\n\n\
    ///             The embargo on gunships was lifted on Friday.\n\n\
    ///             Nobody at the ministry wanted to comment on it.";
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", text))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("embargo").neighbours(1, 5))?;
    /// let (before, after) = (&hits[0].before, &hits[0].after);
    /// assert!(before[0].text.starts_with("The yard") && after.len() == 1);
    /// assert_eq!(&text[after[0].citation.span.range()], after[0].text);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn neighbours(mut self, before: usize, after: usize) -> Self {
        self.neighbours = (before, after);
        self
    }

    /// How many passages before and after each hit come with it.
    ///
    /// ```
    /// assert_eq!(ibid::Query::new("deal").get_neighbours(), (0, 0));
    /// ```
    #[must_use]
    pub fn get_neighbours(&self) -> (usize, usize) {
        self.neighbours
    }

    /// Gives each hit its facts and claims.
    ///
    /// ```
    /// assert!(ibid::Query::new("deal").with_facts().has_facts());
    /// ```
    pub fn with_facts(mut self) -> Self {
        self.with_facts = true;
        self
    }

    /// Whether each hit has its facts and claims.
    ///
    /// ```
    /// assert!(!ibid::Query::new("deal").has_facts());
    /// ```
    #[must_use]
    pub fn has_facts(&self) -> bool {
        self.with_facts
    }

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

    /// The query, with hits that have neither neighbours nor all of their facts, and no
    /// copy folded away.
    pub(crate) fn without_extras(self) -> Self {
        Self { neighbours: (0, 0), with_facts: false, folds_copies: false, ..self }
    }
}
