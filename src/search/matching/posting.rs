//! A posting, and skipping in a list of them.

use tantivy::DocId;

use crate::store::ordinals::DocumentOrd;

/// A passage and how often something occurs in it.
pub(crate) type Posting = (DocId, f32);

/// A document of a segment and how often something occurs in its title.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TitlePosting {
    pub(crate) document: DocumentOrd,
    /// Weighted as in a [`Posting`].
    pub(crate) frequency: f32,
}

/// Skips the entries that are before a place, in leaps that double: few
/// entries are wanted of a list that can be long.
pub(crate) fn skip_while<T>(list: &mut &[T], is_before: impl Fn(&T) -> bool) {
    let mut leap = 1;
    while list.get(leap).is_some_and(&is_before) {
        leap *= 2;
    }
    let near = list.get(..=leap).unwrap_or(list);
    let skipped = near.partition_point(is_before);
    *list = list.get(skipped..).unwrap_or_default();
}

/// Skips to the first posting from passage `to` on.
pub(crate) fn skip_to(postings: &mut &[Posting], to: DocId) {
    skip_while(postings, |&(passage, _)| passage < to);
}

/// The titles of documents from `from` up to, not including, `to`.
pub(crate) fn titles_between(
    titles: &[TitlePosting],
    from: DocumentOrd,
    to: DocumentOrd,
) -> &[TitlePosting] {
    let start = titles.partition_point(|title| title.document < from);
    let titles = titles.get(start..).unwrap_or_default();
    titles.get(..titles.partition_point(|title| title.document < to)).unwrap_or_default()
}
