//! Prefixes, fuzzy words and misspelt words to words of the index.

pub(crate) mod prefix_fuzzy;
pub(crate) mod spelling;
