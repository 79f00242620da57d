//! A posting, and skipping in a list of them.

use tantivy::DocId;

/// A passage and how often something occurs in it.
pub(crate) type Posting = (DocId, f32);

/// Goes on to the first posting from `to` on, in leaps that double: what is
/// wanted are few, postings can be many.
pub(crate) fn skip_to(postings: &mut &[Posting], to: u32) {
    let mut leap = 1;
    while postings.get(leap).is_some_and(|&(at, _)| at < to) {
        leap *= 2;
    }
    let near = postings.get(..=leap).unwrap_or(postings);
    let passed = near.partition_point(|&(at, _)| at < to);
    *postings = postings.get(passed..).unwrap_or_default();
}
