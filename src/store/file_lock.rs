//! Locks that the system gives on files of an index. They end with the process
//! that holds them, so that a file of a lock that a crash left is no lock.

use std::fs::{File, TryLockError};
use std::time::{Duration, Instant};

use tantivy::directory::error::LockError;

use super::system_faults::SystemFault;

/// How long the lock under which a commit is read is waited for, in
/// milliseconds. It is held for moments: longer than this, its process is
/// stopped.
pub(super) const MAX_READ_WAIT_MS: u64 = 10_000;

/// How long a process waits before it tries a lock again.
const RETRY: Duration = Duration::from_millis(1);

/// A lock, given back when it is dropped.
pub(super) struct HeldLock(File);

impl Drop for HeldLock {
    fn drop(&mut self) {
        // Closing the file is not enough: another process that this program is
        // just starting holds it open until it runs.
        self.0.unlock().unwrap_or_default();
    }
}

/// The lock under which a commit is read or its files are removed; `None` where
/// the file system gives none: then nobody writes the index through it.
pub(super) fn wait_for_lock(file: File) -> Result<Option<HeldLock>, LockError> {
    let started = Instant::now();
    loop {
        match outcome(file.try_lock()) {
            Err(LockError::LockBusy)
                if started.elapsed() < Duration::from_millis(MAX_READ_WAIT_MS) =>
            {
                std::thread::sleep(RETRY);
            }
            Err(LockError::IoError(error)) if SystemFault::of(&error) == SystemFault::NoLocks => {
                return Ok(None);
            }
            outcome => return outcome.map(|()| Some(HeldLock(file))),
        }
    }
}

/// The lock of the one writer, without waiting.
pub(super) fn try_lock(file: File) -> Result<HeldLock, LockError> {
    outcome(file.try_lock()).map(|()| HeldLock(file))
}

fn outcome(tried: Result<(), TryLockError>) -> Result<(), LockError> {
    tried.map_err(|error| match error {
        TryLockError::WouldBlock => LockError::LockBusy,
        TryLockError::Error(error) => LockError::wrap_io_error(error),
    })
}
