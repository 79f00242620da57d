//! Dates as bars: a picture in the page, the same numbers as links, and the picture as a
//! file.

use ibid::facet::{Bar, Histogram};
use maud::{Markup, html};

use super::facets::toggled;
use super::text::{counted, grouped, number, plain};
use crate::asked::Asked;

/// The picture, in units of its own.
const WIDTH: usize = 272;
const HEIGHT: usize = 72;

/// The most bars that are drawn; more are a table alone.
const MOST_BARS: usize = 130;

pub(crate) fn section(asked: &Asked, histogram: &Histogram) -> Markup {
    let bars: Vec<&Bar> = histogram.bars.iter().chain(&histogram.undated).collect();
    html! {
        @if bars.len() > 1 {
            section {
                h2 { "By " (histogram.unit) }
                @if bars.len() <= MOST_BARS { (picture(asked, histogram)) }
                details {
                    summary { "As a table" }
                    (table(asked, histogram))
                    p { a href=(asked.address("/plot/histogram.svg")) { "The picture as a file" } }
                }
            }
        }
    }
}

/// The bars as links. The table has the same for those who do not see them.
fn picture(asked: &Asked, histogram: &Histogram) -> Markup {
    let facet = histogram.unit.facet();
    html! {
        svg class="plot" viewBox={ "0 0 " (WIDTH) " " (HEIGHT + 16) } role="group" aria-label={ "Passages by " (histogram.unit) } {
            @for (bar, x, width, height) in places(histogram) {
                a href=(toggled(asked, &facet, &bar.value).address("/")) aria-label=(label(bar)) {
                    title { (label(bar)) }
                    rect class="ground" x=(x) y="0" width=(width) height=(HEIGHT) {}
                    rect class=(class(bar)) x=(x) y=(HEIGHT - height) width=(width) height=(height) {}
                }
            }
            line x1="0" x2=(WIDTH) y1=(HEIGHT) y2=(HEIGHT) {}
            (ends(histogram))
        }
    }
}

/// The names of the first and the last bar.
fn ends(histogram: &Histogram) -> Markup {
    let first = histogram.bars.first().map(|bar| plain(&bar.value)).unwrap_or_default();
    let last = histogram.bars.last().map(|bar| plain(&bar.value)).unwrap_or_default();
    let last = match (&histogram.undated, histogram.bars.len()) {
        (None, _) => last,
        (Some(_), 0 | 1) => "undated".to_owned(),
        (Some(_), _) => format!("{last}, undated"),
    };
    html! {
        text x="0" y=(HEIGHT + 13) { (first) }
        @if histogram.bars.len() > 1 || histogram.undated.is_some() {
            text x=(WIDTH) y=(HEIGHT + 13) text-anchor="end" { (last) }
        }
    }
}

/// Each bar with its place, width and height.
fn places(histogram: &Histogram) -> Vec<(&Bar, String, String, usize)> {
    let bars: Vec<&Bar> = histogram.bars.iter().chain(&histogram.undated).collect();
    let most: u64 = bars.iter().map(|bar| bar.passages).max().unwrap_or(1).max(1);
    let step = WIDTH as f64 / bars.len().max(1) as f64;
    let gap = if step > 4.0 { 1.5 } else { 0.5 };
    let height = |bar: &Bar| {
        let height = bar.passages.saturating_mul(HEIGHT as u64).div_ceil(most);
        // What is there is seen.
        number(height).clamp(usize::from(bar.passages > 0) * 2, HEIGHT)
    };
    let mut places = Vec::with_capacity(bars.len());
    for (place, bar) in bars.into_iter().enumerate() {
        let (x, width) = (format!("{:.1}", place as f64 * step), format!("{:.1}", step - gap));
        places.push((bar, x, width, height(bar)));
    }
    places
}

fn class(bar: &Bar) -> &'static str {
    match (bar.days.is_some(), bar.is_of_unit, bar.is_chosen) {
        (_, _, true) => "bar chosen",
        (true, true, false) => "bar",
        _ => "bar vague",
    }
}

fn name(bar: &Bar) -> String {
    if bar.value.is_empty() { "undated".to_owned() } else { plain(&bar.value) }
}

fn label(bar: &Bar) -> String {
    format!("{}: {}", name(bar), counted(number(bar.passages), "passage"))
}

fn table(asked: &Asked, histogram: &Histogram) -> Markup {
    let facet = histogram.unit.facet();
    html! {
        table class="numbers" {
            caption { "Passages by " (histogram.unit) }
            thead { tr { th scope="col" { (histogram.unit) } th scope="col" { "passages" } th scope="col" { "articles" } } }
            tbody {
                @for bar in histogram.bars.iter().chain(&histogram.undated) {
                    tr {
                        th scope="row" { a href=(toggled(asked, &facet, &bar.value).address("/")) { (name(bar)) } }
                        td { (grouped(number(bar.passages))) }
                        td { (grouped(number(bar.documents))) }
                    }
                }
            }
        }
    }
}

/// The picture as a file, with its numbers in words.
pub(crate) fn file(query: &str, histogram: &Histogram) -> String {
    let title = format!("Passages by {}: {}", histogram.unit, plain(query));
    let words: Vec<String> = histogram.bars.iter().chain(&histogram.undated).map(label).collect();
    let picture = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "-8 -28 " (WIDTH + 16) " " (HEIGHT + 52) }
            width=(3 * WIDTH) height=(3 * HEIGHT) role="img" aria-labelledby="name numbers"
            font-family="sans-serif" font-size="9" fill="#1d1b18" {
            title id="name" { (title) }
            desc id="numbers" { (words.join("; ")) }
            rect x="-8" y="-28" width=(WIDTH + 16) height=(HEIGHT + 52) fill="#fffefb" {}
            text x="0" y="-12" { (title.chars().take(60).collect::<String>()) }
            @for (bar, x, width, height) in places(histogram) {
                rect x=(x) y=(HEIGHT - height) width=(width) height=(height)
                    fill=(if bar.is_of_unit && bar.days.is_some() { "#a8625f" } else { "#8b8375" }) {
                    title { (label(bar)) }
                }
            }
            line x1="0" x2=(WIDTH) y1=(HEIGHT) y2=(HEIGHT) stroke="#8b8375" {}
            (ends(histogram))
        }
    };
    picture.0
}
