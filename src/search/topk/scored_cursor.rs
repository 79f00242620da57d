//! A concept or learnt term on its way through a segment: where it is, what
//! it has here, and what it can have at most.

use std::ops::Range;

use tantivy::{DocId, TERMINATED};

use super::block_bounds::{BlockBounds, block_maxima};
use super::document_scorer::Formula;
use super::role::{Role, UpperBound};
use crate::postings::block_max::BlockMax;
use crate::search::matching::cursor::Cursor;
use crate::search::matching::gather::SegmentPostings;
use crate::search::matching::posting::{Posting, skip_to};

/// One list on its way through a segment.
pub(super) struct ScoredCursor<'a> {
    pub(super) role: Role,
    cursor: Cursor<'a>,
    pub(super) titles: &'a [Posting],
    /// First passages of the documents of the titles, ascending.
    pub(super) titled: Vec<DocId>,
    /// Bounds of what is left of the list, ascending; none of those passed.
    block_maxima: Vec<BlockMax>,
    passed: usize,
    /// The passages that were taken last, and the postings there.
    window: Range<DocId>,
    pub(super) postings: Vec<Posting>,
    /// Where among these the last document was found: most are asked for in order.
    found_at: usize,
    /// At most so many passages.
    pub(super) max_passages: usize,
    block_bounds: BlockBounds,
    /// The most that it is worth in the text of a passage, and of its document
    /// where that is the passage.
    max_in_text: (f32, f32),
}

impl<'a> ScoredCursor<'a> {
    pub(super) fn open(
        formula: Formula<'a>,
        found: &'a SegmentPostings,
        role: Role,
    ) -> tantivy::Result<Self> {
        let segment = formula.segment;
        let first_passage =
            |&(document, _): &Posting| segment.first_passage.get(document as usize).copied();
        let mut cursor = found.cursor(segment)?;
        let block_maxima = match role {
            Role::Filter => Vec::new(),
            _ => block_maxima(formula, found, &mut cursor)?,
        };
        Ok(Self {
            role,
            cursor,
            titles: &found.titles,
            block_maxima,
            passed: 0,
            window: 0..0,
            postings: Vec::new(),
            found_at: 0,
            max_passages: found.max_passages(),
            titled: found.titles.iter().filter_map(first_passage).collect(),
            block_bounds: BlockBounds::new(formula, role),
            max_in_text: formula.max_in_text(role.weights().0),
        })
    }

    /// The most that the list can add to the score of a passage from `from`
    /// up to `to`. `from` must not go back.
    pub(super) fn upper_bound(&mut self, from: DocId, to: DocId) -> f32 {
        let rest = self.block_maxima.get(self.passed..).unwrap_or_default();
        self.passed += rest.iter().take_while(|block_max| block_max.last < from).count();
        let mut upper_bound = None;
        for block_max in self.block_maxima.get(self.passed..).unwrap_or_default() {
            upper_bound = Some(block_max.frequency.max(upper_bound.unwrap_or(0.0)));
            if block_max.last >= to.saturating_sub(1) {
                break;
            }
        }
        let in_titles = self.max_in_titles(from, to);
        upper_bound.map_or(0.0, |frequency| self.block_bounds.upper_bound(frequency)) + in_titles
    }

    /// The most that titles add.
    fn max_in_titles(&self, from: DocId, to: DocId) -> f32 {
        if self.titled_between(from, to).is_empty() {
            return 0.0;
        }
        self.block_bounds.max_of_title()
    }

    /// First passages from `from` up to `to` of documents of the titles.
    pub(super) fn titled_between(&self, from: DocId, to: DocId) -> &[DocId] {
        within(&self.titled, &(from..to))
    }

    /// The first passage from `from` on. `from` must not go back.
    pub(super) fn seek(&mut self, from: DocId) -> DocId {
        self.cursor.seek(from)
    }

    /// Goes back to the beginning.
    pub(super) fn rewind(&mut self) {
        self.cursor.rewind();
        self.passed = 0;
        self.window = 0..0;
    }

