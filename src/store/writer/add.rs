//! Adding of documents, within the memory of a writer.

use std::sync::PoisonError;

use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, TantivyError, Term};

use super::{Writer, write_fault};
use crate::document::Document;
use crate::error::Result;
use crate::store::border::guard;
use crate::store::encode::{Encoder, refuse};
use crate::store::index_memory::{max_document_bytes, memory_in_segment};
use crate::store::memory_limit::PassageFields;
use crate::store::record::{IndexingEnded, Record, StreamedBatch};

/// Documents with longer texts, in bytes, are encoded while they are indexed. The
/// fields of a shorter one take a few megabytes at most.
const MAX_WHOLE_BYTES: usize = 256 << 10;

/// Documents with more passages likewise, however short each is.
const MAX_WHOLE_PASSAGES: usize = 4096;

/// A document that takes more memory, in bytes, is indexed alone, and gets a
/// segment of its own. The documents of a segment before it may fill the memory.
const MAX_SHARED_BYTES: usize = 8 << 20;

impl Writer {
    /// Adds a document. It replaces the document with its id, if there is one.
    /// Returns the number of passages that it was split into.
    ///
    /// Cost: one pass over the text; waits while the indexing threads are behind.
    /// A text over 256 KiB is encoded while it is indexed. One that takes over
    /// 8 MiB of memory, which prose of some 4 MB does, is indexed alone.
    ///
    /// # Errors
    /// [`Error::Document`](crate::Error::Document) where the document cannot be
    /// indexed as it is, as where it takes more memory than
    /// [`WriterOptions::memory_bytes`](crate::index::WriterOptions::memory_bytes)
    /// and 64 MiB; the document with its id stays then.
    /// [`Error::DiskFull`](crate::Error::DiskFull) and
    /// [`Error::Index`](crate::Error::Index) where the writer failed: roll back, or
    /// drop it and open another.
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
        guard(self.store.path(), || self.add_document(document))
    }

    fn add_document(&self, document: &Document) -> Result<usize> {
        let store = &self.store;
        let config = &store.manifest().config;
        let encoder = Encoder::new(document, store.analyzer(), config, store.fields())?;
        let passages = encoder.passages_with_text;
        let (id, text) = (&document.id, &document.text);
        if text.len() <= MAX_WHOLE_BYTES && passages <= MAX_WHOLE_PASSAGES {
            self.add_whole(id, encoder)?;
            return Ok(passages);
        }
        let memory = memory_in_segment(text, passages);
        let most = max_document_bytes(self.memory_bytes);
        if memory > most {
            return refuse(id, &too_large(memory, most));
        }
        if memory > MAX_SHARED_BYTES {
            self.add_alone(id, encoder)?;
        } else {
            self.add_streamed(&self.shared(), id, encoder)?;
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
        self.run(&self.shared(), id, |deletion| {
            let mut operations = Vec::with_capacity(passages.len() + 1);
            operations.extend(deletion.map(UserOperation::Delete));
            let records = passages.into_iter().map(Record::new);
            operations.extend(records.map(UserOperation::Add));
            operations
        })
    }

    /// Adds a document to a segment of its own, while nothing else is added.
    fn add_alone(&self, id: &str, encoder: Encoder<'_>) -> Result<()> {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        self.end_segments(&mut inner)?;
        self.add_streamed(&inner, id, encoder)?;
        self.end_segments(&mut inner)
    }

    /// Writes the segments that the threads have begun.
    fn end_segments(&self, inner: &mut IndexWriter<Record>) -> Result<()> {
        // A commit that was prepared and is dropped leaves the segments to the next.
        let ended = inner.prepare_commit().map(drop);
        ended.map_err(|e| write_fault(self.store.path(), "add a document", e))
    }

    /// Adds a document whose passages are encoded while they are indexed.
    fn add_streamed(
        &self,
        inner: &IndexWriter<Record>,
        id: &str,
        mut encoder: Encoder<'_>,
    ) -> Result<()> {
        let id_field = (self.store.fields().id, id.to_owned());
        let (batch, mut sender) = StreamedBatch::new(encoder.len(), id_field);
        self.run(inner, id, |deletion| batch.deleting(deletion))?;
        // A document of which a part was sent must not be committed.
        let mut unfinished = Unfinished { inner, id: Some(self.id_term(id)) };
        let sent = encoder.try_for_each(|fields| sender.send(fields));
        let sent = sent.and_then(|()| sender.finish());
        unfinished.id = None;
        sent.map_err(|IndexingEnded| {
            let ended = TantivyError::ErrorInThread("an indexing thread ended".to_owned());
            write_fault(self.store.path(), "add a document", ended)
        })
    }

    /// Runs the operations of a document as one batch, so that all passages lie
    /// side by side in one segment. `operations` gets the deletion of the document
    /// that is replaced.
    fn run<I>(
        &self,
        inner: &IndexWriter<Record>,
        id: &str,
        operations: impl FnOnce(Option<Term>) -> I,
    ) -> Result<()>
    where
        I: IntoIterator<Item = UserOperation<Record>, IntoIter: ExactSizeIterator>,
    {
        // Locked until the batch has its place among the others: of two threads
        // that add one id, the second must delete the document of the first.
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        // Also of an id that was added: deletions fall on the last commit as well.
        let is_committed = self.committed.can_delete(id)?;
        let is_replaced = added.insert(id) || is_committed;
        let run = inner.run(operations(is_replaced.then(|| self.id_term(id))));
        drop(added);
        run.map(drop).map_err(|e| write_fault(self.store.path(), "add a document", e))
    }
}

