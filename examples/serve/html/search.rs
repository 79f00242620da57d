//! The search page: the box, the report, the counts, the hits.

use axum::response::Response;
use ibid::cite::Form;
use ibid::story::Story;
use ibid::{CommitName, Hit};
use maud::{Markup, html};

use super::card::Beside;
use super::text::number;
use super::text::{counted, grouped, plain, shown};
use super::{Frame, card, colophon, facets, help, report};
use crate::answer::search::Found;
use crate::asked::{Asked, FOLDED, Fault, PAGE_HITS};
use crate::common;
use crate::routes::Site;

pub(crate) fn page(site: &Site, asked: &Asked, faults: &[Fault], found: &Found) -> Response {
    let is_blank = asked.is_blank();
    let content = html! {
        (told(faults))
        @if is_blank { (welcome(asked, found)) } @else { (results(asked, found)) }
    };
    let title = if asked.q.trim().is_empty() { "Search" } else { &asked.q };
    let colophon = colophon::colophon(site, &found.stats);
    Frame { title, search_box: search_box(asked), colophon }.page(&content)
}

/// The box, with everything else that the address has as hidden fields.
pub(crate) fn search_box(asked: &Asked) -> Markup {
    search_box_of(asked, "/")
}

/// The box of one of the ways to look at passages, which stays at it.
pub(crate) fn search_box_of(asked: &Asked, path: &'static str) -> Markup {
    let bare = Asked { q: String::new(), ..asked.clone() };
    let kept = bare.address(path);
    html! {
        search {
            form class="box" action=(path) method="get" {
                label for="q" { "Search the articles" }
                div class="field" {
                    input id="q" name="q" type="search" value=(plain(&asked.q)) autocomplete="off"
                        spellcheck="false" placeholder="arms embargo lifted" enterkeyhint="search";
                    button type="submit" { "Search" }
                }
                @for (name, value) in kept.parameters() {
                    input type="hidden" name=(name) value=(value);
                }
            }
            (help::help())
        }
    }
}

/// Parameters that were not understood.
pub(crate) fn told(faults: &[Fault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            ul class="told" aria-label="Of the address" {
                @for fault in faults {
                    li { code { (shown(&fault.parameter)) } ": " (shown(&fault.detail)) (fault.taken) }
                }
            }
        }
    }
}

/// What there is to search, where nothing was asked.
fn welcome(asked: &Asked, found: &Found) -> Markup {
    let (documents, passages) = (number(found.stats.documents), number(found.stats.passages));
    html! {
        div class="results" {
            section class="welcome" {
                h1 { "The passage, and where it stands" }
                @if documents == 0 {
                    p { "The index is empty. Start the server with " code { "--folder" }
                        " and a folder of articles, or fill the index with the example "
                        code { "index" } "." }
                } @else {
                    p { "There are " (counted(documents, "article")) " here, with "
                        (counted(passages, "passage")) ". Type what you look for as you would say \
                        it; every hit is a passage that you can quote, with the line and bytes \
                        where it stands." }
                    p { "Or begin with what the articles are of: an outlet, a topic, a year." }
                }
            }
            @if documents > 0 { (facets::column(asked, &found.facets)) }
        }
    }
}

/// The ways to look at the passages that match.
pub(crate) fn views(asked: &Asked, here: &str) -> Markup {
    let views = [("/", "Passages"), ("/claims", "Claims"), ("/timeline", "Timeline")];
    html! {
        nav class="views" aria-label="Ways to look at this" {
            ul {
                @for (path, name) in views {
                    li {
                        @if path == here { a href=(asked.address(path)) aria-current="page" { (name) } }
                        @else { a href=(asked.address(path)) { (name) } }
                    }
                }
            }
        }
    }
}

fn results(asked: &Asked, found: &Found) -> Markup {
    html! {
        div class="results" {
            section class="list" aria-labelledby="counts" {
                (views(asked, "/"))
                (on_paper(asked, found.hits.commit))
                (changed(asked, found))
                (report::essentials(asked, &found.hits.report))
                (counts(asked, found))
                @if found.hits.is_empty() { (nothing(asked, found)) }
                ol class="hits" start=((asked.page - 1) * PAGE_HITS + 1) {
                    @for (number, hit) in found.hits.iter().enumerate() {
                        (card::card(asked, number + 1, hit, &beside(found, number, hit)))
                    }
                }
                (paging(asked, found))
                (report::whole(&found.hits.report))
            }
            @if found.facets.passages > 0 || !asked.filters.is_empty() {
                (facets::column(asked, &found.facets))
            }
        }
    }
}

/// What a card says besides its hit.
fn beside<'f>(found: &'f Found, number: usize, hit: &Hit) -> Beside<'f> {
    let id = &hit.citation.document;
    let later = found.hits.iter().skip(number + 1);
    let is_last = !later.into_iter().any(|other| other.citation.document == *id);
    let more = found.more.get(id).copied().filter(|_| is_last).unwrap_or(0);
    Beside { story: story_of(found, hit), more }
}

