//! What the second stage needs of the candidates: frequencies out of the
//! gathered postings, positions out of the index.

use std::collections::BTreeMap;

use tantivy::SegmentReader;

use super::evidence::{Evidence, Occurrences};
use super::first::Candidate;
use super::gather::{Gathered, SegmentPostings};
use super::postings::{Posting, positions_in, term_of, with_positions};
use crate::index::{Segment, Snapshot};
use crate::query::plan::{Concept, Matcher};

/// A scoring concept with its postings.
pub(super) type Scoring<'a> = (&'a Concept, &'a Gathered);

/// The evidence of each candidate, in the order of the candidates, which
/// must ascend by segment and passage.
pub(super) fn collect(
    snapshot: &Snapshot,
    scoring: &[Scoring<'_>],
    candidates: &[Candidate],
) -> tantivy::Result<Vec<Evidence>> {
    let mut all = Vec::with_capacity(candidates.len());
    for group in candidates.chunk_by(|a, b| a.segment == b.segment) {
        let number = group.first().map_or(0, |candidate| candidate.segment as usize);
        let Some(segment) = snapshot.segments.get(number) else { continue };
        let Some(reader) = snapshot.searcher.segment_readers().get(number) else { continue };
        let passages: Vec<u32> = group.iter().map(|candidate| candidate.passage).collect();
        let mut evidence: Vec<Evidence> =
            passages.iter().map(|&passage| lengths(segment, passage)).collect();
        for (concept, gathered) in scoring {
            let Some(found) = gathered.segments.get(number) else { continue };
            let mut positions = positions(reader, snapshot, concept, &passages)?;
            for (&passage, evidence) in passages.iter().zip(&mut evidence) {
                let mut occurrences = frequencies(segment, found, passage);
                occurrences.positions = positions.remove(&passage).unwrap_or_default();
                evidence.concepts.push(occurrences);
            }
        }
        all.append(&mut evidence);
    }
    Ok(all)
}

/// What a candidate has of the learnt terms, in their order.
pub(super) fn learnt(
    snapshot: &Snapshot,
    terms: &[Gathered],
    segment: u32,
    passage: u32,
) -> Vec<Occurrences> {
    let number = segment as usize;
    let Some(segment) = snapshot.segments.get(number) else { return Vec::new() };
    let found = terms.iter().filter_map(|gathered| gathered.segments.get(number));
    found.map(|found| frequencies(segment, found, passage)).collect()
}

fn lengths(segment: &Segment, passage: u32) -> Evidence {
    let at = passage as usize;
    let document = segment.document_of.get(at).map_or(usize::MAX, |&number| number as usize);
    Evidence {
        label: segment.labels.get(at).copied().unwrap_or_default(),
        passage_words: segment.passage_words.get(at).copied().unwrap_or(0),
        document_words: segment.document_words.get(document).copied().unwrap_or(0),
        title_words: segment.title_words.get(document).copied().unwrap_or(0),
        concepts: Vec::new(),
        learnt: Vec::new(),
    }
}

fn frequencies(segment: &Segment, found: &SegmentPostings, passage: u32) -> Occurrences {
    let document = segment.document_of.get(passage as usize).copied().unwrap_or(u32::MAX);
    let range = segment.passages_of(document);
    let from = found.passages.partition_point(|&(at, _)| at < range.start);
    let to = found.passages.partition_point(|&(at, _)| at < range.end);
    let in_document = found.passages.get(from..to).unwrap_or_default();
    Occurrences {
        in_passage: frequency_at(in_document, passage),
        in_document: in_document.iter().map(|&(_, frequency)| frequency).sum(),
        in_title: frequency_at(&found.titles, document),
        positions: Vec::new(),
    }
}

fn frequency_at(postings: &[Posting], at: u32) -> f32 {
    let found = postings.binary_search_by_key(&at, |&(passage, _)| passage);
    found.ok().and_then(|index| postings.get(index)).map_or(0.0, |&(_, frequency)| frequency)
}

/// Positions of a concept's words and designators in those passages.
/// Phrases stand where their words stand; topics stand nowhere.
fn positions(
    reader: &SegmentReader,
    snapshot: &Snapshot,
    concept: &Concept,
    passages: &[u32],
) -> tantivy::Result<BTreeMap<u32, Vec<u32>>> {
    let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for alternative in &concept.alternatives {
        if matches!(alternative.matcher, Matcher::Topic(_)) {
            continue;
        }
        let fields = snapshot.fields;
        let phrase = match &alternative.matcher {
            Matcher::Phrase { surfaces, slop } => Some((fields.exact, surfaces, *slop)),
            Matcher::Stems(stems) => Some((fields.body, stems, 0)),
            _ => None,
        };
        if let Some((field, words, slop)) = phrase {
            super::phrase::positions(reader, field, words, slop, passages, &mut found)?;
            continue;
        }
        let term = term_of(fields, &alternative.matcher);
        let Some(term) = term else { continue };
        let Some(mut cursor) = with_positions(reader, &term)? else { continue };
        for &passage in passages {
            positions_in(&mut cursor, passage, found.entry(passage).or_default());
        }
    }
    for positions in found.values_mut() {
        positions.sort_unstable();
        positions.dedup();
    }
    Ok(found)
}
