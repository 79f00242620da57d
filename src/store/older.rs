//! Indexes of earlier formats: how they were made, and the documents that a
//! rebuild reads from them.
//!
//! | format | manifest | record of a passage | texts packed with |
//! |---|---|---|---|
//! | 1 | the lexicon as JSON | `place`: four `u32`, little-endian; `document`: JSON | lz4 |
//! | 2, first builds | the lexicon as JSON | as now | zstd |
//! | 2 | the lexicon packed | see `decode` | zstd |
//!
//! Only stored fields are read: neither the dictionaries nor the columns of a
//! format have to be understood to give its documents back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tantivy::schema::{Field, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, IndexReader, ReloadPolicy, SegmentReader, TantivyDocument};

use super::border::guard;
use super::directory::IndexDirectory;
use super::errors::{corrupt, from_tantivy};
use super::stored_fields::stored_fields;
use crate::config::Config;
use crate::date::DayRange;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;

/// The number of the first format.
pub(super) const FORMAT_1: u32 = 1;

/// Unpacked blocks of texts that are kept: passages are read one after another.
const CACHED_BLOCKS: usize = 2;

/// A manifest with its lexicon as plain JSON.
#[derive(Debug, Deserialize)]
pub(super) struct PlainManifest {
    pub(super) written_by: String,
    pub(super) analysis: String,
    pub(super) config: Config,
    pub(super) lexicon: Lexicon,
}

impl PlainManifest {
    /// `None` where the payload of a commit is none.
    pub(super) fn read(payload: &str) -> Option<Self> {
        serde_json::from_str(payload).ok()
    }
}

/// An index of format 1, opened to read its documents.
pub(crate) struct Format1 {
    path: PathBuf,
    /// The segments with their texts.
    segments: Vec<(SegmentReader, StoreReader)>,
    fields: StoredFields,
    pub(super) config: Config,
    pub(super) lexicon: Lexicon,
}

/// The stored fields of format 1.
#[derive(Debug, Clone, Copy)]
struct StoredFields {
    /// The blanks before the passage and its text.
    text: Field,
    /// First byte, bytes of blanks before it, first character, line.
    place: Field,
    /// On the first passage of a document: the document without its text.
    document: Field,
}

/// The document of a first passage, as format 1 stores it. A field that is
/// empty or false was left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct JsonRecord {
    id: String,
    title: String,
    title_from_text: bool,
    blank_title: String,
    source: String,
    date: Option<DayRange>,
    date_from_text: bool,
    extra: BTreeMap<String, String>,
    tail: String,
}

impl JsonRecord {
    /// The document as it was given: a title and a date that were taken from
    /// the text are left out.
    fn into_document(self, mut text: String) -> Document {
        text.push_str(&self.tail);
        let mut document = Document::new(self.id, text).with_source(self.source);
        document.title = if self.title_from_text { self.blank_title } else { self.title };
        document.date = self.date.filter(|_| !self.date_from_text);
        document.extra = self.extra;
        document
    }
}

