//! What the passages of a window promise: their scores, nearly, as far as
//! some lists tell. Which of them are worth scoring exactly comes of it.

use std::ops::Range;

use super::ROUNDING;
use super::amounts::{Amounts, CHUNK, Touched};
use super::lane::Role;
use super::postings::Posting;
use super::sums::{Formula, for_each_document};
use crate::index::NO_DOCUMENT;

/// Promises of the passages of whole documents that lie side by side.
pub(super) struct Promises<'a> {
    formula: Formula<'a>,
    /// The first passage and the first document.
    first: (u32, u32),
    /// How many passages, a multiple of the chunk, and documents.
    lengths: (usize, usize),
    of_passages: Amounts,
    /// What documents add to their passages, where that is not counted with
    /// what their only passages have.
    of_documents: Amounts,
    /// Whether something was added to documents.
    adds_documents: bool,
    touched: Touched,
}

/// What a passage has, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Promise {
    pub(super) document: u32,
    /// Score of what was typed, before coverage.
    pub(super) typed: f32,
    /// Weight of the concepts that it has, or that its document has in part.
    pub(super) covered: f32,
    pub(super) learnt: f32,
}

impl<'a> Promises<'a> {
    pub(super) fn new(formula: Formula<'a>) -> Self {
        Self {
            formula,
            first: (0, 0),
            lengths: (0, 0),
            of_passages: Amounts::default(),
            of_documents: Amounts::default(),
            adds_documents: false,
            touched: Touched::default(),
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
        if self.formula.segment.is_flat {
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
        let in_part = if segment.is_flat { 0.0 } else { formula.profile.document_coverage };
        let covers = (1.0 - in_part) * covers;
        of_passages.grow(role, lengths.0);
        touched.touch_each(postings.iter().map(|&(passage, _)| (passage - *first) as usize));
        let of_lengths = segment.lengths_of_passages.get(*first as usize..).unwrap_or_default();
        let here = (*first, of_lengths);
        if let Some(value) = formula.nearly_alone(weight) {
            of_passages.add_each(role, here, postings, covers, value);
        } else {
            of_passages.add_each(role, here, postings, covers, formula.nearly_both(weight));
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
            of_passages.add(role, at, formula.most_in_document(weight), covers);
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

    /// Takes the promises that add up to `least` and that `reaches` lets
    /// through, those of one document as one that promises the most of each.
    /// Forgets all.
    pub(super) fn take(
        &mut self,
        least: f32,
        reaches: impl Fn(&Promise) -> bool,
        out: &mut Vec<Promise>,
    ) {
        out.clear();
        let mut touched = std::mem::take(&mut self.touched);
        touched.for_each_chunk(|chunk| self.look_through(chunk, least, &reaches, out));
        touched.for_each_chunk(|chunk| self.clear(&chunk));
        touched.clear();
        self.touched = touched;
        self.adds_documents = false;
    }

    fn look_through(
        &self,
        chunk: Range<usize>,
        least: f32,
        reaches: &impl Fn(&Promise) -> bool,
        out: &mut Vec<Promise>,
    ) {
        let typed = self.of_passages.typed.get(chunk.clone()).unwrap_or_default();
        // Where nothing else is added, what is typed is all there is.
        let alone = !self.adds_documents && self.formula.facts.learnt.is_empty();
        let least_typed = if alone { least.max(f32::MIN_POSITIVE) } else { f32::NEG_INFINITY };
        // Counting them all is faster than stopping at the first.
        if typed.iter().map(|&typed| u32::from(typed >= least_typed)).sum::<u32>() == 0 {
            return;
        }
        for (at, _) in chunk.zip(typed).filter(|&(_, &typed)| typed >= least_typed) {
            let promise = self.promise(at);
            if promise.typed <= 0.0 || promise.typed + promise.learnt < least || !reaches(&promise)
            {
                continue;
            }
            match out.last_mut().filter(|last| last.document == promise.document) {
                Some(known) => known.raise(&promise),
                None => out.push(promise),
            }
        }
    }

    fn promise(&self, at: usize) -> Promise {
        let Self { of_passages, of_documents, .. } = self;
        let document = self.formula.segment.document_at(self.first.0 + at as u32);
        let document = document.unwrap_or(NO_DOCUMENT);
        let mut promise = Promise { document, ..of_passages.at(at) };
        if self.adds_documents {
            let beside = document.wrapping_sub(self.first.1) as usize;
            promise.add(&of_documents.at(beside));
        }
        promise
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
pub(super) fn best_first(promises: &mut [Promise], depth: usize) {
    if promises.len() > depth {
        promises.select_nth_unstable_by(depth, |a, b| b.typed.total_cmp(&a.typed));
    }
}

impl Role {
    /// The promise of a score.
    pub(super) fn promise(self, score: f32) -> Promise {
        let mut promise = Promise::default();
        promise.take_off(self, -score);
        promise
    }
}

impl Promise {
    pub(super) fn add(&mut self, other: &Self) {
        self.typed += other.typed;
        self.covered += other.covered;
        self.learnt += other.learnt;
    }

    /// Takes off what a lane can add at most; puts it on where that is less
    /// than nothing.
    pub(super) fn take_off(&mut self, role: Role, most: f32) {
        match role {
            Role::Typed(weight) => {
                self.typed -= most;
                self.covered -= weight.copysign(most);
            }
            Role::Learnt(_) => self.learnt -= most,
            Role::Filter => {}
        }
    }

    /// What is needed beside it to reach `least`.
    pub(super) fn lacks(&self, least: f32) -> f32 {
        least / ROUNDING - self.typed - self.learnt
    }

    fn raise(&mut self, other: &Self) {
        self.typed = self.typed.max(other.typed);
        self.covered = self.covered.max(other.covered);
        self.learnt = self.learnt.max(other.learnt);
    }
}
