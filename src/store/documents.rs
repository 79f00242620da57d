//! What an index keeps, given back and checked.

use super::Store;
use super::ordinals::SegmentOrd;
use super::snapshot::Snapshot;
use crate::document::{Document, DocumentInfo};
use crate::error::Result;

/// The document with that id.
pub(crate) fn document(store: &Store, id: &str) -> Result<Option<Document>> {
    let snapshot = store.snapshot()?;
    let Some((segment, first)) = snapshot.find(id)? else { return Ok(None) };
    read(&snapshot, segment, first).map(Some)
}

/// Every document, by id.
pub(crate) fn documents(store: &Store) -> Result<impl Iterator<Item = Result<Document>> + use<>> {
    let snapshot = store.snapshot()?;
    let firsts = snapshot.firsts_by_id()?;
    Ok(firsts.into_iter().map(move |(segment, first)| read(&snapshot, segment, first)))
}

/// Every document without its text, by id.
pub(crate) fn document_infos(
    store: &Store,
) -> Result<impl Iterator<Item = Result<DocumentInfo>> + use<>> {
    let snapshot = store.snapshot()?;
    let firsts = snapshot.firsts_by_id()?;
    let info = move |(segment, first)| Ok(snapshot.document(segment, first)?.into_info());
    Ok(firsts.into_iter().map(info))
}

/// Puts a document together from its passages.
fn read(snapshot: &Snapshot, segment: SegmentOrd, first: u32) -> Result<Document> {
    let record = snapshot.document(segment, first)?;
    let mut text = String::new();
    for passage in snapshot.passages_of(segment, first) {
        let passage = snapshot.passage(segment, passage)?;
        text.push_str(&passage.blanks);
        if text.len() != passage.span().start {
            return Err(snapshot.corrupt(format!("a passage of {:?} out of its place", record.id)));
        }
        text.push_str(&passage.text);
    }
    text.push_str(&record.tail);
    Ok(record.into_document(text))
}

/// Checksums, then the laws on stored spans.
pub(crate) fn verify(store: &Store) -> Result<()> {
    store.verify_checksums()?;
    let snapshot = store.snapshot()?;
    for (segment, first) in snapshot.firsts_by_id()? {
        let document = read(&snapshot, segment, first)?;
        for passage in snapshot.passages_of(segment, first) {
            let passage = snapshot.passage(segment, passage)?;
            let before = document.text.get(..passage.span().start);
            let chars = before.map(|before| before.chars().count());
            let in_place = passage.span().of(&document.text) == Some(passage.text.as_str())
                && chars == Some(passage.place.first_char as usize);
            if !in_place {
                let detail = format!("a passage of {:?} is not where it is cited", document.id);
                return Err(snapshot.corrupt(detail));
            }
        }
    }
    Ok(())
}
