//! Documents by the words of their sources, and passages by the ids of their
//! documents, looked up for a whole filter in one segment.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::{DocId, Term};

use crate::query::plan::{Filter, NamedWords};
use crate::search::matching::matcher::for_each_passage;
use crate::search::matching::named::named_passages;
use crate::store::ordinals::DocumentOrd;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;

/// The terms of a filter's `source:`, `id:` and named clauses, each looked up once.
pub(super) struct FilterTerms<'a> {
    segment: &'a Segment,
    /// By word of a source the passages that have it, ascending.
    sources: BTreeMap<&'a str, Vec<DocId>>,
    /// By words of a named field the first passages of documents that have them,
    /// ascending.
    named: BTreeMap<&'a NamedWords, Vec<DocId>>,
    /// By id the passages of its document, ascending.
    ids: BTreeMap<&'a str, Vec<DocId>>,
}

impl<'a> FilterTerms<'a> {
    /// Looks up the terms in the order of the dictionary, where neighbours share
    /// a block.
    ///
    /// Cost: a look-up for each different term; decodes its postings.
    pub(super) fn new(filter: &'a Filter, segment: &'a Segment) -> tantivy::Result<Self> {
        let mut typed = Typed::default();
        typed.collect(filter);
        let word_term = |word: &str| KeyTerm::Source(word).term(segment.fields);
        let id_term = |id: &str| Term::from_field_text(segment.fields.id, id);
        let sources = look_up(segment, typed.words, &word_term)?;
        let ids = look_up(segment, typed.ids, &id_term)?;
        let named =
            typed.named.into_iter().map(|words| Ok((words, named_passages(segment, words)?)));
        let named = named.collect::<tantivy::Result<_>>()?;
        Ok(Self { segment, sources, named, ids })
    }

    /// The documents whose source has all the words of one of the lists,
    /// ascending.
    pub(super) fn documents_of_any(&self, sources: &BTreeSet<&[String]>) -> Vec<DocumentOrd> {
        union(sources.iter().map(|words| self.documents_of(words.iter())))
    }

    /// The documents whose source has all the words of each list, ascending.
    pub(super) fn documents_of_all(&self, sources: &BTreeSet<&[String]>) -> Vec<DocumentOrd> {
        let words: BTreeSet<&String> = sources.iter().copied().flatten().collect();
        self.documents_of(words.into_iter())
    }

    /// The passages of the documents with these ids, ascending.
    pub(super) fn passages_of_any(&self, ids: &BTreeSet<&str>) -> Vec<DocId> {
        union(ids.iter().filter_map(|id| self.ids.get(id)).map(Vec::as_slice))
    }

    /// The passages of the document that has all of these ids, ascending.
    pub(super) fn passages_of_all(&self, ids: &BTreeSet<&str>) -> Vec<DocId> {
        let lists: Option<Vec<&[DocId]>> =
            ids.iter().map(|id| self.ids.get(id).map(Vec::as_slice)).collect();
        lists.map(intersection).unwrap_or_default()
    }

    /// The documents whose source has all the words, ascending. The index has
    /// the words of a source on the document's first passage.
    fn documents_of<'w>(&self, words: impl Iterator<Item = &'w String>) -> Vec<DocumentOrd> {
        let lists: Option<Vec<&[DocId]>> =
            words.map(|word| self.sources.get(word.as_str()).map(Vec::as_slice)).collect();
        self.documents_at(&lists.map(intersection).unwrap_or_default())
    }

    /// The documents that have the words of a named field, ascending.
    pub(super) fn documents_named(&self, words: &NamedWords) -> Vec<DocumentOrd> {
        self.named.get(words).map_or_else(Vec::new, |first| self.documents_at(first))
    }

    /// The documents that begin with these passages.
    fn documents_at(&self, first_passages: &[DocId]) -> Vec<DocumentOrd> {
        let document_of = |first: DocId| {
            // A deleted passage belongs to no document.
            let document = self.segment.document_at(first)?;
            (self.segment.first_passage_of(document) == Some(first)).then_some(document)
        };
        first_passages.iter().copied().filter_map(document_of).collect()
    }
}

