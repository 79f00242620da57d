//! What of a passage the query matched: the whole phrase and not its stray
//! words, the prefix's and the fuzzy word's real match, each with its reason.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Span;
use crate::analysis::{Aboutness, Analysis, KeyKind, Word};
use crate::query::adjacency::{Together, together};
use crate::query::plan::{Concept, Matcher, Reason, Scope};

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

/// A passage ready for marking.
pub(crate) struct Marker<'a> {
    analysis: &'a Analysis,
    about: &'a [(String, Aboutness)],
    words: Vec<Word<'a>>,
    /// Positions of each surface form.
    positions: BTreeMap<&'a str, Vec<u32>>,
}

impl<'a> Marker<'a> {
    /// `about` names each topic that the passage is about.
    pub(crate) fn new(analysis: &'a Analysis, about: &'a [(String, Aboutness)]) -> Self {
        let mut positions: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for word in analysis.words() {
            positions.entry(word.surface).or_default().push(word.position);
        }
        let words = analysis.words().collect();
        Self { analysis, about, words, positions }
    }

    /// The marks of all concepts, ascending and not overlapping, in bytes of
    /// the passage. Where two overlap, what was typed goes before what
    /// stands for it, then the longer.
    pub(crate) fn marks(&self, concepts: &[&Concept]) -> Vec<Mark> {
        let mut all: Vec<Mark> = Vec::new();
        for concept in concepts.iter().filter(|concept| concept.scope == Scope::Anywhere) {
            for alternative in &concept.alternatives {
                let spans = self.spans(&alternative.matcher);
                all.extend(spans.into_iter().map(|span| Mark {
                    span,
                    typed: concept.typed.clone(),
                    reason: alternative.reason,
                }));
            }
        }
        all.sort_by_key(|mark| {
            (is_topic(mark), std::cmp::Reverse(mark.span.len()), mark.span.start)
        });
        let mut kept: Vec<Mark> = Vec::with_capacity(all.len());
        for mark in all {
            if !kept.iter().any(|before| before.span.overlaps(mark.span)) {
                kept.push(mark);
            }
        }
        kept.sort_by_key(|mark| mark.span.start);
        kept
    }

    fn spans(&self, matcher: &Matcher) -> Vec<Span> {
        let words = self.analysis.words();
        match matcher {
            Matcher::Stem(stem) => words.filter(|w| w.stem == stem).map(|w| w.span).collect(),
            Matcher::Surface(surface) => {
                words.filter(|w| w.surface == surface).map(|w| w.span).collect()
            }
            Matcher::Phrase { surfaces, slop } => self.phrase(surfaces, *slop),
            Matcher::Stems(stems) => self.stems(stems),
            Matcher::Exact(key) => self.keys(KeyKind::Exact, key),
            Matcher::Family(key) => self.keys(KeyKind::Family, key),
            Matcher::Topic(name) => self.topic(name),
            Matcher::ExactPrefix(_) | Matcher::Prefix(_) | Matcher::Fuzzy { .. } => Vec::new(),
        }
    }

    fn stems(&self, stems: &[String]) -> Vec<Span> {
        let windows = self.words.windows(stems.len().max(1));
        let is_it = |window: &&[Word<'_>]| window.iter().map(|word| word.stem).eq(stems);
        let ends = |window: &[Word<'_>]| {
            Some(Span::new(window.first()?.span.start, window.last()?.span.end))
        };
        windows.filter(is_it).filter_map(ends).collect()
    }

    fn keys(&self, kind: KeyKind, term: &str) -> Vec<Span> {
        let keys = self.analysis.keys().filter(|key| key.kind == kind && key.term == term);
        keys.map(|key| key.span).collect()
    }

    fn phrase(&self, surfaces: &[String], slop: u32) -> Vec<Span> {
        let lists: Option<Vec<&[u32]>> = surfaces
            .iter()
            .map(|surface| self.positions.get(surface.as_str()).map(Vec::as_slice))
            .collect();
        let windows = lists.map(|lists| together(&lists, slop)).unwrap_or_default();
        let whole = |window: Together| self.between(window.first, window.last);
        if slop == 0 {
            return windows.into_iter().filter_map(whole).collect();
        }
        // Other words may stand between: only those of the phrase are marked.
        let within = |window: Together| {
            (window.first..=window.last).filter(|&position| {
                let word = self.analysis.word(position as usize);
                word.is_some_and(|word| surfaces.iter().any(|surface| surface == word.surface))
            })
        };
        let words = windows.into_iter().flat_map(within);
        words.filter_map(|position| self.between(position, position)).collect()
    }

    fn topic(&self, name: &str) -> Vec<Span> {
        let about = self.about.iter().filter(|(topic, _)| topic == name);
        let terms = about.flat_map(|(_, about)| &about.terms);
        terms
            .filter_map(|term| {
                let last = term.words.end.checked_sub(1)?;
                self.between(term.words.start as u32, last as u32)
            })
            .collect()
    }

    fn between(&self, first: u32, last: u32) -> Option<Span> {
        let first = self.analysis.word(first as usize)?.span;
        let last = self.analysis.word(last as usize)?.span;
        Some(Span::new(first.start, last.end))
    }
}

fn is_topic(mark: &Mark) -> bool {
    mark.reason == Reason::Topic
}
