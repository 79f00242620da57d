//! The passages around one of a document.

use tantivy::DocId;

use super::cite::cite;
use crate::error::Result;
use crate::hit::citation::Citation;
use crate::hit::neighbour::{Neighbour, Neighbours};
use crate::passage::label::Label;
use crate::store::decode::DocumentRecord;
use crate::store::ordinals::SegmentOrd;
use crate::store::snapshot::Snapshot;

/// How many passages are wanted before and after one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) before: usize,
    pub(crate) after: usize,
}

/// The passages around one that has the number in its document.
///
/// Cost: one stored passage each.
pub(super) fn around(
    snapshot: &Snapshot,
    (segment, passage): (SegmentOrd, DocId),
    document: &DocumentRecord,
    Reach { before, after }: Reach,
) -> Result<Neighbours> {
    let mut neighbours = Neighbours::default();
    if before == 0 && after == 0 {
        return Ok(neighbours);
    }
    let first = passage - snapshot.ordinal(segment, passage);
    let all = snapshot.passages_of(segment, first);
    // A document has fewer passages than 32 bits can count.
    let reach = |passages: usize| u32::try_from(passages).unwrap_or(u32::MAX);
    let from = passage.saturating_sub(reach(before)).max(first);
    let to = passage.saturating_add(1).saturating_add(reach(after)).min(all.end);
    for other in (from..to).filter(|&other| other != passage) {
        let neighbour = neighbour(snapshot, (segment, other), other - first, document)?;
        let side = if other < passage { &mut neighbours.before } else { &mut neighbours.after };
        side.push(neighbour);
    }
    Ok(neighbours)
}

fn neighbour(
    snapshot: &Snapshot,
    (segment, passage): (SegmentOrd, DocId),
    number: u32,
    document: &DocumentRecord,
) -> Result<Neighbour> {
    let record = snapshot.passage(segment, passage)?;
    let labels = snapshot.segments.get(segment.index()).map(|segment| &segment.labels);
    let label = labels.map_or(Label::Body, |labels| labels.of(passage));
    let citation = cite(number, &record, document);
    Ok(Neighbour { citation, label, text: record.text })
}

/// The passages around one that was cited; `None` where the index does not have
/// it at its place any more.
///
/// Cost: a look-up of the document's id, and one stored passage each.
pub(crate) fn neighbours(
    snapshot: &Snapshot,
    cited: &Citation,
    reach: Reach,
) -> Result<Option<Neighbours>> {
    let Some((segment, first)) = snapshot.find(&cited.document)? else { return Ok(None) };
    let passages = snapshot.passages_of(segment, first);
    let passage = first.checked_add(cited.passage).filter(|passage| passages.contains(passage));
    let Some(passage) = passage else { return Ok(None) };
    let (record, document) = snapshot.passage_of_document(segment, passage)?;
    if record.span() != cited.span {
        return Ok(None);
    }
    around(snapshot, (segment, passage), &document, reach).map(Some)
}
