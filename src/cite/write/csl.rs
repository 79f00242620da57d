//! Citations as the JSON of the Citation Style Language, version 1.0.2.

use serde::Serialize;

use super::super::calendar::{Parts, ends, parts};
use super::super::key::keys;
use super::super::reference::Reference;
use super::place;

/// An item; fields that it does not have are not written.
#[derive(Serialize)]
struct Item<'r> {
    id: String,
    r#type: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'r str,
    #[serde(rename = "container-title", skip_serializing_if = "str::is_empty")]
    container_title: &'r str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'r str>,
    r#abstract: &'r str,
    note: String,
}

/// A name as it is: which part of it is that of a family is not known.
#[derive(Serialize)]
struct Name<'r> {
    literal: &'r str,
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    date_parts: Vec<Parts>,
}

pub(super) fn array(references: &[Reference]) -> String {
    let items =
        references.iter().zip(keys(references)).map(|(reference, key)| item(reference, key));
    let lines: Vec<String> = items.filter_map(|item| serde_json::to_string(&item).ok()).collect();
    if lines.is_empty() {
        return "[]\n".to_owned();
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn item(reference: &Reference, key: String) -> Item<'_> {
    let citation = &reference.citation;
    let is_of_outlet = !citation.source.trim().is_empty();
    let issued = citation.date.and_then(ends);
    let issued =
        issued.map(|(first, last)| Date { date_parts: [first].into_iter().chain(last).collect() });
    let accessed = reference.accessed.and_then(parts);
    Item {
        id: key,
        r#type: if is_of_outlet { "article-newspaper" } else { "document" },
        title: &citation.title,
        container_title: &citation.source,
        author: reference.authors.iter().map(|name| Name { literal: name }).collect(),
        issued,
        accessed: accessed.map(|day| Date { date_parts: vec![day] }),
        page: place::pages(reference),
        url: reference.url.as_deref(),
        r#abstract: &reference.quotation,
        note: format!("{}\n{}", place::in_words(reference), reference.anchor()),
    }
}
