//! The page of all values of a facet, and the histogram as a file.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use ibid::facet::{Facet, FacetOptions, Facets, Histogram};

use crate::api::ended;
use crate::asked::{Asked, Given};
use crate::filters::facet_of;
use crate::html;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

/// The values of one page.
pub(crate) const PAGE_VALUES: usize = 100;

pub(crate) async fn facet(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let by = given.last("by").unwrap_or_default();
    let known = facet_of(&site.facets, &by).cloned();
    let facet: Facet = known.ok_or_else(|| {
        let detail = format!("{by:?} is none of the facets that this index has");
        Problem::new(StatusCode::NOT_FOUND, detail)
    })?;
    let asked = Asked::of_page(&mut given, &site);
    given.end();
    let offset = (asked.page - 1).saturating_mul(PAGE_VALUES);
    let options = FacetOptions::default().facet(facet).limit(PAGE_VALUES).offset(offset);
    let query = asked.counted();
    let counted =
        on_index(&site, move |index| Ok((index.facets(&query, &options)?, index.stats()?)));
    let (facets, stats): (Facets, _) = counted.await?;
    Ok(html::facet_page::page(&site, &asked, &given.faults, &facets, &stats))
}

pub(crate) async fn histogram_svg(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let asked = Asked::of_page(&mut given, &site);
    ended(given)?;
    let query = asked.counted();
    let options = FacetOptions::default().with_histogram();
    let histogram: Option<Histogram> =
        on_index(&site, move |index| Ok(index.facets(&query, &options)?.histogram)).await?;
    let nothing = || Problem::new(StatusCode::NOT_FOUND, "there are no dates to draw");
    let histogram = histogram.ok_or_else(nothing)?;
    let svg = html::histogram::file(&asked.q, &histogram);
    Ok(([(CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}
