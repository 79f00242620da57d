//! Passages whose facts meet a condition, as lists that can lead a search.

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

/// The lists of a filter's conditions on facts.
#[derive(Debug, Default)]
pub(crate) struct FactLists<'a>(Vec<(&'a FactCondition, ConceptPostings)>);

impl<'a> FactLists<'a> {
    /// Makes the lists of those conditions that every hit meets and that are rare;
    /// of all of these where no word is searched for (`is_alone`). At most
    /// [`MAX_LISTS`] are made; the other conditions are tested on each candidate.
    ///
    /// Cost: for each condition one comparison with each different value, and for
    /// each list one look at each value of each passage.
    pub(crate) fn new(
        snapshot: &Snapshot,
        filter: Option<&'a Filter>,
        is_alone: bool,
    ) -> tantivy::Result<Self> {
        let mut lists: Vec<(&FactCondition, ConceptPostings)> = Vec::new();
        for condition in filter.iter().flat_map(|filter| filter.required_facts()) {
            if lists.len() == MAX_LISTS {
                break;
            }
            if lists.iter().any(|(listed, _)| *listed == condition) {
                continue;
            }
            let accepted = accepted(snapshot, condition)?;
            let passages: usize = accepted.iter().map(|accepted| accepted.max_passages).sum();
            let is_rare = passages as u64 <= snapshot.stats.passages / RARE;
            if is_alone || is_rare {
                lists.push((condition, postings(snapshot, condition, &accepted)?));
            }
        }
        Ok(Self(lists))
    }

    /// Each condition with its list.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a FactCondition, &ConceptPostings)> {
        self.0.iter().map(|(condition, postings)| (*condition, postings))
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

/// Whether a passage that is not deleted meets a condition.
pub(crate) fn occurs(snapshot: &Snapshot, condition: &FactCondition) -> tantivy::Result<bool> {
    for segment in &snapshot.segments {
        let column = segment.facts(condition.kind())?;
        let accepted = column.accepted(condition);
        if accepted.max_passages == 0 {
            continue;
        }
        let has_deletes = segment.reader.has_deletes();
        let passages = || column.passages(&accepted);
        if !has_deletes || passages().into_iter().any(|passage| segment.is_alive(passage)) {
            return Ok(true);
        }
    }
    Ok(false)
}
