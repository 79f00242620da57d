//! A cursor over a posting list that unpacks one block at a time.
//!
//! tantivy's own cursor unpacks the frequencies of every block that it reaches.
//! Most blocks are visited for one or two passages, so here frequencies wait
//! until they are needed, and a single one is picked out of its block.
//!
//! For the layout, and for what is done about damage, see the
//! [room's page](super).

mod unpack;

use std::io;

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::directory::OwnedBytes;
use tantivy::{DocId, TERMINATED};

use super::block::{count_below, single};
use super::check;
use super::skip_list::{BLOCK, ENTRY_BYTES, Entry, SkipList};

const DAMAGE: &str = "a posting list is damaged";

/// A cursor over a posting list. It goes forward, or back to the beginning.
pub(crate) struct BlockCursor {
    packer: BitPacker4x,
    /// The whole list, from its skip list on.
    list: OwnedBytes,
    /// Where the entries of the skip list begin.
    entries_at: usize,
    full_blocks: usize,
    passage_frequency: u32,
    /// Number of the block that the cursor is on, from 0.
    block: usize,
    /// Where that block begins.
    block_at: usize,
    /// Last passage of the block before; 0 on the first.
    previous_last: DocId,
    /// Last passage of the block; in the tail and behind it [`TERMINATED`].
    last: DocId,
    /// Sum of the frequencies of the blocks before.
    occurrences_before_block: u64,
    is_unpacked: bool,
    /// Those from `len` on are [`TERMINATED`].
    passages: [DocId; BLOCK],
    len: usize,
    /// Where in the block the cursor is.
    index: usize,
    /// Sum of the frequencies before the posting at `counted` of the block.
    counted_occurrences: u64,
    counted: usize,
    /// Where the packed frequencies begin, and their bits.
    frequencies_at: usize,
    frequency_bits: u8,
    has_frequencies: bool,
    /// Empty until frequencies are unpacked: a cursor without them stays small.
    frequencies: Vec<u32>,
    is_damaged: bool,
}

impl BlockCursor {
    /// A cursor on the first passage of a list of `passage_frequency` passages.
    ///
    /// # Errors
    /// An error of kind `InvalidData` where the skip list is not laid out as
    /// expected.
    pub(super) fn open(list: OwnedBytes, passage_frequency: u32) -> io::Result<Self> {
        let entries_at = SkipList::check(&list, passage_frequency)?;
        let mut cursor = Self {
            packer: BitPacker4x::new(),
            list,
            entries_at,
            full_blocks: passage_frequency as usize / BLOCK,
            passage_frequency,
            block: 0,
            block_at: 0,
            previous_last: 0,
            last: 0,
            occurrences_before_block: 0,
            is_unpacked: false,
            passages: [0; BLOCK],
            len: 0,
            index: 0,
            counted: 0,
            counted_occurrences: 0,
            frequencies_at: 0,
            frequency_bits: 0,
            has_frequencies: false,
            frequencies: Vec::new(),
            is_damaged: false,
        };
        cursor.rewind();
        Ok(cursor)
    }

    /// Checks that the cursor met no damage since it was opened. Where it did,
    /// what it gave may lack postings.
    ///
    /// # Errors
    /// An error of kind `InvalidData`.
    pub(crate) fn check(&self) -> io::Result<()> {
        check(self.is_damaged, DAMAGE)
    }

    /// Whether the first block is the whole list.
    pub(crate) fn is_one_block(&self) -> bool {
        self.passage_frequency as usize <= BLOCK
    }

    /// The passages of the block from the current one on, and the frequency of
    /// each; empty at the end of the list.
    pub(crate) fn postings(&mut self) -> (&[DocId], &[u32]) {
        self.unpack();
        self.unpack_frequencies();
        let unread = self.index..self.len;
        let passages = self.passages.get(unread.clone()).unwrap_or_default();
        (passages, self.frequencies.get(unread).unwrap_or_default())
    }

    /// The current passage; [`TERMINATED`] at the end of the list.
    pub(crate) fn passage(&mut self) -> DocId {
        self.unpack();
        self.unpacked_passage()
    }

    /// The frequency of the current passage.
    pub(crate) fn frequency(&mut self) -> u32 {
        self.unpack();
        if !self.has_frequencies && self.block < self.full_blocks {
            let packed = self.list.get(self.frequencies_at..).unwrap_or_default();
            return single(packed, self.frequency_bits, self.index).wrapping_add(1);
        }
        self.unpack_frequencies();
        self.frequencies.get(self.index).copied().unwrap_or(0)
    }

    /// The sum of the frequencies of all passages before the current one.
    pub(super) fn occurrences_before(&mut self) -> u64 {
        if self.counted < self.index {
            self.unpack_frequencies();
            let passed = self.frequencies.get(self.counted..self.index).unwrap_or_default();
            // Wrapping: the sum of a whole block was checked against its entry.
            let sum = passed.iter().fold(0, |sum: u32, &frequency| sum.wrapping_add(frequency));
            self.counted_occurrences += u64::from(sum);
            self.counted = self.index;
        }
        self.counted_occurrences
    }

    /// Goes back to the first passage.
    pub(crate) fn rewind(&mut self) {
        (self.block, self.block_at) = (0, self.entries_at + self.full_blocks * ENTRY_BYTES);
        (self.previous_last, self.occurrences_before_block) = (0, 0);
        self.begin_block();
    }

