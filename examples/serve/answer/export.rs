//! All hits of a search as a file of citations.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use ibid::cite::{Form, Reference, write};

use crate::api::{attachment, ended};
use crate::asked::{Asked, Given, MOST_HITS};
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

/// Whole or not at all: a list that was cut would not say so in most forms.
pub(crate) async fn export(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let named = given.one_of("as", &Form::ALL.map(Form::name));
    let form = named.and_then(|name| name.parse().ok()).unwrap_or(Form::Csv);
    let asked = Asked::of_page(&mut given, &site);
    // A file cannot tell what was not understood, and would have more than was asked for.
    ended(given)?;
    let too_many = || {
        let detail = format!(
            "more than {MOST_HITS} passages match: narrow the search, or read \
             /api/v1/search.jsonl, which has all"
        );
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    let query = asked.query().limit(MOST_HITS + 1);
    let written = on_index(&site, move |index| {
        let hits = index.search(&query)?;
        if hits.len() > MOST_HITS {
            return Err(too_many());
        }
        if !hits.is_complete() {
            let detail = "the time of a search was over before all hits were there: ask for less";
            return Err(Problem::new(StatusCode::GATEWAY_TIMEOUT, detail));
        }
        let references: Vec<Reference> = hits.iter().map(Reference::of).collect();
        Ok(write(&references, form))
    });
    Ok(attachment(form, "passages", written.await?))
}
