//! The passages that match what was typed, with what is chosen held against them.

use super::narrowed::Selection;
use super::rows::RowSet;
use crate::date::DayRange;
use crate::facet::count::Count;
use crate::search::topk::top_k::Candidate;
use crate::store::ordinals::DocumentOrd;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// In how many of the choices a passage fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fails {
    None,
    /// In the selection of this number alone.
    One(usize),
    Several,
}

impl Fails {
    pub(super) fn is_none(self) -> bool {
        self == Self::None
    }

    /// Whether a passage counts for a facet, whose own selection has that number.
    pub(super) fn counts_for(self, own: Option<usize>) -> bool {
        match self {
            Self::None => true,
            Self::One(number) => own == Some(number),
            Self::Several => false,
        }
    }
}

/// A passage that matches what was typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matching {
    pub(super) passage: u32,
    pub(super) document: DocumentOrd,
    pub(super) fails: Fails,
}

/// Those of one segment that fail in one selection at most, ascending.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    pub(super) passages: Vec<Matching>,
}

/// Those of a snapshot, by segment.
#[derive(Debug)]
pub(super) struct NarrowedMatches {
    pub(super) segments: Vec<Matches>,
}

impl NarrowedMatches {
    /// Holds what is chosen against the passages.
    pub(super) fn new(
        snapshot: &Snapshot,
        candidates: &[Candidate],
        selections: &[Selection],
    ) -> tantivy::Result<Self> {
        let mut passages: Vec<Vec<u32>> = vec![Vec::new(); snapshot.segments.len()];
        for candidate in candidates {
            if let Some(of_segment) = passages.get_mut(candidate.segment.index()) {
                of_segment.push(candidate.passage);
            }
        }
        let mut segments = Vec::with_capacity(passages.len());
        for (segment, mut passages) in snapshot.segments.iter().zip(passages) {
            passages.sort_unstable();
            segments.push(Matches::of(segment, &passages, selections)?);
        }
        Ok(Self { segments })
    }

    /// Those that pass all that is chosen.
    pub(super) fn total(&self) -> Count {
        let mut total = Count::default();
        self.segments.iter().for_each(|segment| total.add(segment.count_all()));
        total
    }

    /// From the first to the last day of the documents' dates.
    pub(super) fn span_of_dates(&self, snapshot: &Snapshot) -> Option<DayRange> {
        let mut span: Option<DayRange> = None;
        for (segment, matches) in snapshot.segments.iter().zip(&self.segments) {
            let matching = matches.passages.iter().filter(|matching| matching.fails.is_none());
            for date in matching.filter_map(|matching| segment.date_of(matching.document)) {
                let known = span.get_or_insert(date);
                known.first = known.first.min(date.first);
                known.last = known.last.max(date.last);
            }
        }
        span
    }
}

impl Matches {
    fn of(segment: &Segment, passages: &[u32], selections: &[Selection]) -> tantivy::Result<Self> {
        if passages.is_empty() {
            return Ok(Self::default());
        }
        let facets: Vec<_> = selections.iter().map(|selection| &selection.facet).collect();
        let columns = segment.facet_columns(&facets)?;
        let pairs = columns.iter().zip(selections);
        let sets: Vec<RowSet> = pairs
            .map(|(column, selection)| RowSet::new(segment, column, &selection.values()))
            .collect();
        let matching = |&passage: &u32| {
            let document = segment.document_at(passage)?;
            let mut failing = (0..).zip(&sets).filter(|(_, set)| !set.has(passage, document.0));
            let fails = match (failing.next(), failing.next()) {
                (None, _) => Fails::None,
                (Some((number, _)), None) => Fails::One(number),
                _ => Fails::Several,
            };
            Some(Matching { passage, document, fails })
        };
        let matching = passages.iter().filter_map(matching);
        Ok(Self { passages: matching.filter(|it| it.fails != Fails::Several).collect() })
    }
}
