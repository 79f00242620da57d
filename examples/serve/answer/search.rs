//! The search page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use ibid::facet::{Facet, FacetOptions, Facets};
use ibid::{Hits, Index, IndexStats};

use crate::asked::{Asked, FOLDED, Given, PAGE_HITS};
use crate::html;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

/// The values of a facet that are listed.
const FACET_VALUES: usize = 10;

/// What the page shows.
pub(crate) struct Found {
    pub(crate) hits: Hits,
    /// Whether there is a page behind this one.
    pub(crate) has_more: bool,
    /// How many passages and documents match, and have which values.
    pub(crate) facets: Facets,
    pub(crate) stats: IndexStats,
}

impl Found {
    fn of(index: &Index, facets: &[Facet], asked: &Asked) -> Result<Self, Problem> {
        let query = asked.query();
        let first = (asked.page - 1) * PAGE_HITS;
        let listed = query.clone().offset(first).limit(PAGE_HITS + 1);
        let listed = if asked.unfolded { listed } else { listed.per_document(FOLDED) };
        let mut hits = index.search(&listed)?;
        let has_more = hits.hits.len() > PAGE_HITS;
        hits.hits.truncate(PAGE_HITS);
        let options = shown(facets).fold(FacetOptions::default(), FacetOptions::facet);
        let facets = index.facets(&query, &options.limit(FACET_VALUES).with_histogram())?;
        Ok(Self { hits, has_more, facets, stats: index.stats()? })
    }
}

/// The facets that the page shows: the histogram stands for months and days, and what is
/// said of claims has a page of its own.
fn shown(facets: &[Facet]) -> impl Iterator<Item = Facet> {
    let order = [Facet::Source, Facet::Topic, Facet::Family, Facet::Year, Facet::Label];
    let fields = facets.iter().filter(|facet| matches!(facet, Facet::Field(_))).cloned();
    order.into_iter().chain([Facet::Language]).chain(fields)
}

pub(crate) async fn search(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let asked = Asked::of_page(&mut given, &site);
    given.end();
    let (wanted, facets) = (asked.clone(), site.facets.clone());
    let found = on_index(&site, move |index| Found::of(index, &facets, &wanted)).await?;
    Ok(html::search::page(&site, &asked, &given.faults, &found))
}