/// What the clauses of a filter name.
#[derive(Default)]
struct Typed<'a> {
    /// Words of sources.
    words: BTreeSet<&'a str>,
    named: BTreeSet<&'a NamedWords>,
    ids: BTreeSet<&'a str>,
}

impl<'a> Typed<'a> {
    fn collect(&mut self, filter: &'a Filter) {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => {
                for part in parts {
                    self.collect(part);
                }
            }
            Filter::Not(part) => self.collect(part),
            Filter::Source(words) => self.words.extend(words.iter().map(String::as_str)),
            Filter::Named(words) => {
                self.named.insert(words);
            }
            Filter::Id(id) => {
                self.ids.insert(id);
            }
            Filter::Concept(_)
            | Filter::Required(_)
            | Filter::Label(_)
            | Filter::Range(..)
            | Filter::Fact(_)
            | Filter::Facet(..) => {}
        }
    }
}

/// The passages of each term.
fn look_up<'a>(
    segment: &Segment,
    texts: BTreeSet<&'a str>,
    term_of: &dyn Fn(&str) -> Term,
) -> tantivy::Result<BTreeMap<&'a str, Vec<DocId>>> {
    let mut passages = BTreeMap::new();
    for text in texts {
        let mut list = Vec::new();
        for_each_passage(segment, &term_of(text), |passage| list.push(passage))?;
        passages.insert(text, list);
    }
    Ok(passages)
}

/// The union of ascending lists, ascending.
pub(super) fn union<T: Ord + Copy>(lists: impl Iterator<Item = impl AsRef<[T]>>) -> Vec<T> {
    let mut all = Vec::new();
    lists.for_each(|list| all.extend_from_slice(list.as_ref()));
    // The stable sort merges ascending runs; the other one would sort anew.
    all.sort();
    all.dedup();
    all
}

/// The intersection of ascending lists, ascending; empty where there is no list.
pub(super) fn intersection<T: Ord + Copy>(mut lists: Vec<&[T]>) -> Vec<T> {
    lists.sort_by_key(|list| list.len());
    let Some((shortest, others)) = lists.split_first() else { return Vec::new() };
    let mut shared = shortest.to_vec();
    for other in others {
        let mut remaining = *other;
        shared.retain(|item| {
            // Both lists ascend: a skipped item equals no later one.
            let skipped = gallop(remaining, item);
            remaining = remaining.get(skipped..).unwrap_or_default();
            remaining.first() == Some(item)
        });
    }
    shared
}

/// How many items of an ascending list are less than this one.
///
/// Cost: a binary search in a range that doubling steps find: logarithmic in
/// the result, not in the list.
fn gallop<T: Ord>(list: &[T], item: &T) -> usize {
    let mut end = 1;
    while list.get(end - 1).is_some_and(|other| other < item) {
        end *= 2;
    }
    let start = end / 2;
    let range = list.get(start..end.min(list.len())).unwrap_or_default();
    start + range.partition_point(|other| other < item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unions_and_intersections() {
        let check = |lists: &[&[u32]], any: &[u32], all: &[u32]| {
            assert_eq!(union(lists.iter()), any, "{lists:?}");
            assert_eq!(intersection(lists.to_vec()), all, "{lists:?}");
        };
        check(&[], &[], &[]);
        check(&[&[]], &[], &[]);
        check(&[&[1, 3]], &[1, 3], &[1, 3]);
        check(&[&[1, 3, 5], &[]], &[1, 3, 5], &[]);
        check(&[&[1, 3, 5], &[3, 4, 5], &[0, 5]], &[0, 1, 3, 4, 5], &[5]);
    }

    #[test]
    fn galloping_finds_as_a_scan_does() {
        for length in 0..20 {
            let list: Vec<u32> = (0..length).map(|number| number * 2).collect();
            for item in 0..=2 * length {
                let scanned = list.iter().take_while(|&&other| other < item).count();
                assert_eq!(gallop(&list, &item), scanned, "{item} in {list:?}");
            }
        }
    }
}
