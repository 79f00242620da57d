//! One state of the index: what a search sees from its first posting to its
//! last hit, with the statistics that ranking needs.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tantivy::schema::IndexRecordOption;
use tantivy::{
    Directory, DocId, DocSet, Searcher, TERMINATED, TantivyDocument, TantivyError, Term,
};

use super::border::guard;
use super::decode::{DocumentRecord, PassageRecord};
use super::errors::{corrupt, from_tantivy};
use super::ordinals::SegmentOrd;
use super::schema::Fields;
use super::segment::{Segment, Stats};
use crate::commit::CommitName;
use crate::error::{Error, Result};
use crate::store::decode;
use crate::util::fnv::fnv_1a;

/// One committed state.
pub(crate) struct Snapshot {
    /// The folder of the index, for errors; empty in memory.
    path: PathBuf,
    pub(crate) fields: Fields,
    pub(crate) segments: Vec<Arc<Segment>>,
    pub(crate) stats: Stats,
    pub(crate) commit: CommitName,
    /// Whether stored passages have a checksum.
    pub(super) has_checksums: bool,
    /// How often ids of several segments were compared.
    ties: AtomicU32,
}

/// From this many ties on it pays to read the prefixes of all ids. For a program
/// that searches once, decoding some ids costs less.
const TIES_THAT_PAY: u32 = 32;

