//! Marks the facts of a passage that a query asked for.

use super::facts::described;
use super::highlight::Mark;
use crate::date::DayRange;
use crate::facts::condition::FactCondition;
use crate::facts::value::FactValue;
use crate::facts::{Claim, Fact, Recogniser};
use crate::query::plan::Reason;
use crate::span::Span;

/// A condition on facts, with the part of the query that typed it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AskedCondition {
    pub(crate) condition: FactCondition,
    pub(crate) typed: String,
}

/// The facts and claims of a passage.
pub(crate) struct PassageFacts<'a> {
    pub(crate) text: &'a str,
    pub(crate) article: Option<DayRange>,
    pub(crate) facts: &'a [Fact],
    pub(crate) claims: &'a [Claim],
}

/// Adds the marks of the facts that meet a condition, in bytes of the passage. Of
/// overlapping marks that of a fact is kept: it is the longer one.
pub(crate) fn add_fact_marks(
    marks: &mut Vec<Mark>,
    asked: &[AskedCondition],
    passage: &PassageFacts<'_>,
    recogniser: &Recogniser,
) {
    let mut of_facts: Vec<Mark> =
        asked.iter().flat_map(|asked| asked.marks(passage, recogniser)).collect();
    of_facts.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    let mut kept: Vec<Mark> = Vec::with_capacity(of_facts.len());
    for mark in of_facts {
        if kept.last().is_none_or(|before| before.span.end <= mark.span.start) {
            kept.push(mark);
        }
    }
    let is_free = |mark: &Mark| {
        let next = kept.partition_point(|kept| kept.span.end <= mark.span.start);
        kept.get(next).is_none_or(|kept| mark.span.end <= kept.span.start)
    };
    marks.retain(is_free);
    marks.extend(kept);
    marks.sort_by_key(|mark| mark.span.start);
}

impl AskedCondition {
    /// The marks of the facts that meet the condition.
    fn marks(&self, passage: &PassageFacts<'_>, recogniser: &Recogniser) -> Vec<Mark> {
        let Self { condition, typed } = self;
        let mark = |(span, value): (Span, String)| Mark {
            span,
            typed: typed.clone(),
            reason: Reason::Fact,
            value: Some(value),
        };
        let meets = |value: &FactValue| condition.is_met_by(value);
        let facts = passage.facts.iter();
        let facts = facts.filter(|fact| recogniser.value_of(fact).as_ref().is_some_and(meets));
        let facts = facts.map(|fact| (fact.span(), described(fact, passage.text, passage.article)));
        let claims = passage.claims.iter();
        let claims = claims.filter(|claim| meets(&recogniser.value_of_claim(passage.text, claim)));
        let claims = claims.map(|claim| described_claim(condition, claim, passage.text));
        facts.chain(claims).map(mark).collect()
    }
}

/// Where a claim is marked, and what it says.
fn described_claim(condition: &FactCondition, claim: &Claim, text: &str) -> (Span, String) {
    let name = claim.speaker.and_then(|speaker| speaker.of(text));
    let says = match name {
        Some(name) => format!("{}, says {name}", claim.status.name()),
        None => format!("{}, says the outlet itself", claim.status.name()),
    };
    match (condition, claim.speaker) {
        (FactCondition::Says(Some(_)), Some(speaker)) => (speaker, says),
        _ => (claim.cue, says),
    }
}

/// What a fact says, or else how the part matched.
impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.value.as_deref().unwrap_or(self.reason.name()))
    }
}
