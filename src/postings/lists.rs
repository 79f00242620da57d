//! The posting lists of a segment, and a cursor over one with its positions.
//!
//! tantivy's own cursor finds the positions of each passage anew and copies them
//! out one passage at a time. A phrase of frequent words reads the positions of
//! many passages of a list, so here they are decoded a block at a time.
//!
//! For the layout, and for what is done about damage, see the
//! [room's page](super).

use std::io;
use std::ops::Range;
use std::sync::Arc;

use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::index::SegmentComponent;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, HasLen, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use super::block_cursor::BlockCursor;
use super::damaged;
use super::positions::Positions;
use super::skip_list::HEADER_BYTES;

/// The posting lists with positions of a segment.
pub(crate) struct PostingLists {
    /// By field; a field without a term has no files.
    fields: Vec<(Field, FieldLists)>,
}

/// The lists of a field.
struct FieldLists {
    /// Its dictionary, kept because to ask tantivy for it costs as much as to
    /// look a term up.
    terms: Arc<InvertedIndexReader>,
    postings: FileSlice,
    positions: FileSlice,
}

impl PostingLists {
    /// Opens the lists of fields with positions.
    pub(crate) fn open(reader: &SegmentReader, fields: &[Field]) -> tantivy::Result<Self> {
        let postings = CompositeFile::open(&reader.open_read(SegmentComponent::Postings)?)?;
        let positions = CompositeFile::open(&reader.open_read(SegmentComponent::Positions)?)?;
        let mut opened = Vec::with_capacity(fields.len());
        for &field in fields {
            let terms = reader.inverted_index(field)?;
            let lists = FieldLists::open(terms, &postings, &positions, field)?;
            opened.extend(lists.map(|lists| (field, lists)));
        }
        Ok(Self { fields: opened })
    }

    /// Looks a term up; `None` where no passage has it.
    pub(crate) fn info(&self, term: &Term) -> io::Result<Option<TermInfo>> {
        let lists = self.fields.iter().find(|(field, _)| *field == term.field());
        lists.map_or(Ok(None), |(_, lists)| lists.terms.get_term_info(term))
    }

    /// A cursor over the list of a term of a field.
    pub(crate) fn blocks(&self, field: Field, info: &TermInfo) -> tantivy::Result<BlockCursor> {
        let list = read_range(&self.of(field)?.postings, &info.postings_range)?;
        Ok(BlockCursor::open(list, info.doc_freq)?)
    }

    /// The same, with positions.
    pub(crate) fn cursor(&self, field: Field, info: &TermInfo) -> tantivy::Result<ListCursor> {
        let blocks = self.blocks(field, info)?;
        let positions = read_range(&self.of(field)?.positions, &info.positions_range)?;
        Ok(ListCursor { blocks, positions: Positions::open(positions)? })
    }

    fn of(&self, field: Field) -> io::Result<&FieldLists> {
        let lists = self.fields.iter().find(|(of, _)| *of == field);
        lists.map(|(_, lists)| lists).ok_or_else(|| damaged("a term without posting lists"))
    }
}

impl FieldLists {
    fn open(
        terms: Arc<InvertedIndexReader>,
        postings: &CompositeFile,
        positions: &CompositeFile,
        field: Field,
    ) -> io::Result<Option<Self>> {
        let (postings, positions) = (postings.open_read(field), positions.open_read(field));
        let (Some(postings), Some(positions)) = (postings, positions) else { return Ok(None) };
        let (_, postings) = split_header(postings)?;
        Ok(Some(Self { terms, postings, positions }))
    }
}

/// The header of a field's postings, and its lists.
pub(super) fn split_header(postings: FileSlice) -> io::Result<(FileSlice, FileSlice)> {
    // tantivy panics where a slice is too short to be split.
    if postings.len() < HEADER_BYTES {
        return Err(damaged("postings without their header"));
    }
    Ok(postings.split(HEADER_BYTES))
}

/// The bytes of a list.
pub(super) fn read_range(file: &FileSlice, range: &Range<usize>) -> io::Result<OwnedBytes> {
    // tantivy panics at a range that the file does not have.
    if range.start > range.end || range.end > file.len() {
        return Err(damaged("a posting list behind the end of its file"));
    }
    file.read_bytes_slice(range.clone())
}

/// A cursor over the passages of a list, with the positions in each.
pub(crate) struct ListCursor {
    blocks: BlockCursor,
    positions: Positions,
}

