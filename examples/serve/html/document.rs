//! A document: its passages with their labels and marks, one of them framed.

use axum::response::Response;
use ibid::hit::{DocumentView, ViewedPassage};
use ibid::{IndexStats, Span};
use maud::{Markup, html};

use super::search::{search_box, told};
use super::text::{counted, pieces, plain, shown};
use super::{Frame, cite, colophon};
use crate::address::Address;
use crate::answer::document::Framed;
use crate::asked::{Asked, Fault};
use crate::routes::Site;

/// What the page is made of.
pub(crate) struct Viewed<'a> {
    /// The search that the document was opened from.
    pub(crate) search: &'a Asked,
    pub(crate) view: &'a DocumentView,
    pub(crate) framed: &'a Framed,
    pub(crate) stats: &'a IndexStats,
}

pub(crate) fn page(site: &Site, faults: &[Fault], viewed: &Viewed<'_>) -> Response {
    let Viewed { search, view, framed, stats } = viewed;
    let document = &view.document;
    let content = html! {
        (told(faults))
        article class="document" {
            header {
                @if !search.is_blank() { p class="back" { a href=(search.page_address(search.page, "")) { "← To the hits" } } }
                h1 {
                    @if document.title.trim().is_empty() { (shown(&document.id)) }
                    @else { (pieces(&view.title_pieces())) }
                }
                p class="from" {
                    @if !document.source.is_empty() { span class="outlet" { (shown(&document.source)) } }
                    @match document.date { Some(date) => time datetime=(date.first) { (date) }, None => span { "undated" } }
                    span { (shown(&document.id)) }
                }
                (links(document))
                (notice(framed))
                @if !search.q.is_empty() { p class="shown" { (counted(view.hits.len(), "passage")) " of it " @if view.hits.len() == 1 { "matches" } @else { "match" } ": " (shown(&search.q)) } }
            }
            (more(viewed, "Earlier", view.offset > 0, view.offset.saturating_sub(view.passages.len().max(1))))
            @for passage in &view.passages { (self::passage(viewed, passage)) }
            (more(viewed, "Later", view.after() > 0, view.offset + view.passages.len()))
        }
    };
    let title =
        if document.title.trim().is_empty() { plain(&document.id) } else { plain(&document.title) };
    let colophon = colophon::colophon(site, stats);
    Frame { title: &title, search_box: search_box(search), colophon }.page(&content)
}

/// Where the text was taken from, where that is an address of the web.
fn links(document: &ibid::DocumentInfo) -> Markup {
    let url = document.extra.get("url").filter(|url| {
        let lower = url.to_lowercase();
        lower.starts_with("https://") || lower.starts_with("http://")
    });
    html! {
        @if let Some(url) = url {
            p class="origin" { "From " a rel="noreferrer noopener" href=(url) { (shown(url)) } }
        }
    }
}

/// What became of the place that the address names.
fn notice(framed: &Framed) -> Markup {
    html! {
        @match framed {
            Framed::Moved(_) => p class="told" role="status" { "The passage has moved since this link was made: it is framed where it stands now." },
            Framed::Changed(text) => div class="told" role="status" {
                p { "The article has changed since this link was made, and does not have the passage any more: nothing is framed." }
                @if let Some(text) = text { p { "The nearest that it has: “" (shown(text)) "”" } }
            },
            Framed::Several(count) => p class="told" role="status" { "The passage stands in " (counted(*count, "place")) " now: which one was meant cannot be told." },
            Framed::Nowhere => p class="told" role="status" { "The place in the link is none of this article: nothing is framed." },
            Framed::Whole | Framed::At(_) => {},
        }
    }
}

/// The address of another part of the document.
fn more(viewed: &Viewed<'_>, name: &str, there_is: bool, from: usize) -> Markup {
    let address = Address::of("/doc")
        .with("id", &viewed.view.document.id)
        .with("from", from)
        .with_some("q", &viewed.search.q)
        .with_some("back", &viewed.search.back());
    html! { @if there_is { p class="rest" { a href=(address) { (name) " parts of the article" } } } }
}

fn passage(viewed: &Viewed<'_>, passage: &ViewedPassage) -> Markup {
    let span = passage.citation.span;
    let is_framed = viewed.framed.span().is_some_and(|framed| overlap(framed, span));
    let is_first = viewed.framed.span().is_some_and(|framed| {
        span.range().contains(&framed.start) || framed.start < span.start && is_framed
    });
    let label = passage.label.name();
    let kind = match (is_framed, passage.is_hit) {
        (true, _) => "part framed",
        (false, true) => "part is-hit",
        (false, false) => "part",
    };
    html! {
        section class={ (kind) " as-" (label) } id=[(is_framed && is_first).then_some("at")] tabindex=[is_framed.then_some("-1")] {
            @if label != "body" { p class="label" { (label) } }
            p class=[(label == "table").then_some("as-set")] { (pieces(&passage.pieces())) }
            @if is_framed {
                p class="citation" { (shown(&passage.citation.to_string())) }
                div class="more" {
                    (cite::of_passage(&passage.citation, &passage.text, &viewed.view.document.extra))
                    a href=(similar(passage)) { "More like this" }
                    a class="story" href=(Address::of("/story").with("id", &passage.citation.document)) { "Its story" }
                    (steps(viewed, passage))
                }
            }
        }
    }
}

/// The address of passages like this one.
fn similar(passage: &ViewedPassage) -> Address {
    let span = passage.citation.span;
    let at = format!("{}-{}", span.start, span.end);
    Address::of("/similar").with("id", &passage.citation.document).with("at", at)
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end || a.start == b.start
}

/// The hits of this document before and after the passage.
fn steps(viewed: &Viewed<'_>, passage: &ViewedPassage) -> Markup {
    let hits = &viewed.view.hits;
    let here = passage.citation.passage;
    let before = hits.iter().rev().find(|&&ordinal| ordinal < here);
    let after = hits.iter().find(|&&ordinal| ordinal > here);
    let link = |ordinal: u32| {
        Address::of("/doc")
            .with("id", &viewed.view.document.id)
            .with("passage", ordinal)
            .with_some("q", &viewed.search.q)
            .with_some("back", &viewed.search.back())
            .at("at")
    };
    html! {
        @if before.is_some() || after.is_some() {
            nav class="steps" aria-label="Hits of this article" {
                @if let Some(&before) = before { a rel="prev" href=(link(before)) { "← hit before" } }
                @if let Some(&after) = after { a rel="next" href=(link(after)) { "hit after →" } }
            }
        }
    }
}
