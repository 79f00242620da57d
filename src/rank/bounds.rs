//! The most that parts of a score can be, whatever a passage has.

use super::evidence::{ConceptFacts, QueryFacts};
use super::profile::Profile;

/// The most that concepts standing close together add: each of them, as close
/// as can be.
pub(crate) fn max_of_proximity(facts: &QueryFacts, profile: &Profile) -> f32 {
    // One alone stands close to nothing.
    if profile.proximity <= 0.0 || facts.concepts.len() < 2 {
        return 0.0;
    }
    let weights = facts.concepts.iter().map(|concept| concept.weight.min(1.0));
    profile.proximity * weights.sum::<f32>() * (profile.passage_k1 + 1.0)
}

/// The most that a learnt term adds.
pub(crate) fn max_of_learnt(term: &ConceptFacts, profile: &Profile) -> f32 {
    let Profile { document_share: share, passage_k1, document_k1, .. } = *profile;
    term.weight * ((1.0 - share) * (passage_k1 + 1.0) + share * (document_k1 + 1.0))
}
