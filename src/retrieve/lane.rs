//! A concept or learnt term on its way through a segment: where it is, what
//! it has here, and what it can have at most.

use std::ops::Range;

use tantivy::{DocId, SegmentReader, TERMINATED};

use super::bounds::{Bounds, impacts};
use super::gather::SegmentPostings;
use super::postings::{Posting, skip_to};
use super::promise::Promise;
use super::sums::Formula;
use super::walk::Walk;
use crate::index::Impact;

/// What a lane adds to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Role {
    /// A scoring concept of that weight.
    Typed(f32),
    /// A learnt term of that weight.
    Learnt(f32),
    /// A concept of the filter alone.
    Filter,
}

impl Role {
    /// What an occurrence is worth, and how much of the query it covers.
    pub(super) fn weights(self) -> (f32, f32) {
        match self {
            Self::Typed(weight) => (weight, weight),
            Self::Learnt(weight) => (weight, 0.0),
            Self::Filter => (0.0, 0.0),
        }
    }
}

/// One list on its way through a segment.
pub(super) struct Lane<'a> {
    pub(super) role: Role,
    walk: Walk<'a>,
    pub(super) titles: &'a [Posting],
    /// First passages of the documents of the titles, ascending.
    pub(super) titled: Vec<DocId>,
    /// Bounds of what is left of the list, ascending; none of those passed.
    impacts: Vec<Impact>,
    passed: usize,
    /// The passages that were taken last, and the postings there.
    taken: Range<DocId>,
    pub(super) here: Vec<Posting>,
    /// Where among these the last document was found: most are asked for in order.
    found_at: usize,
    /// At most so many passages.
    pub(super) most_passages: usize,
    bounds: Bounds,
    /// The most that it is worth in the text of a passage, and of its document
    /// where that is the passage.
    most_in_text: (f32, f32),
}

impl<'a> Lane<'a> {
    pub(super) fn open(
        reader: &SegmentReader,
        formula: Formula<'a>,
        found: &'a SegmentPostings,
        role: Role,
    ) -> tantivy::Result<Self> {
        let segment = formula.segment;
        let first_passage =
            |&(document, _): &Posting| segment.first_passage.get(document as usize).copied();
        let mut walk = found.walk(reader, segment)?;
        let impacts = match role {
            Role::Filter => Vec::new(),
            _ => impacts(formula, found, &mut walk)?,
        };
        Ok(Self {
            role,
            walk,
            titles: &found.titles,
            impacts,
            passed: 0,
            taken: 0..0,
            here: Vec::new(),
            found_at: 0,
            most_passages: found.most_passages(),
            titled: found.titles.iter().filter_map(first_passage).collect(),
            bounds: Bounds::new(formula, role),
            most_in_text: formula.most_in_text(role.weights().0),
        })
    }

    /// The most that the list can add to the score of a passage from `from`
    /// up to `to`. `from` must not go back.
    pub(super) fn most(&mut self, from: DocId, to: DocId) -> f32 {
        let rest = self.impacts.get(self.passed..).unwrap_or_default();
        self.passed += rest.iter().take_while(|impact| impact.last < from).count();
        let mut most = None;
        for impact in self.impacts.get(self.passed..).unwrap_or_default() {
            most = Some(impact.frequency.max(most.unwrap_or(0.0)));
            if impact.last >= to.saturating_sub(1) {
                break;
            }
        }
        let in_titles = self.most_in_titles(from, to);
        most.map_or(0.0, |frequency| self.bounds.most(frequency)) + in_titles
    }

    /// The most that titles add.
    fn most_in_titles(&self, from: DocId, to: DocId) -> f32 {
        if self.titled_between(from, to).is_empty() {
            return 0.0;
        }
        self.bounds.most_of_title()
    }

    /// First passages from `from` up to `to` of documents of the titles.
    pub(super) fn titled_between(&self, from: DocId, to: DocId) -> &[DocId] {
        within(&self.titled, &(from..to))
    }

    /// The first passage from `from` on. `from` must not go back.
    pub(super) fn seek(&mut self, from: DocId) -> DocId {
        self.walk.seek(from)
    }

    /// Goes back to the beginning.
    pub(super) fn rewind(&mut self) {
        self.walk.rewind();
        self.passed = 0;
        self.taken = 0..0;
    }

