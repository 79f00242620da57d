//! Unpacking of a block, and the checks that its numbers are those which were
//! written.

use bitpacking::BitPacker;
use tantivy::TERMINATED;

use super::BlockCursor;
use crate::postings::skip_list::{BLOCK, Entry, packed_bytes};
use crate::postings::varint;

/// With so few bits 128 differences add up to 2³¹ at most. Passages before the
/// block are below 2³¹ too, so the sum of both does not wrap.
const MAX_BITS_WITHOUT_WRAP: u8 = 24;

impl BlockCursor {
    /// Unpacks the passages of a full block; `false` where they are damaged.
    pub(super) fn unpack_full(&mut self, entry: Entry) -> bool {
        let Entry { passage_bits: bits, frequency_bits, .. } = entry;
        let length = entry.passage_bytes();
        (self.frequencies_at, self.frequency_bits) = (self.block_at + length, frequency_bits);
        let packed = self.list.get(self.block_at..self.frequencies_at);
        let Some(packed) = packed else { return false };
        // tantivy takes 0 for "nothing before", as no block but the first can
        // follow passage 0.
        let before = (self.previous_last > 0).then_some(self.previous_last);
        self.packer.decompress_strictly_sorted(before, packed, &mut self.passages, bits);
        self.len = BLOCK;
        // Differences are above 0, so without a wrap passages ascend. Then one
        // changed difference moves the last passage away from the skip entry's.
        self.passages.last() == Some(&entry.last)
            && (bits <= MAX_BITS_WITHOUT_WRAP
                || self.passages.is_sorted_by(|before, after| before < after))
    }

    /// Reads the passages of the tail; `false` where they are damaged.
    pub(super) fn unpack_tail(&mut self) -> bool {
        let bytes = self.list.get(self.block_at..).unwrap_or_default();
        self.passages = [TERMINATED; BLOCK];
        let tail = self.passage_frequency as usize % BLOCK;
        let steps = self.passages.get_mut(..tail).unwrap_or_default();
        let (count, length) = varint::read_each(bytes, steps);
        (self.len, self.frequencies_at) = (tail, self.block_at + length);
        // Only the first passage of a list may be no further than the one
        // before: it is passage 0 then.
        let mut may_be_zero = self.full_blocks == 0;
        let (mut passage, mut is_ascending) = (u64::from(self.previous_last), true);
        for step in steps {
            is_ascending &= *step > 0 || may_be_zero;
            may_be_zero = false;
            // 128 steps of 32 bits do not wrap 64. A passage that is cut off
            // here is over TERMINATED, which the sum at the end tells.
            passage += u64::from(*step);
            *step = passage as u32;
        }
        count == tail
            && is_ascending
            && passage < u64::from(TERMINATED)
            && self.last_full_block_is_intact()
    }

    /// Whether the last full block ends where its skip entry says. The tail goes
    /// on from there, and has no entry of its own that it is compared with.
    fn last_full_block_is_intact(&self) -> bool {
        let Some(block) = self.full_blocks.checked_sub(1) else { return true };
        let Some(entry) = self.entry_of(block) else { return false };
        let before = block.checked_sub(1).and_then(|block| self.entry_of(block));
        let before = before.map_or(0, |entry| entry.last);
        let at = self.block_at.checked_sub(entry.block_bytes());
        let packed = at.and_then(|at| self.list.get(at..at + entry.passage_bytes()));
        let Some(packed) = packed else { return false };
        let mut passages = [0; BLOCK];
        let before = (before > 0).then_some(before);
        let bits = entry.passage_bits;
        self.packer.decompress_strictly_sorted(before, packed, &mut passages, bits);
        passages.last() == Some(&entry.last)
    }

    /// Unpacks the frequencies of a full block; `false` where they are damaged.
    pub(super) fn unpack_full_frequencies(&mut self, entry: Entry) -> bool {
        let to = self.frequencies_at + packed_bytes(entry.frequency_bits);
        let Some(packed) = self.list.get(self.frequencies_at..to) else { return false };
        self.packer.decompress(packed, &mut self.frequencies, entry.frequency_bits);
        let mut sum = 0_u32;
        for frequency in &mut self.frequencies {
            *frequency = frequency.wrapping_add(1);
            sum = sum.wrapping_add(*frequency);
        }
        // One changed frequency changes the sum, also where that wraps.
        sum == entry.occurrences
    }

    /// Reads the frequencies of the tail; `false` where they are damaged. They
    /// must end with the list.
    pub(super) fn read_tail_frequencies(&mut self) -> bool {
        let bytes = self.list.get(self.frequencies_at..).unwrap_or_default();
        let frequencies = self.frequencies.get_mut(..self.len).unwrap_or_default();
        let (count, length) = varint::read_each(bytes, frequencies);
        let are_there = !frequencies.contains(&0);
        count == self.len && length == bytes.len() && are_there
    }
}
