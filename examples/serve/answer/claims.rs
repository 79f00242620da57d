//! The pages of what passages claim, and of the days that they speak of.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use ibid::IndexStats;
use ibid::claims::{Claims, FactOptions, Timeline};

use crate::api::ended;
use crate::asked::{Asked, Given};
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::on_index;
use crate::{common, html};

/// The most passages that are read for their claims.
const MOST_PASSAGES: usize = 200;

/// How claims are read: not beyond today.
pub(crate) fn options() -> FactOptions {
    FactOptions::default().with_max_passages(MOST_PASSAGES).with_today(common::today())
}

/// What passages claim, side by side.
pub(crate) async fn claims(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let (asked, given) = asked(&site, &uri);
    let wanted = asked.clone();
    let (claims, stats): (Claims, IndexStats) = on_index(&site, move |index| {
        Ok((index.claims(&wanted.query(), &options())?, index.stats()?))
    })
    .await?;
    Ok(html::claims::page(&site, &asked, &given.faults, &claims, &stats))
}

/// Passages by the days that they speak of.
pub(crate) async fn timeline(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let (asked, given) = asked(&site, &uri);
    let wanted = asked.clone();
    let (timeline, stats): (Timeline, IndexStats) = on_index(&site, move |index| {
        Ok((index.timeline(&wanted.query(), &options())?, index.stats()?))
    })
    .await?;
    Ok(html::timeline::page(&site, &asked, &given.faults, &timeline, &stats))
}

/// The timeline as a picture.
pub(crate) async fn timeline_svg(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let asked = Asked::of_page(&mut given, &site);
    ended(given)?;
    let svg = on_index(&site, move |index| {
        Ok(index.timeline(&asked.query(), &options())?.to_svg(&html::text::plain(&asked.q)))
    })
    .await?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

fn asked(site: &Site, uri: &Uri) -> (Asked, Given) {
    let mut given = Given::of(uri);
    let asked = Asked::of_page(&mut given, site);
    given.end();
    (asked, given)
}