    /// Goes to the first passage from `target` on, or stays on the current one
    /// if that is not before it. Gives the passage; never one before `target`.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        self.seek_block(target);
        self.unpack();
        let passage = self.unpacked_passage();
        if passage >= target {
            return passage;
        }
        self.index = count_below(&self.passages, target);
        self.unpacked_passage()
    }

    /// The passages of the block from its beginning; none at the end of the
    /// list.
    pub(crate) fn passages(&mut self) -> &[DocId] {
        self.unpack();
        self.passages.get(..self.len).unwrap_or_default()
    }

    /// Goes to the block that may have the first of ascending candidates, and
    /// fills `matches` with the candidates that the block has: the number of
    /// each in `candidates`, and its index in the block. Gives how many of the
    /// candidates are decided: one at least, so that a caller that goes on with
    /// the others ends.
    pub(crate) fn find<T>(
        &mut self,
        candidates: &[T],
        passage_of: impl Fn(&T) -> DocId,
        matches: &mut Vec<(usize, usize)>,
    ) -> usize {
        matches.clear();
        let Some(first) = candidates.first() else { return 0 };
        self.seek_block(passage_of(first));
        self.unpack();
        // The block may end before the first, where that is no passage at all.
        let decided = candidates.partition_point(|it| passage_of(it) <= self.last).max(1);
        // Each slot is written and kept only at a match, which spares a branch
        // that is hard to predict.
        matches.resize(decided, (0, 0));
        let mut len = 0;
        for (number, candidate) in candidates.iter().take(decided).enumerate() {
            let passage = passage_of(candidate);
            let index = count_below(&self.passages, passage);
            if let Some(slot) = matches.get_mut(len) {
                *slot = (number, index);
            }
            len += usize::from(self.passages.get(index) == Some(&passage));
        }
        matches.truncate(len);
        decided
    }

    /// The frequency at an index of the block, which the cursor goes to.
    pub(crate) fn frequency_at(&mut self, index: usize) -> u32 {
        self.go_to(index);
        self.frequency()
    }

    /// Goes to an index of the block.
    pub(super) fn go_to(&mut self, index: usize) {
        self.index = index;
    }

    /// Goes on by that many passages of the block.
    pub(crate) fn skip(&mut self, passages: usize) {
        self.index += passages;
    }

    /// Goes to the beginning of the next block. Nothing of it is unpacked yet.
    pub(crate) fn advance(&mut self) {
        if let Some(entry) = self.entry() {
            self.block_at += entry.block_bytes();
            self.occurrences_before_block += u64::from(entry.occurrences);
            self.previous_last = self.last;
            self.block += 1;
            self.begin_block();
        } else {
            self.end();
        }
    }

    /// Goes to the first block that does not end before a passage.
    fn seek_block(&mut self, target: DocId) {
        // No block ends behind TERMINATED, so a larger target would never be
        // reached.
        let target = target.min(TERMINATED);
        while self.last < target {
            self.advance();
        }
    }

    fn begin_block(&mut self) {
        self.last = self.entry().map_or(TERMINATED, |entry| entry.last);
        (self.is_unpacked, self.has_frequencies) = (false, false);
        (self.index, self.counted) = (0, 0);
        self.counted_occurrences = self.occurrences_before_block;
    }

    /// Goes behind the last block.
    fn end(&mut self) {
        (self.block, self.last) = (self.full_blocks, TERMINATED);
        (self.passages, self.len) = ([TERMINATED; BLOCK], 0);
        (self.is_unpacked, self.has_frequencies) = (true, true);
        self.frequencies.clear();
        // Nothing is counted behind the end.
        (self.index, self.counted) = (0, 0);
    }

    /// Ends the list where it is damaged: no passage after that can be trusted.
    #[cold]
    fn end_damaged(&mut self) {
        self.is_damaged = true;
        self.end();
    }

    /// The skip entry of the block; `None` of the tail and behind it.
    fn entry(&self) -> Option<Entry> {
        self.entry_of(self.block)
    }

    /// The skip entry of a full block.
    fn entry_of(&self, block: usize) -> Option<Entry> {
        if block >= self.full_blocks {
            return None;
        }
        let entry = self.list.get(self.entries_at + block * ENTRY_BYTES..)?;
        entry.first_chunk().map(Entry::read)
    }

    /// The current passage of a block that is unpacked.
    fn unpacked_passage(&self) -> DocId {
        self.passages.get(self.index).copied().unwrap_or(TERMINATED)
    }

    // Nearly every call finds the block unpacked: the test is worth inlining,
    // the unpacking is not.
    #[inline]
    fn unpack(&mut self) {
        if !self.is_unpacked {
            self.unpack_block();
        }
    }

    #[inline(never)]
    fn unpack_block(&mut self) {
        self.is_unpacked = true;
        let is_intact = match self.entry() {
            Some(entry) => self.unpack_full(entry),
            None => self.unpack_tail(),
        };
        if !is_intact {
            self.end_damaged();
        }
    }

    #[inline]
    fn unpack_frequencies(&mut self) {
        if !self.has_frequencies {
            self.unpack_block_frequencies();
        }
    }

    #[inline(never)]
    fn unpack_block_frequencies(&mut self) {
        self.has_frequencies = true;
        self.frequencies.resize(BLOCK, 0);
        let is_intact = match self.entry() {
            Some(entry) => self.unpack_full_frequencies(entry),
            None => self.read_tail_frequencies(),
        };
        if !is_intact {
            self.end_damaged();
        }
    }
}
#[cfg(test)]
mod tests;
