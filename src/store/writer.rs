//! The one writer of an index.

mod add;
mod deletion_fault;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use tantivy::indexer::{LogMergePolicy, NoMergePolicy};
use tantivy::query::AllQuery;
use tantivy::{IndexWriter, TantivyError, Term};

use super::Store;
use super::border::guard;
use super::commit_files::sweep_unlocked;
use super::errors::{access_denied, from_tantivy};
use super::lock::{open_locked, use_up_stamp};
use super::memory_limit::MemoryLimit;
use super::record::Record;
use super::seen_ids::SeenIds;
use super::segment_check::check_facts;
use super::snapshot::Snapshot;
use super::writer_options::WriterOptions;
use crate::error::{Error, Result};
use deletion_fault::of_deletion;

/// Adds, replaces and deletes documents. A search sees nothing of it before
/// [`commit`](Self::commit).
///
/// One writer of an index is open at a time. Dropping it closes it, and discards
/// what is not committed. Several threads may add at once.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("ru-2014", "Moscow lifted the arms embargo."))?;
/// assert!(index.search(&Query::new("embargo"))?.is_empty());
/// writer.commit()?;
/// assert_eq!(index.search(&Query::new("embargo"))?.len(), 1);
/// # Ok::<(), ibid::Error>(())
/// ```
pub struct Writer {
    store: Arc<Store>,
    /// Written to by all threads at once, but for a document that takes much memory.
    inner: RwLock<IndexWriter<Record>>,
    /// The last commit.
    committed: Arc<Snapshot>,
    /// Ids that were added since the writer was opened.
    added: Mutex<SeenIds>,
    /// Why a deletion could not be made. Nothing is committed until it is rolled back.
    fault: Mutex<Option<Error>>,
    memory: Arc<MemoryLimit>,
    /// Bytes that indexing may take: [`WriterOptions::memory_bytes`].
    memory_bytes: usize,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("path", &self.store.path()).finish_non_exhaustive()
    }
}

impl Writer {
    pub(crate) fn open(store: Arc<Store>, options: &WriterOptions) -> Result<Self> {
        options.validate()?;
        let inner = open_locked(store.index(), store.path(), options)?;
        // Only with the lock is it certain that no other writer commits.
        store.refresh()?;
        let committed = store.snapshot()?;
        let checked = committed.segments.iter().try_for_each(|of| check_facts(&of.reader));
        checked.map_err(|error| committed.read_error(error))?;
        let (inner, memory_bytes) = (RwLock::new(inner), options.memory_bytes);
        let (added, fault, memory) = Default::default();
        Ok(Self { store, inner, committed, added, fault, memory, memory_bytes })
    }

