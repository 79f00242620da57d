//! Pseudo-relevance feedback: terms shared by the top passages are added to the
//! query.
//!
//! Rocchio, "Relevance feedback in information retrieval", 1971, without a
//! user: the first passages stand for the relevant ones, each trusted by its
//! score as in relevance models (Lavrenko and Croft, "Relevance-based language
//! models", SIGIR 2001). Terms are chosen by their mean weight in these
//! passages times their rarity, as Robertson's offer weight does ("On term
//! selection for query expansion", Journal of Documentation 46, 1990).

use std::collections::HashMap;

use super::bm25f;
use super::concept::{ConceptFacts, ConceptKind};
use super::evidence::QueryFacts;
use super::profile::{Feedback, Profile};
use crate::error::Result;
use crate::util::fnv::ByFnv;

/// A feedback passage.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Sample<'a> {
    pub(crate) score: f32,
    /// Words of the passage and of its document's title.
    pub(crate) words: u32,
    /// Stem and surface of each word that may become a feedback term, in order.
    pub(crate) terms: Vec<(&'a str, &'a str)>,
}

/// A feedback term, with what its look-up gave.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Learnt<'a, T> {
    pub(crate) stem: &'a str,
    pub(crate) facts: ConceptFacts,
    pub(crate) found: T,
}

/// Learns terms from samples, the best first. `look_up` gives how many of the
/// `passages` of the index have a stem, and a value of its own. Only stems that
/// enough samples share are looked up.
///
/// The weights of the terms add up to `feedback.weight` times the number of the
/// query's concepts. Each is then multiplied by its rarity, as a typed word's
/// weight is.
pub(crate) fn learn<'a, T>(
    samples: &[Sample<'a>],
    facts: &QueryFacts,
    profile: &Profile,
    passages: u64,
    mut look_up: impl FnMut(&str) -> Result<(u64, T)>,
) -> Result<Vec<Learnt<'a, T>>> {
    let mut valued = Vec::new();
    for (stem, shared) in shared_stems(samples, facts, profile) {
        let (passage_frequency, found) = look_up(stem)?;
        let idf = bm25f::idf(passages, passage_frequency);
        let value = shared.weight * idf;
        valued.push(ValuedTerm { value, stem, shared, passage_frequency, idf, found });
    }
    // By stem where values tie, so that equal input gives equal terms.
    valued.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.stem.cmp(b.stem)));
    valued.truncate(profile.feedback.terms);
    let total: f32 = valued.iter().map(|term| term.value).sum();
    let whole = profile.feedback.weight * facts.concepts.len() as f32;
    let learnt = |ValuedTerm { value, stem, shared, passage_frequency, idf, found }| {
        let weight = idf * (whole * value / total);
        let (kind, typed) = (ConceptKind::Word, shared.surface.to_owned());
        Learnt { stem, facts: ConceptFacts { kind, typed, passage_frequency, weight }, found }
    };
    Ok(valued.into_iter().map(learnt).filter(|learnt| learnt.facts.weight > 0.0).collect())
}

/// A term that several samples share, and its value for the query.
struct ValuedTerm<'a, T> {
    value: f32,
    stem: &'a str,
    shared: SharedStem<'a>,
    passage_frequency: u64,
    idf: f32,
    found: T,
}

/// A stem in the samples.
#[derive(Debug, Clone, Copy, PartialEq)]
struct SharedStem<'a> {
    /// Its first surface there, for people to read.
    surface: &'a str,
    /// Mean of its saturated frequency, each sample weighted by its trust.
    weight: f32,
    /// Samples that have it.
    samples: usize,
    /// Its frequency in the sample at hand.
    frequency: u32,
}

