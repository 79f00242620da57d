//! The state of the server.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use serde_json::{Value, json};

use super::asked::ended;
use super::search::index_json;
use crate::asked::Given;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

pub(crate) async fn status(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<Json<Value>, Problem> {
    ended(Given::of(&uri))?;
    let index = on_index(&site, index_json).await?;
    let skipped: Vec<Value> = site
        .library
        .skipped
        .iter()
        .map(|it| json!({"path": it.path.to_string_lossy(), "line": it.line, "reason": it.reason}))
        .collect();
    Ok(Json(json!({
        "index": index,
        "name": site.library.name,
        "version": env!("CARGO_PKG_VERSION"),
        "skipped": skipped,
    })))
}