    /// The `count` stretches in which the list can add the most, in order.
    /// None where the list has few.
    pub(super) fn highest(&self, count: usize) -> Vec<(DocId, DocId)> {
        if self.block_maxima.len() < count * 2 {
            return Vec::new();
        }
        // Frequencies with their stretches, the highest first.
        let mut highest: Vec<(f32, (DocId, DocId))> = Vec::with_capacity(count + 1);
        let (mut from, mut threshold) = (0, f32::NEG_INFINITY);
        for block_max in &self.block_maxima {
            let (frequency, to) = (block_max.frequency, block_max.last.saturating_add(1));
            // What is not known may be less than what is.
            if frequency > threshold && frequency.is_finite() {
                let at = highest.partition_point(|&(known, _)| known >= frequency);
                highest.insert(at, (frequency, (from, to)));
                highest.truncate(count);
                let is_full = highest.len() == count;
                threshold = highest.last().filter(|_| is_full).map_or(threshold, |last| last.0);
            }
            from = to;
        }
        let mut stretches: Vec<_> = highest.into_iter().map(|(_, stretch)| stretch).collect();
        stretches.sort_unstable();
        stretches
    }

    /// The stretch of passages from `from` on that share a bound: one past its
    /// last, and the frequency over its norm that none of them exceeds. `from`
    /// must not go back.
    pub(super) fn stretch(&mut self, from: DocId) -> (DocId, f32) {
        let rest = self.block_maxima.get(self.passed..).unwrap_or_default();
        self.passed += rest.iter().take_while(|block_max| block_max.last < from).count();
        match self.block_maxima.get(self.passed) {
            Some(block_max) => (block_max.last.saturating_add(1), block_max.frequency),
            None => (TERMINATED, 0.0),
        }
    }

    /// Where the first stretch from `from` on begins in which a frequency over
    /// its norm can be more than that. `from`, where a stretch begins, must not
    /// go back.
    pub(super) fn first_over(&mut self, from: DocId, frequency: f32) -> DocId {
        let (mut passed, mut from) = (self.passed, from);
        while let Some(block_max) = self.block_maxima.get(passed) {
            if block_max.last >= from {
                if block_max.frequency > frequency {
                    break;
                }
                from = block_max.last.saturating_add(1);
            }
            passed += 1;
        }
        self.passed = passed;
        if passed < self.block_maxima.len() { from } else { TERMINATED }
    }

    /// The most that it adds to the text of a passage with that frequency over
    /// its norm.
    pub(super) fn max_of_frequency(&self, frequency: f32) -> f32 {
        self.block_bounds.upper_bound(frequency)
    }

    /// The frequency in a passage. Passages must not go back.
    pub(super) fn frequency_in(&mut self, passage: DocId) -> f32 {
        self.cursor.frequency_in(passage)
    }

    /// Takes the postings from `from` up to `to`. `from` must not go back.
    pub(super) fn take(&mut self, from: DocId, to: DocId) {
        self.begin_to_take(from..to);
        self.cursor.fill(from, to, &mut self.postings);
    }

    /// The same of those alone that may be worth `threshold`, or whose titles have
    /// it: no other passage there may be asked for afterwards.
    pub(super) fn take_reaching(
        &mut self,
        passages: &Range<DocId>,
        formula: Formula<'_>,
        threshold: f32,
    ) {
        if threshold <= 0.0 || !formula.segment.one_passage_per_document {
            return self.take(passages.start, passages.end);
        }
        self.begin_to_take(passages.clone());
        let keep = formula.may_reach(self.role.weights().0, threshold);
        let Self { cursor, postings, titled, .. } = self;
        let titled = within(titled, passages);
        if titled.is_empty() {
            return cursor.fill_where(passages.start, passages.end, keep, postings);
        }
        let is_titled = |passage: DocId| titled.binary_search(&passage).is_ok();
        let keep = |passage, frequency| keep(passage, frequency) || is_titled(passage);
        cursor.fill_where(passages.start, passages.end, keep, postings);
    }

    /// Takes its postings in the passages of others, which lie there and
    /// ascend, and those that only their titles have; for where each passage
    /// is a document. No other passage there may be asked for afterwards.
    pub(super) fn take_common(&mut self, passages: &Range<DocId>, others: &[Posting]) {
        self.begin_to_take(passages.clone());
        self.cursor.fill_common(others, &mut self.postings);
        let titled = within(&self.titled, passages);
        if !titled.is_empty() {
            let shared = others.iter().map(|&(at, _)| at);
            let shared: Vec<DocId> = shared.filter(|at| titled.binary_search(at).is_ok()).collect();
            self.put_titled(&shared);
        }
    }

