//! One search: the layers from the query to the hits, over one snapshot.

mod expand;
mod matching;
mod rerank;
mod retrieval;
mod topk;
use crate::rank::explain;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Result;
use crate::hit::citation::Citation;
use crate::hit::highlight::Marker;
use crate::hit::{Hit, Hits};
use crate::query::Query;
use crate::query::plan::lower::lower;
use crate::query::plan::{Concept, Plan};
use crate::query::report::{Expansion, Ignored, MissingWord, Report};
use crate::rank::evidence::Evidence;
use crate::rank::explain::Explanation;
use crate::rank::profile::Profile;
use crate::search::expand::prefix_fuzzy::{MOST_EXPANSIONS, expand};
use crate::search::expand::spelling::{is_word, nearest, repair};
use crate::search::rerank::candidates::Quota;
use crate::search::rerank::tie_break::{ids, in_order};
use crate::search::topk::top_k::Candidate;
use crate::store::Store;
use crate::store::snapshot::Snapshot;
use rerank::loaded_passage::LoadedPassage;
use retrieval::Retrieval;

/// Of so many passages of the index at most one is learnt from.
const PASSAGES_A_SAMPLE: u64 = 10;

/// The best passages for a query as places of an index, of which nothing has
/// been read: for programs that want to know which they are, or how many,
/// before they read any.
#[derive(Debug, Clone)]
pub struct Ranking {
    snapshot: Arc<Snapshot>,
    ranked: Vec<Candidate>,
}

impl Ranking {
    /// How many passages it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// The scores, the best first.
    pub fn scores(&self) -> impl Iterator<Item = f32> {
        self.ranked.iter().map(|candidate| candidate.score)
    }

    /// The document's id and the number in the document of each passage, the
    /// best first.
    ///
    /// Cost: one look into the column of ids a segment, in proportion to the
    /// segment's ids.
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) or
    /// [`Error::Index`](crate::Error::Index) where the index cannot be read.
    pub fn passages(&self) -> Result<Vec<(String, u32)>> {
        let ids = ids(&self.snapshot, &self.ranked)?;
        let ordinal =
            |candidate: &Candidate| self.snapshot.ordinal(candidate.segment, candidate.passage);
        Ok(ids.into_iter().zip(self.ranked.iter().map(ordinal)).collect())
    }
}

/// A search under way.
pub(crate) struct Search<'a> {
    store: &'a Store,
    query: &'a Query,
    profile: &'a Profile,
    snapshot: Arc<Snapshot>,
    plan: Plan,
    report: Report,
}

impl<'a> Search<'a> {
    /// Plans the query over the last commit.
    pub(crate) fn new(store: &'a Store, query: &'a Query, profile: &'a Profile) -> Result<Self> {
        let snapshot = store.snapshot()?;
        let mut plan = lower(query.clauses(), store.analyzer(), query.is_as_typed());
        let mut report = Report {
            expanded: std::mem::take(&mut plan.expanded),
            ignored: std::mem::take(&mut plan.ignored),
            ..Report::default()
        };
        for concept in &mut plan.concepts {
            let expanded = expand(&snapshot, concept)?;
            report_expansion(&mut report, concept, &expanded.words, expanded.left_out);
            let nearest =
                if query.is_as_typed() { Vec::new() } else { repair(&snapshot, concept)? };
            if !nearest.is_empty() {
                report_expansion(&mut report, concept, &nearest, 0);
                let (word, span) = (concept.typed.clone(), concept.span);
                report.missing.push(MissingWord { word, span, nearest });
            }
        }
        Ok(Self { store, query, profile, snapshot, plan, report })
    }

    /// The hits asked for, with the report.
    pub(crate) fn hits(mut self) -> Result<Hits> {
        let snapshot = Arc::clone(&self.snapshot);
        let plan = std::mem::take(&mut self.plan);
        let mut retrieval = Retrieval::new(&snapshot, &plan, self.store.analyzer())?;
        self.report_missing(&retrieval)?;
        let per_document = self.query.get_per_document().unwrap_or(usize::MAX);
        // What is shown is ranked by all there is to know of it.
        let reranked = self.profile.depth.max(self.wanted());
        let mut ranked = self.ranked(&mut retrieval, per_document, reranked)?;
        let from = self.query.get_offset().min(ranked.len());
        ranked.drain(..from);
        ranked.truncate(self.query.get_limit());
        retrieval.collect_evidence(&ranked, self.profile)?;
        self.report_query();
        let learnt = &retrieval.facts.learnt;
        self.report.learnt = learnt.iter().map(|term| term.typed.clone()).collect();
        let scoring: Vec<&Concept> = plan.concepts.iter().filter(|c| c.scores).collect();
        let marker = Marker::new(&scoring);
        let mut hits = Vec::with_capacity(ranked.len());
        for candidate in ranked {
            let read = retrieval.read(&candidate, self.store.analyzer(), marker.needs_keys())?;
            if let Some(evidence) = retrieval.evidence(&candidate) {
                let explanation = explain(evidence, &retrieval.facts, self.profile);
                hits.push(self.hit(candidate, read, (evidence, explanation), &marker));
            }
        }
        // Those that the second stage had not seen may have gained by it.
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        Ok(Hits { hits, report: self.report })
    }

