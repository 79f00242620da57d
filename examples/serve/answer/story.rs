//! The page of a story.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use ibid::story::StoryDetails;

use crate::asked::Given;
use crate::html;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;

pub(crate) async fn story(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let id = given.last("id").unwrap_or_default();
    given.end();
    let shelf = Arc::clone(&site.stories);
    let read = on_index(&site, move |index| {
        let stories = shelf.get(index)?;
        let not_here =
            || Problem::new(StatusCode::NOT_FOUND, format!("there is no document {id:?}"));
        Ok((index.story(&stories, &id)?.ok_or_else(not_here)?, index.stats()?))
    });
    let (story, stats): (StoryDetails, _) = read.await?;
    Ok(html::story::page(&site, &given.faults, &story, &stats))
}
