//! The exact score of the first stage, added up concept by concept over the
//! passages of a document.

use std::ops::Range;

use super::norms::{at_length, length_id};
use super::segment_formula::SegmentFormula;
use crate::passage::label::Label;
use crate::search::matching::posting::{Posting, TitlePosting};
use crate::store::ordinals::DocumentOrd;
use crate::store::segment::Segment;

/// Scores of the passages of a document.
pub(super) struct DocumentScorer<'a> {
    formula: SegmentFormula<'a>,
    /// Passages of the document, by number in the segment.
    passages: Range<u32>,
    /// What each passage has.
    of_passages: Vec<ScoreParts>,
    /// What the document has, which counts for each of its passages.
    of_document: ScoreParts,
}

/// What a passage or a document has.
#[derive(Clone, Copy, Default)]
struct ScoreParts {
    typed: f32,
    learnt: f32,
    /// Weight of the concepts.
    covered: f32,
    /// Whether a passage can be a hit: it has a concept itself, or it is the
    /// first of a document that has one in its title.
    is_hit: bool,
}

/// A passage's score before coverage and label.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartialScore {
    pub(super) passage: u32,
    pub(super) typed: f32,
    pub(super) learnt: f32,
    /// Weight of the concepts that it has; those only in its document in part.
    pub(super) covered: f32,
}

impl<'a> DocumentScorer<'a> {
    pub(super) fn new(formula: SegmentFormula<'a>) -> Self {
        let of_document = ScoreParts::default();
        Self { formula, passages: 0..0, of_passages: Vec::new(), of_document }
    }

    /// Begins anew with the passages of a document.
    pub(super) fn begin(&mut self, passages: Range<u32>) {
        self.of_passages.clear();
        self.of_passages.resize(passages.len(), ScoreParts::default());
        self.of_document = ScoreParts::default();
        self.passages = passages;
    }

    /// Adds a concept of that weight with its postings in the document.
    pub(super) fn add(&mut self, weight: f32, passages: &[Posting], titles: &[TitlePosting]) {
        let SegmentFormula { segment, .. } = self.formula;
        if let (true, [only], []) = (segment.one_passage_per_document, passages, titles) {
            return self.add_only(weight, *only);
        }
        let Self { formula, of_passages, of_document, .. } = self;
        let (term, first) = (formula.term(weight), self.passages.start);
        for &(passage, frequency) in passages {
            let Some(parts) = of_passages.get_mut((passage - first) as usize) else { continue };
            parts.typed += term.in_passage(formula.passage_frequency(passage, frequency));
            parts.covered += weight * frequency.min(1.0);
            parts.is_hit = true;
        }
        for_each_document(segment, passages, titles, |of| {
            let DocumentFrequencies { document, passage, in_text, in_title } = of;
            let frequency = formula.document_frequency((document, passage), in_text, in_title);
            of_document.typed += term.in_document(frequency);
            of_document.covered += weight * (in_text + in_title).min(1.0);
            if let (true, Some(first)) = (in_title > 0.0, of_passages.first_mut()) {
                first.is_hit = true;
            }
        });
    }

    /// [`add`](Self::add) for one posting in a passage that is a document:
    /// both norms are at one place of their tables.
    fn add_only(&mut self, weight: f32, (passage, frequency): Posting) {
        let SegmentFormula { segment, norms, .. } = self.formula;
        let (term, length_id) = (self.formula.term(weight), length_id(segment, passage));
        let in_passage = term.in_passage(frequency / at_length(&norms.passage.norm, length_id));
        let in_document = frequency / at_length(&norms.document().norm, length_id);
        let covered = weight * frequency.min(1.0);
        if let Some(parts) = self.of_passages.first_mut() {
            parts.typed += in_passage;
            parts.covered += covered;
            parts.is_hit = true;
        }
        self.of_document.typed += term.in_document(in_document);
        self.of_document.covered += covered;
    }

    /// Adds a feedback term of that weight, which makes no passage a hit and
    /// covers nothing of the query.
    pub(super) fn add_learnt(
        &mut self,
        weight: f32,
        passages: &[Posting],
        titles: &[TitlePosting],
    ) {
        let Self { formula, of_passages, of_document, .. } = self;
        let (term, first) = (formula.term(weight), self.passages.start);
        for &(passage, frequency) in passages {
            if let Some(parts) = of_passages.get_mut((passage - first) as usize) {
                parts.learnt += term.in_passage(formula.passage_frequency(passage, frequency));
            }
        }
        for_each_document(formula.segment, passages, titles, |of| {
            let DocumentFrequencies { document, passage, in_text, in_title } = of;
            let frequency = formula.document_frequency((document, passage), in_text, in_title);
            of_document.learnt += term.in_document(frequency);
        });
    }

    /// Every passage that can be a hit, in order.
    pub(super) fn hits(&self) -> impl Iterator<Item = PartialScore> {
        let Self { of_document, .. } = *self;
        let in_part = self.formula.profile.document_coverage;
        let passages = self.passages.clone().zip(&self.of_passages);
        passages.filter(|(_, parts)| parts.is_hit).map(move |(passage, parts)| PartialScore {
            passage,
            typed: parts.typed + of_document.typed,
            learnt: parts.learnt + of_document.learnt,
            covered: parts.covered + in_part * (of_document.covered - parts.covered),
        })
    }

    /// The score of a passage whose parts are complete.
    pub(super) fn score(&self, of: PartialScore) -> f32 {
        let label = self.formula.segment.labels.get(of.passage as usize).copied();
        let label = self.formula.profile.labels.of(label.unwrap_or(Label::Body));
        (of.typed * self.formula.coverage_factor(of.covered) + of.learnt) * label
    }
}

/// A document with the frequencies of a term.
pub(super) struct DocumentFrequencies {
    pub(super) document: DocumentOrd,
    /// One of its passages.
    pub(super) passage: u32,
    pub(super) in_text: f32,
    pub(super) in_title: f32,
}

/// Sums postings by document and joins them with those of titles, in the order
/// of documents.
pub(super) fn for_each_document(
    segment: &Segment,
    passages: &[Posting],
    titles: &[TitlePosting],
    mut emit: impl FnMut(DocumentFrequencies),
) {
    let mut titles = titles.iter().copied().peekable();
    let title_only = |TitlePosting { document, frequency }: TitlePosting| {
        let passage = segment.first_passage.get(document.index()).copied().unwrap_or(0);
        DocumentFrequencies { document, passage, in_text: 0.0, in_title: frequency }
    };
    let document_of = |passage: u32| segment.document_at(passage).unwrap_or(DocumentOrd::NONE);
    let mut remaining = passages;
    while let Some(&(passage, mut in_text)) = remaining.first() {
        let document = document_of(passage);
        let mut len = 1;
        while let Some(&(next, frequency)) = remaining.get(len) {
            if segment.one_passage_per_document || document_of(next) != document {
                break;
            }
            in_text += frequency;
            len += 1;
        }
        remaining = remaining.get(len..).unwrap_or_default();
        while let Some(title) = titles.next_if(|title| title.document < document) {
            emit(title_only(title));
        }
        let title = titles.next_if(|title| title.document == document);
        let in_title = title.map_or(0.0, |title| title.frequency);
        emit(DocumentFrequencies { document, passage, in_text, in_title });
    }
    titles.for_each(|title| emit(title_only(title)));
}
