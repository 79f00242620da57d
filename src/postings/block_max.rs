//! Block-max bounds: the largest normalised frequency of each block of a posting
//! list. tantivy keeps them in its skip lists, for its own use; a search here
//! needs them to skip blocks that cannot hold a hit.
//!
//! For the layout see the [room's page](super).

use std::io;

use tantivy::directory::{CompositeFile, FileSlice};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentComponent;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

use super::lists::{read_range, split_header};
use super::skip_list::{ENTRY_BYTES, Entry, SkipList};

/// The `b` of the BM25 that tantivy chooses a block's highest passage by.
const TANTIVY_B: f32 = 0.75;

/// Stands for this frequency and all larger ones.
const LARGEST_FREQUENCY: u8 = u8::MAX;

/// tantivy and ibid each round a normalised frequency to single precision; a
/// bound this much larger is above both.
const ROUNDING: f32 = 1.000_01;

/// The skip lists of a field in one segment.
pub(crate) struct BlockMaxima {
    field: Field,
    postings: FileSlice,
    /// Mean words of a passage, as tantivy knew it when it chose the passages.
    mean_words: f32,
    /// The reciprocal of tantivy's norm of each length, by id of the length.
    inverse_norms: [f32; 256],
    /// Words of the shortest and of the longest passage.
    length_range: (u32, u32),
}

/// The block-max bound of a block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct BlockMax {
    /// The last passage of the block.
    pub(crate) last: DocId,
    /// No passage of the block has a larger frequency over its length norm.
    pub(crate) frequency: f32,
}

impl BlockMaxima {
    /// Opens the skip lists of a field. `None` where no passage has a term in it.
    pub(crate) fn open(
        reader: &SegmentReader,
        field: Field,
        length_range: (u32, u32),
    ) -> tantivy::Result<Option<Self>> {
        let file = CompositeFile::open(&reader.open_read(SegmentComponent::Postings)?)?;
        let Some(lists) = file.open_read(field) else { return Ok(None) };
        let (header, postings) = split_header(lists)?;
        let header = header.read_bytes()?;
        let Some(tokens) = header.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)) else {
            return Ok(None);
        };
        // tantivy divides by all passages, deleted ones among them.
        let mean_words = tokens as f32 / reader.max_doc().max(1) as f32;
        let inverse_norm =
            |length_id: u8| norm(FieldNormReader::id_to_fieldnorm(length_id), mean_words).recip();
        // 256 ids: none is cut off by the cast.
        let inverse_norms = std::array::from_fn(|length_id| inverse_norm(length_id as u8));
        let maxima = Self { field, postings, mean_words, inverse_norms, length_range };
        Ok((mean_words > 0.0).then_some(maxima))
    }

    /// Whether they are those of a field.
    pub(crate) fn are_of(&self, field: Field) -> bool {
        self.field == field
    }

    /// The bounds of a list's full blocks, for passages whose length norm is
    /// `1 - b + b · words / mean`. The tail, fewer than 128 passages, has none.
    /// None at all where the skip list is not laid out as expected: opening a
    /// cursor over the list is an error then.
    pub(crate) fn of(&self, info: &TermInfo, b: f32, mean: f32) -> io::Result<Vec<BlockMax>> {
        let list = read_range(&self.postings, &info.postings_range)?;
        let Some(SkipList { entries, .. }) = SkipList::read(&list, info.doc_freq) else {
            return Ok(Vec::new());
        };
        let ratio = self.max_norm_ratio(b, mean);
        let block_max = |entry: &[u8; ENTRY_BYTES]| {
            let entry = Entry::read(entry);
            let frequency = match entry.frequency {
                LARGEST_FREQUENCY => f32::INFINITY,
                frequency => f32::from(frequency) * self.inverse_norm(entry.length_id) * ratio,
            };
            BlockMax { last: entry.last, frequency }
        };
        // The caller adds one for the tail.
        let mut block_maxima = Vec::with_capacity(entries.len() + 1);
        block_maxima.extend(entries.iter().map(block_max));
        Ok(block_maxima)
    }

    fn inverse_norm(&self, length_id: u8) -> f32 {
        self.inverse_norms.get(usize::from(length_id)).copied().unwrap_or(1.0)
    }

    /// How many times larger a frequency can be over the other norm than over
    /// tantivy's. The quotient of two lines is monotonic, so it is largest for
    /// the shortest or for the longest passage.
    fn max_norm_ratio(&self, b: f32, mean: f32) -> f32 {
        let ratio = |words: u32| {
            let other = 1.0 - b + b * words as f32 / mean;
            if other > 0.0 { norm(words, self.mean_words) / other } else { f32::INFINITY }
        };
        let (shortest, longest) = self.length_range;
        ratio(shortest).max(ratio(longest)) * ROUNDING
    }
}

/// tantivy's length norm.
fn norm(words: u32, mean_words: f32) -> f32 {
    1.0 - TANTIVY_B + TANTIVY_B * words as f32 / mean_words
}

