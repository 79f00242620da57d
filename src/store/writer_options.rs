//! How a writer works.

use crate::error::{Error, Result};

/// How a writer works: threads, memory, and how long it waits for the lock.
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
    /// Indexing threads, 1 to 64. The index and every ranking are the same
    /// with any number.
    pub threads: usize,
    /// Memory for documents that are not committed yet, in bytes, for all
    /// threads together; at least 15 MiB a thread.
    pub memory_bytes: usize,
    /// How long to wait for another writer to close, in milliseconds.
    pub lock_wait_ms: u64,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self { threads: 1, memory_bytes: 128 << 20, lock_wait_ms: 0 }
    }
}

const LEAST_MEMORY_PER_THREAD: usize = 15 << 20;

impl WriterOptions {
    /// With so many threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// With so much memory, in bytes.
    #[must_use]
    pub fn with_memory_bytes(mut self, bytes: usize) -> Self {
        self.memory_bytes = bytes;
        self
    }

    /// Waiting so long for another writer to close, in milliseconds.
    #[must_use]
    pub fn with_lock_wait_ms(mut self, milliseconds: u64) -> Self {
        self.lock_wait_ms = milliseconds;
        self
    }

    /// Checks the ranges.
    ///
    /// # Errors
    /// [`Error::Config`] names the parameter that is out of its range.
    pub fn validate(&self) -> Result<()> {
        let out_of_range = |parameter, value: usize, range| {
            Err(Error::Config { parameter, value: value.to_string(), range })
        };
        if !(1..=64).contains(&self.threads) {
            return out_of_range("writer.threads", self.threads, "from 1 to 64");
        }
        let per_thread = self.memory_bytes / self.threads;
        if !(LEAST_MEMORY_PER_THREAD..(4 << 30)).contains(&per_thread) {
            let range = "from 15 MiB to 4 GiB for each thread";
            return out_of_range("writer.memory_bytes", self.memory_bytes, range);
        }
        Ok(())
    }
}