/// The stems that enough samples share, in no order.
fn shared_stems<'a>(
    samples: &[Sample<'a>],
    facts: &QueryFacts,
    profile: &Profile,
) -> Vec<(&'a str, SharedStem<'a>)> {
    let best_score = samples.first().map_or(0.0, |sample| sample.score);
    let trusts: Vec<f32> =
        samples.iter().map(|sample| trust(best_score - sample.score, &profile.feedback)).collect();
    let total: f32 = trusts.iter().sum();
    let words = samples.iter().map(|sample| sample.terms.len()).sum();
    let mut numbers = HashMap::with_capacity_and_hasher(words, ByFnv::default());
    let mut stems: Vec<(&str, SharedStem<'_>)> = Vec::with_capacity(words);
    for (sample, trust) in samples.iter().zip(trusts) {
        let norm = bm25f::length_norm(sample.words, facts.mean_passage_words, profile.passage_b);
        for number in count_stems(sample, &mut numbers, &mut stems) {
            let Some((_, shared)) = stems.get_mut(number) else { continue };
            let of_sample = bm25f::saturated(shared.frequency as f32 / norm, profile.passage_k1);
            shared.weight += trust * of_sample / total;
            shared.samples += 1;
            shared.frequency = 0;
        }
    }
    stems.retain(|(_, shared)| shared.samples >= profile.feedback.agreeing);
    stems
}

/// Counts the stems of a sample; gives the numbers of the stems that it has.
fn count_stems<'a>(
    sample: &Sample<'a>,
    numbers: &mut HashMap<&'a str, usize, ByFnv>,
    stems: &mut Vec<(&'a str, SharedStem<'a>)>,
) -> Vec<usize> {
    let mut in_sample = Vec::with_capacity(sample.terms.len());
    for &(stem, surface) in &sample.terms {
        let number = *numbers.entry(stem).or_insert(stems.len());
        if number == stems.len() {
            stems.push((stem, SharedStem { surface, weight: 0.0, samples: 0, frequency: 0 }));
        }
        let Some((_, shared)) = stems.get_mut(number) else { continue };
        if shared.frequency == 0 {
            in_sample.push(number);
        }
        shared.frequency += 1;
    }
    in_sample
}

/// The trust in a passage that scores `behind` less than the best: a sum of
/// weights of evidence stands for the logarithm of odds.
fn trust(behind: f32, feedback: &Feedback) -> f32 {
    (-feedback.doubt * behind).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample<'a>(score: f32, words: u32, terms: &[(&'a str, usize)]) -> Sample<'a> {
        let times = |&(stem, frequency)| std::iter::repeat_n((stem, stem), frequency);
        Sample { score, words, terms: terms.iter().flat_map(times).collect() }
    }

    fn facts(concepts: usize) -> QueryFacts {
        let concept = ConceptFacts {
            kind: ConceptKind::Word,
            typed: "q".into(),
            passage_frequency: 1,
            weight: 1.0,
        };
        QueryFacts {
            concepts: vec![concept; concepts],
            mean_passage_words: 10.0,
            ..QueryFacts::default()
        }
    }

    fn learnt<'a>(samples: &[Sample<'a>], profile: &Profile) -> Vec<(&'a str, f32)> {
        let look_up = |stem: &str| Ok((if stem == "rare" { 1 } else { 50 }, ()));
        let learnt = learn(samples, &facts(2), profile, 100, look_up).unwrap();
        learnt.into_iter().map(|term| (term.stem, term.facts.weight)).collect()
    }

    /// Both samples have length norm 1. "rare" is in both once: saturated 1,
    /// so 1 · ln(1 + 99.5/1.5) = 4.2095; "plain" likewise 1 · ln 2 = 0.6931.
    /// Their weights add up to ½ · 2 = 1 before rarity: 0.8586 · 4.2095 and
    /// 0.1414 · 0.6931.
    #[test]
    fn worked_by_hand() {
        let both = [("rare", 1), ("plain", 1)];
        let samples = [sample(3.0, 10, &both), sample(3.0, 10, &both)];
        let found = learnt(&samples, &Profile::default());
        let expected = [("rare", 3.6143), ("plain", 0.0980)];
        for ((stem, weight), (expected_stem, expected)) in found.iter().zip(expected) {
            assert_eq!(*stem, expected_stem);
            assert!((weight - expected).abs() < 1e-3, "{stem}: {weight} for {expected}");
        }
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn one_sample_alone_is_not_believed() {
        let samples = [sample(3.0, 10, &[("rare", 5)]), sample(3.0, 10, &[("plain", 1)])];
        assert_eq!(learnt(&samples, &Profile::default()), []);
        assert_eq!(learnt(&[], &Profile::default()), []);
    }

    #[test]
    fn what_scores_far_behind_is_hardly_trusted() {
        let at = |score: f32| {
            let last = sample(score, 10, &[("rare", 1), ("plain", 3)]);
            let first = sample(9.0, 10, &[("rare", 1), ("plain", 1)]);
            learnt(&[first, last], &Profile::default())[0].1
        };
        assert!(at(1.0) > at(8.9), "{} {}", at(1.0), at(8.9));
    }

    #[test]
    fn the_strongest_only() {
        let both = [("rare", 1), ("plain", 1)];
        let samples = [sample(3.0, 10, &both), sample(2.0, 10, &both)];
        let mut profile = Profile::default();
        profile.feedback.terms = 1;
        let found = learnt(&samples, &profile);
        assert_eq!(found.iter().map(|(stem, _)| *stem).collect::<Vec<_>>(), ["rare"]);
    }
}
