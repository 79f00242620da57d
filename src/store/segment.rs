//! What ranking needs of a segment, read once when it is first seen.

use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use tantivy::columnar::StrColumn;
use tantivy::directory::FileSlice;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{Directory, DocId, SegmentReader, TantivyDocument};

use super::checksum::body_bytes;
use super::column::U64Column;
use super::dense_column::{DenseColumn, DocumentColumn, PassageColumn};
use super::facet_column::FacetCache;
use super::fact_column::{FactColumn, FactColumns};
use super::headroom::check_columns;
use super::id_prefixes::IdPrefixes;
use super::ordinals::DocumentOrd;
use super::range_column::RangeColumn;
use super::schema::{FILE_WORD, Fields, RANGE_COLUMNS, RangeColumnNames, label_of};
use super::segment_check::{check_ids, check_passages};
use super::text_store::TextStore;
use crate::facts::value::FactKind;
use crate::passage::label::Label;
use crate::postings::block_max::BlockMaxima;
use crate::postings::check_format;
use crate::postings::lists::PostingLists;
use crate::range::{RangeField, ValueRange};

/// Unpacked blocks of stored texts that a segment keeps: the hits and feedback
/// passages of one search lie in fewer.
const CACHED_BLOCKS: usize = 100;

/// Collection statistics over what is not deleted, so that they are the same
/// before and after a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stats {
    pub(crate) documents: u64,
    pub(crate) passages: u64,
    /// Words of all passages, as the length norms count them.
    pub(crate) body_words: u64,
    /// Words of all titles, likewise.
    pub(crate) title_words: u64,
}

/// What ranking needs of each passage and document of a segment.
pub(crate) struct Segment {
    /// tantivy's view of its files.
    pub(crate) reader: SegmentReader,
    /// Handles of its fields.
    pub(crate) fields: Fields,
    /// Stored passages, with a cache of unpacked blocks.
    texts: TextStore,
    /// Ids of the documents by passage.
    pub(crate) ids: Option<StrColumn>,
    /// Their prefixes, read when ids of several segments are first compared.
    id_prefixes: OnceLock<IdPrefixes>,
    /// Document of each passage; [`DocumentOrd::NONE`] of a deleted one.
    pub(crate) document_of: PassageColumn<DocumentOrd>,
    /// First passage of each document, ascending.
    pub(crate) first_passage: Vec<DocId>,
    /// Words of each document's passages.
    pub(crate) document_words: DocumentColumn<u32>,
    /// Words of each document's title.
    pub(crate) title_words: DocumentColumn<u32>,
    /// Id of each passage's length; see [`lengths`](Self::lengths).
    pub(crate) lengths_of_passages: PassageColumn<u8>,
    /// Whether each document is one passage.
    pub(crate) one_passage_per_document: bool,
    /// Words of the shortest and the longest passage.
    pub(crate) length_range: (u32, u32),
    /// Block-max bounds of the stems.
    pub(crate) block_maxima: Option<BlockMaxima>,
    /// Posting lists with positions.
    pub(crate) lists: PostingLists,
    /// Whether documents of files are among its documents: their names have words.
    pub(crate) has_file_names: bool,
    /// Label of each passage.
    pub(crate) labels: PassageColumn<Label>,
    ranges: Vec<RangeColumn>,
    facts: FactColumns,
    /// Values of facets, each made when it is first asked for.
    pub(super) facet_cache: FacetCache,
    pub(super) stats: Stats,
}

impl Stats {
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            passages: self.passages + other.passages,
            body_words: self.body_words + other.body_words,
            title_words: self.title_words + other.title_words,
        }
    }
}

impl Segment {
    /// Reads the columns of a segment, whose files are in `files`.
    ///
    /// Cost: in proportion to its passages.
    ///
    /// # Errors
    /// [`TantivyError::IncompatibleIndex`] where its posting files have another
    /// format; [`TantivyError::DataCorruption`] where it has another number of
    /// passages than the commit says.
    pub(super) fn read(
        reader: &SegmentReader,
        files: &dyn Directory,
        fields: Fields,
    ) -> tantivy::Result<Self> {
        check_format(files, reader.segment_id())?;
        check_passages(reader)?;
        check_columns(reader.max_doc())?;
        let lists = PostingLists::open(reader, &fields.listed())?;
        let texts = open_texts(reader, files)?;
        let mut segment = Self::empty(reader, fields, lists, texts)?;
        segment.ids = reader.fast_fields().str("id")?;
        check_ids(reader, segment.ids.as_ref())?;
        let labels = U64Column::open(reader, "label")?;
        labels.for_each(|_, label| segment.labels.push(label_of(label)));
        let body = reader.get_fieldnorms_reader(fields.body)?;
        let title = reader.get_fieldnorms_reader(fields.title)?;
        U64Column::open(reader, "ordinal")?.for_each(|passage, ordinal| {
            if reader.is_deleted(passage) {
                return segment.push_deleted();
            }
            if ordinal == 0 {
                segment.push_document(passage, title.fieldnorm(passage));
            }
            segment.push_passage(body.fieldnorm_id(passage));
        });
        segment.one_passage_per_document = segment.stats.documents == segment.stats.passages;
        segment.length_range = segment.find_length_range();
        segment.block_maxima = BlockMaxima::open(reader, fields.body, segment.length_range)?;
        Ok(segment)
    }

