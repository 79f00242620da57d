//! Upper bounds of the passages of a window, nearly their scores as far as the
//! lists that were added tell. They decide which documents are scored exactly.

use std::ops::Range;

use super::accumulators::{Accumulators, CHUNK, TouchedBlocks, WindowLengths};
use super::document_scorer::{DocumentFrequencies, for_each_document};
use super::role::{Role, UpperBound};
use super::segment_formula::SegmentFormula;
use super::window::Window;
use crate::search::matching::posting::{Posting, TitlePosting};
use crate::store::ordinals::DocumentOrd;

/// Bounds of the passages of one window.
pub(super) struct WindowBounds<'a> {
    formula: SegmentFormula<'a>,
    window: Window,
    of_passages: Accumulators,
    /// What documents add to their passages; unused where passages are
    /// documents.
    of_documents: Accumulators,
    /// Whether something was added to documents.
    adds_documents: bool,
    touched: TouchedBlocks,
}

impl<'a> WindowBounds<'a> {
    pub(super) fn new(formula: SegmentFormula<'a>) -> Self {
        Self {
            formula,
            window: Window::default(),
            of_passages: Accumulators::default(),
            of_documents: Accumulators::default(),
            adds_documents: false,
            touched: TouchedBlocks::default(),
        }
    }

    /// Begins anew with a window. The bounds of the last one must have been
    /// [drained](Self::drain).
    pub(super) fn begin(&mut self, window: &Window) {
        self.window = window.clone();
        self.touched.grow(window.passages.len());
    }

    /// Adds the postings that a list has in the window.
    pub(super) fn add(&mut self, role: Role, passages: &[Posting], titles: &[TitlePosting]) {
        self.add_passages(role, passages);
        if self.formula.segment.one_passage_per_document {
            self.add_titles(role, titles);
        } else {
            self.add_documents(role, passages, titles);
        }
    }

    /// Slots for passages: whole chunks, so that none is cut off at the end.
    fn passage_slots(&self) -> usize {
        self.window.passages.len().next_multiple_of(CHUNK)
    }

    fn add_passages(&mut self, role: Role, postings: &[Posting]) {
        let (slots, first) = (self.passage_slots(), self.window.passages.start);
        let Self { formula, of_passages, touched, .. } = self;
        let segment = formula.segment;
        // What its document has counts in part for a passage without it.
        let in_part =
            if segment.one_passage_per_document { 0.0 } else { formula.profile.document_coverage };
        let covers = (1.0 - in_part) * role.coverage();
        of_passages.grow(role, slots);
        touched.touch_each(postings.iter().map(|&(passage, _)| (passage - first) as usize));
        let length_ids = segment.lengths_of_passages.get(first as usize..).unwrap_or_default();
        let window = WindowLengths { first, length_ids };
        if let Some(value) = formula.approximate_shared(role.weight()) {
            of_passages.add_each(role, window, postings, covers, value);
        } else {
            let value = formula.approximate_separate(role.weight());
            of_passages.add_each(role, window, postings, covers, value);
        }
    }

    /// Adds titles where each passage is a document.
    fn add_titles(&mut self, role: Role, titles: &[TitlePosting]) {
        self.of_passages.grow(role, self.passage_slots());
        let max_score = self.formula.max_in_document(role.weight());
        let covers = self.formula.profile.document_coverage * role.coverage();
        for title in titles {
            let Some(passage) = self.formula.segment.first_passage_of(title.document) else {
                continue;
            };
            let slot = passage_slot(&self.window, passage);
            self.of_passages.add(role, slot, max_score, covers);
            self.touched.touch(slot);
        }
    }

    fn add_documents(&mut self, role: Role, passages: &[Posting], titles: &[TitlePosting]) {
        self.adds_documents = true;
        self.of_documents.grow(role, self.window.document_count());
        let (formula, segment) = (self.formula, self.formula.segment);
        let term = formula.term(role.weight());
        let covers = formula.profile.document_coverage * role.coverage();
        let Self { window, of_documents, touched, .. } = self;
        for_each_document(segment, passages, titles, |of| {
            let DocumentFrequencies { document, passage, in_text, in_title } = of;
            let frequency = formula.document_frequency((document, passage), in_text, in_title);
            // Above 0: a document that has it is a hit even where that is
            // worth nothing.
            let score = term.in_document(frequency).max(f32::MIN_POSITIVE);
            let covers = covers * (in_text + in_title).min(1.0);
            of_documents.add(role, document_slot(window, document), score, covers);
            if let Some(&first) = segment.first_passage.get(document.index()) {
                touched.touch(passage_slot(window, first));
            }
        });
    }

