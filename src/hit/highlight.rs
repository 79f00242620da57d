//! What of a passage the query matched: the whole phrase and not its stray
//! words, the prefix's and the fuzzy word's real match, each with its reason.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::analysis::token::{Analysis, KeyKind};
use crate::analysis::topic::Aboutness;
use crate::query::plan::adjacency::{PhraseWindow, together};
use crate::query::plan::{Concept, Matcher, Reason, Scope};
use crate::span::Span;
use crate::util::fnv::ByFnv;

#[cfg(test)]
mod tests;

/// A stretch of a passage that the query matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Mark {
    /// Bytes of the **document's** text.
    pub span: Span,
    /// What was typed.
    pub typed: String,
    /// Why it matched.
    pub reason: Reason,
}

/// Finds what the concepts of a query match, in one passage after another.
pub(crate) struct Marker<'q> {
    concepts: &'q [&'q Concept],
    stems: TermIndex<'q>,
    surfaces: TermIndex<'q>,
    keys: Vec<(KeyKind, &'q str, AlternativeRef)>,
    topics: Vec<(&'q str, AlternativeRef)>,
    phrases: Vec<PhraseMatcher<'q>>,
    /// Numbers of the words of phrases.
    phrase_words: BTreeMap<&'q str, usize>,
}

/// Which alternative of which concept.
type AlternativeRef = (usize, usize);

/// A phrase of surfaces.
struct PhraseMatcher<'q> {
    surfaces: &'q [String],
    /// The numbers of its words.
    words: Vec<usize>,
    slop: u32,
    way: AlternativeRef,
}

/// What a word of a text is a match of, or may be.
#[derive(Clone, Copy)]
enum MatchPart<'q> {
    Whole(AlternativeRef),
    /// The first of several stems.
    First(AlternativeRef, &'q [String]),
    /// A phrase's word, by number.
    OfPhrase(usize),
}

/// A match in a passage, in the order in which matches go before others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    is_topic: bool,
    longest_first: Reverse<usize>,
    start: usize,
    way: AlternativeRef,
}

impl<'q> Marker<'q> {
    /// Made once for a query.
    pub(crate) fn new(concepts: &'q [&'q Concept]) -> Self {
        let mut marker = Self {
            concepts,
            stems: TermIndex::default(),
            surfaces: TermIndex::default(),
            keys: Vec::new(),
            topics: Vec::new(),
            phrases: Vec::new(),
            phrase_words: BTreeMap::new(),
        };
        for (number, concept) in concepts.iter().enumerate() {
            if concept.scope == Scope::Anywhere {
                for (at, alternative) in concept.alternatives.iter().enumerate() {
                    marker.add(&alternative.matcher, (number, at));
                }
            }
        }
        marker
    }

    /// The concepts that it was made for.
    pub(crate) fn concepts(&self) -> &'q [&'q Concept] {
        self.concepts
    }

    /// Whether the keys of a passage are needed to mark it.
    pub(crate) fn needs_keys(&self) -> bool {
        !self.keys.is_empty() || self.needs_topics()
    }

    /// Whether it is needed what a passage is about.
    pub(crate) fn needs_topics(&self) -> bool {
        !self.topics.is_empty()
    }

    fn add(&mut self, matcher: &'q Matcher, way: AlternativeRef) {
        match matcher {
            Matcher::Stem(stem) => self.stems.add(stem, MatchPart::Whole(way)),
            Matcher::Surface(surface) => self.surfaces.add(surface, MatchPart::Whole(way)),
            Matcher::Phrase { surfaces, slop } => self.add_phrase(surfaces, *slop, way),
            Matcher::Stems(stems) => {
                if let Some(first) = stems.first() {
                    self.stems.add(first, MatchPart::First(way, stems));
                }
            }
            Matcher::Exact(key) => self.keys.push((KeyKind::Exact, key, way)),
            Matcher::Family(key) => self.keys.push((KeyKind::Family, key, way)),
            Matcher::Topic(name) => self.topics.push((name, way)),
            Matcher::ExactPrefix(_) | Matcher::Prefix(_) | Matcher::Fuzzy { .. } => {}
        }
    }

    fn add_phrase(&mut self, surfaces: &'q [String], slop: u32, way: AlternativeRef) {
        let mut words = Vec::with_capacity(surfaces.len());
        for surface in surfaces {
            let next = self.phrase_words.len();
            let number = *self.phrase_words.entry(surface).or_insert(next);
            if number == next {
                self.surfaces.add(surface, MatchPart::OfPhrase(number));
            }
            words.push(number);
        }
        self.phrases.push(PhraseMatcher { surfaces, words, slop, way });
    }

    /// The marks of all concepts, ascending and not overlapping, in bytes of
    /// the passage, of which `about` names each topic that it is about. Where
    /// two overlap, what was typed goes before what stands for it, then the
    /// longer.
    pub(crate) fn marks(&self, analysis: &Analysis, about: &[(String, Aboutness)]) -> Vec<Mark> {
        let mut passage = MarkedPassage { marker: self, analysis, found: Vec::new() };
        passage.match_words();
        passage.match_keys();
        passage.match_topics(about);
        let mut found = passage.found;
        found.sort_unstable();
        let mut kept: Vec<Match> = Vec::with_capacity(found.len());
        for one in found {
            let at = kept.partition_point(|before| before.start < one.start);
            let (before, after) = (at.checked_sub(1).and_then(|at| kept.get(at)), kept.get(at));
            let is_free = before.is_none_or(|before| before.end() <= one.start)
                && after.is_none_or(|after| one.end() <= after.start);
            if is_free {
                kept.insert(at, one);
            }
        }
        kept.into_iter().filter_map(|one| self.mark(one)).collect()
    }

    fn mark(&self, one: Match) -> Option<Mark> {
        let concept = self.concepts.get(one.way.0)?;
        let reason = concept.alternatives.get(one.way.1)?.reason;
        Some(Mark { span: Span::new(one.start, one.end()), typed: concept.typed.clone(), reason })
    }

    fn reason(&self, (concept, alternative): AlternativeRef) -> Option<Reason> {
        Some(self.concepts.get(concept)?.alternatives.get(alternative)?.reason)
    }
}

