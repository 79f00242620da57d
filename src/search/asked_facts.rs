//! The facts that a query asks for, read again in each passage that is shown.

use crate::analysis::Analyzer;
use crate::date::DayRange;
use crate::facts::Recogniser;
use crate::facts::condition::FactCondition;
use crate::hit::HitFacts;
use crate::hit::fact_marks::{AskedCondition, PassageFacts, add_fact_marks};
use crate::hit::highlight::Mark;
use crate::query::plan::fact_condition::condition;
use crate::query::{Clause, Node, Occur, Query};
use crate::range::RangeField;
use crate::store::decode::PassageRecord;

/// What of a passage's facts is shown.
pub(crate) struct AskedFacts {
    recogniser: Recogniser,
    conditions: Vec<AskedCondition>,
    /// Whether hits have all of their facts.
    are_wanted: bool,
}

impl AskedFacts {
    /// The conditions of a query but those that exclude.
    pub(crate) fn of(query: &Query, analyzer: &Analyzer) -> Self {
        let mut conditions = Vec::new();
        collect(query.clauses(), analyzer, &mut conditions);
        let recogniser = Recogniser::new(analyzer);
        Self { recogniser, conditions, are_wanted: query.has_facts() }
    }

    /// Adds marks of the facts asked for, in bytes of the passage; gives its facts
    /// where they are wanted.
    ///
    /// Cost: one pass over the passage where facts are asked for, none elsewhere.
    pub(crate) fn mark(
        &self,
        passage: &PassageRecord,
        article: Option<DayRange>,
        marks: &mut Vec<Mark>,
    ) -> Option<HitFacts> {
        if self.conditions.is_empty() && !self.are_wanted {
            return None;
        }
        let text = &passage.text;
        let (facts, claims) = self.recogniser.facts_and_claims(text, article);
        let of_passage = PassageFacts { text, article, facts: &facts, claims: &claims };
        add_fact_marks(marks, &self.conditions, &of_passage, &self.recogniser);
        self.are_wanted.then(|| HitFacts::at(passage.span().start, facts, &claims))
    }
}

/// Collects the conditions of groups. Groups are nested within bounds. Bounds that
/// stand side by side are of one figure, as in the plan's filter.
fn collect(clauses: &[Clause], analyzer: &Analyzer, conditions: &mut Vec<AskedCondition>) {
    let mut half_open: Vec<usize> = Vec::new();
    for Clause { occur, node } in clauses {
        let condition = match node {
            _ if *occur == Occur::MustNot => None,
            Node::Group { clauses, .. } | Node::Either { clauses, .. } => {
                collect(clauses, analyzer, conditions);
                None
            }
            Node::Range { field, bound, .. } if *field == RangeField::MENTIONS => {
                Some(FactCondition::Date(*bound))
            }
            Node::Fact { asked, .. } => condition(asked, analyzer),
            _ => None,
        };
        let Some(condition) = condition else { continue };
        let asked = AskedCondition { condition, typed: node.to_string() };
        let is_half_open = *occur == Occur::Should && is_half_open(node);
        let mut same = half_open.iter().filter(|_| is_half_open);
        if same.any(|&at| conditions.get_mut(at).is_some_and(|range| bound(range, &asked))) {
            continue;
        }
        half_open.extend(is_half_open.then_some(conditions.len()));
        conditions.push(asked);
    }
}

fn is_half_open(node: &Node) -> bool {
    match node {
        Node::Range { bound, .. } => bound.is_half_open(),
        Node::Fact { asked, .. } => asked.is_half_open(),
        _ => false,
    }
}

/// Bounds the figure of a condition by another one as well; gives whether it can.
fn bound(range: &mut AskedCondition, other: &AskedCondition) -> bool {
    let Some(both) = range.condition.and(&other.condition) else { return false };
    range.condition = both;
    range.typed = format!("{} {}", range.typed, other.typed);
    true
}
