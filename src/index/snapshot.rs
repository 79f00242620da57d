//! One state of the index: what a search sees from its first posting to its
//! last hit, with the statistics that ranking needs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use tantivy::columnar::StrColumn;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::schema::IndexRecordOption;
use tantivy::{
    DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError,
    Term,
};

use super::decode::{self, DocumentRecord, PassageRecord};
use super::fault::{damaged, fault};
use super::heads::IdHeads;
use super::impacts::Impacts;
use super::lists::Lists;
use super::schema::{Fields, label_of};
use crate::passage::Label;
use crate::{Day, DayRange, Error, Result};

/// So many values of a column are read at once.
const CHUNK: usize = 1024;

/// Marks a passage that is deleted: it belongs to no document.
pub(crate) const NO_DOCUMENT: u32 = u32::MAX;

/// One committed state.
pub(crate) struct Snapshot {
    /// Of the index; empty in memory. For errors.
    path: PathBuf,
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    /// In the order of the searcher's segment readers.
    pub(crate) segments: Vec<Arc<Segment>>,
    pub(crate) stats: Stats,
    /// How often ids of several segments were compared.
    ties: AtomicU32,
}

/// After so many ties it pays to read the heads of all ids: before, and for a
/// program that asks once, spelling some out costs less.
const TIES_THAT_PAY: u32 = 32;

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("stats", &self.stats).finish_non_exhaustive()
    }
}

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
    id: SegmentId,
    deleted: u32,
    /// Ids of the documents by passage.
    pub(crate) ids: Option<StrColumn>,
    /// Their heads, read when ids of several segments are first compared.
    heads: OnceLock<IdHeads>,
    /// Document number (within the segment) of each passage.
    pub(crate) document_of: Vec<u32>,
    /// First passage of each document.
    pub(crate) first_passage: Vec<DocId>,
    /// Words of each document's passages.
    pub(crate) document_words: Vec<u32>,
    /// Words of each document's title.
    pub(crate) title_words: Vec<u32>,
    /// Number of each passage's length; see [`lengths`](Self::lengths).
    pub(crate) lengths_of_passages: Vec<u8>,
    /// Whether each document is one passage.
    pub(crate) is_flat: bool,
    /// Words of the shortest and the longest passage.
    pub(crate) extremes: (u32, u32),
    /// Block maxima of the stems.
    pub(crate) impacts: Option<Impacts>,
    /// Posting lists with positions.
    pub(crate) lists: Option<Lists>,
    /// Label of each passage.
    pub(crate) labels: Vec<Label>,
    /// Date of each document.
    pub(crate) dates: Vec<Option<DayRange>>,
    stats: Stats,
}

impl Snapshot {
    /// The state that the searcher sees; segments that `before` had already
    /// are not read again.
    pub(crate) fn new(
        path: &Path,
        searcher: Searcher,
        fields: Fields,
        before: Option<&Snapshot>,
    ) -> tantivy::Result<Self> {
        let known: BTreeMap<SegmentId, &Arc<Segment>> = before
            .map(|snapshot| snapshot.segments.iter().map(|s| (s.id, s)).collect())
            .unwrap_or_default();
        let mut segments = Vec::with_capacity(searcher.segment_readers().len());
        for reader in searcher.segment_readers() {
            let same = known
                .get(&reader.segment_id())
                .filter(|segment| segment.deleted == reader.num_deleted_docs());
            segments.push(match same {
                Some(segment) => Arc::clone(segment),
                None => Arc::new(Segment::read(reader, fields)?),
            });
        }
        let stats = segments.iter().fold(Stats::default(), |sum, segment| sum.plus(segment.stats));
        Ok(Self { path: path.into(), searcher, fields, segments, stats, ties: AtomicU32::new(0) })
    }

    /// Counts a tie between segments; whether there were enough of them for
    /// the heads of all ids to be read.
    pub(crate) fn ties_pay_for_heads(&self) -> bool {
        let before = self.ties.fetch_add(1, Ordering::Relaxed);
        before >= TIES_THAT_PAY || self.segments.iter().all(|s| s.heads.get().is_some())
    }

    /// The error for a failure to read.
    pub(crate) fn fault(&self, cause: TantivyError) -> Error {
        fault(&self.path, "read", cause)
    }

    /// The error for damage that was found.
    pub(crate) fn damaged(&self, detail: impl Into<String>) -> Error {
        damaged(&self.path, detail, None)
    }

    /// A stored passage.
    pub(crate) fn passage(&self, segment: u32, passage: DocId) -> Result<PassageRecord> {
        let stored = self.stored(segment, passage)?;
        decode::passage(&stored, self.fields).map_err(|damage| self.damaged(damage))
    }

