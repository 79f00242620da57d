//! The documents of an index: given back, checked, and read for a rebuild.

use std::path::Path;

use super::Store;
use super::border::guard;
use super::encode::PassagePositions;
use super::fact_fields::facts_of;
use super::older::{FORMAT_1, Format1};
use super::ordinals::SegmentOrd;
use super::schema::Fields;
use super::snapshot::Snapshot;
use crate::config::Config;
use crate::document::{Document, DocumentInfo};
use crate::error::{Error, Result};
use crate::facts::Recogniser;
use crate::lexicon::Lexicon;
use crate::store::decode::PassageRecord;

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
    let document = move |(segment, first)| snapshot.guard(|| read(&snapshot, segment, first));
    Ok(firsts.into_iter().map(document))
}

/// Every document without its text, by id.
pub(crate) fn document_infos(
    store: &Store,
) -> Result<impl Iterator<Item = Result<DocumentInfo>> + use<>> {
    let snapshot = store.snapshot()?;
    let firsts = snapshot.firsts_by_id()?;
    let info = move |(segment, first)| {
        snapshot.guard(|| Ok(snapshot.document(segment, first)?.into_info()))
    };
    Ok(firsts.into_iter().map(info))
}

/// Puts a document together from its passages.
fn read(snapshot: &Snapshot, segment: SegmentOrd, first: u32) -> Result<Document> {
    read_with(snapshot, segment, first, |_| ())
}

/// Puts a document together from its passages, and gives each to `visit`.
fn read_with(
    snapshot: &Snapshot,
    segment: SegmentOrd,
    first: u32,
    mut visit: impl FnMut(PassageRecord),
) -> Result<Document> {
    let record = snapshot.document(segment, first)?;
    let mut text = String::new();
    for passage in snapshot.passages_of(segment, first) {
        let passage = snapshot.passage(segment, passage)?;
        text.push_str(&passage.blanks);
        if text.len() != passage.span().start {
            return Err(snapshot.corrupt(format!("a passage of {:?} out of its place", record.id)));
        }
        text.push_str(&passage.text);
        visit(passage);
    }
    text.push_str(&record.tail);
    Ok(record.into_document(text))
}

/// Checks the checksums of all files, then that the passages of each document
/// stand where they are cited: bytes, characters and lines; and that the facts kept
/// of each are those of its text.
///
/// Cost: one pass over the files and one over the texts, whose facts are read anew. Each text is counted
/// once, from one passage to the next, however many passages it has.
pub(crate) fn verify(store: &Store) -> Result<()> {
    store.verify_checksums()?;
    let snapshot = store.snapshot()?;
    // Of format 2 the index can lack the columns.
    let has_facts = Fields::has_facts(&store.index().schema());
    let recogniser = has_facts.then(|| Recogniser::new(store.analyzer()));
    for (segment, first) in snapshot.firsts_by_id()? {
        verify_document(&snapshot, recogniser.as_ref(), segment, first)?;
    }
    Ok(())
}

fn verify_document(
    snapshot: &Snapshot,
    recogniser: Option<&Recogniser>,
    segment: SegmentOrd,
    first: u32,
) -> Result<()> {
    let mut stored = Vec::new();
    let date = snapshot.document(segment, first)?.date;
    let mut facts = Vec::new();
    let document = read_with(snapshot, segment, first, |passage| {
        facts.extend(recogniser.map(|recogniser| recogniser.values(&passage.text, date, None)));
        stored.push((passage.span(), passage.place));
    })?;
    for (passage, facts) in snapshot.passages_of(segment, first).zip(facts) {
        if facts_of(snapshot, segment, passage)? != facts {
            let detail = format!("facts of a passage of {:?} are not in its text", document.id);
            return Err(snapshot.corrupt(detail));
        }
    }
    // The places that a writer gives these passages. Whether a `\r` ends a line
    // depends on what follows it, so that the whole text must be there first.
    let mut positions = PassagePositions::new(&document.text);
    for (span, place) in stored {
        let (_, expected) = positions.next(span);
        if place != expected {
            let detail = format!("a passage of {:?} is not where it is cited", document.id);
            return Err(snapshot.corrupt(detail));
        }
    }
    Ok(())
}

