//! The second stage: candidates are scored by all of the formula, from
//! evidence with positions.

pub(crate) mod candidates;
pub(crate) mod collect;
pub(crate) mod evidence_cache;
pub(crate) mod feedback;
pub(crate) mod loaded_passage;
pub(crate) mod tie_break;

pub(crate) use candidates::Quota;

use candidates::Candidates;
use evidence_cache::EvidenceCache;
use feedback::FeedbackTerms;

use super::topk::top_k::Candidate;
use crate::error::Result;

/// Re-ranks candidates by the whole formula. Those that cannot be within the
/// quota are dropped before their positions are read. The others come with
/// their scores, ascending by segment and passage.
pub(crate) fn rerank(
    first: &[Candidate],
    quota: Quota,
    feedback: &FeedbackTerms,
    evidence: &mut EvidenceCache<'_>,
) -> Result<Vec<Candidate>> {
    let (snapshot, profile) = (evidence.snapshot, evidence.profile);
    // Where the first stage retrieves by feedback terms, its scores count them.
    let is_feedback_counted = profile.feedback.retrieve;
    let typed_score =
        |candidate: &Candidate| evidence.typed_score(candidate).filter(|_| !is_feedback_counted);
    let facts = (&feedback.facts, profile);
    let mut candidates = Candidates::new((snapshot, quota), facts, first, typed_score);
    if is_feedback_counted {
        candidates.prune(0.0);
    } else {
        let added = candidates.add_feedback(&feedback.postings);
        added.map_err(|error| snapshot.read_error(error))?;
    }
    let mut candidates = candidates.into_candidates();
    evidence.collect(&candidates, feedback)?;
    for candidate in &mut candidates {
        candidate.score = evidence.score(candidate, feedback).unwrap_or(candidate.score);
    }
    Ok(candidates)
}
