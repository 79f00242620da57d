//! The plan carried out: candidates, and what was found of the query in
//! them. With `index`, the only place that knows tantivy.

mod adjacent;
mod amounts;
mod best;
mod bounds;
mod collect;
mod contend;
pub(crate) mod evidence;
mod expand;
mod feedback;
mod filter;
mod first;
mod gather;
mod lane;
mod norms;
mod phrase;
mod postings;
mod promise;
mod spelling;
mod sums;
mod ties;
mod walk;

pub(crate) use best::Candidate;
pub(crate) use contend::Quota;
pub(crate) use expand::{MOST_EXPANSIONS, expand};
pub(crate) use spelling::{is_word, nearest, repair};
pub(crate) use ties::{ids, in_order};

use std::collections::BTreeMap;

use best::Best;
use contend::Contenders;
use evidence::{ConceptFacts, Evidence, QueryFacts};
use feedback::First;
use first::Wanted;
use gather::Gathered;

use crate::Result;
use crate::analysis::{Analysis, Analyzer};
use crate::index::{DocumentRecord, PassageRecord, Snapshot};
use crate::query::plan::{Concept, Filter, Plan};
use crate::rank::feedback::{Sample, learn};
use crate::rank::{Profile, bm25f, score, typed_score};

/// Promises and bounds are sums in another order than scores: none is exact.
const ROUNDING: f32 = 1.000_01;

/// A plan with its postings, over one snapshot.
pub(crate) struct Retrieval<'a> {
    snapshot: &'a Snapshot,
    plan: &'a Plan,
    /// One for each concept of the plan.
    gathered: Vec<Gathered>,
    /// One for each term that was learnt.
    learnt: Vec<Gathered>,
    /// Evidence of the candidates looked at so far, by segment and passage.
    studied: BTreeMap<(u32, u32), Studied>,
    /// What was learnt from, by segment and passage: most hits are among it.
    read: BTreeMap<(u32, u32), Read>,
    /// Numbers of the scoring concepts.
    scoring: Vec<usize>,
    /// Facts of the scoring concepts, and of the collection.
    pub(crate) facts: QueryFacts,
}

/// A passage that was looked at.
struct Studied {
    evidence: Evidence,
    typed_score: f32,
}

