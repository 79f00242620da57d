//! The JSON API, version 1.

mod asked;
mod search;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::routes::Site;

pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/api/v1/search", get(search::search))
}
