//! Documents that have every part of a filter, each in a passage of its own:
//! what a search for passages that have them all passes over.

use tantivy::DocId;

use super::filter::FilterTest;
use super::first_stage::FirstStage;
use super::norms::NormTables;
use super::scored_cursor::ScoredCursor;
use super::segment_formula::SegmentFormula;
use super::segment_search::Cursors;
use super::top_k::Candidate;
use super::window::passages_of;
use crate::query::plan::Filter;
use crate::store::ordinals::SegmentOrd;
use crate::store::segment::Segment;

/// One part of a filter.
pub(crate) struct Part {
    /// What a passage passes that has the part.
    pub(crate) filter: Filter,
    /// Numbers of the concepts of which such a passage, or its title, has one.
    pub(crate) concepts: Vec<usize>,
}

/// The first passages of the documents that have each part in some passage,
/// and all of them in none. The score is how many passages lie from one part
/// to the others where they are nearest, below 0.
///
/// Cost: each document that has the `lead` part is looked up in all lists.
pub(crate) fn documents_of_all(
    stage: FirstStage<'_>,
    lead: &Part,
    parts: &[Part],
) -> tantivy::Result<Vec<Candidate>> {
    // No concept scores: every list is opened for the filter alone.
    let stage = FirstStage { forms: &[], learnt: &[], scoring: &[], ..stage };
    let FirstStage { facts, profile, .. } = stage;
    let norms = NormTables::new(facts, profile);
    let mut documents = Vec::new();
    for (number, segment) in (0..).map(SegmentOrd).zip(&stage.snapshot.segments) {
        let formula = SegmentFormula { segment, facts, profile, norms: &norms, total_weight: 0.0 };
        let cursors = Cursors::open(stage, number, formula)?;
        of_segment((number, segment), cursors, lead, parts, &mut documents)?;
    }
    Ok(documents)
}

/// Appends the documents of one segment.
fn of_segment(
    (number, segment): (SegmentOrd, &Segment),
    opened: Cursors<'_>,
    lead: &Part,
    parts: &[Part],
    documents: &mut Vec<Candidate>,
) -> tantivy::Result<()> {
    let test = |part: &Part| opened.test(&part.filter, segment);
    let tests: Vec<FilterTest> = parts.iter().map(test).collect::<tantivy::Result<_>>()?;
    let cursor_of = |&concept: &usize| opened.of_concept.get(concept).copied().flatten();
    let leading: Vec<usize> = lead.concepts.iter().filter_map(cursor_of).collect();
    let mut cursors = opened.list;
    let mut from = 0;
    while let Some(passage) = first_from(&mut cursors, &leading, from) {
        from = passage.saturating_add(1);
        let Some(document) = segment.document_at(passage) else { continue };
        let passages = passages_of(segment, document);
        from = from.max(passages.end);
        for cursor in &mut cursors {
            cursor.take(&passages);
        }
        let passed = |passage: DocId| {
            let passes = |test: &FilterTest| test.passes((passage, document), segment, &cursors);
            tests.iter().map(passes).collect::<Vec<bool>>()
        };
        let alive = passages.clone().filter(|&passage| segment.is_alive(passage));
        if let Some(distance) = nearest(alive.map(|passage| (passage, passed(passage))))
            && distance > 0
        {
            let score = -(distance as f32);
            documents.push(Candidate {
                segment: number,
                passage: passages.start,
                score,
                learnt_share: 1.0,
            });
        }
    }
    cursors.iter().try_for_each(|cursor| Ok(cursor.check()?))
}

/// The first passage from `from` on that one of these cursors has, or whose
/// document's title has it. `from` must not go back.
fn first_from(cursors: &mut [ScoredCursor<'_>], numbers: &[usize], from: DocId) -> Option<DocId> {
    let first = |&number: &usize| {
        let cursor = cursors.get_mut(number)?;
        let titled = cursor.titled_between(from, DocId::MAX).first().copied();
        Some(cursor.seek(from)).into_iter().chain(titled).min()
    };
    numbers.iter().filter_map(first).min().filter(|&passage| passage != tantivy::TERMINATED)
}

/// How many passages lie from the first to the last of those, as near as they
/// get, that have all parts together: 0 where one passage has all. `None` where
/// some part is in no passage.
fn nearest(passages: impl Iterator<Item = (DocId, Vec<bool>)>) -> Option<u32> {
    let mut last_with: Vec<Option<DocId>> = Vec::new();
    let mut nearest: Option<u32> = None;
    for (passage, parts) in passages {
        last_with.resize(parts.len(), None);
        for (last, has) in last_with.iter_mut().zip(parts) {
            if has {
                *last = Some(passage);
            }
        }
        let farthest: Option<Vec<DocId>> = last_with.iter().copied().collect();
        if let Some(first) = farthest.and_then(|with| with.into_iter().min()) {
            nearest = Some(nearest.map_or(passage - first, |near| near.min(passage - first)));
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_of_parts() {
        let check = |passages: &[&[bool]], expected: Option<u32>| {
            let numbered = (7..).zip(passages).map(|(number, parts)| (number, parts.to_vec()));
            assert_eq!(nearest(numbered), expected, "{passages:?}");
        };
        check(&[], None);
        check(&[&[true, false]], None);
        check(&[&[true, true]], Some(0));
        check(&[&[true, false], &[false, true]], Some(1));
        check(&[&[false, true], &[false, false], &[true, false]], Some(2));
        // The nearest counts, not the first.
        check(&[&[true, false], &[false, false], &[true, false], &[false, true]], Some(1));
        check(&[&[true, false], &[false, true], &[true, true]], Some(0));
        check(&[&[true, false, false], &[false, true, false], &[false, false, true]], Some(2));
    }
}