    /// Its name, which no other segment has: of what is in it, only deletions change.
    pub(crate) fn name(&self) -> String {
        self.reader.segment_id().uuid_string()
    }

    /// Whether it is what the reader reads, with nothing deleted since.
    pub(super) fn is_of(&self, reader: &SegmentReader) -> bool {
        self.reader.segment_id() == reader.segment_id()
            && self.reader.num_deleted_docs() == reader.num_deleted_docs()
    }

    /// The stored fields of a passage.
    pub(super) fn stored(&self, passage: DocId) -> tantivy::Result<TantivyDocument> {
        self.texts.fields(passage)
    }

    fn empty(
        reader: &SegmentReader,
        fields: Fields,
        lists: PostingLists,
        texts: TextStore,
    ) -> tantivy::Result<Self> {
        let passages = reader.max_doc() as usize;
        // An index that is read for a rebuild can lack columns of later fields.
        let is_kept = |names: &&RangeColumnNames| reader.schema().get_field(names.first).is_ok();
        let ranges = RANGE_COLUMNS.iter().filter(is_kept);
        let ranges = ranges.map(|names| RangeColumn::open(reader, names));
        Ok(Self {
            reader: reader.clone(),
            fields,
            texts,
            ids: None,
            id_prefixes: OnceLock::new(),
            document_of: DenseColumn::with_default(DocumentOrd::NONE, passages),
            first_passage: Vec::new(),
            // How many documents there are is known only when all were read.
            document_words: DenseColumn::with_default(0, 0),
            title_words: DenseColumn::with_default(0, 0),
            lengths_of_passages: DenseColumn::with_default(0, passages),
            one_passage_per_document: false,
            length_range: (0, 0),
            block_maxima: None,
            lists,
            has_file_names: has_file_names(reader, fields)?,
            labels: DenseColumn::with_default(Label::Body, passages),
            ranges: ranges.collect::<tantivy::Result<_>>()?,
            facts: FactColumns::default(),
            facet_cache: FacetCache::default(),
            stats: Stats::default(),
        })
    }

    fn push_deleted(&mut self) {
        self.document_of.push(DocumentOrd::NONE);
        self.lengths_of_passages.push(0);
    }

    fn push_document(&mut self, first: DocId, title_words: u32) {
        self.first_passage.push(first);
        self.document_words.push(0);
        self.title_words.push(title_words);
        self.stats.documents += 1;
        self.stats.title_words += u64::from(title_words);
    }

    fn push_passage(&mut self, length_id: u8) {
        let words = FieldNormReader::id_to_fieldnorm(length_id);
        // A passage before the first document, which only damage makes, counts
        // as of the first. A segment has under 2³¹ passages, so nothing is cut.
        let document = self.first_passage.len().saturating_sub(1) as u32;
        self.document_of.push(DocumentOrd(document));
        self.lengths_of_passages.push(length_id);
        if let Some(sum) = self.document_words.last_mut() {
            *sum += words;
        }
        self.stats.passages += 1;
        self.stats.body_words += u64::from(words);
    }

    /// Words of the shortest and the longest passage. A deleted passage counts
    /// as of length 0, which only makes the range wider.
    fn find_length_range(&self) -> (u32, u32) {
        let lengths = self.lengths_of_passages.iter().copied();
        let words = |length_id: Option<u8>| length_id.map_or(0, FieldNormReader::id_to_fieldnorm);
        (words(lengths.clone().min()), words(lengths.max()))
    }

    /// Words of a passage by the id of its length: an index distinguishes 256
    /// lengths.
    pub(crate) fn lengths() -> [u32; 256] {
        std::array::from_fn(|length_id| FieldNormReader::id_to_fieldnorm(length_id as u8))
    }

    /// Whether the prefixes of its ids were read.
    pub(super) fn has_id_prefixes(&self) -> bool {
        self.id_prefixes.get().is_some()
    }

    /// The prefixes of its ids.
    ///
    /// Cost: the first time in proportion to the ids.
    pub(crate) fn id_prefixes(&self) -> tantivy::Result<&IdPrefixes> {
        if let Some(id_prefixes) = self.id_prefixes.get() {
            return Ok(id_prefixes);
        }
        let id_prefixes = self.ids.as_ref().map(IdPrefixes::read).transpose()?;
        // Another thread may have been first; both read the same.
        Ok(self.id_prefixes.get_or_init(|| id_prefixes.unwrap_or_default()))
    }

    /// Words of a passage.
    pub(crate) fn words_of(&self, passage: DocId) -> u32 {
        FieldNormReader::id_to_fieldnorm(self.lengths_of_passages.of(passage))
    }

    /// Whether the passage is in the segment and not deleted.
    pub(crate) fn is_alive(&self, passage: DocId) -> bool {
        self.document_at(passage).is_some()
    }