    /// Moves the bounds to `out` that add up to the threshold and that
    /// `reaches` lets through, one for each document: the largest of each part
    /// over its passages. Forms and feedback terms add at most `max_bonus`.
    pub(super) fn drain(
        &mut self,
        (threshold, max_bonus): (f32, f32),
        reaches: impl Fn(&UpperBound) -> bool,
        out: &mut Vec<UpperBound>,
    ) {
        out.clear();
        let mut touched = std::mem::take(&mut self.touched);
        touched.for_each_chunk(|chunk| {
            self.collect_chunk(chunk, (threshold, max_bonus), &reaches, out);
        });
        touched.for_each_chunk(|chunk| self.clear(&chunk));
        touched.clear();
        self.touched = touched;
        self.adds_documents = false;
    }

    fn collect_chunk(
        &self,
        chunk: Range<usize>,
        (threshold, max_bonus): (f32, f32),
        reaches: &impl Fn(&UpperBound) -> bool,
        out: &mut Vec<UpperBound>,
    ) {
        let typed = self.of_passages.typed.get(chunk.clone()).unwrap_or_default();
        // Where no document adds to it, the typed part lacks the bonus alone.
        let min_typed = if self.adds_documents {
            f32::NEG_INFINITY
        } else {
            (threshold - max_bonus).max(f32::MIN_POSITIVE)
        };
        // A sum over all of them vectorises, which stopping at the first does not.
        if typed.iter().map(|&typed| u32::from(typed >= min_typed)).sum::<u32>() == 0 {
            return;
        }
        for (slot, _) in chunk.zip(typed).filter(|&(_, &typed)| typed >= min_typed) {
            let bound = self.bound_of(slot);
            if bound.typed <= 0.0 || bound.typed + bound.bonus < threshold || !reaches(&bound) {
                continue;
            }
            match out.last_mut().filter(|last| last.document == bound.document) {
                Some(of_document) => of_document.raise(&bound),
                None => out.push(bound),
            }
        }
    }

    fn bound_of(&self, slot: usize) -> UpperBound {
        let Self { of_passages, of_documents, .. } = self;
        let passage = self.window.passages.start + slot as u32;
        let document = self.formula.segment.document_at(passage).unwrap_or(DocumentOrd::NONE);
        let mut bound = UpperBound { document, ..of_passages.at(slot) };
        if self.adds_documents {
            bound.add(&of_documents.at(document_slot(&self.window, document)));
        }
        bound
    }

    fn clear(&mut self, chunk: &Range<usize>) {
        self.of_passages.clear(chunk);
        if !self.adds_documents {
            return;
        }
        let first = self.window.passages.start as usize + chunk.start;
        let documents = self.formula.segment.document_of.get(first..).unwrap_or_default();
        for &document in documents.iter().take(CHUNK).filter(|&&of| of != DocumentOrd::NONE) {
            let slot = document_slot(&self.window, document);
            self.of_documents.clear(&(slot..slot.saturating_add(1)));
        }
    }
}

fn passage_slot(window: &Window, passage: u32) -> usize {
    passage.wrapping_sub(window.passages.start) as usize
}

/// [`DocumentOrd::NONE`] has a slot beyond all others.
fn document_slot(window: &Window, document: DocumentOrd) -> usize {
    document.0.wrapping_sub(window.documents.start.0) as usize
}

/// Moves the `depth` largest bounds to the front. Once these are scored the
/// threshold is nearly what it ends at, and few of the others reach it.
pub(super) fn largest_first(bounds: &mut [UpperBound], depth: usize) {
    if bounds.len() > depth {
        bounds.select_nth_unstable_by(depth, |a, b| b.typed.total_cmp(&a.typed));
    }
}
