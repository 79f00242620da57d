//! The first stage: the k best passages by the score without proximity. They
//! are those of an exhaustive ranking, score by score and bit by bit, though
//! passages that cannot be among them are never scored.
//!
//! A segment is searched in windows of whole documents, so that what a document
//! adds to its passages is known where they are scored.

mod accumulators;
mod block_bounds;
mod conjunction;
mod document_scorer;
mod filter;
pub(crate) mod first_stage;
mod max_score;
mod norms;
mod partition;
pub(crate) mod parts;
pub(crate) mod role;
mod scored_cursor;
mod segment_formula;
mod segment_search;
mod single_term;
pub(crate) mod top_k;
mod upper_bounds;
mod window;

use first_stage::FirstStage;
use norms::NormTables;
use segment_formula::SegmentFormula;
use segment_search::SegmentSearch;
use top_k::{Candidate, TopK};

use crate::store::ordinals::SegmentOrd;

/// The `depth` best passages of all segments, and what ties with the last of
/// them, in no order.
pub(super) fn top_k(stage: FirstStage<'_>, depth: usize) -> tantivy::Result<Vec<Candidate>> {
    let mut top_k = TopK::new(depth);
    let norms = NormTables::new(stage.facts, stage.profile);
    let FirstStage { facts, profile, .. } = stage;
    let total_weight = facts.concepts.iter().map(|concept| concept.weight).sum();
    for (number, segment) in (0..).map(SegmentOrd).zip(&stage.snapshot.segments) {
        if stage.clock.is_over() {
            break;
        }
        let formula = SegmentFormula { segment, facts, profile, norms: &norms, total_weight };
        SegmentSearch::open(stage, number, formula)?.run(&mut top_k)?;
    }
    Ok(top_k.into_candidates())
}
