//! Postings of a phrase in one segment.

use std::collections::BTreeMap;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::postings::{Posting, with_positions};
use crate::query::adjacency::{Together, together};

/// Appends the passages that have the phrase, ascending, with how often.
pub(super) fn read(
    reader: &SegmentReader,
    field: Field,
    words: &[String],
    slop: u32,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = Phrase::open(reader, field, words, slop)? else { return Ok(()) };
    let mut from = 0;
    while let Some(passage) = next_common(&mut phrase.cursors, from) {
        let found = phrase.here().len();
        if found > 0 {
            out.push((passage, found as f32 * weight));
        }
        from = passage + 1;
    }
    Ok(())
}

/// Adds where the phrase begins in each of the passages, which ascend.
pub(super) fn positions(
    reader: &SegmentReader,
    field: Field,
    words: &[String],
    slop: u32,
    passages: &[DocId],
    found: &mut BTreeMap<DocId, Vec<u32>>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = Phrase::open(reader, field, words, slop)? else { return Ok(()) };
    for &passage in passages {
        if next_common(&mut phrase.cursors, passage) == Some(passage) {
            let starts = phrase.here().into_iter().map(|window| window.first);
            found.entry(passage).or_default().extend(starts);
        }
    }
    Ok(())
}

/// Cursors on the words of a phrase.
struct Phrase {
    cursors: Vec<SegmentPostings>,
    lists: Vec<Vec<u32>>,
    slop: u32,
}

impl Phrase {
    /// `None` where one of the words does not occur.
    fn open(
        reader: &SegmentReader,
        field: Field,
        words: &[String],
        slop: u32,
    ) -> tantivy::Result<Option<Self>> {
        let mut cursors = Vec::with_capacity(words.len());
        for word in words {
            match with_positions(reader, &Term::from_field_text(field, word))? {
                Some(cursor) => cursors.push(cursor),
                None => return Ok(None),
            }
        }
        let lists = vec![Vec::new(); cursors.len()];
        Ok(Some(Self { cursors, lists, slop }))
    }

    /// Where it stands in the passage that all cursors are on.
    fn here(&mut self) -> Vec<Together> {
        for (cursor, list) in self.cursors.iter_mut().zip(&mut self.lists) {
            cursor.positions(list);
        }
        let positions: Vec<&[u32]> = self.lists.iter().map(Vec::as_slice).collect();
        together(&positions, self.slop)
    }
}

/// The first passage from `from` on that all cursors have.
fn next_common(cursors: &mut [SegmentPostings], from: DocId) -> Option<DocId> {
    let mut wanted = from;
    loop {
        let mut furthest = wanted;
        for cursor in cursors.iter_mut() {
            let doc = if cursor.doc() < furthest { cursor.seek(furthest) } else { cursor.doc() };
            furthest = furthest.max(doc);
        }
        if furthest == TERMINATED || cursors.is_empty() {
            return None;
        }
        if cursors.iter().all(|cursor| cursor.doc() == furthest) {
            return Some(furthest);
        }
        wanted = furthest;
    }
}
