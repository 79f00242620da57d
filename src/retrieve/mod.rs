//! The plan carried out: candidates, and what was found of the query in
//! them. With `index`, the only place that knows tantivy.

mod collect;
pub(crate) mod evidence;
mod expand;
mod feedback;
mod filter;
mod first;
mod gather;
mod phrase;
mod postings;
mod spelling;
mod ties;

pub(crate) use expand::{MOST_EXPANSIONS, expand};
pub(crate) use first::{Candidate, best};
pub(crate) use spelling::{is_word, nearest, repair};
pub(crate) use ties::{ids, in_order};

use std::collections::BTreeMap;

use evidence::{ConceptFacts, Evidence, QueryFacts};
use filter::Filters;
use first::Sums;
use gather::Gathered;

use crate::Result;
use crate::analysis::Analyzer;
use crate::index::Snapshot;
use crate::query::plan::{Concept, Filter, Plan};
use crate::rank::feedback::{Sample, learn};
use crate::rank::{Profile, bm25f};

/// A plan with its postings, over one snapshot.
pub(crate) struct Retrieval<'a> {
    snapshot: &'a Snapshot,
    plan: &'a Plan,
    /// One for each concept of the plan.
    gathered: Vec<Gathered>,
    /// One for each term that was learnt.
    learnt: Vec<Gathered>,
    /// Evidence of the candidates looked at so far, by segment and passage.
    studied: BTreeMap<(u32, u32), Evidence>,
    /// Numbers of the scoring concepts.
    scoring: Vec<usize>,
    /// Facts of the scoring concepts, and of the collection.
    pub(crate) facts: QueryFacts,
}

impl<'a> Retrieval<'a> {
    /// Reads the postings of a plan whose prefixes are expanded.
    pub(crate) fn new(snapshot: &'a Snapshot, plan: &'a Plan, analyzer: &Analyzer) -> Result<Self> {
        let needed = needed(plan);
        let mut gathered = Vec::with_capacity(plan.concepts.len());
        for (concept, needed) in plan.concepts.iter().zip(needed) {
            gathered.push(if needed {
                gather::gather(snapshot, concept, analyzer).map_err(|e| snapshot.fault(e))?
            } else {
                Gathered::default()
            });
        }
        let numbered = plan.concepts.iter().enumerate();
        let scoring: Vec<usize> =
            numbered.filter(|(_, concept)| concept.scores).map(|(number, _)| number).collect();
        let facts = facts(snapshot, plan, &gathered, &scoring);
        let (learnt, studied) = (Vec::new(), BTreeMap::new());
        Ok(Self { snapshot, plan, gathered, learnt, studied, scoring, facts })
    }

    /// How many passages have each concept of the plan.
    pub(crate) fn passage_frequencies(&self) -> impl Iterator<Item = (&Concept, u64)> {
        let frequencies = self.gathered.iter().map(|gathered| gathered.passage_frequency);
        self.plan.concepts.iter().zip(frequencies)
    }

    /// Every passage that matches, with its score of the first stage, in the
    /// order of the index.
    pub(crate) fn candidates(&self, profile: &Profile) -> Result<Vec<Candidate>> {
        let mut all = Vec::new();
        for (number, segment) in self.snapshot.segments.iter().enumerate() {
            let passing = self.passing(number)?;
            let mut give = |passage: u32, score: f32| {
                let passes = |flags: &Vec<bool>| flags.get(passage as usize).copied();
                if passing.as_ref().is_none_or(|flags| passes(flags).unwrap_or(false)) {
                    all.push(Candidate { segment: number as u32, passage, score });
                }
            };
            if self.scoring.is_empty() {
                (0..segment.document_of.len() as u32)
                    .filter(|_| passing.is_some())
                    .for_each(|passage| give(passage, 0.0));
                continue;
            }
            let mut sums = Sums::new(segment, &self.facts, profile);
            for (&concept, facts) in self.scoring.iter().zip(&self.facts.concepts) {
                let found = self.gathered.get(concept).and_then(|g| g.segments.get(number));
                if let Some(found) = found {
                    sums.add(facts.weight, found);
                }
            }
            for (gathered, facts) in self.learnt.iter().zip(&self.facts.learnt) {
                if let Some(found) = gathered.segments.get(number) {
                    sums.add_learnt(facts.weight, found);
                }
            }
            sums.for_each(&mut give);
        }
        Ok(all)
    }

