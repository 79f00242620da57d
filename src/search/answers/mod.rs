//! The answers to a question: candidates that have the fact asked for beside what
//! was typed come first.
//!
//! Facts are recognised in the texts of the first candidates alone. An answer only
//! adds to a score, so no later candidate overtakes one that was read.

mod cues;
mod names;
mod passage_facts;
pub(super) mod wanted;

use std::collections::btree_map::Entry;

use super::rerank::evidence_cache::EvidenceCache;
use super::rerank::feedback::FeedbackTerms;
use super::rerank::loaded_passage::LoadedPassage;
use super::topk::top_k::Candidate;
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::rank::answer::{Fact, Places};
use wanted::Wanted;

/// The score of a candidate with its answer.
///
/// Cost: two stored records, their analysis, and one pass for the facts.
pub(super) fn answered(
    wanted: &Wanted,
    analyzer: &Analyzer,
    candidate: &Candidate,
    feedback: &mut FeedbackTerms,
    evidence: &mut EvidenceCache<'_>,
) -> Result<f32> {
    let address = candidate.address();
    if let Some(of) = evidence.evidence(candidate).filter(|of| !of.occurrences.is_empty()) {
        let loaded = match feedback.loaded.entry(address) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                place.insert(LoadedPassage::load(evidence.snapshot, analyzer, candidate, true)?)
            }
        };
        let places = Places::new(&of.occurrences, &feedback.facts.concepts);
        let asked = wanted.facts_in(&loaded.passage.text, &loaded.analysis, &of.occurrences);
        let nearest =
            |facts: &Vec<Fact>| facts.iter().map(|fact| places.nearness(fact)).fold(0.0, f32::max);
        let answer = asked.iter().map(nearest).sum::<f32>() / asked.len().max(1) as f32;
        evidence.set_answer(candidate, answer);
    }
    Ok(evidence.score(candidate, feedback).unwrap_or(candidate.score))
}
