//! The score of the first stage, added up concept by concept over the
//! passages of a document.

use std::ops::Range;

use super::norms::{NormTables, at_length, length};
use super::role::ROUNDING;
use crate::passage::label::Label;
use crate::rank::evidence::QueryFacts;
use crate::rank::profile::Profile;
use crate::rank::{bm25f, document_frequency, document_norms};
use crate::search::matching::posting::Posting;
use crate::store::segment::{NO_DOCUMENT, Segment};

/// Scores of the passages of a document.
pub(super) struct DocumentScorer<'a> {
    formula: Formula<'a>,
    /// Of the segment.
    passages: Range<u32>,
    /// What each passage has, and what the document has.
    own: Vec<ScoreParts>,
    around: ScoreParts,
}

/// What a passage or a document has.
#[derive(Clone, Copy, Default)]
struct ScoreParts {
    typed: f32,
    learnt: f32,
    /// Weight of the concepts.
    covered: f32,
    /// Whether a passage can be a hit: it has something itself or is the first
    /// of a document that has something in its title.
    is_found: bool,
}

/// A passage's score as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartialScore {
    pub(super) passage: u32,
    /// Of what was typed, before coverage.
    pub(super) typed: f32,
    pub(super) learnt: f32,
    /// Weight of the concepts that it has, those only in its document in part.
    pub(super) covered: f32,
}

/// The value of a term in the passages of a segment and in their documents.
#[derive(Clone, Copy)]
pub(super) struct Formula<'a> {
    pub(super) segment: &'a Segment,
    pub(super) facts: &'a QueryFacts,
    pub(super) profile: &'a Profile,
    /// Length norms of passages by the number of their length.
    pub(super) norms: &'a NormTables,
    /// Weight of all concepts.
    pub(super) total: f32,
}

/// What of the most a frequency is worth where `half` is worth half.
fn saturated(most: f32, frequency: f32, half: f32) -> f32 {
    most * frequency / (frequency + half)
}

