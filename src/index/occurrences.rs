//! Where words stand in the passages of a segment.
//!
//! `body` has every word under its stem; a position is written as twice the
//! position, and one more where the word is another than its stem. `exact`
//! has those others alone, under themselves. So a surface that is its own
//! stem is read from `body`, as what is written as it stands, and nothing is
//! kept twice.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

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

/// A cursor on the passages that may have a word, with its positions there.
pub(crate) struct Occurrences {
    postings: SegmentPostings,
    coding: Coding,
    coded: Vec<u32>,
}

impl Occurrences {
    /// Of a stem in the texts of passages.
    pub(crate) fn of_stem(
        reader: &SegmentReader,
        fields: Fields,
        stem: &str,
    ) -> tantivy::Result<Option<Self>> {
        Self::open(reader, &Term::from_field_text(fields.body, stem), Coding::Stem)
    }

    /// Of a surface form.
    pub(crate) fn of_surface(
        reader: &SegmentReader,
        fields: Fields,
        surface: &str,
    ) -> tantivy::Result<Option<Self>> {
        let exact = Term::from_field_text(fields.exact, surface);
        match Self::open(reader, &exact, Coding::Plain)? {
            None => Self::open(reader, &Term::from_field_text(fields.body, surface), Coding::Own),
            found => Ok(found),
        }
    }

    /// Of a term of another field.
    pub(crate) fn of_term(reader: &SegmentReader, term: &Term) -> tantivy::Result<Option<Self>> {
        Self::open(reader, term, Coding::Plain)
    }

    fn open(reader: &SegmentReader, term: &Term, coding: Coding) -> tantivy::Result<Option<Self>> {
        let inverted = reader.inverted_index(term.field())?;
        let found = inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?;
        Ok(found.map(|postings| Self { postings, coding, coded: Vec::new() }))
    }

    /// How many passages it may be in, so that the rarest is asked first.
    pub(crate) fn passages(&self) -> u32 {
        self.postings.doc_freq()
    }

    /// The passage it is on, or [`TERMINATED`].
    pub(crate) fn passage(&self) -> DocId {
        self.postings.doc()
    }

    /// Goes to the first passage from that one on.
    pub(crate) fn seek(&mut self, passage: DocId) -> DocId {
        if self.postings.doc() < passage { self.postings.seek(passage) } else { self.passage() }
    }

    /// Appends where it stands in the passage it is on.
    pub(crate) fn positions(&mut self, out: &mut Vec<u32>) {
        if self.coding == Coding::Plain {
            return self.postings.append_positions_with_offset(0, out);
        }
        self.postings.positions(&mut self.coded);
        let counts = |coded: &&u32| self.coding == Coding::Stem || **coded & 1 == 0;
        out.extend(self.coded.iter().filter(counts).map(|coded| coded / 2));
    }

    /// How often it stands in the passage it is on.
    fn frequency(&mut self) -> u32 {
        if self.coding != Coding::Own {
            return self.postings.term_freq();
        }
        self.postings.positions(&mut self.coded);
        self.coded.iter().filter(|&coded| coded & 1 == 0).count() as u32
    }

    /// Hands out every passage that has it, with how often.
    pub(crate) fn for_each(mut self, mut give: impl FnMut(DocId, u32)) {
        while self.passage() != TERMINATED {
            let frequency = self.frequency();
            if frequency > 0 {
                give(self.passage(), frequency);
            }
            self.postings.advance();
        }
    }
}

/// In how many passages, of those that are not deleted, a term of `body`
/// stands as itself.
pub(crate) fn passages_with_own(
    reader: &SegmentReader,
    body: &InvertedIndexReader,
    info: &tantivy::postings::TermInfo,
) -> tantivy::Result<u32> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    let postings = body.read_postings_from_terminfo(info, option)?;
    let own = Occurrences { postings, coding: Coding::Own, coded: Vec::new() };
    let mut passages = 0;
    own.for_each(|passage, _| passages += u32::from(!reader.is_deleted(passage)));
    Ok(passages)
}
