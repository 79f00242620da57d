//! Options of a writer.

use crate::error::{Error, Result};

/// Options of a writer: its threads, its memory, and how long it waits for the
/// lock of the index.
///
/// ```
/// use ibid::index::WriterOptions;
///
/// let options = WriterOptions::default().with_threads(2).with_memory_bytes(256 << 20);
/// assert!(options.validate().is_ok());
/// assert!(options.with_threads(0).validate().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriterOptions {
    /// Indexing threads, 1 to 64. Rankings are the same with any number.
    pub threads: usize,
    /// Memory of all threads together for documents that are not committed yet,
    /// in bytes; 15 MiB to 4 GiB a thread.
    pub memory_bytes: usize,
    /// How long to wait until another writer closes, in milliseconds.
    pub lock_wait_ms: u64,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self { threads: 1, memory_bytes: 128 << 20, lock_wait_ms: 0 }
    }
}

/// tantivy's own limits of a thread's memory, in bytes.
pub(super) const MIN_BYTES_PER_THREAD: usize = 15 << 20;
const MAX_BYTES_PER_THREAD: usize = 4 << 30;

impl WriterOptions {
    /// Sets the number of threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Sets the memory, in bytes.
    #[must_use]
    pub fn with_memory_bytes(mut self, bytes: usize) -> Self {
        self.memory_bytes = bytes;
        self
    }

    /// Sets how long to wait until another writer closes, in milliseconds.
    #[must_use]
    pub fn with_lock_wait_ms(mut self, milliseconds: u64) -> Self {
        self.lock_wait_ms = milliseconds;
        self
    }

    /// Checks that each option is in its range. Opening a writer does so, too.
    ///
    /// # Errors
    /// [`Error::Config`] with the name and the value of the first option that is
    /// out of its range, and with the range.
    pub fn validate(&self) -> Result<()> {
        let out_of_range = |parameter, value: usize, range| {
            Err(Error::Config { parameter, value: value.to_string(), range })
        };
        if !(1..=64).contains(&self.threads) {
            return out_of_range("writer.threads", self.threads, "from 1 to 64");
        }
        let per_thread = self.memory_bytes / self.threads;
        if !(MIN_BYTES_PER_THREAD..MAX_BYTES_PER_THREAD).contains(&per_thread) {
            let range = "from 15 MiB to 4 GiB for each thread";
            return out_of_range("writer.memory_bytes", self.memory_bytes, range);
        }
        Ok(())
    }
}
