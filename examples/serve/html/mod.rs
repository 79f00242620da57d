//! The pages: HTML that needs no script, made of plain data of the library.

pub(crate) mod about;
pub(crate) mod card;
pub(crate) mod cite;
pub(crate) mod claims;
pub(crate) mod colophon;
pub(crate) mod document;
pub(crate) mod facet_page;
pub(crate) mod facets;
pub(crate) mod help;
pub(crate) mod histogram;
pub(crate) mod place;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod similar;
pub(crate) mod story;
pub(crate) mod text;
pub(crate) mod timeline;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use crate::asked::Asked;
use crate::assets;
use crate::problem::Problem;

/// What stands around the content of a page.
pub(crate) struct Frame<'a> {
    /// What the window is called, before the name of the program.
    pub(crate) title: &'a str,
    /// The box at its head.
    pub(crate) search_box: Markup,
    /// The line of facts at its foot.
    pub(crate) colophon: Markup,
}

impl Frame<'_> {
    /// The page with this content.
    pub(crate) fn page(&self, content: &Markup) -> Response {
        let body = html! {
            (header(&self.search_box))
            main id="content" tabindex="-1" { (content) }
            footer class="colophon" { (self.colophon) }
        };
        answer(StatusCode::OK, &document(self.title, &body))
    }
}

/// A page that says what is wrong, and the way out.
pub(crate) fn error(problem: &Problem) -> Response {
    let body = html! {
        (header(&search::search_box(&Asked { page: 1, ..Asked::default() })))
        main id="content" tabindex="-1" class="error" {
            h1 { (problem.title()) }
            p { (text::shown(&text::sentence(&problem.detail))) }
            p { a href="/" { "To the search" } }
        }
    };
    answer(problem.status, &document(problem.title(), &body))
}

/// A page that there is nothing to show on.
pub(crate) fn nothing() -> Response {
    error(&Problem::new(StatusCode::NOT_FOUND, "there is nothing to show"))
}

fn header(search_box: &Markup) -> Markup {
    html! {
        a class="skip" href="#content" { "To the content" }
        header class="masthead" {
            p class="name" { a href="/" { "ibid" span aria-hidden="true" { "." } } }
            (search_box)
        }
    }
}

fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { (text::plain(title)) " – ibid" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content="Passages of news articles, each cited exactly";
                link rel="icon" type="image/svg+xml" href=(assets::ICON.address());
                link rel="stylesheet" href=(assets::STYLE.address());
                script src=(assets::SCRIPT.address()) defer {}
            }
            body { (body) }
        }
    }
}

fn answer(status: StatusCode, document: &Markup) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(CONTENT_TYPE, kind)], document.0.clone()).into_response()
}
