//! What the second stage needs of the candidates: frequencies out of the
//! gathered postings, positions out of the index.

use std::collections::BTreeMap;
use std::ops::Range;

use tantivy::SegmentReader;

use super::best::Candidate;
use super::evidence::{Evidence, Occurrences};
use super::gather::{Gathered, Passages, SegmentPostings};
use super::postings::{Posting, occurrences, positions_in, skip_to};
use crate::index::{Fields, Lookup, Segment, Snapshot};
use crate::query::plan::{Concept, Matcher, Scope};

/// Room for so many places of each concept is made at once: most passages have
/// no more.
const PLACES_A_CONCEPT: usize = 4;

/// A scoring concept with its postings.
pub(super) type Scoring<'a> = (&'a Concept, &'a Gathered);

/// The evidence of each candidate, in the order of the candidates, which
/// must ascend by segment and passage.
pub(super) fn collect(
    snapshot: &Snapshot,
    scoring: &[Scoring<'_>],
    candidates: &[Candidate],
) -> tantivy::Result<Vec<Evidence>> {
    let mut all = Vec::with_capacity(candidates.len());
    for group in candidates.chunk_by(|a, b| a.segment == b.segment) {
        let number = group.first().map_or(0, |candidate| candidate.segment);
        let Some(here) = Here::of(snapshot, number) else { continue };
        let places = here.places(group.iter().map(|candidate| candidate.passage));
        let mut evidence: Vec<Evidence> =
            places.iter().map(|place| here.lengths(place, scoring.len())).collect();
        for (concept, (asked, gathered)) in (0..).zip(scoring) {
            let Some(found) = gathered.segments.get(number as usize) else { continue };
            here.find((concept, asked), found, &places, &mut evidence)?;
        }
        for evidence in &mut evidence {
            evidence.places.sort_unstable();
            evidence.places.dedup();
        }
        all.append(&mut evidence);
    }
    Ok(all)
}

/// Writes down what studied passages, which ascend, have of the learnt terms.
pub(super) fn note_learnt(
    snapshot: &Snapshot,
    terms: &[Gathered],
    mut studied: Vec<((u32, u32), &mut Evidence)>,
) -> tantivy::Result<()> {
    for group in studied.chunk_by_mut(|a, b| a.0.0 == b.0.0) {
        let number = group.first().map_or(0, |(address, _)| address.0);
        let Some(here) = Here::of(snapshot, number) else { continue };
        let places = here.places(group.iter().map(|(address, _)| address.1));
        for (_, evidence) in group.iter_mut() {
            evidence.learnt.clear();
            evidence.learnt.reserve(terms.len());
        }
        for found in terms.iter().filter_map(|gathered| gathered.segments.get(number as usize)) {
            let mut group = group.iter_mut();
            here.frequencies(found, &places, |occurrences| {
                group.next().into_iter().for_each(|(_, of)| of.learnt.push(occurrences));
            })?;
        }
    }
    Ok(())
}

/// A passage in its segment, with its document.
struct Place {
    passage: u32,
    document: u32,
    /// The document's passages.
    around: Range<u32>,
}

/// A segment that is looked into.
#[derive(Clone, Copy)]
struct Here<'a> {
    reader: &'a SegmentReader,
    segment: &'a Segment,
    fields: Fields,
}

impl<'a> Here<'a> {
    fn of(snapshot: &'a Snapshot, number: u32) -> Option<Self> {
        let segment = snapshot.segments.get(number as usize)?;
        let reader = snapshot.searcher.segment_readers().get(number as usize)?;
        Some(Self { reader, segment, fields: snapshot.fields })
    }

