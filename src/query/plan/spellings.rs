//! The spellings of a name in a text: singular and plural, without the word for
//! its class, and its single words.

use std::ops::Range;

use super::alternatives::{alternative, weight};
use super::plural::plural;
use super::{Alternative, Matcher, Reason};
use crate::analysis::Analyzer;
use crate::analysis::relation::class_word::is_class_word;
use crate::analysis::relation::doubtful::is_doubtful;
use crate::analysis::token::Analysis;
use crate::span::Span;

/// The alternatives of a concept in the making. None matches what one before it
/// matches: an occurrence would count twice.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    pub(super) alternatives: Vec<Alternative>,
    /// The names so far, as stems.
    names: Vec<Vec<String>>,
}

/// The words of a name, as the analysis of a text has them.
#[derive(Debug, Clone)]
pub(super) struct NameWords {
    pub(super) surfaces: Vec<String>,
    pub(super) stems: Vec<String>,
    /// Whether it is written in capitals: "MX" is, "Lance" is not.
    is_acronym: Vec<bool>,
}

impl NameWords {
    /// The words of a name as it is written.
    pub(super) fn of(written: &str, analyzer: &Analyzer) -> Self {
        let analysis = analyzer.words(written);
        let is_acronym = |span: Span| {
            let word = span.of(written).unwrap_or_default();
            word.len() > 1 && !word.contains(char::is_lowercase)
        };
        Self {
            surfaces: analysis.words().map(|word| word.surface.to_owned()).collect(),
            stems: analysis.words().map(|word| word.stem.to_owned()).collect(),
            is_acronym: analysis.words().map(|word| is_acronym(word.span)).collect(),
        }
    }

    /// The typed words at these positions.
    pub(super) fn typed(words: &Range<usize>, analysis: &Analysis) -> Self {
        let words: Vec<_> = words.clone().filter_map(|at| analysis.word(at)).collect();
        Self {
            surfaces: words.iter().map(|word| word.surface.to_owned()).collect(),
            stems: words.iter().map(|word| word.stem.to_owned()).collect(),
            // A query is often in small letters: what it has in capitals tells nothing.
            is_acronym: vec![false; words.len()],
        }
    }

    /// The stems of the singular and, where its last word has another stem in the
    /// plural ("JSFs", "Urutus"), those of the plural.
    pub(super) fn numbers(&self, analyzer: &Analyzer) -> Vec<Vec<String>> {
        let mut forms = vec![self.stems.clone()];
        let last = self.plural().map(|last| analyzer.stem(&last).into_owned());
        if let (Some(plural), Some((singular, before))) = (last, self.stems.split_last())
            && plural != *singular
        {
            let mut stems = before.to_vec();
            stems.push(plural);
            forms.push(stems);
        }
        forms
    }

    /// The plural of the last word.
    pub(super) fn plural(&self) -> Option<String> {
        let last = self.surfaces.last().zip(self.is_acronym.last());
        last.map(|(last, &is_acronym)| plural(last, is_acronym))
    }

    /// Whether a text with the name may be about something else.
    pub(super) fn is_doubtful(&self) -> bool {
        let words: Vec<&str> = self.surfaces.iter().map(String::as_str).collect();
        is_doubtful(&words)
    }

    /// The stems without the class word at the end, where they still tell the thing:
    /// several words, or an acronym. "Lance" without "missile" tells nothing.
    fn without_class(&self) -> Option<&[String]> {
        let (last, before) = self.surfaces.split_last()?;
        let words: Vec<&str> = before.iter().map(String::as_str).collect();
        let tells = match words.as_slice() {
            [] => false,
            [_] => self.is_acronym.first() == Some(&true),
            _ => true,
        };
        (is_class_word(last) && tells && !is_doubtful(&words))
            .then(|| self.stems.get(..before.len()))?
    }

