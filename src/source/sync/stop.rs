//! A run that is told to end early.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Synchronizer;

impl Synchronizer<'_> {
    /// With a switch that another thread can set: the path that is being read ends after
    /// its next file or line, and is committed. The next run goes on from there.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicBool, Ordering};
    ///
    /// use ibid::Index;
    /// use ibid::source::{SyncOptions, Synchronizer};
    ///
    /// let stop = Arc::new(AtomicBool::new(false));
    /// let index = Index::in_memory()?;
    /// let mut run = Synchronizer::new(&index, &SyncOptions::default())?.with_stop(&stop);
    /// let feed = "{\"id\": 1, \"text\": \"Tug.\"}\n{\"id\": 2, \"text\": \"Crane.\"}\n";
    /// stop.store(true, Ordering::Relaxed);
    /// run.json_lines(feed.as_bytes(), "feed", 0)?;
    /// assert_eq!(run.finish()?.added, 1);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn with_stop(mut self, stop: &Arc<AtomicBool>) -> Self {
        self.stop = Arc::clone(stop);
        self
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
