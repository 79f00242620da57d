//! Pages about the server itself: its state, and what programs can ask.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use crate::html;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

/// What is searched, and what could not be read.
pub(crate) async fn status(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    let stats = on_index(&site, |index| Ok(index.stats()?)).await?;
    Ok(html::about::status(&site, &stats))
}

/// The calls of the API.
pub(crate) async fn programs(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    let stats = on_index(&site, |index| Ok(index.stats()?)).await?;
    Ok(html::about::programs(&site, &stats))
}
