//! The documents of one segment, read past its damage.

use std::path::Path;

use tantivy::columnar::{ColumnarReader, DynamicColumn, StrColumn};
use tantivy::directory::{Directory, FileSlice, MmapDirectory, OwnedBytes};
use tantivy::fastfield::AliveBitSet;
use tantivy::store::StoreReader;
use tantivy::{DocId, TantivyDocument, TantivyError};

use super::blocks::checked_blocks;
use super::commit::SegmentFiles;
use super::findings::Findings;
use crate::document::Document;
use crate::error::Result;
use crate::span::Span;
use crate::store::border::guard;
use crate::store::checksum::compare_checksum;
use crate::store::decode::{self, DocumentRecord, PassagePosition, PassageRecord};
use crate::store::encode::PassagePositions;
use crate::store::errors::{corrupt, from_tantivy};
use crate::store::schema::Fields;

/// Unpacked blocks that are kept: passages are read one after another.
const CACHED_BLOCKS: usize = 2;

/// The length of the footer's length and of the magic bytes, in bytes.
const TRAILER_BYTES: usize = 8;

/// The files that say nothing which the texts do not say.
const REBUILT: [&str; 5] = ["term", "idx", "pos", "fast", "fieldnorm"];

/// Takes a document, and whether its file has the right checksum.
pub(super) type Keep<'a> = &'a mut dyn FnMut(Document, bool, &mut Findings) -> Result<()>;

/// A file of a segment without its footer.
struct Body {
    content: FileSlice,
    /// Why its checksum is not the right one.
    damage: Option<String>,
}

/// A segment whose files were opened as far as they can be.
struct Damaged<'a> {
    path: &'a Path,
    files: &'a SegmentFiles,
    fields: Fields,
    store: StoreReader,
    is_proven: bool,
    alive: Option<AliveBitSet>,
    ids: Option<StrColumn>,
}

/// A document whose passages are being read.
struct Begun {
    record: DocumentRecord,
    text: String,
    places: Vec<(Span, PassagePosition)>,
    /// Why it is not whole.
    fault: Option<String>,
}

/// Reads the documents of a segment. What is lost goes into the findings.
///
/// # Errors
/// Those of `keep`.
pub(super) fn read_segment(
    path: &Path,
    files: &SegmentFiles,
    findings: &mut Findings,
    keep: Keep<'_>,
) -> Result<()> {
    compare_rebuilt(path, files, findings);
    let Some(segment) = Damaged::open(path, files, findings) else { return Ok(()) };
    segment.read(findings, keep)
}

/// Tells which of the files are damaged that are made anew from the texts.
fn compare_rebuilt(path: &Path, files: &SegmentFiles, findings: &mut Findings) {
    for extension in REBUILT {
        let compared = guard(path, || open_body(path, &files.file(extension)));
        let damage = match compared {
            Ok(body) => body.damage,
            Err(error) => Some(format!("{}: {}", files.file(extension), cause(&error))),
        };
        let damage = damage.map(|damage| format!("{damage}; it is made anew"));
        findings.damage.extend(damage);
    }
}

/// Opens a file of a segment.
///
/// # Errors
/// [`Error::Corrupt`](crate::error::Error::Corrupt) where nothing of it can be read.
fn open_body(path: &Path, name: &str) -> Result<Body> {
    let read = |error: TantivyError| from_tantivy(path, "read", error);
    let directory = MmapDirectory::open(path).map_err(|error| read(error.into()))?;
    let file = directory.get_file_handle(name.as_ref()).map_err(|error| read(error.into()))?;
    let compared = compare_checksum(name.as_ref(), file.as_ref());
    let damage = compared.err().map(|error| error.to_string());
    let len = file.len();
    let footer_bytes = || -> Option<usize> {
        let at = len.checked_sub(TRAILER_BYTES)?;
        let length = file.read_bytes(at..at + 4).ok()?;
        Some(u32::from_le_bytes(length.as_ref().try_into().ok()?) as usize)
    };
    let body_len = footer_bytes()
        .and_then(|footer_bytes| len.checked_sub(TRAILER_BYTES)?.checked_sub(footer_bytes))
        .ok_or_else(|| corrupt(path, format!("{name} has no end"), None))?;
    let content = FileSlice::new(file).slice_to(body_len);
    Ok(Body { content, damage })
}

