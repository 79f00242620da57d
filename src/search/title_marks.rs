//! What a query matched in the titles of its hits' documents.

use crate::analysis::Analyzer;
use crate::hit::Hit;
use crate::hit::highlight::{Mark, Marker, in_titles};
use crate::query::Query;
use crate::query::plan::Concept;
use crate::store::searched_text::searched;

/// What a query matched in one title, in its bytes.
///
/// Cost: the analysis of the title.
pub(super) fn marks_in_title(
    title: &str,
    (query, concepts): (&Query, &[&Concept]),
    analyzer: &Analyzer,
) -> Vec<Mark> {
    let concepts = in_titles(concepts, analyzer);
    let concepts: Vec<&Concept> = concepts.iter().collect();
    let marker = Marker::of_titles(&concepts).for_query(query.readable());
    let title = searched(title);
    marker.marks(title, &analyzer.analyze(title), &[])
}

/// Marks the titles of the hits that have something of the query in theirs.
///
/// Cost: the analysis of these titles; nothing where there is none.
pub(super) fn mark_titles(
    hits: &mut [Hit],
    have_titles: &[bool],
    (query, concepts): (&Query, &[&Concept]),
    analyzer: &Analyzer,
) {
    if !have_titles.contains(&true) {
        return;
    }
    let concepts = in_titles(concepts, analyzer);
    let concepts: Vec<&Concept> = concepts.iter().collect();
    let marker = Marker::of_titles(&concepts).for_query(query.readable());
    for (hit, _) in hits.iter_mut().zip(have_titles).filter(|(_, has_title)| **has_title) {
        // As much of a title is analysed as is indexed.
        let title = searched(&hit.citation.title);
        hit.title_marks = marker.marks(title, &analyzer.analyze(title), &[]);
    }
}
