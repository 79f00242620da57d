//! Look-up of words in a segment, and cursors over their positions.
//!
//! `body` has every word under its stem. It codes a position as twice the
//! position, plus one where the word differs from its stem. `exact` has only
//! words that differ from their stems, under themselves. A surface that is its
//! own stem is therefore read from the even positions of `body`, and no word is
//! kept twice.

use std::io;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, Term};

use super::segment::Segment;
use crate::postings::lists::ListCursor;

/// The code in `body` of a word at a position. A text has under 2³¹ words, as
/// it has under 4 GiB.
pub(super) fn coded(position: u32, is_stem: bool) -> u32 {
    position * 2 + u32::from(!is_stem)
}

/// How the positions of a list are coded, and which of them count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// As they are; all count.
    Plain,
    /// As [`coded`]; all count.
    Stem,
    /// As [`coded`]; those of words that are their own stems count.
    Unstemmed,
}

/// A word that a segment has.
pub(crate) struct TermRef {
    field: Field,
    info: TermInfo,
    coding: Coding,
}

impl Segment {
    /// Looks up a stem in the texts of passages.
    pub(crate) fn stem(&self, stem: &str) -> tantivy::Result<Option<TermRef>> {
        self.look_up(&Term::from_field_text(self.fields.body, stem), Coding::Stem)
    }

    /// Looks up a surface form.
    pub(crate) fn surface(&self, surface: &str) -> tantivy::Result<Option<TermRef>> {
        let exact = Term::from_field_text(self.fields.exact, surface);
        let body = Term::from_field_text(self.fields.body, surface);
        match self.look_up(&exact, Coding::Plain)? {
            None => self.look_up(&body, Coding::Unstemmed),
            term => Ok(term),
        }
    }

    /// Looks up a term of another field.
    pub(crate) fn term(&self, term: &Term) -> tantivy::Result<Option<TermRef>> {
        self.look_up(term, Coding::Plain)
    }

    fn look_up(&self, term: &Term, coding: Coding) -> tantivy::Result<Option<TermRef>> {
        let info = self.lists.info(term)?;
        Ok(info.map(|info| TermRef { field: term.field(), info, coding }))
    }

    /// Emits every passage that has a term of `body` as a word that is its own
    /// stem, with how often.
    pub(crate) fn for_each_own(
        &self,
        info: &TermInfo,
        emit: impl FnMut(DocId, u32),
    ) -> tantivy::Result<()> {
        Ok(self.lists.cursor(self.fields.body, info)?.for_each_even(emit)?)
    }

    /// Opens a cursor over the positions of a word.
    pub(crate) fn open(&self, word: &TermRef) -> tantivy::Result<PositionCursor> {
        let cursor = self.lists.cursor(word.field, &word.info)?;
        Ok(PositionCursor { cursor, coding: word.coding })
    }
}

impl TermRef {
    /// Whether each passage of its list has the word as a surface form.
    pub(crate) fn is_of_surfaces(&self) -> bool {
        matches!(self.coding, Coding::Plain)
    }

    /// An upper bound of how many passages have the word.
    pub(crate) fn max_passages(&self) -> u32 {
        self.info.doc_freq
    }
}

/// A cursor over the passages that may have a word, with its positions there.
pub(crate) struct PositionCursor {
    cursor: ListCursor,
    coding: Coding,
}

impl PositionCursor {
    /// Checks that no damage was met. Where some was, what the cursor gave may
    /// lack passages and positions.
    ///
    /// # Errors
    /// An error of kind `InvalidData`.
    pub(crate) fn check(&self) -> io::Result<()> {
        self.cursor.check()
    }

    /// Goes to the first passage from `target` on. Gives the passage; never one
    /// before `target`.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        self.cursor.seek(target)
    }

    /// Appends the positions in the current passage, each plus `shift`.
    pub(crate) fn positions(&mut self, shift: u32, out: &mut Vec<u32>) {
        self.coding.decode(self.cursor.differences(), shift, out);
    }

    /// Keeps of the ascending starts from index `from` on those that are a
    /// position in the current passage plus `shift`.
    pub(crate) fn keep_shared(&mut self, shift: u32, starts: &mut Vec<u32>, from: usize) {
        self.coding.keep_shared(self.cursor.differences(), shift, starts, from);
    }

    /// All passages of the block that the cursor is on; none at the end of the
    /// list.
    pub(crate) fn block(&mut self) -> &[DocId] {
        self.cursor.passages()
    }

    /// Goes to the beginning of the next block.
    pub(crate) fn next_block(&mut self) {
        self.cursor.advance();
    }

    /// Which of ascending passages a block has, as
    /// [`BlockCursor::find`](crate::postings::block_cursor::BlockCursor::find).
    pub(crate) fn find(&mut self, passages: &[DocId], matches: &mut Vec<(usize, usize)>) -> usize {
        self.cursor.find(passages, matches)
    }

    /// [`positions`](Self::positions) at an index of the block. Indexes must
    /// not go back.
    pub(crate) fn positions_at(&mut self, index: usize, shift: u32, out: &mut Vec<u32>) {
        self.coding.decode(self.cursor.differences_at(index), shift, out);
    }

    /// [`keep_shared`](Self::keep_shared) at an index of the block. Indexes
    /// must not go back.
    pub(crate) fn keep_shared_at(
        &mut self,
        index: usize,
        shift: u32,
        starts: &mut Vec<u32>,
        from: usize,
    ) {
        self.coding.keep_shared(self.cursor.differences_at(index), shift, starts, from);
    }
}

