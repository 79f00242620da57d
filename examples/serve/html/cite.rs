//! Citations in forms to copy, folded.

use std::collections::BTreeMap;

use ibid::cite::{Form, Reference};
use ibid::{Citation, Hit};
use maud::{Markup, html};

use super::text::plain;
use crate::address::Address;

/// The forms that the page shows, the first of which the key `c` copies.
const FORMS: [(&str, Form); 5] = [
    ("Text", Form::Text),
    ("Markdown", Form::Markdown),
    ("BibTeX", Form::BibTex),
    ("RIS", Form::Ris),
    ("CSL-JSON", Form::CslJson),
];

/// A citation of a hit, folded away, and the way to its other forms.
pub(crate) fn of_hit(hit: &Hit) -> Markup {
    let span = hit.citation.span;
    let at = format!("{}-{}", span.start, span.end);
    let others = Address::of("/cite").with("id", &hit.citation.document).with("at", at);
    html! {
        details class="cite" {
            summary { "Cite" }
            (field("Text", &Reference::of(hit).written(Form::Text)))
            p { a href=(others) { "Markdown, BibTeX, RIS, CSL-JSON" } }
        }
    }
}

/// The citation of a passage of a document, folded away, in all forms.
pub(crate) fn of_passage(
    citation: &Citation,
    text: &str,
    extra: &BTreeMap<String, String>,
) -> Markup {
    html! {
        details class="cite" {
            summary { "Cite" }
            (all(&Reference::new(citation, text, extra)))
        }
    }
}

/// All forms of a citation.
pub(crate) fn all(reference: &Reference) -> Markup {
    html! { @for (name, form) in FORMS { (field(name, &reference.written(form))) } }
}

/// A field that selects itself.
fn field(name: &str, text: &str) -> Markup {
    html! {
        label {
            span { (name) }
            textarea class="copied" readonly rows="3" spellcheck="false" {
                // A first line end belongs to the tag.
                "\n" (plain(text))
            }
        }
    }
}
