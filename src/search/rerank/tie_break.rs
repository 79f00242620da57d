//! Candidates of equal score in an order that no segment layout changes: by
//! document id, then by passage.

use tantivy::DocId;

use crate::error::Result;
use crate::search::topk::top_k::Candidate;
use crate::store::id_prefixes::IdPrefixes;
use crate::store::ordinals::SegmentOrd;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// Sorts candidates, the best first; of those that tie at the end the first
/// `keep` by id are kept.
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
        let remaining = keep.saturating_sub(ordered.len());
        if tied.len() > 1 {
            ordered.extend(by_id(snapshot, tied, remaining)?);
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
    for (number, segment) in (0..).map(SegmentOrd).zip(&snapshot.segments) {
        let is_of_segment = |(_, candidate): &(usize, &Candidate)| candidate.segment == number;
        let passages: Vec<(usize, DocId)> = candidates
            .iter()
            .enumerate()
            .filter(is_of_segment)
            .map(|(at, c)| (at, c.passage))
            .collect();
        fill_ids(segment, &passages, &mut ids).map_err(|e| snapshot.read_error(e))?;
    }
    Ok(ids)
}

/// Decodes the ids of one segment's passages, each to its index in `ids`, in one
/// pass over the column's dictionary.
fn fill_ids(
    segment: &Segment,
    passages: &[(usize, DocId)],
    ids: &mut [String],
) -> tantivy::Result<()> {
    let Some(column) = &segment.ids else { return Ok(()) };
    let ordinal = |passage: u32| column.term_ords(passage).next().unwrap_or(0);
    let mut numbered: Vec<(u64, usize)> =
        passages.iter().map(|&(at, passage)| (ordinal(passage), at)).collect();
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

/// A candidate with the ordinal of its document's id in the dictionary of its
/// segment.
type NumberedCandidate = (u64, Candidate);

/// The first `keep` by id of tied candidates, which ascend by address. Ids are
/// compared by ordinal within a segment, by prefix between segments, and
/// decoded where prefixes are equal.
fn by_id(snapshot: &Snapshot, tied: &[Candidate], keep: usize) -> Result<Vec<Candidate>> {
    let mut first: Vec<NumberedCandidate> = Vec::with_capacity(tied.len());
    for group in tied.chunk_by(|a, b| a.segment == b.segment) {
        let number = group.first().map_or(0, |candidate| candidate.segment.index());
        let Some(segment) = snapshot.segments.get(number) else { continue };
        first.extend(first_of_segment(segment, group, keep));
    }
    let of_one_segment = first.chunk_by(|a, b| a.1.segment == b.1.segment).count() < 2;
    if !of_one_segment {
        let use_prefixes = snapshot.ties_pay_for_prefixes();
        if !use_prefixes
            || !sort_by_prefix(snapshot, &mut first).map_err(|e| snapshot.read_error(e))?
        {
            sort_by_ids(snapshot, &mut first)?;
        }
    }
    first.truncate(keep);
    Ok(first.into_iter().map(|(_, candidate)| candidate).collect())
}

/// Sorts by prefixes of ids; gives whether these tell all candidates of different
/// segments apart. Candidates of one segment must ascend.
fn sort_by_prefix(
    snapshot: &Snapshot,
    numbered: &mut [NumberedCandidate],
) -> tantivy::Result<bool> {
    let id_prefixes: Vec<&IdPrefixes> = snapshot
        .segments
        .iter()
        .map(|segment| segment.id_prefixes())
        .collect::<tantivy::Result<_>>()?;
    if !id_prefixes.iter().all(|one| id_prefixes.iter().all(|other| one.comparable(other))) {
        return Ok(false);
    }
    let prefix = |(id, candidate): &NumberedCandidate| {
        id_prefixes.get(candidate.segment.index()).map(|id_prefixes| id_prefixes.of(*id))
    };
    numbered.sort_by(|a, b| prefix(a).cmp(&prefix(b)));
    let is_undecided = |pair: &[NumberedCandidate]| match pair {
        [a, b] => a.1.segment != b.1.segment && prefix(a) == prefix(b),
        _ => false,
    };
    Ok(!numbered.windows(2).any(is_undecided))
}

fn sort_by_ids(snapshot: &Snapshot, numbered: &mut Vec<NumberedCandidate>) -> Result<()> {
    let candidates: Vec<Candidate> = numbered.iter().map(|&(_, candidate)| candidate).collect();
    let mut named: Vec<(String, NumberedCandidate)> =
        ids(snapshot, &candidates)?.into_iter().zip(numbered.drain(..)).collect();
    named.sort_by(|(a, (_, one)), (b, (_, other))| a.cmp(b).then(one.passage.cmp(&other.passage)));
    numbered.extend(named.into_iter().map(|(_, numbered)| numbered));
    Ok(())
}

fn first_of_segment(segment: &Segment, group: &[Candidate], keep: usize) -> Vec<NumberedCandidate> {
    let Some(ids) = &segment.ids else { return Vec::new() };
    let ordinal = |candidate: &Candidate| ids.term_ords(candidate.passage).next().unwrap_or(0);
    let mut numbered: Vec<NumberedCandidate> = group.iter().map(|c| (ordinal(c), *c)).collect();
    let order = |&(ordinal, candidate): &NumberedCandidate| (ordinal, candidate.passage);
    if numbered.len() > keep && keep > 0 {
        numbered.select_nth_unstable_by_key(keep - 1, order);
    }
    numbered.truncate(keep);
    numbered.sort_unstable_by_key(order);
    numbered
}
