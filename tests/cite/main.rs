//! Citations: every form read back by a reader of others, verdicts beside a naive oracle,
//! and receipts.
#![cfg(all(feature = "cite", feature = "folder"))]
// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

mod files;
mod forms;
#[path = "../support/random.rs"]
mod random;
mod receipts;
mod shelf;
mod verdicts;

use ibid::{Document, Index};

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
