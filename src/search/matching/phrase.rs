//! Postings and positions of a phrase in one segment.

use std::collections::BTreeMap;

use tantivy::schema::Field;
use tantivy::{DocId, TERMINATED, Term};

use super::exact_phrase::{self, PhraseTerm};
use super::posting::Posting;
use crate::query::plan::adjacency::together;
use crate::store::segment::Segment;
use crate::store::term_lookup::TermRef;

/// Appends the passages that have the phrase, ascending, with their weighted
/// frequencies.
pub(crate) fn read(
    segment: &Segment,
    field: Field,
    words: &[String],
    slop: u32,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = PhraseCursor::open(segment, field, words, slop)? else { return Ok(()) };
    let emit = |passage, frequency: usize| out.push((passage, frequency as f32 * weight));
    if slop == 0 && words.len() > 1 {
        exact_phrase::for_each(&mut phrase.terms, emit);
    } else {
        phrase.for_each(emit);
    }
    phrase.check()
}

/// Adds the positions where the phrase begins in each of the passages, which
/// ascend.
pub(crate) fn positions(
    segment: &Segment,
    field: Field,
    words: &[String],
    slop: u32,
    passages: &[DocId],
    out: &mut BTreeMap<DocId, Vec<u32>>,
) -> tantivy::Result<()> {
    let Some(mut phrase) = PhraseCursor::open(segment, field, words, slop)? else { return Ok(()) };
    for &passage in passages {
        if phrase.next_common(passage) == Some(passage) {
            let ahead = phrase.ahead;
            // Wrapping: a start is `ahead` at least, unless positions are damaged.
            let starts = phrase.starts().iter().map(|start| start.wrapping_sub(ahead));
            out.entry(passage).or_default().extend(starts);
        }
    }
    phrase.check()
}

/// Cursors over the words of a phrase, the rarest first.
struct PhraseCursor {
    terms: Vec<PhraseTerm>,
    slop: u32,
    /// What is added to each start, so that a word at the beginning of the text
    /// never makes the phrase start before it; 0 where there is slop.
    ahead: u32,
    /// Starts in the passage at hand: room that is allocated once.
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
        let mut rarest_first = Vec::with_capacity(words.len());
        for (place, word) in (0..).zip(words) {
            let Some(term) = look_up(segment, field, word)? else { return Ok(None) };
            rarest_first.push((place, term));
        }
        // The sort is stable, so equally rare words keep their order.
        rarest_first.sort_by_key(|(_, term)| term.max_passages());
        // Words of a query are bounded, so their number fits.
        let ahead = if slop == 0 { words.len() as u32 } else { 0 };
        let open = |(place, term): (u32, TermRef)| {
            let (shift, cursor) = (ahead.saturating_sub(place), segment.open(&term)?);
            Ok(PhraseTerm { place, shift, cursor, positions: Vec::new() })
        };
        let terms: tantivy::Result<Vec<PhraseTerm>> = rarest_first.into_iter().map(open).collect();
        Ok(Some(Self { terms: terms?, slop, ahead, starts: Vec::new() }))
    }

    /// Checks that no cursor met damage: what was matched may lack passages
    /// where one did.
    fn check(&self) -> tantivy::Result<()> {
        self.terms.iter().try_for_each(|term| Ok(term.cursor.check()?))
    }

    /// Emits each passage that has the phrase, ascending, with how often.
    fn for_each(&mut self, mut emit: impl FnMut(DocId, usize)) {
        let mut from = 0;
        while let Some(passage) = self.next_common(from) {
            let frequency = self.starts().len();
            if frequency > 0 {
                emit(passage, frequency);
            }
            // Passages are below TERMINATED, so this does not overflow.
            from = passage + 1;
        }
    }

    /// Where the phrase begins in the passage that all cursors are on, each
    /// start moved by `ahead`.
    fn starts(&mut self) -> &[u32] {
        self.starts.clear();
        if self.slop == 0 {
            self.in_order();
        } else {
            self.within_slop();
        }
        &self.starts
    }

    /// The rarest word proposes starts, and each other word keeps those that it
    /// allows. No further positions are read once none is left.
    fn in_order(&mut self) {
        let Some((first, others)) = self.terms.split_first_mut() else { return };
        first.cursor.positions(first.shift, &mut self.starts);
        for term in others {
            if self.starts.is_empty() {
                return;
            }
            term.cursor.keep_shared(term.shift, &mut self.starts, 0);
        }
    }

    fn within_slop(&mut self) {
        for term in &mut self.terms {
            term.positions.clear();
            term.cursor.positions(0, &mut term.positions);
        }
        let mut positions: Vec<(u32, &[u32])> =
            self.terms.iter().map(|term| (term.place, &*term.positions)).collect();
        positions.sort_unstable_by_key(|&(place, _)| place);
        let positions: Vec<&[u32]> = positions.into_iter().map(|(_, list)| list).collect();
        self.starts.extend(together(&positions, self.slop).iter().map(|window| window.first));
    }

    /// The first passage from `from` on that all cursors have. The rarest word
    /// leads; the first other word that lacks its passage moves it on.
    fn next_common(&mut self, from: DocId) -> Option<DocId> {
        let (lead, others) = self.terms.split_first_mut()?;
        let mut target = lead.cursor.seek(from);
        'target: while target != TERMINATED {
            for term in others.iter_mut() {
                let passage = term.cursor.seek(target);
                if passage == TERMINATED {
                    return None;
                }
                if passage != target {
                    // A cursor gives no passage before its target, whatever the
                    // file says: each round moves forward, so the loop ends.
                    target = lead.cursor.seek(passage);
                    continue 'target;
                }
            }
            return Some(target);
        }
        None
    }
}

fn look_up(segment: &Segment, field: Field, word: &str) -> tantivy::Result<Option<TermRef>> {
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

    struct Fixture {
        store: Arc<Store>,
        snapshot: Arc<Snapshot>,
    }

    impl Fixture {
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

        /// What the index has of a phrase in a field, by ids, and what a reading
        /// of every text finds.
        fn matched(
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
            let mut matched = Vec::new();
            for (number, segment) in (0..).map(SegmentOrd).zip(&self.snapshot.segments) {
                let mut postings = Vec::new();
                read(segment, field, words, slop, 0.5, &mut postings).unwrap();
                let id = |passage| self.snapshot.id(number, passage).unwrap().parse().unwrap();
                matched
                    .extend(postings.iter().map(|&(passage, frequency)| (id(passage), frequency)));
            }
            matched.sort_by_key(|&(id, _)| id);
            [matched, expected]
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn matches_what_a_reading_finds(
            texts in texts(),
            phrases in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..5), 12),
        ) {
            let fixture = Fixture::new(&texts);
            let analyzer = fixture.store.analyzer();
            for phrase in phrases {
                let surfaces: Vec<String> = phrase.iter().map(|&at| WORDS[at].to_owned()).collect();
                let stems: Vec<String> =
                    surfaces.iter().map(|surface| analyzer.stem(surface).into_owned()).collect();
                let fields = fixture.snapshot.fields;
                for slop in [0, 1] {
                    let [matched, expected] = fixture.matched(fields.exact, &surfaces, slop, &texts);
                    prop_assert_eq!(matched, expected, "{:?}", surfaces);
                }
                let [matched, expected] = fixture.matched(fields.body, &stems, 0, &texts);
                prop_assert_eq!(matched, expected, "stems {:?}", stems);
            }
        }
    }
}