impl ListCursor {
    /// As [`BlockCursor::check`], of the positions too.
    pub(crate) fn check(&self) -> io::Result<()> {
        self.blocks.check()?;
        self.positions.check()
    }

    /// As [`BlockCursor::seek`].
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        self.blocks.seek(target)
    }

    /// As [`BlockCursor::passages`].
    pub(crate) fn passages(&mut self) -> &[DocId] {
        self.blocks.passages()
    }

    /// As [`BlockCursor::find`].
    pub(crate) fn find(&mut self, passages: &[DocId], matches: &mut Vec<(usize, usize)>) -> usize {
        self.blocks.find(passages, |&passage| passage, matches)
    }

    /// As [`BlockCursor::advance`].
    pub(crate) fn advance(&mut self) {
        self.blocks.advance();
    }

    /// The [`differences`](Self::differences) at an index of the block, which the
    /// cursor goes to. Indexes must not go back.
    pub(crate) fn differences_at(&mut self, index: usize) -> &[u32] {
        self.blocks.go_to(index);
        self.differences()
    }

    /// The first position in the current passage, then the difference of each
    /// position to the one before.
    pub(crate) fn differences(&mut self) -> &[u32] {
        let before = self.blocks.occurrences_before();
        let frequency = self.blocks.frequency();
        self.positions.get(before, u64::from(frequency))
    }

    /// Emits every passage from the current one on that has the term at an even
    /// position, with how many of these it has.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub(crate) fn for_each_even(mut self, mut emit: impl FnMut(DocId, u32)) -> io::Result<()> {
        let mut end = 0;
        while self.blocks.passage() != TERMINATED {
            let before = self.blocks.occurrences_before();
            let (passages, frequencies) = self.blocks.postings();
            // In 64 bits: damaged frequencies of a tail can add up to more.
            let count = frequencies.iter().map(|&frequency| u64::from(frequency)).sum();
            end = before + count;
            let mut unread = self.positions.get(before, count);
            for (&passage, &frequency) in passages.iter().zip(frequencies) {
                // Too few are left only where the read found damage.
                let split = unread.split_at_checked(frequency as usize);
                let Some((differences, after)) = split else { break };
                unread = after;
                match count_even(differences) {
                    0 => {}
                    even => emit(passage, even),
                }
            }
            self.blocks.advance();
        }
        self.positions.check_end(end);
        self.check()
    }
}

/// How many of the positions with these differences are even.
fn count_even(differences: &[u32]) -> u32 {
    // Whether a sum is even depends on the lowest bits alone.
    let mut parity = 0;
    let even = differences.iter().map(|step| {
        parity ^= step;
        !parity & 1
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

    /// A segment whose passages have the word with these frequencies.
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
        let lists = FieldLists::open(terms, &open(postings), &open(positions), field).unwrap();
        PostingLists { fields: lists.into_iter().map(|lists| (field, lists)).collect() }
    }

    fn cursors(frequencies: &[u32]) -> Option<(ListCursor, SegmentPostings)> {
        let (reader, field) = segment(frequencies);
        let inverted = reader.inverted_index(field).unwrap();
        let info = inverted.get_term_info(&Term::from_field_text(field, "word")).unwrap()?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let theirs = inverted.read_postings_from_terminfo(&info, option).unwrap();
        Some((lists(&reader, field).cursor(field, &info).unwrap(), theirs))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// However far apart the sought passages are.
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
                    let positions: Vec<u32> =
                        ours.differences().iter().map(|s| { at += s; at }).collect();
                    prop_assert_eq!(positions, expected);
                }
            }
            prop_assert!(ours.check().is_ok());
        }

        #[test]
        fn counts_even_positions(frequencies in prop::collection::vec(0u32..5, 1..900)) {
            let Some((ours, mut theirs)) = cursors(&frequencies) else { return Ok(()) };
            let (mut counted, mut expected, mut positions) = (Vec::new(), Vec::new(), Vec::new());
            ours.for_each_even(|passage, even| counted.push((passage, even))).unwrap();
            while theirs.doc() != TERMINATED {
                theirs.positions(&mut positions);
                let even = positions.iter().filter(|&at| at % 2 == 0).count() as u32;
                expected.extend((even > 0).then_some((theirs.doc(), even)));
                theirs.advance();
            }
            prop_assert_eq!(counted, expected);
        }
    }
}
