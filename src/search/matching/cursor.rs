//! A posting list read forward, in leaps where nothing is wanted.

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, TERMINATED};

use super::posting::{Posting, skip_to};
use crate::postings::block_cursor::BlockCursor;
use crate::store::segment::Segment;

/// A posting list, walked from its beginning to its end.
pub(crate) enum Cursor<'a> {
    Term(Box<TermCursor<'a>>),
    List { all: &'a [Posting], rest: &'a [Posting] },
}

impl Cursor<'_> {
    /// The first passage from `from` on; [`TERMINATED`] where there is none.
    /// `from` must not go back.
    pub(crate) fn seek(&mut self, from: DocId) -> DocId {
        match self {
            Cursor::Term(blocks) => blocks.seek(from),
            Cursor::List { rest, .. } => {
                skip_to(rest, from);
                rest.first().map_or(TERMINATED, |&(passage, _)| passage)
            }
        }
    }

    /// The frequency in a passage; 0 where it is not there. Passages must not
    /// go back.
    pub(crate) fn frequency_in(&mut self, passage: DocId) -> f32 {
        match self {
            Cursor::Term(blocks) => blocks.frequency_in(passage),
            Cursor::List { rest, .. } => {
                skip_to(rest, passage);
                let here = rest.first().filter(|&&(at, _)| at == passage);
                here.map_or(0.0, |&(_, frequency)| frequency)
            }
        }
    }

    /// Appends the postings from `from` up to, not including, `to`, and goes
    /// on to there.
    pub(crate) fn fill(&mut self, from: DocId, to: DocId, out: &mut Vec<Posting>) {
        match self {
            Cursor::Term(term) => term.fill(from, to, out),
            Cursor::List { rest, .. } => out.extend_from_slice(leave_behind(rest, from, to)),
        }
    }

    /// The same of those postings alone that are to be kept.
    pub(crate) fn fill_where(
        &mut self,
        from: DocId,
        to: DocId,
        keep: impl Fn(DocId, f32) -> bool,
        out: &mut Vec<Posting>,
    ) {
        match self {
            Cursor::Term(term) => term.fill_where(from, to, keep, out),
            Cursor::List { rest, .. } => {
                push_where(leave_behind(rest, from, to).iter().copied(), keep, out);
            }
        }
    }

    /// Appends its postings in the passages of others, which ascend. Passages
    /// must not go back.
    pub(crate) fn fill_common(&mut self, others: &[Posting], out: &mut Vec<Posting>) {
        match self {
            Cursor::Term(term) => term.fill_common(others, out),
            Cursor::List { rest, .. } => {
                for &(passage, _) in others {
                    skip_to(rest, passage);
                    out.extend(rest.first().filter(|&&(at, _)| at == passage));
                }
            }
        }
    }

    /// Goes back to the beginning.
    pub(crate) fn rewind(&mut self) {
        match self {
            Cursor::Term(term) => term.blocks.rewind(),
            Cursor::List { all, rest } => *rest = all,
        }
    }
}

/// A term's postings, what an occurrence counts, and which are deleted.
pub(crate) struct TermCursor<'a> {
    blocks: BlockCursor,
    /// What an occurrence counts.
    weight: f32,
    /// Where some of the passages are deleted, the segment, to tell which.
    deleted_of: Option<&'a Segment>,
    /// Which of others' passages a block has: room that is made once.
    found: Vec<(usize, usize)>,
}

impl<'a> TermCursor<'a> {
    pub(super) fn open(
        segment: &'a Segment,
        (field, info): (Field, &TermInfo),
        weight: f32,
    ) -> tantivy::Result<Self> {
        let blocks = segment.lists.blocks(field, info)?;
        let deleted_of = segment.reader.has_deletes().then_some(segment);
        Ok(Self { blocks, weight, deleted_of, found: Vec::new() })
    }

    fn is_alive(&self, passage: DocId) -> bool {
        self.deleted_of.is_none_or(|segment| segment.is_alive(passage))
    }

    fn seek(&mut self, from: DocId) -> DocId {
        let mut from = from;
        loop {
            let passage = self.blocks.seek(from);
            if passage == TERMINATED || self.is_alive(passage) {
                return passage;
            }
            from = passage + 1;
        }
    }

    fn frequency_in(&mut self, passage: DocId) -> f32 {
        if self.blocks.seek(passage) == passage {
            self.blocks.frequency() as f32 * self.weight
        } else {
            0.0
        }
    }

