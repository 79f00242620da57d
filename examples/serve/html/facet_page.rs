//! All values of a facet, a page of them.

use axum::response::Response;
use ibid::IndexStats;
use ibid::facet::Facets;
use maud::html;

use super::facets::{heading, row};
use super::search::{search_box, told};
use super::text::{grouped, shown};
use super::{Frame, colophon};
use crate::answer::facet::PAGE_VALUES;
use crate::asked::{Asked, Fault};
use crate::filters::parameter;
use crate::routes::Site;

pub(crate) fn page(
    site: &Site,
    asked: &Asked,
    faults: &[Fault],
    facets: &Facets,
    stats: &IndexStats,
) -> Response {
    let Some(counts) = facets.facets.first() else { return super::nothing() };
    let name = heading(&counts.facet);
    let here = asked.address("/facet").with("by", parameter(&counts.facet));
    let first = (asked.page - 1).saturating_mul(PAGE_VALUES);
    let has_more = first + counts.values.len() < counts.distinct;
    let content = html! {
        (told(faults))
        div class="plain facets" {
            p class="back" { a href=(asked.address("/")) { "← To the hits" } }
            h1 { (shown(&name)) }
            p class="shown" { (grouped(counts.distinct)) " values, those of the most passages first." }
            @if counts.distinct == 0 { p { "No passage that matches has a value." } }
            @else if counts.values.is_empty() {
                p { "This page is beyond the last one. " a href=(here) { "Back to the first page" } }
            }
            ul class="values" { @for value in &counts.values { (row(asked, &counts.facet, value)) } }
            @if asked.page > 1 || has_more {
                nav class="paging" aria-label="Pages of values" {
                    @if asked.page > 1 { a rel="prev" href=(here.clone().with("page", asked.page - 1)) { "← Before" } }
                    @if has_more { a rel="next" href=(here.clone().with("page", asked.page + 1)) { "After →" } }
                }
            }
        }
    };
    let colophon = colophon::colophon(site, stats);
    Frame { title: &name, search_box: search_box(asked), colophon }.page(&content)
}
