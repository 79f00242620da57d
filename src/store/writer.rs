//! The one writer of an index.

use super::lock::{open_locked, use_up_stamp};
use super::writer_options::WriterOptions;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tantivy::indexer::{LogMergePolicy, NoMergePolicy, UserOperation};
use tantivy::query::AllQuery;
use tantivy::{IndexWriter, TantivyError, Term};

use super::Store;
use super::commit_files::sweep_unlocked;
use super::encode::encode;
use super::errors::{access_denied, from_tantivy};
use super::memory_limit::{MemoryLimit, Record};
use super::seen_ids::SeenIds;
use super::snapshot::Snapshot;
use crate::document::Document;
use crate::error::{Error, Result};

/// Adds, replaces and deletes documents; nothing is seen by a search before
/// [`commit`](Self::commit). One writer is open at a time; it is closed by
/// dropping it, which forgets what is not committed.
///
/// Adding may go on from several threads at once.
pub struct Writer {
    store: Arc<Store>,
    inner: IndexWriter<Record>,
    /// The last commit.
    committed: Arc<Snapshot>,
    /// Ids that were added after it was opened.
    added: Mutex<SeenIds>,
    room: Arc<MemoryLimit>,
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
        // Only now is it certain that no other writer commits.
        store.refresh()?;
        let committed = store.snapshot()?;
        Ok(Self { store, inner, committed, added: Mutex::default(), room: Arc::default() })
    }

    /// Adds a document, replacing the one with its id where there is one.
    /// Returns how many passages it was split into.
    ///
    /// Cost: one pass over the text; waits where the indexing threads are
    /// behind.
    ///
    /// # Errors
    /// [`Error::Document`] where the document cannot be indexed as it is (the
    /// one with its id stays); [`Error::DiskFull`], [`Error::Index`] where the
    /// writer failed: roll back, or drop it and open another.
    pub fn add(&self, document: &Document) -> Result<usize> {
        let store = &self.store;
        let config = &store.manifest().config.passages;
        let mut encoded = encode(document, store.analyzer(), config, store.fields())?;
        let held = self.room.take(encoded.records.iter().map(Record::bytes).sum());
        if let Some(last) = encoded.records.last_mut() {
            last.hold(held);
        }
        let mut operations = Vec::with_capacity(encoded.records.len() + 1);
        // Held until the batch has its place among the others: of two threads
        // that add one id, the second has to delete what the first adds.
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        if added.insert(&document.id) || self.committed.find(&document.id)?.is_some() {
            operations.push(UserOperation::Delete(self.id_term(&document.id)));
        }
        operations.extend(encoded.records.into_iter().map(UserOperation::Add));
        // One batch: its records land side by side in one segment.
        let run = self.inner.run(operations);
        drop(added);
        run.map_err(|e| write_fault(store.path(), "add a document", e))?;
        Ok(encoded.passages)
    }

    /// Deletes the document with that id; without one nothing happens.
    pub fn delete(&self, id: &str) {
        self.inner.delete_term(self.id_term(id));
    }

    /// Deletes every document.
    ///
    /// # Errors
    /// [`Error::Index`] where the writer failed.
    pub fn delete_all(&self) -> Result<()> {
        // tantivy's own way forgets finished segments only, and sets the stamps
        // back, so that older deletes fall on newer documents.
        let deleted = self.inner.delete_query(Box::new(AllQuery));
        deleted.map(drop).map_err(|e| from_tantivy(self.store.path(), "delete all documents", e))
    }

    /// Makes everything since the last commit durable and seen by searches,
    /// all of it or, at a failure, none.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Index`]: the last commit is intact.
    pub fn commit(&mut self) -> Result<()> {
        let path = self.store.path();
        let payload = self.store.manifest().to_payload();
        let mut commit = || -> tantivy::Result<()> {
            let mut prepared = self.inner.prepare_commit()?;
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

    /// Forgets everything since the last commit.
    ///
    /// # Errors
    /// [`Error::Index`] where the writer failed.
    pub fn rollback(&mut self) -> Result<()> {
        let rolled = self.inner.rollback().and_then(|_| use_up_stamp(&self.inner));
        rolled.map_err(|e| from_tantivy(self.store.path(), "roll back", e))
    }

    /// Merges all segments into one and removes files that no commit needs;
    /// commits first. Searches give the same hits before and after, faster.
    ///
    /// Cost: rewrites the index.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn optimize(&mut self) -> Result<()> {
        // The commit would start merges of its own, which take segments away
        // from the one that is wanted.
        self.inner.set_merge_policy(Box::new(NoMergePolicy));
        let merged = self.commit().and_then(|()| self.merge_all());
        self.inner.set_merge_policy(Box::new(LogMergePolicy::default()));
        merged?;
        self.see_commit()
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
            match self.inner.merge(&segments).wait() {
                Ok(_) => break,
                // A merge of an earlier commit has taken some of them.
                Err(TantivyError::InvalidArgument(_)) if started.elapsed() < MAX_MERGE_WAIT => {
                    std::thread::sleep(MERGE_POLL);
                }
                Err(error) => return Err(fault(error)),
            }
        }
        self.inner.garbage_collect_files().wait().map(drop).map_err(fault)
    }

    /// Closes the writer after waiting for merges under way. What is not
    /// committed is forgotten.
    ///
    /// # Errors
    /// [`Error::Index`] where a merge failed; the last commit is intact.
    pub fn close(self) -> Result<()> {
        let closed = self.inner.wait_merging_threads();
        closed.map_err(|e| write_fault(self.store.path(), "close", e))?;
        sweep_unlocked(self.store.index(), self.store.path());
        self.store.refresh()
    }

    fn id_term(&self, id: &str) -> Term {
        Term::from_field_text(self.store.fields().id, id)
    }
}

