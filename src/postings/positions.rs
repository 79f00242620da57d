//! The positions of a posting list, decoded a block at a time.
//!
//! Read from the files as tantivy 0.27 lays them out: how many full blocks
//! there are, the bits of each, one byte for each, then the blocks, 128
//! differences packed by `bitpacking`; what is left has each number by itself.
//! tantivy's own reader copies what it decodes out of a block of its own and
//! panics where a file is damaged.

use std::io;

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::directory::OwnedBytes;

use super::skip_list::{BLOCK, MOST_BITS};
use crate::postings::skip_list;

/// The positions of a list, one after the other: in each passage the first,
/// then what each lies after the one before.
pub(super) struct Positions {
    packer: BitPacker4x,
    bytes: OwnedBytes,
    /// Where the bits of the full blocks stand, and how many these are.
    bits_at: usize,
    full: usize,
    /// The block after those decoded last, and where it begins.
    next: usize,
    next_at: usize,
    /// Whole blocks, those decoded last, and the number of the first in it.
    window: Vec<u32>,
    from: u64,
}

impl Positions {
    /// Before the first position.
    ///
    /// # Errors
    /// Where they are not laid out as expected.
    pub(super) fn open(bytes: OwnedBytes) -> io::Result<Self> {
        let head = skip_list::variable_int(&bytes).filter(|(full, rest)| *full <= rest.len());
        let Some((full, rest)) = head else {
            let detail = "positions are not laid out as expected";
            return Err(io::Error::new(io::ErrorKind::InvalidData, detail));
        };
        let bits_at = bytes.len() - rest.len();
        let (packer, next_at, window) = (BitPacker4x::new(), bits_at + full, Vec::new());
        Ok(Self { packer, bytes, bits_at, full, next: 0, next_at, window, from: 0 })
    }

    /// So many from that one on; none where the list ends before.
    #[inline]
    pub(super) fn get(&mut self, from: u64, count: u32) -> &[u32] {
        let to = from + u64::from(count);
        if from < self.from || to > self.end() {
            self.decode(from, to);
        }
        let start = (from - self.from) as usize;
        self.window.get(start..start + count as usize).unwrap_or_default()
    }

    /// One behind the last that is decoded.
    fn end(&self) -> u64 {
        self.from + self.window.len() as u64
    }

    /// Decodes the blocks with those, unless they are. Most that are asked for
    /// are decoded already: apart from it, the question is a few instructions.
    #[inline(never)]
    fn decode(&mut self, from: u64, to: u64) {
        let first = from - from % BLOCK as u64;
        if first >= self.from && first < self.end() {
            self.window.drain(..(first - self.from) as usize);
        } else {
            self.window.clear();
            self.skip_to((first / BLOCK as u64) as usize);
        }
        self.from = first;
        while self.end() < to && self.append_next() {}
    }

    /// Goes to that block, or to what is left after the full ones.
    fn skip_to(&mut self, block: usize) {
        if block < self.next {
            (self.next, self.next_at) = (0, self.bits_at + self.full);
        }
        let block = block.min(self.full);
        let passed = self.bytes.get(self.bits_at..).and_then(|bits| bits.get(self.next..block));
        self.next_at +=
            passed.unwrap_or_default().iter().map(|&b| skip_list::bytes(b)).sum::<usize>();
        self.next = block;
    }

    /// Decodes the next block; gives whether there is one.
    fn append_next(&mut self) -> bool {
        let rest = self.bytes.get(self.next_at..).unwrap_or_default();
        let start = self.window.len();
        self.window.resize(start + BLOCK, 0);
        let out = self.window.get_mut(start..).unwrap_or_default();
        let (count, length) = if self.next < self.full {
            let bits = self.bytes.get(self.bits_at + self.next).copied().unwrap_or_default();
            let packed = rest.get(..skip_list::bytes(bits)).filter(|_| bits <= MOST_BITS);
            let length = packed.map(|packed| self.packer.decompress(packed, out, bits));
            length.map_or((0, 0), |length| (BLOCK, length))
        } else {
            skip_list::numbers(rest, out)
        };
        self.window.truncate(start + count);
        (self.next, self.next_at) = (self.next + 1, self.next_at + length);
        count == BLOCK
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As tantivy writes them.
    fn written(numbers: &[u32]) -> Vec<u8> {
        let packer = BitPacker4x::new();
        let (blocks, rest) = numbers.as_chunks::<BLOCK>();
        let (mut bits, mut written) = (Vec::new(), Vec::new());
        for block in blocks {
            let (width, mut out) = (packer.num_bits(block), [0; BLOCK * 4]);
            let length = packer.compress(block, &mut out, width);
            bits.push(width);
            written.extend_from_slice(&out[..length]);
        }
        written.extend(rest.iter().flat_map(|&number| variable(number)));
        [variable(blocks.len() as u32), bits, written].concat()
    }

    fn variable(mut number: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        while number >= 0x80 {
            bytes.push((number & 0x7f) as u8);
            number >>= 7;
        }
        bytes.push(number as u8 | 0x80);
        bytes
    }

    fn numbers() -> impl Strategy<Value = Vec<u32>> {
        let number = prop_oneof![8 => 0u32..50, 2 => 0u32..100_000, 1 => any::<u32>()];
        prop::collection::vec(number, 0..700)
    }

    proptest! {
        /// In order or back and forth, near or far, up to the end and behind.
        #[test]
        fn reads_what_was_written(
            numbers in numbers(),
            asked in prop::collection::vec((any::<prop::sample::Index>(), 0u32..300), 1..60),
            in_order in any::<bool>(),
        ) {
            let mut positions = Positions::open(OwnedBytes::new(written(&numbers))).unwrap();
            let mut asked: Vec<(usize, u32)> =
                asked.iter().map(|(at, count)| (at.index(numbers.len() + 1), *count)).collect();
            if in_order {
                asked.sort_unstable();
            }
            for (from, count) in asked {
                let expected = numbers.get(from..from + count as usize).unwrap_or_default();
                prop_assert_eq!(positions.get(from as u64, count), expected);
            }
        }

        /// Damage is an error or other numbers, never a panic.
        #[test]
        fn damage_is_survived(
            numbers in numbers(),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
            cut in any::<prop::sample::Index>(),
            from in 0u64..800,
            count in 0u32..300,
        ) {
            let mut bytes = written(&numbers);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(cut.index(bytes.len() + 1));
            if let Ok(mut positions) = Positions::open(OwnedBytes::new(bytes)) {
                positions.get(from, count);
                positions.get(0, count);
            }
        }
    }
}
