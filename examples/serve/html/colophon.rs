//! The line at the foot of each page: what is searched, and with what.

use ibid::IndexStats;
use maud::{Markup, html};

use super::text::{counted, shown};
use crate::routes::Site;

pub(crate) fn colophon(site: &Site, stats: &IndexStats) -> Markup {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let skipped = site.library.skipped.len();
    html! {
        p {
            (shown(&site.library.name)) ": " (counted(number(stats.documents), "article")) ", "
            (counted(number(stats.passages), "passage")) ". "
            @if skipped > 0 { a href="/status" { (counted(skipped, "file")) " not read" } ". " }
        }
        p { "ibid " (env!("CARGO_PKG_VERSION")) " · " a href="/status" { "Status" } " · " a href="/api" { "For programs" } }
    }
}
