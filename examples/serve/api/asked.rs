//! What a call of the API asks for. A parameter that is not understood refuses the call.

use axum::http::StatusCode;
use ibid::Query;
use ibid::rank::Profile;

use crate::asked::{Asked, Fault, Given, MOST_HITS, query};
use crate::filters::Filters;
use crate::problem::Problem;
use crate::routes::Site;

/// The profiles of a ranking.
const PROFILES: [&str; 3] = ["fast", "balanced", "thorough"];

/// How many hits are answered where nothing is said.
const DEFAULT_HITS: usize = 10;

/// A search.
pub(crate) struct HitsAsked {
    pub(crate) asked: Asked,
    pub(crate) limit: usize,
    pub(crate) offset: usize,
    /// The most hits of one document.
    pub(crate) per_document: Option<usize>,
    pub(crate) profile: Profile,
    /// Whether copies are folded into one hit.
    folds: bool,
    /// Whether each hit has the parts of its score.
    pub(crate) explain: bool,
}

impl HitsAsked {
    pub(crate) fn read(given: &mut Given, site: &Site) -> Self {
        let q = query(given, &site.bounds);
        let as_typed = given.flag("typed");
        let limit = given.number("limit", 0, MOST_HITS).unwrap_or(DEFAULT_HITS);
        let offset = given.number("offset", 0, usize::MAX / 2).unwrap_or(0);
        let per_document = given.number("per_document", 0, MOST_HITS).filter(|most| *most > 0);
        let named = given.one_of("profile", &PROFILES);
        let profile = named.and_then(|name| Profile::named(&name).ok()).unwrap_or_default();
        let explain = given.one_of("explain", &["1", "0", "true", "false"]);
        let explain = !matches!(explain.as_deref(), Some("0" | "false"));
        let folds = given.one_of("group", &["passage", "copies"]).as_deref() == Some("copies");
        let asked = Asked { q, page: 1, as_typed, ..Asked::default() };
        Self { asked, limit, offset, per_document, profile, folds, explain }
    }

    /// Takes the filters, behind all other parameters: an extra field may be called as one.
    pub(crate) fn narrow(&mut self, given: &mut Given, site: &Site) {
        self.asked.filters = Filters::of(given, &site.facets);
    }

    /// The query with its limit, its offset and the most hits of a document.
    pub(crate) fn query(&self) -> Query {
        let query = self.asked.query().limit(self.limit).offset(self.offset);
        let query = if self.folds { query.fold_copies() } else { query };
        match self.per_document {
            Some(most) => query.per_document(most),
            None => query,
        }
    }
}

/// Whether all that was given is understood.
pub(crate) fn ended(mut given: Given) -> Result<(), Problem> {
    given.end();
    match given.faults.into_iter().next() {
        None => Ok(()),
        Some(Fault { parameter, detail, .. }) => {
            Err(Problem::new(StatusCode::BAD_REQUEST, detail).with_parameter(&parameter))
        }
    }
}

/// A parameter that a call cannot do without.
pub(crate) fn required(given: &mut Given, name: &str) -> Result<String, Problem> {
    given.last(name).ok_or_else(|| {
        Problem::new(StatusCode::BAD_REQUEST, format!("{name} is missing")).with_parameter(name)
    })
}
