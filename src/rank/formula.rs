//! The formula of the ranking, part by part: the value that a part has, and
//! the most that it can have. The first stage, the second and the explanation
//! all sum these parts; ARCHITECTURE.md has the whole formula.

use super::bm25f;
use super::concept::{ConceptFacts, Frequencies};
use super::evidence::{Evidence, Lengths, QueryFacts};
use super::profile::Profile;

/// A normalised frequency from here on counts as infinite: its product with
/// `k1 + 1` would overflow before it is divided.
const LARGEST_FREQUENCY: f32 = 1e30;

/// What one term of the query adds to a score: in a passage, and in the
/// passage's document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TermFormula {
    passage_weight: f32,
    document_weight: f32,
    passage_k1: f32,
    document_k1: f32,
}

impl TermFormula {
    /// Of a term of that weight.
    pub(crate) fn new(weight: f32, profile: &Profile) -> Self {
        let share = profile.document_share;
        Self {
            passage_weight: (1.0 - share) * weight,
            document_weight: share * weight,
            passage_k1: profile.passage_k1,
            document_k1: profile.document_k1,
        }
    }

    /// The value of a frequency in a passage, over the passage's norm.
    pub(crate) fn in_passage(&self, frequency: f32) -> f32 {
        self.passage_weight * bm25f::saturated(frequency, self.passage_k1)
    }

    /// The value of a frequency in a document, as [`document_frequency`] gives
    /// it.
    pub(crate) fn in_document(&self, frequency: f32) -> f32 {
        self.document_weight * bm25f::saturated(frequency, self.document_k1)
    }

    /// An upper bound of [`in_passage`](Self::in_passage).
    pub(crate) fn max_in_passage(&self) -> f32 {
        self.passage_weight * (self.passage_k1 + 1.0)
    }

    /// An upper bound of [`in_document`](Self::in_document).
    pub(crate) fn max_in_document(&self) -> f32 {
        self.document_weight * (self.document_k1 + 1.0)
    }

    /// An upper bound of both together where no frequency over the passage's
    /// norm is larger, and the one over the document's at most `ratio` times
    /// as large. Either may be infinite.
    pub(crate) fn max_at(&self, frequency: f32, ratio: f32) -> f32 {
        let saturated = |frequency: f32, k1: f32| {
            if frequency < LARGEST_FREQUENCY { bm25f::saturated(frequency, k1) } else { k1 + 1.0 }
        };
        self.passage_weight * saturated(frequency, self.passage_k1)
            + self.document_weight * saturated(frequency * ratio, self.document_k1)
    }
}

/// Length norms of a passage, of its document's text and of the title.
pub(crate) struct LengthNorms {
    pub(crate) passage: f32,
    text: f32,
    title: f32,
}

impl LengthNorms {
    pub(crate) fn of(lengths: Lengths, facts: &QueryFacts, profile: &Profile) -> Self {
        let (mean_words, b) = (facts.mean_passage_words, profile.passage_b);
        let passage = bm25f::length_norm(lengths.passage_words, mean_words, b);
        let (document_words, title_words) = (lengths.document_words, lengths.title_words);
        let (text, title) = document_norms(document_words, title_words, facts, profile);
        Self { passage, text, title }
    }

    /// The frequency of a term in the passage, over its norm.
    pub(crate) fn in_passage(&self, term: &Frequencies) -> f32 {
        term.in_passage / self.passage
    }

    /// The frequency of a term in text and title of the document.
    pub(crate) fn in_document(&self, term: &Frequencies, profile: &Profile) -> f32 {
        document_frequency((term.in_document, self.text), (term.in_title, self.title), profile)
    }
}

/// Length norms of a document's text and title, by their numbers of words.
pub(crate) fn document_norms(
    text_words: u32,
    title_words: u32,
    facts: &QueryFacts,
    profile: &Profile,
) -> (f32, f32) {
    (
        bm25f::length_norm(text_words, facts.mean_document_words, profile.document_b),
        // A document without a title can have a word in the name of its file.
        bm25f::length_norm(title_words.max(1), facts.mean_title_words, profile.title_b),
    )
}

/// The normalised frequency of text and title together, each given as its
/// weighted frequency and its norm.
pub(crate) fn document_frequency(text: (f32, f32), title: (f32, f32), profile: &Profile) -> f32 {
    text.0 / text.1 + profile.title_weight * title.0 / title.1
}