impl Match {
    fn end(self) -> usize {
        self.start + self.longest_first.0
    }
}

/// A passage that is being marked.
struct MarkedPassage<'a> {
    marker: &'a Marker<'a>,
    analysis: &'a Analysis,
    found: Vec<Match>,
}

impl MarkedPassage<'_> {
    fn push(&mut self, span: Span, way: AlternativeRef) {
        let is_topic = self.marker.reason(way) == Some(Reason::Topic);
        let longest_first = Reverse(span.len());
        self.found.push(Match { is_topic, longest_first, start: span.start, way });
    }

    fn match_words(&mut self) {
        let marker = self.marker;
        let mut positions = vec![Vec::new(); marker.phrase_words.len()];
        for word in self.analysis.words() {
            let by_stem = marker.stems.of(word.stem);
            for &part in by_stem.iter().chain(marker.surfaces.of(word.surface)) {
                match part {
                    MatchPart::Whole(way) => self.push(word.span, way),
                    MatchPart::First(way, stems) => self.match_stems(word.position, stems, way),
                    MatchPart::OfPhrase(number) => {
                        positions.get_mut(number).into_iter().for_each(|of| of.push(word.position));
                    }
                }
            }
        }
        for phrase in &marker.phrases {
            self.match_phrase(phrase, &positions);
        }
    }

    fn match_stems(&mut self, first: u32, stems: &[String], way: AlternativeRef) {
        let is_there = |(at, stem): (u32, &String)| {
            self.analysis.word(at as usize).is_some_and(|word| word.stem == stem)
        };
        if (first..).zip(stems).all(is_there) {
            self.push_between(first, first + stems.len() as u32 - 1, way);
        }
    }

    fn match_phrase(&mut self, phrase: &PhraseMatcher<'_>, positions: &[Vec<u32>]) {
        let lists = phrase.words.iter().map(|&word| positions.get(word).map(Vec::as_slice));
        let lists: Vec<&[u32]> = lists.map(Option::unwrap_or_default).collect();
        for PhraseWindow { first, last } in together(&lists, phrase.slop) {
            if phrase.slop == 0 {
                self.push_between(first, last, phrase.way);
                continue;
            }
            // Other words may stand between: only those of the phrase are marked.
            for position in first..=last {
                let word = self.analysis.word(position as usize);
                if word.is_some_and(|word| phrase.surfaces.iter().any(|one| one == word.surface)) {
                    self.push_between(position, position, phrase.way);
                }
            }
        }
    }

    fn match_keys(&mut self) {
        if self.marker.keys.is_empty() {
            return;
        }
        for key in self.analysis.keys() {
            for &(kind, term, way) in &self.marker.keys {
                if kind == key.kind && term == key.term {
                    self.push(key.span, way);
                }
            }
        }
    }

    fn match_topics(&mut self, about: &[(String, Aboutness)]) {
        for &(name, way) in &self.marker.topics {
            let about = about.iter().filter(|(topic, _)| topic == name);
            for term in about.flat_map(|(_, about)| &about.terms) {
                if let Some(last) = term.words.end.checked_sub(1) {
                    self.push_between(term.words.start as u32, last as u32, way);
                }
            }
        }
    }

    fn push_between(&mut self, first: u32, last: u32, way: AlternativeRef) {
        let word = |at: u32| self.analysis.word(at as usize);
        if let Some((first, last)) = word(first).zip(word(last)) {
            self.push(Span::new(first.span.start, last.span.end), way);
        }
    }
}

/// Terms with what they are parts of. Most words of a text are none of them,
/// which is told by their first byte and length.
struct TermIndex<'q> {
    /// A bit for each length, by first byte; the last stands for all beyond.
    lengths: [u64; 256],
    parts: HashMap<&'q str, Vec<MatchPart<'q>>, ByFnv>,
}

impl Default for TermIndex<'_> {
    fn default() -> Self {
        Self { lengths: [0; 256], parts: HashMap::default() }
    }
}

impl<'q> TermIndex<'q> {
    fn add(&mut self, term: &'q str, part: MatchPart<'q>) {
        let (first, length) = Self::shape(term);
        if let Some(lengths) = self.lengths.get_mut(first) {
            *lengths |= length;
        }
        self.parts.entry(term).or_default().push(part);
    }

    fn of(&self, term: &str) -> &[MatchPart<'q>] {
        let (first, length) = Self::shape(term);
        if self.lengths.get(first).is_none_or(|lengths| lengths & length == 0) {
            return &[];
        }
        self.parts.get(term).map_or(&[], Vec::as_slice)
    }

    fn shape(term: &str) -> (usize, u64) {
        (usize::from(term.bytes().next().unwrap_or_default()), 1 << term.len().min(63))
    }
}
