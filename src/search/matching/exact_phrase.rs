//! The passages in which words stand side by side.
//!
//! All of them are wanted, as a phrase is worth what it is rare. So they are
//! not looked for one after the other: of a block of the rarest word's
//! passages, those are found that the next word has, too, and where the two
//! stand as they should; each other word strikes out of what is left.

use crate::store::term_lookup::PositionCursor;
use tantivy::DocId;

/// A word of a phrase.
pub(super) struct PhraseTerm {
    /// Its number in the phrase.
    pub(crate) place: u32,
    /// How far its positions are behind the phrase's starts, these `ahead`.
    pub(super) shift: u32,
    pub(super) cursor: PositionCursor,
    pub(crate) positions: Vec<u32>,
}

/// Passages in which a phrase begins, as far as it was looked for.
#[derive(Default)]
struct PhraseStarts {
    /// Ascending.
    passages: Vec<DocId>,
    /// For each passage one behind the last of its starts.
    ends: Vec<usize>,
    /// Of each passage, ascending.
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

/// Hands out each passage where the words stand side by side, ascending, with
/// how often. The rarest word is the first.
pub(super) fn for_each(members: &mut [PhraseTerm], mut emit: impl FnMut(DocId, usize)) {
    let [first, second, rest @ ..] = members else { return };
    let (mut all, mut left, mut next) =
        (Vec::new(), PhraseStarts::default(), PhraseStarts::default());
    let mut matches = Vec::new();
    loop {
        all.clear();
        all.extend_from_slice(first.cursor.block());
        if all.is_empty() {
            return;
        }
        let starts = |number: usize, out: &mut Vec<u32>| {
            first.cursor.positions_at(number, first.shift, out);
        };
        intersect(&all, starts, second, &mut matches, &mut left);
        for member in rest.iter_mut() {
            let starts = |number: usize, out: &mut Vec<u32>| out.extend_from_slice(left.of(number));
            intersect(&left.passages, starts, member, &mut matches, &mut next);
            std::mem::swap(&mut left, &mut next);
        }
        for (number, &passage) in left.passages.iter().enumerate() {
            emit(passage, left.of(number).len());
        }
        first.cursor.next_block();
    }
}

/// Of passages, and what starts in each by its number, leaves in `out` those
/// with what the word does not strike out.
fn intersect(
    passages: &[DocId],
    mut starts: impl FnMut(usize, &mut Vec<u32>),
    member: &mut PhraseTerm,
    matches: &mut Vec<(usize, usize)>,
    out: &mut PhraseStarts,
) {
    out.clear();
    let mut passed = 0;
    while let Some(rest @ [_, ..]) = passages.get(passed..) {
        let asked = member.cursor.find(rest, matches);
        for &(number, at) in matches.iter() {
            let from = out.starts.len();
            starts(passed + number, &mut out.starts);
            member.cursor.keep_shared_at(at, member.shift, &mut out.starts, from);
            if out.starts.len() > from {
                out.passages.extend(rest.get(number));
                out.ends.push(out.starts.len());
            }
        }
        passed += asked;
    }
}
