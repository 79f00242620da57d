//! The skip list at the head of a posting list, as tantivy 0.27 lays it out:
//! for each full block of 128 passages its last passage, the bits of a passage
//! and of a frequency, the sum of the frequencies, and the length and the
//! frequency of the passage for which BM25 with k1 = 1.2 and b = 0.75 is
//! highest.

use tantivy::DocId;
use tantivy::directory::OwnedBytes;

/// Postings of a full block.
pub(super) const BLOCK: usize = 128;

/// Bytes of a block in the skip list of a field with positions.
pub(super) const ENTRY_BYTES: usize = 12;

/// Bytes before the first posting list of a field: how many tokens it has.
pub(super) const HEADER_BYTES: usize = 8;

/// Set where passages are written as what they lie after the one before, less
/// one, as this version of tantivy always does.
const STRICT: u8 = 1 << 6;

/// Most bits of a number.
pub(super) const MOST_BITS: u8 = 32;

/// What a skip list says of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) last: DocId,
    /// Whether passages are written as this version of tantivy writes them.
    is_strict: bool,
    pub(super) passage_bits: u8,
    pub(super) frequency_bits: u8,
    /// How often the term stands in its passages.
    pub(super) occurrences: u32,
    /// Number of the length of the passage that BM25 likes best.
    pub(super) length: u8,
    /// Its frequency; 255 where it is not kept.
    pub(super) frequency: u8,
}

impl Entry {
    pub(super) fn read(entry: &[u8; ENTRY_BYTES]) -> Self {
        let [.., passage_bits, frequency_bits, _, _, _, _, length, frequency] = *entry;
        let word = |from: usize| {
            let bytes = entry.get(from..).and_then(|rest| rest.first_chunk());
            bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
        };
        let (last, occurrences) = (word(0), word(6));
        let (is_strict, passage_bits) = (passage_bits & STRICT != 0, passage_bits & !STRICT);
        Self { last, is_strict, passage_bits, frequency_bits, occurrences, length, frequency }
    }

    /// Bytes of its passages.
    pub(super) fn passage_bytes(self) -> usize {
        bytes(self.passage_bits)
    }

    /// Bytes of the block.
    pub(super) fn block_bytes(self) -> usize {
        bytes(self.passage_bits) + bytes(self.frequency_bits)
    }
}

/// Bytes of a block of numbers of so many bits.
pub(super) fn bytes(bits: u8) -> usize {
    usize::from(bits) * BLOCK / 8
}

/// The skip list at the head of a posting list, and where the blocks begin.
/// `None` where it is not laid out as expected.
pub(super) fn entries(list: &OwnedBytes, blocks: usize) -> Option<(&[[u8; ENTRY_BYTES]], usize)> {
    let (length, rest) = variable_int(list)?;
    let (entries, []) = rest.get(..length)?.as_chunks() else { return None };
    (entries.len() == blocks).then_some((entries, list.len() - rest.len() + length))
}

/// Whether blocks as the skip list has them are `bytes` at most, and their
/// passages ascend.
pub(super) fn fits(entries: &[[u8; ENTRY_BYTES]], bytes: usize) -> bool {
    let (mut after, mut sum, mut is_known) = (0, 0, true);
    for entry in entries {
        let entry = Entry::read(entry);
        let bits = entry.passage_bits.max(entry.frequency_bits);
        is_known &= entry.is_strict && bits <= MOST_BITS && entry.last >= after;
        after = entry.last;
        sum += entry.block_bytes();
    }
    is_known && sum <= bytes
}

/// Seven bits a byte, the lowest first; the last byte has the eighth set.
pub(super) fn variable_int(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(9).position(|byte| byte & 0x80 != 0)?;
    let (number, rest) = bytes.split_at_checked(end + 1)?;
    let add = |sum: usize, byte: &u8| sum << 7 | usize::from(byte & 0x7f);
    Some((number.iter().rev().fold(0, add), rest))
}

/// Fills `out` with numbers as [`variable_int`] reads them; how many
/// there were, and in how many bytes.
pub(super) fn numbers(bytes: &[u8], out: &mut [u32]) -> (usize, usize) {
    let mut rest = bytes.iter();
    let (mut count, mut length) = (0, 0);
    for number in out {
        let mut shift = 0;
        *number = 0;
        loop {
            let Some(&byte) = rest.next() else { return (count, length) };
            length += 1;
            *number |= u32::from(byte & 0x7f).wrapping_shl(shift);
            if byte & 0x80 != 0 {
                break;
            }
            shift += 7;
        }
        count += 1;
    }
    (count, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No bounds and no passages at all rather than wrong ones.
    #[test]
    fn of_another_layout_nothing_is_read() {
        let entry = [0; ENTRY_BYTES];
        let list = |length: u8, bytes: &[u8]| OwnedBytes::new([&[0x80 | length], bytes].concat());
        assert_eq!(entries(&list(12, &entry), 1), Some(([entry].as_slice(), 13)));
        for (length, bytes, blocks) in [
            (12, &entry[..], 2),
            (11, &entry, 1),
            (13, &entry, 1),
            (12, &entry[1..], 1),
            (0, &[], 1),
        ] {
            assert_eq!(entries(&list(length, bytes), blocks), None, "{length} {bytes:?} {blocks}");
        }
        assert_eq!(entries(&OwnedBytes::new(vec![0; 20]), 1), None, "a number without an end");
        assert_eq!(entries(&OwnedBytes::empty(), 1), None);
    }

    #[test]
    fn blocks_must_fit_the_list() {
        const TOO_MANY: u8 = MOST_BITS + 1;
        let entry = |last: u8, passage: u8, frequency: u8| {
            [last, 0, 0, 0, passage, frequency, 0, 0, 0, 0, 0, 0]
        };
        let check = |entries: &[[u8; ENTRY_BYTES]], bytes: usize, expected: bool| {
            assert_eq!(fits(entries, bytes), expected, "{entries:?} in {bytes} bytes");
        };
        check(&[], 0, true);
        check(&[entry(9, STRICT | 3, 2)], 80, true);
        check(&[entry(9, STRICT | 3, 2)], 79, false);
        check(&[entry(9, 3, 2)], 80, false);
        check(&[entry(9, STRICT | TOO_MANY, 0)], 10_000, false);
        check(&[entry(9, STRICT, TOO_MANY)], 10_000, false);
        check(&[entry(9, STRICT, 0), entry(8, STRICT, 0)], 80, false);
    }

    #[test]
    fn numbers_of_several_bytes() {
        assert_eq!(variable_int(&[0x2c, 0x82, 7]), Some((300, [7].as_slice())));
        assert_eq!(variable_int(&[0x85]), Some((5, [].as_slice())));
        assert_eq!(variable_int(&[0; 12]), None);
    }
}
