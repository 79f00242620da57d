//! All hits of a search, streamed one a line. A stream without its last line is cut.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde_json::json;

use super::asked::{HitsAsked, ended};
use super::search::hit_json;
use crate::asked::Given;
use crate::problem::Problem;
use crate::routes::Site;
use crate::stream::{Lines, json_lines};

/// Hits of one step.
const STEP_HITS: usize = 500;

pub(crate) async fn stream(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    for parameter in ["limit", "offset"] {
        if given.has(parameter) {
            given.fault(parameter, "a stream has all hits");
        }
    }
    let mut asked = HitsAsked::read(&mut given, &site);
    asked.narrow(&mut given, &site);
    ended(given)?;
    asked.limit = STEP_HITS;
    Ok(json_lines(&site, move |lines| send(lines, &mut asked)))
}

fn send(lines: &Lines, asked: &mut HitsAsked) -> Result<(), Problem> {
    let mut commit = None;
    loop {
        let hits = lines.step(|index| Ok(index.search_with(&asked.query(), &asked.profile)?))?;
        if *commit.get_or_insert(hits.commit) != hits.commit || !hits.is_complete() {
            // The pages would be of two lists, or the list has a gap: the stream stays cut.
            return Ok(());
        }
        let mut text = String::new();
        for hit in &hits {
            text.push_str(&hit_json(hit, asked.explain).to_string());
            text.push('\n');
        }
        asked.offset += hits.len();
        if !text.is_empty() && !lines.send(text) {
            return Ok(());
        }
        if hits.len() < STEP_HITS {
            let end = json!({"end": true, "hits": asked.offset, "commit": hits.commit});
            lines.send(format!("{end}\n"));
            return Ok(());
        }
    }
}