impl Format1 {
    /// The index of format 1 in that folder.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where its manifest or fields are not those of the
    /// format, or a file is damaged.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let with_texts = |segment: &SegmentReader| {
            segment.get_store_reader(CACHED_BLOCKS).map(|texts| (segment.clone(), texts))
        };
        let open = || -> tantivy::Result<(tantivy::Index, Option<String>, Vec<_>)> {
            let index = tantivy::Index::open(IndexDirectory::open(path)?)?;
            let payload = index.load_metas()?.payload;
            let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
            let reader: IndexReader = builder.try_into()?;
            let searcher = reader.searcher();
            let segments = searcher.segment_readers().iter().map(with_texts);
            let segments = segments.collect::<std::io::Result<Vec<_>>>()?;
            Ok((index, payload, segments))
        };
        let (index, payload, segments) = open().map_err(|e| from_tantivy(path, "read", e))?;
        let manifest = payload.as_deref().and_then(PlainManifest::read);
        let manifest =
            manifest.ok_or_else(|| corrupt(path, "its manifest cannot be read", None))?;
        let field = |name: &str| index.schema().get_field(name);
        let fields = || -> tantivy::Result<StoredFields> {
            let (text, place) = (field("text")?, field("place")?);
            Ok(StoredFields { text, place, document: field("document")? })
        };
        let fields = fields()
            .map_err(|e| corrupt(path, "its fields are not those of its format", Some(e.into())))?;
        let PlainManifest { config, lexicon, .. } = manifest;
        Ok(Self { path: path.to_owned(), segments, fields, config, lexicon })
    }

    /// Every document as it was given, in the order of the segments.
    pub(super) fn into_documents(self) -> impl Iterator<Item = Result<Document>> {
        Documents { index: self, segment: 0, passage: 0, next_first: None }
    }

    fn corrupt(&self, detail: &str) -> Error {
        corrupt(&self.path, detail, None)
    }

    fn has_document(&self, stored: &TantivyDocument) -> bool {
        stored.get_first(self.fields.document).is_some()
    }

    /// The document of a first passage.
    fn record(&self, first: &TantivyDocument) -> Result<JsonRecord> {
        let stored = first.get_first(self.fields.document);
        let json = stored.as_ref().and_then(Value::as_str);
        let json = json.ok_or_else(|| self.corrupt("a first passage without its document"))?;
        serde_json::from_str(json)
            .map_err(|_| self.corrupt("a document whose fields cannot be read"))
    }

    /// Appends a passage with the blanks before it, where it stands next.
    fn append(&self, stored: &TantivyDocument, text: &mut String) -> Result<()> {
        let value = stored.get_first(self.fields.text);
        let with_blanks = value.as_ref().and_then(Value::as_str);
        let with_blanks = with_blanks.ok_or_else(|| self.corrupt("a passage without text"))?;
        let value = stored.get_first(self.fields.place);
        let place = value.as_ref().and_then(Value::as_bytes).and_then(start_and_gap);
        let (start, gap) = place.ok_or_else(|| self.corrupt("a passage without a place"))?;
        // In 64 bits: two numbers of 32 bits may add up to more than one holds.
        if text.len() as u64 + u64::from(gap) != u64::from(start) {
            return Err(self.corrupt("a passage out of its place"));
        }
        text.push_str(with_blanks);
        Ok(())
    }
}

/// First byte of a passage, and bytes of blanks before it.
fn start_and_gap(place: &[u8]) -> Option<(u32, u32)> {
    let (start, after) = place.split_first_chunk::<4>()?;
    let (gap, _) = after.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*start), u32::from_le_bytes(*gap)))
}

/// The documents of an index of format 1, one at a time.
struct Documents {
    index: Format1,
    segment: usize,
    /// The next to read in the segment.
    passage: DocId,
    /// The first passage of the next document, read to see that the document
    /// before has ended.
    next_first: Option<TantivyDocument>,
}

impl Documents {
    /// The next passage that is not deleted.
    fn next_passage(&mut self) -> Option<Result<TantivyDocument>> {
        loop {
            let (reader, texts) = self.index.segments.get(self.segment)?;
            let passage = self.passage;
            if passage >= reader.max_doc() {
                (self.segment, self.passage) = (self.segment + 1, 0);
                continue;
            }
            self.passage += 1;
            if !reader.is_deleted(passage) {
                let stored = stored_fields(texts, passage);
                return Some(stored.map_err(|e| from_tantivy(&self.index.path, "read", e)));
            }
        }
    }

    fn next_document(&mut self) -> Option<Result<Document>> {
        let first = match self.next_first.take() {
            Some(first) => Ok(first),
            None => self.next_passage()?,
        };
        Some(first.and_then(|first| self.document(&first)))
    }

    /// The document that begins with that passage. Its passages follow one
    /// another in one segment.
    fn document(&mut self, first: &TantivyDocument) -> Result<Document> {
        let record = self.index.record(first)?;
        let mut text = String::new();
        self.index.append(first, &mut text)?;
        while let Some(stored) = self.next_passage().transpose()? {
            if self.index.has_document(&stored) {
                self.next_first = Some(stored);
                break;
            }
            self.index.append(&stored, &mut text)?;
        }
        Ok(record.into_document(text))
    }
}

impl Iterator for Documents {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        let path = self.index.path.clone();
        guard(&path, || self.next_document().transpose()).transpose()
    }
}
