//! Many queries at once: the rows of a table, each with its verdict and its hits, streamed.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use ibid::batch::{self, Batch, BatchOptions, Totals};
use serde_json::json;

use super::asked::ended;
use crate::asked::{Given, MOST_HITS};
use crate::problem::Problem;
use crate::routes::Site;
use crate::stream::{Lines, json_lines};

/// What a table may come as.
const KINDS: [&str; 5] = [
    "text/csv",
    "text/tab-separated-values",
    "application/jsonl",
    "application/x-ndjson",
    "application/json",
];

pub(crate) async fn batch(
    State(site): State<Arc<Site>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_lowercase();
    if !KINDS.contains(&kind.as_str()) {
        let detail = format!("a batch is sent as {}", KINDS.join(", "));
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let mut given = Given::of(&uri);
    let limit = given.number("limit", 0, MOST_HITS);
    ended(given)?;
    let batch = batch::read(&body)
        .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, error.to_string()))?;
    let most = site.bounds.batch_rows;
    if batch.rows.len() > most {
        let detail = format!("{} rows: a batch has at most {most}", batch.rows.len());
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
    }
    let options = BatchOptions::default();
    let options = limit.map_or(options.clone(), |limit| options.with_limit(limit));
    Ok(json_lines(&site, move |lines| send(lines, &batch, &options)))
}

fn send(lines: &Lines, batch: &Batch, options: &BatchOptions) -> Result<(), Problem> {
    let mut totals = Totals::default();
    for row in &batch.rows {
        let answer = lines.step(|index| Ok(batch::answer(index, row, options)?))?;
        totals.add(&answer);
        if !lines.send(format!("{}\n", json!(answer))) {
            return Ok(());
        }
    }
    let end = json!({"end": true, "totals": totals, "notes": batch.notes});
    lines.send(format!("{end}\n"));
    Ok(())
}
