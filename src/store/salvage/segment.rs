//! The documents of one segment, read past its damage.

use std::path::Path;
use std::sync::Arc;

use tantivy::columnar::{ColumnarReader, DynamicColumn, StrColumn};
use tantivy::directory::{Directory, FileSlice, MmapDirectory, OwnedBytes};
use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, TantivyDocument, TantivyError};

use super::begun::Begun;
use super::commit::SegmentFiles;
use super::findings::{Findings, MAX_NAMED};
use crate::document::Document;
use crate::error::Result;
use crate::store::border::guard;
use crate::store::checksum::body_bytes;
use crate::store::decode::{self, PassageRecord};
use crate::store::errors::{corrupt, from_tantivy};
use crate::store::opened_files::compare_whole;
use crate::store::page_sums::content_bytes_of;
use crate::store::schema::Fields;
use crate::store::text_blocks::MAX_PASSAGES;
use crate::store::text_store::TextStore;

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
    texts: TextStore,
    /// The first passage of each block of texts.
    first_passages: Vec<DocId>,
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
            open_texts(&store_name, body.content)
                .map_err(|error| from_tantivy(path, "read", error.into()))
        };
        let (texts, first_passages) = match guard(path, open) {
            Ok(opened) => opened,
            Err(error) => {
                findings.damage.push(format!("{store_name} cannot be read: {}", cause(&error)));
                Self::lose_all(path, files, findings);
                return None;
            }
        };
        let alive = Self::open_deletes(path, files, findings);
        let ids = guard(path, || Self::open_ids(path, files)).ok().flatten();
        Some(Self { path, files, fields, is_sealed, texts, first_passages, is_whole, alive, ids })
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
        let (mut passage, mut failures): (DocId, u64) = (0, 0);
        // More failures than a block has passages: it says a number that cannot be
        // right.
        while failures <= MAX_PASSAGES {
            if self.is_deleted(passage) {
                passage = passage.saturating_add(1);
                continue;
            }
            match guard(self.path, || self.passage(passage)) {
                Ok(None) => break,
                Ok(Some(read)) => {
                    failures = 0;
                    self.push(&read, &mut begun, findings, keep)?;
                }
                Err(error) => {
                    failures += 1;
                    self.lose(passage, &cause(&error), begun.as_mut(), findings);
                }
            }
            let Some(next) = passage.checked_add(1) else { break };
            passage = next;
            let next_block = self.next_block(passage);
            if next_block == Some(passage) {
                failures = 0;
            } else if failures > MAX_PASSAGES
                && let Some(next_block) = next_block
            {
                findings.unnamed += u64::from(next_block - passage);
                (passage, failures) = (next_block, 0);
            }
        }
        self.lose_end(passage, begun.as_mut(), findings);
        Self::finish(begun, findings, keep)
    }

    /// Loses the passages that the commit names and that are not in the file.
    fn lose_end(&self, end: DocId, mut begun: Option<&mut Begun>, findings: &mut Findings) {
        let missing = self.files.passages.unwrap_or(0).saturating_sub(end);
        let reason = format!("the last {missing} passages of its file are cut off");
        let named = missing.min(MAX_NAMED);
        for passage in end..end + named {
            self.lose(passage, &reason, begun.as_deref_mut(), findings);
        }
        findings.unnamed += u64::from(missing - named);
    }

    /// The first passage of the first block that begins at that passage or later.
    fn next_block(&self, passage: DocId) -> Option<DocId> {
        let before = self.first_passages.partition_point(|&first| first < passage);
        self.first_passages.get(before).copied()
    }

    fn is_deleted(&self, passage: DocId) -> bool {
        let Some(alive) = &self.alive else { return false };
        // Beyond its end the list cannot be asked.
        let is_listed = passage < alive.bitset().max_value();
        is_listed && guard(self.path, || Ok(alive.is_deleted(passage))).unwrap_or(false)
    }

    /// A stored passage; `None` after the last.
    fn passage(&self, number: DocId) -> Result<Option<StoredPassage>> {
        let stored = match self.texts.fields(number) {
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

/// A file of texts, and the first passage of each of its blocks.
fn open_texts(name: &str, body: FileSlice) -> std::io::Result<(TextStore, Vec<DocId>)> {
    let texts = TextStore::open(name.as_ref(), body, CACHED_BLOCKS)?;
    let first_passages = texts.first_passages()?;
    Ok((texts, first_passages))
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