/// How long a merge waits for others that have taken its segments.
const MAX_MERGE_WAIT: Duration = Duration::from_secs(600);

/// How often it looks whether they have ended.
const MERGE_POLL: Duration = Duration::from_millis(20);

/// Written and removed to see whether the disk is full.
const ROOM_PROBE: &str = ".ibid-room.tmp";

/// Where a thread of its own failed, tantivy keeps the reason to itself or
/// gives it as text, so whether there is room is asked of the system.
fn write_fault(path: &Path, action: &'static str, cause: TantivyError) -> Error {
    use TantivyError::{ErrorInThread, InternalError, IoError};
    match (&cause, probe_room(path)) {
        (ErrorInThread(_) | InternalError(_) | IoError(_), Err(source)) => {
            access_denied(path, source)
        }
        _ => from_tantivy(path, action, cause),
    }
}

/// Fails where the folder cannot take a megabyte more.
fn probe_room(path: &Path) -> std::io::Result<()> {
    if path.as_os_str().is_empty() {
        return Ok(());
    }
    let probe = path.join(ROOM_PROBE);
    let written = std::fs::write(&probe, vec![0; 1 << 20]);
    std::fs::remove_file(&probe).and(written)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_died_of_a_full_disk() {
        let died = || TantivyError::ErrorInThread("died".to_owned());
        let check = |path: &Path, cause: TantivyError, expected: &str| {
            let found = format!("{:?}", write_fault(path, "commit", cause));
            assert!(found.starts_with(expected), "{found} for {expected}");
        };
        let folder = tempfile::tempdir().unwrap();
        check(folder.path(), died(), "Index");
        check(Path::new(""), died(), "Index");
        // Writing to this device fails as writing to a full disk does.
        let full = || {
            std::os::unix::fs::symlink("/dev/full", folder.path().join(ROOM_PROBE)).unwrap();
            folder.path()
        };
        check(full(), died(), "DiskFull");
        check(full(), TantivyError::InternalError("full".to_owned()), "DiskFull");
        check(full(), TantivyError::Poisoned, "Index");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
