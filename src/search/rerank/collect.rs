//! What the second stage needs of the candidates: frequencies out of the
//! gathered postings, positions out of the index.

use crate::search::matching::phrase;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::passage::label::Label;
use crate::query::plan::{Concept, Matcher, Scope};
use crate::rank::evidence::{Evidence, Frequencies, Lengths};
use crate::search::matching::gather::{ConceptPostings, PassagePostings, SegmentPostings};
use crate::search::matching::matcher::{occurrences, positions_in};
use crate::search::matching::posting::{Posting, skip_to};
use crate::search::topk::top_k::Candidate;
use crate::store::segment::{NO_DOCUMENT, Segment};
use crate::store::snapshot::Snapshot;

/// Room for so many places of each concept is made at once: most passages have
/// no more.
const PLACES_A_CONCEPT: usize = 4;

/// A scoring concept with its postings.
pub(crate) type ScoringConcept<'a> = (&'a Concept, &'a ConceptPostings);

/// The evidence of each candidate, in the order of the candidates, which
/// must ascend by segment and passage.
pub(crate) fn collect(
    snapshot: &Snapshot,
    scoring: &[ScoringConcept<'_>],
    candidates: &[Candidate],
) -> tantivy::Result<Vec<Evidence>> {
    let mut all = Vec::with_capacity(candidates.len());
    for group in candidates.chunk_by(|a, b| a.segment == b.segment) {
        let number = group.first().map_or(0, |candidate| candidate.segment);
        let Some(here) = SegmentView::of(snapshot, number) else { continue };
        let passages = group.iter().map(|candidate| candidate.passage);
        let mut found: Vec<PassageEvidence> =
            passages.map(|passage| here.begin(passage, scoring.len())).collect();
        for (concept, (asked, postings)) in (0..).zip(scoring) {
            let Some(postings) = postings.segments.get(number as usize) else { continue };
            here.find((concept, asked), postings, &mut found)?;
        }
        for mut found in found {
            found.evidence.places.sort_unstable();
            found.evidence.places.dedup();
            all.push(found.evidence);
        }
    }
    Ok(all)
}

/// Writes down what studied passages, which ascend, have of the learnt terms.
pub(crate) fn note_learnt<'a>(
    snapshot: &Snapshot,
    terms: &[ConceptPostings],
    scored: impl Iterator<Item = ((u32, u32), &'a mut Evidence)>,
) -> tantivy::Result<()> {
    let mut scored: Vec<((u32, u32), &mut Evidence)> = scored.collect();
    for group in scored.chunk_by_mut(|a, b| a.0.0 == b.0.0) {
        let number = group.first().map_or(0, |(address, _)| address.0);
        let Some(here) = SegmentView::of(snapshot, number) else { continue };
        let mut noted: Vec<(PassageAddress, &mut Vec<Frequencies>)> =
            group.iter_mut().map(|(address, of)| (here.place(address.1), &mut of.learnt)).collect();
        for (_, learnt) in &mut noted {
            learnt.clear();
            learnt.reserve(terms.len());
        }
        for found in terms.iter().filter_map(|postings| postings.segments.get(number as usize)) {
            here.frequencies(found, &mut noted, |(_, learnt), occurrences| {
                learnt.push(occurrences);
            })?;
        }
    }
    Ok(())
}

/// A passage in its segment, with its document.
pub(super) struct PassageAddress {
    pub(super) passage: u32,
    pub(super) document: u32,
    /// The document's passages.
    around: Range<u32>,
}

/// What lies in a place.
pub(super) trait HasAddress {
    fn place(&self) -> &PassageAddress;
}

/// A passage and what was found in it.
struct PassageEvidence {
    place: PassageAddress,
    evidence: Evidence,
}

impl HasAddress for PassageEvidence {
    fn place(&self) -> &PassageAddress {
        &self.place
    }
}

impl<T> HasAddress for (PassageAddress, T) {
    fn place(&self) -> &PassageAddress {
        &self.0
    }
}

/// A segment that is looked into.
#[derive(Clone, Copy)]
pub(super) struct SegmentView<'a> {
    segment: &'a Segment,
}

impl<'a> SegmentView<'a> {
    pub(super) fn of(snapshot: &'a Snapshot, number: u32) -> Option<Self> {
        let segment = snapshot.segments.get(number as usize)?;
        Some(Self { segment })
    }

    pub(super) fn place(self, passage: u32) -> PassageAddress {
        let document = self.segment.document_at(passage).unwrap_or(NO_DOCUMENT);
        PassageAddress { passage, document, around: self.segment.passages_of(document) }
    }

    pub(super) fn label(self, place: &PassageAddress) -> Label {
        self.segment.labels.get(place.passage as usize).copied().unwrap_or_default()
    }

    pub(super) fn lengths(self, place: &PassageAddress) -> Lengths {
        let words = |of: &[u32]| of.get(place.document as usize).copied().unwrap_or(0);
        let Segment { document_words, title_words, .. } = self.segment;
        Lengths {
            passage_words: self.segment.words_of(place.passage),
            document_words: words(document_words),
            title_words: words(title_words),
        }
    }

