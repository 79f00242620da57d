//! The partition of the lists into essential and non-essential ones, and
//! look-ups in the latter.

use std::ops::Range;

use tantivy::DocId;

use super::role::{Role, UpperBound};
use super::scored_cursor::ScoredCursor;
use super::segment_formula::SegmentFormula;
use crate::search::matching::posting::titles_between;
use crate::store::ordinals::DocumentOrd;

/// Which lists are left unread in a window.
#[derive(Default)]
pub(super) struct Partition {
    /// By list.
    pub(super) is_non_essential: Vec<bool>,
    /// The lists left unread, the strongest first, with the most that each
    /// adds.
    pub(super) non_essential: Vec<(usize, f32)>,
    /// How many of these, the first ones, a document must have.
    pub(super) required: usize,
    /// The most that these add together.
    pub(super) remaining_bound: UpperBound,
    /// The most that forms and feedback terms add together.
    pub(super) max_bonus: f32,
    /// The most that each typed list adds, and its number, the least first.
    pub(super) typed: Vec<(f32, usize)>,
}

impl Partition {
    /// Of that many lists, all essential.
    pub(super) fn new(lists: usize) -> Self {
        Self { is_non_essential: vec![false; lists], ..Self::default() }
    }

    pub(super) fn clear(&mut self) {
        self.non_essential.clear();
        self.is_non_essential.fill(false);
        self.remaining_bound = UpperBound::default();
        self.max_bonus = 0.0;
        self.typed.clear();
    }

    /// Leaves a list unread that adds at most `max_score`.
    pub(super) fn leave_out(&mut self, number: usize, role: Role, max_score: f32) {
        self.remaining_bound.subtract(role, -max_score);
        self.non_essential.push((number, max_score));
        if let Some(is_non_essential) = self.is_non_essential.get_mut(number) {
            *is_non_essential = true;
        }
    }
}

impl ScoredCursor<'_> {
    /// An upper bound of what the list adds to a passage of a document; `None`
    /// where it does not have the document. Documents must not go back.
    pub(super) fn look_up(
        &mut self,
        formula: SegmentFormula<'_>,
        document: DocumentOrd,
        passages: &Range<DocId>,
    ) -> Option<UpperBound> {
        if formula.segment.one_passage_per_document {
            let frequency = self.frequency_in(passages.start);
            let has = frequency > 0.0 || self.is_titled(passages.start);
            return has.then(|| self.bound_in(formula, passages.start, frequency));
        }
        self.take(passages);
        let titles = titles_between(self.titles, document, document.next());
        if self.postings.is_empty() && titles.is_empty() {
            return None;
        }
        let (weight, max) = (self.role.weight(), formula.max_in_text(self.role.weight()));
        let in_passage = self.postings.iter();
        let in_passage = in_passage.map(|&(passage, tf)| formula.approximate(max, passage, tf));
        let max_score = in_passage.fold(0.0, f32::max) + formula.max_in_document(weight);
        Some(UpperBound { document, ..self.role.bound(max_score) })
    }
}
