//! How an index is brought up to its sources.

use std::thread;

use crate::store::writer_options::WriterOptions;

/// Memory for documents that are not committed yet, for each thread, in bytes.
const MEMORY_PER_THREAD: usize = 64 << 20;

/// How long another writer is waited for, in milliseconds.
const LOCK_WAIT_MS: u64 = 2000;

/// How [`sync`](super::sync) works.
///
/// ```
/// use ibid::{Error, Index};
/// use ibid::source::{SyncOptions, Synchronizer};
///
/// let index = Index::in_memory()?;
/// let options = SyncOptions::default().with_threads(2).with_allow_empty(true);
/// Synchronizer::new(&index, &options)?.finish()?;
///
/// let refused = Synchronizer::new(&index, &options.with_threads(0));
/// assert!(matches!(refused, Err(Error::Config { parameter: "writer.threads", .. })));
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyncOptions {
    /// Threads that read files, and as many that split and index, 1 to 64, with 64 MiB for documents that
    /// are not committed yet each. Default: as many as the processor has, at
    /// most 8.
    pub threads: usize,
    /// Whether the documents of a folder that had articles and has none now are
    /// deleted. Default: no, as a disk that is not mounted looks like that.
    pub allow_empty: bool,
    /// Whether the documents of a file that cannot be read any more stay as they were.
    /// Default: yes.
    pub keep_unread: bool,
    /// How long another writer of the index is waited for, in milliseconds.
    /// Default: 2000.
    pub lock_wait_ms: u64,
}

impl Default for SyncOptions {
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, Into::into).min(8);
        Self { threads, allow_empty: false, keep_unread: true, lock_wait_ms: LOCK_WAIT_MS }
    }
}

impl SyncOptions {
    /// With that many threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Whether the documents of a folder that is empty now are deleted.
    #[must_use]
    pub fn with_allow_empty(mut self, allow_empty: bool) -> Self {
        self.allow_empty = allow_empty;
        self
    }

    /// Whether the documents of a file that cannot be read any more stay.
    ///
    /// ```
    /// use ibid::Index;
    /// use ibid::source::{SyncOptions, sync};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let (file, index) = (folder.path().join("june.txt"), Index::in_memory()?);
    /// for (text, keep_unread, documents) in [("Six.", true, 1), (" ", true, 1), (" ", false, 0)] {
    ///     std::fs::write(&file, text).unwrap();
    ///     let options = SyncOptions::default().with_keep_unread(keep_unread);
    ///     sync(&index, &[folder.path()], &options, |_| ())?;
    ///     assert_eq!(index.stats()?.documents, documents);
    /// }
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn with_keep_unread(mut self, keep_unread: bool) -> Self {
        self.keep_unread = keep_unread;
        self
    }

    /// Waiting that long for another writer to close, in milliseconds.
    #[must_use]
    pub fn with_lock_wait_ms(mut self, milliseconds: u64) -> Self {
        self.lock_wait_ms = milliseconds;
        self
    }

    /// The writer's options; it checks their ranges.
    pub(super) fn writer_options(&self) -> WriterOptions {
        WriterOptions::default()
            .with_threads(self.threads)
            .with_memory_bytes(self.threads.saturating_mul(MEMORY_PER_THREAD))
            .with_lock_wait_ms(self.lock_wait_ms)
    }
}