/// An index of any format written so far, opened for a rebuild: how it was
/// made, and its documents.
pub(crate) enum Rebuildable {
    /// Of this build's format, also where the analysis is another.
    Current(Box<Store>),
    /// Of format 1.
    Format1(Box<Format1>),
}

impl Rebuildable {
    /// The index in that folder.
    ///
    /// # Errors
    /// As [`Store::open`], but for [`Error::Analysis`]; [`Error::Format`] where
    /// no build up to this one wrote the format.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        guard(path, || match Store::open_for_rebuild(path) {
            Ok(store) => Ok(Self::Current(Box::new(store))),
            Err(Error::Format { found: FORMAT_1, .. }) => {
                Format1::open(path).map(|index| Self::Format1(Box::new(index)))
            }
            Err(error) => Err(error),
        })
    }

    /// How it was made.
    pub(crate) fn config(&self) -> &Config {
        match self {
            Self::Current(store) => &store.manifest().config,
            Self::Format1(index) => &index.config,
        }
    }

    /// The lexicon it was made with.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        match self {
            Self::Current(store) => &store.manifest().lexicon,
            Self::Format1(index) => &index.lexicon,
        }
    }

    /// Every document as it was given.
    pub(crate) fn into_documents(self) -> Result<Box<dyn Iterator<Item = Result<Document>>>> {
        match self {
            Self::Current(store) => Ok(Box::new(guard(store.path(), || documents(&store))?)),
            Self::Format1(index) => Ok(Box::new(index.into_documents())),
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::Value as _;
    use tantivy::schema::document::Document as _;
    use tantivy::{IndexWriter, TantivyDocument};

    use super::*;
    use crate::config::PassageConfig;
    use crate::store::decode::{self, PassagePosition};
    use crate::store::encode::Encoder;
    use crate::store::record::Record;

    const TEXT: &str = "Été\r\n\r\nOne tug\rlies here.\r\r\nTwo tugs.\r\n";

    /// Verifies an index of one document in which the place of the last
    /// passage was changed before it was written.
    fn verify_changed(change: fn(&mut PassagePosition)) -> Result<()> {
        let config = Config::default().with_passages(PassageConfig::default().with_min_chars(1));
        let store = Store::in_memory(config, Lexicon::default()).unwrap();
        let (fields, config) = (store.fields(), &store.manifest().config);
        let document = Document::new("a", TEXT);
        let encoder = Encoder::new(&document, store.analyzer(), config, fields);
        let records: Vec<Record> = encoder.unwrap().map(Record::new).collect();
        assert_eq!(records.len(), 3);
        let mut writer: IndexWriter = store.index().writer_with_num_threads(1, 15 << 20).unwrap();
        for (number, record) in records.iter().enumerate() {
            let mut unchanged = TantivyDocument::new();
            let values = || record.iter_fields_and_values();
            values().for_each(|(field, value)| unchanged.add_field_value(field, value));
            let mut place = decode::passage(&unchanged, fields).unwrap().place;
            let mut changed = TantivyDocument::new();
            for (field, value) in values() {
                if number == 2 && field == fields.record {
                    change(&mut place);
                    let mut bytes = Vec::new();
                    place.put(&mut bytes);
                    let text = unchanged.get_first(fields.text).and_then(|text| text.as_str());
                    decode::seal_record(&mut bytes, text.unwrap());
                    changed.add_bytes(field, &bytes);
                } else {
                    changed.add_field_value(field, value);
                }
            }
            writer.add_document(changed).unwrap();
        }
        writer.commit().unwrap();
        store.refresh().unwrap();
        verify(&store)
    }

    #[test]
    fn a_place_that_is_wrong_in_any_number_is_found() {
        verify_changed(|_| ()).unwrap();
        verify_changed(|place| assert_eq!((place.first_char, place.line), (28, 6))).unwrap();
        let changes: [fn(&mut PassagePosition); 6] = [
            |place| place.first_char += 1,
            |place| place.first_char -= 1,
            |place| place.line += 1,
            |place| place.line -= 1,
            |place| place.start += 1,
            |place| place.gap -= 1,
        ];
        for change in changes {
            let outcome = verify_changed(change);
            assert!(matches!(outcome, Err(Error::Corrupt { .. })), "{outcome:?}");
        }
    }
}