    /// A passage in which nothing was found yet of so many concepts.
    fn begin(self, passage: u32, concepts: usize) -> PassageEvidence {
        let place = self.place(passage);
        let evidence = Evidence {
            label: self.label(&place),
            lengths: self.lengths(&place),
            concepts: Vec::with_capacity(concepts),
            places: Vec::with_capacity(concepts * PLACES_A_CONCEPT),
            learnt: Vec::new(),
        };
        PassageEvidence { place, evidence }
    }

    /// Adds what passages have of a concept, which is given by its number.
    fn find(
        self,
        (number, concept): (u32, &Concept),
        postings: &SegmentPostings,
        all: &mut [PassageEvidence],
    ) -> tantivy::Result<()> {
        if self.find_at_once((number, concept), postings, all)? {
            return Ok(());
        }
        self.frequencies(postings, all, |found, occurrences| {
            found.evidence.concepts.push(occurrences);
        })?;
        // What a passage does not have stands nowhere in it; of a concept of
        // titles it is not known.
        let may_have = |of: &Evidence| {
            let occurrences = of.concepts.last();
            concept.scope == Scope::Title || occurrences.is_some_and(|of| of.in_passage > 0.0)
        };
        let with_it = all.iter_mut().filter(|found| may_have(&found.evidence));
        let mut with_it: Vec<(u32, &mut Evidence)> =
            with_it.map(|found| (found.place.passage, &mut found.evidence)).collect();
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
        postings: &SegmentPostings,
        all: &mut [PassageEvidence],
    ) -> tantivy::Result<bool> {
        let (PassagePostings::Term { weight, .. }, [only]) =
            (&postings.passages, concept.alternatives.as_slice())
        else {
            return Ok(false);
        };
        if !self.segment.one_passage_per_document || matches!(only.matcher, Matcher::Topic(_)) {
            return Ok(false);
        }
        let cursor = occurrences(self.segment, &only.matcher)?;
        let Some(mut cursor) = cursor else { return Ok(false) };
        let (mut titles, mut positions) = (postings.titles.as_slice(), Vec::new());
        for PassageEvidence { place, evidence } in all {
            positions.clear();
            positions_in(&mut cursor, place.passage, &mut positions);
            let in_passage = positions.len() as f32 * weight;
            let in_title = in_title(&mut titles, place);
            evidence.concepts.push(Frequencies { in_passage, in_document: in_passage, in_title });
            evidence.places.extend(positions.iter().map(|&position| (position, number)));
        }
        Ok(true)
    }

    /// Gives how often something occurs in each of the places, which ascend.
    pub(super) fn frequencies<T: HasAddress>(
        self,
        postings: &SegmentPostings,
        all: &mut [T],
        mut give: impl FnMut(&mut T, Frequencies),
    ) -> tantivy::Result<()> {
        let mut cursor = postings.cursor(self.segment)?;
        let mut titles = postings.titles.as_slice();
        let (mut here, mut around) = (Vec::new(), 0..0);
        for one in all {
            let place = one.place();
            let in_title = in_title(&mut titles, place);
            if self.segment.one_passage_per_document {
                let in_passage = cursor.frequency_in(place.passage);
                give(one, Frequencies { in_passage, in_document: in_passage, in_title });
                continue;
            }
            if around != place.around {
                around = place.around.clone();
                here.clear();
                cursor.fill(around.start, around.end, &mut here);
            }
            let mut occurrences = Frequencies { in_title, ..Frequencies::default() };
            for &(at, frequency) in &here {
                occurrences.in_document += frequency;
                if at == place.passage {
                    occurrences.in_passage = frequency;
                }
            }
            give(one, occurrences);
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
        let fields = self.segment.fields;
        let phrase = match matcher {
            Matcher::Topic(_) => return Ok(()),
            Matcher::Phrase { surfaces, slop } => Some((fields.exact, surfaces, *slop)),
            Matcher::Stems(stems) => Some((fields.body, stems, 0)),
            _ => None,
        };
        if let Some((field, words, slop)) = phrase {
            let wanted: Vec<u32> = passages.iter().map(|(passage, _)| *passage).collect();
            let mut found = BTreeMap::new();
            phrase::positions(self.segment, field, words, slop, &wanted, &mut found)?;
            for (passage, of) in passages {
                let starts = found.get(passage).into_iter().flatten();
                of.places.extend(starts.map(|&start| (start, number)));
            }
            return Ok(());
        }
        let Some(mut cursor) = occurrences(self.segment, matcher)? else { return Ok(()) };
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
fn in_title(titles: &mut &[Posting], place: &PassageAddress) -> f32 {
    skip_to(titles, place.document);
    let title = titles.first().filter(|(document, _)| *document == place.document);
    title.map_or(0.0, |&(_, frequency)| frequency)
}
