//! What the passages of a window promise: their scores, nearly, as far as
//! some lists tell. Which of them are worth scoring exactly comes of it.

use std::ops::Range;

use super::accumulators::{Accumulators, CHUNK, TouchedBlocks};
use super::document_scorer::{Formula, for_each_document};
use super::role::{Role, UpperBound};
use crate::search::matching::posting::Posting;
use crate::store::segment::NO_DOCUMENT;

/// Promises of the passages of whole documents that lie side by side.
pub(super) struct WindowBounds<'a> {
    formula: Formula<'a>,
    /// The first passage and the first document.
    first: (u32, u32),
    /// How many passages, a multiple of the chunk, and documents.
    lengths: (usize, usize),
    of_passages: Accumulators,
    /// What documents add to their passages, where that is not counted with
    /// what their only passages have.
    of_documents: Accumulators,
    /// Whether something was added to documents.
    adds_documents: bool,
    touched: TouchedBlocks,
}

impl<'a> WindowBounds<'a> {
    pub(super) fn new(formula: Formula<'a>) -> Self {
        Self {
            formula,
            first: (0, 0),
            lengths: (0, 0),
            of_passages: Accumulators::default(),
            of_documents: Accumulators::default(),
            adds_documents: false,
            touched: TouchedBlocks::default(),
        }
    }

    /// Begins anew with those passages, which are those of the documents.
    /// What was added before must have been [taken](Self::take).
    pub(super) fn begin(&mut self, passages: &Range<u32>, documents: &Range<u32>) {
        self.first = (passages.start, documents.start);
        self.lengths = (passages.len().next_multiple_of(CHUNK), documents.len());
        self.touched.grow(passages.len());
    }

    /// Adds what a lane has here.
    pub(super) fn add(&mut self, role: Role, passages: &[Posting], titles: &[Posting]) {
        self.add_passages(role, passages);
        if self.formula.segment.one_passage_per_document {
            self.add_titles(role, titles);
        } else {
            self.add_documents(role, passages, titles);
        }
    }

    /// Adds what passages have in their texts.
    fn add_passages(&mut self, role: Role, postings: &[Posting]) {
        let Self { formula, first: (first, _), lengths, of_passages, touched, .. } = self;
        let segment = formula.segment;
        let (weight, covers) = role.weights();
        // What its document has counts in part for a passage without it.
        let in_part =
            if segment.one_passage_per_document { 0.0 } else { formula.profile.document_coverage };
        let covers = (1.0 - in_part) * covers;
        of_passages.grow(role, lengths.0);
        touched.touch_each(postings.iter().map(|&(passage, _)| (passage - *first) as usize));
        let of_lengths = segment.lengths_of_passages.get(*first as usize..).unwrap_or_default();
        let here = (*first, of_lengths);
        if let Some(value) = formula.approximate_of_one(weight) {
            of_passages.add_each(role, here, postings, covers, value);
        } else {
            of_passages.add_each(role, here, postings, covers, formula.approximate_of_both(weight));
        }
    }

    /// Adds what titles have, where each passage is a document.
    fn add_titles(&mut self, role: Role, titles: &[Posting]) {
        let Self { formula, first, lengths, of_passages, touched, .. } = self;
        of_passages.grow(role, lengths.0);
        let (weight, covers) = role.weights();
        for &(document, _) in titles {
            let Some(passage) = formula.segment.first_passage_of(document) else { continue };
            let at = (passage - first.0) as usize;
            let covers = formula.profile.document_coverage * covers;
            of_passages.add(role, at, formula.max_in_document(weight), covers);
            touched.touch(at);
        }
    }

