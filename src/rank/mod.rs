//! Evidence in, scores out: pure functions, each with its source. The whole
//! formula stands in ARCHITECTURE.md.

pub(crate) mod bm25f;
mod explain;
mod profile;
mod proximity;

pub use explain::{Explanation, Part};
pub use profile::{LabelWeights, Profile};

use crate::retrieve::evidence::{Evidence, Occurrences, QueryFacts};

/// Scores a passage and says of what the score is made. The parts add up to
/// the score exactly: it is their sum.
pub(crate) fn score(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> Explanation {
    let mut explanation = Explanation::default();
    let concepts = || facts.concepts.iter().zip(&evidence.concepts);
    for (concept, found) in concepts() {
        let value = (1.0 - profile.document_share)
            * concept.weight
            * in_passage(found, evidence, facts, profile);
        explanation.push(format!("{} in the passage", concept.typed), value);
    }
    for (concept, found) in concepts() {
        let value =
            profile.document_share * concept.weight * in_document(found, evidence, facts, profile);
        explanation.push(format!("{} in the document", concept.typed), value);
    }
    let covered = coverage(evidence, facts, profile);
    explanation.push("coverage", -explanation.score * profile.coverage * (1.0 - covered));
    explanation.push("proximity", profile.proximity * closeness(evidence, facts, profile));
    let label = profile.labels.of(evidence.label);
    explanation.push(format!("label {}", evidence.label), explanation.score * (label - 1.0));
    explanation
}

fn in_passage(found: &Occurrences, of: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let norm = bm25f::length_norm(of.passage_words, facts.mean_passage_words, profile.passage_b);
    bm25f::saturated(found.in_passage / norm, profile.passage_k1)
}

fn in_document(found: &Occurrences, of: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let frequency = document_frequency(
        (found.in_document, of.document_words),
        (found.in_title, of.title_words),
        facts,
        profile,
    );
    bm25f::saturated(frequency, profile.document_k1)
}

/// The normalised frequency of text and title together, each given as its
/// weighted frequency and its words.
pub(crate) fn document_frequency(
    text: (f32, u32),
    title: (f32, u32),
    facts: &QueryFacts,
    profile: &Profile,
) -> f32 {
    let text_norm = bm25f::length_norm(text.1, facts.mean_document_words, profile.document_b);
    let title_norm = bm25f::length_norm(title.1, facts.mean_title_words, profile.title_b);
    text.0 / text_norm + profile.title_weight * title.0 / title_norm
}

/// The share of the query, by weight, that the passage has; what stands only
/// in its document counts in part. From 0 to 1.
fn coverage(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let total: f32 = facts.concepts.iter().map(|concept| concept.weight).sum();
    let has = |found: &Occurrences| {
        if found.in_passage > 0.0 {
            1.0
        } else if found.in_document > 0.0 || found.in_title > 0.0 {
            profile.document_coverage
        } else {
            0.0
        }
    };
    let pairs = facts.concepts.iter().zip(&evidence.concepts);
    let covered: f32 = pairs.map(|(concept, found)| concept.weight * has(found)).sum();
    if total > 0.0 { covered / total } else { 1.0 }
}

fn closeness(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let positions: Vec<&[u32]> =
        evidence.concepts.iter().map(|found| found.positions.as_slice()).collect();
    let weights: Vec<f32> = facts.concepts.iter().map(|concept| concept.weight).collect();
    let norm =
        bm25f::length_norm(evidence.passage_words, facts.mean_passage_words, profile.passage_b);
    proximity::proximity(&positions, &weights, profile.passage_k1, norm)
}
