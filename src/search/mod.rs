//! One search over one snapshot, as its steps: parse, lower, expand, match,
//! top-k, feedback, re-rank, present. Each step is a function whose value the
//! next one takes.

mod absent;
mod across_passages;
mod answers;
mod asked_facts;
mod cite;
mod expand;
mod matching;
pub(crate) mod neighbours;
mod present;
mod ranking;
mod rerank;
mod stages;
#[cfg(test)]
mod tests;
mod title_marks;
mod topk;
mod words_apart;

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
use across_passages::across_passages;
use answers::wanted::Wanted;
use expand::Expanded;
use expand::spelling::Spelling;
use matching::matched::Matched;
use neighbours::Reach;
use stages::{Pages, Ranked, Stages};
use words_apart::words_apart;

/// A planned search: the query, parsed before, is lowered and expanded.
pub(crate) struct Search<'a> {
    analyzer: &'a Analyzer,
    query: Cow<'a, Query>,
    profile: Cow<'a, Profile>,
    snapshot: Arc<Snapshot>,
    plan: Plan,
    /// What lowering and expansion report.
    report: Report,
    /// The nearest words of misspelt words.
    spelling: Spelling,
    /// What a question wants, of a profile that looks for answers.
    wanted: Option<Wanted>,
}

impl<'a> Search<'a> {
    /// Plans the query over a snapshot, whose segments may be of several indexes
    /// with one analysis.
    pub(crate) fn new(
        snapshot: Arc<Snapshot>,
        analyzer: &'a Analyzer,
        query: Cow<'a, Query>,
        profile: &'a Profile,
    ) -> Result<Self> {
        let lowered = lower(query.clauses(), analyzer, &profile.expansion, query.is_as_typed());
        let Expanded { plan, report, spelling } =
            expand::expand(&snapshot, lowered, query.is_as_typed())?;
        let stats = snapshot.stats;
        let profile = profile.for_passages(stats.passages == stats.documents);
        let looks_for_answers = profile.answer > 0.0 && !query.is_as_typed();
        let wanted =
            looks_for_answers.then(|| Wanted::new(&plan, query.readable(), analyzer)).flatten();
        Ok(Self { analyzer, query, profile, snapshot, plan, report, spelling, wanted })
    }

    fn matched(&self) -> Result<Matched<'_>> {
        let mut matched = Matched::new(&self.snapshot, &self.plan, self.analyzer, &self.profile)?;
        if let Some(wanted) = &self.wanted {
            matched.facts.sought.clone_from(&wanted.sought);
        }
        Ok(matched)
    }

    fn stages<'m>(&'m self, matched: &'m Matched<'m>) -> Stages<'m> {
        let Self { snapshot, analyzer, profile, .. } = self;
        let wanted = self.wanted.as_ref();
        Stages { snapshot, analyzer, profile, matched, wanted }
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
        let mut missing = spelling.missing_words(&self.snapshot, &matched)?;
        let absent = absent::absent(&self.snapshot, self.analyzer, &self.query, &matched)?;
        missing.extend(absent.missing);
        let ranked = self.stages(&matched).ranked_with_evidence(&self.pages())?;
        let mut report = present::report(&self.query, &self.report, missing, &ranked.feedback);
        report.ignored.extend(spelling.refused());
        report.notices.extend(absent.left_out);
        self.report_lacks(&matched, &ranked, &mut report)?;
        let (before, after) = self.query.get_neighbours();
        let (matched, profile) = (&matched, &*self.profile);
        let reach = Reach { before, after };
        let request = present::Request { query: &self.query, matched, profile, reach };
        present::hits(&self.snapshot, self.analyzer, &request, ranked)
            .map(|hits| Hits { hits, report })
    }

    /// Reports what no passage has together, and what documents have in different
    /// passages: with the first page, as it is of the whole answer.
    fn report_lacks(
        &self,
        matched: &Matched<'_>,
        ranked: &Ranked<'_>,
        report: &mut Report,
    ) -> Result<()> {
        let (snapshot, hits) = (&self.snapshot, ranked.candidates.len());
        if self.query.get_offset() > 0 || self.query.get_per_document() == Some(0) {
            return Ok(());
        }
        report.apart = words_apart(snapshot, matched, ranked)?;
        if hits < self.query.get_limit() {
            report.across = across_passages(snapshot, &self.profile, matched, hits)?;
        }
        Ok(())
    }

    /// The best passages; texts are read of feedback passages, and of a question up to
    /// 30 for their answers.
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