    fn passing(&self, number: usize) -> Result<Option<Vec<bool>>> {
        let Some(filter) = &self.plan.filter else { return Ok(None) };
        let readers = self.snapshot.searcher.segment_readers();
        let (Some(reader), Some(segment)) =
            (readers.get(number), self.snapshot.segments.get(number))
        else {
            return Ok(None);
        };
        let filters =
            Filters { snapshot: self.snapshot, number, reader, segment, gathered: &self.gathered };
        filters.passing(filter).map(Some).map_err(|e| self.snapshot.fault(e))
    }

    /// Finds out what the candidates have, as far as that is not known yet.
    pub(crate) fn study(&mut self, candidates: &[Candidate]) -> Result<()> {
        let mut unknown: Vec<Candidate> = candidates
            .iter()
            .filter(|c| !self.studied.contains_key(&c.address()))
            .copied()
            .collect();
        unknown.sort_unstable_by_key(Candidate::address);
        let scoring: Vec<collect::Scoring<'_>> = self
            .scoring
            .iter()
            .filter_map(|&at| Some((self.plan.concepts.get(at)?, self.gathered.get(at)?)))
            .collect();
        let found = collect::collect(self.snapshot, &scoring, &unknown);
        let found = found.map_err(|e| self.snapshot.fault(e))?;
        let addresses = unknown.iter().map(Candidate::address);
        let mut found: BTreeMap<(u32, u32), Evidence> = addresses.zip(found).collect();
        collect::note_learnt(self.snapshot, &self.learnt, found.iter_mut());
        self.studied.append(&mut found);
        Ok(())
    }

    /// What a studied candidate has.
    pub(crate) fn evidence(&self, candidate: &Candidate) -> Option<&Evidence> {
        self.studied.get(&candidate.address())
    }

    /// Learns from the first passages, the best first; what was learnt before
    /// is forgotten.
    pub(crate) fn learn(
        &mut self,
        first: &[Candidate],
        analyzer: &Analyzer,
        profile: &Profile,
    ) -> Result<()> {
        let snapshot = self.snapshot;
        let samples: Result<Vec<Sample>> = first
            .iter()
            .map(|&candidate| feedback::sample(snapshot, analyzer, candidate))
            .collect();
        let frequency =
            |stem: &str| feedback::passage_frequency(snapshot, stem).map_err(|e| snapshot.fault(e));
        let terms = learn(&samples?, &self.facts, profile, snapshot.stats.passages, frequency)?;
        self.facts.learnt = terms.iter().map(|term| term.facts.clone()).collect();
        let gathered = terms.iter().map(|term| gather::gather_stem(snapshot, &term.stem));
        let gathered: tantivy::Result<Vec<Gathered>> = gathered.collect();
        self.learnt = gathered.map_err(|e| snapshot.fault(e))?;
        collect::note_learnt(snapshot, &self.learnt, self.studied.iter_mut());
        Ok(())
    }
}

/// Which concepts are looked up: those that score and those of the filter.
fn needed(plan: &Plan) -> Vec<bool> {
    let mut needed: Vec<bool> = plan.concepts.iter().map(|concept| concept.scores).collect();
    let mut filters: Vec<&Filter> = plan.filter.iter().collect();
    while let Some(filter) = filters.pop() {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => filters.extend(parts),
            Filter::Not(part) => filters.push(part),
            Filter::Concept(number) => {
                if let Some(flag) = needed.get_mut(*number) {
                    *flag = true;
                }
            }
            _ => {}
        }
    }
    needed
}

fn facts(snapshot: &Snapshot, plan: &Plan, gathered: &[Gathered], scoring: &[usize]) -> QueryFacts {
    let stats = snapshot.stats;
    let mean = |words: u64, of: u64| (words as f32 / of.max(1) as f32).max(1.0);
    let concept = |&number: &usize| -> Option<ConceptFacts> {
        let (concept, gathered) = (plan.concepts.get(number)?, gathered.get(number)?);
        let passage_frequency = gathered.passage_frequency;
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
