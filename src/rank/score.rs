//! The sum of the formula's parts, as a plain score or with a name for each.

use super::concept::{ConceptFacts, ConceptKind};
use super::evidence::{Evidence, QueryFacts};
use super::explain::{Explanation, Part};
use super::formula::{
    LengthNorms, TermFormula, answer_value, bonus_value, coverage, neighbour_value,
};
use super::profile::Profile;
use super::proximity::proximity;

/// The part of a passage's score that feedback does not change.
pub(crate) fn typed_score(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let mut sum = Sum::default();
    add_typed(evidence, facts, profile, &mut sum);
    sum.0
}

/// The score of a passage whose [`typed_score`] is known.
pub(crate) fn score(typed: f32, evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> f32 {
    let mut sum = Sum(typed);
    add_last(evidence, facts, profile, &mut sum);
    sum.0
}

/// Scores a passage and names the parts of the score. The score is exactly
/// the sum of the parts.
pub(crate) fn explain(evidence: &Evidence, facts: &QueryFacts, profile: &Profile) -> Explanation {
    let mut explanation = Explanation::default();
    add_typed(evidence, facts, profile, &mut explanation);
    add_last(evidence, facts, profile, &mut explanation);
    explanation
}

/// Sums the parts of a score.
trait Parts {
    /// Adds a part; its name is made only where it is kept.
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

/// The parts for what was typed, in the order that every score is summed in.
fn add_typed(of: &Evidence, facts: &QueryFacts, profile: &Profile, parts: &mut impl Parts) {
    let norms = LengthNorms::of(of.lengths, facts, profile);
    let share = facts.shares.of_passage_with(&of.concepts, &facts.concepts);
    let concepts = || facts.concepts.iter().zip(&of.concepts);
    for (concept, frequencies) in concepts() {
        let term = TermFormula::new(concept.weight, profile);
        let value = term.in_passage(norms.in_passage(frequencies));
        parts.add(share * value, || name(concept, "in the passage"));
    }
    for (number, (concept, frequencies)) in concepts().enumerate() {
        let term = TermFormula::new(concept.weight, profile);
        let value = term.in_document(norms.in_document(frequencies, profile));
        let is_named = of.only_in_name.contains(&number);
        let place = if is_named { "in the file name" } else { "in the document" };
        parts.add(share * value, || name(concept, place));
    }
    let covered = coverage(of, facts, profile);
    let lost = parts.sum() * profile.coverage * (1.0 - covered);
    parts.add(-lost, || "coverage".to_owned());
    if profile.proximity > 0.0 {
        let close = proximity(&of.occurrences, &facts.concepts, profile.passage_k1, norms.passage);
        let close = share * profile.proximity * close;
        parts.add(close, || "proximity".to_owned());
    }
    for (concept, frequencies) in concepts() {
        let value = share * neighbour_value(concept, frequencies, profile);
        parts.add(value, || name(concept, "in a neighbour"));
    }
    for (concept, _) in concepts().filter(|(_, frequencies)| frequencies.has_form) {
        let value = share * profile.typed_form * concept.weight;
        parts.add(value, || name(concept, "as typed"));
    }
    for (form, frequencies) in facts.forms.iter().zip(&of.forms) {
        let value = share * bonus_value(form, frequencies, &norms, profile);
        parts.add(value, || name(form, "as a rare form"));
    }
}

/// The parts for feedback terms, the answer and the label. These two come last, as
/// they scale the sum of what is before them.
fn add_last(of: &Evidence, facts: &QueryFacts, profile: &Profile, parts: &mut impl Parts) {
    let norms = LengthNorms::of(of.lengths, facts, profile);
    let share = if facts.learnt.is_empty() {
        0.0
    } else {
        let of_passage = facts.shares.of_passage_with(&of.concepts, &facts.concepts);
        of_passage * facts.shares.of_learnt_in(&of.concepts, &facts.concepts)
    };
    for (term, frequencies) in facts.learnt.iter().zip(&of.learnt) {
        let value = share * bonus_value(term, frequencies, &norms, profile);
        parts.add(value, || ["feedback: ", &term.typed].concat());
    }
    let answer = answer_value(of.answer, facts, profile);
    parts.add(answer, || ["answer: ", &facts.sought].concat());
    let label = profile.labels.of(of.label);
    let lost = parts.sum() * (label - 1.0);
    parts.add(lost, || format!("label {}", of.label));
}

/// The name of a concept's part: a search makes hundreds, which `format!` would
/// be slower at.
fn name(concept: &ConceptFacts, place: &str) -> String {
    let repaired = if concept.kind == ConceptKind::Repaired { " (repaired) " } else { " " };
    [&concept.typed, repaired, place].concat()
}
