//! Postings of a phrase in one segment.

use super::exact_phrase::PhraseTerm;
use std::collections::BTreeMap;

use tantivy::schema::Field;
use tantivy::{DocId, TERMINATED, Term};

use super::posting::Posting;
use crate::query::plan::adjacency::together;
use crate::search::matching::exact_phrase;
use crate::store::segment::Segment;
use crate::store::term_lookup::TermRef;

/// Appends the passages that have the phrase, ascending, with how often.
pub(super) fn read(
    segment: &Segment,
    field: Field,
    words: &[String],
    slop: u32,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = PhraseCursor::open(segment, field, words, slop)? else { return Ok(()) };
    let emit = |passage, found: usize| out.push((passage, found as f32 * weight));
    if slop == 0 && words.len() > 1 {
        exact_phrase::for_each(&mut phrase.members, emit);
    } else {
        phrase.for_each(emit);
    }
    Ok(())
}

/// Adds where the phrase begins in each of the passages, which ascend.
pub(crate) fn positions(
    segment: &Segment,
    field: Field,
    words: &[String],
    slop: u32,
    passages: &[DocId],
    found: &mut BTreeMap<DocId, Vec<u32>>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = PhraseCursor::open(segment, field, words, slop)? else { return Ok(()) };
    for &passage in passages {
        if phrase.next_common(passage) == Some(passage) {
            let ahead = phrase.ahead;
            let starts = phrase.here().iter().map(|start| start - ahead);
            found.entry(passage).or_default().extend(starts);
        }
    }
    Ok(())
}

/// Cursors on the words of a phrase, the rarest first.
struct PhraseCursor {
    members: Vec<PhraseTerm>,
    slop: u32,
    /// What is added to each start, so that none of the words would begin a
    /// phrase before the text does; nothing where there is slop.
    ahead: u32,
    starts: Vec<u32>,
}

impl PhraseCursor {
    /// `None` where one of the words does not occur; none is opened then.
    fn open(
        segment: &Segment,
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
        let ahead = if slop == 0 { words.len() as u32 } else { 0 };
        let open = |(place, listed): (u32, TermRef)| {
            let (shift, cursor) = (ahead.saturating_sub(place), segment.open(&listed)?);
            Ok(PhraseTerm { place, shift, cursor, positions: Vec::new() })
        };
        let members: tantivy::Result<Vec<PhraseTerm>> = found.into_iter().map(open).collect();
        Ok(Some(Self { members: members?, slop, ahead, starts: Vec::new() }))
    }

    /// Hands out each passage that has it, ascending, with how often.
    fn for_each(&mut self, mut emit: impl FnMut(DocId, usize)) {
        let mut from = 0;
        while let Some(passage) = self.next_common(from) {
            let found = self.here().len();
            if found > 0 {
                emit(passage, found);
            }
            from = passage + 1;
        }
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
        first.cursor.positions(first.shift, &mut self.starts);
        for member in rest {
            if self.starts.is_empty() {
                return;
            }
            member.cursor.keep_shared(member.shift, &mut self.starts, 0);
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

fn find(segment: &Segment, field: Field, word: &str) -> tantivy::Result<Option<TermRef>> {
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
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::token::Analysis;
    use crate::config::Config;
    use crate::document::Document;
    use crate::lexicon::Lexicon;
    use crate::store::Store;
    use crate::store::ordinals::SegmentOrd;
    use crate::store::snapshot::Snapshot;
    use crate::store::writer::Writer;
    use crate::store::writer_options::WriterOptions;

    /// Some are their own stems, some share one; one is rare.
    const WORDS: [&str; 6] = ["radar", "tank", "tanks", "fuel", "fuels", "embargo"];

    /// Texts of few words, more than a block of them.
    fn texts() -> impl Strategy<Value = Vec<Vec<usize>>> {
        let word = prop_oneof![20 => 0..WORDS.len() - 1, 1 => Just(WORDS.len() - 1)];
        prop::collection::vec(prop::collection::vec(word, 1..14), 1..700)
    }

    struct Shelf {
        store: Arc<Store>,
        snapshot: Arc<Snapshot>,
    }

    impl Shelf {
        fn new(texts: &[Vec<usize>]) -> Self {
            let store = Arc::new(Store::in_memory(Config::default(), Lexicon::default()).unwrap());
            let options = WriterOptions::default().with_threads(1).with_memory_bytes(20 << 20);
            let mut writer = Writer::open(Arc::clone(&store), &options).unwrap();
            for (number, text) in texts.iter().enumerate() {
                let text: Vec<&str> = text.iter().map(|&word| WORDS[word]).collect();
                writer.add(&Document::new(number.to_string(), text.join(" "))).unwrap();
            }
            writer.commit().unwrap();
            let snapshot = store.snapshot().unwrap();
            Self { store, snapshot }
        }

        /// What is found in the field by ids, and what a reading of every text
        /// finds.
        fn found(
            &self,
            field: Field,
            words: &[String],
            slop: u32,
            texts: &[Vec<usize>],
        ) -> [Vec<(usize, f32)>; 2] {
            let analyzer = self.store.analyzer();
            let word_of = |analysis: &Analysis, at: usize| {
                let word = analysis.word(at).unwrap();
                let is_stem = field == self.snapshot.fields.body;
                if is_stem { word.stem.to_owned() } else { word.surface.to_owned() }
            };
            let mut expected = Vec::new();
            for (number, text) in texts.iter().enumerate() {
                let text: Vec<&str> = text.iter().map(|&word| WORDS[word]).collect();
                let analysis = analyzer.words(&text.join(" "));
                let places = |word: &String| -> Vec<u32> {
                    let stands = (0..analysis.len()).filter(|&at| word_of(&analysis, at) == *word);
                    stands.map(|at| at as u32).collect()
                };
                let places: Vec<Vec<u32>> = words.iter().map(places).collect();
                let places: Vec<&[u32]> = places.iter().map(Vec::as_slice).collect();
                let count = together(&places, slop).len();
                expected.extend((count > 0).then_some((number, count as f32 * 0.5)));
            }
            let mut found = Vec::new();
            for (number, segment) in (0..).map(SegmentOrd).zip(&self.snapshot.segments) {
                let mut here = Vec::new();
                read(segment, field, words, slop, 0.5, &mut here).unwrap();
                let id = |passage| self.snapshot.id(number, passage).unwrap().parse().unwrap();
                found.extend(here.iter().map(|&(passage, frequency)| (id(passage), frequency)));
            }
            found.sort_by_key(|&(id, _)| id);
            [found, expected]
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn finds_what_a_reading_finds(
            texts in texts(),
            phrases in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..5), 12),
        ) {
            let shelf = Shelf::new(&texts);
            let analyzer = shelf.store.analyzer();
            for phrase in phrases {
                let surfaces: Vec<String> = phrase.iter().map(|&at| WORDS[at].to_owned()).collect();
                let stems: Vec<String> =
                    surfaces.iter().map(|surface| analyzer.stem(surface).into_owned()).collect();
                let fields = shelf.snapshot.fields;
                for slop in [0, 1] {
                    let [found, expected] = shelf.found(fields.exact, &surfaces, slop, &texts);
                    prop_assert_eq!(found, expected, "{:?}", surfaces);
                }
                let [found, expected] = shelf.found(fields.body, &stems, 0, &texts);
                prop_assert_eq!(found, expected, "stems {:?}", stems);
            }
        }
    }
}
