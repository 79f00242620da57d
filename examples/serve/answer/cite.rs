//! The page of a citation in all forms.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use ibid::cite::Reference;
use ibid::hit::DocumentWindow;
use ibid::{Index, Query, Span};

use super::document::span;
use crate::asked::Given;
use crate::html;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

/// The reference of the passage that stands at a place.
pub(crate) fn reference(index: &Index, id: &str, at: Span) -> Result<Reference, Problem> {
    let not_here = || {
        let detail = format!("there is no document {id:?}, or no such place in it");
        Problem::new(StatusCode::NOT_FOUND, detail)
    };
    let window = DocumentWindow::default().around_byte(at.start).limit(3);
    let view = index.document_view(id, &Query::new(""), &window)?.ok_or_else(not_here)?;
    let has = |span: Span| span.start <= at.start && at.start < span.end.max(span.start + 1);
    let passage = view.passages.iter().find(|it| has(it.citation.span)).ok_or_else(not_here)?;
    Ok(Reference::new(&passage.citation, &passage.text, &view.document.extra))
}

pub(crate) async fn cite(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let id = given.last("id").unwrap_or_default();
    let at = given.last("at").and_then(|at| span(&at));
    given.end();
    let at = at.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "there is no such passage"))?;
    let read = on_index(&site, move |index| Ok((reference(index, &id, at)?, index.stats()?)));
    let (reference, stats) = read.await?;
    Ok(html::about::citation(&site, &given.faults, &reference, &stats))
}
