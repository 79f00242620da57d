//! The input of the first stage.

use crate::query::plan::Plan;
use crate::rank::evidence::QueryFacts;
use crate::rank::profile::Profile;
use crate::search::clock::Clock;
use crate::search::matching::fact_lists::FactLists;
use crate::search::matching::gather::ConceptPostings;
use crate::store::snapshot::Snapshot;

/// What the first stage ranks by.
#[derive(Clone, Copy)]
pub(crate) struct FirstStage<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) plan: &'a Plan,
    pub(crate) facts: &'a QueryFacts,
    pub(crate) profile: &'a Profile,
    /// One for each concept of the plan.
    pub(crate) postings: &'a [ConceptPostings],
    /// One for each rare form.
    pub(crate) forms: &'a [ConceptPostings],
    /// One for each feedback term.
    pub(crate) learnt: &'a [ConceptPostings],
    /// Lists of the filter's conditions on facts.
    pub(crate) fact_lists: &'a FactLists<'a>,
    /// Numbers of the scoring concepts.
    pub(crate) scoring: &'a [usize],
    /// Says when to end with what was found by then.
    pub(crate) clock: &'a Clock,
}
