//! A table of words that every word of a text is looked up in.

use crate::util::prefix_filter::prefix8;

/// The longest word of the table, in bytes; longer ones are in a list of their own.
const MAX_BYTES: usize = 16;

/// The first sixteen bytes of a word, with zeros behind them.
type Key = [u64; 2];

/// A place of the table; an empty one has the key of the empty word.
#[derive(Debug, Clone, Copy, Default)]
struct Slot<T> {
    key: Key,
    value: T,
}

/// Values by word. A look-up compares two numbers, and mostly looks at one place:
/// at least three of four are empty.
#[derive(Debug)]
pub(super) struct WordTable<T> {
    /// As many as a power of two.
    slots: Vec<Slot<T>>,
    longer: Vec<(String, T)>,
}

impl<T: Copy + Default> WordTable<T> {
    /// The table of these words; each stands once among them.
    pub(super) fn new(words: impl ExactSizeIterator<Item = (String, T)>) -> Self {
        let length = (4 * words.len().max(1)).next_power_of_two();
        let empty = Slot { key: [0, 0], value: T::default() };
        let mut table = Self { slots: vec![empty; length], longer: Vec::new() };
        for (word, value) in words {
            table.add(word, value);
        }
        table
    }

    fn add(&mut self, word: String, value: T) {
        if word.len() > MAX_BYTES {
            return self.longer.push((word, value));
        }
        let key = key_of(word.as_bytes(), word.len());
        let place = self.place_of(key);
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = Slot { key, value };
        }
    }

    /// The value of the word that the first `len` of these bytes are; the default
    /// of a word that is not in the table.
    pub(super) fn get(&self, bytes: &[u8], len: usize) -> T {
        if len > MAX_BYTES {
            let word = bytes.get(..len).unwrap_or_default();
            let longer = self.longer.iter().find(|(longer, _)| longer.as_bytes() == word);
            return longer.map_or_else(T::default, |(_, value)| *value);
        }
        let place = self.place_of(key_of(bytes, len));
        self.slots.get(place).map_or_else(T::default, |slot| slot.value)
    }

    /// The place of a key, or the empty one where it would stand.
    fn place_of(&self, key: Key) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = hash(key) & mask;
        // A quarter of the places is taken at most, so that an empty one is met.
        while self.slots.get(place).is_some_and(|slot| slot.key != key && slot.key != [0, 0]) {
            place = (place + 1) & mask;
        }
        place
    }
}

fn key_of(bytes: &[u8], len: usize) -> Key {
    let second = bytes.get(8..).filter(|_| len > 8).map_or(0, |behind| prefix8(behind, len - 8));
    [prefix8(bytes, len), second]
}

/// By multiplication with the golden ratio; the upper bits are the mixed ones.
fn hash([first, second]: Key) -> usize {
    let mixed = (first ^ second.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_a_map(
            words in prop::collection::btree_map("[a-c€]{1,20}", 1..9_u32, 0..40),
            others in prop::collection::vec("[a-c€]{0,20}", 0..40),
            behind in "[a-c ]{0,20}",
        ) {
            let words: BTreeMap<String, u32> = words;
            let table = WordTable::new(words.clone().into_iter());
            for word in words.keys().chain(&others) {
                let text = format!("{word}{behind}");
                let expected = words.get(word).copied().unwrap_or_default();
                prop_assert_eq!(table.get(text.as_bytes(), word.len()), expected, "{}", word);
            }
        }
    }
}
