//! Which passages of a segment a filter lets through.

use tantivy::{DocId, SegmentReader, Term};

use super::lane::Lane;
use super::postings::{Posting, for_each_passage};
use crate::index::{Key, Segment, Snapshot};
use crate::passage::Label;
use crate::query::plan::Filter;
use crate::{Day, DayRange};

/// A filter made ready for one segment.
#[derive(Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// The lane of that number has it; in a title it counts for every passage
    /// of the document.
    Lane(usize),
    Label(Label),
    /// Passages, ascending.
    Passages(Vec<DocId>),
    /// Documents, ascending.
    Documents(Vec<u32>),
    /// Days from and to.
    Date(Option<Day>, Option<Day>),
}

impl Test {
    /// Makes a filter ready; `lane_of` gives the lane of a concept of the
    /// plan.
    pub(super) fn new(
        filter: &Filter,
        snapshot: &Snapshot,
        (reader, segment): (&SegmentReader, &Segment),
        lane_of: &dyn Fn(usize) -> Option<usize>,
    ) -> tantivy::Result<Self> {
        let new = |part: &Filter| Self::new(part, snapshot, (reader, segment), lane_of);
        let all = |parts: &[Filter]| parts.iter().map(new).collect::<tantivy::Result<Vec<Self>>>();
        Ok(match filter {
            Filter::All(parts) => Test::All(all(parts)?),
            Filter::Any(parts) => Test::Any(all(parts)?),
            Filter::Not(part) => Test::Not(Box::new(new(part)?)),
            Filter::Concept(number) => match lane_of(*number) {
                Some(lane) => Test::Lane(lane),
                None => Test::Any(Vec::new()),
            },
            Filter::Label(label) => Test::Label(*label),
            Filter::Source(words) => {
                Test::Documents(documents_from(words, snapshot, (reader, segment))?)
            }
            Filter::Id(id) => {
                Test::Passages(passages(reader, &Term::from_field_text(snapshot.fields.id, id))?)
            }
            Filter::Date { first, last } => Test::Date(*first, *last),
        })
    }

    /// Whether a passage of a document passes. The lanes must have taken what
    /// they have of the document.
    pub(super) fn passes(
        &self,
        (passage, document): (DocId, u32),
        segment: &Segment,
        lanes: &[Lane<'_>],
    ) -> bool {
        let passes = |test: &Test| test.passes((passage, document), segment, lanes);
        match self {
            Test::All(parts) => parts.iter().all(passes),
            Test::Any(parts) => parts.iter().any(passes),
            Test::Not(part) => !passes(part),
            Test::Lane(number) => lanes
                .get(*number)
                .is_some_and(|lane| has(&lane.here, passage) || has(lane.titles, document)),
            Test::Label(label) => segment.labels.get(passage as usize) == Some(label),
            Test::Passages(passages) => passages.binary_search(&passage).is_ok(),
            Test::Documents(documents) => documents.binary_search(&document).is_ok(),
            Test::Date(first, last) => {
                let date = segment.date_of(document);
                date.is_some_and(|date| share_a_day(date, *first, *last))
            }
        }
    }

    /// Whether all passes that has the lanes that are [required](Self::required).
    pub(super) fn is_lanes_alone(&self) -> bool {
        match self {
            Test::All(parts) => parts.iter().all(Self::is_lanes_alone),
            Test::Lane(_) => true,
            _ => false,
        }
    }

    /// Lanes without which nothing passes, each once, ascending.
    pub(super) fn required(&self) -> Vec<usize> {
        let mut lanes = match self {
            Test::All(parts) => parts.iter().flat_map(Self::required).collect(),
            Test::Lane(lane) => vec![*lane],
            _ => Vec::new(),
        };
        lanes.sort_unstable();
        lanes.dedup();
        lanes
    }
}

fn has(postings: &[Posting], wanted: u32) -> bool {
    postings.binary_search_by_key(&wanted, |&(at, _)| at).is_ok()
}

fn share_a_day(range: DayRange, first: Option<Day>, last: Option<Day>) -> bool {
    first.is_none_or(|first| first <= range.last) && last.is_none_or(|last| range.first <= last)
}

fn passages(reader: &SegmentReader, term: &Term) -> tantivy::Result<Vec<DocId>> {
    let mut found = Vec::new();
    for_each_passage(reader, term, |passage| found.push(passage))?;
    Ok(found)
}

/// Documents whose source has all the words; these stand on first passages.
fn documents_from(
    words: &[String],
    snapshot: &Snapshot,
    (reader, segment): (&SegmentReader, &Segment),
) -> tantivy::Result<Vec<u32>> {
    let mut firsts = segment.first_passage.clone();
    for word in words {
        let with_word = passages(reader, &Key::Source(word).term(snapshot.fields))?;
        firsts.retain(|first| with_word.binary_search(first).is_ok());
    }
    let document_of = |&first: &DocId| segment.document_of.get(first as usize).copied();
    Ok(firsts.iter().filter_map(document_of).collect())
}