    /// A stored passage and its document without text and id: read once where
    /// it is the document's first.
    pub(crate) fn passage_of_document(
        &self,
        segment: u32,
        passage: DocId,
    ) -> Result<(PassageRecord, DocumentRecord)> {
        let stored = self.stored(segment, passage)?;
        let first = self.first_of(segment, passage);
        let other = (first != passage).then(|| self.stored(segment, first)).transpose()?;
        let first = other.as_ref().unwrap_or(&stored);
        let document = decode::document(first, String::new(), self.fields);
        let read = decode::passage(&stored, self.fields).and_then(|p| Ok((p, document?)));
        read.map_err(|damage| self.damaged(damage))
    }

    /// The document that a passage belongs to, without its text.
    pub(crate) fn document(&self, segment: u32, passage: DocId) -> Result<DocumentRecord> {
        let first = self.first_of(segment, passage);
        let stored = self.stored(segment, first)?;
        let id = self.id(segment, first)?;
        decode::document(&stored, id, self.fields).map_err(|damage| self.damaged(damage))
    }

    /// The id of the document that a passage belongs to.
    pub(crate) fn id(&self, segment: u32, passage: DocId) -> Result<String> {
        let ids = self.segments.get(segment as usize).and_then(|segment| segment.ids.as_ref());
        let ids = ids.ok_or_else(|| self.damaged("passages without ids"))?;
        let mut id = String::new();
        if let Some(ordinal) = ids.term_ords(passage).next() {
            ids.ord_to_str(ordinal, &mut id).map_err(|e| self.fault(e.into()))?;
        }
        Ok(id)
    }

    /// Number of a passage in its document, from 0.
    pub(crate) fn ordinal(&self, segment: u32, passage: DocId) -> u32 {
        passage - self.first_of(segment, passage)
    }

    /// The first passage of the document with that id, and its segment.
    pub(crate) fn find(&self, id: &str) -> Result<Option<(u32, DocId)>> {
        let term = Term::from_field_text(self.fields.id, id);
        for (number, reader) in (0..).zip(self.searcher.segment_readers()) {
            let find = || -> tantivy::Result<Option<DocId>> {
                let inverted = reader.inverted_index(self.fields.id)?;
                let postings = inverted.read_postings(&term, IndexRecordOption::Basic)?;
                let Some(mut postings) = postings else { return Ok(None) };
                while postings.doc() != TERMINATED && reader.is_deleted(postings.doc()) {
                    postings.advance();
                }
                Ok((postings.doc() != TERMINATED).then(|| postings.doc()))
            };
            if let Some(first) = find().map_err(|e| self.fault(e))? {
                return Ok(Some((number, first)));
            }
        }
        Ok(None)
    }

    /// The first passage of every document, by id.
    pub(crate) fn firsts_by_id(&self) -> Result<Vec<(u32, DocId)>> {
        let mut named: Vec<(String, u32, DocId)> = Vec::new();
        for (number, segment) in (0..).zip(&self.segments) {
            for &first in &segment.first_passage {
                named.push((self.id(number, first)?, number, first));
            }
        }
        named.sort();
        Ok(named.into_iter().map(|(_, segment, first)| (segment, first)).collect())
    }

    /// The passages of the document that begins at `first`.
    pub(crate) fn passages_of(&self, segment: u32, first: DocId) -> std::ops::Range<DocId> {
        let segment = self.segments.get(segment as usize);
        let range = segment.and_then(|segment| {
            let document = segment.document_of.get(first as usize)?;
            Some(segment.passages_of(*document))
        });
        range.unwrap_or(first..first)
    }

    fn first_of(&self, segment: u32, passage: DocId) -> DocId {
        let segment = self.segments.get(segment as usize);
        let first = segment.and_then(|segment| {
            let document = segment.document_of.get(passage as usize)?;
            segment.first_passage.get(*document as usize).copied()
        });
        first.unwrap_or(passage)
    }

    fn stored(&self, segment: u32, passage: DocId) -> Result<TantivyDocument> {
        self.searcher.doc(DocAddress::new(segment, passage)).map_err(|e| self.fault(e))
    }
}

impl Stats {
    fn plus(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            passages: self.passages + other.passages,
            body_words: self.body_words + other.body_words,
            title_words: self.title_words + other.title_words,
        }
    }
}