impl Coding {
    /// How far positions are shifted to the left.
    fn scale(self) -> u32 {
        u32::from(self != Coding::Plain)
    }

    /// The largest difference of a code that counts to the code of a stem.
    fn slack(self) -> u32 {
        u32::from(self == Coding::Stem)
    }

    /// Appends the positions that count, each plus `shift`.
    #[inline]
    fn decode(self, differences: &[u32], shift: u32, out: &mut Vec<u32>) {
        out.reserve(differences.len());
        let (scale, is_own) = (self.scale(), u32::from(self == Coding::Unstemmed));
        let mut code = 0u32;
        for difference in differences {
            // Wrapping, as damaged differences may add up to more.
            code = code.wrapping_add(*difference);
            if code & is_own == 0 {
                out.push((code >> scale).wrapping_add(shift));
            }
        }
    }

    /// Merges starts with positions, both ascending. A start is compared as it
    /// would be coded, so that no position is decoded.
    #[inline]
    fn keep_shared(self, differences: &[u32], shift: u32, starts: &mut Vec<u32>, from: usize) {
        let (scale, slack) = (self.scale(), self.slack());
        let mut kept = from;
        let Some((first, others)) = differences.split_first() else { return starts.truncate(kept) };
        let mut others = others.iter();
        // Wrapping, as damaged differences may add up to more.
        let mut code = (shift << scale).wrapping_add(*first);
        'starts: for number in from..starts.len() {
            let Some(&start) = starts.get(number) else { break };
            let target = start << scale;
            while code < target {
                let Some(difference) = others.next() else { break 'starts };
                code = code.wrapping_add(*difference);
            }
            // Not below 0, as the code has reached the target.
            if code - target <= slack {
                // `kept` is `number` at most, so no start is lost.
                if let Some(slot) = starts.get_mut(kept) {
                    *slot = start;
                }
                kept += 1;
            }
        }
        starts.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Positions with whether each is its own stem.
    fn words() -> impl Strategy<Value = Vec<(u32, bool)>> {
        let words = prop::collection::btree_map(0u32..40, any::<bool>(), 0..30);
        words.prop_map(|words| words.into_iter().collect())
    }

    /// The differences in the file, and the positions that count.
    fn written(words: &[(u32, bool)], coding: Coding) -> (Vec<u32>, Vec<u32>) {
        let code = |&(at, is_stem): &(u32, bool)| match coding {
            Coding::Plain => at,
            Coding::Stem | Coding::Unstemmed => coded(at, is_stem),
        };
        let mut before = 0;
        let mut differences = Vec::new();
        for number in words.iter().map(code) {
            differences.push(number - before);
            before = number;
        }
        let counts = |(_, is_stem): &&(u32, bool)| coding != Coding::Unstemmed || *is_stem;
        (differences, words.iter().filter(counts).map(|word| word.0).collect())
    }

    const CODINGS: [Coding; 3] = [Coding::Plain, Coding::Stem, Coding::Unstemmed];

    proptest! {
        #[test]
        fn decodes_what_was_written(words in words(), shift in 0u32..9) {
            for coding in CODINGS {
                let (differences, expected) = written(&words, coding);
                let mut decoded = vec![7];
                coding.decode(&differences, shift, &mut decoded);
                let expected: Vec<u32> = expected.iter().map(|at| at + shift).collect();
                prop_assert_eq!(&decoded[1..], expected);
            }
        }

        /// Entries before the starts stay as they are.
        #[test]
        fn keeps_what_both_have(
            words in words(),
            starts in prop::collection::btree_set(0u32..50, 0..30),
            shift in 0u32..9,
        ) {
            for coding in CODINGS {
                let (differences, positions) = written(&words, coding);
                let mut kept = vec![7, 3];
                kept.extend(&starts);
                coding.keep_shared(&differences, shift, &mut kept, 2);
                let stands = |start: &&u32| positions.iter().any(|at| at + shift == **start);
                let expected: Vec<u32> = starts.iter().filter(stands).copied().collect();
                prop_assert_eq!(&kept[..2], [7, 3]);
                prop_assert_eq!(&kept[2..], expected);
            }
        }
    }
}
