//! The skip list at the head of a posting list: an entry for each full block.
//! For its layout see the [room's page](super).

use std::io;

use tantivy::{DocId, TERMINATED};

use super::{damaged, varint};

/// Postings of a full block.
pub(super) const BLOCK: usize = 128;

/// Bytes of an entry, in a field with positions.
pub(super) const ENTRY_BYTES: usize = 12;

/// Bytes before the first posting list of a field: how many tokens it has.
pub(super) const HEADER_BYTES: usize = 8;

/// Set where passages are packed as differences less one, as this version of
/// tantivy always does.
const STRICT: u8 = 1 << 6;

/// The most bits of a packed number.
pub(super) const MAX_BITS: u8 = 32;

/// The fewest and the most bytes of a posting in the tail: a passage and a
/// frequency, each a number of one to five bytes.
const TAIL_POSTING_BYTES: [usize; 2] = [2, 10];

/// The entry of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The last passage of the block.
    pub(super) last: DocId,
    /// Whether passages are packed as this version of tantivy packs them.
    is_strict: bool,
    pub(super) passage_bits: u8,
    pub(super) frequency_bits: u8,
    /// The sum of the frequencies.
    pub(super) occurrences: u32,
    /// Id of the length of the passage that BM25 scores highest.
    pub(super) length_id: u8,
    /// Frequency of that passage; 255 stands for larger ones too.
    pub(super) frequency: u8,
}

impl Entry {
    pub(super) fn read(entry: &[u8; ENTRY_BYTES]) -> Self {
        let [.., passage_bits, frequency_bits, _, _, _, _, length_id, frequency] = *entry;
        let word = |from: usize| {
            let bytes = entry.get(from..).and_then(|bytes| bytes.first_chunk());
            bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
        };
        let (last, occurrences) = (word(0), word(6));
        let (is_strict, passage_bits) = (passage_bits & STRICT != 0, passage_bits & !STRICT);
        Self { last, is_strict, passage_bits, frequency_bits, occurrences, length_id, frequency }
    }

    /// Bytes of the packed passages.
    pub(super) fn passage_bytes(self) -> usize {
        packed_bytes(self.passage_bits)
    }

    /// Bytes of the block.
    pub(super) fn block_bytes(self) -> usize {
        packed_bytes(self.passage_bits) + packed_bytes(self.frequency_bits)
    }
}

/// Bytes of 128 packed numbers.
pub(super) fn packed_bytes(bits: u8) -> usize {
    usize::from(bits) * BLOCK / 8
}

/// The skip list of a posting list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SkipList<'a> {
    pub(super) entries: &'a [[u8; ENTRY_BYTES]],
    /// Where the blocks begin in the list.
    pub(super) blocks_at: usize,
}

impl<'a> SkipList<'a> {
    /// Reads the skip list of a list of that many passages, which is empty
    /// without a full block. `None` where it is not laid out as expected.
    pub(super) fn read(list: &'a [u8], passage_frequency: u32) -> Option<Self> {
        let full_blocks = passage_frequency as usize / BLOCK;
        if full_blocks == 0 {
            return Some(Self { entries: &[], blocks_at: 0 });
        }
        let (length, after) = varint::read(list)?;
        let (entries, []) = after.get(..length)?.as_chunks() else { return None };
        let blocks_at = list.len() - after.len() + length;
        (entries.len() == full_blocks).then_some(Self { entries, blocks_at })
    }

    /// Checks the skip list of a list of that many passages. Gives where its
    /// entries begin.
    ///
    /// # Errors
    /// An error of kind `InvalidData` where it is not laid out as expected, or
    /// not consistent.
    pub(super) fn check(list: &'a [u8], passage_frequency: u32) -> io::Result<usize> {
        let tail = passage_frequency as usize % BLOCK;
        let skip_list = Self::read(list, passage_frequency)
            .filter(|skip_list| skip_list.is_consistent(tail, list.len() - skip_list.blocks_at));
        let Self { entries, blocks_at } =
            skip_list.ok_or_else(|| damaged("a posting list is not laid out as expected"))?;
        Ok(blocks_at - entries.len() * ENTRY_BYTES)
    }

