//! What speaks for topics in texts, and how much of it a text has.

use std::collections::HashMap;
use std::ops::Range;

use super::aboutness::{Aboutness, TopicTerm};
use crate::analysis::phrases::{Phrases, Words};

/// What speaks for topics.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    /// How many topics there are.
    pub(super) topics: usize,
    /// What speaks for a topic, by number.
    pub(super) evidence: Vec<TopicEvidence>,
    /// Terms and excluded phrases.
    pub(super) phrases: Phrases<PhraseRole>,
    /// Family keys, with the evidence that each is.
    pub(super) families: HashMap<Box<str>, Vec<usize>>,
}

/// One thing that speaks for a topic.
#[derive(Debug, Clone)]
pub(super) struct TopicEvidence {
    pub(super) topic: usize,
    pub(super) term: String,
    pub(super) weight: f32,
    /// A single word that also means something else: it counts by half where
    /// nothing else speaks for the topic.
    pub(super) needs_company: bool,
}

/// What a phrase in a text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PhraseRole {
    /// Takes its words away from the topic.
    Exclude { topic: usize },
    /// Speaks for a topic: the number of the evidence.
    Term { topic: usize, evidence: usize },
}

impl PhraseRole {
    fn topic(self) -> usize {
        match self {
            Self::Exclude { topic } | Self::Term { topic, .. } => topic,
        }
    }
}

impl Texts {
    /// See [`Topics::about`](super::Topics::about).
    pub(super) fn about<W: Words + ?Sized>(
        &self,
        words: &W,
        count: usize,
        families: &[(Range<usize>, &str)],
    ) -> Vec<Aboutness> {
        let mut hits = self.family_hits(families);
        self.term_hits(words, count, &mut hits);
        hits.sort_unstable_by_key(|hit| (hit.topic, hit.evidence, hit.words.start, hit.words.end));
        hits.chunk_by(|a, b| a.topic == b.topic).map(|hits| self.aboutness(hits)).collect()
    }

    fn family_hits(&self, families: &[(Range<usize>, &str)]) -> Vec<TopicHit> {
        let mut hits = Vec::new();
        for (words, key) in families {
            for &evidence in self.families.get(*key).into_iter().flatten() {
                let Some(TopicEvidence { topic, .. }) = self.evidence.get(evidence) else {
                    continue;
                };
                hits.push(TopicHit { topic: *topic, evidence, words: words.clone() });
            }
        }
        hits
    }

    /// Adds the terms, except on words that already count as a family.
    fn term_hits<W: Words + ?Sized>(&self, words: &W, count: usize, hits: &mut Vec<TopicHit>) {
        let families = hits.len();
        let mut free_from = vec![0; self.topics];
        for at in 0..count {
            if !self.phrases.may_begin(words, at) {
                continue;
            }
            for (length, &role) in self.phrases.at(words, at) {
                let topic = role.topic();
                let Some(free_from) = free_from.get_mut(topic).filter(|from| **from <= at) else {
                    continue;
                };
                let words = at..at + length;
                *free_from = words.end;
                let is_taken = hits.iter().take(families).any(|hit| {
                    hit.topic == topic && hit.words.start < words.end && words.start < hit.words.end
                });
                if let (PhraseRole::Term { evidence, .. }, false) = (role, is_taken) {
                    hits.push(TopicHit { topic, evidence, words });
                }
            }
        }
    }

    /// The aboutness from all hits of one topic, sorted by evidence.
    fn aboutness(&self, hits: &[TopicHit]) -> Aboutness {
        let is_alone =
            hits.windows(2).all(|pair| matches!(pair, [a, b] if a.evidence == b.evidence));
        let mut against = 1.0;
        let mut terms = Vec::with_capacity(hits.len());
        for same in hits.chunk_by(|a, b| a.evidence == b.evidence) {
            let Some(evidence) = same.first().and_then(|hit| self.evidence.get(hit.evidence))
            else {
                continue;
            };
            let weight = evidence.weight_in(is_alone);
            against *= 1.0 - repeated(weight, same.len());
            terms.extend(same.iter().map(|hit| TopicTerm {
                term: evidence.term.clone(),
                words: hit.words.clone(),
                weight,
            }));
        }
        terms.sort_by_key(|term| (term.words.start, term.words.end));
        let topic = hits.first().map_or(0, |hit| hit.topic);
        Aboutness { topic, score: 1.0 - against, terms }
    }
}

impl TopicEvidence {
    fn weight_in(&self, is_alone: bool) -> f32 {
        if self.needs_company && is_alone { self.weight / 2.0 } else { self.weight }
    }
}

/// Evidence found on words.
#[derive(Debug)]
struct TopicHit {
    topic: usize,
    evidence: usize,
    words: Range<usize>,
}

/// The weight of a term that is there `times` times: no less than once, and
/// never over 1.
fn repeated(weight: f32, times: usize) -> f32 {
    weight * (1.0 + 0.25 * (1.0 - weight) * (1.0 - 1.0 / times.max(1) as f32))
}
