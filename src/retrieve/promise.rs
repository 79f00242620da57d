//! What the passages of a window promise: their scores, nearly, as far as
//! some lists tell. Which of them are worth scoring exactly comes of it.

use std::ops::Range;

use super::ROUNDING;
use super::lane::Role;
use super::postings::Posting;
use super::sums::{Formula, for_each_document};
use crate::index::NO_DOCUMENT;

/// Passages that are looked through and cleared together.
const CHUNK: usize = 64;

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
    /// A bit for each chunk of passages that something was added to.
    touched: Vec<u64>,
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

/// One list for each amount, 0 where nothing was added.
#[derive(Default)]
struct Amounts {
    typed: Vec<f32>,
    covered: Vec<f32>,
    learnt: Vec<f32>,
}

impl Amounts {
    fn lists(&mut self) -> [&mut Vec<f32>; 3] {
        [&mut self.typed, &mut self.covered, &mut self.learnt]
    }

    /// Makes room for so many of what lanes of that role add.
    fn grow(&mut self, role: Role, len: usize) {
        let (scores, covered) = match role {
            Role::Learnt(_) => (&mut self.learnt, &mut self.covered),
            _ => (&mut self.typed, &mut self.covered),
        };
        for list in [scores, covered].into_iter().filter(|list| list.len() < len) {
            list.resize(len, 0.0);
        }
    }

    fn clear(&mut self, range: &Range<usize>) {
        for list in self.lists() {
            list.get_mut(range.clone()).into_iter().for_each(|part| part.fill(0.0));
        }
    }

    fn at(&self, at: usize) -> Promise {
        let value = |list: &[f32]| list.get(at).copied().unwrap_or(0.0);
        let (typed, covered) = (value(&self.typed), value(&self.covered));
        Promise { document: NO_DOCUMENT, typed, covered, learnt: value(&self.learnt) }
    }

    /// The list of scores for a role, and that of weights.
    fn of(&mut self, role: Role) -> (&mut [f32], &mut [f32]) {
        match role {
            Role::Learnt(_) => (&mut self.learnt, &mut self.covered),
            _ => (&mut self.typed, &mut self.covered),
        }
    }
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
            touched: Vec::new(),
        }
    }

    /// Begins anew with those passages, which are those of the documents.
    /// What was added before must have been [taken](Self::take).
    pub(super) fn begin(&mut self, passages: &Range<u32>, documents: &Range<u32>) {
        self.first = (passages.start, documents.start);
        self.lengths = (passages.len().next_multiple_of(CHUNK), documents.len());
        let words = passages.len().div_ceil(CHUNK * 64);
        self.touched.resize(words.max(self.touched.len()), 0);
    }

    /// Adds what a lane has here.
    pub(super) fn add(&mut self, role: Role, passages: &[Posting], titles: &[Posting]) {
        let Self { formula, first, lengths, of_passages, touched, .. } = self;
        let segment = formula.segment;
        let (weight, covers) = role.weights();
        // What its document has counts in part for a passage without it.
        let in_part = formula.profile.document_coverage;
        let own = if segment.is_flat { 1.0 } else { 1.0 - in_part };
        of_passages.grow(role, lengths.0);
        let (scores, covered) = of_passages.of(role);
        let lengths_here = segment.lengths_of_passages.get(first.0 as usize..).unwrap_or_default();
        let sums = (lengths_here, &mut *scores, &mut *covered);
        match formula.nearly_alone(weight) {
            Some(value) => add_each(first.0, passages, sums, own * covers, value),
            None => {
                add_each(first.0, passages, sums, own * covers, formula.nearly_both(weight));
            }
        }
        touch_each(touched, first.0, passages, lengths.0 / CHUNK);
        if !segment.is_flat {
            return self.add_documents(role, passages, titles);
        }
        for &(document, _) in titles {
            let Some(passage) = segment.first_passage.get(document as usize) else { continue };
            let at = (passage - first.0) as usize;
            add(scores, at, formula.most_in_document(weight));
            add(covered, at, in_part * covers);
            touch(touched, at);
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
        let (scores, covered) = of_documents.of(role);
        for_each_document(segment, passages, titles, |document, passage, in_text, in_title| {
            let at = (document - first.1) as usize;
            let saturated = formula.in_document((document, passage), in_text, in_title);
            // Over 0, as what has it is a hit also where that is worth nothing.
            add(scores, at, (share * saturated).max(f32::MIN_POSITIVE));
            add(covered, at, covers * (in_text + in_title).min(1.0));
            if let Some(passage) = segment.first_passage.get(document as usize) {
                touch(touched, (passage - first.0) as usize);
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
        for_each_chunk(&touched, |chunk| self.look_through(chunk, least, &reaches, out));
        for_each_chunk(&touched, |chunk| self.clear(&chunk));
        touched.fill(0);
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
        let passage = self.first.0 as usize + at;
        let document =
            self.formula.segment.document_of.get(passage).copied().unwrap_or(NO_DOCUMENT);
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

fn add(list: &mut [f32], at: usize, value: f32) {
    if let Some(sum) = list.get_mut(at) {
        *sum += value;
    }
}

/// Adds the values of postings to scores, and what they cover, which begin at
/// that passage, and so do lengths.
fn add_each(
    first: u32,
    passages: &[Posting],
    (lengths, scores, covered): (&[u8], &mut [f32], &mut [f32]),
    covers: f32,
    value: impl Fn(u8, f32) -> f32,
) {
    // All equally long: so one comparison tells that a place is in all.
    let room = lengths.len().min(scores.len()).min(covered.len());
    let (Some(lengths), Some(scores), Some(covered)) =
        (lengths.get(..room), scores.get_mut(..room), covered.get_mut(..room))
    else {
        return;
    };
    for &(passage, frequency) in passages {
        let at = (passage - first) as usize;
        if let (Some(&length), Some(score), Some(covered)) =
            (lengths.get(at), scores.get_mut(at), covered.get_mut(at))
        {
            *score += value(length, frequency);
            *covered += covers * frequency.min(1.0);
        }
    }
}

/// Postings a chunk, with which nearly all chunks have one.
const DENSE: usize = 4;

/// Touches the chunks of postings, of so many chunks.
fn touch_each(touched: &mut [u64], first: u32, passages: &[Posting], chunks: usize) {
    if passages.len() < DENSE * chunks {
        for &(passage, _) in passages {
            touch(touched, (passage - first) as usize);
        }
        return;
    }
    let (whole, rest) = (chunks / 64, chunks % 64);
    touched.iter_mut().take(whole).for_each(|word| *word = u64::MAX);
    touched.iter_mut().skip(whole).take(1).for_each(|word| *word |= (1 << rest) - 1);
}

fn touch(touched: &mut [u64], at: usize) {
    if let Some(word) = touched.get_mut(at / (CHUNK * 64)) {
        *word |= 1 << (at / CHUNK % 64);
    }
}

fn for_each_chunk(touched: &[u64], mut give: impl FnMut(Range<usize>)) {
    for (number, &bits) in touched.iter().enumerate() {
        let mut bits = bits;
        while bits != 0 {
            let start = (number * 64 + bits.trailing_zeros() as usize) * CHUNK;
            bits &= bits - 1;
            give(start..start + CHUNK);
        }
    }
}