/// Why a document is refused that takes too much memory.
fn too_large(memory_bytes: usize, max_bytes: usize) -> String {
    let (memory, max) = (memory_bytes.div_ceil(1 << 20), max_bytes >> 20);
    format!(
        "to index it takes about {memory} MiB of memory and the writer has {max}: cut it into \
         several documents, or give the writer more memory"
    )
}

/// Deletes the passages of a document when it is dropped, which only a panic
/// among them does.
struct Unfinished<'a> {
    inner: &'a IndexWriter<Record>,
    /// `None` once all of it was sent.
    id: Option<Term>,
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id.take() {
            self.inner.delete_term(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::Config;
    use crate::error::Error;
    use crate::lexicon::Lexicon;
    use crate::store::Store;
    use crate::store::documents::{documents, verify};
    use crate::store::writer_options::WriterOptions;

    fn store_and_writer() -> (Arc<Store>, Writer) {
        let store = Store::in_memory(Config::default(), Lexicon::default()).unwrap();
        let store = Arc::new(store);
        let options = WriterOptions::default().with_memory_bytes(15 << 20);
        let writer = Writer::open(Arc::clone(&store), &options).unwrap();
        (store, writer)
    }

    /// A text of so many distinct words.
    fn text(words: usize) -> String {
        let word = |number: usize| {
            let letter = |at: u32| char::from(b'a' + (number / 26_usize.pow(at) % 26) as u8);
            let word: String = (0..5).map(letter).collect();
            word + if number.is_multiple_of(80) { ".\n\n" } else { " " }
        };
        (0..words).map(word).collect()
    }

    fn check(store: &Store, expected: &[(&str, &str)]) {
        let documents: Vec<_> = documents(store).unwrap().map(Result::unwrap).collect();
        let read: Vec<_> = documents.iter().map(|d| (d.id.as_str(), d.text.len())).collect();
        let lengths: Vec<_> = expected.iter().map(|(id, text)| (*id, text.len())).collect();
        assert_eq!(read, lengths);
        assert!(documents.iter().zip(expected).all(|(read, (_, text))| read.text == *text));
        verify(store).unwrap();
    }

    /// A document that is indexed alone keeps its place among the others: replaced,
    /// replacing, rolled back.
    #[test]
    fn long_documents_among_short_ones() {
        let (store, mut writer) = store_and_writer();
        let (long, longer, short) = (text(50_000), text(80_000), "Six tugs.");
        assert!(long.len() > MAX_WHOLE_BYTES);
        assert!(memory_in_segment(&long, 1) < MAX_SHARED_BYTES);
        assert!(memory_in_segment(&longer, 1) > MAX_SHARED_BYTES);
        let add = |writer: &Writer, id: &str, text: &str| {
            assert!(writer.add(&Document::new(id, text)).unwrap() > 0, "{id}");
        };
        for (id, text) in [("a", short), ("b", &longer), ("c", short), ("d", &long)] {
            add(&writer, id, text);
        }
        check(&store, &[]);
        writer.commit().unwrap();
        check(&store, &[("a", short), ("b", &longer), ("c", short), ("d", &long)]);
        let segments = store.index().searchable_segment_ids().unwrap();
        assert_eq!(segments.len(), 3, "the long one is alone");
        // Twice before a commit, and both ways.
        for (id, text) in [("a", short), ("a", &longer), ("b", &long), ("b", short)] {
            add(&writer, id, text);
        }
        writer.delete("d");
        writer.commit().unwrap();
        check(&store, &[("a", &longer), ("b", short), ("c", short)]);
        add(&writer, "c", &longer);
        writer.rollback().unwrap();
        add(&writer, "e", &long);
        writer.commit().unwrap();
        check(&store, &[("a", &longer), ("b", short), ("c", short), ("e", &long)]);
    }

    #[test]
    fn a_document_over_the_memory_is_refused_and_its_id_stays() {
        let (store, mut writer) = store_and_writer();
        writer.add(&Document::new("a", "Six tugs.")).unwrap();
        let error = writer.add(&Document::new("a", text(600_000))).unwrap_err();
        assert!(matches!(error, Error::Document { .. }), "{error:?}");
        let message = error.to_string();
        let expected = "document \"a\" cannot be indexed: to index it takes about 6";
        assert!(message.starts_with(expected), "{message}");
        let expected = " MiB of memory and the writer has 57: cut it into several documents, or \
                        give the writer more memory";
        assert!(message.ends_with(expected), "{message}");
        writer.commit().unwrap();
        check(&store, &[("a", "Six tugs.")]);
    }

    /// The passages of a document of which only a part was sent.
    #[test]
    fn a_document_that_was_cut_off_is_deleted() {
        let (store, mut writer) = store_and_writer();
        writer.add(&Document::new("a", "Six tugs.")).unwrap();
        let long = Document::new("b", text(50_000));
        let config = &store.manifest().config;
        let encoder = Encoder::new(&long, store.analyzer(), config, store.fields()).unwrap();
        let id_field = (store.fields().id, long.id.clone());
        let (batch, mut sender) = StreamedBatch::new(encoder.len(), id_field);
        let inner = writer.shared();
        writer.run(&inner, &long.id, |deletion| batch.deleting(deletion)).unwrap();
        let unfinished = Unfinished { inner: &inner, id: Some(writer.id_term(&long.id)) };
        for fields in encoder.take(100) {
            sender.send(fields).unwrap();
        }
        drop((sender, unfinished));
        drop(inner);
        writer.commit().unwrap();
        check(&store, &[("a", "Six tugs.")]);
    }
}
