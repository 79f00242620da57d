//! A plan with the postings of its concepts, and what they say of each concept
//! in the collection.

use super::gather::{ConceptPostings, gather};
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::query::plan::{Concept, Filter, Plan};
use crate::rank::bm25f;
use crate::rank::evidence::{ConceptFacts, QueryFacts};
use crate::store::segment::Stats;
use crate::store::snapshot::Snapshot;

/// A plan with its postings, over one snapshot.
pub(crate) struct Matched<'a> {
    pub(crate) plan: &'a Plan,
    /// One for each concept of the plan.
    pub(crate) postings: Vec<ConceptPostings>,
    /// Numbers of the scoring concepts.
    pub(crate) scoring: Vec<usize>,
    /// Facts of the scoring concepts and of the collection.
    pub(crate) facts: QueryFacts,
}

impl<'a> Matched<'a> {
    /// Gathers the postings of a plan, and then, from their counts, its facts:
    /// counts of several snapshots could be added up in between.
    ///
    /// Cost: see [`gather`].
    pub(crate) fn new(snapshot: &Snapshot, plan: &'a Plan, analyzer: &Analyzer) -> Result<Self> {
        let mut postings = Vec::with_capacity(plan.concepts.len());
        for (concept, is_needed) in plan.concepts.iter().zip(needed(plan)) {
            postings.push(if is_needed {
                gather(snapshot, concept, analyzer).map_err(|e| snapshot.read_error(e))?
            } else {
                ConceptPostings::default()
            });
        }
        let concepts = plan.concepts.iter().enumerate();
        let scoring: Vec<usize> =
            concepts.filter(|(_, concept)| concept.scores).map(|(number, _)| number).collect();
        let facts = facts(snapshot.stats, plan, &postings, &scoring);
        Ok(Self { plan, postings, scoring, facts })
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

fn facts(stats: Stats, plan: &Plan, postings: &[ConceptPostings], scoring: &[usize]) -> QueryFacts {
    let mean = |words: u64, of: u64| (words as f32 / of.max(1) as f32).max(1.0);
    let concept = |&number: &usize| -> Option<ConceptFacts> {
        let (concept, postings) = (plan.concepts.get(number)?, postings.get(number)?);
        let passage_frequency = postings.passage_frequency;
        let weight = bm25f::idf(stats.passages, passage_frequency) * concept.times as f32;
        Some(ConceptFacts { typed: concept.typed.clone(), passage_frequency, weight })
    };
    QueryFacts {
        concepts: scoring.iter().filter_map(concept).collect(),
        learnt: Vec::new(),
        mean_passage_words: mean(stats.body_words, stats.passages),
        mean_document_words: mean(stats.body_words, stats.documents),
        mean_title_words: mean(stats.title_words, stats.documents),
    }
}
