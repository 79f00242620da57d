//! Citations in forms to copy, folded.

use ibid::Hit;
use maud::{Markup, html};

use super::text::plain;

/// The forms of a citation of a hit, folded away.
pub(crate) fn folded(hit: &Hit) -> Markup {
    html! {
        details class="cite" {
            summary { "Cite" }
            @for (name, text) in forms(hit) {
                label {
                    span { (name) }
                    textarea class="copied" readonly rows="3" spellcheck="false" { "\n" (plain(&text)) }
                }
            }
        }
    }
}

fn forms(hit: &Hit) -> Vec<(&'static str, String)> {
    let text = format!("“{}” {}", hit.text, hit.citation);
    vec![("Text", text)]
}