    /// The document of a passage; `None` of a deleted one.
    pub(crate) fn document_at(&self, passage: DocId) -> Option<DocumentOrd> {
        if self.are_same_ordinals() {
            return ((passage as usize) < self.document_of.len()).then_some(DocumentOrd(passage));
        }
        Some(self.document_of.of(passage)).filter(|&document| document != DocumentOrd::NONE)
    }

    /// The number of a range field's column, for [`values_of`](Self::values_of).
    pub(crate) fn range_column(&self, field: RangeField) -> Option<usize> {
        self.ranges.iter().position(|column| column.field == field)
    }

    /// The values of a passage, or of its document, in the range column of that
    /// number.
    pub(crate) fn values_of(
        &self,
        column: usize,
        passage: DocId,
        document: DocumentOrd,
    ) -> &[ValueRange] {
        let column = self.ranges.get(column);
        column.map_or(&[], |column| column.values_of(passage, document, &self.first_passage))
    }

    /// The facts of a kind in its passages.
    ///
    /// Cost: the first time one pass over the column.
    pub(crate) fn facts(&self, kind: FactKind) -> tantivy::Result<&FactColumn> {
        self.facts.column(&self.reader, kind)
    }

    /// The first passage of a document.
    pub(crate) fn first_passage_of(&self, document: DocumentOrd) -> Option<DocId> {
        if self.are_same_ordinals() {
            return (document.index() < self.first_passage.len()).then_some(document.0);
        }
        self.first_passage.get(document.index()).copied()
    }

    /// Whether a document has the number of its only passage: then neither is
    /// fetched from memory.
    fn are_same_ordinals(&self) -> bool {
        self.one_passage_per_document && !self.reader.has_deletes()
    }

    /// The passages of a document; none of [`DocumentOrd::NONE`].
    pub(crate) fn passages_of(&self, document: DocumentOrd) -> Range<DocId> {
        let Some(first) = self.first_passage_of(document) else { return 0..0 };
        let segment_end = self.document_of.len() as DocId;
        let next = self.first_passage_of(document.next()).unwrap_or(segment_end);
        if !self.reader.has_deletes() {
            return first..next;
        }
        // What lies before the next document may be deleted. Documents are
        // deleted as wholes, so it is all behind this one's passages.
        let until_next = self.document_of.get(first as usize..next as usize).unwrap_or_default();
        let passages = until_next.partition_point(|&of| of == document);
        first..first + passages as DocId
    }
}

fn open_texts(reader: &SegmentReader, files: &dyn Directory) -> tantivy::Result<TextStore> {
    let name = format!("{}.store", reader.segment_id().uuid_string());
    let name = Path::new(&name);
    let file = files.get_file_handle(name)?;
    let body_bytes = body_bytes(name, file.as_ref())?;
    let body = FileSlice::new_with_num_bytes(file, body_bytes);
    Ok(TextStore::open(name, body, CACHED_BLOCKS)?)
}

/// Whether the index has words of files' names: one look at the dictionary.
fn has_file_names(reader: &SegmentReader, fields: Fields) -> tantivy::Result<bool> {
    let keys = reader.inverted_index(fields.keys)?;
    let mut first = keys.terms().range().ge(FILE_WORD.as_bytes()).into_stream()?;
    Ok(first.advance() && first.key().starts_with(FILE_WORD.as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::config::Config;
    use crate::document::Document;
    use crate::lexicon::Lexicon;
    use crate::store::Store;
    use crate::store::writer::Writer;
    use crate::store::writer_options::WriterOptions;

    /// The passages of a document, found one by one.
    fn passages_one_by_one(segment: &Segment, document: DocumentOrd) -> Range<DocId> {
        let Some(&first) = segment.first_passage.get(document.index()) else { return 0..0 };
        let from_first = &segment.document_of[first as usize..];
        let passages = from_first.iter().take_while(|&&of| of == document).count();
        first..first + passages as DocId
    }

    fn document(id: usize, paragraphs: usize) -> Document {
        let paragraph = "Moscow lifted the arms embargo on Friday. ".repeat(30);
        Document::new(id.to_string(), vec![paragraph; paragraphs].join("\n\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn passages_are_those_found_one_by_one(
            paragraphs in prop::collection::vec(0usize..6, 1..12),
            deleted in prop::collection::vec(0usize..12, 0..6),
        ) {
            let store = Arc::new(Store::in_memory(Config::default(), Lexicon::default()).unwrap());
            let options = WriterOptions::default().with_threads(1).with_memory_bytes(20 << 20);
            let mut writer = Writer::open(Arc::clone(&store), &options).unwrap();
            for (id, &paragraphs) in paragraphs.iter().enumerate() {
                writer.add(&document(id, paragraphs)).unwrap();
            }
            writer.commit().unwrap();
            for id in &deleted {
                writer.delete(&id.to_string());
            }
            writer.commit().unwrap();
            for segment in &store.snapshot().unwrap().segments {
                let documents = segment.first_passage.len() as u32;
                for document in (0..=documents).map(DocumentOrd).chain([DocumentOrd::NONE]) {
                    let expected = passages_one_by_one(segment, document);
                    prop_assert_eq!(segment.passages_of(document), expected, "{:?}", document);
                }
            }
        }
    }
}
