//! The search page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use ibid::facet::{Facet, FacetOptions, Facets};
use ibid::hit::DocumentWindow;
use ibid::query::CancelHandle;
use ibid::rank::Profile;
use ibid::story::Stories;
use ibid::{Hits, Index, IndexStats, Query};

use crate::asked::{Asked, FOLDED, Given, PAGE_HITS};
use crate::html;
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::while_wanted;

/// The values of a facet that are listed.
const FACET_VALUES: usize = 10;

/// Of so many documents at most the stories are counted.
const COUNTED_DOCUMENTS: u64 = 2000;

/// What the page shows.
pub(crate) struct Found {
    pub(crate) hits: Hits,
    /// Whether there is a page behind this one.
    pub(crate) has_more: bool,
    /// How many passages and documents match, and have which values.
    pub(crate) facets: Facets,
    pub(crate) stats: IndexStats,
    /// How many passages of a document match that are not on the page, by its id.
    pub(crate) more: BTreeMap<String, usize>,
    /// The stories of the index, where they are read.
    pub(crate) stories: Option<Arc<Stories>>,
    /// How many stories the documents are of, where that is known.
    pub(crate) story_count: Option<usize>,
}

impl Found {
    fn of(index: &Index, site: &Site, asked: &Asked, query: Query) -> Result<Self, Problem> {
        let shelf = &site.stories;
        if asked.is_blank() {
            return Self::of_everything(index, site, query);
        }
        let first = (asked.page - 1) * PAGE_HITS;
        let stories = if asked.by_story { Some(shelf.get(index)?) } else { None };
        let mut hits = match &stories {
            Some(stories) => first_of_stories(index, &query, stories, first + PAGE_HITS + 1)?,
            None => index.search(&listed(asked, &query).offset(first).limit(PAGE_HITS + 1))?,
        };
        if stories.is_some() {
            hits.hits.drain(..first.min(hits.hits.len()));
        }
        let has_more = hits.hits.len() > PAGE_HITS;
        hits.hits.truncate(PAGE_HITS);
        let facets = index.facets(&query, &counted(site))?;
        let stats = index.stats()?;
        let stories = stories.or_else(|| shelf.ready(stats.commit));
        let story_count = match &stories {
            Some(stories) if facets.documents <= COUNTED_DOCUMENTS => {
                Some(story_count(index, &query, stories)?)
            }
            _ => None,
        };
        let more = if asked.is_folded() { more(index, &query, &hits)? } else { BTreeMap::new() };
        Ok(Self { hits, has_more, facets, stats, more, stories, story_count })
    }

    /// What there is, where nothing is asked: no hits, but counts of all.
    fn of_everything(index: &Index, site: &Site, query: Query) -> Result<Self, Problem> {
        Ok(Self {
            hits: index.search(&query.limit(0))?,
            has_more: false,
            facets: index.facets(&Query::everything(), &counted(site))?,
            stats: index.stats()?,
            more: BTreeMap::new(),
            stories: None,
            story_count: None,
        })
    }
}

/// What is counted beside the hits.
fn counted(site: &Site) -> FacetOptions {
    let options = shown(&site.facets).fold(FacetOptions::default(), FacetOptions::facet);
    options.limit(FACET_VALUES).with_histogram()
}

/// The query as its hits are listed: of each document and of copies some are folded.
fn listed(asked: &Asked, query: &Query) -> Query {
    if asked.unfolded { query.clone() } else { query.clone().per_document(FOLDED).fold_copies() }
}

/// How many passages match in the documents of which as many are on the page as may be.
fn more(index: &Index, query: &Query, hits: &Hits) -> Result<BTreeMap<String, usize>, Problem> {
    let mut shown: BTreeMap<String, usize> = BTreeMap::new();
    for hit in hits {
        *shown.entry(hit.citation.document.clone()).or_default() += 1;
    }
    shown.retain(|_, count| *count >= FOLDED);
    let window = DocumentWindow::default().limit(0);
    for (id, count) in &mut shown {
        let view = index.document_view(id, query, &window)?;
        *count = view.map_or(0, |view| view.hits.len().saturating_sub(*count));
    }
    shown.retain(|_, count| *count > 0);
    Ok(shown)
}

/// The best passage of each story, up to so many stories.
fn first_of_stories(
    index: &Index,
    query: &Query,
    stories: &Stories,
    count: usize,
) -> Result<Hits, Problem> {
    let mut limit = count.saturating_mul(4);
    loop {
        let mut hits = index.search(&query.clone().per_document(1).limit(limit))?;
        let is_last = hits.len() < limit;
        let mut seen = BTreeSet::new();
        hits.hits.retain(|hit| {
            stories.number_of(&hit.citation.document).is_none_or(|number| seen.insert(number))
        });
        if is_last || hits.len() >= count {
            return Ok(hits);
        }
        limit = limit.saturating_mul(4);
    }
}

/// How many stories the documents that match are of.
fn story_count(index: &Index, query: &Query, stories: &Stories) -> Result<usize, Problem> {
    let all = query.clone().limit(usize::try_from(COUNTED_DOCUMENTS).unwrap_or(usize::MAX));
    let ranked = index.search_documents(&all, &Profile::fast())?;
    let numbers: BTreeSet<_> = ranked.iter().map(|(id, _)| stories.number_of(id)).collect();
    Ok(numbers.len())
}

/// The facets that the page shows: the histogram stands for months and days, and what is
/// said of claims has a page of its own.
fn shown(facets: &[Facet]) -> impl Iterator<Item = Facet> {
    let order = [Facet::Source, Facet::Topic, Facet::Family, Facet::Year, Facet::Label];
    let fields = facets.iter().filter(|facet| matches!(facet, Facet::Field(_))).cloned();
    order.into_iter().chain([Facet::Language]).chain(fields)
}

pub(crate) async fn search(State(site): State<Arc<Site>>, uri: Uri) -> Result<Response, Problem> {
    let mut given = Given::of(&uri);
    let asked = Asked::of_page(&mut given, &site);
    given.end();
    let (wanted, all) = (asked.clone(), Arc::clone(&site));
    let work = move |index: &Index, cancel: &CancelHandle| {
        let query = wanted.query().cancelled_by(cancel);
        Found::of(index, &all, &wanted, query)
    };
    let found = while_wanted(&site, work).await?;
    Ok(html::search::page(&site, &asked, &given.faults, &found))
}