    fn fill(&mut self, from: DocId, to: DocId, out: &mut Vec<Posting>) {
        let deleted_of = self.deleted_of;
        self.for_each_run(from, to, |run| match deleted_of {
            None => out.extend(run.postings()),
            Some(segment) => {
                out.extend(run.postings().filter(|&(passage, _)| segment.is_alive(passage)));
            }
        });
    }

    fn fill_where(
        &mut self,
        from: DocId,
        to: DocId,
        keep: impl Fn(DocId, f32) -> bool,
        out: &mut Vec<Posting>,
    ) {
        let deleted_of = self.deleted_of;
        self.for_each_run(from, to, |run| match deleted_of {
            None => push_where(run.postings(), &keep, out),
            Some(segment) => {
                let alive = |passage| segment.is_alive(passage);
                push_where(run.postings(), |at, found| keep(at, found) && alive(at), out);
            }
        });
    }

    fn fill_common(&mut self, others: &[Posting], out: &mut Vec<Posting>) {
        let Self { blocks, weight, deleted_of, found } = self;
        let is_alive = |passage| deleted_of.is_none_or(|segment| segment.is_alive(passage));
        let mut rest = others;
        while !rest.is_empty() {
            let asked = blocks.find(rest, |&(passage, _)| passage, found);
            for &(number, at) in found.iter() {
                let Some(&(passage, _)) = rest.get(number) else { continue };
                if is_alive(passage) {
                    out.push((passage, blocks.frequency_at(at) as f32 * *weight));
                }
            }
            rest = rest.get(asked..).unwrap_or_default();
        }
    }

    /// Hands out the postings from `from` up to `to`, those of a block at a
    /// time, and goes on to there.
    fn for_each_run(&mut self, from: DocId, to: DocId, mut emit: impl FnMut(BlockRun<'_>)) {
        let (first, weight) = (self.blocks.seek(from), self.weight);
        if to - from == 1 {
            // One of a block does not need the frequencies of the others.
            if first == from {
                let frequencies = &[self.blocks.frequency()];
                emit(BlockRun { passages: &[from], frequencies, weight });
            }
            return;
        }
        loop {
            let (passages, frequencies) = self.blocks.postings();
            let ends_here = passages.last().is_none_or(|&last| last >= to);
            let within = if ends_here {
                passages.partition_point(|&passage| passage < to)
            } else {
                passages.len()
            };
            let passages = passages.get(..within).unwrap_or_default();
            emit(BlockRun { passages, frequencies, weight });
            if ends_here {
                return self.blocks.pass(within);
            }
            self.blocks.advance();
        }
    }

    /// The postings of the only block of a list that is one, from where on it
    /// is; none of a longer one.
    pub(crate) fn only_block(&mut self) -> Option<impl Iterator<Item = Posting>> {
        let weight = self.weight;
        self.blocks.is_one_block().then(|| {
            let (passages, frequencies) = self.blocks.postings();
            BlockRun { passages, frequencies, weight }.postings()
        })
    }
}

/// Postings on end in a block.
struct BlockRun<'a> {
    passages: &'a [DocId],
    frequencies: &'a [u32],
    weight: f32,
}

impl<'a> BlockRun<'a> {
    fn postings(self) -> impl Iterator<Item = Posting> + use<'a> {
        let weighed = move |(&at, &frequency): (&DocId, &u32)| (at, frequency as f32 * self.weight);
        self.passages.iter().zip(self.frequencies).map(weighed)
    }
}

/// Goes on in a list to `to`; gives what was there from `from` on.
fn leave_behind<'a>(postings: &mut &'a [Posting], from: DocId, to: DocId) -> &'a [Posting] {
    skip_to(postings, from);
    let (here, rest) = postings.split_at(postings.partition_point(|&(passage, _)| passage < to));
    *postings = rest;
    here
}

/// Appends the postings that are to be kept. Each is written, and stays where
/// it is kept: so there is no branch to be guessed.
fn push_where(
    postings: impl Iterator<Item = Posting>,
    keep: impl Fn(DocId, f32) -> bool,
    out: &mut Vec<Posting>,
) {
    let kept = out.len();
    out.resize(kept + postings.size_hint().0, (0, 0.0));
    let slots = out.get_mut(kept..).unwrap_or_default();
    let mut count = 0;
    for (passage, frequency) in postings {
        slots.get_mut(count).into_iter().for_each(|slot| *slot = (passage, frequency));
        count += usize::from(keep(passage, frequency));
    }
    out.truncate(kept + count);
}
