//! The documents of one segment, read past its damage.

use std::path::Path;
use std::sync::Arc;

use tantivy::columnar::{ColumnarReader, DynamicColumn, StrColumn};
use tantivy::directory::{Directory, FileSlice, MmapDirectory, OwnedBytes};
use tantivy::fastfield::AliveBitSet;
use tantivy::store::StoreReader;
use tantivy::{DocId, TantivyDocument, TantivyError};

use super::begun::Begun;
use super::commit::SegmentFiles;
use super::findings::Findings;
use crate::document::Document;
use crate::error::Result;
use crate::store::border::guard;
use crate::store::checksum::body_bytes;
use crate::store::decode::{self, PassageRecord};
use crate::store::errors::{corrupt, from_tantivy};
use crate::store::opened_files::compare_whole;
use crate::store::page_sums::content_bytes_of;
use crate::store::schema::Fields;
use crate::store::stored_fields::stored_fields;
use crate::store::text_blocks::{Frame, TextBlocks};

/// Unpacked blocks that are kept: passages are read one after another.
const CACHED_BLOCKS: usize = 2;

/// The files that say nothing which the texts do not say.
const REBUILT: [&str; 5] = ["term", "idx", "pos", "fast", "fieldnorm"];

/// Takes a document, and whether it certainly is what was indexed.
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
    /// Whether every stored passage has a checksum.
    is_sealed: bool,
    store: StoreReader,
    /// Whether the file of its texts has the right checksum.
    is_whole: bool,
    alive: Option<AliveBitSet>,
    ids: Option<StrColumn>,
}

/// A passage that could be read.
struct StoredPassage {
    number: DocId,
    stored: TantivyDocument,
    record: PassageRecord,
    /// Whether it certainly is what was indexed.
    is_proven: bool,
}

/// Reads the documents of a segment. What is lost goes into the findings.
///
/// # Errors
/// Those of `keep`.
pub(super) fn read_segment(
    path: &Path,
    files: &SegmentFiles,
    is_sealed: bool,
    findings: &mut Findings,
    keep: Keep<'_>,
) -> Result<()> {
    compare_rebuilt(path, files, findings);
    let Some(segment) = Damaged::open(path, files, is_sealed, findings) else { return Ok(()) };
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
    let damage = compare_whole(name.as_ref(), Arc::clone(&file)).err();
    let damage = damage.map(|error| error.to_string());
    // The list of checksums may be damaged, or there may be none.
    let ends = [content_bytes_of(file.len()), Some(file.len())];
    let body_len = ends.into_iter().flatten().find_map(|content_bytes| {
        let content = FileSlice::new_with_num_bytes(Arc::clone(&file), content_bytes);
        body_bytes(name.as_ref(), &content).ok()
    });
    let body_len = body_len.ok_or_else(|| corrupt(path, format!("{name} has no end"), None))?;
    Ok(Body { content: FileSlice::new_with_num_bytes(file, body_len), damage })
}

impl<'a> Damaged<'a> {
    fn open(
        path: &'a Path,
        files: &'a SegmentFiles,
        is_sealed: bool,
        findings: &mut Findings,
    ) -> Option<Self> {
        let (_, fields) = Fields::schema();
        let store_name = files.file("store");
        let mut is_whole = true;
        let open = || {
            let body = open_body(path, &store_name)?;
            is_whole = body.damage.is_none();
            findings.damage.extend(body.damage);
            open_store(&store_name, body.content)
                .map_err(|error| from_tantivy(path, "read", error.into()))
        };
        let store = match guard(path, open) {
            Ok(store) => store,
            Err(error) => {
                findings.damage.push(format!("{store_name} cannot be read: {}", cause(&error)));
                Self::lose_all(path, files, findings);
                return None;
            }
        };
        let alive = Self::open_deletes(path, files, findings);
        let ids = guard(path, || Self::open_ids(path, files)).ok().flatten();
        Some(Self { path, files, fields, is_sealed, store, is_whole, alive, ids })
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
                Ok(Some(read)) => self.push(&read, &mut begun, findings, keep)?,
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
        Self::finish(begun, findings, keep)
    }

