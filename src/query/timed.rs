//! A query whose search ends in time.

use super::Query;
use super::time_limit::{CancelHandle, TimeLimit};

impl Query {
    /// Ends a search after so many milliseconds with what was found by then:
    /// [`Hits::is_complete`](crate::Hits::is_complete) is then false, and the
    /// [report](crate::query::Report::is_out_of_time) says so. No limit by default.
    ///
    /// [`search`](crate::Index::search), [`facets`](crate::Index::facets) and their like
    /// keep to it to within a few milliseconds. [`count`](crate::Index::count) and
    /// [`search_documents`](crate::Index::search_documents), whose answers could not say
    /// that they are cut, do not.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "One tug."))?;
    /// writer.commit()?;
    ///
    /// assert!(index.search(&Query::new("tug").deadline_ms(10_000))?.is_complete());
    /// let none = index.search(&Query::new("tug").deadline_ms(0))?;
    /// assert!(none.is_empty() && !none.is_complete());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn deadline_ms(mut self, milliseconds: u64) -> Self {
        self.time_limit.deadline_ms = Some(milliseconds);
        self
    }

    /// After how many milliseconds a search ends, or `None` without a limit.
    ///
    /// ```
    /// assert_eq!(ibid::Query::new("deal").deadline_ms(50).get_deadline_ms(), Some(50));
    /// ```
    #[must_use]
    pub fn get_deadline_ms(&self) -> Option<u64> {
        self.time_limit.deadline_ms
    }

    /// Lets a search be given up: see [`CancelHandle`].
    pub fn cancelled_by(mut self, handle: &CancelHandle) -> Self {
        self.time_limit.cancel = Some(handle.clone());
        self
    }

    /// When a search of it ends.
    pub(crate) fn time_limit(&self) -> &TimeLimit {
        &self.time_limit
    }

    /// The query without any limit of its time.
    pub(crate) fn without_time_limit(self) -> Self {
        Self { time_limit: TimeLimit::default(), ..self }
    }
}
