//! Postings of a phrase in one segment.

use std::collections::BTreeMap;

use tantivy::schema::Field;
use tantivy::{DocId, TERMINATED, Term};

use super::postings::Posting;
use crate::index::{Listed, Lookup, Occurrences};
use crate::query::adjacency::together;

/// Appends the passages that have the phrase, ascending, with how often.
pub(super) fn read(
    segment: Lookup<'_>,
    field: Field,
    words: &[String],
    slop: u32,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = Phrase::open(segment, field, words, slop)? else { return Ok(()) };
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
    segment: Lookup<'_>,
    field: Field,
    words: &[String],
    slop: u32,
    passages: &[DocId],
    found: &mut BTreeMap<DocId, Vec<u32>>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = Phrase::open(segment, field, words, slop)? else { return Ok(()) };
    for &passage in passages {
        if phrase.next_common(passage) == Some(passage) {
            let ahead = phrase.ahead;
            let starts = phrase.here().iter().map(|start| start - ahead);
            found.entry(passage).or_default().extend(starts);
        }
    }
    Ok(())
}

/// A word of a phrase.
struct Member {
    /// Its number in the phrase.
    place: u32,
    cursor: Occurrences,
    positions: Vec<u32>,
}

/// Cursors on the words of a phrase, the rarest first.
struct Phrase {
    members: Vec<Member>,
    slop: u32,
    /// What [`here`](Self::here) adds to each start, so that none of the
    /// words would begin a phrase before the text does.
    ahead: u32,
    starts: Vec<u32>,
}

impl Phrase {
    /// `None` where one of the words does not occur; none is opened then.
    fn open(
        segment: Lookup<'_>,
        field: Field,
        words: &[String],
        slop: u32,
    ) -> tantivy::Result<Option<Self>> {
        let mut found = Vec::with_capacity(words.len());
        for (place, word) in (0..).zip(words) {
            let Some(listed) = find(segment, field, word)? else { return Ok(None) };
            found.push((place, listed));
        }
        found.sort_by_key(|(_, listed)| listed.passages());
        let open = |(place, listed): (u32, Listed)| {
            let cursor = segment.open(&listed)?;
            Ok(Member { place, cursor, positions: Vec::new() })
        };
        let members: tantivy::Result<Vec<Member>> = found.into_iter().map(open).collect();
        let ahead = if slop == 0 { words.len() as u32 } else { 0 };
        Ok(Some(Self { members: members?, slop, ahead, starts: Vec::new() }))
    }

    /// Where it begins in the passage that all cursors are on, each `ahead`
    /// further on.
    fn here(&mut self) -> &[u32] {
        self.starts.clear();
        if self.slop == 0 {
            self.in_order();
        } else {
            self.within_slop();
        }
        &self.starts
    }

    /// The rarest word says where the phrase could begin; each other strikes
    /// out, and no more are read when nothing is left.
    fn in_order(&mut self) {
        let Some((first, rest)) = self.members.split_first_mut() else { return };
        first.cursor.positions(self.ahead - first.place, &mut self.starts);
        for member in rest {
            if self.starts.is_empty() {
                return;
            }
            member.cursor.keep_shared(self.ahead - member.place, &mut self.starts);
        }
    }

    fn within_slop(&mut self) {
        for member in &mut self.members {
            member.positions.clear();
            member.cursor.positions(0, &mut member.positions);
        }
        let mut positions: Vec<(u32, &[u32])> =
            self.members.iter().map(|member| (member.place, &*member.positions)).collect();
        positions.sort_unstable_by_key(|&(place, _)| place);
        let positions: Vec<&[u32]> = positions.into_iter().map(|(_, list)| list).collect();
        self.starts.extend(together(&positions, self.slop).iter().map(|window| window.first));
    }

    /// The first passage from `from` on that all cursors have. The rarest
    /// word leads, and the first that lacks the passage sends it on.
    fn next_common(&mut self, from: DocId) -> Option<DocId> {
        let (first, rest) = self.members.split_first_mut()?;
        let mut wanted = first.cursor.seek(from);
        'next: while wanted != TERMINATED {
            for member in rest.iter_mut() {
                let found = member.cursor.seek(wanted);
                if found == TERMINATED {
                    return None;
                }
                if found != wanted {
                    wanted = first.cursor.seek(found);
                    continue 'next;
                }
            }
            return Some(wanted);
        }
        None
    }
}

fn find(segment: Lookup<'_>, field: Field, word: &str) -> tantivy::Result<Option<Listed>> {
    if field == segment.fields.exact {
        segment.surface(word)
    } else if field == segment.fields.body {
        segment.stem(word)
    } else {
        segment.term(&Term::from_field_text(field, word))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::index::keep_shared;

    fn ascending() -> impl Strategy<Value = Vec<u32>> {
        prop::collection::btree_set(0u32..40, 0..30).prop_map(|set| set.into_iter().collect())
    }

    proptest! {
        /// Words side by side are what is left when each list, moved back by
        /// its word's place, has struck out what it lacks, in any order.
        #[test]
        fn side_by_side_is_what_all_share(
            lists in prop::collection::vec(ascending(), 1..5),
            order in any::<prop::sample::Index>(),
        ) {
            let shifted = |place: usize| -> Vec<u32> {
                lists[place].iter().map(|at| at + (lists.len() - place) as u32).collect()
            };
            let first = order.index(lists.len());
            let mut starts = shifted(first);
            for place in (0..lists.len()).filter(|&place| place != first) {
                keep_shared(&mut starts, shifted(place).into_iter());
            }
            let slices: Vec<&[u32]> = lists.iter().map(Vec::as_slice).collect();
            let found = together(&slices, 0);
            let expected: Vec<u32> =
                found.iter().map(|window| window.first + lists.len() as u32).collect();
            prop_assert_eq!(starts, expected);
        }
    }
}
