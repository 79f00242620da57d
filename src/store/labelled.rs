//! Documents passage by passage, with the labels of the passages.

use super::Store;
use super::ordinals::SegmentOrd;
use super::snapshot::Snapshot;
use crate::document::DocumentInfo;
use crate::error::Result;
use crate::passage::label::Label;

/// A document passage by passage.
pub(crate) struct LabelledDocument {
    pub(crate) info: DocumentInfo,
    /// In order: the first byte of each passage, its label and its text.
    pub(crate) passages: Vec<(usize, Label, String)>,
}

impl LabelledDocument {
    /// Its passages, for who reads them.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (usize, Label, &str)> {
        self.passages.iter().map(|(start, label, text)| (*start, *label, text.as_str()))
    }
}

/// Gives each document of the last commit to `visit`, in the order in which they are
/// stored: each block of texts is unpacked once.
pub(crate) fn for_each_document(
    store: &Store,
    mut visit: impl FnMut(LabelledDocument),
) -> Result<()> {
    let snapshot = store.snapshot()?;
    for (number, segment) in (0..).map(SegmentOrd).zip(&snapshot.segments) {
        for &first in &segment.first_passage {
            visit(read(&snapshot, number, first)?);
        }
    }
    Ok(())
}

/// The document with that id.
pub(crate) fn labelled_document(store: &Store, id: &str) -> Result<Option<LabelledDocument>> {
    let snapshot = store.snapshot()?;
    let Some((segment, first)) = snapshot.find(id)? else { return Ok(None) };
    read(&snapshot, segment, first).map(Some)
}

fn read(snapshot: &Snapshot, segment: SegmentOrd, first: u32) -> Result<LabelledDocument> {
    let info = snapshot.document(segment, first)?.into_info();
    let labels = snapshot.segments.get(segment.index()).map(|segment| &segment.labels);
    let mut passages = Vec::new();
    for passage in snapshot.passages_of(segment, first) {
        let label = labels.map_or(Label::Body, |labels| labels.of(passage));
        let record = snapshot.passage(segment, passage)?;
        passages.push((record.span().start, label, record.text));
    }
    Ok(LabelledDocument { info, passages })
}
