//! The answers to a question: candidates that have the fact asked for beside what
//! was typed come first.
//!
//! Facts are recognised in the texts of the candidates that an answer can lift onto
//! the page, and in no others.

mod cues;
mod names;
mod passage_facts;
pub(super) mod wanted;

use super::rerank::evidence_cache::EvidenceCache;
use super::rerank::feedback::FeedbackTerms;
use super::rerank::loaded_passage::LoadedPassage;
use super::topk::role::ROUNDING;
use super::topk::top_k::Candidate;
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::rank::answer::{Fact, nearness};
use crate::rank::formula::max_of_answer;
use wanted::Wanted;

/// Adds what answers are worth to the scores of candidates, which come in any order
/// and leave the best first. Candidates that no answer can lift among the `count`
/// best are not read.
///
/// Cost: for each candidate that is read two stored records, its analysis, and one
/// pass for its facts.
pub(super) fn add_answers(
    wanted: &Wanted,
    analyzer: &Analyzer,
    count: usize,
    candidates: &mut [Candidate],
    feedback: &mut FeedbackTerms,
    evidence: &mut EvidenceCache<'_>,
) -> Result<()> {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let most = max_of_answer(&feedback.facts, evidence.profile);
    // The `count` highest scores so far, the lowest last.
    let mut highest: Vec<f32> = Vec::with_capacity(count.min(candidates.len()));
    for candidate in candidates.iter_mut() {
        let lowest = highest.last().copied().filter(|_| highest.len() >= count);
        if lowest.is_some_and(|lowest| (candidate.score + most) * ROUNDING < lowest) {
            break;
        }
        candidate.score = answered(wanted, analyzer, candidate, feedback, evidence)?;
        let at = highest.partition_point(|&score| score >= candidate.score);
        highest.insert(at, candidate.score);
        highest.truncate(count);
    }
    Ok(())
}

/// The score of a candidate with its answer.
fn answered(
    wanted: &Wanted,
    analyzer: &Analyzer,
    candidate: &Candidate,
    feedback: &mut FeedbackTerms,
    evidence: &mut EvidenceCache<'_>,
) -> Result<f32> {
    let address = candidate.address();
    if let Some(of) = evidence.evidence(candidate).filter(|of| !of.occurrences.is_empty()) {
        if !feedback.loaded.contains_key(&address) {
            let loaded = LoadedPassage::load(evidence.snapshot, analyzer, candidate, true)?;
            feedback.loaded.insert(address, loaded);
        }
        let Some(loaded) = feedback.loaded.get(&address) else { return Ok(candidate.score) };
        let concepts = &feedback.facts.concepts;
        let asked = wanted.facts_in(&loaded.passage.text, &loaded.analysis, &of.occurrences);
        let nearest = |facts: &Vec<Fact>| {
            let near = facts.iter().map(|fact| nearness(fact, &of.occurrences, concepts));
            near.fold(0.0, f32::max)
        };
        let answer = asked.iter().map(nearest).sum::<f32>() / asked.len().max(1) as f32;
        evidence.set_answer(candidate, answer);
    }
    Ok(evidence.score(candidate, feedback).unwrap_or(candidate.score))
}
