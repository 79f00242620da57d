//! A scored cursor: one list of a segment, read forward, with block-max bounds
//! of what it adds to scores.

use std::ops::Range;

use tantivy::{DocId, TERMINATED};

use super::block_bounds::{BlockBounds, block_maxima};
use super::document_scorer::Presence;
use super::role::{Role, UpperBound};
use super::segment_formula::{MaxInText, SegmentFormula};
use crate::postings::block_max::BlockMax;
use crate::search::matching::cursor::Cursor;
use crate::search::matching::gather::SegmentPostings;
use crate::search::matching::posting::{Posting, TitlePosting, skip_to};
use crate::store::ordinals::DocumentOrd;

/// A cursor over the postings of a concept or feedback term.
pub(super) struct ScoredCursor<'a> {
    pub(super) role: Role,
    /// What its presence tells; nothing but of a scoring concept.
    pub(super) presence: Presence,
    cursor: Cursor<'a>,
    /// Documents that have it in their titles.
    pub(super) titles: &'a [TitlePosting],
    /// First passages of these documents, ascending.
    titled: Vec<DocId>,
    /// Ascending by passage; one for each block.
    block_maxima: Vec<BlockMax>,
    /// The first block that the cursor has not passed.
    block: usize,
    /// The passages that were taken last, and the postings there.
    taken: Range<DocId>,
    pub(super) postings: Vec<Posting>,
    /// Where the last look-up among these ended: most go forward.
    look_up_at: usize,
    /// An upper bound of how many passages the list has.
    pub(super) max_passages: usize,
    block_bounds: BlockBounds,
    max_in_text: MaxInText,
}

impl<'a> ScoredCursor<'a> {
    pub(super) fn open(
        formula: SegmentFormula<'a>,
        postings: &'a SegmentPostings,
        role: Role,
    ) -> tantivy::Result<Self> {
        let segment = formula.segment;
        let first_passage =
            |title: &TitlePosting| segment.first_passage.get(title.document.index()).copied();
        let mut cursor = postings.cursor(segment)?;
        let block_maxima = match role {
            Role::Filter => Vec::new(),
            _ => block_maxima(formula, postings, &mut cursor)?,
        };
        Ok(Self {
            role,
            presence: Presence::default(),
            cursor,
            titles: &postings.titles,
            titled: postings.titles.iter().filter_map(first_passage).collect(),
            block_maxima,
            block: 0,
            taken: 0..0,
            postings: Vec::new(),
            look_up_at: 0,
            max_passages: postings.max_passages(),
            block_bounds: BlockBounds::new(formula, role),
            max_in_text: formula.max_in_text(role.weight()),
        })
    }

    /// An upper bound of what the list adds to the score of a passage from
    /// `from` up to `to`. `from` must not go back.
    pub(super) fn upper_bound(&mut self, from: DocId, to: DocId) -> f32 {
        self.pass_blocks(from);
        let mut max_frequency = None;
        for block in self.block_maxima.get(self.block..).unwrap_or_default() {
            max_frequency = Some(block.frequency.max(max_frequency.unwrap_or(0.0)));
            if block.last >= to.saturating_sub(1) {
                break;
            }
        }
        let is_titled = !self.titled_between(from, to).is_empty();
        let in_titles = if is_titled { self.block_bounds.max_of_title() } else { 0.0 };
        max_frequency.map_or(0.0, |frequency| self.block_bounds.upper_bound(frequency)) + in_titles
    }

    /// Passes the blocks that end before a passage.
    fn pass_blocks(&mut self, from: DocId) {
        let blocks = self.block_maxima.get(self.block..).unwrap_or_default();
        self.block += blocks.iter().take_while(|block| block.last < from).count();
    }

    /// First passages from `from` up to `to` of documents whose titles have it.
    pub(super) fn titled_between(&self, from: DocId, to: DocId) -> &[DocId] {
        between(&self.titled, &(from..to))
    }

    /// The first passage from `from` on. `from` must not go back.
    pub(super) fn seek(&mut self, from: DocId) -> DocId {
        self.cursor.seek(from)
    }

    /// As [`Cursor::check`].
    pub(super) fn check(&self) -> std::io::Result<()> {
        self.cursor.check()
    }

    /// Goes back to the beginning.
    pub(super) fn rewind(&mut self) {
        self.cursor.rewind();
        self.block = 0;
        self.taken = 0..0;
    }

