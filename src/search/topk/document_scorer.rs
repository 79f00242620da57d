//! The exact score of the first stage, added up concept by concept over the
//! passages of a document.

use std::ops::Range;

use super::norms::{at_length, length_id};
use super::segment_formula::SegmentFormula;
use crate::passage::label::Label;
use crate::rank::concept::ConceptKind;
use crate::rank::evidence::QueryFacts;
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
    form: f32,
    learnt: f32,
    /// Weight of the concepts.
    covered: f32,
    presence: Presence,
    /// Whether a passage can be a hit: it has a concept itself, or it is the
    /// first of a document that has one in its title.
    is_hit: bool,
}

/// What the presence of concepts tells besides their scores.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Presence {
    /// One that was not repaired.
    pub(super) has_typed: bool,
    /// What the query is about, if it names something.
    pub(super) has_subject: bool,
}

impl Presence {
    /// What a concept of that number tells where it is.
    pub(super) fn of_concept(number: usize, facts: &QueryFacts) -> Self {
        let concept = facts.concepts.get(number);
        Self {
            has_typed: concept.is_some_and(|concept| concept.kind != ConceptKind::Repaired),
            has_subject: facts.shares.subject().is_none_or(|subject| subject == number),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            has_typed: self.has_typed || other.has_typed,
            has_subject: self.has_subject || other.has_subject,
        }
    }
}

/// A passage's score before coverage and label.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartialScore {
    pub(super) passage: u32,
    pub(super) typed: f32,
    /// Of typed forms that are much rarer than their stems.
    pub(super) form: f32,
    pub(super) learnt: f32,
    /// Weight of the concepts that it has; those only in its document in part.
    pub(super) covered: f32,
    /// Weight of the concepts that its document has.
    pub(super) covered_by_document: f32,
    /// Which of them it or its document has.
    pub(super) presence: Presence,
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
    pub(super) fn add(
        &mut self,
        (weight, presence): (f32, Presence),
        passages: &[Posting],
        titles: &[TitlePosting],
    ) {
        let SegmentFormula { segment, .. } = self.formula;
        if let (true, [only], []) = (segment.one_passage_per_document, passages, titles) {
            return self.add_only((weight, presence), *only);
        }
        let Self { formula, of_passages, of_document, .. } = self;
        let (term, first) = (formula.term(weight), self.passages.start);
        for &(passage, frequency) in passages {
            let Some(parts) = of_passages.get_mut((passage - first) as usize) else { continue };
            parts.typed += term.in_passage(formula.passage_frequency(passage, frequency));
            parts.covered += weight * frequency.min(1.0);
            parts.is_hit = true;
            parts.presence.has_typed |= presence.has_typed;
        }
        for_each_document(segment, passages, titles, |of| {
            let DocumentFrequencies { document, passage, in_text, in_title } = of;
            let frequency = formula.document_frequency((document, passage), in_text, in_title);
            of_document.typed += term.in_document(frequency);
            of_document.covered += weight * (in_text + in_title).min(1.0);
            of_document.presence.has_subject |= presence.has_subject;
            of_document.presence.has_typed |= presence.has_typed && in_title > 0.0;
            if let (true, Some(first)) = (in_title > 0.0, of_passages.first_mut()) {
                first.is_hit = true;
            }
        });
    }

    /// [`add`](Self::add) for one posting in a passage that is a document:
    /// both norms are at one place of their tables.
    fn add_only(&mut self, (weight, presence): (f32, Presence), (passage, frequency): Posting) {
        let SegmentFormula { segment, norms, .. } = self.formula;
        let (term, length_id) = (self.formula.term(weight), length_id(segment, passage));
        let in_passage = term.in_passage(frequency / at_length(&norms.passage.norm, length_id));
        let in_document = frequency / at_length(&norms.document().norm, length_id);
        let covered = weight * frequency.min(1.0);
        if let Some(parts) = self.of_passages.first_mut() {
            parts.typed += in_passage;
            parts.covered += covered;
            parts.is_hit = true;
            parts.presence.has_typed |= presence.has_typed;
        }
        self.of_document.presence.has_subject |= presence.has_subject;
        self.of_document.typed += term.in_document(in_document);
        self.of_document.covered += covered;
    }

    /// Adds a form of that weight. It stands where its concept does, and covers
    /// nothing beside it.
    pub(super) fn add_form(&mut self, weight: f32, passages: &[Posting]) {
        self.add_bonus(weight, passages, &[], |parts| &mut parts.form);
    }

    /// Adds a feedback term of that weight, which makes no passage a hit and
    /// covers nothing of the query.
    pub(super) fn add_learnt(
        &mut self,
        weight: f32,
        passages: &[Posting],
        titles: &[TitlePosting],
    ) {
        self.add_bonus(weight, passages, titles, |parts| &mut parts.learnt);
    }

    fn add_bonus(
        &mut self,
        weight: f32,
        passages: &[Posting],
        titles: &[TitlePosting],
        part: impl Fn(&mut ScoreParts) -> &mut f32,
    ) {
        let Self { formula, of_passages, of_document, .. } = self;
        let (term, first) = (formula.term(weight), self.passages.start);
        for &(passage, frequency) in passages {
            if let Some(parts) = of_passages.get_mut((passage - first) as usize) {
                *part(parts) += term.in_passage(formula.passage_frequency(passage, frequency));
            }
        }
        for_each_document(formula.segment, passages, titles, |of| {
            let DocumentFrequencies { document, passage, in_text, in_title } = of;
            let frequency = formula.document_frequency((document, passage), in_text, in_title);
            *part(of_document) += term.in_document(frequency);
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
            form: parts.form + of_document.form,
            learnt: parts.learnt + of_document.learnt,
            covered: parts.covered + in_part * (of_document.covered - parts.covered),
            covered_by_document: of_document.covered,
            presence: parts.presence.or(of_document.presence),
        })
    }

    /// The score of a passage whose parts are complete.
    pub(super) fn score(&self, of: PartialScore) -> f32 {
        let label = self.formula.segment.labels.get(of.passage as usize).copied();
        let label = self.formula.profile.labels.of(label.unwrap_or(Label::Body));
        let learnt = self.learnt_share(&of) * of.learnt;
        (of.typed * self.formula.coverage_factor(of.covered) + of.form + learnt)
            * label
            * self.passage_share(&of)
    }

    /// The share of a passage's score that counts.
    pub(super) fn passage_share(&self, of: &PartialScore) -> f32 {
        self.formula.facts.shares.of_passage(of.presence.has_typed)
    }

    /// The share of what is learnt that counts in a passage.
    pub(super) fn learnt_share(&self, of: &PartialScore) -> f32 {
        let SegmentFormula { facts, total_weight, .. } = self.formula;
        let covered = if total_weight > 0.0 { of.covered_by_document / total_weight } else { 1.0 };
        facts.shares.of_learnt(of.presence.has_subject, covered)
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
