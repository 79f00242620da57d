//! The tantivy documents of passages.
//!
//! The passages of a document have to reach one segment side by side, so they
//! are one batch. tantivy takes a batch whole, but asks for the fields of a
//! record only when it indexes it. The records of a long document are therefore
//! handed over empty, and their fields follow while they are indexed.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::Term;
use tantivy::indexer::UserOperation;
use tantivy::schema::document::Document;
use tantivy::schema::{Field, OwnedValue};

use super::memory_limit::PassageFields;

/// A passage as tantivy takes it: its fields, or the stream that they come from.
#[derive(Debug, Default)]
pub(super) struct Record {
    fields: OnceLock<Box<PassageFields>>,
    stream: Option<Arc<FieldStream>>,
}

impl Record {
    /// With these fields.
    pub(super) fn new(fields: PassageFields) -> Self {
        Self { fields: OnceLock::from(Box::new(fields)), stream: None }
    }
}

impl Document for Record {
    type Value<'a> = &'a OwnedValue;
    type FieldsValuesIter<'a> = FieldValues<'a>;

    fn iter_fields_and_values(&self) -> FieldValues<'_> {
        let next = || self.stream.as_ref().map_or_else(PassageFields::default, |s| s.next());
        // tantivy indexes the records of a batch in order, so the next fields
        // of the stream are this record's.
        FieldValues(self.fields.get_or_init(|| Box::new(next())).values().iter())
    }
}

/// The fields of a record with their values.
#[derive(Debug, Clone)]
pub(super) struct FieldValues<'a>(std::slice::Iter<'a, (Field, OwnedValue)>);

impl<'a> Iterator for FieldValues<'a> {
    type Item = (Field, &'a OwnedValue);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(field, value)| (*field, value))
    }
}

/// Bytes of fields that are sent together, so that threads seldom wait for one
/// another. At most four such chunks exist at a time.
const CHUNK_BYTES: usize = 256 << 10;

type Chunk = Vec<PassageFields>;

/// The end of a stream that the indexing thread reads.
#[derive(Debug)]
struct FieldStream {
    chunks: Mutex<(Receiver<Chunk>, std::vec::IntoIter<PassageFields>)>,
    /// The field of the document's id, and the id.
    id: (Field, String),
}

impl FieldStream {
    /// The fields of the next record; waits for them.
    fn next(&self) -> PassageFields {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let (receiver, chunk) = &mut *chunks;
        if chunk.len() == 0 {
            *chunk = receiver.recv().unwrap_or_default().into_iter();
        }
        // Where the sender is gone too early, the id lets the record be deleted.
        chunk.next().unwrap_or_else(|| {
            let (field, id) = &self.id;
            let mut fields = PassageFields::default();
            fields.add_text(*field, id.clone());
            fields
        })
    }
}

/// The end of a stream that the encoding thread writes.
#[derive(Debug)]
pub(super) struct FieldSender {
    chunks: SyncSender<Chunk>,
    chunk: Chunk,
    chunk_bytes: usize,
}

/// The indexing thread has ended.
#[derive(Debug)]
pub(super) struct IndexingEnded;

impl FieldSender {
    /// Sends the fields of the next record; waits while the indexing thread is
    /// behind.
    pub(super) fn send(&mut self, fields: PassageFields) -> Result<(), IndexingEnded> {
        self.chunk_bytes += fields.bytes();
        self.chunk.push(fields);
        if self.chunk_bytes < CHUNK_BYTES {
            return Ok(());
        }
        self.flush()
    }

    /// Sends what is left.
    pub(super) fn finish(mut self) -> Result<(), IndexingEnded> {
        self.flush()
    }

    fn flush(&mut self) -> Result<(), IndexingEnded> {
        self.chunk_bytes = 0;
        let chunk = std::mem::take(&mut self.chunk);
        self.chunks.send(chunk).map_err(|_| IndexingEnded)
    }
}

/// One batch: a deletion, if there is any, and the empty records of a document.
#[derive(Debug)]
pub(super) struct StreamedBatch {
    deletion: Option<Term>,
    remaining: usize,
    stream: Arc<FieldStream>,
}

impl StreamedBatch {
    /// A batch of `count` records for the document with this id, and the sender
    /// of their fields.
    pub(super) fn new(count: usize, id: (Field, String)) -> (Self, FieldSender) {
        // One chunk is read, one waits, one is sent, one is being filled.
        let (sender, receiver) = sync_channel(1);
        let chunks = Mutex::new((receiver, Vec::new().into_iter()));
        let stream = Arc::new(FieldStream { chunks, id });
        let batch = Self { deletion: None, remaining: count, stream };
        (batch, FieldSender { chunks: sender, chunk: Vec::new(), chunk_bytes: 0 })
    }

    /// With a deletion before the records.
    pub(super) fn deleting(mut self, deletion: Option<Term>) -> Self {
        self.deletion = deletion;
        self
    }
}

impl Iterator for StreamedBatch {
    type Item = UserOperation<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(term) = self.deletion.take() {
            return Some(UserOperation::Delete(term));
        }
        self.remaining = self.remaining.checked_sub(1)?;
        let stream = Some(Arc::clone(&self.stream));
        Some(UserOperation::Add(Record { fields: OnceLock::new(), stream }))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.remaining + usize::from(self.deletion.is_some());
        (length, Some(length))
    }
}

impl ExactSizeIterator for StreamedBatch {}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(record: &Record) -> Vec<String> {
        record.iter_fields_and_values().map(|(_, value)| format!("{value:?}")).collect()
    }

    fn records(batch: StreamedBatch) -> Vec<Record> {
        let added = batch.filter_map(|operation| match operation {
            UserOperation::Add(record) => Some(record),
            UserOperation::Delete(_) => None,
        });
        added.collect()
    }

    #[test]
    fn fields_follow_their_records() {
        let field = Field::from_field_id(0);
        let (batch, mut sender) = StreamedBatch::new(3, (field, "id".to_owned()));
        assert_eq!(batch.len(), 3);
        let batch = batch.deleting(Some(Term::from_field_text(field, "id")));
        assert_eq!(batch.len(), 4);
        let records = records(batch);
        assert_eq!(records.len(), 3);
        let texts = ["a".repeat(CHUNK_BYTES), "b".to_owned(), "c".to_owned()];
        let sending = std::thread::spawn(move || {
            for text in texts {
                let mut fields = PassageFields::default();
                fields.add_text(field, text);
                sender.send(fields).unwrap();
            }
            sender.finish().unwrap();
        });
        let texts: Vec<_> = records.iter().map(text_of).collect();
        assert_eq!(texts[1..], [[r#"Str("b")"#], [r#"Str("c")"#]]);
        assert_eq!(texts[0], text_of(&records[0]), "fields are kept");
        sending.join().unwrap();
    }

    #[test]
    fn both_ends_may_be_gone() {
        let field = Field::from_field_id(0);
        let (batch, sender) = StreamedBatch::new(1, (field, "id".to_owned()));
        drop(sender);
        assert_eq!(text_of(&records(batch)[0]), [r#"Str("id")"#]);
        let (batch, mut sender) = StreamedBatch::new(1, (field, "id".to_owned()));
        drop(batch);
        let mut fields = PassageFields::default();
        fields.add_text(field, "a".repeat(CHUNK_BYTES));
        assert!(sender.send(fields).is_err());
    }
}