impl<'a> Damaged<'a> {
    fn open(path: &'a Path, files: &'a SegmentFiles, findings: &mut Findings) -> Option<Self> {
        let (_, fields) = Fields::schema();
        let store_name = files.file("store");
        let mut is_proven = true;
        let open_store = || {
            let body = open_body(path, &store_name)?;
            is_proven = body.damage.is_none();
            findings.damage.extend(body.damage);
            let store = StoreReader::open(checked_blocks(body.content), CACHED_BLOCKS);
            store.map_err(|error| from_tantivy(path, "read", error.into()))
        };
        let store = match guard(path, open_store) {
            Ok(store) => store,
            Err(error) => {
                findings.damage.push(format!("{store_name} cannot be read: {}", cause(&error)));
                Self::lose_all(path, files, findings);
                return None;
            }
        };
        let alive = Self::open_deletes(path, files, findings);
        let ids = guard(path, || Self::open_ids(path, files)).ok().flatten();
        Some(Self { path, files, fields, store, is_proven, alive, ids })
    }

    /// The list of deletes, where the segment has one that is whole.
    fn open_deletes(
        path: &Path,
        files: &SegmentFiles,
        findings: &mut Findings,
    ) -> Option<AliveBitSet> {
        let name = files.file(&format!("{}.del", files.deletes?));
        let open = || {
            let body = open_body(path, &name)?;
            if let Some(damage) = body.damage {
                return Err(corrupt(path, damage, None));
            }
            let bytes: OwnedBytes = body
                .content
                .read_bytes()
                .map_err(|error| from_tantivy(path, "read", error.into()))?;
            Ok(AliveBitSet::open(bytes))
        };
        guard(path, open)
            .inspect_err(|error| {
                findings.damage.push(format!(
                    "{name} cannot be read ({}): documents that were deleted may be there again",
                    cause(error)
                ));
            })
            .ok()
    }

    /// The column of the ids, where it is whole: it names what is lost.
    fn open_ids(path: &Path, files: &SegmentFiles) -> Result<Option<StrColumn>> {
        let body = open_body(path, &files.file("fast"))?;
        if body.damage.is_some() {
            return Ok(None);
        }
        let open = || -> std::io::Result<Option<StrColumn>> {
            let columns = ColumnarReader::open(body.content)?.read_columns("id")?;
            let column = columns.first().map(tantivy::columnar::DynamicColumnHandle::open);
            Ok(match column.transpose()? {
                Some(DynamicColumn::Str(ids)) => Some(ids),
                _ => None,
            })
        };
        open().map_err(|error| from_tantivy(path, "read", error.into()))
    }

    /// Names every document of a segment whose texts are lost.
    fn lose_all(path: &Path, files: &SegmentFiles, findings: &mut Findings) {
        let reason = "its text is in a file that cannot be read";
        let ids = guard(path, || Self::open_ids(path, files)).ok().flatten();
        let alive = Self::open_deletes(path, files, findings);
        let Some(ids) = ids else {
            let passages = files.passages.map_or_else(String::new, |n| format!(" ({n} passages)"));
            return findings.lose(format!("those of segment {}{passages}", files.id), reason);
        };
        for passage in 0..files.passages.unwrap_or(u32::MAX).min(ids.num_rows()) {
            let id = || {
                let is_alive = alive.as_ref().is_none_or(|alive| alive.is_alive(passage));
                Ok(id_in(&ids, passage).filter(|_| is_alive))
            };
            if let Some(id) = guard(path, id).ok().flatten() {
                findings.lose(id, reason);
            }
        }
    }

    fn read(&self, findings: &mut Findings, keep: Keep<'_>) -> Result<()> {
        let mut begun: Option<Begun> = None;
        let (mut passage, mut failures): (DocId, u32) = (0, 0);
        while failures < MAX_NAMED {
            if self.is_deleted(passage) {
                passage += 1;
                continue;
            }
            match guard(self.path, || self.passage(passage)) {
                Ok(None) => break,
                Ok(Some((stored, read))) => {
                    self.push(&stored, &read, passage, &mut begun, findings, keep)?;
                }
                Err(error) => {
                    failures += 1;
                    self.lose(passage, &cause(&error), begun.as_mut(), findings);
                }
            }
            passage += 1;
        }
        let missing = self.files.passages.unwrap_or(0).saturating_sub(passage);
        if missing > 0 {
            let reason = format!("the last {missing} passages of its file are cut off");
            (passage..passage + missing.min(MAX_NAMED)).for_each(|passage| {
                self.lose(passage, &reason, begun.as_mut(), findings);
            });
        }
        self.finish(begun, findings, keep)
    }

