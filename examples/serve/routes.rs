//! Which address is answered by what.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Router, middleware};
use ibid::facet::Facet;
use tokio::sync::Semaphore;

use crate::bounds::Bounds;
use crate::library::Library;
use crate::listen::Hosts;
use crate::problem::Problem;
use crate::stories::StoryShelf;
use crate::token::Token;
use crate::{answer, api, assets, guard};

/// What every answer is made from.
pub(crate) struct Site {
    pub(crate) library: Library,
    pub(crate) hosts: Hosts,
    pub(crate) token: Option<Token>,
    /// The name of the cookie with the token. Cookies are shared by all ports of a host.
    pub(crate) cookie: String,
    pub(crate) bounds: Bounds,
    /// What passages can be counted and narrowed by.
    pub(crate) facets: Vec<Facet>,
    /// The stories of the index.
    pub(crate) stories: Arc<StoryShelf>,
    /// How many more searches may run.
    pub(crate) searches: Arc<Semaphore>,
}

impl Site {
    pub(crate) fn new(
        library: Library,
        hosts: Hosts,
        token: Option<Token>,
        bounds: Bounds,
    ) -> Self {
        let link = hosts.link();
        let cookie = format!("ibid-{}", link.rsplit(':').next().unwrap_or_default());
        let searches = Arc::new(Semaphore::new(bounds.searches));
        let facets = library.index.facet_list();
        let stories = Arc::default();
        Self { library, hosts, token, cookie, bounds, facets, stories, searches }
    }
}

/// Where batches of queries are sent.
pub(crate) const BATCH: &str = "/api/v1/batch";

pub(crate) fn routes(site: &Arc<Site>) -> Router {
    let not_here = || async {
        Problem::new(StatusCode::NOT_FOUND, "there is no such page: begin at the search")
    };
    Router::new()
        .route("/", get(answer::search::search))
        .route("/doc", get(answer::document::document))
        .route("/cite", get(answer::cite::cite))
        .route("/similar", get(answer::similar::similar))
        .route("/story", get(answer::story::story))
        .route("/facet", get(answer::facet::facet))
        .route("/export", get(answer::export::export))
        .route("/plot/histogram.svg", get(answer::facet::histogram_svg))
        .route("/status", get(answer::about::status))
        .route("/api", get(answer::about::programs))
        .route("/claims", get(answer::claims::claims))
        .route("/timeline", get(answer::claims::timeline))
        .route("/plot/timeline.svg", get(answer::claims::timeline_svg))
        .route(assets::STYLE.path, get(async || assets::STYLE.answer()))
        .route(assets::SCRIPT.path, get(async || assets::SCRIPT.answer()))
        .route(assets::ICON.path, get(async || assets::ICON.answer()))
        .merge(api::routes(site))
        .fallback(not_here)
        .layer(DefaultBodyLimit::max(site.bounds.body))
        .layer(middleware::from_fn_with_state(Arc::clone(site), guard::guard))
        .with_state(Arc::clone(site))
}
