//! The block-max bounds of a list: the largest normalised frequency of each of
//! its blocks, and what it is worth.

use tantivy::TERMINATED;

use super::role::Role;
use super::segment_formula::SegmentFormula;
use crate::postings::block_max::BlockMax;
use crate::rank::formula::TermFormula;
use crate::search::matching::cursor::Cursor;
use crate::search::matching::gather::{PassagePostings, SegmentPostings};
use crate::search::matching::posting::Posting;

/// What the largest frequency of a block is worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockBounds {
    term: TermFormula,
    /// See [`SegmentFormula::max_document_ratio`].
    document_ratio: f32,
}

impl BlockBounds {
    pub(super) fn new(formula: SegmentFormula<'_>, role: Role) -> Self {
        let document_ratio = formula.max_document_ratio();
        Self { term: formula.term(role.weight()), document_ratio }
    }

    /// The most that a title adds. Above 0: a title makes a hit even where it
    /// is worth nothing.
    pub(super) fn max_of_title(&self) -> f32 {
        self.term.max_in_document().max(f32::MIN_POSITIVE)
    }

    /// The most that texts add where no frequency over its norm is larger.
    pub(super) fn upper_bound(&self, frequency: f32) -> f32 {
        self.term.max_at(frequency, self.document_ratio)
    }
}

/// Postings that share a bound in a merged list, as many as in a block of the
/// index.
const BLOCK: usize = 128;

/// The block maxima of a list, the last of which reaches to its end.
pub(super) fn block_maxima(
    formula: SegmentFormula<'_>,
    postings: &SegmentPostings,
    cursor: &mut Cursor<'_>,
) -> tantivy::Result<Vec<BlockMax>> {
    let unknown = BlockMax { last: TERMINATED, frequency: f32::INFINITY };
    match (&postings.passages, &formula.segment.block_maxima) {
        (PassagePostings::List(list), _) => {
            let blocks = list.chunks(BLOCK);
            Ok(blocks.filter_map(|block| block_max(formula, block.iter().copied())).collect())
        }
        (PassagePostings::Term { info, field, weight }, Some(maxima)) if maxima.are_of(*field) => {
            let (b, mean) = (formula.profile.passage_b, formula.facts.mean_passage_words);
            let mut all = maxima.of(info, b, mean)?;
            for block_max in &mut all {
                block_max.frequency *= weight;
            }
            // The skip list has no entry for the last block. Where that is the
            // only one its postings are read; a longer list's stays unbounded.
            match cursor {
                Cursor::Term(term) => match term.only_block() {
                    Some(postings) => all.extend(block_max(formula, postings)),
                    None => all.push(unknown),
                },
                Cursor::List { .. } => all.push(unknown),
            }
            Ok(all)
        }
        _ => Ok(vec![unknown]),
    }
}

/// The block maximum of some postings; `None` of none.
fn block_max(
    formula: SegmentFormula<'_>,
    postings: impl Iterator<Item = Posting>,
) -> Option<BlockMax> {
    postings.fold(None, |max: Option<BlockMax>, (passage, frequency)| {
        let frequency = formula.passage_frequency(passage, frequency);
        let frequency = max.map_or(frequency, |max| max.frequency.max(frequency));
        Some(BlockMax { last: passage, frequency })
    })
}
