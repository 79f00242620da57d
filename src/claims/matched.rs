//! The documents of which passages match a query.

use std::collections::BTreeMap;

use crate::hit::Hits;
use crate::hit::citation::Citation;
use crate::query::report::Report;
use crate::span::Span;

/// The passages that match a query, by their documents.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matches {
    /// By their ids.
    pub(crate) documents: Vec<MatchedDocument>,
    /// How many passages match.
    pub(crate) matching: usize,
    /// How the query was understood.
    pub(crate) report: Report,
}

/// A document with passages that match.
#[derive(Debug, Clone)]
pub(crate) struct MatchedDocument {
    /// The whole text.
    pub(crate) text: String,
    /// In the order of the text; at least one.
    pub(crate) passages: Vec<MatchedPassage>,
}

/// A passage that matches.
#[derive(Debug, Clone)]
pub(crate) struct MatchedPassage {
    pub(crate) citation: Citation,
    /// Its place among the hits, from 0.
    pub(crate) place: usize,
}

/// The passages of hits by the ids of their documents, each with its text.
pub(crate) fn by_document(hits: &Hits) -> BTreeMap<&str, Vec<(usize, &str, &Citation)>> {
    let mut documents: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (place, hit) in hits.iter().enumerate() {
        let passages = documents.entry(&hit.citation.document).or_default();
        passages.push((place, hit.text.as_str(), &hit.citation));
    }
    documents
}

impl MatchedDocument {
    /// A document with its hits; `None` where the text is another one by now.
    pub(crate) fn new(text: String, hits: &[(usize, &str, &Citation)]) -> Option<Self> {
        let is_as_cited = |(_, passage, citation): &(usize, &str, &Citation)| {
            citation.span.of(&text) == Some(*passage)
        };
        if hits.is_empty() || !hits.iter().all(is_as_cited) {
            return None;
        }
        let mut passages: Vec<MatchedPassage> = hits
            .iter()
            .map(|(place, _, citation)| MatchedPassage {
                citation: (*citation).clone(),
                place: *place,
            })
            .collect();
        passages.sort_by_key(|passage| passage.citation.span.start);
        Some(Self { text, passages })
    }

    /// What the citations of all its passages share: id, title, source and date.
    pub(crate) fn head(&self) -> Option<&Citation> {
        self.passages.first().map(|passage| &passage.citation)
    }

    /// The id.
    pub(crate) fn id(&self) -> &str {
        self.head().map_or("", |citation| &citation.document)
    }

    /// The outlet, else the id.
    pub(crate) fn outlet(&self) -> &str {
        self.head().map_or("", |citation| match citation.source.as_str() {
            "" => &citation.document,
            source => source,
        })
    }

    /// The passage that the first byte of a span lies in.
    pub(crate) fn passage_of(&self, span: Span) -> Option<&MatchedPassage> {
        let behind = self.passages.partition_point(|p| p.citation.span.start <= span.start);
        let passage = self.passages.get(behind.checked_sub(1)?)?;
        (span.start < passage.citation.span.end).then_some(passage)
    }
}
