//! Posting lists with positions, read a block at a time.
//!
//! tantivy's own cursor finds the positions of each passage anew and copies
//! them out one passage at a time. Whoever asks for most passages of a list,
//! as phrases of frequent words do, gets them here from positions decoded a
//! block at a time.
//!
//! Read from the files as tantivy 0.27 lays them out; see `impacts` for the
//! skip lists. Positions stand in blocks of 128 differences, then what is
//! left; before them stands how many full blocks there are.

use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::index::SegmentComponent;
use tantivy::positions::PositionReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED};

use super::impacts::{self, BLOCK, ENTRY_BYTES, HEADER_BYTES};
use super::schema::Fields;

/// Differences of positions in a block.
const POSITIONS: u64 = 128;

/// Passages that are compared at once.
const AT_ONCE: usize = 16;

/// The posting lists with positions of the texts of a segment.
pub(crate) struct Lists {
    body: Option<Files>,
    exact: Option<Files>,
}

/// The lists of a field.
struct Files {
    postings: FileSlice,
    positions: FileSlice,
}

impl Lists {
    pub(super) fn open(reader: &SegmentReader, fields: Fields) -> tantivy::Result<Self> {
        let postings = CompositeFile::open(&reader.open_read(SegmentComponent::Postings)?)?;
        let positions = CompositeFile::open(&reader.open_read(SegmentComponent::Positions)?)?;
        let of = |field: Field| Files::open(&postings, &positions, field);
        Ok(Self { body: of(fields.body), exact: of(fields.exact) })
    }

    /// A cursor on the list of a term of `body` or, else, of `exact`; `None`
    /// where it is not laid out as expected.
    pub(super) fn cursor(
        &self,
        of_body: bool,
        inverted: &InvertedIndexReader,
        info: &TermInfo,
    ) -> tantivy::Result<Option<Cursor>> {
        let Some(files) = (if of_body { &self.body } else { &self.exact }) else {
            return Ok(None);
        };
        Cursor::open(files, inverted, info)
    }
}

impl Files {
    fn open(postings: &CompositeFile, positions: &CompositeFile, field: Field) -> Option<Self> {
        let (_, postings) = postings.open_read(field)?.split(HEADER_BYTES);
        Some(Self { postings, positions: positions.open_read(field)? })
    }
}

/// A cursor on the passages of a list, with the positions in each.
pub(super) struct Cursor {
    blocks: BlockSegmentPostings,
    /// Number of the passage in its block.
    at: usize,
    skips: Skips,
    /// How many of the block's passages `before` counts.
    counted: usize,
    /// Positions of the list before those of passage `counted`.
    before: u64,
    positions: Positions,
}

impl Cursor {
    fn open(
        files: &Files,
        inverted: &InvertedIndexReader,
        info: &TermInfo,
    ) -> tantivy::Result<Option<Self>> {
        let Some(skips) = Skips::open(&files.postings, info)? else { return Ok(None) };
        let bytes = files.positions.read_bytes_slice(info.positions_range.clone())?;
        let Some(positions) = Positions::open(bytes)? else { return Ok(None) };
        let option = IndexRecordOption::WithFreqs;
        let blocks = inverted.read_block_postings_from_terminfo(info, option)?;
        Ok(Some(Self { blocks, at: 0, skips, counted: 0, before: 0, positions }))
    }