/// The share of the query, by weight, that the passage has, from 0 to 1. A
/// concept that only its document has counts in part.
pub(crate) fn coverage(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let total: f32 = facts.concepts.iter().map(|concept| concept.weight).sum();
    let covers = |concept: &Frequencies| {
        let in_passage = concept.in_passage.min(1.0);
        let in_document = (concept.in_document + concept.in_title).min(1.0);
        in_passage + profile.document_coverage * (in_document - in_passage).max(0.0)
    };
    let pairs = facts.concepts.iter().zip(&evidence.concepts);
    let covered: f32 = pairs.map(|(concept, found)| concept.weight * covers(found)).sum();
    if total > 0.0 { covered / total } else { 1.0 }
}

/// The share of the score so far that coverage leaves, where a passage has
/// `covered` of the weight `total`. It grows with `covered`, so that of a bound
/// of what is covered it is a bound as well.
pub(crate) fn coverage_factor(covered: f32, total: f32, profile: &Profile) -> f32 {
    1.0 - profile.coverage * (1.0 - covered / total)
}

/// An upper bound of what the second stage adds to what was typed: proximity,
/// typed forms before others of their stems, and what neighbours have.
pub(crate) fn max_of_second_stage(facts: &QueryFacts, profile: &Profile) -> f32 {
    let weights = facts.concepts.iter().map(|concept| concept.weight);
    let of_neighbour = profile.neighbour * (profile.passage_k1 + 1.0);
    let of_each = profile.typed_form + of_neighbour;
    max_of_proximity(facts, profile) + of_each * weights.sum::<f32>()
}

/// The value of a concept in the passage before or behind.
pub(crate) fn neighbour_value(concept: &ConceptFacts, of: &Frequencies, profile: &Profile) -> f32 {
    profile.neighbour * concept.weight * bm25f::saturated(of.in_neighbour, profile.passage_k1)
}

/// What an answer adds to a score, by how well it answers, from 0 to 1.
pub(crate) fn answer_value(answer: f32, facts: &QueryFacts, profile: &Profile) -> f32 {
    answer * max_of_answer(facts, profile)
}

/// An upper bound of [`answer_value`]. What occurs nowhere is not waited for.
pub(crate) fn max_of_answer(facts: &QueryFacts, profile: &Profile) -> f32 {
    let occurring = facts.concepts.iter().filter(|concept| concept.passage_frequency > 0);
    profile.answer * occurring.map(|concept| concept.weight).sum::<f32>()
}

/// An upper bound of what proximity adds: each concept's closeness saturates.
fn max_of_proximity(facts: &QueryFacts, profile: &Profile) -> f32 {
    // One concept has no other to be close to.
    if profile.proximity <= 0.0 || facts.concepts.len() < 2 {
        return 0.0;
    }
    let weights = facts.concepts.iter().map(|concept| concept.weight.min(1.0));
    profile.proximity * weights.sum::<f32>() * (profile.passage_k1 + 1.0)
}

/// The value of a feedback term, or of a rare form, in a passage and its
/// document.
pub(crate) fn bonus_value(
    term: &ConceptFacts,
    frequencies: &Frequencies,
    norms: &LengthNorms,
    profile: &Profile,
) -> f32 {
    let shares = TermFormula::new(1.0, profile);
    let in_document = norms.in_document(frequencies, profile);
    term.weight
        * (shares.in_passage(norms.in_passage(frequencies)) + shares.in_document(in_document))
}

/// An upper bound of [`bonus_value`].
pub(crate) fn max_of_bonus(term: &ConceptFacts, profile: &Profile) -> f32 {
    let shares = TermFormula::new(1.0, profile);
    term.weight * (shares.max_in_passage() + shares.max_in_document())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// No part is over its bound, and bounds grow with what they bound.
        #[test]
        fn values_stay_under_their_bounds(
            weight in 0.0_f32..20.0,
            share in 0.0_f32..=1.0,
            k1 in 0.0_f32..3.0,
            frequency in 0.0_f32..1e6,
            ratio in 0.1_f32..10.0,
        ) {
            let profile = Profile {
                document_share: share, passage_k1: k1, document_k1: k1 / 2.0, ..Profile::default()
            };
            let term = TermFormula::new(weight, &profile);
            let rounding = 1.000_01;
            let (passage, document) = (term.in_passage(frequency), term.in_document(frequency * ratio));
            prop_assert!(passage <= term.max_in_passage() * rounding);
            prop_assert!(document <= term.max_in_document() * rounding);
            prop_assert!(passage + document <= term.max_at(frequency, ratio) * rounding + 1e-6);
            prop_assert!(
                term.max_at(frequency, ratio) <= term.max_at(f32::INFINITY, f32::INFINITY) * rounding
            );
            let covered = (frequency / 1e6) * weight;
            let total = weight.max(f32::MIN_POSITIVE);
            prop_assert!(
                coverage_factor(covered, total, &profile) <= coverage_factor(total, total, &profile)
            );
        }
    }
}
