//! Hits of a search, a page of them; and the values of one facet.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use ibid::facet::{DateUnit, Facet, FacetOptions};
use ibid::query::CancelHandle;
use ibid::{Hit, Index, Query};
use serde_json::{Value, json};

use super::asked::{HitsAsked, ended, required};
use crate::asked::Given;
use crate::filters::{self, facet_of};
use crate::problem::Problem;
use crate::routes::Site;
use crate::work::{on_index, while_wanted};

/// The most values of a facet in one answer.
const MOST_VALUES: usize = 10_000;

pub(crate) async fn search(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<Json<Value>, Problem> {
    let mut given = Given::of(&uri);
    let mut asked = HitsAsked::read(&mut given, &site);
    let counted = counted(&mut given, &site)?;
    asked.narrow(&mut given, &site);
    ended(given)?;
    let work = move |index: &Index, cancel: &CancelHandle| {
        answer(index, &asked, &asked.query().cancelled_by(cancel), &counted)
    };
    let answer = while_wanted(&site, work).await?;
    Ok(Json(answer))
}

/// The facets that are asked for by name, and the histogram.
fn counted(given: &mut Given, site: &Site) -> Result<FacetOptions, Problem> {
    let mut options = FacetOptions::default();
    for names in given.every("facets") {
        for name in names.split(',').filter(|name| !name.is_empty()) {
            options = options.facet(facet(name, "facets", site)?);
        }
    }
    let units = ["1", "0", "year", "month", "day"];
    Ok(match given.one_of("histogram", &units).as_deref() {
        None | Some("0") => options,
        Some(unit) => match DateUnit::from_name(unit) {
            Some(unit) => options.with_histogram_by(unit),
            None => options.with_histogram(),
        },
    })
}

/// The facet of a name.
fn facet(name: &str, parameter: &str, site: &Site) -> Result<Facet, Problem> {
    facet_of(&site.facets, name).cloned().ok_or_else(|| {
        let names: Vec<_> = site.facets.iter().map(filters::parameter).collect();
        let detail = format!("{name:?} is no facet: there are {}", names.join(", "));
        Problem::new(StatusCode::BAD_REQUEST, detail).with_parameter(parameter)
    })
}

fn answer(
    index: &Index,
    asked: &HitsAsked,
    query: &Query,
    counted: &FacetOptions,
) -> Result<Value, Problem> {
    let began = std::time::Instant::now();
    let hits = index.search_with(query, &asked.profile)?;
    let facets = index.facets(query, counted)?;
    let listed: Vec<Value> = hits.hits.iter().map(|hit| hit_json(hit, asked.explain)).collect();
    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let is_complete = hits.is_complete() && facets.is_complete;
    let mut answer = json!({
        "index": index_json(index)?,
        "total": {
            "passages": facets.passages, "documents": facets.documents, "exact": facets.is_complete,
        },
        "complete": is_complete,
        "report": hits.report,
        "hits": listed,
        "took_ms": took,
    });
    if let Some(fields) = answer.as_object_mut() {
        // The state of the answer, whatever was committed while it was made.
        if let Some(of) = fields.get_mut("index").and_then(Value::as_object_mut) {
            of.insert("commit".to_owned(), json!(hits.commit));
        }
        if !facets.facets.is_empty() {
            let named = facets
                .facets
                .iter()
                .map(|it| (filters::parameter(&it.facet).into_owned(), json!(it)));
            fields.insert("facets".to_owned(), Value::Object(named.collect()));
        }
        if let Some(histogram) = &facets.histogram {
            fields.insert("histogram".to_owned(), json!(histogram));
        }
    }
    Ok(answer)
}

/// A hit as `search --json` writes it, with or without the parts of its score.
pub(crate) fn hit_json(hit: &Hit, explain: bool) -> Value {
    let mut value = json!(hit);
    if let (false, Some(fields)) = (explain, value.as_object_mut()) {
        fields.remove("explanation");
    }
    value
}

/// What is searched.
pub(crate) fn index_json(index: &Index) -> Result<Value, Problem> {
    let stats = index.stats()?;
    Ok(json!({
        "commit": stats.commit, "documents": stats.documents, "passages": stats.passages,
    }))
}

/// All values of one facet, a page of them.
pub(crate) async fn facets(
    State(site): State<Arc<Site>>,
    uri: Uri,
) -> Result<Json<Value>, Problem> {
    let mut given = Given::of(&uri);
    let by = required(&mut given, "by")?;
    let facet = facet(&by, "by", &site)?;
    let limit = given.number("limit", 0, MOST_VALUES).unwrap_or(100);
    let offset = given.number("offset", 0, usize::MAX / 2).unwrap_or(0);
    let mut asked = HitsAsked::read(&mut given, &site);
    asked.narrow(&mut given, &site);
    ended(given)?;
    let options = FacetOptions::default().facet(facet).limit(limit).offset(offset);
    let counted = on_index(&site, move |index| {
        Ok((index.facets(&asked.asked.counted(), &options)?, index_json(index)?))
    });
    let (facets, index) = counted.await?;
    Ok(Json(json!({
        "index": index,
        "total": {
            "passages": facets.passages, "documents": facets.documents, "exact": facets.is_complete,
        },
        "facet": facets.facets.first(),
    })))
}
