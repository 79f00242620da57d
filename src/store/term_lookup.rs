//! Where words stand in the passages of a segment.
//!
//! `body` has every word under its stem; a position is written as twice the
//! position, and one more where the word is another than its stem. `exact`
//! has those others alone, under themselves. So a surface that is its own
//! stem is read from `body`, as what is written as it stands, and nothing is
//! kept twice.

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, Term};

use super::segment::Segment;
use crate::postings::lists::Cursor;

/// The position in `body` of a word that stands at `position`.
pub(super) fn coded(position: u32, is_stem: bool) -> u32 {
    position * 2 + u32::from(!is_stem)
}

/// How the positions of a list are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// As they are.
    Plain,
    /// As [`coded`], and all of them count.
    Stem,
    /// As [`coded`], and those count that are the stem itself.
    Unstemmed,
}

/// A word that a segment has.
pub(crate) struct TermRef {
    field: Field,
    info: TermInfo,
    coding: Coding,
}

impl Segment {
    /// A stem in the texts of passages.
    pub(crate) fn stem(&self, stem: &str) -> tantivy::Result<Option<TermRef>> {
        self.find(&Term::from_field_text(self.fields.body, stem), Coding::Stem)
    }

    /// A surface form.
    pub(crate) fn surface(&self, surface: &str) -> tantivy::Result<Option<TermRef>> {
        let exact = Term::from_field_text(self.fields.exact, surface);
        match self.find(&exact, Coding::Plain)? {
            None => self.find(&Term::from_field_text(self.fields.body, surface), Coding::Unstemmed),
            found => Ok(found),
        }
    }

    /// A term of another field.
    pub(crate) fn term(&self, term: &Term) -> tantivy::Result<Option<TermRef>> {
        self.find(term, Coding::Plain)
    }

    fn find(&self, term: &Term, coding: Coding) -> tantivy::Result<Option<TermRef>> {
        let info = self.lists.info(term)?;
        Ok(info.map(|info| TermRef { field: term.field(), info, coding }))
    }

    /// Hands out every passage where a term of `body` stands as itself, with
    /// how often.
    pub(crate) fn for_each_own(
        &self,
        info: &TermInfo,
        give: impl FnMut(DocId, u32),
    ) -> tantivy::Result<()> {
        self.lists.cursor(self.fields.body, info)?.for_each_even(give);
        Ok(())
    }

    /// A cursor on where it stands.
    pub(crate) fn open(&self, word: &TermRef) -> tantivy::Result<PositionCursor> {
        let cursor = self.lists.cursor(word.field, &word.info)?;
        Ok(PositionCursor { cursor, coding: word.coding })
    }
}

impl TermRef {
    /// How many passages it may be in, so that the rarest is asked first.
    pub(crate) fn passages(&self) -> u32 {
        self.info.doc_freq
    }
}

/// A cursor on the passages that may have a word, with its positions there.
pub(crate) struct PositionCursor {
    cursor: Cursor,
    coding: Coding,
}

impl PositionCursor {
    /// Goes to the first passage from that one on.
    pub(crate) fn seek(&mut self, passage: DocId) -> DocId {
        self.cursor.seek(passage)
    }

    /// Appends where it stands in the passage it is on, each position `shift`
    /// further on.
    pub(crate) fn positions(&mut self, shift: u32, out: &mut Vec<u32>) {
        self.coding.decode(self.cursor.differences(), shift, out);
    }

    /// Leaves of the ascending starts from that one on those where it stands
    /// in the passage it is on, each position `shift` further on.
    pub(crate) fn keep_shared(&mut self, shift: u32, starts: &mut Vec<u32>, from: usize) {
        self.coding.keep_shared(self.cursor.differences(), shift, starts, from);
    }

    /// All passages of the block it is on; none at the end of the list.
    pub(crate) fn block(&mut self) -> &[DocId] {
        self.cursor.passages()
    }

    /// Goes to the beginning of the next block.
    pub(crate) fn next_block(&mut self) {
        self.cursor.advance();
    }

    /// Which of ascending passages the block has that may have the first of
    /// them, as [`BlockCursor::find`](super::Blocks::find).
    pub(crate) fn find(&mut self, passages: &[DocId], found: &mut Vec<(usize, usize)>) -> usize {
        self.cursor.find(passages, found)
    }

    /// As [`positions`](Self::positions), of a passage of the block.
    /// Passages must not go back.
    pub(crate) fn positions_at(&mut self, at: usize, shift: u32, out: &mut Vec<u32>) {
        self.coding.decode(self.cursor.differences_at(at), shift, out);
    }

    /// As [`keep_shared`](Self::keep_shared), in a passage of the block.
    /// Passages must not go back.
    pub(crate) fn keep_shared_at(
        &mut self,
        at: usize,
        shift: u32,
        starts: &mut Vec<u32>,
        from: usize,
    ) {
        self.coding.keep_shared(self.cursor.differences_at(at), shift, starts, from);
    }
}

impl Coding {
    /// How far positions are shifted to the left.
    fn scale(self) -> u32 {
        u32::from(self != Coding::Plain)
    }

    /// How far behind a position's number what counts may be.
    fn slack(self) -> u32 {
        u32::from(self == Coding::Stem)
    }

    /// Appends the positions that count.
    #[inline]
    fn decode(self, differences: &[u32], shift: u32, out: &mut Vec<u32>) {
        out.reserve(differences.len());
        let (scale, is_own) = (self.scale(), u32::from(self == Coding::Unstemmed));
        let mut coded = 0u32;
        for step in differences {
            coded = coded.wrapping_add(*step);
            if coded & is_own == 0 {
                out.push((coded >> scale).wrapping_add(shift));
            }
        }
    }

    /// Two ascending lists gone through side by side. A start is looked for as
    /// it would be written, so that no position is decoded.
    #[inline]
    fn keep_shared(self, differences: &[u32], shift: u32, starts: &mut Vec<u32>, from: usize) {
        let (scale, slack) = (self.scale(), self.slack());
        let mut kept = from;
        let Some((first, rest)) = differences.split_first() else { return starts.truncate(kept) };
        let mut rest = rest.iter();
        let mut here = (shift << scale).wrapping_add(*first);
        'starts: for number in from..starts.len() {
            let Some(&start) = starts.get(number) else { break };
            let wanted = start << scale;
            while here < wanted {
                let Some(step) = rest.next() else { break 'starts };
                here = here.wrapping_add(*step);
            }
            if here - wanted <= slack {
                starts.get_mut(kept).into_iter().for_each(|slot| *slot = start);
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

    /// What stands in the file, and which positions count.
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
                let mut found = vec![7];
                coding.decode(&differences, shift, &mut found);
                let expected: Vec<u32> = expected.iter().map(|at| at + shift).collect();
                prop_assert_eq!(&found[1..], expected);
            }
        }

        /// What stands before the starts is left alone.
        #[test]
        fn keeps_what_both_have(
            words in words(),
            starts in prop::collection::btree_set(0u32..50, 0..30),
            shift in 0u32..9,
        ) {
            for coding in CODINGS {
                let (differences, positions) = written(&words, coding);
                let mut found = vec![7, 3];
                found.extend(&starts);
                coding.keep_shared(&differences, shift, &mut found, 2);
                let stands = |start: &&u32| positions.iter().any(|at| at + shift == **start);
                let expected: Vec<u32> = starts.iter().filter(stands).copied().collect();
                prop_assert_eq!(&found[..2], [7, 3]);
                prop_assert_eq!(&found[2..], expected);
            }
        }
    }
}
