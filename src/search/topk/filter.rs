//! A query's filter, evaluated on the passages of one segment.

use tantivy::{DocId, Term};

use super::scored_cursor::ScoredCursor;
use crate::passage::label::Label;
use crate::query::plan::Filter;
use crate::range::RangeBound;
use crate::search::matching::matcher::for_each_passage;
use crate::store::ordinals::DocumentOrd;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;

/// A filter whose terms are looked up in one segment.
#[derive(Debug)]
pub(super) enum FilterTest {
    All(Vec<FilterTest>),
    Any(Vec<FilterTest>),
    Not(Box<FilterTest>),
    /// The cursor of this number has the passage, or has its document's title,
    /// which counts for every passage of the document.
    Cursor(usize),
    Label(Label),
    /// Passages, ascending.
    Passages(Vec<DocId>),
    /// Documents, ascending.
    Documents(Vec<DocumentOrd>),
    /// A value of the range column of this number overlaps the bound.
    Range(usize, RangeBound),
}

impl FilterTest {
    /// Fails on every passage.
    const NOTHING: Self = Self::Any(Vec::new());

    /// Looks up a filter's terms. `cursor_of` maps the number of a concept in
    /// the plan to the number of its cursor.
    ///
    /// Cost: decodes the posting lists of sources and ids.
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
                None => FilterTest::NOTHING,
            },
            Filter::Label(label) => FilterTest::Label(*label),
            Filter::Source(words) => FilterTest::Documents(documents_from(words, segment)?),
            Filter::Id(id) => FilterTest::Passages(passages(
                segment,
                &Term::from_field_text(segment.fields.id, id),
            )?),
            Filter::Range(field, bound) => match segment.range_column(*field) {
                Some(column) => FilterTest::Range(column, *bound),
                None => FilterTest::NOTHING,
            },
        })
    }

    /// Whether a passage of a document passes. The cursors must stand on the
    /// document.
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
            FilterTest::Range(column, bound) => {
                let mut values = segment.values_of(*column, passage, document).iter();
                values.any(|values| bound.overlaps(*values))
            }
        }
    }

    /// Whether every passage passes that the [required](Self::required) cursors
    /// have.
    pub(super) fn is_required_cursors(&self) -> bool {
        match self {
            FilterTest::All(parts) => parts.iter().all(Self::is_required_cursors),
            FilterTest::Cursor(_) => true,
            _ => false,
        }
    }

    /// Cursors that every passage which passes is in, each once, ascending.
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

/// The passages that have a term, ascending.
fn passages(segment: &Segment, term: &Term) -> tantivy::Result<Vec<DocId>> {
    let mut passages = Vec::new();
    for_each_passage(segment, term, |passage| passages.push(passage))?;
    Ok(passages)
}

/// The documents whose source has all the words, ascending. The index has the
/// words of a source on the document's first passage.
fn documents_from(words: &[String], segment: &Segment) -> tantivy::Result<Vec<DocumentOrd>> {
    let mut first_passages = segment.first_passage.clone();
    for word in words {
        let with_word = passages(segment, &KeyTerm::Source(word).term(segment.fields))?;
        first_passages.retain(|passage| with_word.binary_search(passage).is_ok());
    }
    let document_of = |&passage: &DocId| segment.document_of.get(passage as usize).copied();
    Ok(first_passages.iter().filter_map(document_of).collect())
}
