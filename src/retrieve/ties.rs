//! Candidates of equal score in an order that no segment layout changes: by
//! document id, then by passage.

use super::best::Candidate;
use crate::Result;
use crate::index::{Segment, Snapshot};

/// Sorts candidates, the best first; of those that tie at the end only the
/// first `keep` by id are kept.
pub(crate) fn in_order(
    snapshot: &Snapshot,
    mut candidates: Vec<Candidate>,
    keep: usize,
) -> Result<Vec<Candidate>> {
    candidates.sort_by(|a, b| {
        let address = |c: &Candidate| (c.segment, c.passage);
        b.score.total_cmp(&a.score).then_with(|| address(a).cmp(&address(b)))
    });
    let mut ordered = Vec::with_capacity(candidates.len());
    for tied in candidates.chunk_by(|a, b| a.score.total_cmp(&b.score).is_eq()) {
        let left = keep.saturating_sub(ordered.len());
        if tied.len() > 1 {
            ordered.extend(by_id(snapshot, tied, left)?);
        } else {
            ordered.extend_from_slice(tied);
        }
        if ordered.len() >= keep {
            break;
        }
    }
    Ok(ordered)
}

/// The document id of each candidate.
pub(crate) fn ids(snapshot: &Snapshot, candidates: &[Candidate]) -> Result<Vec<String>> {
    let mut ids = vec![String::new(); candidates.len()];
    for (number, segment) in (0..).zip(&snapshot.segments) {
        let here = |(_, candidate): &(usize, &Candidate)| candidate.segment == number;
        let places: Vec<(usize, u32)> =
            candidates.iter().enumerate().filter(here).map(|(at, c)| (at, c.passage)).collect();
        fill_ids(segment, &places, &mut ids).map_err(|e| snapshot.fault(e))?;
    }
    Ok(ids)
}

/// Spells the ids of one segment's passages out, each at its place in `ids`,
/// in one pass over the column's dictionary.
fn fill_ids(
    segment: &Segment,
    places: &[(usize, u32)],
    ids: &mut [String],
) -> tantivy::Result<()> {
    let Some(column) = &segment.ids else { return Ok(()) };
    let ordinal = |passage: u32| column.term_ords(passage).next().unwrap_or(0);
    let mut numbered: Vec<(u64, usize)> =
        places.iter().map(|&(at, passage)| (ordinal(passage), at)).collect();
    numbered.sort_unstable();
    let mut next = numbered.iter();
    let ordinals: Vec<u64> = numbered.iter().map(|&(ordinal, _)| ordinal).collect();
    column.dictionary().sorted_ords_to_term_cb(&ordinals, |id| {
        if let Some(slot) = next.next().and_then(|&(_, at)| ids.get_mut(at)) {
            *slot = String::from_utf8_lossy(id).into_owned();
        }
    })?;
    Ok(())
}

/// The first `keep` of candidates, which ascend by address. Ids are compared
/// as numbers within a segment, and spelt out only where several have some.
fn by_id(snapshot: &Snapshot, tied: &[Candidate], keep: usize) -> Result<Vec<Candidate>> {
    let mut first = Vec::with_capacity(tied.len());
    for group in tied.chunk_by(|a, b| a.segment == b.segment) {
        let number = group.first().map_or(0, |candidate| candidate.segment as usize);
        let Some(segment) = snapshot.segments.get(number) else { continue };
        first.extend(first_of_segment(segment, group, keep));
    }
    let of_one_segment = first.chunk_by(|a, b| a.segment == b.segment).count() < 2;
    if !of_one_segment {
        let mut named: Vec<(String, Candidate)> =
            ids(snapshot, &first)?.into_iter().zip(first).collect();
        named.sort_by(|(a, one), (b, other)| a.cmp(b).then(one.passage.cmp(&other.passage)));
        first = named.into_iter().map(|(_, candidate)| candidate).collect();
    }
    first.truncate(keep);
    Ok(first)
}

fn first_of_segment(
    segment: &Segment,
    group: &[Candidate],
    keep: usize,
) -> Vec<Candidate> {
    let Some(ids) = &segment.ids else { return Vec::new() };
    let ordinal = |candidate: &Candidate| ids.term_ords(candidate.passage).next().unwrap_or(0);
    let mut numbered: Vec<(u64, Candidate)> = group.iter().map(|c| (ordinal(c), *c)).collect();
    numbered.sort_by_key(|(ordinal, candidate)| (*ordinal, candidate.passage));
    numbered.truncate(keep);
    numbered.into_iter().map(|(_, candidate)| candidate).collect()
}
