//! Ranked candidates to hits: text, citation, marks, explanation; and the
//! report on the query.

use std::borrow::Cow;

use super::asked_facts::AskedFacts;
use super::cite::cite;
use super::matching::file_names::only_in_name;
use super::matching::matched::Matched;
use super::neighbours::{Reach, around};
use super::rerank::feedback::FeedbackTerms;
use super::rerank::loaded_passage::LoadedPassage;
use super::stages::Ranked;
use super::title_marks::mark_titles;
use super::topk::top_k::Candidate;
use crate::analysis::Analyzer;
use crate::analysis::token::Analysis;
use crate::error::Result;
use crate::hit::Hit;
use crate::hit::highlight::{Mark, Marker};
use crate::hit::neighbour::Neighbours;
use crate::hit::place::Place;
use crate::query::Query;
use crate::query::plan::Concept;
use crate::query::report::{MissingWord, Report};
use crate::rank::evidence::Evidence;
use crate::rank::explain::Explanation;
use crate::rank::profile::Profile;
use crate::rank::score::explain;
use crate::store::snapshot::Snapshot;

/// The report on a query: how it was understood, widened and answered.
pub(super) fn report(
    query: &Query,
    planned: &Report,
    missing: Vec<MissingWord>,
    feedback: &FeedbackTerms,
) -> Report {
    let mut report = planned.clone();
    query.text().clone_into(&mut report.query);
    report.understood = query.to_string();
    report.sought = Some(&feedback.facts.sought).filter(|sought| !sought.is_empty()).cloned();
    report.notices = query.notices().to_vec();
    report.learnt = feedback.facts.learnt.iter().map(|term| term.typed.clone()).collect();
    // No title may have the nearest words of a word of titles either.
    report.missing.retain(|repaired| missing.iter().all(|other| other.span != repaired.span));
    report.missing.extend(missing);
    report.missing.sort_by_key(|missing| missing.span.start);
    report
}

/// What hits are presented by.
pub(super) struct Request<'a> {
    pub(super) query: &'a Query,
    pub(super) matched: &'a Matched<'a>,
    pub(super) profile: &'a Profile,
    /// How many neighbours each hit gets.
    pub(super) reach: Reach,
}

/// The hits of ranked candidates, the best first.
pub(super) fn hits(
    snapshot: &Snapshot,
    analyzer: &Analyzer,
    request: &Request<'_>,
    ranked: Ranked<'_>,
) -> Result<Vec<Hit>> {
    let asked = AskedFacts::of(request.query, analyzer);
    let scoring: Vec<&Concept> = request.matched.scoring().map(|(concept, _)| concept).collect();
    let marker = Marker::new(&scoring).for_query(request.query.readable());
    let Ranked { candidates, mut feedback, evidence, mut copies } = ranked;
    let mut hits = Vec::with_capacity(candidates.len());
    let mut have_titles = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let Some(evidence) = evidence.evidence(&candidate) else { continue };
        let loaded = match feedback.loaded.remove(&candidate.address()) {
            Some(loaded) => loaded,
            None => LoadedPassage::load(snapshot, analyzer, &candidate, marker.needs_keys())?,
        };
        let mut marks = marks(analyzer, &marker, &loaded.passage.text, &loaded.analysis);
        let facts = asked.mark(&loaded.passage, loaded.document.date, &mut marks);
        let start = loaded.passage.span().start;
        have_titles.push(has_title(evidence));
        let mut hit = cited(snapshot, &candidate, loaded, request.reach)?;
        let in_name = in_file_name(snapshot, request.matched, &candidate, evidence);
        hit.explanation =
            explain(&with_names(evidence, &in_name), &feedback.facts, request.profile);
        hit.score = hit.explanation.score;
        let of_document = |mark: Mark| Mark { span: mark.span.shifted(start), ..mark };
        hit.marks = marks.into_iter().map(of_document).collect();
        hit.copies = copies.remove(&candidate.address()).unwrap_or_default();
        hit.facts = facts;
        hit.missing = missing_in(evidence, marker.concepts());
        hit.in_file_name = typed(&in_name, marker.concepts());
        hits.push(hit);
    }
    mark_titles(&mut hits, &have_titles, (request.query, &scoring), analyzer);
    Ok(hits)
}

