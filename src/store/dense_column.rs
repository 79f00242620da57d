//! A column in memory: one value for each passage or document of a segment.

use std::marker::PhantomData;
use std::ops::Deref;

use tantivy::DocId;

use super::ordinals::DocumentOrd;

/// A number that counts entries of a column from 0.
pub(crate) trait Ordinal: Copy {
    fn index(self) -> usize;
}

impl Ordinal for DocId {
    fn index(self) -> usize {
        // Systems that map whole files have addresses of 32 bits at least.
        self as usize
    }
}

impl Ordinal for DocumentOrd {
    fn index(self) -> usize {
        DocumentOrd::index(self)
    }
}

/// Values by `K`, with a named default. Hot loops read it as the slice that it
/// derefs to.
#[derive(Debug)]
pub(crate) struct DenseColumn<K, T> {
    values: Vec<T>,
    /// The value of what has none.
    default: T,
    by: PhantomData<K>,
}

/// A value for each passage.
pub(crate) type PassageColumn<T> = DenseColumn<DocId, T>;

/// A value for each document.
pub(crate) type DocumentColumn<T> = DenseColumn<DocumentOrd, T>;

impl<K: Ordinal, T: Copy> DenseColumn<K, T> {
    /// A column without values, with room for `capacity` of them.
    pub(super) fn with_default(default: T, capacity: usize) -> Self {
        Self { values: Vec::with_capacity(capacity), default, by: PhantomData }
    }

    /// Appends the value of the next passage or document.
    pub(super) fn push(&mut self, value: T) {
        self.values.push(value);
    }

    /// The value that was appended last.
    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        self.values.last_mut()
    }

    /// The value of a passage or document; the default where there is none.
    pub(crate) fn of(&self, key: K) -> T {
        self.values.get(key.index()).copied().unwrap_or(self.default)
    }
}

impl<K, T> Deref for DenseColumn<K, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_value_has_the_default() {
        let mut words: DocumentColumn<u32> = DenseColumn::with_default(7, 2);
        words.push(3);
        words.push(4);
        if let Some(last) = words.last_mut() {
            *last += 1;
        }
        assert_eq!(*words, [3, 5]);
        assert_eq!([0, 1, 2].map(|at| words.of(DocumentOrd(at))), [3, 5, 7]);
        assert_eq!(words.of(DocumentOrd::NONE), 7);
    }
}
