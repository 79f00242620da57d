//! Claims side by side, the timeline and the facets: what they say of the articles
//! in `seeds/deals`, and what holds for any articles.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

mod citations;
mod golden;
mod input;

use std::path::Path;

use ibid::{DayRange, Document, Index};

/// An index in memory.
fn index(documents: &[Document]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// A document, and its date where it has one.
fn document(id: &str, date: &str, text: &str) -> Document {
    let document = Document::new(id, text);
    match DayRange::parse(date) {
        Some(days) => document.with_date(days),
        None => document,
    }
}

/// The sample articles on one deal.
fn deals() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/deals");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths
        .iter()
        .map(|path| Document::new(name(path), std::fs::read_to_string(path).unwrap()))
        .collect()
}