    pub(super) fn passage(&self) -> DocId {
        self.blocks.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Goes to the first passage from that one on. Never goes back.
    pub(super) fn seek(&mut self, to: DocId) -> DocId {
        if self.blocks.docs().last().is_none_or(|&last| last < to) {
            self.skip(to);
        }
        self.at += count_before(self.blocks.docs().get(self.at..).unwrap_or_default(), to);
        self.passage()
    }

    /// Goes to the block that may have the passage.
    fn skip(&mut self, to: DocId) {
        self.before = self.skips.seek(to);
        (self.at, self.counted) = (0, 0);
        self.blocks.seek(to);
    }

    /// How often the term stands in the passage it is on.
    pub(super) fn frequency(&self) -> u32 {
        self.blocks.freqs().get(self.at).copied().unwrap_or(0)
    }

    /// The first position in the passage it is on, then what each lies after
    /// the one before.
    pub(super) fn differences(&mut self) -> &[u32] {
        let passed = self.blocks.freqs().get(self.counted..self.at).unwrap_or_default();
        self.before += u64::from(passed.iter().sum::<u32>());
        self.counted = self.at;
        self.positions.get(self.before, self.frequency())
    }

    /// Hands out every passage from the one it is on, each with how often
    /// the term stands there at an even position.
    pub(super) fn for_each_even(mut self, mut give: impl FnMut(DocId, u32)) {
        self.differences();
        while self.passage() != TERMINATED {
            let docs = self.blocks.docs().get(self.at..).unwrap_or_default();
            let frequencies = self.blocks.freqs().get(self.at..).unwrap_or_default();
            let count = frequencies.iter().sum();
            let mut rest = self.positions.get(self.before, count);
            for (&passage, &frequency) in docs.iter().zip(frequencies) {
                let Some((here, after)) = rest.split_at_checked(frequency as usize) else { return };
                rest = after;
                match count_even(here) {
                    0 => {}
                    even => give(passage, even),
                }
            }
            self.before += u64::from(count);
            self.at = 0;
            self.blocks.advance();
        }
    }
}

/// How many of the positions with those differences are even.
fn count_even(differences: &[u32]) -> u32 {
    let mut at = 0;
    let even = differences.iter().map(|step| {
        at ^= step;
        !at & 1
    });
    even.sum()
}

/// How many of the ascending passages come before that one. It is near: of
/// several at once it is quicker counted than searched for.
fn count_before(passages: &[DocId], to: DocId) -> usize {
    let before = |some: &[DocId]| some.iter().map(|&one| u32::from(one < to)).sum::<u32>() as usize;
    let (chunks, rest) = passages.as_chunks::<AT_ONCE>();
    let whole = chunks.iter().take_while(|[.., last]| *last < to).count();
    match chunks.get(whole) {
        Some(chunk) => whole * AT_ONCE + before(chunk),
        None => whole * AT_ONCE + before(rest),
    }
}

/// The skip list of a posting list.
struct Skips {
    /// An entry for each full block; see `impacts`.
    entries: OwnedBytes,
    next: usize,
    /// Positions before the block.
    before: u64,
}

impl Skips {
    fn open(postings: &FileSlice, info: &TermInfo) -> tantivy::Result<Option<Self>> {
        let blocks = (info.doc_freq / BLOCK) as usize;
        let entries = if blocks == 0 {
            OwnedBytes::empty()
        } else {
            let list = postings.read_bytes_slice(info.postings_range.clone())?;
            let Some(entries) = impacts::entries(&list, blocks) else { return Ok(None) };
            let (bytes, start) = (entries.as_flattened(), list.len());
            let Some((_, rest)) = impacts::variable_int(&list) else { return Ok(None) };
            let start = start - rest.len();
            list.slice(start..start + bytes.len())
        };
        Ok(Some(Self { entries, next: 0, before: 0 }))
    }

    /// How many positions stand before the block that may have the passage.
    fn seek(&mut self, to: DocId) -> u64 {
        let (entries, _) = self.entries.as_chunks::<ENTRY_BYTES>();
        for [a, b, c, d, _, _, e, f, g, h, _, _] in entries.iter().skip(self.next) {
            if u32::from_le_bytes([*a, *b, *c, *d]) >= to {
                break;
            }
            self.before += u64::from(u32::from_le_bytes([*e, *f, *g, *h]));
            self.next += 1;
        }
        self.before
    }
}

/// The positions of a list, one after the other.
struct Positions {
    reader: PositionReader,
    /// Positions in full blocks.
    full: u64,
    /// Those that were decoded last, and where they begin.
    window: Vec<u32>,
    from: u64,
}

impl Positions {
    fn open(bytes: OwnedBytes) -> tantivy::Result<Option<Self>> {
        let Some((blocks, _)) = impacts::variable_int(&bytes) else { return Ok(None) };
        let reader = PositionReader::open(bytes)?;
        let full = blocks as u64 * POSITIONS;
        Ok(Some(Self { reader, full, window: Vec::new(), from: 0 }))
    }

