//! A passage on its way to tantivy, and how many of them may be.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::schema::document::Document;
use tantivy::schema::{Field, OwnedValue};

/// The fields of one passage. What they hold is moved here, not copied.
#[derive(Debug, Default)]
pub(super) struct Record {
    values: Vec<(Field, OwnedValue)>,
    bytes: usize,
    /// Of the whole document, on its last passage.
    held: Option<Permit>,
}

impl Record {
    pub(super) fn add_text(&mut self, field: Field, text: String) {
        self.bytes += text.capacity();
        self.values.push((field, OwnedValue::Str(text)));
    }

    pub(super) fn add_bytes(&mut self, field: Field, bytes: Vec<u8>) {
        self.bytes += bytes.capacity();
        self.values.push((field, OwnedValue::Bytes(bytes)));
    }

    pub(super) fn add_u64(&mut self, field: Field, number: u64) {
        self.values.push((field, OwnedValue::U64(number)));
    }

    pub(super) fn add_i64(&mut self, field: Field, number: i64) {
        self.values.push((field, OwnedValue::I64(number)));
    }

    /// Memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes + size_of::<Self>() + self.values.capacity() * size_of::<(Field, OwnedValue)>()
    }

    /// Gives back the room when it is indexed.
    pub(super) fn hold(&mut self, held: Permit) {
        self.held = Some(held);
    }
}

type Value = (Field, OwnedValue);

fn borrowed((field, value): &Value) -> (Field, &OwnedValue) {
    (*field, value)
}

impl Document for Record {
    type Value<'a> = &'a OwnedValue;
    type FieldsValuesIter<'a> =
        std::iter::Map<std::slice::Iter<'a, Value>, fn(&'a Value) -> (Field, &'a OwnedValue)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.values.iter().map(borrowed)
    }
}

/// Memory for passages that wait to be indexed. tantivy bounds its queue by
/// documents, ten thousand of them, however long each is.
#[derive(Debug, Default)]
pub(super) struct MemoryLimit {
    taken: Mutex<usize>,
    freed: Condvar,
}

/// Waiting passages take at most so many bytes, unless one document does.
const ROOM: usize = 16 << 20;

/// The longest wait, so that what is never given back costs time and no more:
/// a thread that failed drops what it held.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

impl MemoryLimit {
    /// Waits until there is room for so many bytes.
    pub(super) fn take(self: &Arc<Self>, bytes: usize) -> Permit {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |taken: &mut usize| *taken > 0 && *taken + bytes > ROOM;
        let waited = self.freed.wait_timeout_while(taken, LONGEST_WAIT, is_full);
        let (mut taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Permit { room: Arc::clone(self), bytes }
    }
}

/// Room that is taken until this is dropped.
#[derive(Debug)]
pub(super) struct Permit {
    room: Arc<MemoryLimit>,
    bytes: usize,
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.room.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.room.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_waited_for() {
        let room = Arc::new(MemoryLimit::default());
        let (first, second) = (room.take(ROOM - 1), room.take(1));
        let waiting = std::thread::spawn({
            let room = Arc::clone(&room);
            // More than there is: alone it may pass.
            move || room.take(ROOM * 2).bytes
        });
        drop(first);
        assert!(!waiting.is_finished());
        drop(second);
        assert_eq!(waiting.join().unwrap(), ROOM * 2);
        assert_eq!(*room.taken.lock().unwrap(), 0);
    }
}
