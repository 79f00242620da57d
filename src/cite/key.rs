//! Keys of citations: stable, in ASCII, and unique in a file.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::digest::digest;
use super::reference::Reference;

/// The most letters of an outlet that a key begins with.
const NAME_LETTERS: usize = 16;

/// The keys of references, in their order: the outlet, the year, and eight digits of a hash
/// of the anchor, `gazette2014-0a1b2c3d`. The same passage has the same key in every file.
/// Where one stands in a file twice, the second key ends with `-2`.
pub(super) fn keys(references: &[Reference]) -> Vec<String> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let unique = |reference: &Reference| {
        let key = key(reference);
        let count = uses.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key}-{count}") }
    };
    references.iter().map(unique).collect()
}

fn key(reference: &Reference) -> String {
    let citation = &reference.citation;
    let named = if citation.source.is_empty() { &citation.document } else { &citation.source };
    let letters = named.nfd().filter(char::is_ascii_alphanumeric).take(NAME_LETTERS);
    let name: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    let name = if name.is_empty() { "ibid" } else { &name };
    let year = citation.date.and_then(|date| date.first.civil());
    let year = year.map(|(year, ..)| year.unsigned_abs().to_string()).unwrap_or_default();
    let hash = digest(&reference.anchor().to_string());
    format!("{name}{year}-{}", hash.get(..8).unwrap_or_default())
}