    fn is_deleted(&self, passage: DocId) -> bool {
        let Some(alive) = &self.alive else { return false };
        // Beyond its end the list cannot be asked.
        let is_listed = passage < alive.bitset().max_value();
        is_listed && guard(self.path, || Ok(alive.is_deleted(passage))).unwrap_or(false)
    }

    /// A stored passage; `None` after the last.
    fn passage(&self, passage: DocId) -> Result<Option<(TantivyDocument, PassageRecord)>> {
        let stored: TantivyDocument = match self.store.get(passage) {
            Err(TantivyError::InvalidArgument(_)) => return Ok(None),
            stored => stored.map_err(|error| from_tantivy(self.path, "read", error))?,
        };
        let read = decode::passage(&stored, self.fields);
        let read = read.map_err(|damage| corrupt(self.path, damage, None))?;
        Ok(Some((stored, read)))
    }

    /// Adds a passage to its document.
    fn push(
        &self,
        stored: &TantivyDocument,
        read: &PassageRecord,
        passage: DocId,
        begun: &mut Option<Begun>,
        findings: &mut Findings,
        keep: Keep<'_>,
    ) -> Result<()> {
        // Nothing but blanks stands before a document's first passage.
        if read.place.start == read.place.gap {
            self.finish(begun.take(), findings, keep)?;
            match decode::document(stored, self.fields) {
                Ok(record) => *begun = Some(Begun::new(record)),
                Err(damage) => self.lose(passage, damage, None, findings),
            }
        }
        match begun {
            Some(document) => document.push(read),
            None => self.lose(passage, "its first passage is damaged", None, findings),
        }
        Ok(())
    }

    /// A passage cannot be read: its document is lost.
    fn lose(
        &self,
        passage: DocId,
        reason: &str,
        begun: Option<&mut Begun>,
        findings: &mut Findings,
    ) {
        let id = self
            .ids
            .as_ref()
            .and_then(|ids| guard(self.path, || Ok(id_in(ids, passage))).ok().flatten());
        // Without an id it may be of the document before it.
        if let Some(begun) =
            begun.filter(|begun| id.as_ref().is_none_or(|id| *id == begun.record.id))
        {
            begun.fault.get_or_insert_with(|| reason.to_owned());
        }
        let place = || format!("that of passage {passage} of segment {}", self.files.id);
        findings.lose(id.unwrap_or_else(place), reason);
    }

    fn finish(&self, begun: Option<Begun>, findings: &mut Findings, keep: Keep<'_>) -> Result<()> {
        let Some(begun) = begun else { return Ok(()) };
        let id = begun.record.id.clone();
        match begun.into_document() {
            Ok(document) => keep(document, self.is_proven, findings),
            Err(fault) => {
                findings.lose(id, &fault);
                Ok(())
            }
        }
    }
}

/// How many passages that cannot be read are named: a damaged file may say any
/// number.
const MAX_NAMED: u32 = 100_000;

impl Begun {
    fn new(record: DocumentRecord) -> Self {
        Self { record, text: String::new(), places: Vec::new(), fault: None }
    }

    fn push(&mut self, passage: &PassageRecord) {
        self.text.push_str(&passage.blanks);
        if self.text.len() != passage.span().start {
            self.fault.get_or_insert_with(|| "a passage is out of its place".to_owned());
        }
        self.text.push_str(&passage.text);
        self.places.push((passage.span(), passage.place));
    }

    /// The document, where every passage stands where it is cited.
    fn into_document(self) -> std::result::Result<Document, String> {
        let Self { mut text, record, places, fault } = self;
        text.push_str(&record.tail);
        if let Some(fault) = fault {
            return Err(fault);
        }
        let mut positions = PassagePositions::new(&text);
        if places.into_iter().any(|(span, place)| positions.next(span).1 != place) {
            return Err("a passage is not where it is cited".to_owned());
        }
        Ok(record.into_document(text))
    }
}

fn id_in(ids: &StrColumn, passage: DocId) -> Option<String> {
    let mut id = String::new();
    let ordinal = ids.term_ords(passage).next()?;
    ids.ord_to_str(ordinal, &mut id).ok()?.then_some(id)
}

/// What an error says, without the index's path and without advice.
fn cause(error: &crate::error::Error) -> String {
    match error {
        crate::error::Error::Corrupt { detail, source: None, .. } => detail.clone(),
        error => {
            let source = std::error::Error::source(error);
            source.map_or_else(|| error.to_string(), ToString::to_string)
        }
    }
}
