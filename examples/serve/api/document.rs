//! A document, what is like a passage of it, its story, a citation of it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use ibid::cite::{Form, write};
use ibid::similar::SimilarOptions;
use serde_json::{Value, json};

use super::asked::{ended, required};
use super::search::index_json;
use crate::answer::cite::reference;
use crate::answer::document::{DocumentAsked, DocumentRead, Framed, read, span};
use crate::asked::{Given, MOST_HITS};
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

pub(crate) async fn document(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<Json<Value>, Problem> {
    let mut given = Given::of(&uri);
    let asked = DocumentAsked::of(&mut given, &site)?;
    ended(given)?;
    let shelf = Arc::clone(&site.stories);
    let answer = on_index(&site, move |index| {
        let DocumentRead { view, framed, .. } = read(index, &asked)?;
        let stories = shelf.ready(view.commit);
        let versions = stories.map(|stories| {
            stories.of(&view.document.id).map(|it| it.members.clone()).unwrap_or_default()
        });
        Ok(json!({
            "index": index_json(index)?,
            "document": view,
            "place": place(&framed),
            "versions": versions,
        }))
    });
    Ok(Json(answer.await?))
}

/// What became of the place that was asked for.
fn place(framed: &Framed) -> Value {
    let (state, nearest) = match framed {
        Framed::Whole => return Value::Null,
        Framed::At(_) => ("holds", None),
        Framed::Moved(_) => ("moved", None),
        Framed::Changed(nearest) => ("changed", nearest.as_ref()),
        Framed::Several(_) => ("ambiguous", None),
        Framed::Nowhere => ("gone", None),
    };
    let span = framed.span();
    json!({
        "state": state, "start": span.map(|it| it.start), "end": span.map(|it| it.end),
        "nearest": nearest,
    })
}

/// The bytes that are asked for.
fn at(given: &mut Given) -> Result<ibid::Span, Problem> {
    let text = required(given, "at")?;
    span(&text).ok_or_else(|| {
        let detail = format!("{text:?} is no two bytes as 775-900");
        Problem::new(StatusCode::BAD_REQUEST, detail).with_parameter("at")
    })
}

fn not_here(id: &str) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        format!("there is no document {id:?}, or no such place in it"),
    )
}

pub(crate) async fn similar(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<Json<Value>, Problem> {
    let mut given = Given::of(&uri);
    let (id, at) = (required(&mut given, "id")?, at(&mut given)?);
    let limit = given.number("limit", 0, MOST_HITS).unwrap_or(10);
    let offset = given.number("offset", 0, usize::MAX / 2).unwrap_or(0);
    ended(given)?;
    let options = SimilarOptions::default().with_limit(limit).with_offset(offset);
    let answer = on_index(&site, move |index| {
        let similar = index.similar(&id, at, &options)?.ok_or_else(|| not_here(&id))?;
        let mut answer = json!(similar);
        if let Some(fields) = answer.as_object_mut() {
            fields.insert("index".to_owned(), index_json(index)?);
        }
        Ok(answer)
    });
    Ok(Json(answer.await?))
}

pub(crate) async fn story(State(site): State<Arc<Site>>, uri: Uri) -> Result<Json<Value>, Problem> {
    let mut given = Given::of(&uri);
    let id = required(&mut given, "id")?;
    ended(given)?;
    let shelf = Arc::clone(&site.stories);
    let answer = on_index(&site, move |index| {
        let stories = shelf.get(index)?;
        let story = index.story(&stories, &id)?.ok_or_else(|| not_here(&id))?;
        let mut answer = json!(story);
        if let Some(fields) = answer.as_object_mut() {
            fields.insert("index".to_owned(), index_json(index)?);
        }
        Ok(answer)
    });
    Ok(Json(answer.await?))
}

/// A citation of the passage at a place, as a file of its form.
pub(crate) async fn cite(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let (id, at) = (required(&mut given, "id")?, at(&mut given)?);
    let form = given.one_of("as", &Form::ALL.map(Form::name));
    ended(given)?;
    let form = form.and_then(|name| name.parse().ok()).unwrap_or(Form::Text);
    let written = on_index(&site, move |index| Ok(write(&[reference(index, &id, at)?], form)));
    Ok(attachment(form, "citation", written.await?))
}

/// A file to keep.
pub(crate) fn attachment(form: Form, name: &str, text: String) -> Response {
    let file = format!("attachment; filename=\"{name}.{}\"", form.extension());
    let headers = [(CONTENT_TYPE, form.media_type().to_owned()), (CONTENT_DISPOSITION, file)];
    (headers, text).into_response()
}
