//! The search page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use ibid::{Hits, Index, IndexStats};

use crate::asked::{Asked, FOLDED, Given, PAGE_HITS};
use crate::html;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

/// What the page shows.
pub(crate) struct Found {
    pub(crate) hits: Hits,
    /// Whether there is a page behind this one.
    pub(crate) has_more: bool,
    /// How many passages match.
    pub(crate) passages: usize,
    pub(crate) stats: IndexStats,
}

impl Found {
    fn of(index: &Index, asked: &Asked) -> Result<Self, Problem> {
        let query = asked.query();
        let first = (asked.page - 1) * PAGE_HITS;
        let listed = query.clone().offset(first).limit(PAGE_HITS + 1);
        let listed = if asked.unfolded { listed } else { listed.per_document(FOLDED) };
        let mut hits = index.search(&listed)?;
        let has_more = hits.hits.len() > PAGE_HITS;
        hits.hits.truncate(PAGE_HITS);
        Ok(Self { hits, has_more, passages: index.count(&query)?, stats: index.stats()? })
    }
}

pub(crate) async fn search(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let asked = Asked::of_page(&mut given, &site.bounds);
    given.end();
    let wanted = asked.clone();
    let found = on_index(&site, move |index| Found::of(index, &wanted)).await?;
    Ok(html::search::page(&site, &asked, &given.faults, &found))
}
