//! The JSON API, version 1. Within it fields are added, never removed, renamed or given
//! another meaning.

mod asked;
mod batch;
mod document;
mod search;
mod status;
mod stream;

pub(crate) use asked::ended;
pub(crate) use document::attachment;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::CONTENT_TYPE;
use axum::routing::{get, post};

use crate::routes::{BATCH, Site};

/// What the API takes and answers, for programs.
pub(crate) const OPENAPI: &str = include_str!("../openapi.json");

pub(crate) fn routes(site: &Site) -> Router<Arc<Site>> {
    let batch = post(batch::batch).layer(DefaultBodyLimit::max(site.bounds.batch));
    Router::new()
        .route("/api/v1/search", get(search::search))
        .route("/api/v1/search.jsonl", get(stream::stream))
        .route("/api/v1/facets", get(search::facets))
        .route("/api/v1/doc", get(document::document))
        .route("/api/v1/similar", get(document::similar))
        .route("/api/v1/story", get(document::story))
        .route("/api/v1/cite", get(document::cite))
        .route("/api/v1/status", get(status::status))
        .route(
            "/api/v1/openapi.json",
            get(async || ([(CONTENT_TYPE, "application/json")], OPENAPI)),
        )
        .route(BATCH, batch)
}
