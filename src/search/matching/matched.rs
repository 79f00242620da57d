//! A plan with the postings of its concepts, and what they say of each concept
//! in the collection.

use super::fact_lists::FactLists;
use super::forms::rare_form;
use super::gather::{ConceptPostings, gather};
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::query::plan::{Concept, Filter, Plan};
use crate::rank::bm25f;
use crate::rank::concept::{ConceptFacts, ConceptKind};
use crate::rank::evidence::QueryFacts;
use crate::rank::profile::Profile;
use crate::rank::shares::QueryShares;
use crate::search::clock::Clock;
use crate::store::segment::Stats;
use crate::store::snapshot::Snapshot;

/// A plan with its postings, over one snapshot.
pub(crate) struct Matched<'a> {
    pub(crate) plan: &'a Plan,
    /// One for each concept of the plan.
    pub(crate) postings: Vec<ConceptPostings>,
    /// Numbers of the scoring concepts.
    pub(crate) scoring: Vec<usize>,
    /// One for each of the facts' forms.
    pub(crate) forms: Vec<ConceptPostings>,
    /// Lists of the filter's conditions on facts.
    pub(crate) fact_lists: FactLists<'a>,
    /// Facts of the scoring concepts and of the collection.
    pub(crate) facts: QueryFacts,
}

impl<'a> Matched<'a> {
    /// Gathers the postings of a plan, as far as there is time, and then, from their counts, its facts:
    /// counts of several snapshots could be added up in between.
    ///
    /// Cost: see [`gather`].
    pub(crate) fn new(
        snapshot: &Snapshot,
        plan: &'a Plan,
        analyzer: &Analyzer,
        profile: &Profile,
        clock: &Clock,
    ) -> Result<Self> {
        let mut postings = Vec::with_capacity(plan.concepts.len());
        for (concept, is_needed) in plan.concepts.iter().zip(needed(plan)) {
            postings.push(if is_needed && !clock.is_over() {
                gather(snapshot, concept, analyzer).map_err(|e| snapshot.read_error(e))?
            } else {
                ConceptPostings::default()
            });
        }
        let concepts = plan.concepts.iter().enumerate();
        let scoring: Vec<usize> =
            concepts.filter(|(_, concept)| concept.scores).map(|(number, _)| number).collect();
        let mut facts = facts(snapshot.stats, (plan, &postings), &scoring, profile);
        let forms;
        (facts.forms, forms) =
            rare_forms(snapshot, (plan, &postings), &scoring, profile.rare_form)?;
        let fact_lists = FactLists::new(snapshot, plan.filter.as_ref(), scoring.is_empty())
            .map_err(|error| snapshot.read_error(error))?;
        Ok(Self { plan, postings, scoring, forms, fact_lists, facts })
    }

    /// How many passages have each concept of the plan.
    pub(crate) fn passage_frequencies(&self) -> impl Iterator<Item = (&Concept, u64)> {
        let frequencies = self.postings.iter().map(|postings| postings.passage_frequency);
        self.plan.concepts.iter().zip(frequencies)
    }

    /// The scoring concepts with their postings, in the order of the facts.
    pub(crate) fn scoring(&self) -> impl Iterator<Item = (&Concept, &ConceptPostings)> {
        let concept = |&at: &usize| Some((self.plan.concepts.get(at)?, self.postings.get(at)?));
        self.scoring.iter().filter_map(concept)
    }
}

/// Which concepts are gathered: those that score and those of the filter.
fn needed(plan: &Plan) -> Vec<bool> {
    let mut needed: Vec<bool> = plan.concepts.iter().map(|concept| concept.scores).collect();
    for concept in plan.filter.iter().flat_map(Filter::concepts) {
        if let Some(is_needed) = needed.get_mut(concept) {
            *is_needed = true;
        }
    }
    needed
}

/// The rare forms of the scoring concepts, as facts and postings.
fn rare_forms(
    snapshot: &Snapshot,
    (plan, postings): (&Plan, &[ConceptPostings]),
    scoring: &[usize],
    share: f32,
) -> Result<(Vec<ConceptFacts>, Vec<ConceptPostings>)> {
    let mut forms = (Vec::new(), Vec::new());
    if share <= 0.0 {
        return Ok(forms);
    }
    for &number in scoring {
        let (concept, postings) = (plan.concepts.get(number), postings.get(number));
        let (Some(concept), Some(postings)) = (concept, postings) else { continue };
        let form = rare_form(snapshot, concept, postings, share);
        if let Some(form) = form.map_err(|error| snapshot.read_error(error))? {
            forms.0.push(form.facts);
            forms.1.push(form.postings);
        }
    }
    Ok(forms)
}

fn kind(concept: &Concept) -> ConceptKind {
    if concept.is_repaired() {
        ConceptKind::Repaired
    } else if concept.is_name {
        ConceptKind::Name
    } else {
        ConceptKind::Word
    }
}

fn facts(
    stats: Stats,
    (plan, postings): (&Plan, &[ConceptPostings]),
    scoring: &[usize],
    profile: &Profile,
) -> QueryFacts {
    let mean = |words: u64, of: u64| (words as f32 / of.max(1) as f32).max(1.0);
    let concept = |&number: &usize| -> Option<ConceptFacts> {
        let (concept, postings) = (plan.concepts.get(number)?, postings.get(number)?);
        let passage_frequency = postings.passage_frequency;
        let weight = bm25f::idf(stats.passages, passage_frequency) * concept.times as f32;
        let (kind, typed) = (kind(concept), concept.typed.clone());
        Some(ConceptFacts { kind, typed, passage_frequency, weight })
    };
    let concepts: Vec<ConceptFacts> = scoring.iter().filter_map(concept).collect();
    QueryFacts {
        shares: QueryShares::new(&concepts, &profile.feedback),
        concepts,
        forms: Vec::new(),
        learnt: Vec::new(),
        mean_passage_words: mean(stats.body_words, stats.passages),
        mean_document_words: mean(stats.body_words, stats.documents),
        mean_title_words: mean(stats.title_words, stats.documents),
        sought: String::new(),
    }
}
