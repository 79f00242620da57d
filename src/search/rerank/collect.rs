//! Evidence of candidates: frequencies from the gathered postings, positions
//! from the index.

use std::collections::BTreeMap;
use std::ops::Range;

use tantivy::{DocId, Term};

use crate::passage::label::Label;
use crate::query::plan::{Concept, Matcher, Scope};
use crate::rank::concept::Frequencies;
use crate::rank::evidence::{Evidence, Lengths, Occurrence};
use crate::search::matching::gather::{ConceptPostings, PassagePostings, SegmentPostings};
use crate::search::matching::matcher::{occurrences, positions_in};
use crate::search::matching::phrase;
use crate::search::matching::posting::{TitlePosting, skip_while};
use crate::search::topk::top_k::Candidate;
use crate::store::ordinals::{DocumentOrd, SegmentOrd};
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// Occurrences of each concept that room is made for at once: most passages
/// have no more.
const OCCURRENCES_PER_CONCEPT: usize = 4;

/// A scoring concept with its postings.
pub(crate) type ScoringConcept<'a> = (&'a Concept, &'a ConceptPostings);

/// The evidence of each candidate, in the order of the candidates, which must
/// ascend by segment and passage; `of_forms` also which typed forms it has.
pub(crate) fn collect(
    snapshot: &Snapshot,
    (scoring, forms): (&[ScoringConcept<'_>], &[ConceptPostings]),
    of_forms: bool,
    candidates: &[Candidate],
) -> tantivy::Result<Vec<Evidence>> {
    let mut all = Vec::with_capacity(candidates.len());
    for group in candidates.chunk_by(|a, b| a.segment == b.segment) {
        let Some(view) = SegmentView::of_group(snapshot, group) else { continue };
        let passages = group.iter().map(|candidate| candidate.passage);
        let mut collected: Vec<PassageEvidence> =
            passages.map(|passage| view.begin(passage, scoring.len())).collect();
        for (number, (concept, postings)) in (0..).zip(scoring) {
            let Some(postings) = postings.segments.get(view.number.index()) else { continue };
            view.collect(NumberedConcept { number, concept }, postings, &mut collected)?;
            // A form that is its own stem is seen where its positions are read.
            let form = concept.form.as_deref().filter(|_| of_forms && !is_own_stem(concept));
            if let Some(form) = form {
                view.collect_form(form, &mut collected)?;
            }
        }
        for postings in forms.iter().filter_map(|form| form.segments.get(view.number.index())) {
            view.frequencies(postings, &mut collected, |passage, frequencies| {
                passage.evidence.forms.push(frequencies);
            })?;
        }
        for mut passage in collected {
            // Alternatives of one concept can stand on one word.
            passage.evidence.occurrences.sort_unstable();
            passage.evidence.occurrences.dedup();
            all.push(passage.evidence);
        }
    }
    Ok(all)
}

/// Adds the frequencies of feedback terms to the evidence of passages, which
/// ascend.
pub(crate) fn add_feedback<'a>(
    snapshot: &Snapshot,
    terms: &[ConceptPostings],
    evidence: impl Iterator<Item = ((SegmentOrd, DocId), &'a mut Evidence)>,
) -> tantivy::Result<()> {
    let mut evidence: Vec<((SegmentOrd, DocId), &mut Evidence)> = evidence.collect();
    for group in evidence.chunk_by_mut(|a, b| a.0.0 == b.0.0) {
        let number = group.first().map(|(address, _)| address.0).unwrap_or_default();
        let Some(view) = SegmentView::of(snapshot, number) else { continue };
        let mut passages: Vec<(PassageAddress, &mut Vec<Frequencies>)> =
            group.iter_mut().map(|(at, of)| (view.address(at.1), &mut of.learnt)).collect();
        for (_, learnt) in &mut passages {
            learnt.clear();
            learnt.reserve(terms.len());
        }
        for postings in terms.iter().filter_map(|term| term.segments.get(number.index())) {
            view.frequencies(postings, &mut passages, |(_, learnt), frequencies| {
                learnt.push(frequencies);
            })?;
        }
    }
    Ok(())
}

/// A passage in its segment, with its document.
pub(super) struct PassageAddress {
    pub(super) passage: DocId,
    pub(super) document: DocumentOrd,
    /// The document's passages.
    of_document: Range<DocId>,
}

/// What belongs to one passage.
pub(super) trait HasAddress {
    fn address(&self) -> &PassageAddress;
}

/// A passage and its evidence so far.
struct PassageEvidence {
    address: PassageAddress,
    evidence: Evidence,
}

impl HasAddress for PassageEvidence {
    fn address(&self) -> &PassageAddress {
        &self.address
    }
}

impl<T> HasAddress for (PassageAddress, T) {
    fn address(&self) -> &PassageAddress {
        &self.0
    }
}

/// A concept with its number among the scoring ones.
#[derive(Clone, Copy)]
struct NumberedConcept<'a> {
    number: u32,
    concept: &'a Concept,
}

/// A segment that evidence is collected from.
#[derive(Clone, Copy)]
pub(super) struct SegmentView<'a> {
    number: SegmentOrd,
    segment: &'a Segment,
}

