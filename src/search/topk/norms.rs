//! The length norms of a query, tabulated once for all its postings.

use crate::rank::bm25f;
use crate::rank::evidence::QueryFacts;
use crate::rank::profile::Profile;
use crate::store::segment::Segment;

/// Norms of passages, and of documents that are one passage.
pub(super) struct NormTables {
    pub(super) passage: NormTable,
    /// Of documents, where their parameters differ from those of passages.
    separate: Option<Box<SeparateNorms>>,
}

struct SeparateNorms {
    document: NormTable,
    /// The lesser half-frequency of passage and document.
    least_half: [f32; 256],
}

/// Norms of the 256 lengths that an index tells apart, by fieldnorm id.
pub(super) struct NormTable {
    pub(super) norm: [f32; 256],
    /// Frequencies that have half of the largest value: `k1` times the norms.
    pub(super) half: [f32; 256],
}

impl NormTables {
    pub(super) fn new(facts: &QueryFacts, profile: &Profile) -> Self {
        let of_passages = [facts.mean_passage_words, profile.passage_b, profile.passage_k1];
        let of_documents = [facts.mean_document_words, profile.document_b, profile.document_k1];
        let passage = NormTable::new(of_passages);
        // By bits: parameters that differ at all give other scores.
        let are_shared = of_passages.map(f32::to_bits) == of_documents.map(f32::to_bits);
        let separate = || {
            let document = NormTable::new(of_documents);
            let lesser = |id: u8| at_length(&passage.half, id).min(at_length(&document.half, id));
            let least_half = std::array::from_fn(|id| lesser(id as u8));
            Box::new(SeparateNorms { document, least_half })
        };
        let separate = (!are_shared).then(separate);
        Self { passage, separate }
    }

    /// Whether passages and documents have the same norms.
    pub(super) fn are_shared(&self) -> bool {
        self.separate.is_none()
    }

    pub(super) fn document(&self) -> &NormTable {
        self.separate.as_ref().map_or(&self.passage, |separate| &separate.document)
    }

    pub(super) fn least_half(&self) -> &[f32; 256] {
        self.separate.as_ref().map_or(&self.passage.half, |separate| &separate.least_half)
    }
}

impl NormTable {
    fn new([mean_words, b, k1]: [f32; 3]) -> Self {
        let norm = Segment::lengths().map(|words| bm25f::length_norm(words, mean_words, b));
        Self { norm, half: norm.map(|norm| k1 * norm) }
    }
}

/// The fieldnorm id of a passage's length.
pub(super) fn length_id(segment: &Segment, passage: u32) -> u8 {
    segment.lengths_of_passages.get(passage as usize).copied().unwrap_or(0)
}

/// The entry of a table for that fieldnorm id.
pub(super) fn at_length(table: &[f32; 256], length_id: u8) -> f32 {
    table.get(usize::from(length_id)).copied().unwrap_or(1.0)
}