    /// Runs work; a panic of what reads the index's files is an error.
    fn guard<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let store = Arc::clone(&self.store);
        guard(store.path(), || work(self))
    }

    /// Deletes the document with an id. Does nothing where there is none.
    ///
    /// Where the index cannot be read for that, as where it is damaged, nothing can be
    /// committed until it is [rolled back](Self::rollback).
    ///
    /// Cost: one look-up of the id.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs."))?;
    /// writer.delete("a");
    /// writer.delete("nobody");
    /// writer.commit()?;
    /// assert_eq!(index.stats()?.documents, 0);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn delete(&self, id: &str) {
        // The thread of tantivy's that deletes would end the process at a panic.
        match guard(self.store.path(), || self.committed.can_delete(id)) {
            Ok(_) => drop(self.shared().delete_term(self.id_term(id))),
            Err(error) => {
                *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            }
        }
    }

    /// Deletes every document.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs."))?;
    /// writer.delete_all()?;
    /// writer.add(&Document::new("b", "A crane."))?;
    /// writer.commit()?;
    /// assert!(index.document("a")?.is_none() && index.document("b")?.is_some());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Index`] where the writer failed.
    pub fn delete_all(&self) -> Result<()> {
        // tantivy's own way forgets finished segments only, and sets the stamps
        // back, so that older deletes fall on newer documents.
        let deleted = self.shared().delete_query(Box::new(AllQuery));
        deleted.map(drop).map_err(|e| from_tantivy(self.store.path(), "delete all documents", e))
    }

    /// Makes everything since the last commit durable and visible to searches:
    /// all of it or, at a failure, none.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs."))?;
    /// assert_eq!(index.stats()?.documents, 0);
    /// writer.commit()?;
    /// assert_eq!(index.stats()?.documents, 1);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Index`]; where a document could not be deleted also
    /// [`Error::Corrupt`], [`Error::Io`], [`Error::Limit`]. The last commit is intact.
    pub fn commit(&mut self) -> Result<()> {
        self.guard(Self::commit_and_see)
    }

    fn commit_and_see(&mut self) -> Result<()> {
        let path = self.store.path();
        if let Some(fault) = self.fault.get_mut().unwrap_or_else(PoisonError::into_inner) {
            return Err(of_deletion(path, fault));
        }
        let payload = self.store.manifest().to_payload()?;
        let mut commit = || -> tantivy::Result<()> {
            let mut prepared = exclusive(&mut self.inner).prepare_commit()?;
            prepared.set_payload(&payload);
            prepared.commit()?;
            Ok(())
        };
        commit().map_err(|e| write_fault(path, "commit", e))?;
        self.see_commit()
    }

    fn see_commit(&mut self) -> Result<()> {
        self.store.refresh()?;
        self.committed = self.store.snapshot()?;
        Ok(())
    }

    /// Discards everything since the last commit.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs."))?;
    /// writer.rollback()?;
    /// writer.commit()?;
    /// assert_eq!(index.stats()?.documents, 0);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Index`] where the writer failed.
    pub fn rollback(&mut self) -> Result<()> {
        self.guard(|writer| {
            let inner = exclusive(&mut writer.inner);
            let rolled = inner.rollback().and_then(|_| use_up_stamp(inner));
            rolled.map_err(|e| from_tantivy(writer.store.path(), "roll back", e))?;
            writer.fault = Mutex::default();
            Ok(())
        })
    }

    /// Commits, merges all segments into one, and removes files that no commit
    /// needs. Searches give the same hits as before, faster.
    ///
    /// Cost: rewrites the index.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs."))?;
    /// writer.commit()?;
    /// writer.add(&Document::new("b", "A crane."))?;
    /// writer.optimize()?;
    /// assert_eq!(index.stats()?.documents, 2);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn optimize(&mut self) -> Result<()> {
        self.guard(|writer| {
            // The commit would start merges of its own, which take segments away
            // from the one that is wanted.
            writer.shared().set_merge_policy(Box::new(NoMergePolicy));
            let merged = writer.commit().and_then(|()| writer.merge_all());
            writer.shared().set_merge_policy(Box::new(LogMergePolicy::default()));
            merged?;
            writer.see_commit()
        })
    }

    /// Merges all segments, after the merges that are under way.
    fn merge_all(&mut self) -> Result<()> {
        let fault = |error| write_fault(self.store.path(), "merge", error);
        let started = Instant::now();
        loop {
            let segments = self.store.index().searchable_segment_ids().map_err(fault)?;
            if segments.len() < 2 {
                break;
            }
            match exclusive(&mut self.inner).merge(&segments).wait() {
                Ok(_) => break,
                // A merge of an earlier commit has taken some of them.
                Err(TantivyError::InvalidArgument(_)) if started.elapsed() < MAX_MERGE_WAIT => {
                    std::thread::sleep(MERGE_RETRY);
                }
                Err(error) => return Err(fault(error)),
            }
        }
        self.shared().garbage_collect_files().wait().map(drop).map_err(fault)
    }

    /// Waits for merges under way and closes the writer. Discards what is not
    /// committed.
    ///
    /// ```
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs."))?;
    /// writer.commit()?;
    /// writer.add(&Document::new("b", "never committed"))?;
    /// writer.close()?;
    /// assert_eq!(index.stats()?.documents, 1);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Index`] where a merge failed; the last commit is intact.
    pub fn close(self) -> Result<()> {
        let Self { store, inner, .. } = self;
        guard(store.path(), || {
            let inner = inner.into_inner().unwrap_or_else(PoisonError::into_inner);
            let closed = inner.wait_merging_threads();
            closed.map_err(|e| write_fault(store.path(), "close", e))?;
            sweep_unlocked(store.index(), store.path());
            store.refresh()
        })
    }

    fn id_term(&self, id: &str) -> Term {
        Term::from_field_text(self.store.fields().id, id)
    }

    /// tantivy's writer, for operations that several threads may do at once.
    fn shared(&self) -> RwLockReadGuard<'_, IndexWriter<Record>> {
        self.inner.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// tantivy's writer, where no other thread has this one.
fn exclusive(inner: &mut RwLock<IndexWriter<Record>>) -> &mut IndexWriter<Record> {
    inner.get_mut().unwrap_or_else(PoisonError::into_inner)
}

/// How long a merge waits for others that have taken its segments.
const MAX_MERGE_WAIT: Duration = Duration::from_mins(10);

/// How often the merge is tried meanwhile.
const MERGE_RETRY: Duration = Duration::from_millis(20);

/// Name of a file that is written and removed to see whether the disk is full. A
/// sweep removes it where that was cut off.
const SPACE_PROBE: &str = ".ibid-room.tmp";

/// Bytes of that file.
const PROBE_BYTES: usize = 1 << 20;

/// The error for a failure to write. Where a thread of its own failed, tantivy
/// drops the cause or gives it as text, so the system is asked for space.
fn write_fault(path: &Path, action: &'static str, cause: TantivyError) -> Error {
    use TantivyError::{ErrorInThread, InternalError, IoError};
    match (&cause, probe_space(path)) {
        (ErrorInThread(_) | InternalError(_) | IoError(_), Err(source)) => {
            access_denied(path, source)
        }
        _ => from_tantivy(path, action, cause),
    }
}

/// Fails where the folder cannot take another [`PROBE_BYTES`].
fn probe_space(path: &Path) -> std::io::Result<()> {
    if path.as_os_str().is_empty() {
        return Ok(());
    }
    let probe = path.join(SPACE_PROBE);
    let written = std::fs::write(&probe, vec![0; PROBE_BYTES]);
    std::fs::remove_file(&probe).and(written)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_died_of_a_full_disk() {
        let died = || TantivyError::ErrorInThread("died".to_owned());
        let check = |path: &Path, cause: TantivyError, expected: &str| {
            let error = format!("{:?}", write_fault(path, "commit", cause));
            assert!(error.starts_with(expected), "{error} for {expected}");
        };
        let folder = tempfile::tempdir().unwrap();
        check(folder.path(), died(), "Index");
        check(Path::new(""), died(), "Index");
        // Writing to this device fails as writing to a full disk does.
        let full = || {
            std::os::unix::fs::symlink("/dev/full", folder.path().join(SPACE_PROBE)).unwrap();
            folder.path()
        };
        check(full(), died(), "DiskFull");
        check(full(), TantivyError::InternalError("full".to_owned()), "DiskFull");
        check(full(), TantivyError::Poisoned, "Index");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
