//! A story: its versions and copies in order of publication, and what each version changed.

use axum::response::Response;
use ibid::IndexStats;
use ibid::story::{ChangeKind, Difference, MemberKind, Story, StoryDetails, StoryMember};
use maud::{Markup, html};

use super::search::{search_box, told};
use super::text::{counted, plain, shown};
use super::{Frame, colophon};
use crate::address::Address;
use crate::asked::{Asked, Fault};
use crate::routes::Site;

/// The most changes of one version that are listed.
const MOST_CHANGES: usize = 60;

pub(crate) fn page(
    site: &Site,
    faults: &[Fault],
    details: &StoryDetails,
    stats: &IndexStats,
) -> Response {
    let StoryDetails { story, differences, recurring, shared, .. } = details;
    let name = story.first().map(title_of).unwrap_or_default();
    let content = html! {
        (told(faults))
        article class="document story" {
            header { h1 { (shown(&name)) } }
            p class="shown" { (summary(story)) }
            h2 { "In order of publication" }
            ol class="members" { @for member in &story.members { (self::member(member)) } }
            @for difference in differences { (changes(difference)) }
            @if !recurring.is_empty() {
                h2 { "The same wording at other times" }
                @for report in recurring {
                    ul class="members" { @for member in &report.documents { (self::member(member)) } }
                }
            }
            @if !shared.is_empty() {
                h2 { "Articles that share parts of it" }
                ul class="members" {
                    @for text in shared {
                        li {
                            a href=(address(&text.document)) {
                                (shown(if text.title.is_empty() { &text.document } else { &text.title }))
                            }
                            " " span class="from" { (shown(&text.source)) " " (counted(text.places.len(), "stretch")) }
                        }
                    }
                }
            }
        }
    };
    let blank = Asked { page: 1, ..Asked::default() };
    let title = format!("Story: {}", plain(&name));
    let colophon = colophon::colophon(site, stats);
    Frame { title: &title, search_box: search_box(&blank), colophon }.page(&content)
}

/// How many copies and versions it has, of which outlets, when.
pub(crate) fn summary(story: &Story) -> Markup {
    html! {
        @match (story.versions(), story.copies()) {
            (0, 0) => "told once",
            (0, copies) => { (counted(copies, "copy")) " of the first" },
            (versions, 0) => { (counted(versions, "version")) " of the first" },
            (versions, copies) => {
                (counted(versions, "version")) " and " (counted(copies, "copy")) " of the first"
            },
        }
        @if let Some(dates) = story.dates { ", " (dates) }
        @if !story.sources.is_empty() { "; " (shown(&story.sources.join(", "))) }
    }
}

fn title_of(member: &StoryMember) -> String {
    if member.title.trim().is_empty() { member.document.clone() } else { member.title.clone() }
}

fn address(id: &str) -> Address {
    Address::of("/doc").with("id", id)
}

fn member(member: &StoryMember) -> Markup {
    let kind = match member.kind {
        MemberKind::First => "first",
        MemberKind::Copy => "copy",
        _ => "version",
    };
    html! {
        li {
            a href=(address(&member.document)) { (shown(&title_of(member))) }
            p class="from" {
                span class="outlet" { (shown(if member.source.is_empty() { &member.document } else { &member.source })) }
                @match member.date { Some(date) => time datetime=(date.first) { (date) }, None => span { "undated" } }
                span { (kind) }
                @if let Some(of) = &member.copy_of { span { "of " (shown(of)) } }
            }
        }
    }
}

fn changes(difference: &Difference) -> Markup {
    let mut changes: Vec<_> = difference.changes.iter().collect();
    changes.sort_by_key(|change| change.kind);
    let more = changes.len().saturating_sub(MOST_CHANGES);
    html! {
        section {
            h2 { "What " (shown(&difference.new)) " changed" }
            @if changes.is_empty() { p { "No word of what both have." } }
            ul class="changes" {
                @for change in changes.iter().take(MOST_CHANGES) {
                    li class=[(change.kind == ChangeKind::Figure).then_some("figure-change")] {
                        span class="label" { (kind(change.kind)) ": " }
                        @if !change.old_text.is_empty() { del { (shown(&change.old_text)) } }
                        @if !change.old_text.is_empty() && !change.new_text.is_empty() { " → " }
                        @if !change.new_text.is_empty() { ins { (shown(&change.new_text)) } }
                    }
                }
            }
            @if more > 0 { p { "and " (counted(more, "change")) " more" } }
            @if !difference.is_complete { p { "The texts are long: not all of them was compared." } }
        }
    }
}

fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Figure => "figure",
        ChangeKind::Negation => "negation",
        ChangeKind::Attribution => "attribution",
        _ => "wording",
    }
}
