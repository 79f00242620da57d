//! Postings of a phrase in one segment.

use std::collections::BTreeMap;

use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

use super::postings::Posting;
use crate::index::{Fields, Occurrences};
use crate::query::adjacency::{Together, together};

/// Appends the passages that have the phrase, ascending, with how often.
pub(super) fn read(
    reader: &SegmentReader,
    fields: Fields,
    field: Field,
    words: &[String],
    slop: u32,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = Phrase::open(reader, fields, field, words, slop)? else { return Ok(()) };
    let mut from = 0;
    while let Some(passage) = phrase.next_common(from) {
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
    fields: Fields,
    field: Field,
    words: &[String],
    slop: u32,
    passages: &[DocId],
    found: &mut BTreeMap<DocId, Vec<u32>>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = Phrase::open(reader, fields, field, words, slop)? else { return Ok(()) };
    for &passage in passages {
        if phrase.next_common(passage) == Some(passage) {
            let starts = phrase.here().into_iter().map(|window| window.first);
            found.entry(passage).or_default().extend(starts);
        }
    }
    Ok(())
}

/// Cursors on the words of a phrase.
struct Phrase {
    cursors: Vec<Occurrences>,
    /// Numbers of the cursors, the rarest word first.
    order: Vec<usize>,
    lists: Vec<Vec<u32>>,
    slop: u32,
}

impl Phrase {
    /// `None` where one of the words does not occur.
    fn open(
        reader: &SegmentReader,
        fields: Fields,
        field: Field,
        words: &[String],
        slop: u32,
    ) -> tantivy::Result<Option<Self>> {
        let mut cursors = Vec::with_capacity(words.len());
        for word in words {
            let cursor = if field == fields.exact {
                Occurrences::of_surface(reader, fields, word)?
            } else if field == fields.body {
                Occurrences::of_stem(reader, fields, word)?
            } else {
                Occurrences::of_term(reader, &Term::from_field_text(field, word))?
            };
            let Some(cursor) = cursor else { return Ok(None) };
            cursors.push(cursor);
        }
        let mut order: Vec<usize> = (0..cursors.len()).collect();
        order.sort_by_key(|&number| cursors.get(number).map(Occurrences::passages));
        let lists = vec![Vec::new(); cursors.len()];
        Ok(Some(Self { cursors, order, lists, slop }))
    }

    /// Where it stands in the passage that all cursors are on.
    fn here(&mut self) -> Vec<Together> {
        for (cursor, list) in self.cursors.iter_mut().zip(&mut self.lists) {
            list.clear();
            cursor.positions(list);
        }
        let positions: Vec<&[u32]> = self.lists.iter().map(Vec::as_slice).collect();
        together(&positions, self.slop)
    }

    /// The first passage from `from` on that all cursors have. The rarest
    /// word leads, and the first that lacks the passage sends it on.
    fn next_common(&mut self, from: DocId) -> Option<DocId> {
        let mut wanted = from;
        'next: loop {
            for &number in &self.order {
                let found = self.cursors.get_mut(number)?.seek(wanted);
                if found == TERMINATED {
                    return None;
                }
                if found > wanted {
                    wanted = found;
                    if self.order.first() != Some(&number) {
                        continue 'next;
                    }
                }
            }
            return (!self.order.is_empty()).then_some(wanted);
        }
    }
}
