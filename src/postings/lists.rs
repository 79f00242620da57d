//! Posting lists with positions, read a block at a time.
//!
//! tantivy's own cursor finds the positions of each passage anew and copies
//! them out one passage at a time. Here they are decoded a block at a time, as
//! who asks for many passages of a list, as phrases of frequent words do, asks
//! for those beside them next.
//!
//! Read from the files as tantivy 0.27 lays them out; see `skips`, `blocks` and
//! `positions`.

use std::io;
use std::sync::Arc;

use tantivy::directory::{CompositeFile, FileSlice};
use tantivy::index::SegmentComponent;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use super::block_cursor::BlockCursor;
use super::positions::Positions;
use super::skip_list::HEADER_BYTES;

/// The posting lists with positions of a segment.
pub(crate) struct PostingLists {
    /// By field; a field without a term has none.
    files: Vec<(Field, Files)>,
}

/// The lists of a field.
struct Files {
    /// Its dictionary, kept here as to ask tantivy for it costs as much as a
    /// look into it.
    terms: Arc<InvertedIndexReader>,
    postings: FileSlice,
    positions: FileSlice,
}

impl PostingLists {
    /// Opens the lists of those fields.
    pub(crate) fn open(reader: &SegmentReader, fields: &[Field]) -> tantivy::Result<Self> {
        let postings = CompositeFile::open(&reader.open_read(SegmentComponent::Postings)?)?;
        let positions = CompositeFile::open(&reader.open_read(SegmentComponent::Positions)?)?;
        let mut files = Vec::new();
        for &field in fields {
            let terms = reader.inverted_index(field)?;
            let opened = Files::open(terms, &postings, &positions, field);
            files.extend(opened.map(|opened| (field, opened)));
        }
        Ok(Self { files })
    }

    /// Where the list of a term stands; `None` where no passage has it.
    pub(crate) fn info(&self, term: &Term) -> io::Result<Option<TermInfo>> {
        let found = self.files.iter().find(|(of, _)| *of == term.field());
        found.map_or(Ok(None), |(_, files)| files.terms.get_term_info(term))
    }

    /// A cursor on the list of a term of that field.
    pub(crate) fn blocks(&self, field: Field, info: &TermInfo) -> tantivy::Result<BlockCursor> {
        let list = self.of(field)?.postings.read_bytes_slice(info.postings_range.clone())?;
        Ok(BlockCursor::open(list, info.doc_freq)?)
    }

    /// The same, with positions.
    pub(crate) fn cursor(&self, field: Field, info: &TermInfo) -> tantivy::Result<Cursor> {
        let blocks = self.blocks(field, info)?;
        let positions = self.of(field)?.positions.read_bytes_slice(info.positions_range.clone())?;
        Ok(Cursor { blocks, positions: Positions::open(positions)? })
    }

    fn of(&self, field: Field) -> io::Result<&Files> {
        let found = self.files.iter().find(|(of, _)| *of == field);
        let damage = || io::Error::new(io::ErrorKind::InvalidData, "a term without posting lists");
        found.map(|(_, files)| files).ok_or_else(damage)
    }
}

impl Files {
    fn open(
        terms: Arc<InvertedIndexReader>,
        postings: &CompositeFile,
        positions: &CompositeFile,
        field: Field,
    ) -> Option<Self> {
        let (_, postings) = postings.open_read(field)?.split(HEADER_BYTES);
        Some(Self { terms, postings, positions: positions.open_read(field)? })
    }
}

/// A cursor on the passages of a list, with the positions in each.
pub(crate) struct Cursor {
    blocks: BlockCursor,
    positions: Positions,
}

impl Cursor {
    /// Goes to the first passage from that one on. Never goes back.
    pub(crate) fn seek(&mut self, to: DocId) -> DocId {
        self.blocks.seek(to)
    }

    /// The passages of the block it is on, as [`BlockCursor::passages`].
    pub(crate) fn passages(&mut self) -> &[DocId] {
        self.blocks.passages()
    }

    /// As [`BlockCursor::find`].
    pub(crate) fn find(&mut self, passages: &[DocId], found: &mut Vec<(usize, usize)>) -> usize {
        self.blocks.find(passages, |&passage| passage, found)
    }

    /// Goes to the beginning of the next block.
    pub(crate) fn advance(&mut self) {
        self.blocks.advance();
    }

    /// The same as [`differences`](Self::differences) of that passage of the
    /// block, which it goes to. Passages must not go back.
    pub(crate) fn differences_at(&mut self, at: usize) -> &[u32] {
        self.blocks.go_to(at);
        self.differences()
    }

    /// The first position in the passage it is on, then what each lies after
    /// the one before.
    pub(crate) fn differences(&mut self) -> &[u32] {
        let before = self.blocks.occurrences_before();
        self.positions.get(before, self.blocks.frequency())
    }

    /// Hands out every passage from the one it is on, each with how often
    /// the term stands there at an even position.
    pub(crate) fn for_each_even(mut self, mut give: impl FnMut(DocId, u32)) {
        while self.blocks.passage() != TERMINATED {
            let before = self.blocks.occurrences_before();
            let (passages, frequencies) = self.blocks.postings();
            let mut rest = self.positions.get(before, frequencies.iter().sum());
            for (&passage, &frequency) in passages.iter().zip(frequencies) {
                let Some((here, after)) = rest.split_at_checked(frequency as usize) else { return };
                rest = after;
                match count_even(here) {
                    0 => {}
                    even => give(passage, even),
                }
            }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::postings::{Postings, SegmentPostings};
    use tantivy::schema::{IndexRecordOption, Schema, TEXT};
    use tantivy::{DocSet, Index, IndexWriter, Term};

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

    fn lists(reader: &SegmentReader, field: Field) -> PostingLists {
        let open = |part| CompositeFile::open(&reader.open_read(part).unwrap()).unwrap();
        let (postings, positions) = (SegmentComponent::Postings, SegmentComponent::Positions);
        // Where no passage has a word there are no lists.
        let terms = reader.inverted_index(field).unwrap();
        let files = Files::open(terms, &open(postings), &open(positions), field);
        PostingLists { files: files.into_iter().map(|files| (field, files)).collect() }
    }

    fn cursors(frequencies: &[u32]) -> Option<(Cursor, SegmentPostings)> {
        let (reader, field) = segment(frequencies);
        let inverted = reader.inverted_index(field).unwrap();
        let info = inverted.get_term_info(&Term::from_field_text(field, "word")).unwrap()?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let theirs = inverted.read_postings_from_terminfo(&info, option).unwrap();
        Some((lists(&reader, field).cursor(field, &info).unwrap(), theirs))
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
                let to = ours.blocks.passage().saturating_add(*step).min(TERMINATED);
                prop_assert_eq!(ours.seek(to), theirs.seek(to));
                if theirs.doc() == TERMINATED {
                    break;
                }
                prop_assert_eq!(ours.blocks.frequency(), theirs.term_freq());
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
