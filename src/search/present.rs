//! Ranked candidates to hits: text, citation, marks, explanation; and the
//! report on the query.

use std::collections::BTreeMap;

use super::asked_facts::AskedFacts;
use super::rerank::feedback::FeedbackTerms;
use super::rerank::loaded_passage::LoadedPassage;
use super::stages::Ranked;
use super::topk::top_k::Candidate;
use crate::analysis::Analyzer;
use crate::analysis::token::Analysis;
use crate::error::Result;
use crate::hit::Hit;
use crate::hit::citation::Citation;
use crate::hit::highlight::{Mark, Marker};
use crate::query::Query;
use crate::query::plan::{Concept, Plan};
use crate::query::report::{MissingWord, Report};
use crate::rank::evidence::Evidence;
use crate::rank::profile::Profile;
use crate::rank::score::explain;
use crate::store::decode::{DocumentRecord, PassageRecord};
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
    report.notices = query.notices().to_vec();
    report.learnt = feedback.facts.learnt.iter().map(|term| term.typed.clone()).collect();
    // No title may have the nearest words of a word of titles either.
    report.missing.retain(|repaired| missing.iter().all(|other| other.span != repaired.span));
    report.missing.extend(missing);
    report.missing.sort_by_key(|missing| missing.span.start);
    report
}

/// The hits of ranked candidates, the best first.
pub(super) fn hits(
    snapshot: &Snapshot,
    analyzer: &Analyzer,
    profile: &Profile,
    (query, plan): (&Query, &Plan),
    ranked: Ranked<'_>,
) -> Result<Vec<Hit>> {
    let asked = AskedFacts::of(query, analyzer);
    let scoring: Vec<&Concept> = plan.concepts.iter().filter(|c| c.scores).collect();
    let marker = Marker::new(&scoring);
    let Ranked { candidates, mut feedback, evidence } = ranked;
    let mut hits = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let Some(evidence) = evidence.evidence(&candidate) else { continue };
        let loaded = match feedback.loaded.remove(&candidate.address()) {
            Some(loaded) => loaded,
            None => LoadedPassage::load(snapshot, analyzer, &candidate, marker.needs_keys())?,
        };
        let explanation = explain(evidence, &feedback.facts, profile);
        let LoadedPassage { passage, document, analysis } = loaded;
        let mut marks = marks(analyzer, &marker, &analysis);
        let facts = asked.mark(&passage, document.date, &mut marks);
        shift(&mut marks, passage.span().start);
        let (citation, extra) = cite(snapshot, &candidate, &passage, document);
        hits.push(Hit {
            score: explanation.score,
            citation,
            label: evidence.label,
            text: passage.text,
            marks,
            facts,
            missing: missing_in(evidence, marker.concepts()),
            explanation,
            extra,
        });
    }
    // Places that the second stage did not re-rank score more where proximity
    // or feedback adds to them.
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(hits)
}

/// What the query matched in a passage, as spans of the passage.
fn marks(analyzer: &Analyzer, marker: &Marker<'_>, analysis: &Analysis) -> Vec<Mark> {
    // Aboutness costs a pass over the words, and only topics show it.
    let about = if marker.needs_topics() { analyzer.about(analysis) } else { Vec::new() };
    marker.marks(analysis, &about)
}

/// Moves marks from the bytes of a passage to those of its document.
fn shift(marks: &mut [Mark], start: usize) {
    for mark in marks {
        mark.span = mark.span.shifted(start);
    }
}

/// The citation of a passage, and the extra fields of its document.
fn cite(
    snapshot: &Snapshot,
    candidate: &Candidate,
    passage: &PassageRecord,
    document: DocumentRecord,
) -> (Citation, BTreeMap<String, String>) {
    let first_char = passage.place.first_char as usize;
    let citation = Citation {
        document: document.id,
        title: document.title,
        source: document.source,
        date: document.date,
        passage: snapshot.ordinal(candidate.segment, candidate.passage),
        span: passage.span(),
        first_char,
        last_char: first_char + passage.text.chars().count(),
        line: passage.place.line as usize,
    };
    (citation, document.extra)
}

/// Concepts that a passage does not have.
fn missing_in(evidence: &Evidence, concepts: &[&Concept]) -> Vec<String> {
    let pairs = concepts.iter().zip(&evidence.concepts);
    let without = pairs.filter(|(_, frequencies)| frequencies.in_passage <= 0.0);
    without.map(|(concept, _)| concept.typed.clone()).collect()
}
