//! The ranking's formula over one segment: values of frequencies by tabulated
//! norms, exact, nearly exact without a table look-up per part, and as bounds.

use super::norms::{NormTables, at_length, length_id};
use super::role::{ROUNDING, UpperBound};
use crate::rank::bm25f;
use crate::rank::evidence::QueryFacts;
use crate::rank::formula::{TermFormula, coverage_factor, document_frequency, document_norms};
use crate::rank::profile::Profile;
use crate::store::ordinals::DocumentOrd;
use crate::store::segment::Segment;

/// The formula with all that is the same for every passage of a segment.
#[derive(Clone, Copy)]
pub(super) struct SegmentFormula<'a> {
    pub(super) segment: &'a Segment,
    pub(super) facts: &'a QueryFacts,
    pub(super) profile: &'a Profile,
    pub(super) norms: &'a NormTables,
    /// Weight of all concepts.
    pub(super) total_weight: f32,
}

/// The most that a term is worth in the text of a passage, and of its
/// document where that is the passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MaxInText {
    in_passage: f32,
    in_document: f32,
}

/// BM25's saturation as a share of the largest value: `half` is the frequency
/// that has half of it. One division for two, so its last bits differ.
fn saturated(max_value: f32, frequency: f32, half: f32) -> f32 {
    max_value * frequency / (frequency + half)
}

impl<'a> SegmentFormula<'a> {
    /// The formula of one term.
    pub(super) fn term(&self, weight: f32) -> TermFormula {
        TermFormula::new(weight, self.profile)
    }

    /// Whether a score can reach the threshold that has at most both bounds
    /// together.
    pub(super) fn reaches(
        &self,
        bound: &UpperBound,
        remaining: &UpperBound,
        threshold: f32,
    ) -> bool {
        // Subtracted list by list, what remains may end a rounding below 0.
        let covered = (bound.covered + remaining.covered.max(0.0)).min(self.total_weight);
        let typed = (bound.typed + remaining.typed.max(0.0)) * self.coverage_factor(covered);
        (typed + bound.bonus + remaining.bonus.max(0.0)) * ROUNDING >= threshold
    }

    /// The share of its score that a passage keeps which has that weight of
    /// the query.
    pub(super) fn coverage_factor(&self, covered: f32) -> f32 {
        coverage_factor(covered, self.total_weight, self.profile)
    }

    /// The length norm of a passage.
    pub(super) fn passage_norm(&self, passage: u32) -> f32 {
        at_length(&self.norms.passage.norm, length_id(self.segment, passage))
    }

    /// The frequency of a term in a passage, over its norm.
    pub(super) fn passage_frequency(&self, passage: u32, frequency: f32) -> f32 {
        frequency / self.passage_norm(passage)
    }

    /// The frequency of a term in text and title of a document, over their
    /// norms; `passage` is one of the document's.
    pub(super) fn document_frequency(
        &self,
        (document, passage): (DocumentOrd, u32),
        in_text: f32,
        in_title: f32,
    ) -> f32 {
        let Self { segment, facts, profile, norms, .. } = self;
        if segment.one_passage_per_document && in_title == 0.0 {
            return in_text / at_length(&norms.document().norm, length_id(segment, passage));
        }
        let words = |column: &[u32]| column.get(document.index()).copied().unwrap_or(0);
        let (text, title) = (words(&segment.document_words), words(&segment.title_words));
        let (text, title) = document_norms(text, title, facts, profile);
        document_frequency((in_text, text), (in_title, title), profile)
    }

    /// The most that a term of that weight is worth in text.
    pub(super) fn max_in_text(&self, weight: f32) -> MaxInText {
        let term = self.term(weight);
        let is_document = self.segment.one_passage_per_document;
        MaxInText {
            in_passage: term.max_in_passage(),
            in_document: if is_document { term.max_in_document() } else { 0.0 },
        }
    }

    /// The most that a term of that weight is worth in a document. Above 0, as
    /// a document that has the term is a hit even where that is worth nothing.
    pub(super) fn max_in_document(&self, weight: f32) -> f32 {
        self.term(weight).max_in_document().max(f32::MIN_POSITIVE)
    }

    /// Nearly the value of a frequency in a passage, with that in the text of
    /// the document where that is the passage.
    pub(super) fn approximate(&self, max: MaxInText, passage: u32, frequency: f32) -> f32 {
        let (norms, length_id) = (self.norms, length_id(self.segment, passage));
        let MaxInText { in_passage, in_document } = max;
        let half = at_length(&norms.passage.half, length_id);
        if norms.are_shared() {
            return saturated(in_passage + in_document, frequency, half);
        }
        let document_half = at_length(&norms.document().half, length_id);
        saturated(in_passage, frequency, half) + saturated(in_document, frequency, document_half)
    }

    /// [`approximate`](Self::approximate) by fieldnorm id, with one division;
    /// `None` where text and document have different norms.
    pub(super) fn approximate_shared(
        self,
        weight: f32,
    ) -> Option<impl Fn(u8, f32) -> f32 + use<'a>> {
        let MaxInText { in_passage, in_document } = self.max_in_text(weight);
        let (norms, max_value) = (self.norms, in_passage + in_document);
        let value = move |length_id: u8, frequency: f32| {
            saturated(max_value, frequency, at_length(&norms.passage.half, length_id))
        };
        (norms.are_shared() || in_document == 0.0).then_some(value)
    }

    /// [`approximate`](Self::approximate) by fieldnorm id, with one division
    /// for the passage and one for the document.
    pub(super) fn approximate_separate(self, weight: f32) -> impl Fn(u8, f32) -> f32 + use<'a> {
        let MaxInText { in_passage, in_document } = self.max_in_text(weight);
        let (of_passage, of_document) = (&self.norms.passage.half, &self.norms.document().half);
        move |length_id: u8, frequency: f32| {
            saturated(in_passage, frequency, at_length(of_passage, length_id))
                + saturated(in_document, frequency, at_length(of_document, length_id))
        }
    }

    /// Whether a term of that weight may be worth `min_value`, above 0, in a
    /// passage that is a document: the frequency that it takes is tabulated,
    /// so that no posting costs a division.
    pub(super) fn may_reach(
        self,
        weight: f32,
        min_value: f32,
    ) -> impl Fn(u32, f32) -> bool + use<'a> {
        let Self { segment, norms, .. } = self;
        let MaxInText { in_passage, in_document } = self.max_in_text(weight);
        let share = min_value / (in_passage + in_document);
        // Solved for the frequency: a share s takes s / (1 - s) halves.
        let halves = match share {
            share if share >= 1.0 => f32::INFINITY,
            share if share > 0.0 => share / (1.0 - share) / ROUNDING,
            _ => 0.0,
        };
        let least_half = norms.least_half();
        move |passage: u32, frequency: f32| {
            frequency >= halves * at_length(least_half, length_id(segment, passage))
        }
    }

    /// How many times as large a frequency over its norm can be in the text of
    /// a document as in its passage; infinite where a document has several.
    pub(super) fn max_document_ratio(&self) -> f32 {
        let Self { segment, facts, profile, .. } = self;
        if !segment.one_passage_per_document {
            return f32::INFINITY;
        }
        let ratio = |words: u32| {
            let passage = bm25f::length_norm(words, facts.mean_passage_words, profile.passage_b);
            let document = bm25f::length_norm(words, facts.mean_document_words, profile.document_b);
            if document > 0.0 { passage / document } else { f32::INFINITY }
        };
        // A quotient of two lines is largest at one of its ends.
        let (shortest, longest) = segment.length_range;
        ratio(shortest).max(ratio(longest))
    }
}