    /// The best passages, without reading anything of them.
    pub(crate) fn rank(mut self) -> Result<Ranking> {
        let snapshot = Arc::clone(&self.snapshot);
        let plan = std::mem::take(&mut self.plan);
        let mut retrieval = Retrieval::new(&snapshot, &plan, self.store.analyzer())?;
        let per_document = self.query.get_per_document().unwrap_or(usize::MAX);
        let reranked = self.profile.depth.max(self.wanted());
        let mut ranked = self.ranked(&mut retrieval, per_document, reranked)?;
        ranked.truncate(self.wanted());
        ranked.drain(..self.query.get_offset().min(ranked.len()));
        Ok(Ranking { snapshot, ranked })
    }

    /// How many places of the ranking are asked for, those skipped with them.
    fn wanted(&self) -> usize {
        self.query.get_offset().saturating_add(self.query.get_limit())
    }

    /// How many passages match.
    pub(crate) fn count(self) -> Result<usize> {
        let retrieval = Retrieval::new(&self.snapshot, &self.plan, self.store.analyzer())?;
        Ok(retrieval.first(self.profile, usize::MAX)?.len())
    }

    /// The ids of the best documents, each with its best passage's score.
    pub(crate) fn documents(mut self) -> Result<Vec<(String, f32)>> {
        let snapshot = Arc::clone(&self.snapshot);
        let plan = std::mem::take(&mut self.plan);
        let mut retrieval = Retrieval::new(&snapshot, &plan, self.store.analyzer())?;
        let ranked = self.ranked(&mut retrieval, 1, self.profile.depth)?;
        let wanted = ranked.into_iter().skip(self.query.get_offset()).take(self.query.get_limit());
        let wanted: Vec<Candidate> = wanted.collect();
        let ids = ids(&snapshot, &wanted)?;
        Ok(ids.into_iter().zip(wanted).map(|(id, candidate)| (id, candidate.score)).collect())
    }

    /// The best candidates, enough of them for the query where there are, at
    /// most `per_document` of each document. The second stage looks at
    /// `most_reranked` of them.
    fn ranked(
        &self,
        retrieval: &mut Retrieval<'_>,
        per_document: usize,
        most_reranked: usize,
    ) -> Result<Vec<Candidate>> {
        let needed = self.wanted();
        if needed == 0 {
            return Ok(Vec::new());
        }
        let looks_further = self.profile.has_second_stage();
        let mut depth = if looks_further { self.profile.depth.max(needed) } else { needed };
        let mut first = self.first(retrieval, depth)?;
        if self.learn(retrieval, &first)? && self.profile.feedback.retrieve {
            first = self.first(retrieval, depth)?;
        }
        let quota = Quota { count: needed, per_document };
        loop {
            let ranked = self.second_stage(retrieval, &first, most_reranked, quota)?;
            let kept = self.limited(ranked, per_document);
            if kept.len() >= needed || first.len() < depth {
                return Ok(kept);
            }
            depth = depth.saturating_mul(4);
            first = self.first(retrieval, depth)?;
        }
    }

    /// The `depth` best by the first stage, the best first; in no order where
    /// the second stage ranks all of them.
    fn first(&self, retrieval: &Retrieval<'_>, depth: usize) -> Result<Vec<Candidate>> {
        let first = retrieval.first(self.profile, depth)?;
        if self.profile.has_second_stage() && first.len() <= self.profile.depth {
            return Ok(first);
        }
        in_order(&self.snapshot, first, depth)
    }

    /// Learns from the first passages of the first documents, whatever page
    /// is asked for. Gives whether there was anything to learn from.
    fn learn(&self, retrieval: &mut Retrieval<'_>, first: &[Candidate]) -> Result<bool> {
        let feedback = &self.profile.feedback;
        if !self.profile.learns() || retrieval.facts.concepts.is_empty() {
            return Ok(false);
        }
        // What the first of a handful of passages have in common is chance.
        let most = (self.snapshot.stats.passages / PASSAGES_A_SAMPLE) as usize;
        let quota = Quota { count: feedback.passages.min(most), per_document: 1 };
        let depth = self.profile.depth;
        let mut again;
        let mut from = first.get(..depth).unwrap_or(first);
        for round in 0..feedback.rounds {
            if round > 0 && feedback.retrieve {
                again = self.first(retrieval, depth)?;
                from = &again;
            }
            let ranked = self.second_stage(retrieval, from, depth, quota)?;
            let mut samples = self.limited(ranked, quota.per_document);
            samples.truncate(quota.count);
            retrieval.learn(&samples, self.store.analyzer(), self.profile)?;
        }
        Ok(true)
    }

