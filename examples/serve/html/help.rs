//! What can be typed, and which keys there are.

use maud::{Markup, html};

/// What is typed, and what it means.
const TYPED: &[(&str, &str)] = &[
    ("helicopter deal", "either word; passages with both come first"),
    ("\"arms embargo\"", "these words side by side"),
    ("\"arms embargo\"~5", "these words near each other"),
    ("+lifted -sanctions", "required, excluded"),
    ("tank AND (deal OR sale)", "both; either"),
    ("embarg*", "words that begin so"),
    ("pakstan~", "words spelt nearly so"),
    ("=Mi-35M", "exactly this form"),
    ("title:deal", "in the title"),
    ("source:Gazette", "of this outlet"),
    ("topic:embargo", "about this topic"),
    ("label:caption", "passages of this kind"),
    ("date:2014..2016", "published in these years"),
    ("amount:>100m USD", "with such an amount"),
    ("count:4 helicopter", "with so many of these"),
    ("mentions:2016-06", "that speak of these days"),
    ("status:signed", "that claim this"),
];

/// Single keys, where the script runs.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("/", "to the search box"),
    ("j", "next hit"),
    ("k", "previous hit"),
    ("o", "open the hit in its article"),
    ("c", "copy its citation"),
    ("s", "its story"),
    ("?", "this list"),
];

pub(crate) fn help() -> Markup {
    html! {
        details id="help" class="help" {
            summary { "What can be typed" }
            div class="tables" {
                (table("In the box", "typed", TYPED))
                div {
                    (table("Single keys", "key", KEYS))
                    p class="switch" hidden {
                        label { input type="checkbox" id="keys" checked; " Single keys work outside of fields" }
                    }
                }
            }
        }
    }
}

fn table(caption: &str, head: &str, rows: &[(&str, &str)]) -> Markup {
    html! {
        table {
            caption { (caption) }
            thead { tr { th scope="col" { (head) } th scope="col" { "means" } } }
            tbody {
                @for (typed, means) in rows { tr { th scope="row" { code { (typed) } } td { (means) } } }
            }
        }
    }
}
