//! A posting list read a block at a time.
//!
//! tantivy's own cursor unpacks the frequencies of every block it comes to.
//! Most blocks are come to for one passage or two, so here frequencies wait
//! until they are asked for, and a single one is picked out of its block.
//!
//! Read from the files as tantivy 0.27 lays them out; see `skips`. A full block
//! is 128 passages, then as many frequencies less one, both packed by
//! `bitpacking`; what is left of the list has each number by itself.

use std::io;

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::directory::OwnedBytes;
use tantivy::{DocId, TERMINATED};

use super::skip_list::{BLOCK, ENTRY_BYTES, Entry};
use crate::postings::skip_list;

/// Numbers that are packed side by side.
const LANES: usize = 4;

/// Bits of a word that numbers are packed into.
const WORD_BITS: usize = 32;

/// A cursor on a posting list. It goes back to the beginning alone.
pub(crate) struct BlockCursor {
    packer: BitPacker4x,
    /// The skip list and the blocks.
    list: OwnedBytes,
    /// Where the skip list begins.
    entries_at: usize,
    /// Full blocks.
    full: usize,
    passage_frequency: u32,
    /// Number of the block it is on, and where the block begins.
    number: usize,
    block_at: usize,
    /// Last passages of the block before and of this one; of what is left
    /// after the full blocks, and behind it, [`TERMINATED`].
    before: DocId,
    last: DocId,
    /// How often the term stands in the blocks before.
    occurrences_before: u64,
    is_unpacked: bool,
    /// Those behind `count` are [`TERMINATED`].
    passages: [DocId; BLOCK],
    count: usize,
    /// Number in the block of the passage it is on.
    at: usize,
    /// How often the term stands before passage `counted` of the block.
    counted: usize,
    occurrences_counted: u64,
    /// Where the frequencies begin, and their bits in a full block.
    frequencies_at: usize,
    frequency_bits: u8,
    has_frequencies: bool,
    /// None as long as none are asked for: a cursor is small without them.
    frequencies: Vec<u32>,
}

impl BlockCursor {
    /// On the first passage of a list of so many.
    ///
    /// # Errors
    /// Where it is not laid out as expected.
    pub(super) fn open(list: OwnedBytes, passage_frequency: u32) -> io::Result<Self> {
        let full = passage_frequency as usize / BLOCK;
        let entries_at = if full == 0 {
            0
        } else {
            let known = skip_list::entries(&list, full);
            let known = known.filter(|&(entries, at)| skip_list::fits(entries, list.len() - at));
            let Some((_, blocks_at)) = known else { return Err(unexpected()) };
            blocks_at - full * ENTRY_BYTES
        };
        let mut blocks = Self {
            packer: BitPacker4x::new(),
            list,
            entries_at,
            full,
            passage_frequency,
            number: 0,
            block_at: 0,
            before: 0,
            last: 0,
            occurrences_before: 0,
            is_unpacked: false,
            passages: [0; BLOCK],
            count: 0,
            at: 0,
            counted: 0,
            occurrences_counted: 0,
            frequencies_at: 0,
            frequency_bits: 0,
            has_frequencies: false,
            frequencies: Vec::new(),
        };
        blocks.rewind();
        Ok(blocks)
    }

    /// Whether the block it is on is the whole list.
    pub(crate) fn is_one_block(&self) -> bool {
        self.passage_frequency as usize <= BLOCK
    }

    /// The passages of the block from the one it is on, and how often the term
    /// stands in each; none at the end of the list.
    pub(crate) fn postings(&mut self) -> (&[DocId], &[u32]) {
        self.unpack();
        self.unpack_frequencies();
        let here = self.at..self.count;
        let passages = self.passages.get(here.clone()).unwrap_or_default();
        (passages, self.frequencies.get(here).unwrap_or_default())
    }

