//! The lock of the one writer: taken, waited for, and opened under.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::{Duration, Instant};

use tantivy::directory::error::LockError;
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{Directory, IndexWriter, TantivyError};

use super::commit_files::sweep;
use super::directory::IndexDirectory;
use super::errors::{access_denied, from_tantivy};
use super::file_names::writer_lock;
use super::headroom::check_writing;
use super::index_memory::collected_bytes_per_thread;
use super::record::Record;
use super::writer_options::WriterOptions;
use crate::error::{Error, Result};

/// How long a writer waits before it tries the lock again, in milliseconds.
const RETRY_MS: u64 = 20;

/// Opens tantivy's writer, waiting for the lock up to `lock_wait_ms`.
///
/// # Errors
/// [`Error::Locked`] where another writer holds the lock for longer;
/// [`Error::Limit`] where its memory or files cannot be had.
pub(super) fn open_locked(
    index: &tantivy::Index,
    path: &Path,
    options: &WriterOptions,
) -> Result<IndexWriter<Record>> {
    probe_writable(path)?;
    let merge_threads = check_writing(path, options.memory_bytes, options.threads)
        .map_err(|source| access_denied(path, source))?;
    let inner = IndexWriterOptions::builder()
        .num_worker_threads(options.threads)
        .num_merge_threads(merge_threads)
        .memory_budget_per_thread(collected_bytes_per_thread(options.memory_bytes, options.threads))
        .build();
    let writer =
        within(path, options.lock_wait_ms, || match index.writer_with_options(inner.clone()) {
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => Ok(None),
            opened => opened.map(Some).map_err(|e| from_tantivy(path, "open a writer", e)),
        })?;
    prepare(&writer, path)?;
    Ok(writer)
}

/// Tries until there is something, for up to `lock_wait_ms`.
///
/// # Errors
/// [`Error::Locked`] where there is nothing by then; those of `attempt`.
pub(super) fn within<T>(
    path: &Path,
    lock_wait_ms: u64,
    mut attempt: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        if let Some(given) = attempt()? {
            return Ok(given);
        }
        let waited_ms = started.elapsed().as_millis() as u64;
        if waited_ms >= lock_wait_ms {
            return Err(Error::Locked { path: path.into(), waited_ms });
        }
        let remaining_ms = lock_wait_ms - waited_ms;
        std::thread::sleep(Duration::from_millis(remaining_ms.min(RETRY_MS)));
    }
}

/// Takes the lock of the one writer; `None` where another holds it.
pub(super) fn take_writer_lock(
    directory: &IndexDirectory,
    path: &Path,
) -> Result<Option<DirectoryLock>> {
    match directory.acquire_lock(&INDEX_WRITER_LOCK) {
        Ok(lock) => Ok(Some(lock)),
        Err(LockError::LockBusy) => Ok(None),
        Err(error @ LockError::IoError(_)) => {
            Err(from_tantivy(path, "lock", TantivyError::LockFailure(error, None)))
        }
    }
}

/// Readies a writer that holds the lock.
fn prepare(writer: &IndexWriter<Record>, path: &Path) -> Result<()> {
    if !path.as_os_str().is_empty() {
        sweep(writer.index(), path)?;
    }
    use_up_stamp(writer).map_err(|e| from_tantivy(path, "open a writer", e))
}

/// Uses up one of tantivy's operation stamps.
///
/// A writer's first operation has the stamp of the last commit. A merge that
/// starts before the next commit aims at that stamp and so takes a first delete
/// in, but skips segments whose delete file has the stamp already: the delete
/// would be lost. With the stamp used up no operation has it.
pub(super) fn use_up_stamp(writer: &IndexWriter<Record>) -> tantivy::Result<()> {
    writer.run(Vec::new()).map(drop)
}

/// Checks that the folder can be written: tantivy reports every failure to lock
/// as "busy".
fn probe_writable(path: &Path) -> Result<()> {
    if path.as_os_str().is_empty() {
        return Ok(());
    }
    let lock = writer_lock(path);
    let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&lock);
    opened.map(drop).map_err(|source| access_denied(path, source))
}