    fn add_documents(&mut self, role: Role, passages: &[Posting], titles: &[Posting]) {
        let Self { formula, first, lengths, of_documents, touched, .. } = self;
        self.adds_documents = true;
        let (weight, covers) = role.weights();
        let share = formula.profile.document_share * weight;
        let covers = formula.profile.document_coverage * covers;
        let segment = formula.segment;
        of_documents.grow(role, lengths.1);
        for_each_document(segment, passages, titles, |document, passage, in_text, in_title| {
            let at = (document - first.1) as usize;
            let saturated = formula.in_document((document, passage), in_text, in_title);
            // Over 0, as what has it is a hit also where that is worth nothing.
            let score = (share * saturated).max(f32::MIN_POSITIVE);
            of_documents.add(role, at, score, covers * (in_text + in_title).min(1.0));
            if let Some(passage) = segment.first_passage.get(document as usize) {
                touched.touch((passage - first.0) as usize);
            }
        });
    }

    /// Takes the promises that add up to `threshold` and that `reaches` lets
    /// through, those of one document as one that promises the most of each.
    /// Forgets all.
    pub(super) fn take(
        &mut self,
        threshold: f32,
        reaches: impl Fn(&UpperBound) -> bool,
        out: &mut Vec<UpperBound>,
    ) {
        out.clear();
        let mut touched = std::mem::take(&mut self.touched);
        touched.for_each_chunk(|chunk| self.look_through(chunk, threshold, &reaches, out));
        touched.for_each_chunk(|chunk| self.clear(&chunk));
        touched.clear();
        self.touched = touched;
        self.adds_documents = false;
    }

    fn look_through(
        &self,
        chunk: Range<usize>,
        threshold: f32,
        reaches: &impl Fn(&UpperBound) -> bool,
        out: &mut Vec<UpperBound>,
    ) {
        let typed = self.of_passages.typed.get(chunk.clone()).unwrap_or_default();
        // Where nothing else is added, what is typed is all there is.
        let alone = !self.adds_documents && self.formula.facts.learnt.is_empty();
        let least_typed = if alone { threshold.max(f32::MIN_POSITIVE) } else { f32::NEG_INFINITY };
        // Counting them all is faster than stopping at the first.
        if typed.iter().map(|&typed| u32::from(typed >= least_typed)).sum::<u32>() == 0 {
            return;
        }
        for (at, _) in chunk.zip(typed).filter(|&(_, &typed)| typed >= least_typed) {
            let bound = self.bound(at);
            if bound.typed <= 0.0 || bound.typed + bound.learnt < threshold || !reaches(&bound) {
                continue;
            }
            match out.last_mut().filter(|last| last.document == bound.document) {
                Some(known) => known.raise(&bound),
                None => out.push(bound),
            }
        }
    }

    fn bound(&self, at: usize) -> UpperBound {
        let Self { of_passages, of_documents, .. } = self;
        let document = self.formula.segment.document_at(self.first.0 + at as u32);
        let document = document.unwrap_or(NO_DOCUMENT);
        let mut bound = UpperBound { document, ..of_passages.at(at) };
        if self.adds_documents {
            let beside = document.wrapping_sub(self.first.1) as usize;
            bound.add(&of_documents.at(beside));
        }
        bound
    }

    fn clear(&mut self, chunk: &Range<usize>) {
        self.of_passages.clear(chunk);
        if !self.adds_documents {
            return;
        }
        let first = self.first.0 as usize;
        let of = self.formula.segment.document_of.get(first + chunk.start..).unwrap_or_default();
        let documents = of.iter().take(CHUNK).filter(|&&document| document != NO_DOCUMENT);
        for document in documents {
            let beside = document.wrapping_sub(self.first.1) as usize;
            self.of_documents.clear(&(beside..beside.saturating_add(1)));
        }
    }
}

/// Puts the `depth` that promise the most before the others: when these have
/// been looked at, few of the others will do.
pub(super) fn best_first(bounds: &mut [UpperBound], depth: usize) {
    if bounds.len() > depth {
        bounds.select_nth_unstable_by(depth, |a, b| b.typed.total_cmp(&a.typed));
    }
}
