//! Citations in forms to copy, folded.

use std::collections::BTreeMap;

use ibid::cite::{Form, Reference};
use ibid::{Citation, Hit};
use maud::{Markup, html};

use super::text::plain;

/// The forms that the page shows, the first of which the key `c` copies.
const FORMS: [(&str, Form); 5] = [
    ("Text", Form::Text),
    ("Markdown", Form::Markdown),
    ("BibTeX", Form::BibTex),
    ("RIS", Form::Ris),
    ("CSL-JSON", Form::CslJson),
];

/// The forms of a citation of a hit, folded away.
pub(crate) fn of_hit(hit: &Hit) -> Markup {
    folded(&Reference::of(hit))
}

/// The same of a passage of a document.
pub(crate) fn of_passage(
    citation: &Citation,
    text: &str,
    extra: &BTreeMap<String, String>,
) -> Markup {
    folded(&Reference::new(citation, text, extra))
}

fn folded(reference: &Reference) -> Markup {
    html! {
        details class="cite" {
            summary { "Cite" }
            @for (name, form) in FORMS {
                label {
                    span { (name) }
                    textarea class="copied" readonly rows="3" spellcheck="false" {
                        // A first line end belongs to the tag.
                        "\n" (plain(&reference.written(form)))
                    }
                }
            }
        }
    }
}
