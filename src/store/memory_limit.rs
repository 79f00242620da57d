//! The fields of passages on their way to tantivy, and a limit of the memory that
//! they take.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::schema::{Field, OwnedValue};

/// The fields of one passage. Their values are moved here, not copied.
#[derive(Debug, Default)]
pub(super) struct PassageFields {
    values: Vec<(Field, OwnedValue)>,
    /// Bytes of texts and byte values.
    bytes: usize,
    /// On the last passage of a document: the memory that all of them take.
    permit: Option<Permit>,
}

impl PassageFields {
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

    /// The fields with their values.
    pub(super) fn values(&self) -> &[(Field, OwnedValue)] {
        &self.values
    }

    /// The memory that it takes, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes + size_of::<Self>() + self.values.capacity() * size_of::<(Field, OwnedValue)>()
    }

    /// Keeps a permit until the record is indexed and dropped.
    pub(super) fn hold(&mut self, permit: Permit) {
        self.permit = Some(permit);
    }
}

/// A limit of the memory that waiting passages take, a semaphore of bytes. tantivy
/// limits its queue to 10,000 passages, however long each is.
#[derive(Debug, Default)]
pub(super) struct MemoryLimit {
    /// Bytes that are taken.
    taken: Mutex<usize>,
    freed: Condvar,
}

/// Bytes that waiting passages take at most, unless a single document takes more.
const MAX_BYTES: usize = 16 << 20;

/// The longest wait: a permit that is never dropped costs time and no more.
/// Threads that fail drop theirs.
const MAX_WAIT: Duration = Duration::from_mins(1);

impl MemoryLimit {
    /// Waits until that many bytes are free, and takes them.
    pub(super) fn take(self: &Arc<Self>, bytes: usize) -> Permit {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        // A document over the limit passes alone.
        let is_full = |taken: &mut usize| *taken > 0 && *taken + bytes > MAX_BYTES;
        let waited = self.freed.wait_timeout_while(taken, MAX_WAIT, is_full);
        let (mut taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Permit { limit: Arc::clone(self), bytes }
    }
}

/// Memory that is taken until this is dropped.
#[derive(Debug)]
pub(super) struct Permit {
    limit: Arc<MemoryLimit>,
    bytes: usize,
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.limit.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.limit.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_waited_for() {
        let limit = Arc::new(MemoryLimit::default());
        let (first, second) = (limit.take(MAX_BYTES - 1), limit.take(1));
        let waiting = std::thread::spawn({
            let limit = Arc::clone(&limit);
            // More than there is: it passes alone.
            move || limit.take(MAX_BYTES * 2).bytes
        });
        drop(first);
        assert!(!waiting.is_finished());
        drop(second);
        assert_eq!(waiting.join().unwrap(), MAX_BYTES * 2);
        assert_eq!(*limit.taken.lock().unwrap(), 0);
    }
}