/// A passage with its citation and neighbours, and nothing of the query.
fn cited(
    snapshot: &Snapshot,
    candidate: &Candidate,
    loaded: LoadedPassage,
    reach: Reach,
) -> Result<Hit> {
    let LoadedPassage { passage, document, .. } = loaded;
    let (segment, number) = candidate.address();
    let label = snapshot.segments.get(segment.index()).map(|segment| segment.labels.of(number));
    let Neighbours { before, after } = around(snapshot, (segment, number), &document, reach)?;
    Ok(Hit {
        score: 0.0,
        citation: cite(snapshot.ordinal(segment, number), &passage, &document),
        label: label.unwrap_or_default(),
        text: passage.text,
        marks: Vec::new(),
        title_marks: Vec::new(),
        facts: None,
        missing: Vec::new(),
        in_file_name: Vec::new(),
        explanation: Explanation::default(),
        before,
        after,
        copies: Vec::new(),
        extra: Place::without_lists(document.extra),
    })
}

/// What the query matched in a passage, as spans of the passage.
pub(super) fn marks(
    analyzer: &Analyzer,
    marker: &Marker<'_>,
    text: &str,
    analysis: &Analysis,
) -> Vec<Mark> {
    // Aboutness costs a pass over the words, and only topics show it.
    let about = if marker.needs_topics() { analyzer.about(analysis) } else { Vec::new() };
    marker.marks(text, analysis, &about)
}

/// Whether the title of a passage's document has a concept.
fn has_title(evidence: &Evidence) -> bool {
    evidence.concepts.iter().any(|frequencies| frequencies.in_title > 0.0)
}

/// Concepts that a passage does not have.
fn missing_in(evidence: &Evidence, concepts: &[&Concept]) -> Vec<String> {
    let pairs = concepts.iter().zip(&evidence.concepts);
    let without = pairs.filter(|(_, frequencies)| frequencies.in_passage <= 0.0);
    without.map(|(concept, _)| concept.typed.clone()).collect()
}

/// Numbers of the scoring concepts that the passage does not have and the name of
/// its document's file has.
fn in_file_name(
    snapshot: &Snapshot,
    matched: &Matched<'_>,
    candidate: &Candidate,
    evidence: &Evidence,
) -> Vec<usize> {
    let segment = snapshot.segments.get(candidate.segment.index());
    let Some(segment) = segment.filter(|segment| segment.has_file_names) else { return Vec::new() };
    let Some(document) = segment.document_at(candidate.passage) else { return Vec::new() };
    let named = matched.scoring().map(|(_, postings)| {
        let of_segment = postings.segments.get(candidate.segment.index());
        of_segment.map_or(&[][..], |postings| &postings.named)
    });
    let mut numbers = only_in_name(named, document);
    let is_in_passage = |number: &usize| {
        evidence.concepts.get(*number).is_some_and(|frequencies| frequencies.in_passage > 0.0)
    };
    numbers.retain(|number| !is_in_passage(number));
    numbers
}

/// The evidence that says which concepts are in the name of the file alone.
fn with_names<'e>(evidence: &'e Evidence, in_name: &[usize]) -> Cow<'e, Evidence> {
    let is_only = |number: &&usize| {
        evidence.concepts.get(**number).is_some_and(|frequencies| frequencies.in_document <= 0.0)
    };
    let only_in_name: Vec<usize> = in_name.iter().filter(is_only).copied().collect();
    if only_in_name.is_empty() {
        return Cow::Borrowed(evidence);
    }
    Cow::Owned(Evidence { only_in_name, ..evidence.clone() })
}

/// The concepts of these numbers, as typed.
fn typed(numbers: &[usize], concepts: &[&Concept]) -> Vec<String> {
    let concepts = numbers.iter().filter_map(|&number| concepts.get(number));
    concepts.map(|concept| concept.typed.clone()).collect()
}