    fn lookup(self) -> Lookup<'a> {
        Lookup { reader: self.reader, fields: self.fields, lists: &self.segment.lists }
    }

    fn places(self, passages: impl Iterator<Item = u32>) -> Vec<Place> {
        let place = |passage: u32| {
            let document_of = self.segment.document_of.get(passage as usize);
            let document = document_of.copied().unwrap_or(u32::MAX);
            Place { passage, document, around: self.segment.passages_of(document) }
        };
        passages.map(place).collect()
    }

    fn lengths(self, place: &Place, concepts: usize) -> Evidence {
        let (at, document) = (place.passage as usize, place.document as usize);
        let segment = self.segment;
        Evidence {
            label: segment.labels.get(at).copied().unwrap_or_default(),
            passage_words: segment.words_of(place.passage),
            document_words: segment.document_words.get(document).copied().unwrap_or(0),
            title_words: segment.title_words.get(document).copied().unwrap_or(0),
            concepts: Vec::with_capacity(concepts),
            places: Vec::with_capacity(concepts * PLACES_A_CONCEPT),
            learnt: Vec::new(),
        }
    }

    /// Adds what the places have of a concept, which is given by its number.
    fn find(
        self,
        (number, concept): (u32, &Concept),
        found: &SegmentPostings,
        places: &[Place],
        evidence: &mut [Evidence],
    ) -> tantivy::Result<()> {
        if self.find_at_once((number, concept), found, places, evidence)? {
            return Ok(());
        }
        let mut each = evidence.iter_mut();
        self.frequencies(found, places, |occurrences| {
            each.next().into_iter().for_each(|of| of.concepts.push(occurrences));
        })?;
        // What a passage does not have stands nowhere in it; of a concept of
        // titles it is not known.
        let may_have = |of: &Evidence| {
            let occurrences = of.concepts.last();
            concept.scope == Scope::Title || occurrences.is_some_and(|of| of.in_passage > 0.0)
        };
        let with_it = places.iter().zip(evidence).filter(|(_, of)| may_have(of));
        let mut with_it: Vec<(u32, &mut Evidence)> =
            with_it.map(|(place, of)| (place.passage, of)).collect();
        if with_it.is_empty() {
            return Ok(());
        }
        concept.alternatives.iter().try_for_each(|alternative| {
            self.positions((number, &alternative.matcher), &mut with_it)
        })
    }

    /// As [`find`](Self::find), frequencies and positions in one, for a
    /// concept that is one term where documents are passages; gives whether it
    /// is.
    fn find_at_once(
        self,
        (number, concept): (u32, &Concept),
        found: &SegmentPostings,
        places: &[Place],
        evidence: &mut [Evidence],
    ) -> tantivy::Result<bool> {
        let (Passages::Term { weight, .. }, [only]) =
            (&found.passages, concept.alternatives.as_slice())
        else {
            return Ok(false);
        };
        if !self.segment.is_flat || matches!(only.matcher, Matcher::Topic(_)) {
            return Ok(false);
        }
        let cursor = occurrences(self.lookup(), &only.matcher)?;
        let Some(mut cursor) = cursor else { return Ok(false) };
        let (mut titles, mut positions) = (found.titles.as_slice(), Vec::new());
        for (place, evidence) in places.iter().zip(evidence) {
            positions.clear();
            positions_in(&mut cursor, place.passage, &mut positions);
            let in_passage = positions.len() as f32 * weight;
            let in_title = in_title(&mut titles, place);
            evidence.concepts.push(Occurrences { in_passage, in_document: in_passage, in_title });
            evidence.places.extend(positions.iter().map(|&position| (position, number)));
        }
        Ok(true)
    }

    /// How often something occurs in each of the places, which ascend.
    fn frequencies(
        self,
        found: &SegmentPostings,
        places: &[Place],
        mut give: impl FnMut(Occurrences),
    ) -> tantivy::Result<()> {
        let mut walk = found.walk(self.reader, self.segment)?;
        let mut titles = found.titles.as_slice();
        let (mut here, mut around) = (Vec::new(), 0..0);
        for place in places {
            let in_title = in_title(&mut titles, place);
            if self.segment.is_flat {
                let in_passage = walk.frequency_in(place.passage);
                give(Occurrences { in_passage, in_document: in_passage, in_title });
                continue;
            }
            if around != place.around {
                around = place.around.clone();
                here.clear();
                walk.fill(around.start, around.end, &mut here);
            }
            let mut occurrences = Occurrences { in_title, ..Occurrences::default() };
            for &(at, frequency) in &here {
                occurrences.in_document += frequency;
                if at == place.passage {
                    occurrences.in_passage = frequency;
                }
            }
            give(occurrences);
        }
        Ok(())
    }

    /// Adds where an alternative of a concept stands in those passages, which
    /// ascend. Phrases stand where they begin; topics stand nowhere.
    fn positions(
        self,
        (number, matcher): (u32, &Matcher),
        passages: &mut [(u32, &mut Evidence)],
    ) -> tantivy::Result<()> {
        let fields = self.fields;
        let phrase = match matcher {
            Matcher::Topic(_) => return Ok(()),
            Matcher::Phrase { surfaces, slop } => Some((fields.exact, surfaces, *slop)),
            Matcher::Stems(stems) => Some((fields.body, stems, 0)),
            _ => None,
        };
        if let Some((field, words, slop)) = phrase {
            let wanted: Vec<u32> = passages.iter().map(|(passage, _)| *passage).collect();
            let mut found = BTreeMap::new();
            super::phrase::positions(self.lookup(), field, words, slop, &wanted, &mut found)?;
            for (passage, of) in passages {
                let starts = found.get(passage).into_iter().flatten();
                of.places.extend(starts.map(|&start| (start, number)));
            }
            return Ok(());
        }
        let Some(mut cursor) = occurrences(self.lookup(), matcher)? else { return Ok(()) };
        let mut positions = Vec::new();
        for (passage, of) in passages {
            positions.clear();
            positions_in(&mut cursor, *passage, &mut positions);
            of.places.extend(positions.iter().map(|&position| (position, number)));
        }
        Ok(())
    }
}

/// How often something occurs in the title of the place's document; places
/// must not go back.
fn in_title(titles: &mut &[Posting], place: &Place) -> f32 {
    skip_to(titles, place.document);
    let title = titles.first().filter(|(document, _)| *document == place.document);
    title.map_or(0.0, |&(_, frequency)| frequency)
}
