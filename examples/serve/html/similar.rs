//! Passages that are like one: the query that its words made, and the hits of it.

use axum::response::Response;
use ibid::IndexStats;
use ibid::similar::Similar;
use maud::html;

use super::search::{search_box, told};
use super::text::shown;
use super::{Frame, card, colophon};
use crate::asked::{Asked, Fault};
use crate::routes::Site;

pub(crate) fn page(
    site: &Site,
    faults: &[Fault],
    similar: &Similar,
    stats: &IndexStats,
) -> Response {
    let asked = Asked { q: similar.query.clone(), page: 1, ..Asked::default() };
    let content = html! {
        (told(faults))
        div class="list" {
            h1 class="counts" { "More like this" }
            p class="shown" {
                "These words of the passage were searched for; the box has them, to be changed: "
                @for (number, term) in similar.terms.iter().enumerate() {
                    @if number > 0 { ", " }
                    (shown(&term.text)) " (" (format!("{:.1}", term.weight)) ")"
                }
            }
            @if !similar.left_out.is_empty() {
                p class="shown" { "Left out, as of the same story: " (shown(&similar.left_out.join(", "))) }
            }
            @if similar.hits.is_empty() { p { "No other passage is like it." } }
            ol class="hits" {
                @for (number, hit) in similar.hits.iter().enumerate() { (card::card(&asked, number + 1, hit, &card::Beside::default())) }
            }
        }
    };
    let colophon = colophon::colophon(site, stats);
    Frame { title: "More like this", search_box: search_box(&asked), colophon }.page(&content)
}
