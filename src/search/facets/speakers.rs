//! The names of speakers as texts write them: an index keeps their stems.

use tantivy::DocId;

use crate::analysis::Analyzer;
use crate::error::Result;
use crate::facet::counts::FacetCounts;
use crate::facet::kind::Facet;
use crate::facts::Recogniser;
use crate::facts::value::{stems, without_article};
use crate::store::ordinals::SegmentOrd;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// Gives each listed speaker the name that the first document has, by its id, which
/// names it.
///
/// Cost: a pass over the column and one stored passage for each.
pub(super) fn name_speakers(
    snapshot: &Snapshot,
    analyzer: &Analyzer,
    counts: &mut FacetCounts,
) -> Result<()> {
    let recogniser = Recogniser::new(analyzer);
    let listed = counts.values.iter_mut().chain(&mut counts.chosen);
    for value in listed.filter(|value| !value.value.is_empty()) {
        let Some((segment, passage)) = first_with(snapshot, &value.value)? else { continue };
        let text = snapshot.passage(segment, passage)?.text;
        let claims = recogniser.claims(&text);
        let mut names = claims.iter().filter_map(|claim| claim.speaker?.of(&text));
        let is_it = |name: &&str| without_article(&stems(name, analyzer)) == value.value;
        if let Some(name) = names.find(is_it) {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            without_article(&name).clone_into(&mut value.name);
        }
    }
    Ok(())
}

/// The first passage with a speaker, of the document with the lowest id: whatever the
/// layout of segments.
fn first_with(snapshot: &Snapshot, speaker: &str) -> Result<Option<(SegmentOrd, DocId)>> {
    let mut lowest: Option<(String, SegmentOrd, DocId)> = None;
    for (number, segment) in (0..).map(SegmentOrd).zip(&snapshot.segments) {
        let passage = first_in(segment, speaker).map_err(|error| snapshot.read_error(error))?;
        let Some(passage) = passage else { continue };
        let id = snapshot.id(number, passage)?;
        if lowest.as_ref().is_none_or(|(other, ..)| id < *other) {
            lowest = Some((id, number, passage));
        }
    }
    Ok(lowest.map(|(_, segment, passage)| (segment, passage)))
}

fn first_in(segment: &Segment, speaker: &str) -> tantivy::Result<Option<DocId>> {
    let columns = segment.facet_columns(&[&Facet::Speaker])?;
    // Numbers of ids within a segment are in the order of the ids.
    let id = |passage: DocId| segment.ids.as_ref().and_then(|ids| ids.term_ords(passage).next());
    let passages = columns.iter().flat_map(|column| column.rows_of(speaker));
    Ok(passages.min_by_key(|passage| (id(*passage), *passage)))
}
