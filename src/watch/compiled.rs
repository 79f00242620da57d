//! A watch made ready once for all documents.

use super::refusal::refusal;
use super::saved::Watch;
use crate::analysis::Analyzer;
use crate::query::Query;
use crate::query::plan::watched::watched;
use crate::query::plan::{Filter, Plan};
use crate::rank::profile::Profile;
use crate::search::asked_facts::AskedFacts;

/// A watch with what a passage must meet.
pub(crate) struct CompiledWatch {
    pub(super) name: String,
    pub(super) query: Query,
    pub(super) plan: Plan,
    /// What a passage must meet.
    pub(super) filter: Filter,
    /// The facts that are marked.
    pub(super) asked: AskedFacts,
}

impl CompiledWatch {
    /// Makes a watch ready for an index that names these fields, or says why it is
    /// refused.
    ///
    /// Cost: an analysis of the query.
    pub(crate) fn new(
        watch: &Watch,
        analyzer: &Analyzer,
        fields: &[String],
    ) -> Result<Self, String> {
        let query = watch.to_query().for_fields(fields).into_owned();
        let weights = Profile::default().expansion;
        let mut plan = watched(&query, analyzer, &weights, watch.any);
        if let Some(why) = refusal(&plan, analyzer) {
            return Err(why);
        }
        let Some(filter) = plan.filter.take() else { return Err(String::new()) };
        let asked = AskedFacts::of(&query, analyzer);
        Ok(Self { name: watch.name.clone(), query, plan, filter, asked })
    }
}
