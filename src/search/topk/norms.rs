//! The length norms of a query, made once for all its postings.

use crate::rank::bm25f;
use crate::rank::evidence::QueryFacts;
use crate::rank::profile::Profile;
use crate::store::segment::Segment;

/// What frequencies are measured by, in a passage and in a document that is
/// one passage.
pub(super) struct NormTables {
    pub(super) passage: NormTable,
    /// Of documents, where these are measured otherwise than passages.
    apart: Option<Box<SeparateNorms>>,
}

struct SeparateNorms {
    document: NormTable,
    /// The lesser half of passage and document.
    least_half: [f32; 256],
}

/// Length norms of the 256 lengths that an index tells apart, by number.
pub(super) struct NormTable {
    pub(super) norm: [f32; 256],
    /// Frequencies that are worth half of the most, `k1` times the norms.
    pub(super) half: [f32; 256],
}

impl NormTables {
    pub(super) fn new(facts: &QueryFacts, profile: &Profile) -> Self {
        let of_passages = [facts.mean_passage_words, profile.passage_b, profile.passage_k1];
        let of_documents = [facts.mean_document_words, profile.document_b, profile.document_k1];
        let passage = NormTable::new(of_passages);
        let alike = of_passages.map(f32::to_bits) == of_documents.map(f32::to_bits);
        let apart = || {
            let document = NormTable::new(of_documents);
            let lesser = |at: u8| at_length(&passage.half, at).min(at_length(&document.half, at));
            let least_half = std::array::from_fn(|at| lesser(at as u8));
            Box::new(SeparateNorms { document, least_half })
        };
        let apart = (!alike).then(apart);
        Self { passage, apart }
    }

    /// Whether passages and documents are measured alike.
    pub(super) fn alike(&self) -> bool {
        self.apart.is_none()
    }

    pub(super) fn document(&self) -> &NormTable {
        self.apart.as_ref().map_or(&self.passage, |apart| &apart.document)
    }

    pub(super) fn least_half(&self) -> &[f32; 256] {
        self.apart.as_ref().map_or(&self.passage.half, |apart| &apart.least_half)
    }
}

impl NormTable {
    fn new([mean_words, b, k1]: [f32; 3]) -> Self {
        let norm = Segment::lengths().map(|words| bm25f::length_norm(words, mean_words, b));
        Self { norm, half: norm.map(|norm| k1 * norm) }
    }
}

/// The number among the 256 of the length of a passage.
pub(super) fn length(segment: &Segment, passage: u32) -> u8 {
    segment.lengths_of_passages.get(passage as usize).copied().unwrap_or(0)
}

/// What is measured by of that length.
pub(super) fn at_length(of: &[f32; 256], length: u8) -> f32 {
    of.get(usize::from(length)).copied().unwrap_or(1.0)
}
