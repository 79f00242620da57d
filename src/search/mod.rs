//! One search over one snapshot, as its steps: parse, lower, expand, match,
//! top-k, feedback, re-rank, present. Each step is a function whose value the
//! next one takes.

mod absent;
mod across_passages;
mod answers;
pub(crate) mod asked_facts;
pub(crate) mod cite;
mod clock;
mod copies;
mod document_view;
pub(crate) mod expand;
pub(crate) mod facets;
mod matching;
pub(crate) mod neighbours;
mod present;
mod ranking;
mod rerank;
mod same_words;
mod stages;
#[cfg(test)]
mod tests;
mod title_marks;
mod topk;
pub(crate) mod word_counts;
mod words_apart;

use std::borrow::Cow;
use std::sync::Arc;

pub use ranking::Ranking;

use crate::analysis::Analyzer;
use crate::error::Result;
use crate::facet::counts::Facets;
use crate::facet::options::FacetOptions;
use crate::hit::Hits;
use crate::query::Query;
use crate::query::plan::Plan;
use crate::query::plan::lower::lower;
use crate::query::report::Report;
use crate::rank::profile::Profile;
use crate::store::snapshot::Snapshot;
use across_passages::across_passages;
use answers::wanted::Wanted;
use clock::Clock;
use expand::Expanded;
use expand::spelling::Spelling;
use facets::FacetSearch;
use facets::narrowed::{Selection, base, narrow, narrowed};
use matching::matched::Matched;
use neighbours::Reach;
use stages::{Depth, Pages, Ranked, Stages};
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
    clock: Clock,
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
        let clock = Clock::start(query.time_limit());
        let lowered = lower(query.clauses(), analyzer, &profile.expansion, query.is_as_typed());
        let Expanded { plan, report, spelling } =
            expand::expand(&snapshot, lowered, query.is_as_typed())?;
        let stats = snapshot.stats;
        let profile = profile.for_passages(stats.passages == stats.documents);
        let looks_for_answers = profile.answer > 0.0 && !query.is_as_typed();
        let wanted =
            looks_for_answers.then(|| Wanted::new(&plan, query.readable(), analyzer)).flatten();
        Ok(Self { analyzer, query, profile, snapshot, plan, report, spelling, wanted, clock })
    }

    /// The search with only what the query is narrowed to.
    fn narrowed(mut self) -> Self {
        let selections = Selection::all(&self.query, self.analyzer);
        narrow(&mut self.plan, &self.query, &selections);
        self
    }

    fn matched(&self) -> Result<Matched<'_>> {
        let Self { snapshot, plan, analyzer, profile, clock, .. } = self;
        let mut matched = Matched::new(snapshot, plan, analyzer, profile, clock)?;
        if let Some(wanted) = &self.wanted {
            matched.facts.sought.clone_from(&wanted.sought);
        }
        Ok(matched)
    }

    fn stages<'m>(&'m self, matched: &'m Matched<'m>) -> Stages<'m> {
        let Self { snapshot, analyzer, profile, clock, .. } = self;
        let wanted = self.wanted.as_ref();
        Stages { snapshot, analyzer, profile, matched, wanted, clock }
    }

    /// The pages of the ranking up to the one that is asked for. Everything
    /// that is shown is re-ranked.
    fn pages(&self) -> Pages {
        let (from, count) = (self.query.get_offset(), self.query.get_limit());
        let per_document = self.query.get_per_document().unwrap_or(usize::MAX);
        let folds_copies = self.query.folds_copies();
        Pages { from, count, per_document, depth: Depth::Pages, folds_copies }
    }

    /// The hits asked for, with the report.
    pub(crate) fn hits(self) -> Result<Hits> {
        let mut search = self.narrowed();
        let spelling = std::mem::take(&mut search.spelling);
        let matched = search.matched()?;
        let ranked = search.stages(&matched).ranked_with_evidence(&search.pages())?;
        let report = search.report_of(&matched, &ranked, spelling)?;
        search.presented(&matched, ranked, report)
    }

    /// The report: how the query was understood, and what nothing has.
    fn report_of(
        &self,
        matched: &Matched<'_>,
        ranked: &Ranked<'_>,
        mut spelling: Spelling,
    ) -> Result<Report> {
        let is_out_of_time = self.clock.has_stopped();
        let mut missing = Vec::new();
        let mut left_out = Vec::new();
        // Of lists that were not read nobody knows what they lack.
        if !is_out_of_time {
            missing = spelling.missing_words(&self.snapshot, matched)?;
            let absent = absent::absent(&self.snapshot, self.analyzer, &self.query, matched)?;
            missing.extend(absent.missing);
            left_out = absent.left_out;
        }
        let mut report = present::report(&self.query, &self.report, missing, &ranked.feedback);
        report.ignored.extend(spelling.refused());
        report.notices.extend(left_out);
        report.narrowed = narrowed(&self.query, self.analyzer);
        report.is_out_of_time = is_out_of_time;
        if !is_out_of_time {
            self.report_lacks(matched, ranked, &mut report)?;
        }
        Ok(report)
    }

    fn presented(&self, matched: &Matched<'_>, ranked: Ranked<'_>, report: Report) -> Result<Hits> {
        let (before, after) = self.query.get_neighbours();
        let profile = &*self.profile;
        let reach = Reach { before, after };
        let request = present::Request { query: &self.query, matched, profile, reach };
        let mut hits = present::hits(&self.snapshot, self.analyzer, &request, ranked)?;
        if report.is_out_of_time {
            // The second stage did not come to them: proximity and feedback add to some.
            hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        }
        Ok(Hits { hits, report, commit: self.snapshot.commit })
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
        let search = self.narrowed();
        let candidates = search.stages(&search.matched()?).ranked(&search.pages())?.candidates;
        Ok(Ranking::new(search.snapshot, candidates, !search.clock.has_stopped()))
    }

    /// How many passages match.
    pub(crate) fn count(self) -> Result<usize> {
        let search = self.narrowed();
        Ok(search.stages(&search.matched()?).every_match()?.len())
    }

    /// How many passages and documents match, and have which values.
    pub(crate) fn facets(mut self, options: &FacetOptions) -> Result<Facets> {
        let selections = Selection::all(&self.query, self.analyzer);
        if !self.query.narrowing().is_empty() {
            self.plan.filter = Some(base(&self.plan, &self.query));
        }
        let candidates = self.stages(&self.matched()?).every_match()?;
        let Self { snapshot, analyzer, clock, .. } = &self;
        let search = FacetSearch { snapshot, selections: &selections, options, clock, analyzer };
        search.counts(&candidates)
    }

    /// The ids of the best documents, each with its best passage's score.
    pub(crate) fn documents(self) -> Result<Vec<(String, f32)>> {
        let pages =
            Pages { per_document: 1, depth: Depth::OneBlock, folds_copies: false, ..self.pages() };
        let search = self.narrowed();
        let candidates = search.stages(&search.matched()?).ranked(&pages)?.candidates;
        let ids = rerank::tie_break::ids(&search.snapshot, &candidates)?;
        Ok(ids.into_iter().zip(candidates).map(|(id, candidate)| (id, candidate.score)).collect())
    }
}
