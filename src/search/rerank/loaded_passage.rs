//! A passage read from the store, with its document and its analysis.

use crate::analysis::Analyzer;
use crate::analysis::token::Analysis;
use crate::error::Result;
use crate::search::topk::top_k::Candidate;
use crate::store::decode::{DocumentRecord, PassageRecord};
use crate::store::snapshot::Snapshot;

/// A candidate with its text.
pub(crate) struct LoadedPassage {
    pub(crate) passage: PassageRecord,
    /// The document without its text.
    pub(crate) document: DocumentRecord,
    pub(crate) analysis: Analysis,
}

impl LoadedPassage {
    /// Reads and analyses a candidate; designators and other keys only
    /// `with_keys`.
    ///
    /// Cost: two stored records, and the analysis of the passage.
    pub(crate) fn load(
        snapshot: &Snapshot,
        analyzer: &Analyzer,
        candidate: &Candidate,
        with_keys: bool,
    ) -> Result<Self> {
        let (segment, passage) = candidate.address();
        let (passage, document) = snapshot.passage_of_document(segment, passage)?;
        let text = passage.text.as_str();
        let analysis = if with_keys { analyzer.analyze(text) } else { analyzer.words(text) };
        Ok(Self { passage, document, analysis })
    }
}
