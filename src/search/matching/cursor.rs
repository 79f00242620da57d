//! A cursor over the postings of a concept in one segment: forward, skipping
//! what is not needed.

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, TERMINATED};

use super::posting::{Posting, skip_to};
use crate::postings::block_cursor::BlockCursor;
use crate::store::segment::Segment;

/// A cursor over a term's postings in the index, or over a merged list.
pub(crate) enum Cursor<'a> {
    Term(Box<TermCursor<'a>>),
    List { all: &'a [Posting], unread: &'a [Posting] },
}

impl Cursor<'_> {
    /// Checks that no damage was met. Where some was, what the cursor gave may
    /// lack postings.
    ///
    /// # Errors
    /// An error of kind `InvalidData`.
    pub(crate) fn check(&self) -> std::io::Result<()> {
        match self {
            Cursor::Term(term) => term.blocks.check(),
            Cursor::List { .. } => Ok(()),
        }
    }

    /// The first passage from `from` on; [`TERMINATED`] where there is none.
    /// `from` must not go back.
    pub(crate) fn seek(&mut self, from: DocId) -> DocId {
        match self {
            Cursor::Term(blocks) => blocks.seek(from),
            Cursor::List { unread, .. } => {
                skip_to(unread, from);
                unread.first().map_or(TERMINATED, |&(passage, _)| passage)
            }
        }
    }

    /// The frequency in a passage; 0 where it is not there. Passages must not
    /// go back.
    pub(crate) fn frequency_in(&mut self, passage: DocId) -> f32 {
        match self {
            Cursor::Term(blocks) => blocks.frequency_in(passage),
            Cursor::List { unread, .. } => {
                skip_to(unread, passage);
                let posting = unread.first().filter(|&&(at, _)| at == passage);
                posting.map_or(0.0, |&(_, frequency)| frequency)
            }
        }
    }

    /// Appends the postings from `from` up to, not including, `to`, and goes
    /// to the first after them.
    pub(crate) fn fill(&mut self, from: DocId, to: DocId, out: &mut Vec<Posting>) {
        match self {
            Cursor::Term(term) => term.fill(from, to, out),
            Cursor::List { unread, .. } => out.extend_from_slice(take_between(unread, from, to)),
        }
    }

    /// [`fill`](Self::fill) with the postings that `keep` lets through.
    pub(crate) fn fill_where(
        &mut self,
        from: DocId,
        to: DocId,
        keep: impl Fn(DocId, f32) -> bool,
        out: &mut Vec<Posting>,
    ) {
        match self {
            Cursor::Term(term) => term.fill_where(from, to, keep, out),
            Cursor::List { unread, .. } => {
                push_where(take_between(unread, from, to).iter().copied(), keep, out);
            }
        }
    }

    /// Appends its postings in the passages of others, which ascend. Passages
    /// must not go back.
    pub(crate) fn fill_common(&mut self, others: &[Posting], out: &mut Vec<Posting>) {
        match self {
            Cursor::Term(term) => term.fill_common(others, out),
            Cursor::List { unread, .. } => {
                for &(passage, _) in others {
                    skip_to(unread, passage);
                    out.extend(unread.first().filter(|&&(at, _)| at == passage));
                }
            }
        }
    }

    /// Goes back to the beginning.
    pub(crate) fn rewind(&mut self) {
        match self {
            Cursor::Term(term) => term.blocks.rewind(),
            Cursor::List { all, unread } => *unread = all,
        }
    }
}

/// A term's postings, what an occurrence counts, and which are deleted.
pub(crate) struct TermCursor<'a> {
    blocks: BlockCursor,
    /// What an occurrence counts.
    weight: f32,
    /// The segment, to tell which passages are deleted; `None` where none is.
    deleted_of: Option<&'a Segment>,
    /// Passages of another list that a block has: room that is allocated once.
    matches: Vec<(usize, usize)>,
}

impl<'a> TermCursor<'a> {
    pub(super) fn open(
        segment: &'a Segment,
        (field, info): (Field, &TermInfo),
        weight: f32,
    ) -> tantivy::Result<Self> {
        let blocks = segment.lists.blocks(field, info)?;
        let deleted_of = segment.reader.has_deletes().then_some(segment);
        Ok(Self { blocks, weight, deleted_of, matches: Vec::new() })
    }