    /// So many from that one on.
    fn get(&mut self, from: u64, count: u32) -> &[u32] {
        let to = from + u64::from(count);
        if from < self.from || to > self.from + self.window.len() as u64 {
            self.decode(from, to);
        }
        let start = (from - self.from) as usize;
        self.window.get(start..start + count as usize).unwrap_or_default()
    }

    /// Decodes the blocks with those; of what is left after the full blocks no
    /// more than was asked for, as its end is not known.
    fn decode(&mut self, from: u64, to: u64) {
        self.from = from - from % POSITIONS;
        let end = to.next_multiple_of(POSITIONS).min(self.full).max(to);
        self.window.resize((end - self.from) as usize, 0);
        self.reader.read(self.from, &mut self.window);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{DocSet, Index, IndexWriter, Term, postings::Postings};

    use super::*;

    /// A segment whose passages have the word so often among others.
    fn segment(frequencies: &[u32]) -> (SegmentReader, Field) {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("body", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for (at, &frequency) in (0..).zip(frequencies) {
            let text: String = (0..frequency)
                .map(|n| if (at + n) % 3 == 2 { "word so " } else { "word " })
                .collect();
            let mut document = tantivy::TantivyDocument::default();
            document.add_text(field, text);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        (searcher.segment_reader(0).clone(), field)
    }

    fn cursors(frequencies: &[u32]) -> Option<(Cursor, tantivy::postings::SegmentPostings)> {
        let (reader, field) = segment(frequencies);
        let open = |part| CompositeFile::open(&reader.open_read(part).unwrap()).unwrap();
        let (postings, positions) = (SegmentComponent::Postings, SegmentComponent::Positions);
        // Where no passage has a word there are no lists.
        let files = Files::open(&open(postings), &open(positions), field)?;
        let inverted = reader.inverted_index(field).unwrap();
        let info = inverted.get_term_info(&Term::from_field_text(field, "word")).unwrap()?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let theirs = inverted.read_postings_from_terminfo(&info, option).unwrap();
        Some((Cursor::open(&files, &inverted, &info).unwrap().unwrap(), theirs))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// However far apart the passages are that are asked for.
        #[test]
        fn reads_what_tantivy_reads(
            frequencies in prop::collection::vec(0u32..5, 1..900),
            steps in prop::collection::vec(prop_oneof![1u32..4, 1u32..40, 100u32..300], 1..300),
            read in any::<u64>(),
        ) {
            let Some((mut ours, mut theirs)) = cursors(&frequencies) else { return Ok(()) };
            for (number, step) in steps.iter().enumerate() {
                let to = ours.passage().saturating_add(*step).min(TERMINATED);
                prop_assert_eq!(ours.seek(to), theirs.seek(to));
                if theirs.doc() == TERMINATED {
                    break;
                }
                prop_assert_eq!(ours.frequency(), theirs.term_freq());
                if read >> (number % 64) & 1 == 1 {
                    let mut expected = Vec::new();
                    theirs.positions(&mut expected);
                    let mut at = 0;
                    let found: Vec<u32> = ours.differences().iter().map(|s| { at += s; at }).collect();
                    prop_assert_eq!(found, expected);
                }
            }
        }

        #[test]
        fn counts_even_positions(frequencies in prop::collection::vec(0u32..5, 1..900)) {
            let Some((ours, mut theirs)) = cursors(&frequencies) else { return Ok(()) };
            let (mut found, mut expected, mut positions) = (Vec::new(), Vec::new(), Vec::new());
            ours.for_each_even(|passage, even| found.push((passage, even)));
            while theirs.doc() != TERMINATED {
                theirs.positions(&mut positions);
                let even = positions.iter().filter(|&at| at % 2 == 0).count() as u32;
                expected.extend((even > 0).then_some((theirs.doc(), even)));
                theirs.advance();
            }
            prop_assert_eq!(found, expected);
        }
    }
}
