//! What the second stage needs of the candidates: frequencies out of the
//! gathered postings, positions out of the index.

use std::collections::BTreeMap;
use std::ops::Range;

use tantivy::SegmentReader;

use super::best::Candidate;
use super::evidence::{Evidence, Occurrences};
use super::gather::{Gathered, SegmentPostings};
use super::postings::{occurrences, positions_in, skip_to};
use crate::index::{Lookup, Segment, Snapshot};
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
        let places = places(segment, passages.iter().copied());
        let mut evidence: Vec<Evidence> =
            places.iter().map(|place| lengths(segment, place)).collect();
        for (concept, gathered) in scoring {
            let Some(found) = gathered.segments.get(number) else { continue };
            let mut positions = positions(reader, snapshot, concept, &passages)?;
            let occurrences = frequencies((reader, segment), found, &places)?;
            for ((place, evidence), mut occurrences) in
                places.iter().zip(&mut evidence).zip(occurrences)
            {
                occurrences.positions = positions.remove(&place.passage).unwrap_or_default();
                evidence.concepts.push(occurrences);
            }
        }
        all.append(&mut evidence);
    }
    Ok(all)
}

/// Writes down what studied passages, which ascend, have of the learnt terms.
pub(super) fn note_learnt<'a>(
    snapshot: &Snapshot,
    terms: &[Gathered],
    studied: impl Iterator<Item = (&'a (u32, u32), &'a mut Evidence)>,
) -> tantivy::Result<()> {
    let mut studied: Vec<(&(u32, u32), &mut Evidence)> = studied.collect();
    for group in studied.chunk_by_mut(|a, b| a.0.0 == b.0.0) {
        let number = group.first().map_or(0, |(address, _)| address.0 as usize);
        let Some(segment) = snapshot.segments.get(number) else { continue };
        let Some(reader) = snapshot.searcher.segment_readers().get(number) else { continue };
        let places = places(segment, group.iter().map(|(address, _)| address.1));
        for (_, evidence) in group.iter_mut() {
            evidence.learnt.clear();
        }
        for found in terms.iter().filter_map(|gathered| gathered.segments.get(number)) {
            let pairs = group.iter_mut().zip(frequencies((reader, segment), found, &places)?);
            pairs.for_each(|((_, evidence), occurrences)| evidence.learnt.push(occurrences));
        }
    }
    Ok(())
}

/// A passage in its segment, with its document.
struct Place {
    passage: u32,
    document: u32,
    /// The document's passages.
    around: Range<u32>,
}

fn places(segment: &Segment, passages: impl Iterator<Item = u32>) -> Vec<Place> {
    let place = |passage: u32| {
        let document = segment.document_of.get(passage as usize).copied().unwrap_or(u32::MAX);
        Place { passage, document, around: segment.passages_of(document) }
    };
    passages.map(place).collect()
}

fn lengths(segment: &Segment, place: &Place) -> Evidence {
    let (at, document) = (place.passage as usize, place.document as usize);
    Evidence {
        label: segment.labels.get(at).copied().unwrap_or_default(),
        passage_words: segment.words_of(place.passage),
        document_words: segment.document_words.get(document).copied().unwrap_or(0),
        title_words: segment.title_words.get(document).copied().unwrap_or(0),
        concepts: Vec::new(),
        learnt: Vec::new(),
    }
}

/// How often something occurs in each of the places, which ascend.
fn frequencies(
    (reader, segment): (&SegmentReader, &Segment),
    found: &SegmentPostings,
    places: &[Place],
) -> tantivy::Result<Vec<Occurrences>> {
    let mut walk = found.walk(reader, segment)?;
    let mut titles = found.titles.as_slice();
    let (mut here, mut around) = (Vec::new(), 0..0);
    let occurrences = places.iter().map(|place| {
        if around != place.around {
            around = place.around.clone();
            here.clear();
            walk.fill(around.start, around.end, &mut here);
        }
        skip_to(&mut titles, place.document);
        let mut occurrences = Occurrences::default();
        for &(at, frequency) in &here {
            occurrences.in_document += frequency;
            if at == place.passage {
                occurrences.in_passage = frequency;
            }
        }
        let title = titles.first().filter(|(document, _)| *document == place.document);
        occurrences.in_title = title.map_or(0.0, |&(_, frequency)| frequency);
        occurrences
    });
    Ok(occurrences.collect())
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
    let fields = snapshot.fields;
    let lookup = Lookup { reader, fields, lists: None };
    for alternative in &concept.alternatives {
        if matches!(alternative.matcher, Matcher::Topic(_)) {
            continue;
        }
        let phrase = match &alternative.matcher {
            Matcher::Phrase { surfaces, slop } => Some((fields.exact, surfaces, *slop)),
            Matcher::Stems(stems) => Some((fields.body, stems, 0)),
            _ => None,
        };
        if let Some((field, words, slop)) = phrase {
            super::phrase::positions(lookup, field, words, slop, passages, &mut found)?;
            continue;
        }
        let cursor = occurrences(lookup, &alternative.matcher)?;
        let Some(mut cursor) = cursor else { continue };
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
