//! What a report says of a document that was read, though not quite as it is.

use crate::document::Document;
use crate::document::file_fields::FileFields;

/// What is to be said of a file that was read, though not quite as it is.
pub(super) fn notes(document: &Document) -> Vec<String> {
    let encoding = document.extra.get("encoding").map_or("", String::as_str);
    let is_lossy = document.extra.contains_key("lossy");
    let lossy =
        is_lossy.then(|| format!("has bytes that mean nothing in {encoding}: each became U+FFFD"));
    let is_mixed = encoding.contains(" with ");
    let mixed = is_mixed.then(|| format!("is {encoding} among it: save it as UTF-8"));
    let nuls = match document.text.matches('\0').count() {
        0 => None,
        1 => Some("has 1 NUL character, which is kept: remove it".to_owned()),
        nuls => Some(format!("has {nuls} NUL characters, which are kept: remove them")),
    };
    [lossy, mixed, nuls].into_iter().flatten().collect()
}

/// The encoding of the text file that a document came from, where it is not UTF-8.
pub(super) fn other_encoding(document: &Document) -> Option<&str> {
    let file = FileFields::of(&document.extra)?;
    if file.has_reader {
        return None;
    }
    document.extra.get("encoding").map(String::as_str).filter(|encoding| *encoding != "UTF-8")
}
