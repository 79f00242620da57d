//! The passages of a document as a query sees them.

use std::collections::BTreeSet;

use tantivy::DocId;

use super::Search;
use super::asked_facts::AskedFacts;
use super::cite::cite;
use super::matching::matched::Matched;
use super::present::marks;
use super::title_marks::marks_in_title;
use crate::error::Result;
use crate::hit::document_view::{DocumentView, DocumentWindow, ViewedPassage};
use crate::hit::highlight::{Mark, Marker};
use crate::query::plan::{Concept, Filter};
use crate::store::decode::DocumentRecord;
use crate::store::ordinals::SegmentOrd;

/// Where a document lies in the index.
struct Place {
    segment: SegmentOrd,
    first: DocId,
    total: usize,
}

impl Search<'_> {
    /// The passages of the document with that id; `None` where there is none.
    pub(crate) fn document_view(
        self,
        id: &str,
        window: &DocumentWindow,
    ) -> Result<Option<DocumentView>> {
        let Some((segment, first)) = self.snapshot.find(id)? else { return Ok(None) };
        let total = self.snapshot.passages_of(segment, first).len();
        let place = Place { segment, first, total };
        let mut search = self.narrowed();
        search.restrict_to(id);
        let matched = search.matched()?;
        let matching = search.stages(&matched).every_match()?;
        let hits = matching.iter().map(|candidate| candidate.passage.saturating_sub(first));
        let hits: BTreeSet<u32> = hits.collect();
        search.view(&place, &matched, hits, window).map(Some)
    }

    /// Leaves only the passages of a document. A query that looks for nothing has no
    /// hits there either.
    fn restrict_to(&mut self, id: &str) {
        let looks_for_something = self.plan.filter.is_some() || !self.plan.concepts.is_empty();
        if looks_for_something {
            let others = self.plan.filter.take();
            let of_document = Filter::Id(id.to_owned());
            self.plan.filter = Some(Filter::All(others.into_iter().chain([of_document]).collect()));
        }
    }

    fn view(
        &self,
        place: &Place,
        matched: &Matched<'_>,
        hits: BTreeSet<u32>,
        window: &DocumentWindow,
    ) -> Result<DocumentView> {
        let document = self.snapshot.document(place.segment, place.first)?;
        let middle = window.byte().map(|byte| self.passage_at(place, byte)).transpose()?;
        let offset = window.start(place.total, middle);
        let end = offset.saturating_add(window.get_limit()).min(place.total);
        let scoring: Vec<&Concept> = matched.scoring().map(|(concept, _)| concept).collect();
        let marker = Marker::new(&scoring).for_query(self.query.readable());
        let asked = AskedFacts::of(&self.query, self.analyzer);
        let mut passages = Vec::with_capacity(end - offset);
        // A document has fewer passages than 32 bits can count.
        for number in offset as u32..end as u32 {
            let mut passage = self.viewed(place, number, &document, (&marker, &asked))?;
            passage.is_hit = hits.contains(&number);
            passages.push(passage);
        }
        let title_marks = marks_in_title(&document.title, (&self.query, &scoring), self.analyzer);
        Ok(DocumentView {
            commit: self.snapshot.commit,
            document: document.into_info(),
            title_marks,
            passages,
            offset,
            total: place.total,
            hits: hits.into_iter().collect(),
        })
    }

    fn viewed(
        &self,
        place: &Place,
        number: u32,
        document: &DocumentRecord,
        (marker, asked): (&Marker<'_>, &AskedFacts),
    ) -> Result<ViewedPassage> {
        let passage = self.snapshot.passage(place.segment, place.first + number)?;
        let text = passage.text.as_str();
        let has_keys = marker.needs_keys();
        let analysis =
            if has_keys { self.analyzer.analyze(text) } else { self.analyzer.words(text) };
        let mut marks = marks(self.analyzer, marker, text, &analysis);
        asked.mark(&passage, document.date, &mut marks);
        let start = passage.span().start;
        let of_document = |mark: Mark| Mark { span: mark.span.shifted(start), ..mark };
        let segment = self.snapshot.segments.get(place.segment.index());
        let label = segment.map(|segment| segment.labels.of(place.first + number));
        Ok(ViewedPassage {
            citation: cite(number, &passage, document),
            label: label.unwrap_or_default(),
            blanks: passage.blanks,
            text: passage.text,
            marks: marks.into_iter().map(of_document).collect(),
            is_hit: false,
        })
    }

    /// The number of the passage with a byte, or of the last before it.
    ///
    /// Cost: a binary search over stored passages.
    fn passage_at(&self, place: &Place, byte: usize) -> Result<usize> {
        let (mut from, mut to) = (0, place.total);
        while to - from > 1 {
            let middle = from.midpoint(to);
            let passage = self.snapshot.passage(place.segment, place.first + middle as DocId)?;
            if passage.span().start <= byte { from = middle } else { to = middle }
        }
        Ok(from)
    }
}
