//! Citations in forms to copy, folded.

use ibid::Hit;
use ibid::cite::{Form, Reference};
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

/// The forms that the page shows, the first of which the key `c` copies.
const FORMS: [(&str, Form); 5] = [
    ("Text", Form::Text),
    ("Markdown", Form::Markdown),
    ("BibTeX", Form::BibTex),
    ("RIS", Form::Ris),
    ("CSL-JSON", Form::CslJson),
];

fn forms(hit: &Hit) -> Vec<(&'static str, String)> {
    let reference = Reference::of(hit);
    FORMS.iter().map(|(name, form)| (*name, reference.written(*form))).collect()
}
