//! Conditions on facts, looked up once a query, and the passages that meet them as
//! lists that can lead a search.

use tantivy::DocId;

use super::gather::{ConceptPostings, PassagePostings, SegmentPostings};
use crate::facts::condition::FactCondition;
use crate::query::plan::Filter;
use crate::store::fact_column::AcceptedValues;
use crate::store::snapshot::Snapshot;

/// A condition's list is made where at most one passage in so many may meet it:
/// it then costs less than the passages that it spares. Other conditions are
/// tested on each candidate.
const RARE: u64 = 32;

/// The most lists of a filter: each is kept in memory while the query is searched.
const MAX_LISTS: usize = 8;

/// The conditions on facts of a filter, each looked up once a query: the values that
/// meet it, and for some a list of passages.
#[derive(Debug, Default)]
pub(crate) struct FactLists<'a>(Vec<LookedUp<'a>>);

/// A condition that was looked up.
#[derive(Debug)]
struct LookedUp<'a> {
    condition: &'a FactCondition,
    /// The values that meet it, by segment.
    accepted: Vec<AcceptedValues>,
    list: Option<ConceptPostings>,
}

impl<'a> FactLists<'a> {
    /// Looks up each condition, and makes the lists of those that every hit meets and
    /// that are rare; of all of these where no word is searched for (`is_alone`). At
    /// most [`MAX_LISTS`] are made; the other conditions are tested on each candidate.
    ///
    /// Cost: for each condition one comparison with each different value, and for
    /// each list one look at each value of each passage.
    pub(crate) fn new(
        snapshot: &Snapshot,
        filter: Option<&'a Filter>,
        is_alone: bool,
    ) -> tantivy::Result<Self> {
        let Some(filter) = filter else { return Ok(Self::default()) };
        let required = filter.required_facts();
        let (mut conditions, mut lists) = (Self::default(), 0);
        for condition in filter.facts() {
            if conditions.accepted(condition).is_some() {
                continue;
            }
            let accepted = accepted(snapshot, condition)?;
            let passages: usize = accepted.iter().map(|accepted| accepted.max_passages).sum();
            let is_rare = passages as u64 <= snapshot.stats.passages / RARE;
            let leads = lists < MAX_LISTS && (is_alone || is_rare) && required.contains(&condition);
            let list = leads.then(|| postings(snapshot, condition, &accepted)).transpose()?;
            lists += usize::from(list.is_some());
            conditions.0.push(LookedUp { condition, accepted, list });
        }
        Ok(conditions)
    }

    /// Each condition that has a list, with it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a FactCondition, &ConceptPostings)> {
        self.0.iter().filter_map(|of| Some((of.condition, of.list.as_ref()?)))
    }

    /// The values that meet a condition of the filter, by segment.
    pub(crate) fn accepted(&self, condition: &FactCondition) -> Option<&[AcceptedValues]> {
        let looked_up = self.0.iter().find(|of| of.condition == condition);
        looked_up.map(|of| of.accepted.as_slice())
    }

    /// Whether a passage that is not deleted meets a condition, of the filter or not.
    pub(crate) fn occurs(
        &self,
        snapshot: &Snapshot,
        condition: &FactCondition,
    ) -> tantivy::Result<bool> {
        match self.accepted(condition) {
            Some(accepted) => occurs(snapshot, condition, accepted),
            None => occurs(snapshot, condition, &accepted(snapshot, condition)?),
        }
    }
}

/// The values that meet a condition, by segment.
fn accepted(
    snapshot: &Snapshot,
    condition: &FactCondition,
) -> tantivy::Result<Vec<AcceptedValues>> {
    let segments = snapshot.segments.iter();
    segments.map(|segment| Ok(segment.facts(condition.kind())?.accepted(condition))).collect()
}

fn postings(
    snapshot: &Snapshot,
    condition: &FactCondition,
    accepted: &[AcceptedValues],
) -> tantivy::Result<ConceptPostings> {
    let mut postings = ConceptPostings::default();
    for (segment, accepted) in snapshot.segments.iter().zip(accepted) {
        let mut passages = segment.facts(condition.kind())?.passages(accepted);
        if segment.reader.has_deletes() {
            passages.retain(|&passage| segment.is_alive(passage));
        }
        postings.passage_frequency += passages.len() as u64;
        let list = passages.into_iter().map(|passage| (passage, 1.0)).collect();
        let passages = PassagePostings::List(list);
        postings.segments.push(SegmentPostings { passages, titles: Vec::new(), named: Vec::new() });
    }
    Ok(postings)
}

fn occurs(
    snapshot: &Snapshot,
    condition: &FactCondition,
    accepted: &[AcceptedValues],
) -> tantivy::Result<bool> {
    for (segment, accepted) in snapshot.segments.iter().zip(accepted) {
        if accepted.max_passages == 0 {
            continue;
        }
        let column = segment.facts(condition.kind())?;
        let is_alive = |&passage: &DocId| segment.is_alive(passage);
        if !segment.reader.has_deletes() || column.passages(accepted).iter().any(is_alive) {
            return Ok(true);
        }
    }
    Ok(false)
}