impl<'a> SegmentView<'a> {
    pub(super) fn of(snapshot: &'a Snapshot, number: SegmentOrd) -> Option<Self> {
        let segment = snapshot.segments.get(number.index())?;
        Some(Self { number, segment })
    }

    /// The segment of candidates that are all of one.
    pub(super) fn of_group(snapshot: &'a Snapshot, group: &[Candidate]) -> Option<Self> {
        Self::of(snapshot, group.first()?.segment)
    }

    pub(super) fn address(self, passage: DocId) -> PassageAddress {
        let document = self.segment.document_at(passage).unwrap_or(DocumentOrd::NONE);
        PassageAddress { passage, document, of_document: self.segment.passages_of(document) }
    }

    pub(super) fn label(self, address: &PassageAddress) -> Label {
        self.segment.labels.of(address.passage)
    }

    pub(super) fn lengths(self, address: &PassageAddress) -> Lengths {
        Lengths {
            passage_words: self.segment.words_of(address.passage),
            document_words: self.segment.document_words.of(address.document),
            title_words: self.segment.title_words.of(address.document),
        }
    }

    /// A passage without evidence yet.
    fn begin(self, passage: DocId, concepts: usize) -> PassageEvidence {
        let address = self.address(passage);
        let evidence = Evidence {
            label: self.label(&address),
            lengths: self.lengths(&address),
            concepts: Vec::with_capacity(concepts),
            occurrences: Vec::with_capacity(concepts * OCCURRENCES_PER_CONCEPT),
            forms: Vec::new(),
            learnt: Vec::new(),
            only_in_name: Vec::new(),
            answer: 0.0,
        };
        PassageEvidence { address, evidence }
    }

    /// Adds the frequencies and positions of a concept.
    fn collect(
        self,
        of: NumberedConcept<'_>,
        postings: &SegmentPostings,
        all: &mut [PassageEvidence],
    ) -> tantivy::Result<()> {
        if self.collect_term(of, postings, all)? {
            return Ok(());
        }
        self.frequencies(postings, all, |passage, frequencies| {
            passage.evidence.concepts.push(frequencies);
        })?;
        // A passage without the concept has no position of it. A concept of
        // titles was not looked up in texts, so every passage may have it.
        let may_have = |evidence: &Evidence| {
            let frequencies = evidence.concepts.last();
            of.concept.scope == Scope::Title || frequencies.is_some_and(|of| of.in_passage > 0.0)
        };
        let with_it = all.iter_mut().filter(|passage| may_have(&passage.evidence));
        let mut with_it: Vec<(DocId, &mut Evidence)> =
            with_it.map(|passage| (passage.address.passage, &mut passage.evidence)).collect();
        if with_it.is_empty() {
            return Ok(());
        }
        of.concept.alternatives.iter().try_for_each(|alternative| {
            self.collect_positions(of, &alternative.matcher, &mut with_it)
        })
    }

    /// Notes which of the passages with the last concept have its typed form, which
    /// is not its own stem.
    fn collect_form(self, form: &str, all: &mut [PassageEvidence]) -> tantivy::Result<()> {
        let form = Term::from_field_text(self.segment.fields.exact, form);
        let Some(form) = self.segment.term(&form)? else { return Ok(()) };
        let mut cursor = self.segment.open(&form)?;
        for PassageEvidence { address, evidence } in all {
            let Some(concept) = evidence.concepts.last_mut() else { continue };
            if concept.in_passage > 0.0 {
                concept.has_form = cursor.seek(address.passage) == address.passage;
            }
        }
        Ok(cursor.check()?)
    }

    /// [`collect`](Self::collect) in one pass over the positions, for a concept
    /// that is one term where documents are passages; gives whether it is.
    fn collect_term(
        self,
        NumberedConcept { number, concept }: NumberedConcept<'_>,
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
        let is_own = is_own_stem(concept);
        for PassageEvidence { address, evidence } in all {
            positions.clear();
            positions_in(&mut cursor, address.passage, &mut positions);
            let in_passage = positions.len() as f32 * weight;
            let in_title = in_title(&mut titles, address.document);
            let in_document = in_passage;
            let has_form = is_own && !positions.is_empty() && cursor.has_own();
            evidence.concepts.push(Frequencies {
                in_passage,
                in_document,
                in_title,
                in_neighbour: 0.0,
                has_form,
            });
            push_occurrences(evidence, number, &positions);
        }
        cursor.check()?;
        Ok(true)
    }