    /// The passages of the `count` blocks with the highest bounds, in the order
    /// of the list. None where the list has fewer than twice as many blocks:
    /// all of it is read at once then.
    pub(super) fn highest_blocks(&self, count: usize) -> Vec<(DocId, DocId)> {
        if self.block_maxima.len() < count * 2 {
            return Vec::new();
        }
        // Frequencies with their passages, the highest first.
        let mut highest: Vec<(f32, (DocId, DocId))> = Vec::with_capacity(count + 1);
        let (mut from, mut lowest) = (0, f32::NEG_INFINITY);
        for block in &self.block_maxima {
            let (frequency, to) = (block.frequency, block.last.saturating_add(1));
            // An unknown maximum, infinite, may be less than a known one.
            if frequency > lowest && frequency.is_finite() {
                let at = highest.partition_point(|&(higher, _)| higher >= frequency);
                highest.insert(at, (frequency, (from, to)));
                highest.truncate(count);
                let is_full = highest.len() == count;
                lowest = highest.last().filter(|_| is_full).map_or(lowest, |last| last.0);
            }
            from = to;
        }
        let mut blocks: Vec<_> = highest.into_iter().map(|(_, passages)| passages).collect();
        blocks.sort_unstable();
        blocks
    }

    /// The block that `from` lies in: one past its last passage, and its
    /// largest frequency over a norm. `from` must not go back.
    pub(super) fn block_at(&mut self, from: DocId) -> (DocId, f32) {
        self.pass_blocks(from);
        match self.block_maxima.get(self.block) {
            Some(block) => (block.last.saturating_add(1), block.frequency),
            None => (TERMINATED, 0.0),
        }
    }