    /// Whether the entries go together with each other, with the `bytes` of
    /// all blocks, and with the number of postings after the full blocks.
    ///
    /// A cursor relies on it: passages ascend from block to block and are below
    /// [`TERMINATED`], so that each block moves it forward.
    fn is_consistent(&self, tail: usize, bytes: usize) -> bool {
        // 128 passages from 0 on end at 127 or later, and so on.
        let (mut min_last, mut last, mut block_bytes) = (BLOCK as DocId - 1, 0, 0);
        let mut is_consistent = true;
        for entry in self.entries {
            let entry = Entry::read(entry);
            let bits = entry.passage_bits.max(entry.frequency_bits);
            // A passage that has the term has it once at least.
            let has_all = entry.occurrences >= BLOCK as u32;
            is_consistent &= entry.is_strict && bits <= MAX_BITS && has_all;
            is_consistent &= entry.last >= min_last;
            last = entry.last;
            min_last = last.saturating_add(BLOCK as DocId);
            block_bytes += entry.block_bytes();
        }
        let [min, max] = TAIL_POSTING_BYTES.map(|bytes| block_bytes + tail * bytes);
        is_consistent && last < TERMINATED && (min..=max).contains(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No bounds and no passages at all rather than wrong ones.
    #[test]
    fn of_another_layout_nothing_is_read() {
        let entry = [0; ENTRY_BYTES];
        let list = |length: u8, bytes: &[u8]| [&[0x80 | length], bytes].concat();
        let read = SkipList { entries: &[entry], blocks_at: 13 };
        assert_eq!(SkipList::read(&list(12, &entry), 130), Some(read));
        assert_eq!(SkipList::read(&[], 127), Some(SkipList { entries: &[], blocks_at: 0 }));
        for (length, bytes, passages) in [
            (12, &entry[..], 256),
            (11, &entry, 128),
            (13, &entry, 128),
            (12, &entry[1..], 128),
            (0, &[], 128),
        ] {
            let list = list(length, bytes);
            assert_eq!(SkipList::read(&list, passages), None, "{length} {bytes:?} {passages}");
        }
        assert_eq!(SkipList::read(&[0; 20], 128), None, "a number without an end");
        assert_eq!(SkipList::read(&[], 128), None);
    }

    #[test]
    fn entries_must_go_together() {
        const TOO_MANY: u8 = MAX_BITS + 1;
        let entry = |last: u32, passage_bits: u8, frequency_bits: u8| {
            let [a, b, c, d] = last.to_le_bytes();
            [a, b, c, d, passage_bits, frequency_bits, 128, 0, 0, 0, 0, 0]
        };
        let check = |entries: &[[u8; ENTRY_BYTES]], tail: usize, bytes: usize, expected: bool| {
            let list = SkipList { entries, blocks_at: 0 };
            assert_eq!(list.is_consistent(tail, bytes), expected, "{entries:?} {tail} {bytes}");
        };
        check(&[], 0, 0, true);
        check(&[], 3, 5, false);
        check(&[], 3, 6, true);
        check(&[], 3, 31, false);
        let one = entry(127, STRICT | 3, 2);
        check(&[one], 0, 80, true);
        check(&[one], 0, 79, false);
        check(&[one], 0, 81, false);
        check(&[one], 1, 82, true);
        check(&[entry(126, STRICT | 3, 2)], 0, 80, false);
        check(&[entry(127, 3, 2)], 0, 80, false);
        check(&[entry(127, STRICT | TOO_MANY, 0)], 0, 528, false);
        check(&[entry(127, STRICT, TOO_MANY)], 0, 528, false);
        check(&[one, entry(255, STRICT, 0)], 0, 80, true);
        check(&[one, entry(254, STRICT, 0)], 0, 80, false);
        check(&[entry(TERMINATED - 1, STRICT, 0)], 0, 0, true);
        check(&[entry(TERMINATED, STRICT, 0)], 0, 0, false);
        check(&[entry(u32::MAX, STRICT, 0), entry(u32::MAX, STRICT, 0)], 0, 0, false);
        let mut rare = one;
        rare[6] = 127;
        check(&[rare], 0, 80, false);
    }
}
