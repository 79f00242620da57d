//! A reader of the positions of a posting list, which decodes whole blocks.
//! For their layout see the [room's page](super).
//!
//! tantivy's own reader copies what it decodes out of a block of its own, and
//! panics where a file is damaged.

use std::io;

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::directory::OwnedBytes;

use super::skip_list::{BLOCK, MAX_BITS, packed_bytes};
use super::{check, damaged, varint};

/// The numbers of a list's positions, one passage after the other.
pub(super) struct Positions {
    packer: BitPacker4x,
    bytes: OwnedBytes,
    /// Where the bits of the full blocks stand.
    bits_at: usize,
    full_blocks: usize,
    /// The block after the window, and where it begins.
    next_block: usize,
    next_at: usize,
    /// Decoded blocks, and the number of the first entry in the list.
    window: Vec<u32>,
    window_at: u64,
    is_damaged: bool,
}

impl Positions {
    /// A reader before the first position.
    ///
    /// # Errors
    /// An error of kind `InvalidData` where the head is not laid out as expected.
    pub(super) fn open(bytes: OwnedBytes) -> io::Result<Self> {
        // Each full block has a byte with its bits.
        let head = varint::read(&bytes).filter(|(full_blocks, after)| *full_blocks <= after.len());
        let (full_blocks, after) =
            head.ok_or_else(|| damaged("positions are not laid out as expected"))?;
        let bits_at = bytes.len() - after.len();
        Ok(Self {
            packer: BitPacker4x::new(),
            bytes,
            bits_at,
            full_blocks,
            next_block: 0,
            next_at: bits_at + full_blocks,
            window: Vec::new(),
            window_at: 0,
            is_damaged: false,
        })
    }

    /// Checks that no damage was met.
    ///
    /// # Errors
    /// An error of kind `InvalidData`.
    pub(super) fn check(&self) -> io::Result<()> {
        check(self.is_damaged, "positions are damaged")
    }

    /// `count` numbers from number `from` on; none where the list ends before,
    /// which is damage.
    #[inline]
    pub(super) fn get(&mut self, from: u64, count: u64) -> &[u32] {
        // Both come from sums of 32-bit numbers, which do not wrap 64 bits.
        let to = from + count;
        if from < self.window_at || to > self.window_end() {
            self.decode(from, to);
        }
        // The window begins at `from` or before.
        let start = (from - self.window_at) as usize;
        if let Some(numbers) = self.window.get(start..start + count as usize) {
            return numbers;
        }
        self.is_damaged = true;
        &[]
    }

    /// Checks that the list ends where the last passage's positions do.
    pub(super) fn check_end(&mut self, end: u64) {
        // That the list ends before is noted by the read, that it ends behind
        // by the window.
        self.get(end, 0);
        self.decode(end, end + 1);
        self.is_damaged |= self.window_end() > end;
    }

    /// One behind the last number of the window.
    fn window_end(&self) -> u64 {
        self.window_at + self.window.len() as u64
    }

    /// Moves the window to the blocks with these numbers. Most calls of
    /// [`get`](Self::get) find theirs in it, so this is kept out of line.
    #[inline(never)]
    fn decode(&mut self, from: u64, to: u64) {
        // The tail is the last block, also for numbers behind the end.
        let block = (from / BLOCK as u64).min(self.full_blocks as u64);
        let first = block * BLOCK as u64;
        if first >= self.window_at && first < self.window_end() {
            // Blocks of the window that are still needed are not decoded again.
            self.window.drain(..(first - self.window_at) as usize);
        } else {
            self.window.clear();
            self.skip_to(block as usize);
        }
        self.window_at = first;
        while self.window_end() < to && self.append_next() {}
    }

    /// Goes to a full block, or to the tail, which is the block after them.
    fn skip_to(&mut self, block: usize) {
        if block < self.next_block {
            (self.next_block, self.next_at) = (0, self.bits_at + self.full_blocks);
        }
        let bits = self.bytes.get(self.bits_at..);
        let skipped = bits.and_then(|bits| bits.get(self.next_block..block)).unwrap_or_default();
        self.next_at += skipped.iter().map(|&bits| packed_bytes(bits)).sum::<usize>();
        self.next_block = block;
    }