#[cfg(test)]
mod tests {
    use tantivy::postings::Postings;
    use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
    use tantivy::{DocSet, Index, TERMINATED, Term, doc};

    use super::super::skip_list::BLOCK;
    use super::*;

    const PASSAGES: u32 = 1500;

    /// The frequencies of three words in a passage: one is in all, one is used
    /// the more the later, beyond what is kept, one is in every other passage.
    fn frequencies(passage: u32) -> [u32; 3] {
        let mixed = passage.wrapping_mul(2_654_435_761) >> 16;
        let late = if passage > 1300 { 200 + passage % 90 } else { passage / 130 };
        [1 + mixed % 7, late, (passage % 2) * (1 + mixed % 30)]
    }

    fn filled(option: IndexRecordOption) -> (SegmentReader, Field) {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_index_option(option);
        let field =
            schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15 << 20).unwrap();
        for passage in 0..PASSAGES {
            let mut text = "filling ".repeat((passage as usize * 31) % 60);
            for (word, count) in ["often ", "late ", "odd "].iter().zip(frequencies(passage)) {
                text += &word.repeat(count as usize);
            }
            writer.add_document(doc!(field => text)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let [reader] = searcher.segment_readers() else { panic!("one thread makes one segment") };
        (reader.clone(), field)
    }

    fn words(reader: &SegmentReader, field: Field) -> Vec<u32> {
        let norms = reader.get_fieldnorms_reader(field).unwrap();
        (0..reader.max_doc()).map(|passage| norms.fieldnorm(passage)).collect()
    }

    fn opened(reader: &SegmentReader, field: Field) -> BlockMaxima {
        let words = words(reader, field);
        let ends = (*words.iter().min().unwrap(), *words.iter().max().unwrap());
        BlockMaxima::open(reader, field, ends).unwrap().unwrap()
    }

    fn info(reader: &SegmentReader, field: Field, word: &str) -> TermInfo {
        let inverted = reader.inverted_index(field).unwrap();
        inverted.get_term_info(&Term::from_field_text(field, word)).unwrap().unwrap()
    }

    fn postings(reader: &SegmentReader, field: Field, info: &TermInfo) -> Vec<(DocId, u32)> {
        let inverted = reader.inverted_index(field).unwrap();
        let option = IndexRecordOption::WithFreqs;
        let mut postings = inverted.read_postings_from_terminfo(info, option).unwrap();
        let mut all = Vec::new();
        while postings.doc() != TERMINATED {
            all.push((postings.doc(), postings.term_freq()));
            postings.advance();
        }
        all
    }

    /// Fails where another version of tantivy lays its skip lists out
    /// differently: without bounds a search is right, but skips nothing.
    #[test]
    fn every_full_block_has_its_bound() {
        let (reader, field) = filled(IndexRecordOption::WithFreqsAndPositions);
        let (block_maxima, words) = (opened(&reader, field), words(&reader, field));
        for word in ["often", "late", "odd", "filling"] {
            let info = info(&reader, field, word);
            let postings = postings(&reader, field, &info);
            for (b, mean) in
                [(0.75, block_maxima.mean_words), (0.0, 9.0), (0.6, 40.0), (1.0, 500.0)]
            {
                let bounds = block_maxima.of(&info, b, mean).unwrap();
                let blocks: Vec<&[(DocId, u32)]> = postings.chunks_exact(BLOCK).collect();
                assert_eq!(bounds.len(), blocks.len(), "tantivy's skip lists are not as expected");
                assert!(blocks.len() > 4, "{word} is in few passages");
                for (bound, block) in bounds.iter().zip(blocks) {
                    assert_eq!(Some(bound.last), block.last().map(|posting| posting.0), "{word}");
                    let max = block.iter().map(|&(passage, frequency)| {
                        let words = words[passage as usize] as f32;
                        frequency as f32 / (1.0 - b + b * words / mean)
                    });
                    let max = max.fold(0.0, f32::max);
                    assert!(bound.frequency >= max, "{word}, b {b}: {bound:?} under {max}");
                    let is_kept = block.iter().all(|&(_, frequency)| frequency < 255);
                    if b.to_bits() == TANTIVY_B.to_bits() && is_kept {
                        assert!(bound.frequency < max * 1.001, "{word}: {bound:?} over {max}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_few_postings_have_no_block() {
        let (reader, field) = filled(IndexRecordOption::WithFreqsAndPositions);
        let info = TermInfo { doc_freq: 127, ..info(&reader, field, "odd") };
        assert_eq!(opened(&reader, field).of(&info, 0.6, 20.0).unwrap(), []);
    }

    /// No bounds at all rather than wrong ones.
    #[test]
    fn of_another_layout_nothing_is_read() {
        for option in [IndexRecordOption::WithFreqs, IndexRecordOption::Basic] {
            let (reader, field) = filled(option);
            let info = info(&reader, field, "often");
            assert_eq!(opened(&reader, field).of(&info, 0.6, 20.0).unwrap(), [], "{option:?}");
        }
    }
}
