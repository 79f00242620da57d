//! The largest frequencies of each block of a posting list, which tantivy
//! keeps in its skip lists and uses for itself alone: what a search needs to
//! pass over blocks that cannot hold a hit.
//!
//! Read from the skip lists as tantivy 0.27 lays them out: for each full block
//! of 128 passages its last passage, two bit widths, the sum of frequencies,
//! and the length and frequency of the passage for which BM25 with k1 = 1.2
//! and b = 0.75 is highest.

use std::io;

use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentComponent;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// Postings of a full block.
pub(super) const BLOCK: u32 = 128;

/// Bytes of a block in the skip list of a field with positions.
pub(super) const ENTRY_BYTES: usize = 12;

/// Bytes before the first posting list of a field: how many tokens it has.
pub(super) const HEADER_BYTES: usize = 8;

/// How much of a norm tantivy takes from the length.
const TANTIVY_B: f32 = 0.75;

/// Beyond it a frequency is not kept.
const LARGEST_FREQUENCY: u8 = u8::MAX;

/// Frequencies are normalised in single precision, here and there.
const ROUNDING: f32 = 1.000_01;

/// The skip lists of a field in one segment.
pub(crate) struct Impacts {
    field: Field,
    postings: FileSlice,
    /// Mean words of a passage, as tantivy knew it when it chose.
    mean_words: f32,
    /// Words of the shortest and the longest passage.
    words: (u32, u32),
}

/// The largest normalised frequency among some passages of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Impact {
    /// The last of the passages.
    pub(crate) last: DocId,
    /// No passage's frequency over its length norm is larger.
    pub(crate) frequency: f32,
}

impl Impacts {
    /// `None` where the file is not laid out as expected.
    pub(super) fn open(
        reader: &SegmentReader,
        field: Field,
        words: (u32, u32),
    ) -> tantivy::Result<Option<Self>> {
        let file = CompositeFile::open(&reader.open_read(SegmentComponent::Postings)?)?;
        let Some(lists) = file.open_read(field) else { return Ok(None) };
        let (header, postings) = lists.split(HEADER_BYTES);
        let header = header.read_bytes()?;
        let Some(tokens) = header.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)) else {
            return Ok(None);
        };
        let mean_words = tokens as f32 / reader.max_doc().max(1) as f32;
        Ok((mean_words > 0.0).then_some(Self { field, postings, mean_words, words }))
    }

    /// Whether they are those of that field.
    pub(crate) fn are_of(&self, field: Field) -> bool {
        self.field == field
    }

    /// The impacts of a list's full blocks, for passages whose length norm is
    /// `1 - b + b · words / mean`. What is left of the list, fewer than 128
    /// passages, has none.
    pub(crate) fn of(&self, info: &TermInfo, b: f32, mean: f32) -> io::Result<Vec<Impact>> {
        let blocks = (info.doc_freq / BLOCK) as usize;
        if blocks == 0 {
            return Ok(Vec::new());
        }
        let bytes = self.postings.read_bytes_slice(info.postings_range.clone())?;
        let Some(entries) = entries(&bytes, blocks) else { return Ok(Vec::new()) };
        let most = self.most(b, mean);
        let norms = |length: u8| self.norm(FieldNormReader::id_to_fieldnorm(length));
        let impact = |entry: &[u8; ENTRY_BYTES]| {
            let [a, b, c, d, .., length, frequency] = *entry;
            let frequency = match frequency {
                LARGEST_FREQUENCY => f32::INFINITY,
                frequency => f32::from(frequency) / norms(length) * most,
            };
            Impact { last: u32::from_le_bytes([a, b, c, d]), frequency }
        };
        Ok(entries.iter().map(impact).collect())
    }

    /// How many times larger than by tantivy's norm a frequency can be by the
    /// other. The quotient of two lines is monotonic, so it is largest at one
    /// of the ends.
    fn most(&self, b: f32, mean: f32) -> f32 {
        let at = |words: u32| {
            let other = 1.0 - b + b * words as f32 / mean;
            if other > 0.0 { self.norm(words) / other } else { f32::INFINITY }
        };
        at(self.words.0).max(at(self.words.1)) * ROUNDING
    }

    fn norm(&self, words: u32) -> f32 {
        1.0 - TANTIVY_B + TANTIVY_B * words as f32 / self.mean_words
    }
}

/// The skip list at the head of a posting list.
pub(super) fn entries(list: &OwnedBytes, blocks: usize) -> Option<&[[u8; ENTRY_BYTES]]> {
    let (length, rest) = variable_int(list)?;
    let (entries, []) = rest.get(..length)?.as_chunks() else { return None };
    (entries.len() == blocks).then_some(entries)
}

/// Seven bits a byte, the lowest first; the last byte has the eighth set.
pub(super) fn variable_int(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(9).position(|byte| byte & 0x80 != 0)?;
    let (number, rest) = bytes.split_at_checked(end + 1)?;
    let add = |sum: usize, byte: &u8| sum << 7 | usize::from(byte & 0x7f);
    Some((number.iter().rev().fold(0, add), rest))
}
