//! Evidence in, scores out: pure functions, each with its source. The whole
//! formula stands in ARCHITECTURE.md.

pub(crate) mod bm25f;
pub(crate) mod bounds;
pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod feedback;
pub(crate) mod profile;
mod proximity;

pub use explain::{Explanation, Part};
pub use profile::{Feedback, LabelWeights, Profile};

use evidence::{ConceptFacts, Evidence, Frequencies, Lengths, QueryFacts};
use proximity::proximity;

/// The score of a passage as far as it hangs on what was typed: what is learnt
/// later changes nothing of it.
pub(crate) fn typed_score(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let mut sum = Sum::default();
    add_typed(evidence, facts, profile, &mut sum);
    sum.0
}

/// The score of a passage whose [`typed_score`] is known.
pub(crate) fn score(typed: f32, evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let mut sum = Sum(typed);
    add_rest(evidence, facts, profile, &mut sum);
    sum.0
}

/// Scores a passage and says of what the score is made. The parts add up to
/// the score exactly: it is their sum.
pub(crate) fn explain(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> Explanation {
    let mut explanation = Explanation::default();
    add_parts(evidence, facts, profile, &mut explanation);
    explanation
}

/// Where the parts of a score are added up.
trait Parts {
    /// Adds a part; its name is made where it is wanted.
    fn add(&mut self, value: f32, name: impl FnOnce() -> String);
    fn sum(&self) -> f32;
}

#[derive(Default)]
struct Sum(f32);

impl Parts for Sum {
    fn add(&mut self, value: f32, _: impl FnOnce() -> String) {
        self.0 += value;
    }

    fn sum(&self) -> f32 {
        self.0
    }
}

impl Parts for Explanation {
    fn add(&mut self, value: f32, name: impl FnOnce() -> String) {
        if value != 0.0 {
            self.score += value;
            self.parts.push(Part { name: name(), value });
        }
    }

    fn sum(&self) -> f32 {
        self.score
    }
}

/// The formula.
fn add_parts(of: &Evidence, facts: &QueryFacts, profile: &Profile, parts: &mut impl Parts) {
    add_typed(of, facts, profile, parts);
    add_rest(of, facts, profile, parts);
}

/// The formula as far as what was learnt is not asked.
fn add_typed(of: &Evidence, facts: &QueryFacts, profile: &Profile, parts: &mut impl Parts) {
    let (share, norms) = (profile.document_share, LengthNorms::of(of.lengths, facts, profile));
    let concepts = || facts.concepts.iter().zip(&of.concepts);
    for (concept, found) in concepts() {
        let value = (1.0 - share) * concept.weight * in_passage(found, &norms, profile);
        parts.add(value, || name(&concept.typed, " in the passage"));
    }
    for (concept, found) in concepts() {
        let value = share * concept.weight * in_document(found, &norms, profile);
        parts.add(value, || name(&concept.typed, " in the document"));
    }
    let covered = coverage(of, facts, profile);
    let lost = parts.sum() * profile.coverage * (1.0 - covered);
    parts.add(-lost, || "coverage".to_owned());
    if profile.proximity > 0.0 {
        let close = proximity(&of.places, &facts.concepts, profile.passage_k1, norms.passage);
        let close = profile.proximity * close;
        parts.add(close, || "proximity".to_owned());
    }
}

/// The rest of the formula.
fn add_rest(of: &Evidence, facts: &QueryFacts, profile: &Profile, parts: &mut impl Parts) {
    let norms = LengthNorms::of(of.lengths, facts, profile);
    for (term, found) in facts.learnt.iter().zip(&of.learnt) {
        let value = learnt(term, found, &norms, profile);
        parts.add(value, || name("feedback: ", &term.typed));
    }
    let label = profile.labels.of(of.label);
    let lost = parts.sum() * (label - 1.0);
    parts.add(lost, || format!("label {}", of.label));
}

/// A part's name: a search makes hundreds.
fn name(one: &str, other: &str) -> String {
    [one, other].concat()
}

/// What a learnt term is worth.
pub(crate) fn learnt(
    term: &ConceptFacts,
    found: &Frequencies,
    norms: &LengthNorms,
    profile: &Profile,
) -> f32 {
    let share = profile.document_share;
    let value = (1.0 - share) * in_passage(found, norms, profile)
        + share * in_document(found, norms, profile);
    term.weight * value
}

/// Length norms of a passage, of its document's text and of the title.
pub(crate) struct LengthNorms {
    passage: f32,
    text: f32,
    title: f32,
}

impl LengthNorms {
    pub(crate) fn of(of: Lengths, facts: &QueryFacts, profile: &Profile) -> Self {
        let (mean_words, b) = (facts.mean_passage_words, profile.passage_b);
        let passage = bm25f::length_norm(of.passage_words, mean_words, b);
        let (text, title) = document_norms(of.document_words, of.title_words, facts, profile);
        Self { passage, text, title }
    }
}

/// Length norms of a document's text and title of so many words.
pub(crate) fn document_norms(
    text_words: u32,
    title_words: u32,
    facts: &QueryFacts,
    profile: &Profile,
) -> (f32, f32) {
    (
        bm25f::length_norm(text_words, facts.mean_document_words, profile.document_b),
        bm25f::length_norm(title_words, facts.mean_title_words, profile.title_b),
    )
}

fn in_passage(found: &Frequencies, norms: &LengthNorms, profile: &Profile) -> f32 {
    bm25f::saturated(found.in_passage / norms.passage, profile.passage_k1)
}

fn in_document(found: &Frequencies, norms: &LengthNorms, profile: &Profile) -> f32 {
    let (text, title) = ((found.in_document, norms.text), (found.in_title, norms.title));
    bm25f::saturated(document_frequency(text, title, profile), profile.document_k1)
}

/// The normalised frequency of text and title together, each given as its
/// weighted frequency and its norm.
pub(crate) fn document_frequency(text: (f32, f32), title: (f32, f32), profile: &Profile) -> f32 {
    text.0 / text.1 + profile.title_weight * title.0 / title.1
}

/// The share of the query, by weight, that the passage has; what stands only
/// in its document counts in part. From 0 to 1.
fn coverage(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let total: f32 = facts.concepts.iter().map(|concept| concept.weight).sum();
    let has = |found: &Frequencies| {
        let here = found.in_passage.min(1.0);
        let around = (found.in_document + found.in_title).min(1.0);
        here + profile.document_coverage * (around - here).max(0.0)
    };
    let pairs = facts.concepts.iter().zip(&evidence.concepts);
    let covered: f32 = pairs.map(|(concept, found)| concept.weight * has(found)).sum();
    if total > 0.0 { covered / total } else { 1.0 }
}