    fn is_alive(&self, passage: DocId) -> bool {
        self.deleted_of.is_none_or(|segment| segment.is_alive(passage))
    }

    fn seek(&mut self, from: DocId) -> DocId {
        let mut target = from;
        loop {
            let passage = self.blocks.seek(target);
            if passage == TERMINATED || self.is_alive(passage) {
                return passage;
            }
            // Passages are below TERMINATED, and none is before its target: the
            // loop moves forward.
            target = passage + 1;
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
                push_where(run.postings(), |at, frequency| keep(at, frequency) && alive(at), out);
            }
        });
    }

    fn fill_common(&mut self, others: &[Posting], out: &mut Vec<Posting>) {
        let Self { blocks, weight, deleted_of, matches } = self;
        let is_alive = |passage| deleted_of.is_none_or(|segment| segment.is_alive(passage));
        let mut undecided = others;
        while !undecided.is_empty() {
            // One at least is decided, so the loop ends.
            let decided = blocks.find(undecided, |&(passage, _)| passage, matches);
            for &(number, index) in matches.iter() {
                let Some(&(passage, _)) = undecided.get(number) else { continue };
                if is_alive(passage) {
                    out.push((passage, blocks.frequency_at(index) as f32 * *weight));
                }
            }
            undecided = undecided.get(decided..).unwrap_or_default();
        }
    }

    /// Emits the postings from `from` up to `to`, those of one block at a time,
    /// and goes to the first after them.
    fn for_each_run(&mut self, from: DocId, to: DocId, mut emit: impl FnMut(BlockRun<'_>)) {
        let (first, weight) = (self.blocks.seek(from), self.weight);
        if to - from == 1 {
            // A single passage does not need the frequencies of its whole block.
            if first == from {
                let frequencies = &[self.blocks.frequency()];
                emit(BlockRun { passages: &[from], frequencies, weight });
            }
            return;
        }
        loop {
            // Empty at the end of the list, which ends the loop.
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
                return self.blocks.skip(within);
            }
            self.blocks.advance();
        }
    }

    /// The unread postings of a list of one block; `None` of a longer list.
    pub(crate) fn only_block(&mut self) -> Option<impl Iterator<Item = Posting>> {
        let weight = self.weight;
        self.blocks.is_one_block().then(|| {
            let (passages, frequencies) = self.blocks.postings();
            BlockRun { passages, frequencies, weight }.postings()
        })
    }
}

/// Postings in a row of a block.
struct BlockRun<'a> {
    passages: &'a [DocId],
    frequencies: &'a [u32],
    weight: f32,
}

impl<'a> BlockRun<'a> {
    fn postings(self) -> impl Iterator<Item = Posting> + use<'a> {
        let weighted =
            move |(&at, &frequency): (&DocId, &u32)| (at, frequency as f32 * self.weight);
        self.passages.iter().zip(self.frequencies).map(weighted)
    }
}

/// Removes the postings before `to` from a list; gives those from `from` on.
fn take_between<'a>(postings: &mut &'a [Posting], from: DocId, to: DocId) -> &'a [Posting] {
    skip_to(postings, from);
    let end = postings.partition_point(|&(passage, _)| passage < to);
    let (taken, unread) = postings.split_at(end);
    *postings = unread;
    taken
}

/// Appends the postings that `keep` lets through. Each is written, and the next
/// overwrites it unless it is kept: that spares a branch that is hard to predict.
fn push_where(
    postings: impl Iterator<Item = Posting>,
    keep: impl Fn(DocId, f32) -> bool,
    out: &mut Vec<Posting>,
) {
    let kept = out.len();
    // The lower bound of the size is exact for the iterators used here.
    out.resize(kept + postings.size_hint().0, (0, 0.0));
    let slots = out.get_mut(kept..).unwrap_or_default();
    let mut count = 0;
    for (passage, frequency) in postings {
        if let Some(slot) = slots.get_mut(count) {
            *slot = (passage, frequency);
        }
        count += usize::from(keep(passage, frequency));
    }
    out.truncate(kept + count);
}