    /// The passage it is on; [`TERMINATED`] at the end of the list.
    pub(crate) fn passage(&mut self) -> DocId {
        self.unpack();
        self.passages.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// How often the term stands in the passage it is on.
    pub(crate) fn frequency(&mut self) -> u32 {
        self.unpack();
        if !self.has_frequencies && self.number < self.full {
            let packed = self.list.get(self.frequencies_at..).unwrap_or_default();
            return single(packed, self.frequency_bits, self.at).wrapping_add(1);
        }
        self.unpack_frequencies();
        self.frequencies.get(self.at).copied().unwrap_or(0)
    }

    /// How often the term stands in the passages before the one it is on.
    pub(super) fn occurrences_before(&mut self) -> u64 {
        if self.counted < self.at {
            self.unpack_frequencies();
            let passed = self.frequencies.get(self.counted..self.at).unwrap_or_default();
            let sum = passed.iter().fold(0, |sum: u32, &one| sum.wrapping_add(one));
            self.occurrences_counted += u64::from(sum);
            self.counted = self.at;
        }
        self.occurrences_counted
    }

    /// Goes back to the first passage.
    pub(crate) fn rewind(&mut self) {
        (self.number, self.block_at) = (0, self.entries_at + self.full * ENTRY_BYTES);
        (self.before, self.occurrences_before) = (0, 0);
        self.begin_block();
    }

    /// Goes to the first passage from that one on.
    pub(crate) fn seek(&mut self, to: DocId) -> DocId {
        self.seek_block(to);
        self.unpack();
        let here = self.passages.get(self.at).copied().unwrap_or(TERMINATED);
        if here >= to {
            return here;
        }
        self.at = count_before(&self.passages, to);
        self.passages.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// The passages of the block it is on, from its beginning; none at the end
    /// of the list.
    pub(super) fn passages(&mut self) -> &[DocId] {
        self.unpack();
        self.passages.get(..self.count).unwrap_or_default()
    }

    /// Goes to the block that may have the first of ascending passages, and
    /// tells which of them the block has: the number of each among those asked
    /// for, and in the block. Gives how many of them could be in it. All are
    /// looked for before any is looked at, so that no branch is to be guessed.
    pub(crate) fn find<T>(
        &mut self,
        asked: &[T],
        passage: impl Fn(&T) -> DocId,
        found: &mut Vec<(usize, usize)>,
    ) -> usize {
        found.clear();
        let Some(first) = asked.first() else { return 0 };
        self.seek_block(passage(first));
        self.unpack();
        let here = asked.partition_point(|asked| passage(asked) <= self.last);
        found.resize(here, (0, 0));
        let mut count = 0;
        for (number, asked) in asked.iter().take(here).enumerate() {
            let passage = passage(asked);
            let at = count_before(&self.passages, passage);
            found.get_mut(count).into_iter().for_each(|slot| *slot = (number, at));
            count += usize::from(self.passages.get(at) == Some(&passage));
        }
        found.truncate(count);
        here
    }

    fn seek_block(&mut self, to: DocId) {
        while self.last < to {
            self.advance();
        }
    }

    /// How often the term stands in a passage of the block, which it goes to.
    pub(crate) fn frequency_at(&mut self, at: usize) -> u32 {
        self.go_to(at);
        self.frequency()
    }

    /// Goes to that passage of the block.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Goes on by so many passages of the block.
    pub(crate) fn pass(&mut self, passages: usize) {
        self.at += passages;
    }

    /// Goes to the beginning of the next block, of which nothing is unpacked
    /// yet.
    pub(crate) fn advance(&mut self) {
        if let Some(entry) = self.entry() {
            self.block_at += entry.block_bytes();
            self.occurrences_before += u64::from(entry.occurrences);
            self.before = self.last;
            self.number += 1;
            self.begin_block();
        } else {
            self.passages = [TERMINATED; BLOCK];
            (self.is_unpacked, self.count, self.at) = (true, 0, 0);
        }
    }

    fn begin_block(&mut self) {
        self.last = self.entry().map_or(TERMINATED, |entry| entry.last);
        (self.is_unpacked, self.has_frequencies) = (false, false);
        (self.at, self.counted, self.occurrences_counted) = (0, 0, self.occurrences_before);
    }

    /// What the skip list says of the block; nothing of what is left after the
    /// full ones.
    fn entry(&self) -> Option<Entry> {
        if self.number >= self.full {
            return None;
        }
        let rest = self.list.get(self.entries_at + self.number * ENTRY_BYTES..)?;
        rest.first_chunk().map(Entry::read)
    }

    fn unpack(&mut self) {
        if !self.is_unpacked {
            self.is_unpacked = true;
            self.unpack_passages();
        }
    }

    fn unpack_passages(&mut self) {
        let list = self.list.get(self.block_at..).unwrap_or_default();
        if let Some(entry) = self.entry() {
            let length = entry.passage_bytes();
            // Nothing before the list is told apart from passage 0 before it.
            let before = (self.before > 0).then_some(self.before);
            let packed = list.get(..length).unwrap_or_default();
            let (bits, out) = (entry.passage_bits, &mut self.passages);
            if packed.len() == length {
                self.packer.decompress_strictly_sorted(before, packed, out, bits);
                self.count = BLOCK;
            } else {
                (self.passages, self.count) = ([TERMINATED; BLOCK], 0);
            }
            self.frequencies_at = self.block_at + length;
            self.frequency_bits = entry.frequency_bits;
        } else {
            let rest = self.passage_frequency as usize % BLOCK;
            self.passages = [TERMINATED; BLOCK];
            let out = self.passages.get_mut(..rest).unwrap_or_default();
            let (count, length) = skip_list::numbers(list, out);
            let add = |sum: u32, number: &mut u32| {
                *number = number.wrapping_add(sum);
                *number
            };
            out.iter_mut().fold(self.before, add);
            self.passages.iter_mut().skip(count).for_each(|behind| *behind = TERMINATED);
            self.count = count;
            self.frequencies_at = self.block_at + length;
        }
    }

    fn unpack_frequencies(&mut self) {
        if self.has_frequencies {
            return;
        }
        self.has_frequencies = true;
        self.frequencies.resize(BLOCK, 0);
        let list = self.list.get(self.frequencies_at..).unwrap_or_default();
        if self.number < self.full {
            let bits = self.frequency_bits;
            let packed = list.get(..skip_list::bytes(bits)).unwrap_or_default();
            if packed.len() == skip_list::bytes(bits) {
                self.packer.decompress(packed, &mut self.frequencies, bits);
            }
            self.frequencies
                .iter_mut()
                .for_each(|frequency| *frequency = frequency.wrapping_add(1));
        } else {
            skip_list::numbers(list, self.frequencies.get_mut(..self.count).unwrap_or_default());
        }
    }
}

fn unexpected() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a posting list is not laid out as expected")
}

/// One of 128 numbers of so many bits, packed four side by side: of each four
/// the first is in the first word of every four, the second in the second, and
/// so on, each after the one before without a gap. 0 where the bytes end before.
fn single(packed: &[u8], bits: u8, at: usize) -> u32 {
    let bits = usize::from(bits);
    let first_bit = at / LANES * bits;
    let (word, shift) = (first_bit / WORD_BITS, first_bit % WORD_BITS);
    let word_of = |word: usize| {
        let from = (word * LANES + at % LANES) * size_of::<u32>();
        let bytes = packed.get(from..).and_then(|rest| rest.first_chunk());
        bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)))
    };
    let both = if shift + bits > WORD_BITS {
        word_of(word) | word_of(word + 1) << WORD_BITS
    } else {
        word_of(word)
    };
    ((both >> shift) & ((1 << bits) - 1)) as u32
}

/// How many of the ascending passages come before that one, which the last
/// does not. Each step halves them, without a branch to be guessed.
fn count_before(passages: &[DocId; BLOCK], to: DocId) -> usize {
    let mut before = 0;
    let mut half = BLOCK / 2;
    while half > 0 {
        // The mask changes nothing; with it no bound is checked.
        let last = passages.get((before + half - 1) % BLOCK).copied();
        before += if last.is_some_and(|last| last < to) { half } else { 0 };
        half /= 2;
    }
    before
}

#[cfg(test)]
mod tests;
