//! The column of facets: values with their counts as links, and the dates as bars.

use ibid::facet::{Facet, FacetCounts, FacetValue, Facets};
use maud::{Markup, html};

use super::histogram;
use super::text::{grouped, number, shown};
use crate::asked::Asked;
use crate::filters::parameter;

/// What a facet is called.
pub(crate) fn heading(facet: &Facet) -> String {
    match facet {
        Facet::Source => "Outlet",
        Facet::Year => "Year",
        Facet::Month => "Month",
        Facet::Day => "Day",
        Facet::Topic => "Topic",
        Facet::Label => "Part of the article",
        Facet::Family => "Equipment",
        Facet::Language => "Language",
        Facet::Status => "Claimed status",
        Facet::Speaker => "Speaker",
        Facet::Mentioned => "Year that is spoken of",
        other => other.name(),
    }
    .to_owned()
}

pub(crate) fn column(asked: &Asked, facets: &Facets) -> Markup {
    html! {
        aside id="narrow" class="facets" aria-label="Narrow the search" {
            (chosen(asked, &facets.facets, "/"))
            @if let Some(histogram) = &facets.histogram { (histogram::section(asked, histogram)) }
            @for counts in &facets.facets {
                @if is_worth_showing(counts) { (facet(asked, counts)) }
            }
        }
    }
}

/// A facet of one value narrows nothing.
fn is_worth_showing(counts: &FacetCounts) -> bool {
    counts.distinct > 1 || !counts.chosen.is_empty()
}

/// What is chosen, each with the way out of it. The counts have the names of values.
pub(crate) fn chosen(asked: &Asked, counted: &[FacetCounts], path: &'static str) -> Markup {
    let (from, to) = asked.filters.days();
    let name_of = |facet: &Facet, value: &str| {
        let counts = counted.iter().find(|counts| counts.facet == *facet);
        let values = counts.into_iter().flat_map(|counts| &counts.chosen);
        let named = values.into_iter().find(|other| other.value == value);
        match named {
            Some(named) => named.name.clone(),
            None if value.is_empty() => facet.name_of_none(),
            None => value.to_owned(),
        }
    };
    html! {
        @if !asked.filters.is_empty() {
            section class="chosen" {
                h2 { "Narrowed to" }
                ul {
                    @for (facet, value) in asked.filters.chosen() {
                        li {
                            (heading(facet)) ": " b { (shown(&name_of(facet, value))) } " "
                            a href=(toggled(asked, facet, value).address(path)) {
                                "take away" span class="unseen" { " " (shown(&name_of(facet, value))) }
                            }
                        }
                    }
                    @if !(from.is_empty() && to.is_empty()) {
                        li {
                            "Days: " b { (from) " to " (to) } " "
                            a href=(Asked { filters: asked.filters.without_days(), page: 1, ..asked.clone() }.address(path)) { "take away" }
                        }
                    }
                }
            }
        }
    }
}

/// The search with a value more, or without it.
pub(crate) fn toggled(asked: &Asked, facet: &Facet, value: &str) -> Asked {
    Asked { filters: asked.filters.toggled(facet, value), page: 1, ..asked.clone() }
}

fn facet(asked: &Asked, counts: &FacetCounts) -> Markup {
    let facet = &counts.facet;
    html! {
        section {
            h2 { (shown(&heading(facet))) }
            ul class="values" {
                @for value in &counts.values { (row(asked, facet, value)) }
            }
            @if counts.other > 0 {
                p class="other" {
                    a href=(asked.address("/facet").with("by", parameter(facet))) {
                        "All " (grouped(counts.distinct)) span class="unseen" { " of " (shown(&heading(facet))) }
                    }
                }
            }
        }
    }
}

/// A value as a link that chooses it or takes it away.
pub(crate) fn row(asked: &Asked, facet: &Facet, value: &FacetValue) -> Markup {
    let kind = if value.is_chosen { "is-chosen" } else { "" };
    html! {
        li class=(kind) {
            a href=(toggled(asked, facet, &value.value).address("/")) {
                @if value.is_chosen { span aria-hidden="true" { "✓ " } span class="unseen" { "chosen: " } }
                (shown(&value.name))
            }
            span class="count" { (grouped(number(value.passages))) span class="unseen" { " passages" } }
        }
    }
}
