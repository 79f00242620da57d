//! The card of a hit: title, passage with marks, reasons, what it lacks, its citation.

use std::collections::BTreeSet;

use ibid::hit::Mark;
use ibid::query::Reason;
use ibid::story::Story;
use ibid::{Hit, Span};
use maud::{Markup, html};

use super::text::{counted, pieces, shown};
use super::{cite, place};
use crate::address::Address;
use crate::asked::Asked;

/// The most characters of a passage that are shown.
const EXCERPT_CHARS: usize = 700;

/// The most reasons that are named.
const MOST_REASONS: usize = 8;

/// What a card says besides its hit.
#[derive(Default)]
pub(crate) struct Beside<'a> {
    /// The story of its document, where it has several articles.
    pub(crate) story: Option<&'a Story>,
    /// How many more passages of its document match.
    pub(crate) more: usize,
}

pub(crate) fn card(asked: &Asked, number: usize, hit: &Hit, beside: &Beside<'_>) -> Markup {
    let name = format!("hit-{number}");
    let citation = &hit.citation;
    html! {
        li id=(name) class="hit" {
            article aria-labelledby={ (name) "-title" } {
                h2 id={ (name) "-title" } {
                    a class="open" href=(place::address(asked, &hit.citation, &hit.text)) { (title(hit)) }
                }
                (from(hit))
                (passage(hit))
                (reasons(hit))
                div class="notes" {
                    (lacks(hit))
                    (others(asked, hit, beside))
                }
                p class="citation" { (shown(&citation.to_string())) }
                div class="more" {
                    (cite::of_hit(hit))
                    a href=(similar(hit)) { "More like this" }
                    (score(hit))
                }
            }
        }
    }
}

/// What was folded into the hit: passages of its article, copies; and its story.
fn others(asked: &Asked, hit: &Hit, beside: &Beside<'_>) -> Markup {
    let document = Address::of("/doc")
        .with("id", &hit.citation.document)
        .with_some("q", &asked.q)
        .with_some("back", &asked.back());
    html! {
        @if beside.more > 0 {
            p class="note" {
                a href=(document) { (counted(beside.more, "more passage")) " of this article" }
                @if beside.more == 1 { " matches" } @else { " match" }
            }
        }
        @if !hit.copies.is_empty() {
            p class="note" {
                "and " (counted(hit.copies.len(), "copy")) ": "
                @for (number, id) in hit.copies.iter().enumerate() {
                    @if number > 0 { ", " }
                    a href=(Address::of("/doc").with("id", id)) { (shown(id)) }
                }
            }
        }
        @if let Some(story) = beside.story {
            p class="note" {
                a class="story" href=(Address::of("/story").with("id", &hit.citation.document)) { "Its story" }
                ": " (super::story::summary(story))
            }
        }
    }
}

/// The address of passages like the hit.
fn similar(hit: &Hit) -> Address {
    let span = hit.citation.span;
    let at = format!("{}-{}", span.start, span.end);
    Address::of("/similar").with("id", &hit.citation.document).with("at", at)
}

fn title(hit: &Hit) -> Markup {
    let title = hit.title_pieces();
    html! {
        @if hit.citation.title.trim().is_empty() { (shown(&hit.citation.document)) }
        @else { (pieces(&title)) }
    }
}

/// Outlet, date and label.
fn from(hit: &Hit) -> Markup {
    let citation = &hit.citation;
    html! {
        p class="from" {
            @if !citation.source.is_empty() { span class="outlet" { (shown(&citation.source)) } }
            @match citation.date {
                Some(date) => time datetime=(date.first) { (date) },
                None => span { "undated" },
            }
            span class="label" { (hit.label) }
        }
    }
}

fn passage(hit: &Hit) -> Markup {
    let excerpt = hit.excerpt(EXCERPT_CHARS);
    let kind = if hit.label.name() == "table" { "passage as-set" } else { "passage" };
    html! {
        @if hit.text.is_empty() {
            p class="passage none" { "The article has a title and no text." }
        } @else {
            blockquote class=(kind) {
                p {
                    @if excerpt.is_cut_before { "… " }
                    (pieces(&excerpt.pieces))
                    @if excerpt.is_cut_after { " …" }
                }
            }
        }
    }
}

/// Why words are marked that were not typed so.
fn reasons(hit: &Hit) -> Markup {
    let start = hit.citation.span.start;
    let local = |mark: &Mark| {
        Span::new(mark.span.start.saturating_sub(start), mark.span.end.saturating_sub(start))
            .of(&hit.text)
            .map(str::to_owned)
    };
    let in_text = hit.marks.iter().filter_map(|mark| Some((local(mark)?, mark)));
    let of_title = |mark: &Mark| mark.span.of(&hit.citation.title).map(str::to_owned);
    let in_title = hit.title_marks.iter().filter_map(|mark| Some((of_title(mark)?, mark)));
    let mut seen = BTreeSet::new();
    let mut reasons: Vec<(String, &Mark)> = in_text.chain(in_title).collect();
    reasons.retain(|(text, mark)| {
        mark.reason != Reason::Word && seen.insert((text.to_lowercase(), mark.to_string()))
    });
    let more = reasons.len().saturating_sub(MOST_REASONS);
    html! {
        @if !reasons.is_empty() {
            ul class="reasons" aria-label="Why these words are marked" {
                @for (text, mark) in reasons.iter().take(MOST_REASONS) {
                    li {
                        b { (shown(text)) }
                        @if !text.eq_ignore_ascii_case(&mark.typed) { " for " (shown(&mark.typed)) }
                        ": " (shown(&mark.to_string()))
                    }
                }
                @if more > 0 { li { (counted(more, "further reason")) } }
            }
        }
    }
}

/// What the passage does not have.
fn lacks(hit: &Hit) -> Markup {
    let named: Vec<&String> = hit.in_file_name.iter().collect();
    let missing: Vec<&str> =
        hit.missing.iter().filter(|missing| !named.contains(missing)).map(String::as_str).collect();
    html! {
        @if !named.is_empty() {
            p class="note" { "in the file name: " (shown(&hit.in_file_name.join(", "))) }
        }
        @if !missing.is_empty() { p class="note" { "without: " (shown(&missing.join(", "))) } }
    }
}

/// The score and its parts, folded.
fn score(hit: &Hit) -> Markup {
    html! {
        details {
            summary { "Score " (format!("{:.2}", hit.score)) }
            table class="numbers" {
                caption { "The parts of the score" }
                thead { tr { th scope="col" { "part" } th scope="col" { "value" } } }
                tbody {
                    @for part in &hit.explanation.parts {
                        tr { th scope="row" { (shown(&part.name)) } td { (format!("{:.4}", part.value)) } }
                    }
                }
            }
        }
    }
}
