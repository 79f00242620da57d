//! Citations as BibTeX, with the fields that biblatex reads.

use super::super::calendar::{ends, joined, parts, shared};
use super::super::key::keys;
use super::super::plain::one_line;
use super::super::reference::Reference;
use super::place;

pub(super) fn entries(references: &[Reference]) -> String {
    let entries = references.iter().zip(keys(references));
    let entries: Vec<String> = entries.map(|(reference, key)| entry(reference, &key)).collect();
    entries.join("\n")
}

fn entry(reference: &Reference, key: &str) -> String {
    let citation = &reference.citation;
    let is_of_outlet = !citation.source.trim().is_empty();
    let kind = if is_of_outlet { "article" } else { "misc" };
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut add = |name, value: String| {
        if !value.is_empty() {
            fields.push((name, value));
        }
    };
    let names: Vec<String> = reference.authors.iter().map(|name| braced(name)).collect();
    add("author", names.join(" and "));
    // Two pairs of braces: a style changes no capital within.
    let title = escaped(&citation.title);
    add("title", if title.is_empty() { title } else { format!("{{{title}}}") });
    add("journaltitle", escaped(&citation.source));
    if is_of_outlet {
        add("entrysubtype", "newspaper".to_owned());
    }
    let date = citation.date.and_then(ends).map(|(first, last)| {
        let last = last.map(|last| format!("/{}", joined(&last, "-"))).unwrap_or_default();
        format!("{}{last}", joined(&first, "-"))
    });
    add("date", date.unwrap_or_default());
    let year = citation.date.map(shared).unwrap_or_default();
    add("year", year.first().map(ToString::to_string).unwrap_or_default());
    add("month", year.get(1).map(ToString::to_string).unwrap_or_default());
    add("pages", place::pages(reference).unwrap_or_default());
    // Some readers take two hyphens for a dash in addresses as well.
    add("url", reference.url.as_ref().map(|url| url.replace("--", "-%2D")).unwrap_or_default());
    let accessed = reference.accessed.and_then(parts);
    add("urldate", accessed.map(|day| joined(&day, "-")).unwrap_or_default());
    add("abstract", escaped(&reference.quotation));
    let note = format!("{}; {}", place::in_words(reference), reference.anchor());
    add("note", escaped(&note));
    let lines = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n"));
    format!("@{kind}{{{key},\n{}}}\n", lines.collect::<String>())
}

/// A name that is not divided into names of a person and a family. With an equals sign it
/// would be read as biblatex's names with labels, so it is written as one.
fn braced(name: &str) -> String {
    let label = if name.contains('=') { "family=" } else { "" };
    format!("{label}{{{}}}", escaped(name))
}

/// The text on one line as TeX reads it.
///
/// A brace is a command, since BibTeX counts braces that have a backslash before them.
/// Signs that TeX joins, as `--`, are kept apart by an empty group.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for c in one_line(text).chars() {
        if c == before && "-'`,<>".contains(c) || "?!".contains(before) && c == '`' {
            escaped.push_str("{}");
        }
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '#' | '$' | '%' | '&' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
        before = c;
    }
    escaped
}
