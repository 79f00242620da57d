//! How soon a program that has just started finds something.

use std::time::Instant;

use anyhow::Result;
use serde_json::{Value, json};

use super::queries::Asked;

/// Opens the index and asks the first query; how many milliseconds each took.
pub(crate) fn open(asked: &Asked) -> Result<Value> {
    let texts = asked.texts()?;
    let start = Instant::now();
    let searcher = asked.searcher()?;
    let open_ms = milliseconds(start);
    let start = Instant::now();
    let hits = texts.first().map(|text| searcher.hits(text)).transpose()?;
    let first_ms = milliseconds(start);
    Ok(json!({"open_ms": open_ms, "first_query_ms": first_ms, "hits": hits}))
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