    /// The `count` stretches in which the list can add the most, in order.
    /// None where the list has few.
    pub(super) fn highest(&self, count: usize) -> Vec<(DocId, DocId)> {
        if self.impacts.len() < count * 2 {
            return Vec::new();
        }
        // Frequencies with their stretches, the highest first.
        let mut highest: Vec<(f32, (DocId, DocId))> = Vec::with_capacity(count + 1);
        let (mut from, mut least) = (0, f32::NEG_INFINITY);
        for impact in &self.impacts {
            let (frequency, to) = (impact.frequency, impact.last.saturating_add(1));
            // What is not known may be less than what is.
            if frequency > least && frequency.is_finite() {
                let at = highest.partition_point(|&(known, _)| known >= frequency);
                highest.insert(at, (frequency, (from, to)));
                highest.truncate(count);
                let is_full = highest.len() == count;
                least = highest.last().filter(|_| is_full).map_or(least, |last| last.0);
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
        let rest = self.impacts.get(self.passed..).unwrap_or_default();
        self.passed += rest.iter().take_while(|impact| impact.last < from).count();
        match self.impacts.get(self.passed) {
            Some(impact) => (impact.last.saturating_add(1), impact.frequency),
            None => (TERMINATED, 0.0),
        }
    }

    /// Where the first stretch from `from` on begins in which a frequency over
    /// its norm can be more than that. `from`, where a stretch begins, must not
    /// go back.
    pub(super) fn first_over(&mut self, from: DocId, frequency: f32) -> DocId {
        let (mut passed, mut from) = (self.passed, from);
        while let Some(impact) = self.impacts.get(passed) {
            if impact.last >= from {
                if impact.frequency > frequency {
                    break;
                }
                from = impact.last.saturating_add(1);
            }
            passed += 1;
        }
        self.passed = passed;
        if passed < self.impacts.len() { from } else { TERMINATED }
    }

    /// The most that it adds to the text of a passage with that frequency over
    /// its norm.
    pub(super) fn most_of(&self, frequency: f32) -> f32 {
        self.bounds.most(frequency)
    }

    /// The frequency in a passage. Passages must not go back.
    pub(super) fn frequency_in(&mut self, passage: DocId) -> f32 {
        self.walk.frequency_in(passage)
    }

    /// Takes the postings from `from` up to `to`. `from` must not go back.
    pub(super) fn take(&mut self, from: DocId, to: DocId) {
        self.begin_to_take(from..to);
        self.walk.fill(from, to, &mut self.here);
    }

    /// The same of those alone that may be worth `least`, or whose titles have
    /// it: no other passage there may be asked for afterwards.
    pub(super) fn take_reaching(
        &mut self,
        passages: &Range<DocId>,
        formula: Formula<'_>,
        least: f32,
    ) {
        if least <= 0.0 || !formula.segment.is_flat {
            return self.take(passages.start, passages.end);
        }
        self.begin_to_take(passages.clone());
        let keep = formula.may_reach(self.role.weights().0, least);
        let Self { walk, here, titled, .. } = self;
        let titled = within(titled, passages);
        if titled.is_empty() {
            return walk.fill_where(passages.start, passages.end, keep, here);
        }
        let is_titled = |passage: DocId| titled.binary_search(&passage).is_ok();
        let keep = |passage, frequency| keep(passage, frequency) || is_titled(passage);
        walk.fill_where(passages.start, passages.end, keep, here);
    }

    /// Takes its postings in the passages of others, which lie there and
    /// ascend, and those that only their titles have; for where each passage
    /// is a document. No other passage there may be asked for afterwards.
    pub(super) fn take_common(&mut self, passages: &Range<DocId>, others: &[Posting]) {
        self.begin_to_take(passages.clone());
        self.walk.fill_common(others, &mut self.here);
        let titled = within(&self.titled, passages);
        if !titled.is_empty() {
            let shared = others.iter().map(|&(at, _)| at);
            let shared: Vec<DocId> = shared.filter(|at| titled.binary_search(at).is_ok()).collect();
            self.put_titled(&shared);
        }
    }

    fn begin_to_take(&mut self, passages: Range<DocId>) {
        self.taken = passages;
        self.here.clear();
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
        let absent = |first: &&DocId| self.here.binary_search_by_key(*first, |p| p.0).is_err();
        let absent: Vec<Posting> = titled.iter().filter(absent).map(|&at| (at, 0.0)).collect();
        self.here.extend(absent);
        self.here.sort_unstable_by_key(|&(passage, _)| passage);
    }

    /// The postings of a document, taken now if they are not yet.
    pub(super) fn in_document(&mut self, passages: &Range<DocId>) -> &[Posting] {
        if passages.start < self.taken.start || passages.end > self.taken.end {
            self.take(passages.start, passages.end);
        }
        let passed = self.here.get(self.found_at).is_none_or(|&(at, _)| at > passages.start);
        let mut here = self.here.get(if passed { 0 } else { self.found_at }..).unwrap_or_default();
        skip_to(&mut here, passages.start);
        self.found_at = self.here.len() - here.len();
        let mut within = 0;
        while here.get(within).is_some_and(|&(at, _)| at < passages.end) {
            within += 1;
        }
        here.get(..within).unwrap_or_default()
    }

    /// The frequency in a passage where all that lie there were taken.
    /// Passages must not go back.
    pub(super) fn frequency_here(&mut self, passage: DocId) -> f32 {
        let rest = self.here.get(self.found_at..).unwrap_or_default();
        self.found_at += rest.iter().take_while(|&&(at, _)| at < passage).count();
        let here = self.here.get(self.found_at).filter(|&&(at, _)| at == passage);
        here.map_or(0.0, |&(_, frequency)| frequency)
    }

    /// Whether it is in the title of the document that begins there.
    pub(super) fn is_titled(&self, first: DocId) -> bool {
        !self.titled.is_empty() && self.titled.binary_search(&first).is_ok()
    }

    /// The most that it adds to a passage that is a document, where it has
    /// that frequency.
    pub(super) fn value(&self, formula: Formula<'_>, passage: DocId, frequency: f32) -> Promise {
        let promise = self.value_in_text(formula, passage, frequency);
        if !self.is_titled(passage) {
            return promise;
        }
        let (weight, _) = self.role.weights();
        self.role.promise(promise.typed + promise.learnt + formula.most_in_document(weight))
    }

    /// The same where no title has it.
    pub(super) fn value_in_text(
        &self,
        formula: Formula<'_>,
        passage: DocId,
        frequency: f32,
    ) -> Promise {
        if frequency <= 0.0 {
            return Promise::default();
        }
        let in_text = formula.nearly_of(self.most_in_text, passage, frequency);
        let (_, covers) = self.role.weights();
        let covered = covers * frequency.min(1.0);
        match self.role {
            Role::Learnt(_) => Promise { learnt: in_text, ..Promise::default() },
            _ => Promise { typed: in_text, covered, ..Promise::default() },
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