    /// Decodes the next block; `false` where it is the last, or damaged.
    fn append_next(&mut self) -> bool {
        let bytes = self.bytes.get(self.next_at..).unwrap_or_default();
        let start = self.window.len();
        self.window.resize(start + BLOCK, 0);
        let out = self.window.get_mut(start..).unwrap_or_default();
        let (count, length) = if self.next_block < self.full_blocks {
            let bits = self.bytes.get(self.bits_at + self.next_block).copied().unwrap_or_default();
            let packed = bytes.get(..packed_bytes(bits)).filter(|_| bits <= MAX_BITS);
            let length = packed.map(|packed| self.packer.decompress(packed, out, bits));
            self.is_damaged |= length.is_none();
            length.map_or((0, 0), |length| (BLOCK, length))
        } else {
            let (count, length) = varint::read_each(bytes, out);
            // The tail ends with the list, and is shorter than a block.
            self.is_damaged |= length < bytes.len() || count == BLOCK;
            (count, length)
        };
        self.window.truncate(start + count);
        (self.next_block, self.next_at) = (self.next_block + 1, self.next_at + length);
        count == BLOCK
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::write::positions;
    use super::*;

    fn numbers() -> impl Strategy<Value = Vec<u32>> {
        let number = prop_oneof![8 => 0u32..50, 2 => 0u32..100_000, 1 => any::<u32>()];
        prop::collection::vec(number, 0..700)
    }

    proptest! {
        /// In order or back and forth, near or far, up to the end and behind.
        #[test]
        fn reads_what_was_written(
            numbers in numbers(),
            ranges in prop::collection::vec((any::<prop::sample::Index>(), 0u64..300), 1..60),
            in_order in any::<bool>(),
        ) {
            let mut reader = Positions::open(OwnedBytes::new(positions(&numbers))).unwrap();
            let mut ranges: Vec<(usize, u64)> =
                ranges.iter().map(|(from, count)| (from.index(numbers.len() + 1), *count)).collect();
            if in_order {
                ranges.sort_unstable();
            }
            for (from, count) in ranges {
                let expected = numbers.get(from..from + count as usize);
                prop_assert_eq!(reader.get(from as u64, count), expected.unwrap_or_default());
                // A range behind the end is damage, which is noted for good.
                prop_assert!(expected.is_none() || !reader.is_damaged);
                if expected.is_none() {
                    prop_assert!(reader.check().is_err());
                    reader.is_damaged = false;
                }
            }
        }

        #[test]
        fn ends_where_it_was_written_to_end(numbers in numbers(), end in 0u64..800) {
            let mut reader = Positions::open(OwnedBytes::new(positions(&numbers))).unwrap();
            reader.check_end(end);
            prop_assert_eq!(reader.check().is_ok(), end == numbers.len() as u64);
        }

        /// A change is told, or gives as many numbers as before: a number of a
        /// block stands only once in the file.
        #[test]
        fn damage_is_told_or_changes_numbers_only(
            numbers in numbers(),
            bit in any::<prop::sample::Index>(),
            cut in prop::option::of(any::<prop::sample::Index>()),
            step in 1u64..300,
        ) {
            let mut bytes = positions(&numbers);
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            } else {
                let bit = bit.index(bytes.len() * 8);
                bytes[bit / 8] ^= 1 << (bit % 8);
            }
            let Ok(mut reader) = Positions::open(OwnedBytes::new(bytes)) else { return Ok(()) };
            let end = numbers.len() as u64;
            let mut from = 0;
            while from < end {
                let count = step.min(end - from);
                let is_whole = reader.get(from, count).len() as u64 == count;
                prop_assert!(is_whole || reader.check().is_err());
                from += count;
            }
            reader.check_end(end);
            prop_assert!(cut.is_none() || reader.check().is_err(), "a cut is not told");
        }
    }
}
