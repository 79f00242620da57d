//! What ranking needs of a segment, read once when it is first seen.

use std::sync::OnceLock;

use tantivy::columnar::StrColumn;
use tantivy::error::DataCorruption;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyDocument, TantivyError};

use super::column::U64Column;
use super::date_column::DateColumn;
use super::id_prefixes::IdPrefixes;
use super::ordinals::DocumentOrd;
use super::schema::{Fields, label_of};
use crate::date::DayRange;
use crate::passage::label::Label;
use crate::postings::block_max::BlockMaxima;
use crate::postings::lists::PostingLists;

/// Unpacked blocks of stored texts that a segment keeps: hits and passages of
/// feedback of one search lie in fewer.
const CACHED_BLOCKS: usize = 100;

/// Collection statistics over what is alive, so that they are the same
/// before and after a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stats {
    pub(crate) documents: u64,
    pub(crate) passages: u64,
    /// Words of all passages, as the length norms know them.
    pub(crate) body_words: u64,
    /// Words of all titles, likewise.
    pub(crate) title_words: u64,
}

/// What ranking needs of each passage and document of a segment, read once.
pub(crate) struct Segment {
    /// tantivy's view of its files.
    pub(crate) reader: SegmentReader,
    /// Handles of its fields.
    pub(crate) fields: Fields,
    /// Stored passages, a few unpacked blocks of which are kept.
    store: StoreReader,
    /// Ids of the documents by passage.
    pub(crate) ids: Option<StrColumn>,
    /// Their heads, read when ids of several segments are first compared.
    id_prefixes: OnceLock<IdPrefixes>,
    /// Document number (within the segment) of each passage.
    pub(crate) document_of: Vec<DocumentOrd>,
    /// First passage of each document.
    pub(crate) first_passage: Vec<DocId>,
    /// Words of each document's passages.
    pub(crate) document_words: Vec<u32>,
    /// Words of each document's title.
    pub(crate) title_words: Vec<u32>,
    /// Number of each passage's length; see [`lengths`](Self::lengths).
    pub(crate) lengths_of_passages: Vec<u8>,
    /// Whether each document is one passage.
    pub(crate) one_passage_per_document: bool,
    /// Words of the shortest and the longest passage.
    pub(crate) length_range: (u32, u32),
    /// Block maxima of the stems.
    pub(crate) block_maxima: Option<BlockMaxima>,
    /// Posting lists with positions.
    pub(crate) lists: PostingLists,
    /// Label of each passage.
    pub(crate) labels: Vec<Label>,
    dates: DateColumn,
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
    pub(super) fn read(reader: &SegmentReader, fields: Fields) -> tantivy::Result<Self> {
        check_passages(reader)?;
        let (lists, dates) =
            (PostingLists::open(reader, &fields.listed())?, DateColumn::open(reader)?);
        let store = reader.get_store_reader(CACHED_BLOCKS)?;
        let mut segment = Self::empty((reader, fields), store, lists, dates);
        segment.ids = reader.fast_fields().str("id")?;
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

    /// Whether it is what the reader reads, with nothing deleted since.
    pub(super) fn is_of(&self, reader: &SegmentReader) -> bool {
        self.reader.segment_id() == reader.segment_id()
            && self.reader.num_deleted_docs() == reader.num_deleted_docs()
    }

    /// The stored fields of a passage.
    pub(super) fn stored(&self, passage: DocId) -> tantivy::Result<TantivyDocument> {
        self.store.get(passage)
    }

    fn empty(
        (reader, fields): (&SegmentReader, Fields),
        store: StoreReader,
        lists: PostingLists,
        dates: DateColumn,
    ) -> Self {
        let passages = reader.max_doc() as usize;
        Self {
            reader: reader.clone(),
            fields,
            store,
            ids: None,
            id_prefixes: OnceLock::new(),
            document_of: Vec::with_capacity(passages),
            first_passage: Vec::new(),
            document_words: Vec::new(),
            title_words: Vec::new(),
            lengths_of_passages: Vec::with_capacity(passages),
            one_passage_per_document: false,
            length_range: (0, 0),
            block_maxima: None,
            lists,
            labels: Vec::with_capacity(passages),
            dates,
            stats: Stats::default(),
        }
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

    fn push_passage(&mut self, length: u8) {
        let words = FieldNormReader::id_to_fieldnorm(length);
        let number = self.first_passage.len().saturating_sub(1);
        self.document_of.push(DocumentOrd(number as u32));
        self.lengths_of_passages.push(length);
        if let Some(sum) = self.document_words.last_mut() {
            *sum += words;
        }
        self.stats.passages += 1;
        self.stats.body_words += u64::from(words);
    }

    /// Words of the shortest and the longest passage, the deleted ones taken
    /// for the shortest.
    fn find_length_range(&self) -> (u32, u32) {
        let lengths = self.lengths_of_passages.iter().copied();
        let words = |length: Option<u8>| length.map_or(0, FieldNormReader::id_to_fieldnorm);
        (words(lengths.clone().min()), words(lengths.max()))
    }

    /// Words of a passage by the number of its length: an index tells so many
    /// lengths apart.
    pub(crate) fn lengths() -> [u32; 256] {
        std::array::from_fn(|number| FieldNormReader::id_to_fieldnorm(number as u8))
    }

    /// Whether the heads of its ids were read.
    pub(super) fn has_id_prefixes(&self) -> bool {
        self.id_prefixes.get().is_some()
    }

    /// The heads of its ids.
    pub(crate) fn id_prefixes(&self) -> tantivy::Result<&IdPrefixes> {
        if let Some(id_prefixes) = self.id_prefixes.get() {
            return Ok(id_prefixes);
        }
        let id_prefixes = self.ids.as_ref().map(IdPrefixes::read).transpose()?;
        Ok(self.id_prefixes.get_or_init(|| id_prefixes.unwrap_or_default()))
    }

    /// Words of a passage.
    pub(crate) fn words_of(&self, passage: DocId) -> u32 {
        let length = self.lengths_of_passages.get(passage as usize);
        length.map_or(0, |&length| FieldNormReader::id_to_fieldnorm(length))
    }

    /// Whether the passage is there and not deleted.
    pub(crate) fn is_alive(&self, passage: DocId) -> bool {
        self.document_at(passage).is_some()
    }

    /// The document of a passage, unless it is deleted.
    pub(crate) fn document_at(&self, passage: DocId) -> Option<DocumentOrd> {
        if self.are_one_number() {
            return ((passage as usize) < self.document_of.len()).then_some(DocumentOrd(passage));
        }
        let document = self.document_of.get(passage as usize).copied();
        document.filter(|&document| document != DocumentOrd::NONE)
    }

    /// The date of a document.
    pub(crate) fn date_of(&self, document: DocumentOrd) -> Option<DayRange> {
        self.dates.of(document, &self.first_passage)
    }

    /// The first passage of a document.
    pub(crate) fn first_passage_of(&self, document: DocumentOrd) -> Option<DocId> {
        if self.are_one_number() {
            return (document.index() < self.first_passage.len()).then_some(document.0);
        }
        self.first_passage.get(document.index()).copied()
    }

    /// Whether documents have the numbers of their only passages: then none is
    /// fetched from memory.
    fn are_one_number(&self) -> bool {
        self.one_passage_per_document && !self.reader.has_deletes()
    }

    /// The passages of a document, as a range of the segment's ids.
    pub(crate) fn passages_of(&self, document: DocumentOrd) -> std::ops::Range<DocId> {
        let Some(&first) = self.first_passage.get(document.index()) else { return 0..0 };
        let rest = self.document_of.get(first as usize..).unwrap_or_default();
        let length = rest.iter().take_while(|&&of| of == document).count();
        first..first + length as u32
    }
}

/// Compares how many passages the commit says a segment has with how many its
/// columns have, before memory for so many is taken.
fn check_passages(reader: &SegmentReader) -> tantivy::Result<()> {
    let passages = reader.fast_fields().u64("ordinal")?.num_docs();
    if passages == reader.max_doc() {
        return Ok(());
    }
    let (id, told) = (reader.segment_id().uuid_string(), reader.max_doc());
    let damage = format!("segment {id} has {passages} passages, the commit says {told}");
    Err(TantivyError::DataCorruption(DataCorruption::comment_only(damage)))
}
