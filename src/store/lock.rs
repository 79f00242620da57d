//! Opening of the one writer, which waits for its lock.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::{Duration, Instant};

use tantivy::directory::error::LockError;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, TantivyError};

use super::commit_files::sweep;
use super::errors::{access_denied, from_tantivy};
use super::file_names::writer_lock;
use super::index_memory::collected_bytes_per_thread;
use super::record::Record;
use super::writer_options::WriterOptions;
use crate::error::{Error, Result};

/// How long a writer waits before it tries the lock again, in milliseconds.
const RETRY_MS: u64 = 20;

/// Opens tantivy's writer, waiting for the lock up to `lock_wait_ms`.
///
/// # Errors
/// [`Error::Locked`] where another writer holds the lock for longer.
pub(super) fn open_locked(
    index: &tantivy::Index,
    path: &Path,
    options: &WriterOptions,
) -> Result<IndexWriter<Record>> {
    probe_writable(path)?;
    let inner = IndexWriterOptions::builder()
        .num_worker_threads(options.threads)
        .memory_budget_per_thread(collected_bytes_per_thread(options.memory_bytes, options.threads))
        .build();
    let started = Instant::now();
    loop {
        match index.writer_with_options(inner.clone()) {
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => {
                let waited_ms = started.elapsed().as_millis() as u64;
                if waited_ms >= options.lock_wait_ms {
                    return Err(Error::Locked { path: path.into(), waited_ms });
                }
                let remaining_ms = options.lock_wait_ms - waited_ms;
                std::thread::sleep(Duration::from_millis(remaining_ms.min(RETRY_MS)));
            }
            other => {
                let writer = other.map_err(|e| from_tantivy(path, "open a writer", e))?;
                prepare(&writer, path)?;
                return Ok(writer);
            }
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
