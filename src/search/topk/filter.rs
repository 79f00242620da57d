//! Which passages of a segment a filter lets through.

use tantivy::{DocId, Term};

use super::scored_cursor::ScoredCursor;
use crate::date::{Day, DayRange};
use crate::passage::label::Label;
use crate::query::plan::Filter;
use crate::search::matching::matcher::for_each_passage;
use crate::store::ordinals::DocumentOrd;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;

/// A filter made ready for one segment.
#[derive(Debug)]
pub(super) enum FilterTest {
    All(Vec<FilterTest>),
    Any(Vec<FilterTest>),
    Not(Box<FilterTest>),
    /// The lane of that number has it; in a title it counts for every passage
    /// of the document.
    Cursor(usize),
    Label(Label),
    /// Passages, ascending.
    Passages(Vec<DocId>),
    /// Documents, ascending.
    Documents(Vec<DocumentOrd>),
    /// Days from and to.
    Date(Option<Day>, Option<Day>),
}

impl FilterTest {
    /// Makes a filter ready; `cursor_of` gives the lane of a concept of the
    /// plan.
    pub(super) fn new(
        filter: &Filter,
        segment: &Segment,
        cursor_of: &dyn Fn(usize) -> Option<usize>,
    ) -> tantivy::Result<Self> {
        let new = |part: &Filter| Self::new(part, segment, cursor_of);
        let all = |parts: &[Filter]| parts.iter().map(new).collect::<tantivy::Result<Vec<Self>>>();
        Ok(match filter {
            Filter::All(parts) => FilterTest::All(all(parts)?),
            Filter::Any(parts) => FilterTest::Any(all(parts)?),
            Filter::Not(part) => FilterTest::Not(Box::new(new(part)?)),
            Filter::Concept(number) => match cursor_of(*number) {
                Some(cursor) => FilterTest::Cursor(cursor),
                None => FilterTest::Any(Vec::new()),
            },
            Filter::Label(label) => FilterTest::Label(*label),
            Filter::Source(words) => FilterTest::Documents(documents_from(words, segment)?),
            Filter::Id(id) => FilterTest::Passages(passages(
                segment,
                &Term::from_field_text(segment.fields.id, id),
            )?),
            Filter::Date { first, last } => FilterTest::Date(*first, *last),
        })
    }

    /// Whether a passage of a document passes. The lanes must have taken what
    /// they have of the document.
    pub(super) fn passes(
        &self,
        (passage, document): (DocId, DocumentOrd),
        segment: &Segment,
        cursors: &[ScoredCursor<'_>],
    ) -> bool {
        let passes = |test: &FilterTest| test.passes((passage, document), segment, cursors);
        match self {
            FilterTest::All(parts) => parts.iter().all(passes),
            FilterTest::Any(parts) => parts.iter().any(passes),
            FilterTest::Not(part) => !passes(part),
            FilterTest::Cursor(number) => cursors
                .get(*number)
                .is_some_and(|cursor| cursor.has_passage(passage) || cursor.has_title(document)),
            FilterTest::Label(label) => segment.labels.get(passage as usize) == Some(label),
            FilterTest::Passages(passages) => passages.binary_search(&passage).is_ok(),
            FilterTest::Documents(documents) => documents.binary_search(&document).is_ok(),
            FilterTest::Date(first, last) => {
                let date = segment.date_of(document);
                date.is_some_and(|date| share_a_day(date, *first, *last))
            }
        }
    }

    /// Whether all passes that has the lanes that are [required](Self::required).
    pub(super) fn is_required_cursors(&self) -> bool {
        match self {
            FilterTest::All(parts) => parts.iter().all(Self::is_required_cursors),
            FilterTest::Cursor(_) => true,
            _ => false,
        }
    }

    /// Lanes without which nothing passes, each once, ascending.
    pub(super) fn required(&self) -> Vec<usize> {
        let mut cursors = match self {
            FilterTest::All(parts) => parts.iter().flat_map(Self::required).collect(),
            FilterTest::Cursor(cursor) => vec![*cursor],
            _ => Vec::new(),
        };
        cursors.sort_unstable();
        cursors.dedup();
        cursors
    }
}

fn share_a_day(range: DayRange, first: Option<Day>, last: Option<Day>) -> bool {
    first.is_none_or(|first| first <= range.last) && last.is_none_or(|last| range.first <= last)
}

fn passages(segment: &Segment, term: &Term) -> tantivy::Result<Vec<DocId>> {
    let mut found = Vec::new();
    for_each_passage(segment, term, |passage| found.push(passage))?;
    Ok(found)
}

/// Documents whose source has all the words; these stand on first passages.
fn documents_from(words: &[String], segment: &Segment) -> tantivy::Result<Vec<DocumentOrd>> {
    let mut firsts = segment.first_passage.clone();
    for word in words {
        let with_word = passages(segment, &KeyTerm::Source(word).term(segment.fields))?;
        firsts.retain(|first| with_word.binary_search(first).is_ok());
    }
    let document_of = |&first: &DocId| segment.document_of.get(first as usize).copied();
    Ok(firsts.iter().filter_map(document_of).collect())
}