    fn is_deleted(&self, passage: DocId) -> bool {
        let Some(alive) = &self.alive else { return false };
        // Beyond its end the list cannot be asked.
        let is_listed = passage < alive.bitset().max_value();
        is_listed && guard(self.path, || Ok(alive.is_deleted(passage))).unwrap_or(false)
    }

    /// A stored passage; `None` after the last.
    fn passage(&self, number: DocId) -> Result<Option<StoredPassage>> {
        let stored = match stored_fields(&self.store, number) {
            Err(TantivyError::InvalidArgument(_)) => return Ok(None),
            stored => stored.map_err(|error| from_tantivy(self.path, "read", error))?,
        };
        let corrupt = |damage| corrupt(self.path, damage, None);
        let compared = decode::compare_checksum(&stored, self.fields);
        // Former formats have no checksum: they keep what can be read.
        if self.is_sealed {
            compared.map_err(corrupt)?;
        }
        let record = decode::passage(&stored, self.fields).map_err(corrupt)?;
        let is_proven = self.is_whole || compared.is_ok();
        Ok(Some(StoredPassage { number, stored, record, is_proven }))
    }

    /// Adds a passage to its document.
    fn push(
        &self,
        passage: &StoredPassage,
        begun: &mut Option<Begun>,
        findings: &mut Findings,
        keep: Keep<'_>,
    ) -> Result<()> {
        let StoredPassage { number, stored, record, is_proven } = passage;
        // Nothing but blanks stands before a document's first passage.
        if record.place.start == record.place.gap {
            Self::finish(begun.take(), findings, keep)?;
            match decode::document(stored, self.fields) {
                Ok(mut record) => {
                    // Early records of format 2 have no id of their own.
                    if record.id.is_empty() {
                        record.id = self.id(*number).unwrap_or_default();
                    }
                    *begun = Some(Begun::new(record));
                }
                Err(damage) => self.lose(*number, damage, None, findings),
            }
        }
        match begun {
            Some(document) => document.push(record, *is_proven),
            None => self.lose(*number, "its first passage is damaged", None, findings),
        }
        Ok(())
    }

    /// The id of the document of a passage, where the column of ids is whole.
    fn id(&self, passage: DocId) -> Option<String> {
        let ids = self.ids.as_ref()?;
        guard(self.path, || Ok(id_in(ids, passage))).ok().flatten()
    }

    /// A passage cannot be read: its document is lost.
    fn lose(
        &self,
        passage: DocId,
        reason: &str,
        begun: Option<&mut Begun>,
        findings: &mut Findings,
    ) {
        let id = self.id(passage);
        // Without an id it may be of the document before it.
        if let Some(begun) =
            begun.filter(|begun| id.as_ref().is_none_or(|id| *id == begun.record.id))
        {
            begun.fault(reason);
        }
        let place = || format!("that of passage {passage} of segment {}", self.files.id);
        findings.lose(id.unwrap_or_else(place), reason);
    }

    fn finish(begun: Option<Begun>, findings: &mut Findings, keep: Keep<'_>) -> Result<()> {
        let Some(begun) = begun else { return Ok(()) };
        let (id, is_proven) = (begun.record.id.clone(), begun.is_proven);
        match begun.into_document() {
            Ok(document) => keep(document, is_proven, findings),
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

/// A file of texts, whose blocks are compared before memory for them is taken.
fn open_store(name: &str, body: FileSlice) -> std::io::Result<StoreReader> {
    let frame = Frame::read(name.as_ref(), &body)?;
    let blocks = TextBlocks::new(name.as_ref(), Arc::new(body), frame);
    StoreReader::open(FileSlice::new(Arc::new(blocks)), CACHED_BLOCKS)
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