    /// Where the first block from `from` on begins whose largest frequency is
    /// above that. `from`, where a block begins, must not go back.
    pub(super) fn first_block_above(&mut self, from: DocId, frequency: f32) -> DocId {
        let (mut at, mut from) = (self.block, from);
        while let Some(block) = self.block_maxima.get(at) {
            if block.last >= from {
                if block.frequency > frequency {
                    break;
                }
                from = block.last.saturating_add(1);
            }
            at += 1;
        }
        self.block = at;
        if at < self.block_maxima.len() { from } else { TERMINATED }
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

    /// Takes the postings of the passages, whose first must not go back.
    pub(super) fn take(&mut self, passages: &Range<DocId>) {
        self.begin_to_take(passages);
        self.cursor.fill(passages.start, passages.end, &mut self.postings);
    }

    /// [`take`](Self::take), but only postings that may be worth `min_value`,
    /// or whose titles have it: no other passage there may be looked up
    /// afterwards.
    pub(super) fn take_reaching(
        &mut self,
        passages: &Range<DocId>,
        formula: SegmentFormula<'_>,
        min_value: f32,
    ) {
        if min_value <= 0.0 || !formula.segment.one_passage_per_document {
            return self.take(passages);
        }
        self.begin_to_take(passages);
        let may_reach = formula.may_reach(self.role.weight(), min_value);
        let Self { cursor, postings, titled, .. } = self;
        let Range { start, end } = *passages;
        let titled = between(titled, passages);
        if titled.is_empty() {
            return cursor.fill_where(start, end, may_reach, postings);
        }
        let is_titled = |passage: DocId| titled.binary_search(&passage).is_ok();
        let keep = |passage, frequency| may_reach(passage, frequency) || is_titled(passage);
        cursor.fill_where(start, end, keep, postings);
    }

    /// Takes its postings in the passages of another list, which lie within
    /// `passages` and ascend, and those that only their titles have. Only where
    /// each passage is a document. No other passage there may be looked up
    /// afterwards.
    pub(super) fn take_common(&mut self, passages: &Range<DocId>, others: &[Posting]) {
        self.begin_to_take(passages);
        self.cursor.fill_common(others, &mut self.postings);
        let titled = between(&self.titled, passages);
        if !titled.is_empty() {
            let others = others.iter().map(|&(passage, _)| passage);
            let shared: Vec<DocId> =
                others.filter(|passage| titled.binary_search(passage).is_ok()).collect();
            self.insert_titled(&shared);
        }
    }

    fn begin_to_take(&mut self, passages: &Range<DocId>) {
        self.taken = passages.clone();
        self.postings.clear();
        self.look_up_at = 0;
    }

    /// Inserts the passages among those taken that only their titles have.
    /// Only where each passage is a document.
    pub(super) fn take_titled(&mut self, passages: &Range<DocId>) {
        let titled = between(&self.titled, passages).to_vec();
        if !titled.is_empty() {
            self.insert_titled(&titled);
        }
    }

    /// Inserts passages among those taken, unless they are there.
    fn insert_titled(&mut self, titled: &[DocId]) {
        let is_absent = |passage: &&DocId| !self.has_passage(**passage);
        let absent: Vec<Posting> = titled.iter().filter(is_absent).map(|&at| (at, 0.0)).collect();
        self.postings.extend(absent);
        self.postings.sort_unstable_by_key(|&(passage, _)| passage);
    }

    /// The postings of a document, taken now if they are not yet.
    pub(super) fn in_document(&mut self, passages: &Range<DocId>) -> &[Posting] {
        if passages.start < self.taken.start || passages.end > self.taken.end {
            self.take(passages);
        }
        let is_behind =
            self.postings.get(self.look_up_at).is_none_or(|&(at, _)| at > passages.start);
        let from = if is_behind { 0 } else { self.look_up_at };
        let mut postings = self.postings.get(from..).unwrap_or_default();
        skip_to(&mut postings, passages.start);
        self.look_up_at = self.postings.len() - postings.len();
        let mut len = 0;
        while postings.get(len).is_some_and(|&(at, _)| at < passages.end) {
            len += 1;
        }
        postings.get(..len).unwrap_or_default()
    }

    /// The frequency in a passage of those taken. Passages must not go back.
    pub(super) fn frequency_taken(&mut self, passage: DocId) -> f32 {
        let postings = self.postings.get(self.look_up_at..).unwrap_or_default();
        self.look_up_at += postings.iter().take_while(|&&(at, _)| at < passage).count();
        let posting = self.postings.get(self.look_up_at).filter(|&&(at, _)| at == passage);
        posting.map_or(0.0, |&(_, frequency)| frequency)
    }

    /// Whether a passage of those taken has it.
    pub(super) fn has_passage(&self, passage: DocId) -> bool {
        self.postings.binary_search_by_key(&passage, |&(at, _)| at).is_ok()
    }

    /// Whether the title of a document has it.
    pub(super) fn has_title(&self, document: DocumentOrd) -> bool {
        self.titles.binary_search_by_key(&document, |title| title.document).is_ok()
    }

    /// Whether the title of the document that begins at a passage has it.
    pub(super) fn is_titled(&self, first: DocId) -> bool {
        !self.titled.is_empty() && self.titled.binary_search(&first).is_ok()
    }

    /// An upper bound of what it adds to a passage that is a document, where
    /// it has that frequency.
    pub(super) fn bound_in(
        &self,
        formula: SegmentFormula<'_>,
        passage: DocId,
        frequency: f32,
    ) -> UpperBound {
        let bound = self.bound_in_text(formula, passage, frequency);
        if !self.is_titled(passage) {
            return bound;
        }
        let in_title = formula.max_in_document(self.role.weight());
        self.role.bound(bound.typed + bound.bonus + in_title)
    }

    /// [`bound_in`](Self::bound_in) where no title has it.
    pub(super) fn bound_in_text(
        &self,
        formula: SegmentFormula<'_>,
        passage: DocId,
        frequency: f32,
    ) -> UpperBound {
        if frequency <= 0.0 {
            return UpperBound::default();
        }
        let in_text = formula.approximate(self.max_in_text, passage, frequency);
        let covered = self.role.coverage() * frequency.min(1.0);
        match self.role {
            Role::Form(_) | Role::Learnt(_) => {
                UpperBound { bonus: in_text, ..UpperBound::default() }
            }
            _ => UpperBound { typed: in_text, covered, ..UpperBound::default() },
        }
    }
}

/// Those of ascending passages that lie in the range.
fn between<'a>(passages: &'a [DocId], range: &Range<DocId>) -> &'a [DocId] {
    let start = passages.partition_point(|&passage| passage < range.start);
    let passages = passages.get(start..).unwrap_or_default();
    passages.get(..passages.partition_point(|&at| at < range.end)).unwrap_or_default()
}
