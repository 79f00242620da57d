//! How a query was understood: what a person needs to know above the hits, and all of it
//! below them.

use ibid::query::{MissingWord, Report};
use maud::{Markup, html};

use super::text::shown;
use crate::asked::Asked;

/// What stands nowhere or nowhere together, and what may be misread.
pub(crate) fn essentials(asked: &Asked, report: &Report) -> Markup {
    let is_quiet = report.missing.is_empty()
        && report.notices.is_empty()
        && report.apart.is_none()
        && report.across.is_none()
        && report.ignored.is_empty();
    html! {
        @if !is_quiet {
            ul class="report" aria-label="How the query was read" {
                @for missing in &report.missing { li { (nowhere(asked, missing)) } }
                @if let Some(apart) = &report.apart { li { (shown(&apart.to_string())) } }
                @if let Some(across) = &report.across { li { (shown(&across.to_string())) } }
                @for notice in &report.notices { li { (shown(&notice.message)) } }
                @for alike in report.ignored.chunk_by(|a, b| a.why == b.why) {
                    li {
                        "left out: "
                        @for (number, ignored) in alike.iter().enumerate() {
                            @if number > 0 { ", " }
                            em { (shown(&ignored.text)) }
                        }
                        @if let Some(first) = alike.first() { " – " (shown(&first.why)) }
                    }
                }
            }
        }
    }
}

/// A word that occurs nowhere, with the nearest ones as links.
fn nowhere(asked: &Asked, missing: &MissingWord) -> Markup {
    html! {
        strong { (shown(&missing.word)) }
        @if missing.in_titles { " stands in no title" } @else { " stands nowhere" }
        @if !missing.nearest.is_empty() {
            @if missing.is_repaired { "; searched for instead: " } @else { "; nearest: " }
            @for (number, word) in missing.nearest.iter().enumerate() {
                @if number > 0 { ", " }
                @match replaced(asked, missing, word) {
                    Some(asked) => a href=(asked.address("/")) { (shown(word)) },
                    None => (shown(word)),
                }
            }
        }
    }
}

/// The search with a word in place of the one that stands nowhere.
fn replaced(asked: &Asked, missing: &MissingWord, word: &str) -> Option<Asked> {
    let prefix = asked.filters.prefix().len();
    let of_typed = |byte: usize| byte.checked_sub(prefix);
    let (start, end) = (of_typed(missing.span.start)?, of_typed(missing.span.end)?);
    let (before, after) = (asked.q.get(..start)?, asked.q.get(end..)?);
    Some(Asked { q: format!("{before}{word}{after}"), page: 1, ..asked.clone() })
}

/// The whole report, folded.
pub(crate) fn whole(report: &Report) -> Markup {
    html! {
        details class="understood" {
            summary { "How the query was understood" }
            dl {
                dt { "Understood" }
                dd { code { (shown(&report.understood)) } }
                @if let Some(sought) = &report.sought { dt { "Looks for" } dd { (shown(sought)) } }
                @for alike in report.expanded.chunk_by(|a, b| (&a.typed, a.reason) == (&b.typed, b.reason)) {
                    @if let Some(first) = alike.first() {
                        dt { "Also for " (shown(&first.typed)) }
                        dd {
                            @for (number, expansion) in alike.iter().enumerate() {
                                @if number > 0 { ", " }
                                (shown(&expansion.added))
                            }
                            " – " (shown(&first.why))
                        }
                    }
                }
                @if !report.learnt.is_empty() {
                    dt { "The first passages speak of" }
                    dd { (shown(&report.learnt.join(", "))) }
                }
            }
        }
    }
}
