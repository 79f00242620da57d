//! The plan carried out: candidates, and what was found of the query in
//! them. With `index`, the only place that knows tantivy.

use std::collections::BTreeMap;

use super::topk::{self, TopKInput};
use crate::rank::evidence::{ConceptFacts, Evidence, QueryFacts};
use crate::search::matching::gather::{self, ConceptPostings};
use crate::search::rerank::candidates::{Candidates, Quota};
use crate::search::rerank::collect;
use crate::search::rerank::loaded_passage::LoadedPassage;
use crate::search::rerank::samples::FeedbackPassage;
use crate::search::topk::top_k::{Candidate, TopK};

use crate::analysis::Analyzer;
use crate::error::Result;
use crate::query::plan::{Concept, Filter, Plan};
use crate::rank::feedback::{Sample, learn};
use crate::rank::profile::Profile;
use crate::rank::{bm25f, score, typed_score};
use crate::store::snapshot::Snapshot;

/// A plan with its postings, over one snapshot.
pub(crate) struct Retrieval<'a> {
    snapshot: &'a Snapshot,
    plan: &'a Plan,
    /// One for each concept of the plan.
    postings: Vec<ConceptPostings>,
    /// One for each term that was learnt.
    learnt: Vec<ConceptPostings>,
    /// Evidence of the candidates looked at so far, by segment and passage.
    scored: BTreeMap<(u32, u32), Scored>,
    /// What was learnt from, by segment and passage: most hits are among it.
    read: BTreeMap<(u32, u32), LoadedPassage>,
    /// Numbers of the scoring concepts.
    scoring: Vec<usize>,
    /// Facts of the scoring concepts, and of the collection.
    pub(crate) facts: QueryFacts,
}

/// A passage that was looked at.
struct Scored {
    evidence: Evidence,
    typed_score: f32,
}

impl<'a> Retrieval<'a> {
    /// Reads the postings of a plan whose prefixes are expanded.
    pub(crate) fn new(snapshot: &'a Snapshot, plan: &'a Plan, analyzer: &Analyzer) -> Result<Self> {
        let needed = needed(plan);
        let mut postings = Vec::with_capacity(plan.concepts.len());
        for (concept, needed) in plan.concepts.iter().zip(needed) {
            postings.push(if needed {
                gather::gather(snapshot, concept, analyzer).map_err(|e| snapshot.from_tantivy(e))?
            } else {
                ConceptPostings::default()
            });
        }
        let numbered = plan.concepts.iter().enumerate();
        let scoring: Vec<usize> =
            numbered.filter(|(_, concept)| concept.scores).map(|(number, _)| number).collect();
        let facts = facts(snapshot, plan, &postings, &scoring);
        let (learnt, scored, read) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Ok(Self { snapshot, plan, postings, learnt, scored, read, scoring, facts })
    }

    /// How many passages have each concept of the plan.
    pub(crate) fn passage_frequencies(&self) -> impl Iterator<Item = (&Concept, u64)> {
        let frequencies = self.postings.iter().map(|postings| postings.passage_frequency);
        self.plan.concepts.iter().zip(frequencies)
    }

    /// The `depth` best passages by the score of the first stage, and what
    /// ties with the last of them, in no order.
    pub(crate) fn first(&self, profile: &Profile, depth: usize) -> Result<Vec<Candidate>> {
        let Self { snapshot, plan, facts, postings, scoring, .. } = self;
        let learnt = if profile.feedback.retrieve { self.learnt.as_slice() } else { &[] };
        let wanted = TopKInput { snapshot, plan, facts, profile, postings, learnt, scoring };
        let mut best = TopK::new(depth);
        topk::first(wanted, &mut best).map_err(|e| snapshot.from_tantivy(e))?;
        Ok(best.into_candidates())
    }

    /// Of candidates with their scores of the first stage those that can be
    /// among the best by all there is to know of them, with what they score by
    /// that, ascending by segment and passage.
    pub(crate) fn second(
        &mut self,
        candidates: &[Candidate],
        quota: Quota,
        profile: &Profile,
    ) -> Result<Vec<Candidate>> {
        let snapshot = self.snapshot;
        // Then the first stage has counted it.
        let is_learnt_counted = profile.feedback.retrieve;
        let typed_score = |candidate: &Candidate| {
            let scored = self.scored.get(&candidate.address()).filter(|_| !is_learnt_counted);
            scored.map(|scored| scored.typed_score)
        };
        let facts = (&self.facts, profile);
        let mut candidates = Candidates::new((snapshot, quota), facts, candidates, typed_score);
        if is_learnt_counted {
            candidates.prune(0.0);
        } else {
            candidates.add_learnt(&self.learnt).map_err(|e| snapshot.from_tantivy(e))?;
        }
        let mut best = candidates.into_candidates();
        self.collect_evidence(&best, profile)?;
        for candidate in &mut best {
            candidate.score = self.score(candidate, profile).unwrap_or(candidate.score);
        }
        Ok(best)
    }

