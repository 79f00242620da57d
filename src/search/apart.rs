//! Documents that have all of what a query requires, in different passages. A
//! requirement is of a passage, which a person who reads "no hit" does not think
//! of.

use std::ops::Range;

use super::matching::cursor::Cursor;
use super::matching::gather::SegmentPostings;
use super::matching::matched::Matched;
use super::matching::posting::{Posting, TitlePosting};
use crate::query::plan::{Concept, Filter};
use crate::store::ordinals::DocumentOrd;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// Documents of the rarest requirement that are looked at, at most. Where it has
/// more, a page is full.
const MAX_DOCUMENTS: usize = 10_000;

/// The remark for the report: how many documents have all that is required, but no
/// passage that does. `None` where the query requires less than two things, or
/// anything else than words, and where there is no such document.
///
/// Cost: the postings of the rarest requirement, and look-ups of the others in its
/// documents.
pub(super) fn remark(
    snapshot: &Snapshot,
    matched: &Matched<'_>,
) -> tantivy::Result<Option<String>> {
    let Some(Filter::All(parts)) = &matched.plan.filter else { return Ok(None) };
    let required: Option<Vec<Vec<usize>>> = parts.iter().map(concepts_of).collect();
    let Some(required) = required.filter(|required| required.len() > 1) else { return Ok(None) };
    let mut count = 0;
    for number in 0..snapshot.segments.len() {
        match of_segment(snapshot, matched, &required, number)? {
            Some(documents) => count += documents,
            None => return Ok(None),
        }
    }
    let typed = |part: &Vec<usize>| {
        let typed = part.iter().filter_map(|&number| matched.plan.concepts.get(number));
        typed.map(|concept: &Concept| concept.typed.as_str()).collect::<Vec<_>>().join(" or ")
    };
    let names: Vec<String> = required.iter().map(typed).collect();
    Ok((count > 0).then(|| message(count, &names)))
}

fn message(documents: usize, names: &[String]) -> String {
    let (documents, have) = match documents {
        1 => ("1 document".to_owned(), "has"),
        several => (format!("{several} documents"), "have"),
    };
    let all = if names.len() == 2 { "both" } else { "all" };
    format!(
        "{documents} {have} {all} of {}, in different passages: ask without AND and + for these",
        names.join(", ")
    )
}

/// The concepts one of which meets a part of the filter; `None` of any other part.
fn concepts_of(part: &Filter) -> Option<Vec<usize>> {
    match part {
        Filter::Concept(number) => Some(vec![*number]),
        Filter::Any(parts) => {
            let single = |part: &Filter| match part {
                Filter::Concept(number) => Some(*number),
                _ => None,
            };
            parts.iter().map(single).collect()
        }
        _ => None,
    }
}

/// One of several concepts that meet a requirement, in one segment.
struct Required<'a> {
    cursor: Cursor<'a>,
    titles: &'a [TitlePosting],
}

/// How many documents of a segment have all in different passages; `None` where
/// these are too many to look at.
fn of_segment(
    snapshot: &Snapshot,
    matched: &Matched<'_>,
    required: &[Vec<usize>],
    number: usize,
) -> tantivy::Result<Option<usize>> {
    let Some(segment) = snapshot.segments.get(number) else { return Ok(Some(0)) };
    let postings = |part: &Vec<usize>| {
        let of = |&concept: &usize| matched.postings.get(concept)?.segments.get(number);
        part.iter().filter_map(of).collect::<Vec<_>>()
    };
    let parts: Vec<_> = required.iter().map(postings).collect();
    let size =
        |part: &[&SegmentPostings]| -> usize { part.iter().copied().map(max_documents).sum() };
    let Some(rarest) = parts.iter().min_by_key(|part| size(part)) else { return Ok(Some(0)) };
    if size(rarest) > MAX_DOCUMENTS {
        return Ok(None);
    }
    let documents = documents_of(&mut open(rarest, segment)?, segment);
    let opened = parts.iter().map(|part| open(part, segment));
    let mut opened: Vec<Vec<Required<'_>>> = opened.collect::<tantivy::Result<_>>()?;
    let mut count = 0;
    for document in documents {
        count += usize::from(has_all_apart(segment, document, &mut opened));
    }
    for required in opened.iter().flatten() {
        required.cursor.check()?;
    }
    Ok(Some(count))
}

fn max_documents(of: &SegmentPostings) -> usize {
    of.max_passages() + of.titles.len()
}

fn open<'a>(
    part: &[&'a SegmentPostings],
    segment: &'a Segment,
) -> tantivy::Result<Vec<Required<'a>>> {
    let open =
        |of: &&'a SegmentPostings| Ok(Required { cursor: of.cursor(segment)?, titles: &of.titles });
    part.iter().map(open).collect()
}

/// The documents that have one of the concepts, ascending.
fn documents_of(required: &mut [Required<'_>], segment: &Segment) -> Vec<DocumentOrd> {
    let (mut postings, mut documents) = (Vec::new(), Vec::new());
    for Required { cursor, titles } in required {
        cursor.fill(0, segment.document_of.len() as u32, &mut postings);
        documents.extend(titles.iter().map(|title| title.document));
    }
    documents.extend(postings.iter().filter_map(|&(passage, _)| segment.document_at(passage)));
    documents.sort_unstable();
    documents.dedup();
    documents
}

/// Whether a document has all of the requirements, and no passage of it has.
fn has_all_apart(
    segment: &Segment,
    document: DocumentOrd,
    required: &mut [Vec<Required<'_>>],
) -> bool {
    let passages = segment.passages_of(document);
    let mut common: Option<Vec<u32>> = None;
    for part in required {
        let Some(with_it) = passages_with(part, document, &passages) else { continue };
        if with_it.is_empty() {
            return false;
        }
        match &mut common {
            Some(common) => common.retain(|passage| with_it.binary_search(passage).is_ok()),
            None => common = Some(with_it),
        }
    }
    common.is_some_and(|common| common.is_empty())
}

/// The passages of a document with a requirement, ascending; `None` where the title
/// has it, which counts for all of them.
fn passages_with(
    part: &mut [Required<'_>],
    document: DocumentOrd,
    passages: &Range<u32>,
) -> Option<Vec<u32>> {
    let mut postings: Vec<Posting> = Vec::new();
    let mut is_titled = false;
    for Required { cursor, titles } in part {
        is_titled |= titles.binary_search_by_key(&document, |title| title.document).is_ok();
        cursor.fill(passages.start, passages.end, &mut postings);
    }
    let mut with_it: Vec<u32> = postings.into_iter().map(|(passage, _)| passage).collect();
    with_it.sort_unstable();
    (!is_titled).then_some(with_it)
}