    /// Emits the frequencies of a list in each of the passages, which ascend.
    pub(super) fn frequencies<T: HasAddress>(
        self,
        postings: &SegmentPostings,
        all: &mut [T],
        mut emit: impl FnMut(&mut T, Frequencies),
    ) -> tantivy::Result<()> {
        let mut cursor = postings.cursor(self.segment)?;
        let mut titles = postings.titles.as_slice();
        let (mut in_document, mut of_document) = (Vec::new(), 0..0);
        for item in all {
            let address = item.address();
            let in_title = in_title(&mut titles, address.document);
            if self.segment.one_passage_per_document {
                let in_passage = cursor.frequency_in(address.passage);
                let in_document = in_passage;
                let alone = Frequencies { in_passage, in_document, ..Frequencies::default() };
                emit(item, Frequencies { in_title, ..alone });
                continue;
            }
            if of_document != address.of_document {
                of_document = address.of_document.clone();
                in_document.clear();
                cursor.fill(of_document.start, of_document.end, &mut in_document);
            }
            let mut frequencies = Frequencies { in_title, ..Frequencies::default() };
            for &(passage, frequency) in &in_document {
                frequencies.in_document += frequency;
                if passage == address.passage {
                    frequencies.in_passage = frequency;
                } else if passage.abs_diff(address.passage) == 1 {
                    frequencies.in_neighbour = frequencies.in_neighbour.max(frequency);
                }
            }
            emit(item, frequencies);
        }
        Ok(cursor.check()?)
    }

    /// Adds the occurrences of an alternative in passages, which ascend. A
    /// phrase occurs where it begins; a topic occurs at no word.
    fn collect_positions(
        self,
        NumberedConcept { number, concept }: NumberedConcept<'_>,
        matcher: &Matcher,
        passages: &mut [(DocId, &mut Evidence)],
    ) -> tantivy::Result<()> {
        let fields = self.segment.fields;
        let phrase = match matcher {
            Matcher::Topic(_) => return Ok(()),
            Matcher::Phrase { surfaces, slop } => Some((fields.exact, surfaces, *slop)),
            Matcher::Stems(stems) => Some((fields.body, stems, 0)),
            _ => None,
        };
        if let Some((field, words, slop)) = phrase {
            let wanted: Vec<DocId> = passages.iter().map(|(passage, _)| *passage).collect();
            let mut starts = BTreeMap::new();
            phrase::positions(self.segment, field, words, slop, &wanted, &mut starts)?;
            for (passage, evidence) in passages {
                let starts = starts.get(passage).map(Vec::as_slice).unwrap_or_default();
                push_occurrences(evidence, number, starts);
            }
            return Ok(());
        }
        let Some(mut cursor) = occurrences(self.segment, matcher)? else { return Ok(()) };
        let mut positions = Vec::new();
        let is_own = is_own_stem(concept)
            && concept.alternatives.first().is_some_and(|first| first.matcher == *matcher);
        for (passage, evidence) in passages {
            positions.clear();
            positions_in(&mut cursor, *passage, &mut positions);
            push_occurrences(evidence, number, &positions);
            if let Some(frequencies) = evidence.concepts.last_mut().filter(|_| is_own) {
                frequencies.has_form = !positions.is_empty() && cursor.has_own();
            }
        }
        Ok(cursor.check()?)
    }
}

/// Whether the typed form of a concept is its own stem.
fn is_own_stem(concept: &Concept) -> bool {
    let stem = concept.alternatives.first().map(|first| &first.matcher);
    matches!((stem, &concept.form), (Some(Matcher::Stem(stem)), Some(form)) if stem == form)
}

fn push_occurrences(evidence: &mut Evidence, concept: u32, positions: &[u32]) {
    let occurrence = |&position: &u32| Occurrence { position, concept };
    evidence.occurrences.extend(positions.iter().map(occurrence));
}

/// The frequency in the title of a document. Documents must not go back.
fn in_title(titles: &mut &[TitlePosting], document: DocumentOrd) -> f32 {
    skip_while(titles, |title| title.document < document);
    let title = titles.first().filter(|title| title.document == document);
    title.map_or(0.0, |title| title.frequency)
}
