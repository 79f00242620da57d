//! How long a search may take, and how it is given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Query;

/// Gives searches up from another thread. All clones are one handle.
///
/// ```
/// use ibid::query::CancelHandle;
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "One tug."))?;
/// writer.commit()?;
///
/// let handle = CancelHandle::default();
/// let query = Query::new("tug").cancelled_by(&handle);
/// assert!(index.search(&query)?.is_complete());
/// handle.cancel();
/// assert!(!index.search(&query)?.is_complete());
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct CancelHandle(Arc<AtomicBool>);

impl CancelHandle {
    /// Gives up all searches of queries with this handle, for good. One under way ends
    /// within some thousand passages, as if its time were over.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether they are given up.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Handles are equal where one cancels the other's searches.
impl PartialEq for CancelHandle {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for CancelHandle {}

/// When a search ends, whether it is finished or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TimeLimit {
    /// Milliseconds from its start.
    pub(crate) deadline_ms: Option<u64>,
    pub(crate) cancel: Option<CancelHandle>,
}

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
