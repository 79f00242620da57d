//! How long a search may take, and how it is given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