impl Formula<'_> {
    /// Nearly what a term of that weight is worth in a passage, with what it
    /// is worth in the text of the document where that is the passage.
    pub(super) fn approximate(self, weight: f32) -> impl Fn(u32, f32) -> f32 {
        let most = self.max_in_text(weight);
        move |passage: u32, frequency: f32| self.approximate_of(most, passage, frequency)
    }

    /// The same of a term that is worth so much [at most](Self::most_in_text).
    pub(super) fn approximate_of(&self, most: (f32, f32), passage: u32, frequency: f32) -> f32 {
        let (norms, length) = (self.norms, length(self.segment, passage));
        let ((in_passage, in_document), half) = (most, at_length(&norms.passage.half, length));
        if norms.alike() {
            return saturated(in_passage + in_document, frequency, half);
        }
        let document_half = at_length(&norms.document().half, length);
        saturated(in_passage, frequency, half) + saturated(in_document, frequency, document_half)
    }

    /// The same in passages of the length of that number, where text and
    /// document are measured alike or the document is not the passage.
    pub(super) fn approximate_of_one(self, weight: f32) -> Option<impl Fn(u8, f32) -> f32> {
        let (in_passage, in_document) = self.max_in_text(weight);
        let (norms, most) = (self.norms, in_passage + in_document);
        let value = move |length: u8, frequency: f32| {
            saturated(most, frequency, at_length(&norms.passage.half, length))
        };
        (norms.alike() || in_document == 0.0).then_some(value)
    }

    /// The same where they may be measured differently.
    pub(super) fn approximate_of_both(self, weight: f32) -> impl Fn(u8, f32) -> f32 {
        let (in_passage, in_document) = self.max_in_text(weight);
        let (of_passage, of_document) = (&self.norms.passage.half, &self.norms.document().half);
        move |length: u8, frequency: f32| {
            let in_passage = saturated(in_passage, frequency, at_length(of_passage, length));
            in_passage + saturated(in_document, frequency, at_length(of_document, length))
        }
    }

    /// Whether a term of that weight may be worth `threshold`, over 0, in a passage
    /// that is a document, asked without a division.
    pub(super) fn may_reach(self, weight: f32, threshold: f32) -> impl Fn(u32, f32) -> bool {
        let Self { segment, norms, .. } = self;
        let (in_passage, in_document) = self.max_in_text(weight);
        let share = threshold / (in_passage + in_document);
        // As many halves as the frequency must have to be worth that share.
        let halves = match share {
            share if share >= 1.0 => f32::INFINITY,
            share if share > 0.0 => share / (1.0 - share) / ROUNDING,
            _ => 0.0,
        };
        let least_half = norms.least_half();
        move |passage: u32, frequency: f32| {
            frequency >= halves * at_length(least_half, length(segment, passage))
        }
    }

    /// The most that a term of that weight is worth in the text of a passage,
    /// and of its document where that is the passage.
    pub(super) fn max_in_text(&self, weight: f32) -> (f32, f32) {
        let Self { segment, profile, .. } = self;
        let share = if segment.one_passage_per_document { profile.document_share } else { 0.0 };
        let in_passage = (1.0 - profile.document_share) * weight * (profile.passage_k1 + 1.0);
        (in_passage, share * weight * (profile.document_k1 + 1.0))
    }

    /// The most that a term of that weight is worth in a document; over 0, as
    /// what has it is a hit also where that is worth nothing.
    pub(super) fn max_in_document(&self, weight: f32) -> f32 {
        let most = self.profile.document_share * weight * (self.profile.document_k1 + 1.0);
        most.max(f32::MIN_POSITIVE)
    }

    /// What coverage leaves of the score of a passage that has concepts of
    /// that weight.
    pub(super) fn kept(&self, covered: f32) -> f32 {
        1.0 - self.profile.coverage * (1.0 - covered / self.total)
    }

    /// The length norm of a passage.
    pub(super) fn passage_norm(&self, passage: u32) -> f32 {
        at_length(&self.norms.passage.norm, length(self.segment, passage))
    }

    /// The saturated frequency of text and title of a document of which
    /// `first` is a passage.
    pub(super) fn in_document(
        &self,
        (document, first): (u32, u32),
        in_text: f32,
        in_title: f32,
    ) -> f32 {
        let Self { segment, facts, profile, norms, .. } = self;
        let frequency = if segment.one_passage_per_document && in_title == 0.0 {
            in_text / at_length(&norms.document().norm, length(segment, first))
        } else {
            let words = |of: &[u32]| of.get(document as usize).copied().unwrap_or(0);
            let (text, title) = (words(&segment.document_words), words(&segment.title_words));
            let (text, title) = document_norms(text, title, facts, profile);
            document_frequency((in_text, text), (in_title, title), profile)
        };
        bm25f::saturated(frequency, profile.document_k1)
    }
}

impl<'a> DocumentScorer<'a> {
    pub(super) fn new(formula: Formula<'a>) -> Self {
        Self { formula, passages: 0..0, own: Vec::new(), around: ScoreParts::default() }
    }

    /// Begins anew with the passages of a document.
    pub(super) fn begin(&mut self, passages: Range<u32>) {
        self.own.clear();
        self.own.resize(passages.len(), ScoreParts::default());
        self.around = ScoreParts::default();
        self.passages = passages;
    }

    /// Adds a concept of that weight with its postings here.
    pub(super) fn add(&mut self, weight: f32, passages: &[Posting], titles: &[Posting]) {
        let Formula { segment, profile, .. } = self.formula;
        if let (true, [only], []) = (segment.one_passage_per_document, passages, titles) {
            return self.add_only(weight, *only);
        }
        let share = (1.0 - profile.document_share) * weight;
        let Self { formula, own, around, .. } = self;
        let first = self.passages.start;
        for &(passage, frequency) in passages {
            let value = frequency / formula.passage_norm(passage);
            let value = bm25f::saturated(value, profile.passage_k1);
            let Some(own) = own.get_mut((passage - first) as usize) else { continue };
            own.typed += share * value;
            own.covered += weight * frequency.min(1.0);
            own.is_found = true;
        }
        let share = profile.document_share * weight;
        for_each_document(segment, passages, titles, |document, passage, in_text, in_title| {
            around.typed += share * formula.in_document((document, passage), in_text, in_title);
            around.covered += weight * (in_text + in_title).min(1.0);
            if let (true, Some(first)) = (in_title > 0.0, own.first_mut()) {
                first.is_found = true;
            }
        });
    }

