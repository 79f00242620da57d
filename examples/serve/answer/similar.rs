//! The page of passages that are like one.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use ibid::similar::{Similar, SimilarOptions};

use super::document::span;
use crate::asked::{Given, PAGE_HITS};
use crate::html;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

pub(crate) async fn similar(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let id = given.last("id").unwrap_or_default();
    let at = given.last("at").and_then(|at| span(&at));
    given.end();
    let not_here = || Problem::new(StatusCode::NOT_FOUND, "there is no such passage");
    let at = at.ok_or_else(not_here)?;
    let options = SimilarOptions::default().with_limit(PAGE_HITS);
    let found = on_index(&site, move |index| {
        let similar = index.similar(&id, at, &options)?.ok_or_else(not_here)?;
        Ok((similar, index.stats()?))
    });
    let (similar, stats): (Similar, _) = found.await?;
    Ok(html::similar::page(&site, &given.faults, &similar, &stats))
}