/// The name of a state of segments. Ids of segments are given once, and passages are
/// never brought back, so a segment with so many deleted ones is always the same.
fn commit_name(segments: &[Arc<Segment>]) -> CommitName {
    let part = |segment: &Arc<Segment>| {
        let reader = &segment.reader;
        let (id, deleted) = (reader.segment_id().uuid_string(), reader.num_deleted_docs());
        format!("{id} {} {deleted}\n", reader.max_doc())
    };
    let mut parts: Vec<String> = segments.iter().map(part).collect();
    // The order of segments says nothing of what is in them.
    parts.sort();
    CommitName::new(fnv_1a(parts.concat().as_bytes()))
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("stats", &self.stats).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// The state that the searcher sees, of the files in `files`. Segments that
    /// `before` has are not read again.
    pub(crate) fn new(
        path: &Path,
        files: &dyn Directory,
        searcher: &Searcher,
        fields: Fields,
        before: Option<&Snapshot>,
    ) -> tantivy::Result<Self> {
        let read_before = before.map_or(&[][..], |snapshot| &snapshot.segments);
        let mut segments = Vec::with_capacity(searcher.segment_readers().len());
        for reader in searcher.segment_readers() {
            segments.push(match read_before.iter().find(|segment| segment.is_of(reader)) {
                Some(segment) => Arc::clone(segment),
                None => Arc::new(Segment::read(reader, files, fields)?),
            });
        }
        Ok(Self::of(path, fields, segments))
    }

    /// A state of segments, which may be of several indexes with one schema;
    /// the statistics are of all of them together.
    pub(crate) fn of(path: &Path, fields: Fields, segments: Vec<Arc<Segment>>) -> Self {
        let stats = segments.iter().fold(Stats::default(), |sum, segment| sum.plus(segment.stats));
        let (ties, commit) = (AtomicU32::new(0), commit_name(&segments));
        Self { path: path.into(), fields, segments, stats, commit, has_checksums: false, ties }
    }

    /// Counts a tie between segments. Gives whether there were enough ties for
    /// the prefixes of all ids to be read.
    pub(crate) fn ties_pay_for_prefixes(&self) -> bool {
        let before = self.ties.fetch_add(1, Ordering::Relaxed);
        before >= TIES_THAT_PAY || self.segments.iter().all(|segment| segment.has_id_prefixes())
    }

    /// The error for a failure to read.
    pub(crate) fn read_error(&self, cause: TantivyError) -> Error {
        from_tantivy(&self.path, "read", cause)
    }

    /// Runs work on the snapshot; a panic of what reads its files is an error.
    pub(crate) fn guard<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        guard(&self.path, work)
    }

    /// The error for damage.
    pub(crate) fn corrupt(&self, detail: impl Into<String>) -> Error {
        corrupt(&self.path, detail, None)
    }

    /// A stored passage.
    pub(crate) fn passage(&self, segment: SegmentOrd, passage: DocId) -> Result<PassageRecord> {
        let stored = self.stored(segment, passage)?;
        decode::passage(&stored, self.fields).map_err(|damage| self.corrupt(damage))
    }

    /// A stored passage, and its document without its text. The first passage of
    /// a document has both, so it is read once.
    pub(crate) fn passage_of_document(
        &self,
        segment: SegmentOrd,
        passage: DocId,
    ) -> Result<(PassageRecord, DocumentRecord)> {
        let stored = self.stored(segment, passage)?;
        let first = self.first_of(segment, passage);
        let stored_first = (first != passage).then(|| self.stored(segment, first)).transpose()?;
        let document = self.named(segment, first, stored_first.as_ref().unwrap_or(&stored))?;
        let decoded = decode::passage(&stored, self.fields);
        Ok((decoded.map_err(|damage| self.corrupt(damage))?, document))
    }

    /// The document that a passage belongs to, without its text.
    pub(crate) fn document(&self, segment: SegmentOrd, passage: DocId) -> Result<DocumentRecord> {
        let first = self.first_of(segment, passage);
        self.named(segment, first, &self.stored(segment, first)?)
    }

    /// The document of a stored first passage, with its id; an old record has
    /// none.
    fn named(
        &self,
        segment: SegmentOrd,
        first: DocId,
        stored: &TantivyDocument,
    ) -> Result<DocumentRecord> {
        let decoded = decode::document(stored, self.fields);
        let mut document = decoded.map_err(|damage| self.corrupt(damage))?;
        if document.id.is_empty() {
            document.id = self.id(segment, first)?;
        }
        Ok(document)
    }

    /// The id of the document that a passage belongs to.
    pub(crate) fn id(&self, segment: SegmentOrd, passage: DocId) -> Result<String> {
        let ids = self.segments.get(segment.index()).and_then(|segment| segment.ids.as_ref());
        let ids = ids.ok_or_else(|| self.corrupt("passages without ids"))?;
        let mut id = String::new();
        if let Some(ordinal) = ids.term_ords(passage).next() {
            ids.ord_to_str(ordinal, &mut id).map_err(|e| self.read_error(e.into()))?;
        }
        Ok(id)
    }

    /// Number of a passage in its document, from 0.
    pub(crate) fn ordinal(&self, segment: SegmentOrd, passage: DocId) -> u32 {
        // Only in a damaged column is a document's first passage behind another.
        passage.saturating_sub(self.first_of(segment, passage))
    }

    /// The first passage of the document with that id, and its segment.
    pub(crate) fn find(&self, id: &str) -> Result<Option<(SegmentOrd, DocId)>> {
        let term = Term::from_field_text(self.fields.id, id);
        for (number, segment) in (0..).map(SegmentOrd).zip(&self.segments) {
            let reader = &segment.reader;
            let find = || -> tantivy::Result<Option<DocId>> {
                let inverted = reader.inverted_index(self.fields.id)?;
                let postings = inverted.read_postings(&term, IndexRecordOption::Basic)?;
                let Some(mut postings) = postings else { return Ok(None) };
                // Versions of a document that were replaced come first.
                while postings.doc() != TERMINATED && reader.is_deleted(postings.doc()) {
                    postings.advance();
                }
                Ok((postings.doc() != TERMINATED).then(|| postings.doc()))
            };
            if let Some(first) = find().map_err(|e| self.read_error(e))? {
                return Ok(Some((number, first)));
            }
        }
        Ok(None)
    }

    /// Reads what tantivy reads to delete the document with that id; gives whether
    /// there is one.
    ///
    /// tantivy deletes in a thread in which a panic ends the process. What would
    /// panic there does so here, beneath a border.
    ///
    /// Cost: one look-up of the id in each segment, and the list of its passages.
    pub(super) fn can_delete(&self, id: &str) -> Result<bool> {
        let term = Term::from_field_text(self.fields.id, id);
        let mut is_there = false;
        for Segment { reader, .. } in self.segments.iter().map(|segment| &**segment) {
            let postings = reader.inverted_index(self.fields.id);
            let postings = postings
                .and_then(|inverted| Ok(inverted.read_postings(&term, IndexRecordOption::Basic)?));
            let Some(mut postings) = postings.map_err(|e| self.read_error(e))? else { continue };
            while postings.doc() != TERMINATED {
                if postings.doc() >= reader.max_doc() {
                    return Err(self.corrupt(format!("a passage of {id:?} behind the last")));
                }
                is_there |= !reader.is_deleted(postings.doc());
                postings.advance();
            }
        }
        Ok(is_there)
    }

    /// The first passage of every document, by id.
    pub(crate) fn firsts_by_id(&self) -> Result<Vec<(SegmentOrd, DocId)>> {
        let mut named: Vec<(String, SegmentOrd, DocId)> = Vec::new();
        for (number, segment) in (0..).map(SegmentOrd).zip(&self.segments) {
            for &first in &segment.first_passage {
                named.push((self.id(number, first)?, number, first));
            }
        }
        named.sort();
        Ok(named.into_iter().map(|(_, segment, first)| (segment, first)).collect())
    }

    /// The passages of the document that begins at `first`.
    pub(crate) fn passages_of(&self, segment: SegmentOrd, first: DocId) -> Range<DocId> {
        let Some(segment) = self.segments.get(segment.index()) else { return first..first };
        segment.document_at(first).map_or(first..first, |document| segment.passages_of(document))
    }

    /// The first passage of a passage's document; the passage itself where that
    /// is deleted.
    fn first_of(&self, segment: SegmentOrd, passage: DocId) -> DocId {
        let segment = self.segments.get(segment.index());
        let first =
            segment.and_then(|segment| segment.first_passage_of(segment.document_at(passage)?));
        first.unwrap_or(passage)
    }

    fn stored(&self, segment: SegmentOrd, passage: DocId) -> Result<TantivyDocument> {
        let segment = self.segments.get(segment.index());
        let segment = segment.ok_or_else(|| self.corrupt("a passage of no segment"))?;
        let stored = segment.stored(passage).map_err(|e| self.read_error(e))?;
        if self.has_checksums {
            let compared = decode::compare_checksum(&stored, self.fields);
            compared.map_err(|damage| self.corrupt(damage))?;
        }
        Ok(stored)
    }
}