    /// Those of the first stage that can be among the wanted, the best first.
    /// The first `most_reranked` are ranked by all there is to know of them
    /// and the others by the first stage.
    fn second_stage(
        &self,
        retrieval: &mut Retrieval<'_>,
        first: &[Candidate],
        most_reranked: usize,
        quota: Quota,
    ) -> Result<Vec<Candidate>> {
        if !self.profile.has_second_stage() {
            return Ok(first.to_vec());
        }
        let (reranked, others) = first.split_at(most_reranked.min(first.len()));
        let mut best = retrieval.second(reranked, quota, self.profile)?;
        best.extend_from_slice(others);
        in_order(&self.snapshot, best, usize::MAX)
    }

    fn limited(&self, candidates: Vec<Candidate>, per_document: usize) -> Vec<Candidate> {
        if per_document == usize::MAX {
            return candidates;
        }
        let mut taken: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        let mut fits = |candidate: &Candidate| {
            let first =
                candidate.passage - self.snapshot.ordinal(candidate.segment, candidate.passage);
            let count = taken.entry((candidate.segment, first)).or_default();
            *count += 1;
            *count <= per_document
        };
        candidates.into_iter().filter(|candidate| fits(candidate)).collect()
    }

    /// What was asked, and how it was understood.
    fn report_query(&mut self) {
        let (report, query) = (&mut self.report, self.query);
        query.text().clone_into(&mut report.query);
        report.understood = query.to_string();
        report.notices = query.notices().to_vec();
    }

    /// Loose words that no passage and no title has, nor anything that stands
    /// for them.
    fn report_missing(&mut self, retrieval: &Retrieval<'_>) -> Result<()> {
        for (concept, frequency) in retrieval.passage_frequencies() {
            if frequency == 0 && concept.scores && is_word(concept) {
                let (word, span) = (concept.typed.clone(), concept.span);
                let nearest = nearest(&self.snapshot, &word)?;
                self.report.missing.push(MissingWord { word, span, nearest });
            }
        }
        self.report.missing.sort_by_key(|missing| missing.span.start);
        Ok(())
    }

    fn hit(
        &self,
        candidate: Candidate,
        read: LoadedPassage,
        (evidence, explanation): (&Evidence, Explanation),
        marker: &Marker<'_>,
    ) -> Hit {
        let Candidate { segment, passage, .. } = candidate;
        let LoadedPassage { passage: record, document, analysis } = read;
        let analyzer = self.store.analyzer();
        // What no concept asks for is not found out.
        let about = if marker.needs_topics() { analyzer.about(&analysis) } else { Vec::new() };
        let mut marks = marker.marks(&analysis, &about);
        let span = record.span();
        for mark in &mut marks {
            mark.span = mark.span.shifted(span.start);
        }
        let citation = Citation {
            document: document.id,
            title: document.title,
            source: document.source,
            date: document.date,
            passage: self.snapshot.ordinal(segment, passage),
            span,
            first_char: record.place.first_char as usize,
            last_char: record.place.first_char as usize + record.text.chars().count(),
            line: record.place.line as usize,
        };
        Hit {
            score: explanation.score,
            citation,
            label: evidence.label,
            text: record.text,
            marks,
            missing: missing_in(evidence, marker.concepts()),
            explanation,
            extra: document.extra,
        }
    }
}

fn missing_in(evidence: &Evidence, concepts: &[&Concept]) -> Vec<String> {
    let pairs = concepts.iter().zip(&evidence.concepts);
    let without = pairs.filter(|(_, found)| found.in_passage <= 0.0);
    without.map(|(concept, _)| concept.typed.clone()).collect()
}

fn report_expansion(report: &mut Report, concept: &Concept, words: &[String], left_out: usize) {
    if words.is_empty() && left_out == 0 {
        return;
    }
    let typed = concept.typed.clone();
    let why = concept.alternatives.last().map_or(String::new(), |last| last.reason.to_string());
    if !words.is_empty() {
        let added = words.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
        report.expanded.push(Expansion { typed: typed.clone(), added, why });
    }
    if left_out > 0 {
        let why = format!(
            "it stands for more than {MOST_EXPANSIONS} words: the {left_out} rarest are left out; \
             write more letters"
        );
        report.ignored.push(Ignored { text: typed, span: concept.span, why });
    }
}
