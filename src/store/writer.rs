//! The one writer of an index.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tantivy::indexer::{LogMergePolicy, NoMergePolicy, UserOperation};
use tantivy::query::AllQuery;
use tantivy::{IndexWriter, TantivyError, Term};

use super::Store;
use super::commit_files::sweep_unlocked;
use super::encode::{Encoder, MIN_TEXT_LIMIT};
use super::errors::{access_denied, from_tantivy};
use super::lock::{open_locked, use_up_stamp};
use super::memory_limit::{MemoryLimit, PassageFields};
use super::record::{IndexingEnded, Record, StreamedBatch};
use super::seen_ids::SeenIds;
use super::snapshot::Snapshot;
use super::writer_options::WriterOptions;
use crate::document::Document;
use crate::error::{Error, Result};

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
    inner: IndexWriter<Record>,
    /// The last commit.
    committed: Arc<Snapshot>,
    /// Ids that were added since the writer was opened.
    added: Mutex<SeenIds>,
    memory: Arc<MemoryLimit>,
    /// Longer texts are refused.
    max_text_bytes: usize,
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
        let max_text_bytes = options.memory_bytes.max(MIN_TEXT_LIMIT);
        let (added, memory) = (Mutex::default(), Arc::default());
        Ok(Self { store, inner, committed, added, memory, max_text_bytes })
    }

    /// Adds a document. It replaces the document with its id, if there is one.
    /// Returns the number of passages that it was split into.
    ///
    /// Cost: one pass over the text; waits while the indexing threads are behind.
    /// A text over 256 KiB is encoded while it is indexed, so that memory stays
    /// within [`WriterOptions::memory_bytes`] and 64 MB.
    ///
    /// # Errors
    /// [`Error::Document`] where the document cannot be indexed as it is, as with a
    /// text over 100 MiB and over the writer's memory; the document with its id
    /// stays then. [`Error::DiskFull`] and [`Error::Index`] where the writer failed:
    /// roll back, or drop it and open another.
    ///
    /// ```
    /// use ibid::{Document, Error, Index};
    ///
    /// let writer = Index::in_memory()?.writer()?;
    /// assert_eq!(writer.add(&Document::new("a", "Moscow lifted the embargo."))?, 1);
    /// let without_id = Document::new("", "Moscow lifted the embargo.");
    /// assert!(matches!(writer.add(&without_id), Err(Error::Document { .. })));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn add(&self, document: &Document) -> Result<usize> {
        let store = &self.store;
        let config = &store.manifest().config.passages;
        let (analyzer, fields) = (store.analyzer(), store.fields());
        let encoder = Encoder::new(document, self.max_text_bytes, analyzer, config, fields)?;
        let passages = encoder.passages_with_text;
        if document.text.len() > MAX_WHOLE_BYTES {
            self.add_streamed(&document.id, encoder)?;
        } else {
            self.add_whole(&document.id, encoder)?;
        }
        Ok(passages)
    }

    /// Adds a document whose passages are all encoded before they are handed over.
    fn add_whole(&self, id: &str, encoder: Encoder<'_>) -> Result<()> {
        let mut passages: Vec<PassageFields> = encoder.collect();
        let permit = self.memory.take(passages.iter().map(PassageFields::bytes).sum());
        // The last passage is indexed after the others.
        if let Some(last) = passages.last_mut() {
            last.hold(permit);
        }
        self.run(id, |deletion| {
            let mut operations = Vec::with_capacity(passages.len() + 1);
            operations.extend(deletion.map(UserOperation::Delete));
            let records = passages.into_iter().map(Record::new);
            operations.extend(records.map(UserOperation::Add));
            operations
        })
    }

    /// Adds a document whose passages are encoded while they are indexed.
    fn add_streamed(&self, id: &str, mut encoder: Encoder<'_>) -> Result<()> {
        let id_field = (self.store.fields().id, id.to_owned());
        let (batch, mut sender) = StreamedBatch::new(encoder.len(), id_field);
        self.run(id, |deletion| batch.deleting(deletion))?;
        // A document of which a part was sent must not be committed.
        let unfinished = Unfinished { writer: self, id };
        let sent = encoder.try_for_each(|fields| sender.send(fields));
        let sent = sent.and_then(|()| sender.finish());
        std::mem::forget(unfinished);
        sent.map_err(|IndexingEnded| {
            let ended = TantivyError::ErrorInThread("an indexing thread ended".to_owned());
            write_fault(self.store.path(), "add a document", ended)
        })
    }

    /// Runs the operations of a document as one batch, so that all passages lie
    /// side by side in one segment. `operations` gets the deletion of the document
    /// that is replaced.
    fn run<I>(&self, id: &str, operations: impl FnOnce(Option<Term>) -> I) -> Result<()>
    where
        I: IntoIterator<Item = UserOperation<Record>, IntoIter: ExactSizeIterator>,
    {
        // Locked until the batch has its place among the others: of two threads
        // that add one id, the second must delete the document of the first.
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        let is_replaced = added.insert(id) || self.committed.find(id)?.is_some();
        let run = self.inner.run(operations(is_replaced.then(|| self.id_term(id))));
        drop(added);
        let path = self.store.path();
        run.map(drop).map_err(|e| write_fault(path, "add a document", e))
    }

    /// Deletes the document with an id. Does nothing where there is none.
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
        self.inner.delete_term(self.id_term(id));
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
        let deleted = self.inner.delete_query(Box::new(AllQuery));
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
    /// [`Error::DiskFull`], [`Error::Index`]; the last commit is intact.
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
        let rolled = self.inner.rollback().and_then(|_| use_up_stamp(&self.inner));
        rolled.map_err(|e| from_tantivy(self.store.path(), "roll back", e))
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
                    std::thread::sleep(MERGE_RETRY);
                }
                Err(error) => return Err(fault(error)),
            }
        }
        self.inner.garbage_collect_files().wait().map(drop).map_err(fault)
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

/// How often the merge is tried meanwhile.
const MERGE_RETRY: Duration = Duration::from_millis(20);

/// Documents with longer texts, in bytes, are encoded while they are indexed. The
/// fields of a shorter one take a few megabytes at most.
const MAX_WHOLE_BYTES: usize = 256 << 10;

/// Deletes the passages of a document when it is dropped, which only a panic
/// among them does.
struct Unfinished<'a> {
    writer: &'a Writer,
    id: &'a str,
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.writer.delete(self.id);
    }
}

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