impl Segment {
    fn read(reader: &SegmentReader, fields: Fields) -> tantivy::Result<Self> {
        let ordinals = reader.fast_fields().u64("ordinal")?.first_or_default_col(0);
        let labels = reader.fast_fields().u64("label")?.first_or_default_col(0);
        let body = reader.get_fieldnorms_reader(fields.body)?;
        let title = reader.get_fieldnorms_reader(fields.title)?;
        let mut segment = Self::empty(reader);
        segment.ids = reader.fast_fields().str("id")?;
        let (mut ordinal, mut label) = ([0; CHUNK], [0; CHUNK]);
        for start in (0..reader.max_doc()).step_by(CHUNK) {
            let chunk = start..reader.max_doc().min(start + CHUNK as u32);
            let length = chunk.len();
            ordinals.get_range(u64::from(start), ordinal.get_mut(..length).unwrap_or_default());
            labels.get_range(u64::from(start), label.get_mut(..length).unwrap_or_default());
            for (passage, (&ordinal, &label)) in chunk.zip(ordinal.iter().zip(&label)) {
                if reader.is_deleted(passage) {
                    segment.push_deleted();
                    continue;
                }
                if ordinal == 0 {
                    segment.push_document(passage, title.fieldnorm(passage));
                }
                segment.push_passage(body.fieldnorm_id(passage), label_of(label));
            }
        }
        segment.is_flat = segment.stats.documents == segment.stats.passages;
        segment.read_dates(reader)?;
        segment.extremes = segment.find_extremes();
        segment.lists = Some(Lists::open(reader, fields)?);
        segment.impacts = Impacts::open(reader, fields.body, segment.extremes)?;
        Ok(segment)
    }

    fn empty(reader: &SegmentReader) -> Self {
        let passages = reader.max_doc() as usize;
        Self {
            id: reader.segment_id(),
            deleted: reader.num_deleted_docs(),
            ids: None,
            heads: OnceLock::new(),
            document_of: Vec::with_capacity(passages),
            first_passage: Vec::new(),
            document_words: Vec::new(),
            title_words: Vec::new(),
            lengths_of_passages: Vec::with_capacity(passages),
            is_flat: false,
            extremes: (0, 0),
            impacts: None,
            lists: None,
            labels: Vec::with_capacity(passages),
            dates: Vec::new(),
            stats: Stats::default(),
        }
    }

    fn push_deleted(&mut self) {
        self.document_of.push(NO_DOCUMENT);
        self.lengths_of_passages.push(0);
        self.labels.push(Label::Body);
    }

    fn push_document(&mut self, first: DocId, title_words: u32) {
        self.first_passage.push(first);
        self.document_words.push(0);
        self.title_words.push(title_words);
        self.stats.documents += 1;
        self.stats.title_words += u64::from(title_words);
    }

    fn push_passage(&mut self, length: u8, label: Label) {
        let words = FieldNormReader::id_to_fieldnorm(length);
        let number = self.first_passage.len().saturating_sub(1);
        self.document_of.push(number as u32);
        self.lengths_of_passages.push(length);
        self.labels.push(label);
        if let Some(sum) = self.document_words.last_mut() {
            *sum += words;
        }
        self.stats.passages += 1;
        self.stats.body_words += u64::from(words);
    }

    fn read_dates(&mut self, reader: &SegmentReader) -> tantivy::Result<()> {
        let first = reader.fast_fields().i64("first_day")?;
        let last = reader.fast_fields().i64("last_day")?;
        let day = |value: i64| i32::try_from(value).ok().map(Day::from_days_since_epoch);
        self.dates = self
            .first_passage
            .iter()
            .map(|&passage| {
                let range = (first.first(passage)?, last.first(passage)?);
                Some(DayRange { first: day(range.0)?, last: day(range.1)? })
            })
            .collect();
        Ok(())
    }

    /// Words of the shortest and the longest passage, the deleted ones taken
    /// for the shortest.
    fn find_extremes(&self) -> (u32, u32) {
        let lengths = self.lengths_of_passages.iter().copied();
        let words = |length: Option<u8>| length.map_or(0, FieldNormReader::id_to_fieldnorm);
        (words(lengths.clone().min()), words(lengths.max()))
    }

    /// Words of a passage by the number of its length: an index tells so many
    /// lengths apart.
    pub(crate) fn lengths() -> [u32; 256] {
        std::array::from_fn(|number| FieldNormReader::id_to_fieldnorm(number as u8))
    }

    /// The heads of its ids.
    pub(crate) fn heads(&self) -> tantivy::Result<&IdHeads> {
        if let Some(heads) = self.heads.get() {
            return Ok(heads);
        }
        let heads = self.ids.as_ref().map(IdHeads::read).transpose()?;
        Ok(self.heads.get_or_init(|| heads.unwrap_or_default()))
    }

    /// Words of a passage.
    pub(crate) fn words_of(&self, passage: DocId) -> u32 {
        let length = self.lengths_of_passages.get(passage as usize);
        length.map_or(0, |&length| FieldNormReader::id_to_fieldnorm(length))
    }

    /// Whether the passage is there and not deleted.
    pub(crate) fn is_alive(&self, passage: DocId) -> bool {
        self.document_of.get(passage as usize).is_some_and(|&document| document != NO_DOCUMENT)
    }

    /// The passages of a document, as a range of the segment's ids.
    pub(crate) fn passages_of(&self, document: u32) -> std::ops::Range<DocId> {
        let number = document as usize;
        let Some(&first) = self.first_passage.get(number) else { return 0..0 };
        let rest = self.document_of.get(first as usize..).unwrap_or_default();
        let length = rest.iter().take_while(|&&of| of == document).count();
        first..first + length as u32
    }
}