    fn begin_to_take(&mut self, passages: Range<DocId>) {
        self.window = passages;
        self.postings.clear();
        self.found_at = 0;
    }

    /// Puts the passages of that stretch among those taken that only their
    /// titles have; for where each passage is a document.
    pub(super) fn take_titled(&mut self, from: DocId, to: DocId) {
        let titled = self.titled_between(from, to).to_vec();
        if !titled.is_empty() {
            self.put_titled(&titled);
        }
    }

    /// Puts those passages among those taken, unless they are.
    fn put_titled(&mut self, titled: &[DocId]) {
        let absent = |first: &&DocId| self.postings.binary_search_by_key(*first, |p| p.0).is_err();
        let absent: Vec<Posting> = titled.iter().filter(absent).map(|&at| (at, 0.0)).collect();
        self.postings.extend(absent);
        self.postings.sort_unstable_by_key(|&(passage, _)| passage);
    }

    /// The postings of a document, taken now if they are not yet.
    pub(super) fn in_document(&mut self, passages: &Range<DocId>) -> &[Posting] {
        if passages.start < self.window.start || passages.end > self.window.end {
            self.take(passages.start, passages.end);
        }
        let passed = self.postings.get(self.found_at).is_none_or(|&(at, _)| at > passages.start);
        let mut postings =
            self.postings.get(if passed { 0 } else { self.found_at }..).unwrap_or_default();
        skip_to(&mut postings, passages.start);
        self.found_at = self.postings.len() - postings.len();
        let mut within = 0;
        while postings.get(within).is_some_and(|&(at, _)| at < passages.end) {
            within += 1;
        }
        postings.get(..within).unwrap_or_default()
    }

    /// The frequency in a passage where all that lie there were taken.
    /// Passages must not go back.
    pub(super) fn frequency_here(&mut self, passage: DocId) -> f32 {
        let rest = self.postings.get(self.found_at..).unwrap_or_default();
        self.found_at += rest.iter().take_while(|&&(at, _)| at < passage).count();
        let postings = self.postings.get(self.found_at).filter(|&&(at, _)| at == passage);
        postings.map_or(0.0, |&(_, frequency)| frequency)
    }

    /// Whether it is in the title of the document that begins there.
    pub(super) fn is_titled(&self, first: DocId) -> bool {
        !self.titled.is_empty() && self.titled.binary_search(&first).is_ok()
    }

    /// The most that it adds to a passage that is a document, where it has
    /// that frequency.
    pub(super) fn value(&self, formula: Formula<'_>, passage: DocId, frequency: f32) -> UpperBound {
        let bound = self.value_in_text(formula, passage, frequency);
        if !self.is_titled(passage) {
            return bound;
        }
        let (weight, _) = self.role.weights();
        self.role.bound(bound.typed + bound.learnt + formula.max_in_document(weight))
    }

    /// The same where no title has it.
    pub(super) fn value_in_text(
        &self,
        formula: Formula<'_>,
        passage: DocId,
        frequency: f32,
    ) -> UpperBound {
        if frequency <= 0.0 {
            return UpperBound::default();
        }
        let in_text = formula.approximate_of(self.max_in_text, passage, frequency);
        let (_, covers) = self.role.weights();
        let covered = covers * frequency.min(1.0);
        match self.role {
            Role::Learnt(_) => UpperBound { learnt: in_text, ..UpperBound::default() },
            _ => UpperBound { typed: in_text, covered, ..UpperBound::default() },
        }
    }
}

/// Those of ascending passages that lie there.
fn within<'a>(passages: &'a [DocId], range: &Range<DocId>) -> &'a [DocId] {
    let start = passages.partition_point(|&at| at < range.start);
    let rest = passages.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|&at| at < range.end)).unwrap_or_default()
}

/// The postings of passages from `from` up to `to`.
pub(super) fn between(postings: &[Posting], from: u32, to: u32) -> &[Posting] {
    let start = postings.partition_point(|&(at, _)| at < from);
    let rest = postings.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|&(at, _)| at < to)).unwrap_or_default()
}
