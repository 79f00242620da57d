//! Passages by the days that they speak of: a picture, and a table of the same.

use axum::response::Response;
use ibid::claims::{Timeline, TimelineEntry};
use ibid::{Citation, IndexStats};
use maud::{Markup, html};

use super::search::{on_paper, search_box_of, told, views};
use super::text::{counted, plain, shown};
use super::{Frame, colophon, facets, place};
use crate::asked::{Asked, Fault};
use crate::routes::Site;

pub(crate) fn page(
    site: &Site,
    asked: &Asked,
    faults: &[Fault],
    timeline: &Timeline,
    stats: &IndexStats,
) -> Response {
    let scope = timeline.scope.to_string();
    let content = html! {
        (told(faults))
        div class="plain" {
            (views(asked, "/timeline"))
            (on_paper(asked, stats.commit))
            h1 { "What happened when" }
            div class="facets narrowed" { (facets::chosen(asked, &[], "/timeline")) }
            p class="shown" {
                (counted(timeline.entries.len(), "entry")) "."
                @if timeline.unplaced > 0 {
                    " " (counted(timeline.unplaced, "passage")) " without any day left out."
                }
                @if !scope.is_empty() { " " (shown(&scope)) }
            }
            @if timeline.entries.is_empty() {
                p { "No passage that matches names a day. "
                    a href=(asked.address("/")) { "See the passages" } }
            } @else {
                p class="shown" { a href=(asked.address("/plot/timeline.svg")) { "The same as a picture" } }
                (table(asked, timeline))
            }
        }
    };
    let title = format!("Timeline: {}", plain(&asked.q));
    let colophon = colophon::colophon(site, stats);
    Frame { title: &title, search_box: search_box_of(asked, "/timeline"), colophon }.page(&content)
}

fn table(asked: &Asked, timeline: &Timeline) -> Markup {
    html! {
        div class="wide" role="region" tabindex="0" aria-label="Days and passages" {
            table class="timeline" {
                caption { "Days that passages speak of" }
                thead {
                    tr { th scope="col" { "days" } th scope="col" { "status" } th scope="col" { "passage" } th scope="col" { "source" } }
                }
                tbody { @for entry in &timeline.entries { (row(asked, entry)) } }
            }
        }
    }
}

/// The source, or else the article by its id.
fn outlet(citation: &Citation) -> &str {
    if citation.source.is_empty() { &citation.document } else { &citation.source }
}

fn row(asked: &Asked, entry: &TimelineEntry) -> Markup {
    let status = entry.status.map(|status| status.to_string()).unwrap_or_default();
    html! {
        tr {
            th scope="row" class="date" {
                (entry.days)
                @if let Some(days) = entry.or_days { " or " (days) }
                @if entry.precision.is_none() { br; "(published)" }
            }
            td {
                (status)
                @if let Some(certainty) = entry.certainty {
                    @if !status.is_empty() { ", " (certainty) }
                }
            }
            td {
                a href=(place::address(asked, &entry.citation, &entry.quote)) { "“" (shown(&entry.quote)) "”" }
                @if let Some(date) = &entry.date { " (from “" (shown(date)) "”)" }
            }
            td {
                (shown(outlet(&entry.citation)))
                @if !entry.copies.is_empty() { " and " (counted(entry.copies.len(), "copy")) }
            }
        }
    }
}