    /// Finds out what the candidates have, as far as that is not known yet.
    pub(crate) fn collect_evidence(
        &mut self,
        candidates: &[Candidate],
        profile: &Profile,
    ) -> Result<()> {
        let mut asked = candidates.to_vec();
        asked.sort_unstable_by_key(Candidate::address);
        let is_unknown = |c: &&Candidate| !self.scored.contains_key(&c.address());
        let unknown: Vec<Candidate> = asked.iter().filter(is_unknown).copied().collect();
        let scoring: Vec<collect::ScoringConcept<'_>> = self
            .scoring
            .iter()
            .filter_map(|&at| Some((self.plan.concepts.get(at)?, self.postings.get(at)?)))
            .collect();
        let found = collect::collect(self.snapshot, &scoring, &unknown);
        let found = found.map_err(|e| self.snapshot.from_tantivy(e))?;
        for (candidate, evidence) in unknown.iter().zip(found) {
            let typed_score = typed_score(&evidence, &self.facts, profile);
            self.scored.insert(candidate.address(), Scored { evidence, typed_score });
        }
        let terms = self.learnt.len();
        let lacking = self.scored.iter_mut().filter_map(|(address, scored)| {
            let lacks = scored.evidence.learnt.len() != terms
                && asked.binary_search_by_key(address, Candidate::address).is_ok();
            lacks.then_some((*address, &mut scored.evidence))
        });
        let noted = collect::note_learnt(self.snapshot, &self.learnt, lacking);
        noted.map_err(|e| self.snapshot.from_tantivy(e))
    }

    /// What a studied candidate has.
    pub(crate) fn evidence(&self, candidate: &Candidate) -> Option<&Evidence> {
        self.scored.get(&candidate.address()).map(|scored| &scored.evidence)
    }

    /// The score of a studied candidate.
    pub(crate) fn score(&self, candidate: &Candidate, profile: &Profile) -> Option<f32> {
        let Scored { evidence, typed_score } = self.scored.get(&candidate.address())?;
        Some(score(*typed_score, evidence, &self.facts, profile))
    }

    /// Reads a hit, once, unless it was learnt from. Its keys are found
    /// where `with_keys` asks for them.
    pub(crate) fn read(
        &mut self,
        candidate: &Candidate,
        analyzer: &Analyzer,
        with_keys: bool,
    ) -> Result<LoadedPassage> {
        if let Some(read) = self.read.remove(&candidate.address()) {
            return Ok(read);
        }
        let (passage, document) =
            self.snapshot.passage_of_document(candidate.segment, candidate.passage)?;
        let text = passage.text.as_str();
        let analysis = if with_keys { analyzer.analyze(text) } else { analyzer.words(text) };
        Ok(LoadedPassage { passage, document, analysis })
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
        let read = |&candidate| FeedbackPassage::read(snapshot, analyzer, candidate);
        let first: Vec<FeedbackPassage> = first.iter().map(read).collect::<Result<_>>()?;
        let samples: Vec<Sample<'_>> = first.iter().map(|first| first.sample(analyzer)).collect();
        let look_up = |stem: &str| {
            let found =
                gather::gather_stem(snapshot, stem).map_err(|e| snapshot.from_tantivy(e))?;
            Ok((found.passage_frequency, found))
        };
        let mut terms = learn(&samples, &self.facts, profile, snapshot.stats.passages, look_up)?;
        for term in &mut terms {
            let found = gather::gather_titles(snapshot, term.stem, &mut term.found);
            found.map_err(|e| snapshot.from_tantivy(e))?;
        }
        let learnt = terms.into_iter().map(|term| (term.facts, term.found));
        (self.facts.learnt, self.learnt) = learnt.unzip();
        self.read.extend(first.into_iter().map(|first| (first.candidate.address(), first.read)));
        self.scored.values_mut().for_each(|scored| scored.evidence.learnt.clear());
        Ok(())
    }
}

/// Which concepts are looked up: those that score and those of the filter.
fn needed(plan: &Plan) -> Vec<bool> {
    let mut needed: Vec<bool> = plan.concepts.iter().map(|concept| concept.scores).collect();
    for concept in plan.filter.iter().flat_map(Filter::concepts) {
        needed.get_mut(concept).into_iter().for_each(|flag| *flag = true);
    }
    needed
}

fn facts(
    snapshot: &Snapshot,
    plan: &Plan,
    postings: &[ConceptPostings],
    scoring: &[usize],
) -> QueryFacts {
    let stats = snapshot.stats;
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
