//! What one query costs, however it is written: budgets are kept, deterministic
//! and reported, and merged filters pass what they passed one by one.

#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

mod filters;
mod milliseconds;
#[path = "../support/random.rs"]
mod random;
mod words;

use ibid::{Document, Index, IndexOptions, Lexicon};

/// An index in memory of these documents, a commit for each batch of them.
fn index_of(documents: &[Document], batch: usize) -> Index {
    // An empty lexicon: its analyser is built quickly.
    let options = IndexOptions::default().with_lexicon(Lexicon::default());
    let index = options.in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for documents in documents.chunks(batch) {
        for document in documents {
            writer.add(document).unwrap();
        }
        writer.commit().unwrap();
    }
    writer.close().unwrap();
    index
}

/// The parts of a query, made by their numbers.
fn list(count: usize, part: impl FnMut(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<String>>().join(" ")
}
