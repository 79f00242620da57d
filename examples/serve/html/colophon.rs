//! The line at the foot of each page: what is searched, and with what.

use ibid::IndexStats;
use maud::{Markup, html};

use super::text::{counted, number, shown};
use crate::routes::Site;

pub(crate) fn colophon(site: &Site, stats: &IndexStats) -> Markup {
    let skipped = site.library.skipped.len();
    html! {
        p {
            (shown(&site.library.name)) ": " (counted(number(stats.documents), "article")) ", "
            (counted(number(stats.passages), "passage")) ", commit " code { (stats.commit) } ". "
            @if skipped > 0 { a href="/status" { (counted(skipped, "file")) " not read" } ". " }
        }
        p { "ibid " (env!("CARGO_PKG_VERSION")) " · " a href="/status" { "Status" } " · " a href="/api" { "For programs" } }
    }
}
