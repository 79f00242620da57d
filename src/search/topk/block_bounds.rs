//! What a list can add at most: the largest frequencies of its stretches, and
//! what these are worth.

use tantivy::TERMINATED;

use super::document_scorer::Formula;
use super::role::Role;
use crate::postings::block_max::BlockMax;
use crate::rank::bm25f;
use crate::search::matching::cursor::Cursor;
use crate::search::matching::gather::{PassagePostings, SegmentPostings};
use crate::search::matching::posting::Posting;

/// Frequencies over it are as good as infinite, and would be on the way to
/// being saturated.
const LARGEST: f32 = 1e30;

/// What an impact is worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockBounds {
    passage_k1: f32,
    document_k1: f32,
    /// What saturated frequencies of passage and document are multiplied with.
    passage_weight: f32,
    document_weight: f32,
    /// How many times larger a frequency can be in the text of a document than
    /// in its passage, both over their norms; infinite where it has several.
    in_document: f32,
}

impl BlockBounds {
    pub(super) fn new(formula: Formula<'_>, role: Role) -> Self {
        let Formula { segment, facts, profile, .. } = formula;
        let (weight, _) = role.weights();
        let norms = |words: u32| {
            let passage = bm25f::length_norm(words, facts.mean_passage_words, profile.passage_b);
            let document = bm25f::length_norm(words, facts.mean_document_words, profile.document_b);
            if document > 0.0 { passage / document } else { f32::INFINITY }
        };
        let (shortest, longest) = segment.length_range;
        let known = segment.one_passage_per_document;
        Self {
            passage_k1: profile.passage_k1,
            document_k1: profile.document_k1,
            passage_weight: (1.0 - profile.document_share) * weight,
            document_weight: profile.document_share * weight,
            // Quotients of lines are largest at one of the ends.
            in_document: if known { norms(shortest).max(norms(longest)) } else { f32::INFINITY },
        }
    }

    /// The most that a title adds.
    pub(super) fn max_of_title(&self) -> f32 {
        // A title makes a hit also where it is worth nothing.
        (self.document_weight * (self.document_k1 + 1.0)).max(f32::MIN_POSITIVE)
    }

    /// The most that texts add where no frequency over its norm is larger.
    pub(super) fn upper_bound(&self, frequency: f32) -> f32 {
        let saturated = |frequency: f32, k1: f32| {
            if frequency < LARGEST { bm25f::saturated(frequency, k1) } else { k1 + 1.0 }
        };
        self.passage_weight * saturated(frequency, self.passage_k1)
            + self.document_weight * saturated(frequency * self.in_document, self.document_k1)
    }
}

/// Postings that share an impact, in a list of our own.
const CHUNK: usize = 128;

/// The impacts of a list, the last of which reaches to its end.
pub(super) fn block_maxima(
    formula: Formula<'_>,
    found: &SegmentPostings,
    cursor: &mut Cursor<'_>,
) -> tantivy::Result<Vec<BlockMax>> {
    let unknown = BlockMax { last: TERMINATED, frequency: f32::INFINITY };
    match (&found.passages, &formula.segment.block_maxima) {
        (PassagePostings::List(list), _) => {
            let chunks = list.chunks(CHUNK);
            Ok(chunks.filter_map(|chunk| highest(formula, chunk.iter().copied())).collect())
        }
        (PassagePostings::Term { info, field, weight }, Some(block_maxima))
            if block_maxima.are_of(*field) =>
        {
            let (b, mean) = (formula.profile.passage_b, formula.facts.mean_passage_words);
            let mut all = block_maxima.of(info, b, mean)?;
            for block_max in &mut all {
                block_max.frequency *= weight;
            }
            match cursor {
                Cursor::Term(term) => match term.only_block() {
                    Some(postings) => all.extend(highest(formula, postings)),
                    None => all.push(unknown),
                },
                Cursor::List { .. } => all.push(unknown),
            }
            Ok(all)
        }
        _ => Ok(vec![unknown]),
    }
}

/// `None` of nothing.
fn highest(formula: Formula<'_>, postings: impl Iterator<Item = Posting>) -> Option<BlockMax> {
    postings.fold(None, |highest: Option<BlockMax>, (passage, frequency)| {
        let frequency = frequency / formula.passage_norm(passage);
        let frequency = highest.map_or(frequency, |highest| highest.frequency.max(frequency));
        Some(BlockMax { last: passage, frequency })
    })
}
