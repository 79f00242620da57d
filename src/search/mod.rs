//! One search over one snapshot, as its steps: parse, lower, expand, match,
//! top-k, feedback, re-rank, present. Each step is a function whose value the
//! next one takes.

mod apart;
mod expand;
mod matching;
mod present;
mod ranking;
mod remarks;
mod rerank;
mod stages;
#[cfg(test)]
mod tests;
mod topk;

use std::borrow::Cow;
use std::sync::Arc;

pub use ranking::Ranking;

use crate::analysis::Analyzer;
use crate::error::Result;
use crate::hit::Hits;
use crate::query::Query;
use crate::query::plan::Plan;
use crate::query::plan::lower::lower;
use crate::query::report::Report;
use crate::rank::profile::Profile;
use crate::store::snapshot::Snapshot;
use expand::Expanded;
use expand::spelling::Spelling;
use matching::matched::Matched;
use stages::{Pages, Ranked, Stages};

/// A planned search: the query, parsed before, is lowered and expanded.
pub(crate) struct Search<'a> {
    analyzer: &'a Analyzer,
    query: &'a Query,
    profile: Cow<'a, Profile>,
    snapshot: Arc<Snapshot>,
    plan: Plan,
    /// What lowering and expansion report.
    report: Report,
    /// The nearest words of misspelt words.
    spelling: Spelling,
}

impl<'a> Search<'a> {
    /// Plans the query over a snapshot, whose segments may be of several indexes
    /// with one analysis.
    pub(crate) fn new(
        snapshot: Arc<Snapshot>,
        analyzer: &'a Analyzer,
        query: &'a Query,
        profile: &'a Profile,
    ) -> Result<Self> {
        let lowered = lower(query.clauses(), analyzer, query.is_as_typed());
        let Expanded { plan, report, spelling } =
            expand::expand(&snapshot, lowered, query.is_as_typed())?;
        let stats = snapshot.stats;
        let profile = profile.for_passages(stats.passages == stats.documents);
        Ok(Self { analyzer, query, profile, snapshot, plan, report, spelling })
    }

    fn matched(&self) -> Result<Matched<'_>> {
        Matched::new(&self.snapshot, &self.plan, self.analyzer, &self.profile)
    }

    fn stages<'m>(&'m self, matched: &'m Matched<'m>) -> Stages<'m> {
        let Self { snapshot, analyzer, profile, .. } = self;
        Stages { snapshot, analyzer, profile, matched }
    }

    /// The pages of the ranking up to the one that is asked for. Everything
    /// that is shown is re-ranked.
    fn pages(&self) -> Pages {
        let (from, count) = (self.query.get_offset(), self.query.get_limit());
        let per_document = self.query.get_per_document().unwrap_or(usize::MAX);
        let reranked = self.profile.depth.max(from.saturating_add(count));
        Pages { from, count, per_document, reranked }
    }

    /// The hits asked for, with the report.
    pub(crate) fn hits(mut self) -> Result<Hits> {
        let mut spelling = std::mem::take(&mut self.spelling);
        let matched = self.matched()?;
        let missing = spelling.missing_words(&self.snapshot, &matched)?;
        let ranked = self.stages(&matched).ranked_with_evidence(&self.pages())?;
        let mut report = present::report(self.query, &self.report, missing, &ranked.feedback);
        report.ignored.extend(spelling.refused());
        report.remarks = self.remarks(&matched, &ranked)?;
        present::hits(&self.snapshot, self.analyzer, &self.profile, &self.plan, ranked)
            .map(|hits| Hits { hits, report })
    }

    /// What the answer lacks.
    fn remarks(&self, matched: &Matched<'_>, ranked: &Ranked<'_>) -> Result<Vec<String>> {
        let (facts, page) = (&matched.facts, &ranked.candidates);
        let mut remarks = Vec::new();
        // A full page shows that passages have all that is required.
        if page.len() < self.query.get_limit() {
            let apart = apart::remark(&self.snapshot, matched);
            remarks.extend(apart.map_err(|error| self.snapshot.read_error(error))?);
        }
        if self.query.get_offset() == 0 {
            remarks.extend(remarks::on_rarest(facts, page, &ranked.evidence));
        }
        Ok(remarks)
    }

    /// The best passages; no text is read but that of feedback passages.
    pub(crate) fn rank(self) -> Result<Ranking> {
        let candidates = self.stages(&self.matched()?).ranked(&self.pages())?.candidates;
        Ok(Ranking::new(self.snapshot, candidates))
    }

    /// How many passages match.
    pub(crate) fn count(self) -> Result<usize> {
        self.stages(&self.matched()?).count()
    }

    /// The ids of the best documents, each with its best passage's score.
    pub(crate) fn documents(self) -> Result<Vec<(String, f32)>> {
        let pages = Pages { per_document: 1, reranked: self.profile.depth, ..self.pages() };
        let candidates = self.stages(&self.matched()?).ranked(&pages)?.candidates;
        let ids = rerank::tie_break::ids(&self.snapshot, &candidates)?;
        Ok(ids.into_iter().zip(candidates).map(|(id, candidate)| (id, candidate.score)).collect())
    }
}
