//! Passages that may have the words of another one.

use std::collections::BTreeSet;

use tantivy::{DocId, TERMINATED};

use crate::analysis::token::Analysis;
use crate::store::ordinals::SegmentOrd;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;
use crate::store::term_lookup::TermRef;

/// A passage in the index.
pub(super) type Address = (SegmentOrd, DocId);

/// The rarest words whose lists are intersected. Of more, few passages are left that
/// have them and not the others.
const MAX_WORDS: usize = 5;

/// The passages other than `hit` that have its rarest words and as many words in all,
/// as far as the index keeps their number.
///
/// Cost: a look-up of each word in each segment, and the list of the rarest.
pub(super) fn with_same_words(
    snapshot: &Snapshot,
    words: &Analysis,
    hit: Address,
) -> tantivy::Result<Vec<Address>> {
    let Some(own) = snapshot.segments.get(hit.0.index()) else { return Ok(Vec::new()) };
    let length = own.lengths_of_passages.of(hit.1);
    let stems: BTreeSet<&str> = words.words().map(|word| word.stem).collect();
    let mut same = Vec::new();
    for (number, segment) in (0..).map(SegmentOrd).zip(&snapshot.segments) {
        let passages = with_words(segment, &stems)?;
        let is_as_long = |passage: &DocId| segment.lengths_of_passages.of(*passage) == length;
        let alike = passages.into_iter().filter(|it| segment.is_alive(*it) && is_as_long(it));
        same.extend(alike.map(|passage| (number, passage)).filter(|address| *address != hit));
    }
    Ok(same)
}

/// The passages of a segment that have the rarest of some stems; none where it lacks one
/// of them all.
fn with_words(segment: &Segment, stems: &BTreeSet<&str>) -> tantivy::Result<Vec<DocId>> {
    let mut terms: Vec<TermRef> = Vec::new();
    for stem in stems {
        let Some(term) = segment.stem(stem)? else { return Ok(Vec::new()) };
        terms.push(term);
    }
    terms.sort_by_key(TermRef::max_passages);
    let mut cursors = Vec::new();
    for term in terms.iter().take(MAX_WORDS) {
        cursors.push(segment.open(term)?);
    }
    let mut passages = Vec::new();
    let mut target = 0;
    while target != TERMINATED && !cursors.is_empty() {
        let mut furthest = target;
        for cursor in &mut cursors {
            furthest = cursor.seek(furthest);
        }
        // All cursors are on one passage where none went further.
        if furthest == target {
            passages.push(target);
            target += 1;
        } else {
            target = furthest;
        }
    }
    for cursor in &cursors {
        cursor.check()?;
    }
    Ok(passages)
}
