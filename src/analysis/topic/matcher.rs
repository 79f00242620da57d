//! Matches the evidence of topics in a text, and scores each topic.

use std::collections::HashMap;
use std::ops::Range;

use super::aboutness::{Aboutness, TopicTerm};
use crate::analysis::phrases::{Phrases, WordSequence};

/// The weight of a one-word name, relative to its own, if nothing else in the text is
/// evidence of the topic.
const UNSUPPORTED: f32 = 0.5;

/// The evidence of all topics.
#[derive(Debug, Clone)]
pub(super) struct TopicMatcher {
    /// The number of topics.
    pub(super) topics: usize,
    /// By number.
    pub(super) evidence: Vec<TopicEvidence>,
    /// Terms and excluded phrases.
    pub(super) phrases: Phrases<PhraseRole>,
    /// The numbers of the evidence that each family is, by the family's key.
    pub(super) families: HashMap<Box<str>, Vec<usize>>,
}

/// A term or a family that is evidence of a topic.
#[derive(Debug, Clone)]
pub(super) struct TopicEvidence {
    pub(super) topic: usize,
    pub(super) term: String,
    pub(super) weight: f32,
    /// Whether it is a single word that also means something else. It counts half
    /// if nothing else is evidence of the topic.
    pub(super) needs_support: bool,
}

/// The effect of a phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PhraseRole {
    /// Its words are part of no term of the topic.
    Exclude { topic: usize },
    /// It is evidence of the topic, with this number.
    Term { topic: usize, evidence: usize },
}

impl PhraseRole {
    /// The number of the topic.
    fn topic(self) -> usize {
        match self {
            Self::Exclude { topic } | Self::Term { topic, .. } => topic,
        }
    }
}

impl TopicMatcher {
    /// See [`Topics::about`](super::Topics::about).
    pub(super) fn about<W: WordSequence + ?Sized>(
        &self,
        words: &W,
        word_count: usize,
        families: &[(Range<usize>, &str)],
    ) -> Vec<Aboutness> {
        let mut matches = self.match_families(families);
        self.match_terms(words, word_count, &mut matches);
        matches.sort_unstable_by_key(|of| (of.topic, of.evidence, of.words.start, of.words.end));
        matches.chunk_by(|a, b| a.topic == b.topic).map(|of_one| self.aboutness(of_one)).collect()
    }

    /// The matches of equipment families.
    fn match_families(&self, families: &[(Range<usize>, &str)]) -> Vec<EvidenceMatch> {
        let mut matches = Vec::new();
        for (words, key) in families {
            for &evidence in self.families.get(*key).into_iter().flatten() {
                if let Some(&TopicEvidence { topic, .. }) = self.evidence.get(evidence) {
                    matches.push(EvidenceMatch { topic, evidence, words: words.clone() });
                }
            }
        }
        matches
    }

    /// Adds the matches of terms to those of families, on whose words a term of the
    /// same topic does not count.
    fn match_terms<W: WordSequence + ?Sized>(
        &self,
        words: &W,
        word_count: usize,
        matches: &mut Vec<EvidenceMatch>,
    ) {
        let family_matches = matches.len();
        // For each topic, the first position that no term or excluded phrase has.
        let mut free_from = vec![0; self.topics];
        for at in (0..word_count).filter(|&at| self.phrases.may_start_at(words, at)) {
            for (length, &role) in self.phrases.starting_at(words, at) {
                let topic = role.topic();
                let Some(free_from) = free_from.get_mut(topic).filter(|from| **from <= at) else {
                    continue;
                };
                let words = at..at + length;
                *free_from = words.end;
                let PhraseRole::Term { evidence, .. } = role else { continue };
                let overlaps = |of: &EvidenceMatch| {
                    of.topic == topic && of.words.start < words.end && words.start < of.words.end
                };
                if !matches.iter().take(family_matches).any(overlaps) {
                    matches.push(EvidenceMatch { topic, evidence, words });
                }
            }
        }
    }

    /// The aboutness from all matches of one topic, sorted by evidence.
    fn aboutness(&self, matches: &[EvidenceMatch]) -> Aboutness {
        let by_evidence = matches.chunk_by(|a, b| a.evidence == b.evidence);
        let is_supported = by_evidence.clone().nth(1).is_some();
        let mut complement = 1.0;
        let mut terms = Vec::with_capacity(matches.len());
        for same in by_evidence {
            let Some(evidence) = same.first().and_then(|of| self.evidence.get(of.evidence)) else {
                continue;
            };
            let weight = evidence.weight_in(is_supported);
            complement *= 1.0 - repeated(weight, same.len());
            terms.extend(same.iter().map(|of| TopicTerm {
                term: evidence.term.clone(),
                words: of.words.clone(),
                weight,
            }));
        }
        terms.sort_by_key(|term| (term.words.start, term.words.end));
        let topic = matches.first().map_or(0, |of| of.topic);
        Aboutness { topic, score: 1.0 - complement, terms }
    }
}

impl TopicEvidence {
    /// Its weight in a text where other evidence supports it, or none does.
    fn weight_in(&self, is_supported: bool) -> f32 {
        if self.needs_support && !is_supported { self.weight * UNSUPPORTED } else { self.weight }
    }
}

/// A match of evidence at some words.
#[derive(Debug)]
struct EvidenceMatch {
    topic: usize,
    evidence: usize,
    words: Range<usize>,
}

/// The weight of a term that matches `times` times: at least `weight`, at most 1.
fn repeated(weight: f32, times: usize) -> f32 {
    // A count of 0 never occurs; `max` keeps the division defined.
    weight * (1.0 + 0.25 * (1.0 - weight) * (1.0 - 1.0 / times.max(1) as f32))
}
