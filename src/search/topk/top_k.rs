//! The k best candidates so far, and the threshold that a score must reach to be
//! among them.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::DocId;

use crate::store::ordinals::SegmentOrd;

/// A passage with its score so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) segment: SegmentOrd,
    /// Passage in the segment.
    pub(crate) passage: DocId,
    pub(crate) score: f32,
    /// The share of what is learnt that counts there.
    pub(crate) learnt_share: f32,
}

impl Candidate {
    /// Segment and passage.
    pub(crate) fn address(&self) -> (SegmentOrd, DocId) {
        (self.segment, self.passage)
    }
}

/// Keeps the `depth` best candidates and those that tie with the last of them:
/// ties are broken later, by id.
pub(crate) struct TopK {
    depth: usize,
    kept: Vec<Candidate>,
    /// How many are kept before those below the threshold are dropped.
    capacity: usize,
    /// The `depth` highest scores, the lowest on top.
    scores: BinaryHeap<Reverse<Score>>,
    threshold: f32,
    /// The share of the lowest of these scores that the threshold is: 1 of
    /// exact scores.
    slack: f32,
}

/// The slack of approximate scores. They are off by a few roundings, which is
/// far less than this.
const APPROXIMATE: f32 = 0.999;

/// Candidates that room is made for at once, at most: `depth` may be larger
/// than the index.
const MAX_PREALLOCATED: usize = 1024;

impl TopK {
    pub(crate) fn new(depth: usize) -> Self {
        let threshold = if depth == 0 { f32::INFINITY } else { f32::NEG_INFINITY };
        let capacity = depth.saturating_mul(2).saturating_add(64);
        let kept = Vec::with_capacity(capacity.min(MAX_PREALLOCATED));
        let scores = BinaryHeap::with_capacity(depth.saturating_add(1).min(MAX_PREALLOCATED));
        Self { depth, kept, capacity, scores, threshold, slack: 1.0 }
    }

    /// An empty one for approximate scores. It keeps every candidate whose
    /// exact score can be among the best beside those kept here.
    pub(super) fn approximate(&self) -> Self {
        let threshold = self.threshold * APPROXIMATE;
        Self { threshold, slack: APPROXIMATE, ..Self::new(self.depth) }
    }

    /// How many are wanted.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The lowest score that is kept.
    pub(super) fn threshold(&self) -> f32 {
        self.threshold
    }

    pub(super) fn offer(&mut self, candidate: Candidate) {
        if candidate.score < self.threshold {
            return;
        }
        self.kept.push(candidate);
        self.raise_threshold(candidate.score);
        if self.kept.len() >= self.capacity {
            self.drop_below_threshold();
            // Where many tie, few are dropped: next when they have doubled.
            self.capacity = self.capacity.max(self.kept.len().saturating_mul(2));
        }
    }

    /// Notes a score among the highest, and raises the threshold to the lowest
    /// of them.
    fn raise_threshold(&mut self, score: f32) {
        // Everything is wanted.
        if self.depth == usize::MAX {
            return;
        }
        let score = Reverse(Score(score));
        if self.scores.len() < self.depth {
            self.scores.push(score);
        } else if let Some(mut lowest) = self.scores.peek_mut().filter(|lowest| score < **lowest) {
            *lowest = score;
        } else {
            return;
        }
        if self.scores.len() == self.depth {
            let lowest = self.scores.peek().map(|Reverse(score)| score.0 * self.slack);
            self.threshold = lowest.map_or(self.threshold, |lowest| lowest.max(self.threshold));
        }
    }

    fn drop_below_threshold(&mut self) {
        let threshold = self.threshold;
        self.kept.retain(|candidate| candidate.score >= threshold);
    }

    /// The best, in no order.
    pub(crate) fn into_candidates(mut self) -> Vec<Candidate> {
        self.drop_below_threshold();
        self.kept
    }
}

/// A score with an order for all numbers.
struct Score(f32);

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The `depth` best of some candidates, and what ties with the last of them.
    fn top_k(candidates: &[Candidate], depth: usize) -> Vec<Candidate> {
        let mut top_k = TopK::new(depth);
        for &candidate in candidates {
            top_k.offer(candidate);
        }
        top_k.into_candidates()
    }

    proptest! {
        /// As by sorting: the depth best and all that tie with the last.
        #[test]
        fn as_sorted(scores in prop::collection::vec(0_u8..20, 0..400), depth in 0_usize..30) {
            let candidate =
                |(at, &score): (usize, &u8)| Candidate { segment: SegmentOrd(0), passage: at as u32, score: score.into(), learnt_share: 1.0 };
            let all: Vec<Candidate> = scores.iter().enumerate().map(candidate).collect();
            let mut sorted = scores.clone();
            sorted.sort_unstable_by(|a, b| b.cmp(a));
            let threshold = depth.checked_sub(1).map(|last| sorted.get(last).copied().unwrap_or(0));
            let expected: Vec<Candidate> =
                all.iter().filter(|c| threshold.is_some_and(|threshold| c.score >= threshold.into())).copied().collect();
            prop_assert_eq!(top_k(&all, depth), expected);
        }

        /// By scores that are off by a ten-thousandth, beside what was found
        /// before, nothing is lost that is among the best.
        #[test]
        fn nearly_loses_none_of_the_best(
            scores in prop::collection::vec((0_u8..40, any::<bool>()), 0..400),
            before in prop::collection::vec(0_u8..40, 0..30),
            depth in 0_usize..30,
        ) {
            let candidate = |(at, score): (usize, f32)| Candidate { segment: SegmentOrd(0), passage: at as u32, score, learnt_share: 1.0 };
            let mut found = TopK::new(depth);
            for score in before {
                found.offer(candidate((1000, score.into())));
            }
            let mut approximate = found.approximate();
            for (at, &(score, over)) in scores.iter().enumerate() {
                let off = if over { 1.0001 } else { 0.9999 };
                approximate.offer(candidate((at, f32::from(score) * off)));
            }
            let kept: Vec<u32> = approximate.into_candidates().iter().map(|c| c.passage).collect();
            for (at, &(score, _)) in scores.iter().enumerate() {
                found.offer(candidate((at, score.into())));
            }
            let top_k = found.into_candidates();
            prop_assert!(top_k.iter().all(|c| c.passage == 1000 || kept.contains(&c.passage)), "{top_k:?} of {kept:?}");
        }
    }
}