    /// The words that may stand for the name by themselves, with their weights:
    /// neither function words nor marks ("II", "2") are.
    fn parts(&self, analyzer: &Analyzer) -> impl Iterator<Item = (&String, f32)> {
        let words = self.surfaces.iter().zip(&self.stems);
        words.filter_map(|(surface, stem)| {
            let is_mark = surface.chars().all(|c| c.is_ascii_digit() || "ivx".contains(c));
            let tells = surface.chars().nth(1).is_some() && !is_mark;
            let weight =
                if is_class_word(surface) { weight::CLASS_WORD } else { weight::NAME_PART };
            (tells && !analyzer.is_stop_word(surface)).then_some((stem, weight))
        })
    }
}

impl Spellings {
    /// Adds an alternative, unless its matcher is there.
    pub(super) fn push(&mut self, matcher: Matcher, weight: f32, reason: Reason) {
        if self.alternatives.iter().all(|other| other.matcher != matcher) {
            self.alternatives.push(alternative(matcher, weight, reason));
        }
    }

    /// Notes that a name is matched, given by its stems.
    pub(super) fn note(&mut self, stems: &[String]) {
        self.names.push(stems.to_vec());
    }

    /// Whether a name so far stands in the one of these stems.
    fn has_within(&self, stems: &[String]) -> bool {
        self.names.iter().any(|name| stems.windows(name.len().max(1)).any(|part| part == *name))
    }

    /// Adds a name that was not typed, as `longer` allows; whether it was new.
    pub(super) fn add_name(
        &mut self,
        name: &NameWords,
        longer: Vec<Vec<String>>,
        (weight, reason): (f32, Reason),
        analyzer: &Analyzer,
    ) -> bool {
        if name.stems.is_empty() || self.has_within(&name.stems) {
            return false;
        }
        let (weight, reason) = if name.is_doubtful() {
            (weight * weight::DOUBTFUL, Reason::DoubtfulName)
        } else {
            (weight, reason)
        };
        for matcher in name_matchers(name, longer, analyzer) {
            self.push(matcher, weight, reason);
        }
        // A longer name is surer than a doubtful one: both are kept.
        if reason != Reason::DoubtfulName {
            self.note(&name.stems);
        }
        if let Some(stems) = name.without_class() {
            self.push(stems_matcher(stems), weight * weight::CLASSLESS, reason);
        }
        true
    }

    /// Adds a typed name, as the lexicon writes it, without its class word.
    pub(super) fn add_classless(&mut self, listed: &NameWords) {
        if let Some(stems) = listed.without_class() {
            self.push(stems_matcher(stems), weight::CLASSLESS, Reason::Name);
        }
    }

    /// Adds the single words of a typed name of several words, so that nothing that
    /// the plain words match is lost.
    pub(super) fn add_parts(&mut self, typed: &NameWords, analyzer: &Analyzer) {
        if typed.stems.len() > 1 {
            for (stem, weight) in typed.parts(analyzer) {
                self.push(Matcher::Stem(stem.clone()), weight, Reason::NamePart);
            }
        }
    }
}

/// The matchers of a name that was not typed. A doubtful one is matched in the
/// singular and the plural alone: its stem has more forms ("bear", "bearing").
fn name_matchers(name: &NameWords, longer: Vec<Vec<String>>, analyzer: &Analyzer) -> Vec<Matcher> {
    match (name.stems.as_slice(), name.surfaces.as_slice()) {
        ([stem], _) if !longer.is_empty() => vec![Matcher::Alone { stem: stem.clone(), longer }],
        ([_], [surface]) if name.is_doubtful() => {
            let surfaces = std::iter::once(surface.clone()).chain(name.plural());
            surfaces.map(Matcher::Surface).collect()
        }
        _ => name.numbers(analyzer).iter().map(|stems| stems_matcher(stems)).collect(),
    }
}

/// The matcher of stems side by side; of one, no phrase.
pub(super) fn stems_matcher(stems: &[String]) -> Matcher {
    match stems {
        [single] => Matcher::Stem(single.clone()),
        several => Matcher::Stems(several.to_vec()),
    }
}
