//! Hits of a search, a page of them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use serde_json::{Value, json};

use super::asked::HitsAsked;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

pub(crate) async fn search(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<Json<Value>, Problem> {
    let asked = HitsAsked::of(&uri, &site)?;
    let answer = on_index(&site, move |index| answer(index, &asked)).await?;
    Ok(Json(answer))
}

fn answer(index: &ibid::Index, asked: &HitsAsked) -> Result<Value, Problem> {
    let began = std::time::Instant::now();
    let query = asked.query();
    let hits = index.search_with(&query, &asked.profile)?;
    let passages = index.count(&query)?;
    let listed: Vec<Value> = hits.hits.iter().map(|hit| hit_json(hit, asked.explain)).collect();
    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(json!({
        "index": index_json(index)?,
        "total": {"passages": passages, "exact": true},
        "report": hits.report,
        "hits": listed,
        "took_ms": took,
    }))
}

/// A hit as `search --json` writes it, with or without the parts of its score.
pub(crate) fn hit_json(hit: &ibid::Hit, explain: bool) -> Value {
    let mut value = json!(hit);
    if let (false, Some(fields)) = (explain, value.as_object_mut()) {
        fields.remove("explanation");
    }
    value
}

/// What was searched.
pub(crate) fn index_json(index: &ibid::Index) -> Result<Value, Problem> {
    let stats = index.stats()?;
    Ok(json!({"documents": stats.documents, "passages": stats.passages}))
}