/// A passage that was read, with its document, and its words
/// and keys.
pub(crate) struct Read {
    pub(crate) passage: PassageRecord,
    pub(crate) document: DocumentRecord,
    pub(crate) analysis: Analysis,
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
        let (learnt, studied, read) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Ok(Self { snapshot, plan, gathered, learnt, studied, read, scoring, facts })
    }

    /// How many passages have each concept of the plan.
    pub(crate) fn passage_frequencies(&self) -> impl Iterator<Item = (&Concept, u64)> {
        let frequencies = self.gathered.iter().map(|gathered| gathered.passage_frequency);
        self.plan.concepts.iter().zip(frequencies)
    }

    /// The `depth` best passages by the score of the first stage, and what
    /// ties with the last of them, in no order.
    pub(crate) fn first(&self, profile: &Profile, depth: usize) -> Result<Vec<Candidate>> {
        let Self { snapshot, plan, facts, gathered, scoring, .. } = self;
        let learnt = if profile.feedback.retrieve { self.learnt.as_slice() } else { &[] };
        let wanted = Wanted { snapshot, plan, facts, profile, gathered, learnt, scoring };
        let mut best = Best::new(depth);
        first::first(wanted, &mut best).map_err(|e| snapshot.fault(e))?;
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
            let studied = self.studied.get(&candidate.address()).filter(|_| !is_learnt_counted);
            studied.map(|studied| studied.typed_score)
        };
        let facts = (&self.facts, profile);
        let mut contenders = Contenders::new((snapshot, quota), facts, candidates, typed_score);
        if is_learnt_counted {
            contenders.drop_hopeless(0.0);
        } else {
            contenders.add_learnt(&self.learnt).map_err(|e| snapshot.fault(e))?;
        }
        let mut best = contenders.into_candidates();
        self.study(&best, profile)?;
        for candidate in &mut best {
            candidate.score = self.score(candidate, profile).unwrap_or(candidate.score);
        }
        Ok(best)
    }

    /// Finds out what the candidates have, as far as that is not known yet.
    pub(crate) fn study(&mut self, candidates: &[Candidate], profile: &Profile) -> Result<()> {
        let mut asked = candidates.to_vec();
        asked.sort_unstable_by_key(Candidate::address);
        let is_unknown = |c: &&Candidate| !self.studied.contains_key(&c.address());
        let unknown: Vec<Candidate> = asked.iter().filter(is_unknown).copied().collect();
        let scoring: Vec<collect::Scoring<'_>> = self
            .scoring
            .iter()
            .filter_map(|&at| Some((self.plan.concepts.get(at)?, self.gathered.get(at)?)))
            .collect();
        let found = collect::collect(self.snapshot, &scoring, &unknown);
        let found = found.map_err(|e| self.snapshot.fault(e))?;
        for (candidate, evidence) in unknown.iter().zip(found) {
            let typed_score = typed_score(&evidence, &self.facts, profile);
            self.studied.insert(candidate.address(), Studied { evidence, typed_score });
        }
        let terms = self.learnt.len();
        let lacking = self.studied.iter_mut().filter_map(|(address, studied)| {
            let lacks = studied.evidence.learnt.len() != terms
                && asked.binary_search_by_key(address, Candidate::address).is_ok();
            lacks.then_some((*address, &mut studied.evidence))
        });
        let noted = collect::note_learnt(self.snapshot, &self.learnt, lacking);
        noted.map_err(|e| self.snapshot.fault(e))
    }

    /// What a studied candidate has.
    pub(crate) fn evidence(&self, candidate: &Candidate) -> Option<&Evidence> {
        self.studied.get(&candidate.address()).map(|studied| &studied.evidence)
    }

    /// The score of a studied candidate.
    pub(crate) fn score(&self, candidate: &Candidate, profile: &Profile) -> Option<f32> {
        let Studied { evidence, typed_score } = self.studied.get(&candidate.address())?;
        Some(score(*typed_score, evidence, &self.facts, profile))
    }

    /// Reads a hit, once, unless it was learnt from. Its keys are found
    /// where `with_keys` asks for them.
    pub(crate) fn read(
        &mut self,
        candidate: &Candidate,
        analyzer: &Analyzer,
        with_keys: bool,
    ) -> Result<Read> {
        if let Some(read) = self.read.remove(&candidate.address()) {
            return Ok(read);
        }
        let (passage, document) =
            self.snapshot.passage_of_document(candidate.segment, candidate.passage)?;
        let text = passage.text.as_str();
        let analysis = if with_keys { analyzer.analyze(text) } else { analyzer.words(text) };
        Ok(Read { passage, document, analysis })
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
        let read = |&candidate| First::read(snapshot, analyzer, candidate);
        let first: Vec<First> = first.iter().map(read).collect::<Result<_>>()?;
        let samples: Vec<Sample<'_>> = first.iter().map(|first| first.sample(analyzer)).collect();
        let look_up = |stem: &str| {
            let found = gather::gather_stem(snapshot, stem).map_err(|e| snapshot.fault(e))?;
            Ok((found.passage_frequency, found))
        };
        let mut terms = learn(&samples, &self.facts, profile, snapshot.stats.passages, look_up)?;
        for term in &mut terms {
            let found = gather::gather_titles(snapshot, term.stem, &mut term.found);
            found.map_err(|e| snapshot.fault(e))?;
        }
        let learnt = terms.into_iter().map(|term| (term.facts, term.found));
        (self.facts.learnt, self.learnt) = learnt.unzip();
        self.read.extend(first.into_iter().map(|first| (first.candidate.address(), first.read)));
        self.studied.values_mut().for_each(|studied| studied.evidence.learnt.clear());
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
