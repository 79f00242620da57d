//! Where words stand in the passages of a segment.
//!
//! `body` has every word under its stem; a position is written as twice the
//! position, and one more where the word is another than its stem. `exact`
//! has those others alone, under themselves. So a surface that is its own
//! stem is read from `body`, as what is written as it stands, and nothing is
//! kept twice.

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, Term};

use super::lists::{Cursor, Lists};
use super::schema::Fields;

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
    Own,
}

/// Where the words of a segment are looked up.
#[derive(Clone, Copy)]
pub(crate) struct Lookup<'a> {
    pub(crate) reader: &'a SegmentReader,
    pub(crate) fields: Fields,
    pub(crate) lists: &'a Lists,
}

/// A word that a segment has.
pub(crate) struct Listed {
    field: Field,
    info: TermInfo,
    coding: Coding,
}

impl Lookup<'_> {
    /// A stem in the texts of passages.
    pub(crate) fn stem(&self, stem: &str) -> tantivy::Result<Option<Listed>> {
        self.find(&Term::from_field_text(self.fields.body, stem), Coding::Stem)
    }

    /// A surface form.
    pub(crate) fn surface(&self, surface: &str) -> tantivy::Result<Option<Listed>> {
        let exact = Term::from_field_text(self.fields.exact, surface);
        match self.find(&exact, Coding::Plain)? {
            None => self.find(&Term::from_field_text(self.fields.body, surface), Coding::Own),
            found => Ok(found),
        }
    }

    /// A term of another field.
    pub(crate) fn term(&self, term: &Term) -> tantivy::Result<Option<Listed>> {
        self.find(term, Coding::Plain)
    }

    fn find(&self, term: &Term, coding: Coding) -> tantivy::Result<Option<Listed>> {
        let field = term.field();
        let info = self.reader.inverted_index(field)?.get_term_info(term)?;
        Ok(info.map(|info| Listed { field, info, coding }))
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
    pub(crate) fn open(&self, word: &Listed) -> tantivy::Result<Occurrences> {
        let cursor = self.lists.cursor(word.field, &word.info)?;
        Ok(Occurrences { cursor, coding: word.coding })
    }
}

impl Listed {
    /// How many passages it may be in, so that the rarest is asked first.
    pub(crate) fn passages(&self) -> u32 {
        self.info.doc_freq
    }
}

/// A cursor on the passages that may have a word, with its positions there.
pub(crate) struct Occurrences {
    cursor: Cursor,
    coding: Coding,
}

impl Occurrences {
    /// Goes to the first passage from that one on.
    pub(crate) fn seek(&mut self, passage: DocId) -> DocId {
        self.cursor.seek(passage)
    }

    /// Appends where it stands in the passage it is on, each position `shift`
    /// further on.
    pub(crate) fn positions(&mut self, shift: u32, out: &mut Vec<u32>) {
        let differences = self.cursor.differences();
        out.reserve(differences.len());
        self.coding.decode(sums(differences), |at| out.push(at + shift));
    }

    /// Leaves of ascending positions, each `shift` further on, those where it
    /// stands in the passage it is on.
    pub(crate) fn keep_shared(&mut self, shift: u32, starts: &mut Vec<u32>) {
        self.coding.keep_shared(sums(self.cursor.differences()), shift, starts);
    }
}

impl Coding {
    /// Hands out the positions that count.
    #[inline]
    fn decode(self, coded: impl Iterator<Item = u32>, mut give: impl FnMut(u32)) {
        match self {
            Coding::Plain => coded.for_each(give),
            Coding::Stem => coded.for_each(|coded| give(coded / 2)),
            Coding::Own => coded.filter(|coded| coded & 1 == 0).for_each(|coded| give(coded / 2)),
        }
    }

    #[inline]
    fn keep_shared(self, coded: impl Iterator<Item = u32>, shift: u32, starts: &mut Vec<u32>) {
        match self {
            Coding::Plain => keep_shared(starts, coded.map(|at| at + shift)),
            Coding::Stem => keep_shared(starts, coded.map(|coded| coded / 2 + shift)),
            Coding::Own => {
                let own = coded.filter(|coded| coded & 1 == 0);
                keep_shared(starts, own.map(|coded| coded / 2 + shift));
            }
        }
    }
}

/// Of two ascending lists, leaves in the first what the second has too.
pub(crate) fn keep_shared(first: &mut Vec<u32>, mut second: impl Iterator<Item = u32>) {
    let mut next = second.next();
    first.retain(|&wanted| {
        while next.is_some_and(|at| at < wanted) {
            next = second.next();
        }
        next == Some(wanted)
    });
}

/// The first, and each of those that lie so much after the one before.
fn sums(differences: &[u32]) -> impl Iterator<Item = u32> {
    let add = |at: &mut u32, step: &u32| {
        *at = at.wrapping_add(*step);
        Some(*at)
    };
    differences.iter().scan(0, add)
}
