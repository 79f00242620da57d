//! The state of the server, and the calls of the API with an example each.

use axum::response::Response;
use ibid::IndexStats;
use ibid::cite::Reference;
use maud::html;

use super::search::{search_box, told};
use super::text::{counted, grouped, number, shown};
use super::{Frame, cite, colophon};
use crate::asked::{Asked, Fault};
use crate::routes::Site;

/// A call: what is asked, and what it answers.
const CALLS: &[(&str, &str)] = &[
    (
        "/api/v1/search?q=embargo&limit=5&facets=source,year&histogram=1",
        "a page of hits, with counts of all that match, facets and a histogram",
    ),
    (
        "/api/v1/search.jsonl?q=embargo",
        "all hits, one a line; the last line is {\"end\":true,…}: a stream without it is cut",
    ),
    ("/api/v1/facets?q=embargo&by=source&limit=100", "all values of one facet"),
    (
        "/api/v1/doc?id=ID&at=775-900",
        "a document: passages with labels, and where the place stands now",
    ),
    (
        "/api/v1/similar?id=ID&at=775-900",
        "passages like that one, with the words that made the query",
    ),
    ("/api/v1/story?id=ID", "the versions and copies of an article, and what they changed"),
    (
        "/api/v1/cite?id=ID&at=775-900&as=bibtex",
        "a citation: text, markdown, csl-json, bibtex, ris, csv, json-lines",
    ),
    (
        "/api/v1/batch",
        "POST of CSV or JSON Lines with a column \"query\": a verdict and hits for each row, one a line",
    ),
    ("/api/v1/status", "the index, the version, files that were not read"),
    ("/api/v1/openapi.json", "all of this for programs"),
];

pub(crate) fn status(site: &Site, stats: &IndexStats) -> Response {
    let content = html! {
        div class="plain" {
            h1 { "Status" }
            table {
                caption { "What is searched" }
                tbody {
                    tr { th scope="row" { "name" } td { (shown(&site.library.name)) } }
                    tr { th scope="row" { "articles" } td { (grouped(number(stats.documents))) } }
                    tr { th scope="row" { "passages" } td { (grouped(number(stats.passages))) } }
                    tr { th scope="row" { "words" } td { (grouped(number(stats.words))) } }
                    tr { th scope="row" { "commit" } td { code { (stats.commit) } } }
                    tr { th scope="row" { "version" } td { (env!("CARGO_PKG_VERSION")) } }
                }
            }
            h2 { (counted(site.library.skipped.len(), "file")) " not read, or not all of it" }
            @if !site.library.skipped.is_empty() {
                ul class="skipped" { @for problem in &site.library.skipped { li { (shown(&problem.to_string())) } } }
            }
        }
    };
    frame(site, stats, "Status", &content)
}

pub(crate) fn programs(site: &Site, stats: &IndexStats) -> Response {
    let content = html! {
        div class="plain" {
            h1 { "For programs" }
            p { "Every page is plain data, and the same data comes as JSON. Filters are those of the page: "
                code { "source" } ", " code { "year" } ", " code { "topic" } ", " code { "label" } ", "
                code { "family" } ", " code { "from" } ", " code { "to" } "; a repeated one is \"or\", different \
                ones are \"and\". An unknown parameter is refused with " code { "application/problem+json" }
                "; a query never is." }
            table {
                caption { "Calls of version 1" }
                thead { tr { th scope="col" { "call" } th scope="col" { "answers" } } }
                tbody {
                    @for (call, answers) in CALLS {
                        tr {
                            th scope="row" {
                                @if call.contains("=ID") || call.ends_with("batch") { code { (call) } }
                                @else { a href=(call) { code { (call) } } }
                            }
                            td { (answers) }
                        }
                    }
                }
            }
        }
    };
    frame(site, stats, "For programs", &content)
}

/// A citation in all forms.
pub(crate) fn citation(
    site: &Site,
    faults: &[Fault],
    reference: &Reference,
    stats: &IndexStats,
) -> Response {
    let content = html! {
        (told(faults))
        div class="plain" {
            h1 { "Cite" }
            blockquote class="passage" { p { (shown(&reference.quotation)) } }
            div class="cite" { (cite::all(reference)) }
        }
    };
    frame(site, stats, "Cite", &content)
}

fn frame(site: &Site, stats: &IndexStats, title: &str, content: &maud::Markup) -> Response {
    let blank = Asked { page: 1, ..Asked::default() };
    let colophon = colophon::colophon(site, stats);
    Frame { title, search_box: search_box(&blank), colophon }.page(content)
}
