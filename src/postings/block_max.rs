//! The largest frequencies of each block of a posting list, which tantivy
//! keeps in its skip lists and uses for itself alone: what a search needs to
//! pass over blocks that cannot hold a hit.
//!
//! Read from the skip lists as tantivy 0.27 lays them out; see `skips`.

use std::io;

use tantivy::directory::{CompositeFile, FileSlice};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentComponent;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

use super::skip_list::{BLOCK, ENTRY_BYTES, Entry, HEADER_BYTES};
use crate::postings::skip_list;

/// How much of a norm tantivy takes from the length.
const TANTIVY_B: f32 = 0.75;

/// Beyond it a frequency is not kept.
const LARGEST_FREQUENCY: u8 = u8::MAX;

/// Frequencies are normalised in single precision, here and there.
const ROUNDING: f32 = 1.000_01;

/// The skip lists of a field in one segment.
pub(crate) struct BlockMaxima {
    field: Field,
    postings: FileSlice,
    /// Mean words of a passage, as tantivy knew it when it chose.
    mean_words: f32,
    /// One over the norms of the lengths that tantivy tells apart.
    inverses: [f32; 256],
    /// Words of the shortest and the longest passage.
    words: (u32, u32),
}

/// The largest normalised frequency among some passages of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct BlockMax {
    /// The last of the passages.
    pub(crate) last: DocId,
    /// No passage's frequency over its length norm is larger.
    pub(crate) frequency: f32,
}

impl BlockMaxima {
    /// `None` where the file is not laid out as expected.
    pub(crate) fn open(
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
        let inverse =
            |length: u8| norm(FieldNormReader::id_to_fieldnorm(length), mean_words).recip();
        let inverses = std::array::from_fn(|length| inverse(length as u8));
        Ok((mean_words > 0.0).then_some(Self { field, postings, mean_words, inverses, words }))
    }

    /// Whether they are those of that field.
    pub(crate) fn are_of(&self, field: Field) -> bool {
        self.field == field
    }

    /// The impacts of a list's full blocks, for passages whose length norm is
    /// `1 - b + b · words / mean`. What is left of the list, fewer than 128
    /// passages, has none.
    pub(crate) fn of(&self, info: &TermInfo, b: f32, mean: f32) -> io::Result<Vec<BlockMax>> {
        let blocks = info.doc_freq as usize / BLOCK;
        if blocks == 0 {
            return Ok(Vec::new());
        }
        let bytes = self.postings.read_bytes_slice(info.postings_range.clone())?;
        let Some((entries, _)) = skip_list::entries(&bytes, blocks) else { return Ok(Vec::new()) };
        let most = self.most(b, mean);
        let inverse = |length: u8| self.inverses.get(usize::from(length)).copied().unwrap_or(1.0);
        let impact = |entry: &[u8; ENTRY_BYTES]| {
            let entry = Entry::read(entry);
            let frequency = match entry.frequency {
                LARGEST_FREQUENCY => f32::INFINITY,
                frequency => f32::from(frequency) * inverse(entry.length) * most,
            };
            BlockMax { last: entry.last, frequency }
        };
        // One more for what is left of the list.
        let mut block_maxima = Vec::with_capacity(blocks + 1);
        block_maxima.extend(entries.iter().map(impact));
        Ok(block_maxima)
    }

    /// How many times larger than by tantivy's norm a frequency can be by the
    /// other. The quotient of two lines is monotonic, so it is largest at one
    /// of the ends.
    fn most(&self, b: f32, mean: f32) -> f32 {
        let at = |words: u32| {
            let other = 1.0 - b + b * words as f32 / mean;
            if other > 0.0 { norm(words, self.mean_words) / other } else { f32::INFINITY }
        };
        at(self.words.0).max(at(self.words.1)) * ROUNDING
    }
}

fn norm(words: u32, mean_words: f32) -> f32 {
    1.0 - TANTIVY_B + TANTIVY_B * words as f32 / mean_words
}

#[cfg(test)]
mod tests {
    use tantivy::postings::Postings;
    use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
    use tantivy::{DocSet, Index, TERMINATED, Term, doc};

    use super::*;

    const PASSAGES: u32 = 1500;

    /// How often a passage has each of three words: one in all, one used the
    /// more the later, beyond what is kept, and one in every other passage.
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
    /// otherwise: without bounds a search is right, but passes over nothing.
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
                let found = block_maxima.of(&info, b, mean).unwrap();
                let blocks: Vec<&[(DocId, u32)]> = postings.chunks_exact(BLOCK).collect();
                assert_eq!(found.len(), blocks.len(), "tantivy's skip lists are not as expected");
                assert!(blocks.len() > 4, "{word} is in few passages");
                for (impact, block) in found.iter().zip(blocks) {
                    assert_eq!(Some(impact.last), block.last().map(|posting| posting.0), "{word}");
                    let most = block.iter().map(|&(passage, frequency)| {
                        let words = words[passage as usize] as f32;
                        frequency as f32 / (1.0 - b + b * words / mean)
                    });
                    let most = most.fold(0.0, f32::max);
                    assert!(impact.frequency >= most, "{word}, b {b}: {impact:?} under {most}");
                    let is_kept = block.iter().all(|&(_, frequency)| frequency < 255);
                    if b.to_bits() == TANTIVY_B.to_bits() && is_kept {
                        assert!(impact.frequency < most * 1.001, "{word}: {impact:?} over {most}");
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
