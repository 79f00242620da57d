//! The passages in which words stand side by side.
//!
//! A phrase's weight needs the number of its passages, so all of them are
//! matched, a block at a time: of a block of the rarest word's passages, those
//! that the next word has too are kept with the starts that both allow, and each
//! further word intersects what is left.

use tantivy::DocId;

use crate::store::term_lookup::PositionCursor;

/// A word of a phrase.
pub(super) struct PhraseTerm {
    /// Number of the word in the phrase.
    pub(super) place: u32,
    /// What is added to a position of the word to get the start of the phrase,
    /// which is itself moved; see `PhraseCursor::ahead`.
    pub(super) shift: u32,
    pub(super) cursor: PositionCursor,
    /// Positions in the passage at hand: room that is allocated once.
    pub(super) positions: Vec<u32>,
}

/// Passages in which the words so far allow a start of the phrase.
#[derive(Default)]
struct PhraseStarts {
    /// Ascending.
    passages: Vec<DocId>,
    /// For each passage one behind the last of its starts.
    ends: Vec<usize>,
    /// Starts of all passages, ascending in each.
    starts: Vec<u32>,
}

impl PhraseStarts {
    fn clear(&mut self) {
        self.passages.clear();
        self.ends.clear();
        self.starts.clear();
    }

    /// The starts of the passage of that number.
    fn of(&self, number: usize) -> &[u32] {
        let end = |number: usize| self.ends.get(number).copied().unwrap_or_default();
        let from = number.checked_sub(1).map_or(0, end);
        self.starts.get(from..end(number)).unwrap_or_default()
    }
}

/// Emits each passage where the words stand side by side, ascending, with how
/// often they do. The first of the terms is the rarest.
pub(super) fn for_each(terms: &mut [PhraseTerm], mut emit: impl FnMut(DocId, usize)) {
    let [first, second, others @ ..] = terms else { return };
    let (mut block, mut matches) = (Vec::new(), Vec::new());
    let (mut kept, mut next) = (PhraseStarts::default(), PhraseStarts::default());
    // Each pass takes a block, and blocks only go forward, so the loop ends.
    loop {
        block.clear();
        block.extend_from_slice(first.cursor.block());
        if block.is_empty() {
            return;
        }
        let starts = |number: usize, out: &mut Vec<u32>| {
            first.cursor.positions_at(number, first.shift, out);
        };
        intersect(&block, starts, second, &mut matches, &mut kept);
        for term in others.iter_mut() {
            let starts = |number: usize, out: &mut Vec<u32>| out.extend_from_slice(kept.of(number));
            intersect(&kept.passages, starts, term, &mut matches, &mut next);
            std::mem::swap(&mut kept, &mut next);
        }
        for (number, &passage) in kept.passages.iter().enumerate() {
            emit(passage, kept.of(number).len());
        }
        first.cursor.next_block();
    }
}

/// Fills `out` with those of the passages that have a term where the phrase
/// may start. `starts` appends the starts of the passage of a number.
fn intersect(
    passages: &[DocId],
    mut starts: impl FnMut(usize, &mut Vec<u32>),
    term: &mut PhraseTerm,
    matches: &mut Vec<(usize, usize)>,
    out: &mut PhraseStarts,
) {
    out.clear();
    let mut decided = 0;
    while let Some(undecided @ [_, ..]) = passages.get(decided..) {
        // One at least is decided, so the loop ends.
        let count = term.cursor.find(undecided, matches);
        for &(number, index) in matches.iter() {
            let from = out.starts.len();
            starts(decided + number, &mut out.starts);
            term.cursor.keep_shared_at(index, term.shift, &mut out.starts, from);
            if out.starts.len() > from {
                out.passages.extend(undecided.get(number));
                out.ends.push(out.starts.len());
            }
        }
        decided += count;
    }
}