    /// The same of one posting, in a passage that is a document.
    fn add_only(&mut self, weight: f32, (passage, frequency): Posting) {
        let Formula { segment, profile, norms, .. } = self.formula;
        let (length, share) = (length(segment, passage), profile.document_share);
        let in_passage = frequency / at_length(&norms.passage.norm, length);
        let in_passage = bm25f::saturated(in_passage, profile.passage_k1);
        let in_document = frequency / at_length(&norms.document().norm, length);
        let in_document = bm25f::saturated(in_document, profile.document_k1);
        let covered = weight * frequency.min(1.0);
        if let Some(own) = self.own.first_mut() {
            own.typed += (1.0 - share) * weight * in_passage;
            own.covered += covered;
            own.is_found = true;
        }
        self.around.typed += share * weight * in_document;
        self.around.covered += covered;
    }

    /// Adds a learnt term of that weight, which makes no passage a hit and
    /// covers nothing of the query.
    pub(super) fn add_learnt(&mut self, weight: f32, passages: &[Posting], titles: &[Posting]) {
        let Formula { segment, profile, .. } = self.formula;
        let share = (1.0 - profile.document_share) * weight;
        for &(passage, frequency) in passages {
            let value = frequency / self.formula.passage_norm(passage);
            let value = bm25f::saturated(value, profile.passage_k1);
            let own = self.own.get_mut((passage - self.passages.start) as usize);
            if let Some(own) = own {
                own.learnt += share * value;
            }
        }
        let share = profile.document_share * weight;
        for_each_document(segment, passages, titles, |document, passage, in_text, in_title| {
            let value = self.formula.in_document((document, passage), in_text, in_title);
            self.around.learnt += share * value;
        });
    }

    /// Every passage that can be a hit, in order.
    pub(super) fn found(&self) -> impl Iterator<Item = PartialScore> {
        let Self { around, .. } = *self;
        let in_part = self.formula.profile.document_coverage;
        let found = self.passages.clone().zip(&self.own).filter(|(_, own)| own.is_found);
        found.map(move |(passage, own)| PartialScore {
            passage,
            typed: own.typed + around.typed,
            learnt: own.learnt + around.learnt,
            covered: own.covered + in_part * (around.covered - own.covered),
        })
    }

    /// The score of a passage of which all is known.
    pub(super) fn score(&self, of: PartialScore) -> f32 {
        let label = self.formula.segment.labels.get(of.passage as usize).copied();
        let label = self.formula.profile.labels.of(label.unwrap_or(Label::Body));
        (of.typed * self.formula.kept(of.covered) + of.learnt) * label
    }
}

/// Adds up postings by document and joins them with those of titles. Gives
/// the document, a passage of it, and the frequencies in text and title.
pub(super) fn for_each_document(
    segment: &Segment,
    passages: &[Posting],
    titles: &[Posting],
    mut give: impl FnMut(u32, u32, f32, f32),
) {
    let mut titles = titles.iter().copied().peekable();
    let give_title = |give: &mut dyn FnMut(u32, u32, f32, f32), title: u32, frequency: f32| {
        let first = segment.first_passage.get(title as usize).copied().unwrap_or(0);
        give(title, first, 0.0, frequency);
    };
    let document_of = |passage: u32| segment.document_at(passage).unwrap_or(NO_DOCUMENT);
    let mut rest = passages;
    while let Some(&(passage, mut in_text)) = rest.first() {
        let document = document_of(passage);
        let mut len = 1;
        while let Some(&(next, frequency)) = rest.get(len) {
            if segment.one_passage_per_document || document_of(next) != document {
                break;
            }
            in_text += frequency;
            len += 1;
        }
        rest = rest.get(len..).unwrap_or_default();
        while let Some((title, frequency)) = titles.next_if(|&(title, _)| title < document) {
            give_title(&mut give, title, frequency);
        }
        let in_title = titles.next_if(|&(title, _)| title == document).map_or(0.0, |(_, f)| f);
        give(document, passage, in_text, in_title);
    }
    for (title, frequency) in titles {
        give_title(&mut give, title, frequency);
    }
}
