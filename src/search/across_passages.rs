//! Required parts of a query that documents have in different passages: a
//! search is of passages, and does not find these documents.

use super::clock::Clock;
use super::matching::gather::ConceptPostings;
use super::matching::matched::Matched;
use super::rerank::tie_break::{ids, in_order};
use super::topk::first_stage::FirstStage;
use super::topk::parts::{Part, documents_of_all};
use crate::error::Result;
use crate::query::plan::{Filter, Plan};
use crate::query::report::AcrossPassages;
use crate::rank::profile::Profile;
use crate::store::snapshot::Snapshot;

/// Documents are looked through where the rarest part has at most this many
/// postings.
const MAX_POSTINGS: usize = 20_000;

/// Documents that are named.
const NAMED_DOCUMENTS: usize = 3;

/// What a filter requires.
struct Required<'a> {
    /// Parts that a passage meets by a concept only; two at least.
    parts: Vec<&'a Filter>,
    /// The other parts: fields and exclusions.
    conditions: Vec<&'a Filter>,
}

/// What the report says of a query that requires several concepts and has `hits`
/// hits, fewer than were asked for. `None` where it requires fewer, and where
/// one of them stands nowhere.
///
/// Cost: see [`documents_of_all`]; bounded by [`MAX_POSTINGS`].
pub(super) fn across_passages(
    snapshot: &Snapshot,
    profile: &Profile,
    matched: &Matched<'_>,
    hits: usize,
) -> Result<Option<AcrossPassages>> {
    let Some(required) = Required::by(matched.plan) else { return Ok(None) };
    let sizes: Vec<usize> =
        required.parts.iter().map(|part| live_postings(part, matched)).collect();
    let rarest = sizes.iter().copied().min().unwrap_or(0);
    if rarest == 0 {
        return Ok(None);
    }
    let mut across = AcrossPassages {
        required: required.parts.iter().map(|part| typed(part, matched.plan)).collect(),
        has_passages: hits > 0,
        is_filtered: !required.conditions.is_empty(),
        documents: None,
        nearest: Vec::new(),
    };
    if rarest <= MAX_POSTINGS {
        let lead = sizes.iter().position(|&size| size == rarest).unwrap_or(0);
        count(snapshot, profile, matched, (&required, lead), &mut across)?;
    }
    let is_worth_saying = across.documents != Some(0) || !across.has_passages;
    Ok(is_worth_saying.then_some(across))
}

/// Counts the documents, and names those whose passages are nearest.
fn count(
    snapshot: &Snapshot,
    profile: &Profile,
    matched: &Matched<'_>,
    (required, lead): (&Required<'_>, usize),
    across: &mut AcrossPassages,
) -> Result<()> {
    let Matched { plan, postings, scoring, fact_lists, facts, .. } = matched;
    let (forms, learnt): (&[_], &[_]) = (&[], &[]);
    let clock = &Clock::default();
    let stage = FirstStage {
        snapshot,
        plan,
        facts,
        profile,
        postings,
        forms,
        learnt,
        fact_lists,
        scoring,
        clock,
    };
    let parts: Vec<Part> =
        required.parts.iter().map(|part| required.with_conditions(part)).collect();
    let Some(lead) = parts.get(lead) else { return Ok(()) };
    let documents = documents_of_all(stage, lead, &parts).map_err(|e| snapshot.read_error(e))?;
    across.documents = Some(documents.len());
    let mut nearest = in_order(snapshot, documents, NAMED_DOCUMENTS)?;
    nearest.truncate(NAMED_DOCUMENTS);
    across.nearest = ids(snapshot, &nearest)?;
    Ok(())
}

impl<'a> Required<'a> {
    /// What the plan's filter requires; `None` where that is fewer than two
    /// different parts.
    fn by(plan: &'a Plan) -> Option<Self> {
        let mut required = Self { parts: Vec::new(), conditions: Vec::new() };
        required.add(plan.filter.as_ref()?);
        (required.parts.len() > 1).then_some(required)
    }

    fn add(&mut self, filter: &'a Filter) {
        match filter {
            Filter::All(parts) => parts.iter().for_each(|part| self.add(part)),
            part if !needs_concept(part) => self.conditions.push(part),
            part if !self.parts.contains(&part) => self.parts.push(part),
            _ => {}
        }
    }

    /// A part as a passage passes it that meets the conditions as well.
    fn with_conditions(&self, part: &Filter) -> Part {
        let filters = std::iter::once(part).chain(self.conditions.iter().copied());
        Part { filter: Filter::All(filters.cloned().collect()), concepts: concepts_of(part) }
    }
}

/// Whether only a passage passes that has a concept of the filter.
fn needs_concept(filter: &Filter) -> bool {
    match filter {
        Filter::Concept(_) => true,
        Filter::All(parts) => parts.iter().any(needs_concept),
        Filter::Any(parts) => !parts.is_empty() && parts.iter().all(needs_concept),
        _ => false,
    }
}

/// Concepts of which a passage has one that passes the filter, which needs one.
fn concepts_of(filter: &Filter) -> Vec<usize> {
    match filter {
        Filter::Concept(number) => vec![*number],
        Filter::All(parts) => {
            parts.iter().find(|part| needs_concept(part)).map(concepts_of).unwrap_or_default()
        }
        Filter::Any(parts) => parts.iter().flat_map(concepts_of).collect(),
        _ => Vec::new(),
    }
}

/// An upper bound of how many passages pass a part.
fn live_postings(part: &Filter, matched: &Matched<'_>) -> usize {
    let postings =
        concepts_of(part).into_iter().filter_map(|concept| matched.postings.get(concept));
    postings.map(ConceptPostings::live_postings).sum()
}

/// A part in words: "embargo", "embargo or sanctions".
fn typed(part: &Filter, plan: &Plan) -> String {
    let mut words: Vec<String> = Vec::new();
    for concept in part.concepts() {
        let Some(concept) = plan.concepts.get(concept) else { continue };
        let shown = concept.shown();
        if !words.contains(&shown) {
            words.push(shown);
        }
    }
    let joiner = if matches!(part, Filter::Any(_)) { " or " } else { " " };
    words.join(joiner)
}