/// The story of a hit, where it has more than one article.
fn story_of<'f>(found: &'f Found, hit: &Hit) -> Option<&'f Story> {
    let story = found.stories.as_ref()?.of(&hit.citation.document)?;
    (story.members.len() > 1).then_some(story)
}

/// What a printed page says that the screen has in its controls.
pub(crate) fn on_paper(asked: &Asked, commit: CommitName) -> Markup {
    let narrowed = asked.filters.chosen().map(|(facet, value)| {
        let value = if value.is_empty() { facet.name_of_none() } else { plain(value) };
        format!("{}: {value}", facets::heading(facet))
    });
    let narrowed: Vec<String> = narrowed.collect();
    let (from, to) = asked.filters.days();
    html! {
        p class="paper" {
            "Searched for: " (shown(&asked.q))
            @if !narrowed.is_empty() { "; " (narrowed.join(", ")) }
            @if !(from.is_empty() && to.is_empty()) { "; days: " (from) " to " (to) }
            "; commit " (commit)
            @if let Some(today) = common::today() { "; printed on " (today) }
        }
    }
}

/// That a page is of another state of the index than the first one.
fn changed(asked: &Asked, found: &Found) -> Markup {
    html! {
        @if !asked.commit.is_empty() && asked.commit != found.hits.commit.to_string() {
            p class="told" {
                "The index has changed since the first page of this list. "
                a href=(asked.address("/")) { "Begin anew" }
            }
        }
    }
}

/// How much matches, and what is shown of it.
fn counts(asked: &Asked, found: &Found) -> Markup {
    let first = (asked.page - 1) * PAGE_HITS + 1;
    html! {
        h1 id="counts" class="counts" {
            (counted(number(found.facets.passages), "passage")) " in "
            (counted(number(found.facets.documents), "article"))
            @if let Some(stories) = found.story_count.filter(|count| *count > 0) { ", " (counted(stories, "story")) }
            @if !found.facets.is_complete { " at least: the time of a search was over" }
        }
        @if !found.hits.is_empty() {
            p class="shown" {
                "Shown: " (grouped(first)) " to " (grouped(first + found.hits.len() - 1)) ". "
                @if asked.by_story { "One passage of each story. " }
                @else if asked.unfolded { "All passages of each article, and all copies. " }
                @else { "At most " (FOLDED) " of each article, copies folded. " }
                    span class="no-print" { (other_lists(asked)) }
            }
            p class="shown no-print to-facets" { a href="#narrow" { "Narrow the search" } }
            p class="shown no-print" {
                "Keep all: "
                @for (number, form) in EXPORTED.iter().enumerate() {
                    @if number > 0 { ", " }
                    a href=(asked.address("/export").with("as", form.name())) download { (form.name()) }
                }
            }
        }
    }
}

/// The forms that all hits can be kept in.
const EXPORTED: [Form; 4] = [Form::Csv, Form::BibTex, Form::Ris, Form::JsonLines];

/// The same hits, folded in another way.
fn other_lists(asked: &Asked) -> Markup {
    let list =
        |unfolded, by_story| Asked { unfolded, by_story, page: 1, ..asked.clone() }.address("/");
    html! {
        @if asked.unfolded || asked.by_story { a href=(list(false, false)) { "Fold" } " · " }
        @if !asked.unfolded { a href=(list(true, false)) { "All of each" } " · " }
        @if asked.by_story { a href=(asked.address("/export")) { "All as a table" } }
        @else { a href=(list(false, true)) { "One of each story" } }
    }
}

/// What to do where there is no hit.
fn nothing(asked: &Asked, found: &Found) -> Markup {
    let bare = Asked { filters: crate::filters::Filters::default(), ..asked.clone() };
    html! {
        div class="nothing" {
            @if found.facets.passages > 0 {
                p { "This page is beyond the last one. " a href=(asked.address("/")) { "Back to the first page" } }
            } @else {
                p { "No passage matches: " (shown(&found.hits.report.understood)) "." }
                @if !asked.filters.is_empty() {
                    p { a href=(bare.address("/")) { "Search without the filters" } }
                }
                p { "Fewer words find more, and so does a word's beginning with a star: "
                    code { "embarg*" } "." }
            }
        }
    }
}

fn paging(asked: &Asked, found: &Found) -> Markup {
    // The state that the first page was of stays in the address.
    let commit = match asked.commit.as_str() {
        "" => found.hits.commit.to_string(),
        commit => commit.to_owned(),
    };
    html! {
        @if asked.page > 1 || found.has_more {
            nav class="paging" aria-label="Pages of hits" {
                @if asked.page > 1 {
                    a rel="prev" href=(asked.page_address(asked.page - 1, &commit)) { "← Before" }
                }
                span { "Page " (grouped(asked.page)) }
                @if found.has_more {
                    a rel="next" href=(asked.page_address(asked.page + 1, &commit)) { "After →" }
                }
            }
        }
    }
}
