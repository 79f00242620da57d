//! A posting list read forward, in leaps where nothing is wanted.

use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED};

use super::postings::{Posting, skip_to};
use crate::index::Segment;

/// A posting list, walked from its beginning to its end once.
pub(super) enum Walk<'a> {
    Term(Box<Blocks<'a>>),
    List(&'a [Posting]),
}

impl Walk<'_> {
    /// The first passage from `from` on; [`TERMINATED`] where there is none.
    /// `from` must not go back.
    pub(super) fn seek(&mut self, from: DocId) -> DocId {
        match self {
            Walk::Term(blocks) => blocks.seek(from),
            Walk::List(postings) => {
                skip_to(postings, from);
                postings.first().map_or(TERMINATED, |&(passage, _)| passage)
            }
        }
    }

    /// The frequency in a passage; 0 where it is not there. Passages must not
    /// go back.
    pub(super) fn frequency_in(&mut self, passage: DocId) -> f32 {
        match self {
            Walk::Term(blocks) => blocks.frequency_in(passage),
            Walk::List(postings) => {
                skip_to(postings, passage);
                let here = postings.first().filter(|&&(at, _)| at == passage);
                here.map_or(0.0, |&(_, frequency)| frequency)
            }
        }
    }

    /// Appends the postings from `from` up to, not including, `to`, and goes
    /// on to there.
    pub(super) fn fill(&mut self, from: DocId, to: DocId, out: &mut Vec<Posting>) {
        match self {
            Walk::Term(blocks) => blocks.fill(from, to, out),
            Walk::List(postings) => {
                skip_to(postings, from);
                let within = postings.partition_point(|&(passage, _)| passage < to);
                let (here, rest) = postings.split_at(within);
                out.extend_from_slice(here);
                *postings = rest;
            }
        }
    }
}

/// A term's postings, decoded a block at a time.
pub(super) struct Blocks<'a> {
    postings: BlockSegmentPostings,
    /// What an occurrence counts.
    weight: f32,
    /// Where some of the passages are deleted, the segment, to tell which.
    deleted_of: Option<&'a Segment>,
}

impl<'a> Blocks<'a> {
    pub(super) fn open(
        reader: &SegmentReader,
        segment: &'a Segment,
        (field, info): (Field, &TermInfo),
        weight: f32,
    ) -> tantivy::Result<Self> {
        let inverted = reader.inverted_index(field)?;
        let option = IndexRecordOption::WithFreqs;
        let postings = inverted.read_block_postings_from_terminfo(info, option)?;
        let deleted_of = reader.has_deletes().then_some(segment);
        Ok(Self { postings, weight, deleted_of })
    }

    fn is_alive(&self, passage: DocId) -> bool {
        self.deleted_of.is_none_or(|segment| segment.is_alive(passage))
    }

    fn seek(&mut self, from: DocId) -> DocId {
        let mut from = from;
        loop {
            let at = self.postings.seek(from);
            let passage = self.postings.docs().get(at).copied().unwrap_or(TERMINATED);
            if passage == TERMINATED || self.is_alive(passage) {
                return passage;
            }
            from = passage + 1;
        }
    }

    fn frequency_in(&mut self, passage: DocId) -> f32 {
        let at = self.postings.seek(passage);
        if self.postings.docs().get(at) != Some(&passage) {
            return 0.0;
        }
        self.postings.freqs().get(at).map_or(0.0, |&frequency| frequency as f32 * self.weight)
    }

    fn fill(&mut self, from: DocId, to: DocId, out: &mut Vec<Posting>) {
        let mut at = self.postings.seek(from);
        loop {
            let docs = self.postings.docs().get(at..).unwrap_or_default();
            let frequencies = self.postings.freqs().get(at..).unwrap_or_default();
            let ends_here = docs.last().is_none_or(|&last| last >= to);
            let within = if ends_here { docs.partition_point(|&doc| doc < to) } else { docs.len() };
            let pairs = docs.iter().zip(frequencies).take(within);
            let weight = self.weight;
            let weighed = pairs.map(|(&doc, &frequency)| (doc, frequency as f32 * weight));
            match self.deleted_of {
                None => out.extend(weighed),
                Some(segment) => out.extend(weighed.filter(|&(doc, _)| segment.is_alive(doc))),
            }
            if ends_here {
                return;
            }
            self.postings.advance();
            at = 0;
        }
    }

    /// Whether the block that the walk begins with is the whole list.
    pub(super) fn is_one_block(&self) -> bool {
        self.postings.docs().len() == self.postings.doc_freq() as usize
    }

    /// The postings of the block that the walk is on, from where on it is.
    pub(super) fn first_block(&self) -> impl Iterator<Item = Posting> + '_ {
        let pairs = self.postings.docs().iter().zip(self.postings.freqs());
        pairs.map(|(&doc, &frequency)| (doc, frequency as f32 * self.weight))
    }
}
