//! Citations for people: footnotes, and quotations of Markdown.

use std::fmt::Write;

use super::super::plain::{nested, one_line, quoted};
use super::super::reference::Reference;
use super::place;

/// A footnote, the address and the anchor on a line each, and a blank line between two.
pub(super) fn footnotes(references: &[Reference]) -> String {
    let footnote = |reference: &Reference| {
        let title = titled(reference);
        let mut note = format!("{}: {}\n", source(reference, title), quotation(reference));
        if let Some(url) = &reference.url {
            let _ = writeln!(note, "{url}");
        }
        let _ = writeln!(note, "{}", reference.anchor());
        note
    };
    references.iter().map(footnote).collect::<Vec<_>>().join("\n")
}

/// A quoted block with its source, and the anchor in a comment, which is not shown.
pub(super) fn markdown(references: &[Reference]) -> String {
    let block = |reference: &Reference| {
        let title = titled(reference).map(|title| escaped(&title));
        let title = match (title, &reference.url) {
            (Some(title), Some(url)) => Some(format!("[{title}]({})", link(url))),
            (None, Some(url)) => Some(format!("<{url}>")),
            (title, None) => title,
        };
        let quotation = escaped(&quotation(reference));
        let source = source_of(reference, title, escaped);
        let anchor = reference.anchor();
        format!("> {quotation}\n>\n> {source}\n\n<!-- {anchor} -->\n")
    };
    references.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn quotation(reference: &Reference) -> String {
    quoted(&one_line(&reference.quotation))
}

fn titled(reference: &Reference) -> Option<String> {
    let title = one_line(&reference.citation.title);
    (!title.is_empty()).then(|| quoted(&title))
}

fn source(reference: &Reference, title: Option<String>) -> String {
    source_of(reference, title, str::to_owned)
}

/// The outlet, the authors, the title, the date and the place, as far as they are known.
/// Where neither of the first three is, the document's id.
fn source_of(
    reference: &Reference,
    title: Option<String>,
    escape: impl Fn(&str) -> String,
) -> String {
    let plain = |text: &str| escape(&nested(&one_line(text)));
    let citation = &reference.citation;
    let mut parts = Vec::new();
    if !citation.source.trim().is_empty() {
        parts.push(plain(&citation.source));
    }
    let authors: Vec<String> = reference.authors.iter().map(|name| plain(name)).collect();
    if !authors.is_empty() {
        parts.push(authors.join(" and "));
    }
    parts.extend(title);
    if parts.is_empty() {
        parts.push(plain(&citation.document));
    }
    parts.extend(citation.date.map(|date| date.to_string()));
    parts.push(plain(&place::in_words(reference)));
    parts.join(", ")
}

/// Characters that mean something in Markdown wherever they stand.
const SIGNS: &str = "\\`*_{}[]<>#+!|~&$^=@";

/// The text as Markdown shows it. An address in it is no link: its `://` and `www.` are
/// broken by an escape, which does not show.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let behind = text.get(at + c.len_utf8()..).unwrap_or_default();
        let is_address = c == ':' && behind.starts_with('/')
            || c == '.' && text.get(..at).is_some_and(|before| before.ends_with(['w', 'W']));
        if SIGNS.contains(c) || is_address {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// An address behind a text in brackets: round ones would end it.
fn link(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29")
}
